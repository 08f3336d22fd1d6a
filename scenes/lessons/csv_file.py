"""A CSV file as data. Whatever is wrong with it is an InputError of one sentence, with the line and what is allowed.

Columns may be separated by commas, semicolons, tabs or bars; where it isn't by commas, decimals may have one.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from mathnet.checks import show
from mathnet.errors import InputError
from mathnet.files import read_safely
from scenes.lessons.data import Data
from scenes.lessons.limits import LARGEST_TABLE, LONGEST_LINE
from scenes.lessons.wording import list_names, nearest

GAPS = {"", "na", "n/a", "nan", "null", "?", "none", "-"}
CLASSES_TOO = {"none", "-"}  # a class may well be called so
SEPARATORS = ",;\t|"
THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+")  # or a decimal comma, if there is only one
TASKS = ("classification", "regression")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells that matter as text: rows[i][k] is of the column names[k], and stands in line lines[i].

    The column to be predicted is the last one.
    """

    names: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    decimal_comma: bool


def data_from_csv(path: Path, target: str, features: Sequence[str] | None, task: str | None) -> Data:
    """Return the data in the file `path`: `target` is the column to be predicted.

    `features` are the columns to predict it from: all others, if None. `task` is one of TASKS; if None, a target of
    text means classes, one of numbers values. Raises InputError.
    """
    table = _parse(_read(path), target, features)
    *chosen, _ = table.names
    last = len(chosen)
    classifies = _is_classification(table, task)
    _check_decimals(table, last if classifies else last + 1)
    remedy = "leave the column out with features = […], or write a number there"
    rows = tuple(tuple(_number(table, i, k, remedy) for k in range(last)) for i in range(len(table.rows)))
    if classifies:
        classes, targets = _classes(table)
        return Data(tuple(chosen), rows, targets, classes)
    remedy = 'for classes, say task = "classification"'
    values = tuple((_number(table, i, last, remedy),) for i in range(len(table.rows)))
    return Data(tuple(chosen), rows, values, outputs=(target,))


def _read(path: Path) -> str:
    try:
        content = read_safely(path, LARGEST_TABLE)
    except ValueError as error:
        raise InputError(f"the file can't be read ({error}): check its path") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("the file isn't UTF-8 text: save it as CSV in UTF-8") from None


def _parse(text: str, target: str, features: Sequence[str] | None) -> Table:
    separator = _separator(text, target)
    filled = _rows(text, separator)
    header, _ = next(filled, (None, 0))
    if header is None:
        raise InputError("the file is empty: expected a line of column names, and lines of values")
    columns = _choose(header, target, features)
    rows, lines = [], []
    for row, line in filled:
        if len(row) != len(header):
            raise InputError(f"line {line}: expected {len(header)} cells as in the first line, found {len(row)}")
        rows.append(tuple(row[column] for column in columns))
        lines.append(line)
    if not rows:
        raise InputError("the file has column names only: expected lines of values below them")
    return Table(tuple(header[column] for column in columns), tuple(rows), tuple(lines), separator != ",")


def _separator(text: str, target: str) -> str:
    """Return what separates the columns: what makes most of the first line, the target among them."""
    headers = {}
    for separator in SEPARATORS:
        try:
            headers[separator], _ = next(_rows(text, separator), ([], 0))
        except ValueError:
            headers[separator] = []
    having = [separator for separator, header in headers.items() if target in header]
    return max(having or SEPARATORS, key=lambda separator: len(headers[separator]))


def _rows(text: str, separator: str) -> Iterator[tuple[list[str], int]]:
    """Go through the lines that aren't empty: the cells of each, and the number of the line in which it ends."""
    reader = csv.reader(_lines(text), delimiter=separator, strict=True, skipinitialspace=True)
    try:
        for cells in reader:
            row = [cell.strip() for cell in cells]
            if row and row != [""]:
                yield row, reader.line_num
    except csv.Error as error:
        raise InputError(f"line {reader.line_num}: this isn't CSV ({error}): check the quotes") from None


def _lines(text: str) -> Iterator[str]:
    for number, line in enumerate(io.StringIO(text, newline=""), start=1):
        if len(line) > LONGEST_LINE:
            raise InputError(f"line {number}: expected at most {LONGEST_LINE} characters, found {len(line)}")
        yield line


