"""The plane of all lines: the loss as level lines, and the ways down on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from manim import ManimColor, Rectangle, VGroup, VMobject, interpolate_color
from numpy.typing import NDArray

from scenes.layout.boxes import Box
from scenes.layout.descent import fitted
from scenes.mobjects.advance import Follower
from scenes.mobjects.charts import Frame, straight
from scenes.mobjects.text import TextLine, below_middle, fitted_line
from scenes.mobjects.typesetting import outline
from scenes.storyboards.charts import Axis
from scenes.storyboards.readout import Readout
from scenes.studies.landscape import Landscape
from scenes.style import BACKGROUND, CAPITAL_PER_EM, POINTER, RULE, SMALL, TEXT, VALLEY

CORNERS = 240  # of the polygon that an ellipse is drawn as
PADDING = 0.06  # around the number on a level line
CROSS = 0.11  # half of the mark at the lowest point
THIN = 2.0
MOST_LABELS = 6
INSIDE = 0.12  # from an axis to its name, and beside that
TURN, TURNS = math.pi / 60, 26  # by which a number is moved along its level line, and how often
Path = NDArray[np.float64]


def plane_frame(x: Axis, y: Axis, box: Box, size: float = SMALL) -> Frame:
    """Return axes within `box` on which a unit is as long across as it is up: what is at right angles is seen to be."""
    aspect = (x.high - x.low) / (y.high - y.low)
    first = Frame(x, y, box, size)
    own = fitted(first.area, aspect)
    # the same room as before is left for the numbers
    left, bottom = box.left - first.area.left, box.bottom - first.area.bottom
    return Frame(x, y, replace(own, left=own.left + left, bottom=own.bottom + bottom), size)


def clipped(path: Path, area: Box) -> Path:
    """Return the Bézier points of those parts of a path that are within the area (Liang and Barsky's clipping)."""
    starts, runs = path[:-1], np.diff(path, axis=0)
    low, high = np.array([area.left, area.bottom]), np.array([area.right, area.top])
    safe = np.where(np.abs(runs[:, :2]) < 1e-12, 1e-12, runs[:, :2])
    first, second = (low - starts[:, :2]) / safe, (high - starts[:, :2]) / safe
    enter = np.minimum(first, second).max(axis=1).clip(min=0.0)[:, None]
    leave = np.maximum(first, second).min(axis=1).clip(max=1.0)[:, None]
    inside = (enter < leave)[:, 0]
    starts, runs, enter, leave = starts[inside], runs[inside], enter[inside], leave[inside]
    return straight(starts + enter * runs, starts + leave * runs)


def within(path: Path, area: Box) -> Path:
    """Return the polygon that is left of a convex one in the area (Sutherland and Hodgman's clipping)."""
    for index, bound, sign in ((0, area.left, 1), (0, area.right, -1), (1, area.bottom, 1), (1, area.top, -1)):
        kept: list[Path] = []
        for here, there in zip(path, np.roll(path, -1, axis=0), strict=True):
            inner, next_inner = (sign * (point[index] - bound) >= 0 for point in (here, there))
            if inner:
                kept.append(here)
            if inner != next_inner:
                kept.append(here + (bound - here[index]) / (there[index] - here[index]) * (there - here))
        path = np.array(kept).reshape(-1, 3)
    return path


class LevelLine(VMobject):
    """The lines whose loss is `level`: an ellipse, cut off where it leaves the frame."""

    def __init__(
        self, landscape: Landscape, level: float, frame: Frame, colour: str = RULE, width: float = THIN
    ) -> None:
        super().__init__(stroke_color=colour, stroke_width=width)
        self.level = level
        self.outline = ellipse(landscape, level, frame)
        self.points = clipped(self.outline, frame.area)


def ellipse(landscape: Landscape, level: float, frame: Frame) -> Path:
    """Return where the ellipse of a level is on screen, from its short axis once around."""
    turns = [2 * math.pi * corner / CORNERS for corner in range(CORNERS + 1)]
    return np.array([frame.place(w, b) for w, b in landscape.ellipse(level, turns)])


class Rings(Follower):
    """The landscape itself: at stage k its k lowest level `lines`, and the `grounds` in them, deeper where it is lower.

    Both are in order, from the lowest up; a ground lies upon those that are higher.
    """

    def __init__(self, lines: Sequence[LevelLine], frame: Frame) -> None:
        super().__init__()
        self.lines = lines
        self.grounds = [VMobject(stroke_width=0) for _ in lines]
        for rank, (line, ground) in enumerate(zip(lines, self.grounds, strict=True)):
            inner = within(line.outline[:-1], frame.area)
            ground.points = straight(inner, np.roll(inner, -1, axis=0))
            ground.set_fill(shade(1 - rank / len(lines)))
        self.add(*reversed(self.grounds), *lines)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        for rank, (line, ground) in enumerate(zip(self.lines, self.grounds, strict=True)):
            ground.set_fill(opacity=float(rank < stage))
            line.set_stroke(opacity=float(rank < stage))


class Plane:
    """The landscape within a frame: its `rings`, numbers on some of them (`labels`), a mark at the `lowest` point.

    Numbers stand near the long axis, on that side which is farther from the `start`, but not on what is `taken`.
    """

    def __init__(
        self,
        landscape: Landscape,
        levels: Sequence[Readout],
        frame: Frame,
        start: tuple[float, float],
        taken: Sequence[Box],
    ) -> None:
        self.landscape, self.frame = landscape, frame
        self.rings = Rings([LevelLine(landscape, level.value, frame) for level in levels], frame)
        self.labels = VGroup(*self._labels(levels, start, list(taken)))
        middle = frame.place(landscape.w, landscape.b)
        arms = np.array([[-1, 0, 0], [0, -1, 0]]) * CROSS
        self.lowest = VMobject(stroke_color=POINTER, stroke_width=4)
        self.lowest.points = straight(middle + arms, middle - arms)

    def _labels(self, levels: Sequence[Readout], start: tuple[float, float], taken: list[Box]) -> list[VGroup]:
        """Return numbers on the lowest level lines, each as near to the long axis as there is room within the frame."""
        ends = self.landscape.ellipse(levels[0].value, (math.pi / 2, -math.pi / 2))
        far = math.copysign(math.pi / 2, math.dist(ends[0], start) - math.dist(ends[1], start))
        found: list[VGroup] = []
        for rank, level in enumerate(levels[:MOST_LABELS]):
            text = TextLine((level,), size=SMALL, colour=TEXT)
            half = (text.width_set / 2 + PADDING, CAPITAL_PER_EM * SMALL / 2 + PADDING)
            for turn in (far + sign * step * TURN for step in range(TURNS) for sign in (1, -1)):
                x, y, _ = self.frame.place(*self.landscape.ellipse(level.value, (turn,))[0])
                box = Box(x - half[0], y - half[1], x + half[0], y + half[1])
                if self.frame.area.contains(box) and not any(box.meets(other) for other in taken):
                    taken.append(box)
                    behind = Rectangle(width=box.width, height=box.height).move_to((x, y, 0.0))
                    behind.set_stroke(width=0).set_fill(shade(1 - rank / len(levels)), 1.0)
                    text.shift((x - text.width_set / 2, below_middle(y, SMALL), 0.0))
                    found.append(VGroup(behind, text))
                    break
        return found


def box_around(mobject: VMobject) -> Box:
    """Return the box around what is drawn."""
    left, bottom, _ = mobject.get_corner((-1.0, -1.0, 0.0))
    right, top, _ = mobject.get_corner((1.0, 1.0, 0.0))
    return Box(left, bottom, right, top)


def shade(share: float) -> ManimColor:
    """Return the colour of the ground: that of the background where the loss is high, deeper the lower it is."""
    return interpolate_color(ManimColor(BACKGROUND), ManimColor(VALLEY), share)


def axis_names(frame: Frame, across: TextLine, up: TextLine) -> VGroup:
    """Return the names of two axes: one between the last two numbers below, one over the left end.

    They are brighter than those. The first is shortened to its room between numbers; where that is too little, it is
    inside, above the right end.
    """
    area, places = frame.area, [float(frame.across(tick.value)) for tick in frame.x.ticks[-2:]]
    widths = [outline((tick,)).width * SMALL for tick in frame.x.ticks[-2:]]
    room = places[1] - places[0] - sum(widths) / 2 - INSIDE if len(places) == 2 else 0.0
    shortened = TextLine(fitted_line(across.line, room, across.size), size=across.size)
    x, y = area.right - across.width_set, area.bottom + INSIDE
    if shortened.width_set < room:
        across = shortened
        x, y = (sum(places) + (widths[0] - widths[1]) / 2 - across.width_set) / 2, frame.baseline
    across.shift((x - across.get_left()[0], y - across.baseline, 0.0))
    up.shift((area.left - up.get_left()[0], area.top + INSIDE - up.baseline, 0.0))
    return VGroup(across.set_color(TEXT), up.set_color(TEXT))
