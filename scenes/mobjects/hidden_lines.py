"""What the neurons of a layer give over x: a line each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VMobject

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Follower
from scenes.mobjects.charts import Frame, draw_within
from scenes.storyboards.charts import Axis
from scenes.style import NEURONS, SMALL

WIDEST, NARROWEST, ALONE = 18.0, 3.0, 5.0  # of lines on each other, the lowest and the uppermost; a line by itself
LEFT, BELOW = 0.65, 0.5  # room for the numbers of the axes


class HiddenLines(Follower):
    """`lines`, one a neuron, over the `grid`, in a `frame`.

    Where they are `twins`, which lie on each other, those drawn later are narrower, so that all are seen.
    """

    def __init__(
        self,
        stages: Sequence[Sequence[Sequence[float]]],
        grid: Sequence[float],
        axes: tuple[Axis, Axis],
        area: Box,
        twins: bool,
    ) -> None:
        super().__init__()
        self.frame = Frame(*axes, Box(area.left + LEFT, area.bottom + BELOW, area.right - 0.1, area.top), SMALL, LEFT)
        self.stages, self.grid = stages, grid
        count = len(stages[0])
        widths = np.linspace(WIDEST, NARROWEST, count) if twins else [ALONE] * count
        self.lines = [
            VMobject(stroke_color=NEURONS[j % len(NEURONS)], stroke_width=float(width))
            for j, width in enumerate(widths)
        ]
        self.add(*self.lines)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        for line, values in zip(self.lines, self.stages[stage], strict=True):
            places = np.array([self.frame.place(x, a) for x, a in zip(self.grid, values, strict=True)])
            draw_within(line, places, self.frame.area)
