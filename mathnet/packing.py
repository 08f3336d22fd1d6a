"""A matrix as what JSON can hold: rows of numbers to read, or a text of all their bits where there are very many.

The text is the base64 of the numbers as IEEE 754 doubles, row by row, the least significant byte first: 11 characters
a number, where digits take 20.

    >>> pack(((0.5, -1.0),)), pack(((0.5, -1.0),), most_listed=1)
    ([[0.5, -1.0]], {'base64-float64-le': 'AAAAAAAA4D8AAAAAAADwvw=='})
    >>> unpack({"base64-float64-le": "AAAAAAAA4D8AAAAAAADwvw=="}, "weights", 1, 2)
    ((0.5, -1.0),)
"""

from __future__ import annotations

import base64
import struct

from mathnet import checks, entries
from mathnet.trace import Matrix

KEY = "base64-float64-le"
MOST_LISTED = 50_000  # numbers: a megabyte of digits


def pack(matrix: Matrix, most_listed: int = MOST_LISTED) -> object:
    """Return `matrix` as lists if it has at most `most_listed` numbers, packed otherwise."""
    columns = len(matrix[0])
    if len(matrix) * columns <= most_listed:
        return entries.lists(matrix)
    row = struct.Struct(f"<{columns}d")
    return {KEY: base64.b64encode(b"".join(row.pack(*numbers) for numbers in matrix)).decode()}


def unpack(value: object, what: str, rows: int, columns: int) -> Matrix:
    """Return the matrix that `pack` gave `value` for; raises ValueError if it isn't one of `rows` × `columns`."""
    if not isinstance(value, dict):
        return checks.matrix(value, what, rows, columns)
    text = entries.text(entries.entry(value, KEY, what), f"{what}.{KEY}")
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError:
        raise ValueError(f"{what}.{KEY}: expected base64, given {checks.show(text)}.") from None
    if len(content) != 8 * rows * columns:
        raise ValueError(f"{what}.{KEY}: expected {rows} · {columns} numbers of 8 bytes, given {len(content)} bytes.")
    return checks.matrix(tuple(struct.iter_unpack(f"<{columns}d", content)), what)
