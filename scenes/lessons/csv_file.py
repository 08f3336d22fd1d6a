"""A CSV file as data. Whatever is wrong with it is a ValueError of one sentence, with the line and what is allowed."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mathnet.checks import show
from scenes.lessons.data import Data
from scenes.lessons.wording import list_names, nearest

GAPS = {"", "na", "n/a", "nan", "null", "none", "?", "-"}
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}
TASKS = ("classification", "regression")


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a file as text; `lines[i]` is the line in which rows[i] ends."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]


def data_from_csv(path: Path, target: str, features: Sequence[str] | None, task: str | None) -> Data:
    """Return the data in the file `path`: `target` is the column to be predicted.

    `features` are the columns to predict it from: all others, if None. `task` is one of TASKS; if None, a target of
    text means classes, one of numbers values. Raises ValueError.
    """
    table = _parse(_read(path))
    _check_header(table.header, target)
    index = _column(table.header, target)
    chosen = [name for name in table.header if name != target] if features is None else list(features)
    if not chosen:
        raise ValueError(f"there is no column but the target {show(target)}: expected at least one feature")
    if target in chosen:
        raise ValueError(f"features: the target {show(target)} can't be a feature too: leave it out")
    columns = [_column(table.header, name) for name in chosen]
    rows = tuple(
        tuple(_number(table, i, column, "leave the column out with features = […]") for column in columns)
        for i in range(len(table.rows))
    )
    if _is_classification(table, index, task):
        classes, targets = _classes(table, index)
        return Data(tuple(chosen), rows, targets, classes)
    hint = 'for classes, say task = "classification"'
    values = tuple((_number(table, i, index, hint),) for i in range(len(table.rows)))
    return Data(tuple(chosen), rows, values, outputs=(target,))


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("the file isn't UTF-8 text: save it as CSV in UTF-8") from None
    except OSError as error:
        raise ValueError(f"the file can't be read ({error.strerror}): check its path") from None
    except ValueError:
        raise ValueError("the path holds a null character: expected the path of a file") from None


def _parse(text: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, skipinitialspace=True)
    filled: list[tuple[tuple[str, ...], int]] = []
    try:
        for cells in reader:
            row = tuple(cell.strip() for cell in cells)
            if not row or row == ("",):
                continue  # an empty line
            if filled and len(row) != len(filled[0][0]):
                raise ValueError(
                    f"line {reader.line_num}: expected {len(filled[0][0])} cells as in the first line, found {len(row)}"
                )
            filled.append((row, reader.line_num))
    except csv.Error as error:
        raise ValueError(f"line {reader.line_num}: this isn't CSV ({error}): check the quotes") from None
    if not filled:
        raise ValueError("the file is empty: expected a line of column names, and lines of values")
    (header, _), *body = filled
    _check_separator(header)
    if not body:
        raise ValueError("the file has column names only: expected lines of values below them")
    return Table(header, tuple(row for row, _ in body), tuple(line for _, line in body))


def _check_separator(header: tuple[str, ...]) -> None:
    for separator, name in OTHER_SEPARATORS.items():
        if len(header) == 1 and separator in header[0]:
            raise ValueError(f"line 1: the columns are separated by {name}: expected commas")


def _check_header(header: tuple[str, ...], target: str) -> None:
    if target not in header and all(_is_number(name) for name in header):
        raise ValueError("line 1: expected the names of the columns, found numbers: put a line of names above them")
    for index, name in enumerate(header):
        if not name:
            raise ValueError(f"line 1: column {index + 1} has no name: expected one for each column")
        if name in header[:index]:
            raise ValueError(f"line 1: the name {show(name)} is there twice: expected each column to have its own")


def _column(header: Sequence[str], name: str) -> int:
    if name not in header:
        raise ValueError(f"there is no column {show(name)}{nearest(name, header)}: there are {list_names(header)}")
    return header.index(name)


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text)) and "_" not in text
    except ValueError:
        return False


def _number(table: Table, i: int, column: int, remedy: str) -> float:
    text = table.rows[i][column]
    if _is_number(text):
        return float(text)
    _refuse_gap(table, i, column)
    if _is_number(text.replace(",", ".")):
        remedy = "write decimals with a point"
    raise ValueError(f"{_place(table, i, column)}: expected a number, found {show(text)}: {remedy}")


def _refuse_gap(table: Table, i: int, column: int) -> None:
    text = table.rows[i][column]
    if text.lower() in GAPS:
        found = f" ({text})" if text else ""
        raise ValueError(f"{_place(table, i, column)}: there is a gap{found}: fill it in, or take the line out")


def _place(table: Table, i: int, column: int) -> str:
    return f"line {table.lines[i]}, column {show(table.header[column])}"


def _is_classification(table: Table, column: int, task: str | None) -> bool:
    if task is not None:
        return task == "classification"
    texts = [i for i, row in enumerate(table.rows) if not _is_number(row[column])]
    if texts and len(texts) < len(table.rows):
        _refuse_gap(table, texts[0], column)
        found = show(table.rows[texts[0]][column])
        raise ValueError(
            f"{_place(table, texts[0], column)}: found {found} in a column that has numbers too: "
            'expected only numbers or only text, or task = "classification"'
        )
    return bool(texts)


def _classes(table: Table, column: int) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the names of the classes, sorted, and the class of each row."""
    labels = [row[column] for row in table.rows]
    if "" in labels:  # a class may well be called “none”
        _refuse_gap(table, labels.index(""), column)
    names = sorted(set(labels), key=lambda name: (float(name) if _is_number(name) else math.inf, name))
    if len(names) == 1:
        raise ValueError(
            f"column {show(table.header[column])}: expected two classes or more, found only {show(names[0])}"
        )
    index = {name: i for i, name in enumerate(names)}
    return tuple(names), tuple(index[label] for label in labels)
