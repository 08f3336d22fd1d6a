"""Level lines: closed polygons around what is above a level, with holes the other way round."""

from __future__ import annotations

import math

import numpy as np
import pytest
from manim import VMobject
from numpy.typing import NDArray

from scenes.layout.boxes import Box
from scenes.mobjects.charts import draw_within
from scenes.mobjects.surface import outline

XS = YS = np.linspace(-2.0, 2.0, 81)
X, Y = np.meshgrid(XS, YS)


def area_of(polygon: NDArray[np.float64]) -> float:
    """Return the area of a polygon, positive if it runs counterclockwise."""
    x, y = polygon[:, 0], polygon[:, 1]
    return float(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y) / 2)


def test_outline_of_a_disc_is_its_circle() -> None:
    (polygon,) = outline(np.clip(1.5 - np.hypot(X, Y), 0, 1), XS, YS, 0.5)
    assert np.hypot(polygon[:, 0], polygon[:, 1]) == pytest.approx(1.0, abs=1e-3)
    assert area_of(polygon) == pytest.approx(math.pi, rel=1e-2)


def test_hole_runs_the_other_way_round() -> None:
    ring = 1.0 - np.abs(np.hypot(X, Y) - 1.0)
    areas = sorted(map(area_of, outline(ring, XS, YS, 0.5)))
    assert areas == pytest.approx([-math.pi * 0.25, math.pi * 2.25], rel=2e-2)


def test_region_that_reaches_the_border_is_closed_along_it() -> None:
    (half,) = outline((X > 0) * 1.0, XS, YS, 0.5)
    assert area_of(half) == pytest.approx(8.0, rel=2e-2)
    (whole,) = outline(np.ones_like(X), XS, YS, 0.5)
    assert area_of(whole) == pytest.approx(16.0)
    assert outline(np.zeros_like(X), XS, YS, 0.5) == []


def test_areas_of_noise_add_up_to_the_share_above_the_level() -> None:
    values = np.random.default_rng(1).random((81, 81))
    above = sum(map(area_of, outline(values, XS, YS, 0.5)))
    assert above == pytest.approx(8.0, rel=0.05)


def test_path_is_cut_off_where_it_leaves_the_area() -> None:
    line = VMobject()
    path = np.array([[0.0, 0.5, 0], [1, 1.5, 0], [2, 0.5, 0], [3, -1e30, 0], [4, 0.5, 0], [5, 0.5, 0]])
    draw_within(line, path, Box(0.0, 0.0, 5.0, 1.0))
    assert line.points[:, 1].min() >= -1e-9
    assert line.points[:, 1].max() <= 1 + 1e-9
    assert line.points[0] == pytest.approx(path[0])
    assert line.points[-1] == pytest.approx(path[-1])
