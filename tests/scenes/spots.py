"""Where points of a chart have to be on screen, and where what is drawn of them is."""

from __future__ import annotations

import math

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.mobjects.charts import Frame
from scenes.storyboards.charts import Axis

CLOSE = 2e-3  # scene units
Places = NDArray[np.float64]


def along(axis: Axis, value: float) -> float:
    """Return how far along an axis a value is, from 0 to 1; below it, on a logarithmic one, where there is no such."""
    if not axis.logarithmic:
        return (value - axis.low) / (axis.high - axis.low)
    return (math.log(value) - math.log(axis.low)) / (math.log(axis.high) - math.log(axis.low)) if value > 0 else -1.0


def spots(frame: Frame, points: list[tuple[float, float]]) -> Places:
    """Return where points are on screen, those that are within the frame."""
    area = frame.area
    shares = [(along(frame.x, x), along(frame.y, y)) for x, y in points if math.isfinite(y)]
    inside = [(x, y) for x, y in shares if -1e-9 <= x <= 1 + 1e-9 and -1e-9 <= y <= 1 + 1e-9]
    corner, size = np.array([area.left, area.bottom]), np.array([area.right - area.left, area.top - area.bottom])
    return corner + np.array(inside).reshape(-1, 2) * size


def corners(shape: VMobject) -> Places:
    """Return where the straight pieces of a shape begin and end."""
    return shape.points.reshape(-1, 4, 3)[:, [0, 3], :2].reshape(-1, 2)


def centres(shape: VMobject, size: int) -> Places:
    """Return the middles of marks of so many Bézier points each, drawn as one shape."""
    marks = shape.points.reshape(-1, size, 3)[..., :2]
    return (marks.min(axis=1) + marks.max(axis=1)) / 2


def apart(wanted: Places, found: Places) -> float:
    """Return how far the spot furthest from what was found is from it."""
    if not len(wanted):
        return 0.0
    if not len(found):
        return math.inf
    across, up = (np.abs(wanted[:, None, way] - found[None, :, way]) for way in (0, 1))
    return float(np.maximum(across, up).min(axis=1).max())


def alike(wanted: Places, found: Places) -> bool:
    """Whether two sets of spots are the same ones."""
    return len(wanted) == len(found) and max(apart(wanted, found), apart(found, wanted)) < CLOSE
