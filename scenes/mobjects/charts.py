"""Charts: axes whose ticks are readouts, each at its own value, and curves that grow as training goes on."""

from __future__ import annotations

from bisect import bisect_right
from math import floor

import numpy as np
from manim import Dot, VGroup, VMobject
from manim import Line as Stroke

from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.diagram import Area
from scenes.mobjects.text import TextLine, below_middle
from scenes.storyboards.training import Axis, Chart, Points
from scenes.style import BODY, CAPITAL_PER_EM, QUIET, RULE, SMALL

TICK = 0.08
GRID = 0.35  # opacity of the lines across


class Frame(VGroup):
    """Axes within `area`, ticks below and at the left; `place(x, y)` is where a point is on screen."""

    def __init__(self, x: Axis, y: Axis, area: Area, size: float = SMALL) -> None:
        super().__init__()
        self.x, self.y, self.area = x, y, area
        for tick in y.ticks:
            left, height, _ = self.place(x.low, tick.value)
            grid = Stroke((left, height, 0.0), (area.right, height, 0.0), color=RULE, stroke_width=1.5)
            self.add(grid.set_stroke(opacity=GRID))
            self.add(TextLine((tick,), (left - 0.14, below_middle(height, size)), "right", size, QUIET))
        for tick in x.ticks:
            across, _, _ = self.place(tick.value, y.low)
            low = area.bottom
            self.add(Stroke((across, low, 0.0), (across, low - TICK, 0.0), color=RULE, stroke_width=2))
            drop = 0.16 + CAPITAL_PER_EM * size
            self.add(TextLine((tick,), (across, low - drop), "center", size, QUIET))
        self.add(Stroke((area.left, area.bottom, 0), (area.right, area.bottom, 0), color=RULE, stroke_width=2))

    def place(self, x: float, y: float) -> np.ndarray:
        across = (x - self.x.low) / (self.x.high - self.x.low)
        up = (y - self.y.low) / (self.y.high - self.y.low)
        area = self.area
        return np.array(
            [area.left + across * (area.right - area.left), area.bottom + up * (area.top - area.bottom), 0.0]
        )


class GrowingCurve(Follower):
    """A curve over the epochs that has got as far as the run; what leaves the frame above is cut off there."""

    def __init__(
        self, points: Points, stages: tuple[int, ...], frame: Frame, colour: str, width: float = 4, dotted: bool = False
    ) -> None:
        super().__init__()
        self.stages, self.dotted = stages, dotted
        self.epochs = [epoch for epoch, _ in points]
        self.places = np.array([frame.place(epoch, min(value, frame.y.high)) for epoch, value in points])
        self.line = VMobject(stroke_color=colour, stroke_width=width)
        self.head = Dot(self.places[0], radius=0.075, color=colour)
        self.add(self.line, self.head)

    def show_at(self, position: float) -> None:
        stage = min(floor(position + 1e-9), len(self.stages) - 1)
        following = min(stage + 1, len(self.stages) - 1)
        epoch = self.stages[stage] + (position - stage) * (self.stages[following] - self.stages[stage])
        reached = bisect_right(self.epochs, epoch + 1e-9)
        path = self.places[:reached]
        if reached < len(self.places):
            before, after = self.epochs[reached - 1], self.epochs[reached]
            share = max(0.0, (epoch - before) / (after - before))
            path = np.vstack([path, path[-1] + share * (self.places[reached] - path[-1])])
        if len(path) > 1:
            draw_dotted(self.line, path) if self.dotted else self.line.set_points_as_corners(path)
        self.head.move_to(path[-1])


def draw_dotted(line: VMobject, path: np.ndarray, dash: float = 0.05, hole: float = 0.07) -> None:
    """Give `line` the points of a dotted polygon: one mobject, not one a dot."""
    lengths = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    starts = np.arange(0.0, lengths[-1], dash + hole)
    ends = np.minimum(starts + dash, lengths[-1])
    first, last = (
        np.column_stack([np.interp(along, lengths, path[:, axis]) for axis in range(3)]) for along in (starts, ends)
    )
    shares = np.array([0, 1 / 3, 2 / 3, 1])[None, :, None]
    line.points = (first[:, None] + shares * (last - first)[:, None]).reshape(-1, 3)


class CurveChart(VGroup):
    """A chart of curves over the epochs: its `frame`, its `title`, a `legend` with values and growing `curves`.

    The legend stands to the right of the title, the last name at the right end.
    """

    def __init__(self, chart: Chart, area: Area, colours: tuple[str, ...], unit: str = "", size: float = SMALL) -> None:
        super().__init__()
        left = area.left + 0.62 * size / SMALL
        inner = Area(left, area.right - 0.1, area.bottom + 0.42 * size / SMALL, area.top - 0.55 * size / SMALL)
        self.frame = Frame(chart.x, chart.y, inner, size)
        baseline = area.top - 0.24 * size / SMALL
        self.title = TextLine(chart.title, (area.left, baseline), size=BODY * size / SMALL, weight="semibold")
        self.legend = [
            Display(
                [(f"{curve.name} ", value, unit) for value in curve.values],
                (area.right - (len(colours) - 1 - index) * 2.3, baseline),
                "right",
                size * 1.06,
                colour,
            )
            for index, (curve, colour) in enumerate(zip(chart.curves, colours, strict=True))
        ]
        self.curves = [
            GrowingCurve(curve.points, chart.stages, self.frame, colour)
            for curve, colour in zip(chart.curves, colours, strict=True)
        ]
        self.add(self.frame, self.title, *self.legend, *reversed(self.curves))

    @property
    def followers(self) -> list[Follower]:
        return [*self.legend, *self.curves]
