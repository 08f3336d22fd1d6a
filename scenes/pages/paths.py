"""Outlines and lines of a scene as the paths of SVG, in thousandths of a scene unit, y downwards."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # (n, 3): Bézier control points, four to a curve, as manim keeps them
Grid = NDArray[np.int64]  # (n, 2)

FINE = 1000  # of the page's units in a scene unit
STRAIGHT = 2  # what the control points of a straight line may be off, by rounding


def on_grid(points: Points) -> Grid:
    """Return scene points in the page's whole units, y downwards."""
    return np.rint(points[:, :2] * (FINE, -FINE)).astype(np.int64)


def path_of(points: Grid) -> str:
    """Return the curves of `points`, four control points each, as the data of an SVG path.

    >>> path_of(np.array([[0, 0], [10, 0], [20, 0], [30, 0], [30, 0], [30, 20], [10, 30], [0, 0]]))
    'm0 0l30 0c0 20 -20 30 -30 0z'
    """
    parts: list[str] = []
    here = start = np.zeros(2, dtype=np.int64)
    for curve in points[: len(points) // 4 * 4].reshape(-1, 4, 2):
        if not parts or (curve[0] != here).any():
            if parts and (here == start).all():
                parts.append("z")
            parts.append(f"m{_pair(curve[0] - here)}")
            start = curve[0]
        parts.append(f"l{_pair(curve[3] - curve[0])}" if _is_straight(curve) else f"c{_curve(curve)}")
        here = curve[3]
    if len(parts) > 2 and (here == start).all():
        parts.append("z")
    return "".join(parts)


def _is_straight(curve: Grid) -> bool:
    thirds = curve[0] + (curve[3] - curve[0]) * np.array([[1 / 3], [2 / 3]])
    return bool(np.abs(thirds - curve[1:3]).max() <= STRAIGHT)


def _curve(curve: Grid) -> str:
    return " ".join(_pair(point - curve[0]) for point in curve[1:])


def _pair(point: Grid) -> str:
    return f"{point[0]} {point[1]}"
