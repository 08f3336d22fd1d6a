"""How far steps go: each a stretch from one and the same weight to a new one, over a line of numbers."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Dot, VGroup
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.charts import Frame
from scenes.storyboards.charts import Axis
from scenes.storyboards.equation import Equation
from scenes.style import QUIET

LEVEL = Axis(0.0, 1.0, ())


class StepLines(VGroup):
    """A `frame` with a line upwards where the weight was, and in each row, at `ys`, a stretch to where it gets."""

    def __init__(self, steps: Sequence[Equation], axis: Axis, area: Box, ys: Sequence[float], colours: Sequence[str]):
        super().__init__()
        self.frame = Frame(axis, LEVEL, area, room=0.0)
        old, *_ = steps[0].operands
        start = self.frame.across(old.value)
        self.start = Stroke((start, area.bottom, 0.0), (start, area.top, 0.0), color=QUIET, stroke_width=2)
        self.stretches = VGroup()
        for step, y, colour in zip(steps, ys, colours, strict=True):
            end = (self.frame.across(step.result.value), y, 0.0)
            self.stretches.add(
                VGroup(Stroke((start, y, 0.0), end, color=colour, stroke_width=5), Dot(end, radius=0.09, color=colour))
            )
        self.add(self.frame, self.start, self.stretches)
