"""Entries of decoded JSON: each function returns one, or raises an InputError that names it and what is wrong with it.

>>> vector({"z": [1, 2]}, "z", "forward[0]", 3)
Traceback (most recent call last):
mathnet.errors.InputError: forward[0].z: expected 3 numbers, given 2: [1.0, 2.0].
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from mathnet import checks
from mathnet.errors import InputError
from mathnet.trace import Matrix, Vector

T = TypeVar("T")


def lists(value: object) -> object:
    """Return `value` with lists for tuples, all the way down."""
    return [lists(item) for item in value] if isinstance(value, tuple) else value


def join(what: str, key: str) -> str:
    return f"{what}.{key}" if what else key


def entry(data: object, key: str, what: str) -> object:
    if not isinstance(data, dict):
        raise InputError(f"{what or 'the file'}: expected an object with entries, given {checks.show(data)}.")
    if key not in data:
        raise InputError(f"{join(what, key)}: expected this entry, given none.")
    return data[key]


def rows(data: object, key: str, what: str, length: int | None = None) -> list[object]:
    found, path = entry(data, key, what), join(what, key)
    if not isinstance(found, list) or not found or length not in (None, len(found)):
        expected = "a list" if length is None else f"a list of {length}"
        raise InputError(f"{path}: expected {expected}, given {checks.show(found)}.")
    return found


def vector(data: object, key: str, what: str, length: int) -> Vector:
    return checks.vector(entry(data, key, what), join(what, key), length)


def matrix(data: object, key: str, what: str, rows: int, columns: int) -> Matrix:
    return checks.matrix(entry(data, key, what), join(what, key), rows, columns)


def text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{what}: expected a name, given {checks.show(value)}.")
    return value


def only_if(condition: bool, data: object, key: str, what: str, read: Callable[[object, str], T]) -> T | None:
    """Return the entry as `read` understands it if `condition`; otherwise it has to be null."""
    value, path = entry(data, key, what), join(what, key)
    if condition:
        return read(value, path)
    if value is not None:
        raise InputError(f"{path}: expected null, given {checks.show(value)}.")
    return None
