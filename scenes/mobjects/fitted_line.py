"""Points, a straight line through them, and what it misses them by."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Dot, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Follower
from scenes.mobjects.charts import Frame, dashed
from scenes.mobjects.plane import clipped
from scenes.storyboards.charts import Axis, Points
from scenes.studies.descent import Seen
from scenes.style import POINTER, QUIET, SMALL, TEXT


class PointChart(VGroup):
    """The points in their axes: a `frame`, and `dots`, one a point."""

    def __init__(self, x: Axis, y: Axis, samples: Points, area: Box) -> None:
        super().__init__()
        self.samples = samples
        self.frame = Frame(x, y, area, SMALL)
        self.dots = VGroup(*(Dot(self.frame.place(x, y), radius=0.085, color=QUIET) for x, y in samples))
        self.add(self.frame, self.dots)


class FittedLine(Follower):
    """A line in a chart of points, and the way from each point up or down to it: a line for each of `lines`."""

    def __init__(self, lines: Sequence[Seen], chart: PointChart, colour: str = TEXT) -> None:
        super().__init__()
        self.lines, self.chart = lines, chart
        self.misses = VMobject(stroke_color=POINTER, stroke_width=3)
        self.line = VMobject(stroke_color=colour, stroke_width=5)
        self.add(self.misses, self.line)
        self.show_at(0)

    def follow(self, lines: Sequence[Seen], colour: str) -> None:
        """Be the first of other lines, in their colour."""
        self.lines = lines
        self.line.set_stroke(colour)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        seen, frame = self.lines[stage], self.chart.frame
        self.line.points = clipped(np.array([frame.place(x, y) for x, y in seen.ends]), frame.area)
        pieces = [
            dashed(clipped(np.array([frame.place(x, y), frame.place(x, said)]), frame.area))
            for (x, y), said in zip(self.chart.samples, seen.said, strict=True)
            if y != said
        ]
        self.misses.points = np.concatenate([np.zeros((0, 3)), *pieces])
