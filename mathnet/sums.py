"""Sum and mean that don't depend on the order of their terms: all of mathnet adds up with them.

>>> add((1e308, 1e308, -1e308)), add((1e308, -1e308, 1e308)), mean((1e308, 1e308))
(1e+308, 1e+308, 1e+308)
"""

from __future__ import annotations

import math
from collections.abc import Sequence

_UNIT = 1 << 1074  # every float is a whole multiple of 1/_UNIT


def add(terms: Sequence[float]) -> float:
    """Return the correctly rounded sum of `terms`; raises OverflowError if it or one of them isn't a finite float."""
    try:
        total = math.fsum(terms)
    except (OverflowError, ValueError):
        # fsum minds a partial sum that overflows, even where later terms bring it back
        return _whole(terms) / _UNIT
    if not math.isfinite(total):
        raise OverflowError("a term of the sum isn't finite")
    return total


def mean(values: Sequence[float]) -> float:
    """Return the mean of `values`, the sum correctly rounded; raises OverflowError if one of them isn't finite."""
    try:
        return add(values) / len(values)
    except OverflowError:
        return _whole(values) / (_UNIT * len(values))


def _whole(terms: Sequence[float]) -> int:
    """Return the exact sum in units of 1/_UNIT, for Python to divide: it rounds correctly, or raises OverflowError."""
    if not all(map(math.isfinite, terms)):
        raise OverflowError("a term of the sum isn't finite")
    return sum(numerator * (_UNIT // denominator) for numerator, denominator in map(float.as_integer_ratio, terms))
