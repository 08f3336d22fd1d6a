"""Dots on a curve, one a sample, which move from stage to stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Dot, VMobject

from scenes.mobjects.advance import Follower
from scenes.mobjects.charts import Frame
from scenes.storyboards.charts import Points

RADIUS = 0.1


class MovingDots(Follower):
    """A dot at each of the `places` (x, y) of a stage."""

    def __init__(self, places: Sequence[Points], frame: Frame, colour: str) -> None:
        super().__init__()
        shape = Dot(radius=RADIUS).points
        self.size = len(shape)
        self.all = [np.concatenate([shape + frame.place(x, y) for x, y in stage]) for stage in places]
        self.frame = frame
        self.dots = VMobject(stroke_width=0, fill_opacity=1, fill_color=colour)
        self.add(self.dots)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        self.dots.points = self.all[stage]
