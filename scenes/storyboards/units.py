"""Numbers of a network in the unit in which they were measured, where its data were standardised.

>>> celsius = Scaling(means=(20.0,), deviations=(5.0,))
>>> measured((-1.0,), celsius), standardised((15.0,), celsius), measured((0.5,), None)
((15.0,), (-1.0,), (0.5,))
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from mathnet import MLP
from scenes.lessons import Lesson, Scaling

Row = tuple[float, ...]
LARGEST_SHOWN = 1e100  # an answer further away is nowhere


def target_scaling(lesson: Lesson) -> Scaling | None:
    """Return how the values to be predicted were standardised."""
    found: Scaling | None = getattr(lesson, "target_scaling", None)
    return found


def measured(values: Sequence[float], scaling: Scaling | None) -> Row:
    """Return a row of features or targets as they were measured."""
    if scaling is None:
        return tuple(values)
    return tuple(mean + divisor * value for mean, divisor, value in zip(*_columns(scaling), values, strict=True))


def standardised(values: Sequence[float], scaling: Scaling | None) -> Row:
    """Return a row of measured features or targets as the network gets them."""
    if scaling is None:
        return tuple(values)
    return tuple((value - mean) / divisor for mean, divisor, value in zip(*_columns(scaling), values, strict=True))


def answers(lesson: Lesson, network: MLP, xs: Sequence[float]) -> Row:
    """Return what `network` says of each x, both as measured; what leaves the finite numbers is nan."""
    return tuple(_answer(lesson, network, x) for x in xs)


def _answer(lesson: Lesson, network: MLP, x: float) -> float:
    try:
        (said,) = measured(network.forward(standardised((x,), lesson.scaling)).output, target_scaling(lesson))
    except (OverflowError, ValueError):  # one of its sums overflows
        return math.nan
    return said if abs(said) < LARGEST_SHOWN else math.nan


def _columns(scaling: Scaling) -> tuple[Row, Row]:
    # what doesn't vary is only shifted
    return scaling.means, tuple(deviation or 1.0 for deviation in scaling.deviations)
