"""A matrix as what JSON can hold: rows of numbers to read, or a text of all their bits where there are very many.

The text is the base64 of the numbers as IEEE 754 floats, row by row, the least significant byte first. They are as wide
as the numbers need to come back as they are: 64 bits take 11 characters a number, where digits take 20; numbers that
were rounded to 32 or 16 bits take 6 or 3.

    >>> pack(((0.5, -1.0),)), pack(((0.5, -1.0),), most_listed=1), pack(((0.1, -1.0),), most_listed=1)
    ([[0.5, -1.0]], {'base64-float16-le': 'ADgAvA=='}, {'base64-float64-le': 'mpmZmZmZuT8AAAAAAADwvw=='})
    >>> unpack({"base64-float64-le": "mpmZmZmZuT8AAAAAAADwvw=="}, "weights", 1, 2)
    ((0.1, -1.0),)
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Mapping

from mathnet import checks, entries
from mathnet.errors import InputError
from mathnet.trace import Matrix

KEY = "base64-float64-le"
# the letters of struct's floats, the narrowest first
KINDS: Mapping[str, str] = {"base64-float16-le": "e", "base64-float32-le": "f", KEY: "d"}
MOST_LISTED = 30_000  # numbers: half a megabyte of digits


def pack(matrix: Matrix, most_listed: int = MOST_LISTED) -> object:
    """Return `matrix` as lists if it has at most `most_listed` numbers, packed otherwise."""
    columns = len(matrix[0])
    if len(matrix) * columns <= most_listed:
        return entries.lists(matrix)
    for key, letter in KINDS.items():
        row = struct.Struct(f"<{columns}{letter}")
        if key == KEY or all(_holds(row, numbers) for numbers in matrix):
            break
    return {key: base64.b64encode(b"".join(row.pack(*numbers) for numbers in matrix)).decode()}


def _holds(row: struct.Struct, numbers: tuple[float, ...]) -> bool:
    """Return whether the numbers come back as they are from floats as wide as those of `row`."""
    try:
        return row.unpack(row.pack(*numbers)) == numbers
    except OverflowError:
        return False


def unpack(value: object, what: str, rows: int, columns: int) -> Matrix:
    """Return the matrix that `pack` gave `value` for; raises InputError if it isn't one of `rows` × `columns`."""
    if not isinstance(value, dict):
        return checks.matrix(value, what, rows, columns)
    key = next((key for key in KINDS if key in value), KEY)
    size = struct.calcsize(f"<{KINDS[key]}")
    text = entries.text(entries.entry(value, key, what), f"{what}.{key}")
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        raise InputError(f"{what}.{key}: expected base64, given {checks.show(text)}.") from None
    if len(content) != size * rows * columns:
        raise InputError(
            f"{what}.{key}: expected {rows} · {columns} numbers of {size} bytes, given {len(content)} bytes."
        )
    return checks.matrix(tuple(struct.iter_unpack(f"<{columns}{KINDS[key]}", content)), what)