def _choose(header: list[str], target: str, features: Sequence[str] | None) -> list[int]:
    """Return the columns that matter, the target last; raises InputError for names that are missing or there twice."""
    if target not in header and all(_value(name, True) is not None for name in header):
        raise InputError("line 1: expected the names of the columns, found numbers: put a line of names above them")
    columns: dict[str, int] = {}
    for index, name in enumerate(header):
        if not name:
            raise InputError(f"line 1: column {index + 1} has no name: expected one for each column")
        if columns.setdefault(name, index) != index:
            raise InputError(f"line 1: the name {show(name)} is there twice: expected each column to have its own")
    chosen = [name for name in header if name != target] if features is None else list(features)
    for name in (target, *chosen):
        if name not in columns:
            raise InputError(f"there is no column {show(name)}{nearest(name, header)}: there are {list_names(header)}")
    if not chosen:
        raise InputError(f"there is no column but the target {show(target)}: expected at least one feature")
    if target in chosen:
        raise InputError(f"features: the target {show(target)} can't be a feature too: leave it out")
    return [columns[name] for name in (*chosen, target)]


@lru_cache(maxsize=65_536)  # a table of pixels is then a few hundred floats, not millions
def _value(text: str, decimal_comma: bool) -> float | None:
    """Return the number that `text` stands for, or None if that is none."""
    try:
        value = float(text.replace(",", ".") if decimal_comma else text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def _number(table: Table, i: int, column: int, remedy: str) -> float:
    text = table.rows[i][column]
    value = _value(text, table.decimal_comma)
    if value is not None:
        return value
    _refuse_gap(table, i, column, GAPS)
    if THOUSANDS.fullmatch(text):
        remedy = _either(text)
    elif "," in text and "." in text and any(map(str.isdigit, text)):
        remedy = "write nothing between thousands"
    elif _value(text, True) is not None:
        remedy = "write decimals with a point"
    raise InputError(f"{_place(table, i, column)}: expected a number, found {show(text)}: {remedy}")


def _either(text: str) -> str:
    """Return what to do about a number with commas that look like those between thousands.

    >>> _either("1,100"), _either("1,100,000")
    ("write '1100' or '1.100', whichever is meant", "write '1100000'")
    """
    whole = f"write {show(text.replace(',', ''))}"
    return whole if text.count(",") > 1 else f"{whole} or {show(text.replace(',', '.'))}, whichever is meant"


def _check_decimals(table: Table, columns: int) -> None:
    """Raise InputError where the first `columns` leave open what a comma in a number, or a point, stands for."""
    if not table.decimal_comma:
        return
    found: dict[str, tuple[int, int]] = {}
    for i, row in enumerate(table.rows):
        for k, text in enumerate(row[:columns]):
            if "," in text and _value(text, True) is not None:
                found.setdefault("either" if THOUSANDS.fullmatch(text) else "comma", (i, k))
            elif "." in text and _value(text, False) is not None:
                found.setdefault("point", (i, k))
    if "point" in found and "comma" in found:
        (i, k), (j, m) = found["point"], found["comma"]
        raise InputError(
            f"{_place(table, i, k)}: found {show(table.rows[i][k])}, but {show(table.rows[j][m])} in line "
            f"{table.lines[j]}: write all decimals alike, and nothing between thousands"
        )
    if "either" in found and "comma" not in found:
        i, k = found["either"]
        text = table.rows[i][k]
        raise InputError(f"{_place(table, i, k)}: found {show(text)}, thousands or decimals: {_either(text)}")


def _refuse_gap(table: Table, i: int, column: int, gaps: set[str]) -> None:
    text = table.rows[i][column]
    if text.lower() in gaps:
        found = f" ({text})" if text else ""
        raise InputError(f"{_place(table, i, column)}: there is a gap{found}: fill it in, or take the line out")


def _place(table: Table, i: int, column: int) -> str:
    return f"line {table.lines[i]}, column {show(table.names[column])}"


def _is_classification(table: Table, task: str | None) -> bool:
    if task is not None:
        return task == "classification"
    texts = [i for i, row in enumerate(table.rows) if _value(row[-1], table.decimal_comma) is None]
    if texts and len(texts) < len(table.rows):
        _refuse_gap(table, texts[0], -1, GAPS)
        found = show(table.rows[texts[0]][-1])
        raise InputError(
            f"{_place(table, texts[0], -1)}: found {found} in a column that has numbers too: "
            'expected only numbers or only text, or task = "classification"'
        )
    return bool(texts)


def _classes(table: Table) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the names of the classes, sorted, and the class of each row."""
    labels = [row[-1] for row in table.rows]
    for i in range(len(labels)):
        _refuse_gap(table, i, -1, GAPS - CLASSES_TOO)
    values = {label: _value(label, False) for label in labels}
    names = sorted(values, key=lambda name: (math.inf if (value := values[name]) is None else value, name))
    if len(names) == 1:
        raise InputError(f"column {show(table.names[-1])}: expected two classes or more, found only {show(names[0])}")
    index = {name: i for i, name in enumerate(names)}
    return tuple(names), tuple(index[label] for label in labels)
