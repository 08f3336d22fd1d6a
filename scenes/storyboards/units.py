"""Numbers of a network in the unit in which they were measured, where its data were standardised.

>>> celsius = Scaling(means=(20.0,), deviations=(5.0,))
>>> measured((-1.0,), celsius), standardised((15.0,), celsius), measured((0.5,), None)
((15.0,), (-1.0,), (0.5,))
"""

from __future__ import annotations

from collections.abc import Sequence

from scenes.lessons import Lesson, Scaling

Row = tuple[float, ...]


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


def _columns(scaling: Scaling) -> tuple[Row, Row]:
    # what doesn't vary is only shifted
    return scaling.means, tuple(deviation or 1.0 for deviation in scaling.deviations)
