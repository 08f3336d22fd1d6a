"""What may come in: each function returns its argument as plain floats and tuples, or says what is wrong with it.

Every refusal is an InputError that says what was given and what was expected. Arrays of other libraries are welcome as
long as they can be iterated and their items can be made floats; none of those libraries is imported.

    >>> number(3, "the bias")
    3.0
    >>> vector([1, "2"], "the input")
    Traceback (most recent call last):
    mathnet.errors.InputError: the input[1]: expected a number, given '2'.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Set
from typing import Any, SupportsFloat, SupportsIndex

from mathnet.errors import InputError
from mathnet.trace import Matrix, Vector

Number = SupportsFloat | SupportsIndex
Numbers = Iterable[Number]
_PLAIN = frozenset((float, int))


def show(value: object, width: int = 60) -> str:
    """Return repr(value) in at most `width` characters, whatever the value (even one whose repr fails)."""
    try:
        text = repr(value)
    except Exception:  # any class may come in here, and raise anything
        return f"something of type {type(value).__name__}"
    return text if len(text) <= width else text[: width - 1] + "…"


def number(value: object, what: str) -> float:
    """Return `value` as a finite float; booleans, text and collections aren't numbers."""
    # a refusal is worded only where it is needed: the text of a value takes longer than checking it
    try:
        result = value if type(value) is float else _as_float(value)
    except OverflowError:
        raise InputError(f"{what}: expected a number that fits a float, given {show(value)}.") from None
    except Exception:  # any class may come in here, and raise anything
        raise InputError(f"{what}: expected a number, given {show(value)}.") from None
    if not math.isfinite(result):
        raise InputError(f"{what}: expected a finite number, given {show(value)}.")
    return result


def _as_float(value: Any) -> float:
    kind = type(value)
    # numpy's booleans aren't bools, and text can be made a float
    if kind.__name__ in ("bool", "bool_") or not (hasattr(kind, "__float__") or hasattr(kind, "__index__")):
        raise TypeError
    # numpy's text and some arrays offer __float__; only arrays without dimensions are numbers
    if isinstance(value, str) or (hasattr(value, "__iter__") and getattr(value, "ndim", None) != 0):
        raise TypeError
    return float(value)


def positive(value: object, what: str) -> float:
    """Return `value` as a finite float greater than 0."""
    result = number(value, what)
    if result <= 0.0:
        raise InputError(f"{what}: expected a number greater than 0, given {show(value)}.")
    return result


def fraction(value: object, what: str) -> float:
    """Return `value` as a float from 0 up to, but not including, 1."""
    result = number(value, what)
    if not 0.0 <= result < 1.0:
        raise InputError(f"{what}: expected a number from 0 up to, but not including, 1, given {show(value)}.")
    return result


def whole(value: object, what: str, least: int) -> int:
    """Return `value` as an int of at least `least`; 3.0 and True aren't whole numbers here."""
    refusal = f"{what}: expected a whole number of at least {least}, given {show(value)}."
    if type(value).__name__ in ("bool", "bool_") or not isinstance(value, SupportsIndex):
        raise InputError(refusal)
    try:
        result = value.__index__()
    except Exception:  # an array offers __index__ and refuses then
        raise InputError(refusal) from None
    if type(result) is not int or result < least:
        raise InputError(refusal)
    return result


def flag(value: object, what: str) -> bool:
    """Return `value` if it is True or False."""
    if not isinstance(value, bool):
        raise InputError(f"{what}: expected True or False, given {show(value)}.")
    return value


def items(values: object, what: str, expected: str) -> tuple[object, ...]:
    """Return the items of an ordered collection; text, mappings and sets aren't one."""
    result = None
    if not isinstance(values, str | bytes | bytearray | Mapping | Set) and isinstance(values, Iterable):
        try:
            result = tuple(values)
        except Exception:  # an array without dimensions offers __iter__ and refuses then
            result = None
    if result is None:
        raise InputError(f"{what}: expected {expected}, given {show(values)}.")
    return result


def vector(values: object, what: str, length: int | None = None) -> Vector:
    """Return `values` as a tuple of finite floats: `length` of them, or at least one if that is None."""
    result = _plain(values)
    if result is None:
        expected = "numbers" if length is None else f"{length} number{'s' * (length != 1)}"
        given = items(values, what, expected)
        result = tuple(number(value, f"{what}[{index}]") for index, value in enumerate(given))
    if length is None and not result:
        raise InputError(f"{what}: expected at least one number, given none.")
    if length is not None and len(result) != length:
        raise InputError(
            f"{what}: expected {length} number{'s' * (length != 1)}, given {len(result)}: {show(list(result))}."
        )
    return result


def _plain(values: object) -> Vector | None:
    """Return a tuple or list of finite floats and ints as floats, and None for anything else: most vectors are such,
    and training checks thousands of them. A tuple of floats is returned itself: data may have 47 million."""
    if not (type(values) is tuple or type(values) is list) or not _PLAIN.issuperset(kinds := set(map(type, values))):
        return None
    if type(values) is tuple and kinds == {float}:
        return values if all(map(math.isfinite, values)) else None
    try:
        result = tuple(map(float, values))
    except OverflowError:
        return None
    return result if all(map(math.isfinite, result)) else None


def matrix(values: object, what: str, rows: int | None = None, columns: int | None = None) -> Matrix:
    """Return `values` as a tuple of equally long rows of finite floats, `rows` × `columns` where those are given."""
    given = items(values, what, "rows of numbers")
    if not given:
        raise InputError(f"{what}: expected at least one row of numbers, given none.")
    if rows is not None and len(given) != rows:
        raise InputError(f"{what}: expected {rows} row{'s' * (rows != 1)}, given {len(given)}.")
    first = vector(given[0], f"{what}[0]", columns)
    return (first, *(vector(row, f"{what}[{j}]", len(first)) for j, row in enumerate(given[1:], start=1)))


def choice(name: object, options: Collection[str], what: str) -> str:
    """Return `name` if it is one of `options`."""
    if not isinstance(name, str) or name not in options:
        raise InputError(f"{what}: expected one of {', '.join(options)}, given {show(name)}.")
    return str(name)
