"""On the plane of lines a unit is as long across as up, and what leaves its frame is cut off."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from scenes.layout.boxes import Box
from scenes.lessons import find_lesson
from scenes.mobjects.plane import clipped, plane_frame, within
from scenes.storyboards.charts import Axis
from scenes.storyboards.tell_descent import tell_descent
from tests.quickly import slow_but
from tests.storyboards.breaking import DESCENTS

AREA = Box(0.0, 0.0, 2.0, 1.0)


@cache
def axes(name: str) -> tuple[Axis, Axis]:
    _, _, w, b = tell_descent(find_lesson("line") if name == "line" else DESCENTS[name], 1.2).axes
    return w, b


@pytest.mark.parametrize("name", slow_but(["line", "large", "small", "standardised", "narrow"], "line"))
@pytest.mark.parametrize("box", [Box(0.0, -3.0, 6.0, 2.0), Box(0.0, -3.0, 2.5, 2.0)])
def test_a_unit_is_as_long_across_as_up(name: str, box: Box) -> None:
    w, b = axes(name)
    frame = plane_frame(w, b, box)
    assert frame.area.width / (w.high - w.low) == pytest.approx(frame.area.height / (b.high - b.low))
    assert box.contains(frame.area)


def test_a_path_is_cut_off_on_all_four_sides() -> None:
    path = np.array([[-1.0, 0.5, 0.0], [1.0, 0.5, 0.0], [1.0, 3.0, 0.0], [5.0, 3.0, 0.0], [1.5, -0.5, 0.0]])
    points = clipped(path, AREA)
    assert points[:, 0].min() >= -1e-12 and points[:, 0].max() <= 2 + 1e-12
    assert points[:, 1].min() >= -1e-12 and points[:, 1].max() <= 1 + 1e-12
    assert points[0] == pytest.approx([0.0, 0.5, 0.0])


def test_what_is_left_of_a_polygon_has_the_area_that_both_share() -> None:
    diamond = np.array([[1.0, -0.5, 0.0], [2.0, 0.5, 0.0], [1.0, 1.5, 0.0], [0.0, 0.5, 0.0]])
    x, y, _ = within(diamond, AREA).T
    assert abs(np.sum(x * np.roll(y, -1) - np.roll(x, -1) * y)) / 2 == pytest.approx(1.5)
    assert len(within(diamond + np.array([10.0, 0.0, 0.0]), AREA)) == 0
    assert len(within(diamond / 4 + np.array([1.0, 0.5, 0.0]), AREA)) == 4
