"""Charts: axes whose ticks are readouts, each at its own value, and curves that grow as training goes on."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import replace
from typing import Any

import numpy as np
from manim import Dot, LineJointType, VGroup, VMobject
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Follower
from scenes.mobjects.text import TextLine, below_middle
from scenes.mobjects.typesetting import outline
from scenes.storyboards.charts import Axis, Curve, Points
from scenes.storyboards.readout import Readout
from scenes.style import CAPITAL_PER_EM, POINTER, QUIET, RULE, SMALL

TICK = 0.08
ROOM = 0.6  # for the numbers at the left of an axis
BESIDE = 0.14  # between them and the axis
OVER = 0.28  # by which a number below may reach past the right end
NOWHERE = -1.0  # where 0 is on a logarithmic axis: below all that it shows
GRID = 0.35  # opacity of the lines across
DASH, HOLE = 0.16, 0.1  # of a dashed curve


class Frame(VGroup):
    """Axes within `area`, ticks below and at the left; `place(x, y)` is where a point is on screen.

    The numbers at the left have `room`; where they need more, the axes begin further to the right. Where those below
    are higher than figures, as powers are, the axes begin further up.
    """

    def __init__(self, x: Axis, y: Axis, area: Box, size: float = SMALL, room: float = ROOM) -> None:
        super().__init__()
        self.x, self.y = x, y
        widest = max((outline((tick,)).width * size + BESIDE for tick in y.ticks), default=0.0)
        highest = max((float(outline((tick,)).segments[0][:, 1].max()) for tick in x.ticks), default=0.0)
        raised = max(0.0, highest - CAPITAL_PER_EM) * size
        self.area = area = replace(area, left=area.left + max(0.0, widest - room), bottom=area.bottom + raised)
        self.rungs: list[tuple[float, VMobject]] = []  # what is at a height that a tick stands for
        free = -math.inf  # from here up there is room for a number
        for tick in y.ticks:
            left, height, _ = self.place(x.low, tick.value)
            grid = Stroke((left, height, 0.0), (area.right, height, 0.0), color=RULE, stroke_width=1.5)
            self.add(grid.set_stroke(opacity=GRID))
            self.rungs.append((height, grid))
            baseline = below_middle(height, size)
            if baseline > free:
                number = TextLine((tick,), (left - BESIDE, baseline), "right", size, QUIET)
                self.add(number)
                self.rungs.append((height, number))
                free = baseline + float(outline((tick,)).segments[0][:, 1].max()) * size
        low, drop = area.bottom, 0.16 + CAPITAL_PER_EM * size + raised
        for tick in x.ticks:
            across = self.across(tick.value)
            self.add(Stroke((across, low, 0.0), (across, low - TICK, 0.0), color=RULE, stroke_width=2))
        self.baseline = low - drop  # of the numbers below
        for left, tick in self._apart(size, self.baseline):
            self.add(TextLine((tick,), (left, self.baseline), size=size, colour=QUIET))
        self.add(Stroke((area.left, area.bottom, 0), (area.right, area.bottom, 0), color=RULE, stroke_width=2))

    def _apart(self, size: float, baseline: float) -> list[tuple[float, Readout]]:
        """Return the numbers below, as many as there is room for, each with where it begins.

        One that rises as high as those at the left, as a power of ten may, has room right of them only.
        """
        placed: list[tuple[float, Readout]] = []
        end = -math.inf
        heights = (self.place(self.x.low, tick.value)[1] for tick in self.y.ticks)
        lowest = below_middle(min(heights, default=math.inf), size)
        for tick in self.x.ticks:
            typeset = outline((tick,))
            width = typeset.width * size
            left = min(self.across(tick.value) - width / 2, self.area.right + OVER - width)
            rises = baseline + typeset.height * size > lowest
            if left > (max(end, self.area.left - BESIDE) if rises else end):
                placed.append((left, tick))
                end = left + width + size / 2
        return placed

    def place(self, x: float, y: float) -> np.ndarray:
        area = self.area
        up = share(self.y, y)
        # exact at both ends: a point at the very top would be cut off if it were a hair above it
        return np.array([self.across(x), (1 - up) * area.bottom + up * area.top, 0.0])

    def across(self, x: Any) -> Any:
        """Return where x is on screen, or each of an array of them (on an axis that isn't logarithmic)."""
        return self.area.left + share(self.x, x) * (self.area.right - self.area.left)


def share(axis: Axis, value: Any) -> Any:
    """Return how far along the axis a value is, from 0 at its low end to 1 at its high one."""
    if axis.logarithmic:
        if value <= 0:
            return NOWHERE
        low, high = math.log(axis.low), math.log(axis.high)  # one over the other may be more than a number can be
        return (math.log(value) - low) / (high - low)
    return (value - axis.low) / (axis.high - axis.low)


def ways_from(frame: Frame, x: float, y: float) -> tuple[Stroke, Stroke]:
    """Return two lines that point out a point's coordinates: from it down to its x, and to the left to its y."""
    point, area = frame.place(x, y), frame.area
    ends = ((point[0], area.bottom, 0.0), (area.left, point[1], 0.0))
    down, left = (Stroke(point, end, color=POINTER, stroke_width=3) for end in ends)
    return down, left


class GrowingCurve(Follower):
    """A curve over the epochs that has got as far as the run; what leaves the frame is cut off.

    Its head goes when the run is over before the others are.
    """

    def __init__(self, curve: Curve, stages: tuple[int, ...], frame: Frame, colour: str, width: float = 4) -> None:
        super().__init__()
        self.curve, self.stages, self.frame = curve, stages, frame
        self.epochs = [epoch for epoch, _ in curve.points]
        self.places = self.places_in(frame)
        self.line = VMobject(stroke_color=colour, stroke_width=width, joint_type=LineJointType.ROUND)
        self.head = Dot(self.places[0], radius=0.075, color=colour)
        self.add(self.line, self.head)
        self.show_at(0)

    def places_in(self, frame: Frame) -> np.ndarray:
        """Return where its points are within axes."""
        return np.array([frame.place(epoch, value) for epoch, value in self.curve.points])

    def piece(self, first: int, last: int) -> VMobject:
        """Return its piece from one stage to another, to be pointed at."""
        start, stop = (bisect_right(self.epochs, self.stages[stage]) for stage in (first, last))
        return VMobject(stroke_color=POINTER, stroke_width=8).set_points_as_corners(self.places[start - 1 : stop])

    def show_at(self, stage: int) -> None:
        path = self.places[: bisect_right(self.epochs, self.stages[stage])]
        draw_within(self.line, path, self.frame.area)
        area, ended = self.frame.area, self.stages[stage] > self.epochs[-1]
        inside = not ended and area.bottom - TICK <= path[-1][1] <= area.top
        self.head.move_to(path[-1] if inside else self.places[0]).set_fill(opacity=float(inside))


def straight(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Return the Bézier points of straight pieces from `starts` to `ends`; those that meet make up one outline."""
    shares = np.array([0, 1 / 3, 2 / 3, 1])[:, None]
    points: np.ndarray = starts[..., None, :] + shares * (ends - starts)[..., None, :]
    return points.reshape(-1, 3)


def draw_within(line: VMobject, path: np.ndarray, area: Box) -> None:
    """Give `line` the points of the part of a path that is neither above nor below the area."""
    starts, runs = path[:-1], np.diff(path, axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        crossings = (np.array([[area.bottom], [area.top]]) - starts[:, 1]) / runs[:, 1]
    inside = (starts[:, 1] >= area.bottom) & (starts[:, 1] <= area.top)
    level = runs[:, 1] == 0
    first = np.where(level, np.where(inside, 0.0, 1.0), crossings.min(axis=0).clip(0.0, 1.0))
    last = np.where(level, np.where(inside, 1.0, 0.0), crossings.max(axis=0).clip(0.0, 1.0))
    shown = first < last
    first, last, starts, runs = first[shown, None], last[shown, None], starts[shown], runs[shown]
    begins, ends = starts + first * runs, starts + last * runs
    ends = np.where(last == 1, starts + runs, ends)
    line.points = straight(begins, ends)


class DashedCurve(GrowingCurve):
    """A growing curve that is told from others without colour."""

    def show_at(self, stage: int) -> None:
        super().show_at(stage)
        self.line.points = dashed(self.line.points)


def dashed(points: np.ndarray) -> np.ndarray:
    """Return what is left of straight pieces when holes are cut into the line that they make up."""
    pieces = points.reshape(-1, 4, 3)
    starts, runs = pieces[:, 0], pieces[:, 3] - pieces[:, 0]
    lengths = np.linalg.norm(runs, axis=1)
    begins = np.cumsum(lengths) - lengths
    period = DASH + HOLE
    found: list[np.ndarray] = []
    for start, run, length, begin in zip(starts, runs, lengths, begins, strict=True):
        dashes = np.arange(begin // period, (begin + length) // period + 1)[:, None] * period + (0.0, DASH)
        shares = ((dashes - begin) / (length or 1.0)).clip(0.0, 1.0)
        shares = shares[shares[:, 0] < shares[:, 1]]
        found.append(straight(start + shares[:, :1] * run, start + shares[:, 1:] * run))
    return np.concatenate(found) if found else points


class GrowingDots(Follower):
    """A dot, or another mark, for each stage that the run has reached: what runs backwards is dotted."""

    def __init__(self, points: Points, frame: Frame, colour: str, mark: VMobject) -> None:
        super().__init__()
        dot = mark.points
        self.size = len(dot)
        self.frame, self.epochs = frame, [epoch for epoch, _ in points]
        places = [frame.place(epoch, value) for epoch, value in points]
        # one that is below the frame, as a 0 on a logarithmic axis, is there, but has no size
        self.all = np.concatenate([dot * (place[1] > frame.area.bottom - TICK) + place for place in places])
        self.dots = VMobject(stroke_width=0, fill_opacity=1, fill_color=colour)
        self.add(self.dots)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        self.dots.points = self.all[: (stage + 1) * self.size]
