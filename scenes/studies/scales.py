"""What axes span, and the round numbers beside them, as numbers.

>>> scale(0.0, 1.13).ticks, scale(0, 200).ticks
((0.0, 0.5, 1.0), (0, 50, 100, 150, 200))
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # between ticks, times a power of ten
LEAST_SPAN = 1e-5  # of an axis, as a share of the largest number on it
LARGEST_WHOLE = 1e5  # of the ticks that are ints
LEAST_POSITIVE = 1e-300  # that an axis tells from 0


@dataclass(frozen=True, slots=True)
class Scale:
    """What an axis spans, and the numbers beside it: whole ones are ints.

    On a logarithmic one, ticks are powers of ten, each as many times the one before.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool = False


def scale(low: float, high: float, most: int = 5) -> Scale:
    """Return a scale that holds `low` to `high`, with at most `most` round ticks.

    Where the two can't be told apart, the scale spans more.

    >>> scale(5.0, 5.0, 3).ticks, scale(0.0, 0.0).ticks
    ((2.5, 5.0, 7.5), (0.0, 0.25, 0.5, 0.75, 1.0))
    """
    low, high = _apart(low, high)
    span = high - low
    unit = 10.0 ** math.floor(math.log10(span / most))
    step = next(unit * step for step in STEPS if span / (unit * step) <= most - 1 + 1e-9 or step == STEPS[-1])
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = tuple(float(f"{index * step:.14g}") for index in range(first, last + 1))
    if all(tick.is_integer() and abs(tick) < LARGEST_WHOLE for tick in ticks):
        return Scale(low, high, tuple(int(tick) for tick in ticks))
    return Scale(low, high, ticks)


def _apart(low: float, high: float) -> tuple[float, float]:
    """Return the ends of a scale: those given, unless it would take too many digits to tell them apart."""
    largest = max(abs(low), abs(high))
    if high - low > max(LEAST_SPAN * largest, LEAST_POSITIVE):
        return low, high
    if largest < LEAST_POSITIVE:
        return 0.0, 1.0
    return low - largest / 2, high + largest / 2


def logarithmic_scale(values: Iterable[float]) -> Scale:
    """Return a logarithmic scale for the values above 0, with powers of ten as ticks.

    >>> logarithmic_scale((3.0, 0.02))
    Scale(low=0.02, high=3.0, ticks=(0.1, 1), logarithmic=True)
    """
    positive = [value for value in values if LEAST_POSITIVE < value < math.inf] or [1.0]
    low, high = min(positive), max(positive)
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    if first >= last:
        first, last = math.floor(math.log10(low)), math.floor(math.log10(low)) + 1
    ticks = tuple(map(_power, range(first, last + 1)[:: math.ceil((last - first + 1) / 4)]))
    return Scale(min(low, ticks[0]), max(high, ticks[-1]), ticks, True)


def _power(exponent: int) -> float:
    return 10**exponent if 0 <= exponent < math.log10(LARGEST_WHOLE) else float(f"1e{exponent}")
