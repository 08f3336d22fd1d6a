"""Curves on a logarithmic axis that reaches further up as they leave it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from manim import Animation, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.mobjects.charts import GRID, Frame, GrowingCurve
from scenes.mobjects.text import TextLine
from scenes.storyboards.charts import Axis, Chart

HAIR = 1e-6
SOON = 4.0  # how quickly a number is seen that comes clear of the one below it


class ZoomChart(VGroup):
    """Growing `curves` within a `frame`, which is that of the chart, or a larger one for a stage of `climbs`."""

    def __init__(
        self, chart: Chart, climbs: Mapping[int, Axis], area: Box, size: float, room: float, colours: Sequence[str]
    ) -> None:
        super().__init__()
        axes = [chart.y, *climbs.values()]
        # all begin as far right as the one with the widest numbers
        left = max(Frame(chart.x, y, area, size, room).area.left for y in axes)
        area, room = replace(area, left=left), room + left - area.left
        self.frame, *others = (Frame(chart.x, y, area, size, room) for y in axes)
        self.first = self.frame
        self.climbs = dict(zip(climbs, others, strict=True))
        self.curves = [
            GrowingCurve(curve, chart.stages, self.frame, colour, 5)
            for curve, colour in zip(chart.curves, colours, strict=True)
        ]
        self.add(self.frame, *self.curves)

    def zoom(self, frame: Frame, stage: int, run_time: float) -> Animation:
        return Zoom(self, frame, stage, run_time=run_time)


class Zoom(Animation):
    """Takes a chart from its axis to another: what it shows at a stage goes down as that reaches further up.

    The numbers of one axis are gone before those of the other come, and seen only where they are apart.
    """

    def __init__(self, chart: ZoomChart, frame: Frame, stage: int, **settings: Any) -> None:
        self.chart, self.new, self.stage = chart, frame, stage
        super().__init__(chart, **settings)

    def create_starting_mobject(self) -> ZoomChart:
        return self.chart

    def begin(self) -> None:
        self.old = self.chart.frame
        self.chart.add_to_back(self.new)
        self.places = [curve.places_in(self.old) for curve in self.chart.curves]
        self.rungs = [
            [(height, part, part.get_y() - height) for height, part in frame.rungs] for frame in (self.old, self.new)
        ]
        self.clearances = [clearance(frame) for frame in (self.old, self.new)]
        super().begin()

    def interpolate_mobject(self, alpha: float) -> None:
        share, area = self.rate_func(alpha), self.old.area
        spans = [math.log(frame.y.high) - math.log(frame.y.low) for frame in (self.old, self.new)]
        reach = (1 - share) * spans[0] + share * spans[1]
        for rungs, span, seen, clear in zip(self.rungs, spans, (1 - share, share), self.clearances, strict=True):
            as_number = min(2 * seen - 1, SOON * (clear * span / reach - 1))
            for height, part, off in rungs:
                at = area.bottom + (height - area.bottom) * span / reach
                opacity = max(0.0, as_number) if isinstance(part, TextLine) else seen
                show(part.set_y(at + off), opacity if at <= area.top + HAIR else 0.0)
        for curve, places in zip(self.chart.curves, self.places, strict=True):
            curve.places = places.copy()
            curve.places[:, 1] = area.bottom + (places[:, 1] - area.bottom) * spans[0] / reach
            curve.show_at(self.stage)

    def clean_up_from_scene(self, scene: Any) -> None:
        super().clean_up_from_scene(scene)
        self.chart.remove(self.old)
        # as it was, to be shown again
        for height, part, off in (rung for rungs in self.rungs for rung in rungs):
            show(part.set_y(height + off), 1.0)
        self.chart.frame = self.new
        for curve in self.chart.curves:
            curve.frame, curve.places = self.new, curve.places_in(self.new)
            curve.show_at(self.stage)


def clearance(frame: Frame) -> float:
    """Return how many times its own height a number at the left of axes is above the one below it, at least."""
    numbers = sorted((height, part.height) for height, part in frame.rungs if isinstance(part, TextLine))
    steps = (after - before for (before, _), (after, _) in pairwise(numbers))
    return min(steps, default=math.inf) / max((own for _, own in numbers), default=1.0)


def show(part: VMobject, opacity: float) -> None:
    """Show a number at an axis, or the line beside it, as much as it can be seen."""
    if isinstance(part, TextLine):
        part.set_fill(opacity=opacity)
    else:
        part.set_stroke(opacity=opacity * GRID)
