"""Where the input of a live network comes from: the ranges of its features, and how a drawing becomes a picture."""

from __future__ import annotations

import math

from scenes.lessons import Lesson
from scenes.studies.units import measured

FINE = 10  # significant digits of the ends of a slider
STEPS = 100  # of a slider, at least
# as scenes/live/pictures.js does it
MNIST, BOX = (28, 28), 20
BLOCKS = (8, 8)


def ranges_of(lesson: Lesson) -> list[tuple[float, float]]:
    """Return the least and the largest value of each feature, as measured, over all data that the lesson has.

    Pixels have none: they are drawn.
    """
    if lesson.image is not None:
        return []
    trained = () if lesson.training is None else lesson.training.train.inputs
    rows = [
        *(sample.x if sample.measured is None else sample.measured for sample in lesson.samples),
        *(measured(row, lesson.scaling) for row in trained),
    ]
    return [_apart(min(column), max(column)) for column in zip(*rows, strict=True)]


def _apart(low: float, high: float) -> tuple[float, float]:
    """Return the ends of a slider: of a feature that never varies, as far away as it is large."""
    if low == high:
        low, high = low - (abs(low) or 1.0), high + (abs(high) or 1.0)
    return float(f"{low:.{FINE}g}"), float(f"{high:.{FINE}g}")


def step_of(length: float) -> float:
    """Return the largest of …, 0.1, 1, 10, … that is a hundredth of a length, or less.

    >>> step_of(3.6), step_of(1.0), step_of(250.0)
    (0.01, 0.01, 1.0)
    """
    return float(f"1e{math.floor(math.log10(length / STEPS) + 1e-9)}")


def fitting(image: tuple[int, int]) -> str:
    """Say how what is drawn becomes a picture of so many (rows, columns)."""
    if image == BLOCKS:
        return (
            "A drawing is stretched to the height of a bitmap of 32 × 32, and the pixels that are on are counted in "
            "blocks of 4 × 4, as this data set was made."
        )
    rows, columns = image
    side = max(1, round(min(image) * BOX / MNIST[0]))
    like = ", as MNIST’s digits are" if image == MNIST else ""
    return f"A drawing is fitted into {side} × {side} of {rows} × {columns} pixels and centred by its mass{like}."
