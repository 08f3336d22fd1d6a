"""The slopes of two activations over the sum of a neuron, and where the neurons of a network are on one of them."""

from __future__ import annotations

import numpy as np
from manim import Dot, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.mobjects.charts import Frame, straight
from scenes.mobjects.moving_dots import MovingDots
from scenes.mobjects.plane import axis_names
from scenes.mobjects.text import TextLine
from scenes.storyboards.charts import Points
from scenes.storyboards.notation import Z
from scenes.storyboards.readout import Line, Symbol
from scenes.storyboards.tell_vanishing import VanishingStory
from scenes.style import BACKWARD, BODY, HIDDEN, PAIR, POINTER, SMALL

LEFT, BELOW, ABOVE = 0.6, 0.5, 0.5  # room around the axes
OVER = 0.12  # from a curve to what is written over it
SLOPE_NAME: Line = (Symbol("slope", "slope"),)
ONE: Line = (Symbol("ReLU: slope 1", "ReLU: slope 1"),)


class SlopeChart:
    """The sigmoid's slope: a `curve`, its `peak`, a dot a neuron, and `one` that is worked out; and `relu`, with its
    name (`relu_name`).
    """

    def __init__(self, story: VanishingStory, area: Box) -> None:
        x, y = story.axes
        self.frame = Frame(x, y, Box(area.left + LEFT, area.bottom + BELOW, area.right, area.top - ABOVE), SMALL)
        self.names = axis_names(self.frame, TextLine(("sum ", Z), size=BODY), TextLine(SLOPE_NAME, size=BODY))
        self.curve = self._line(story.slopes, HIDDEN)
        self.dots = MovingDots([story.sums], self.frame, BACKWARD).dots
        self.one = Dot(self.frame.place(*story.neuron), radius=0.14, color=POINTER)
        self.peak = self._over(story.peak, (0.0, story.study.peak), HIDDEN)
        off, on = story.relu
        self.relu = VGroup(self._line(off, PAIR[1]), self._line(on, PAIR[1]))
        self.relu_name = self._over(ONE, ((on[0][0] + on[-1][0]) / 2, on[0][1]), PAIR[1], -0.35)

    def _line(self, points: Points, colour: str) -> VMobject:
        path = np.array([self.frame.place(*point) for point in points])
        return VMobject(stroke_color=colour, stroke_width=5).set_points(straight(path[:-1], path[1:]))

    def _over(self, line: Line, at: tuple[float, float], colour: str, by: float = OVER) -> TextLine:
        """Return what is written over a place of the chart, or below it."""
        x, y, _ = self.frame.place(*at)
        return TextLine(line, (x, y + by), "center", BODY, colour)

    @property
    def pictures(self) -> VGroup:
        return VGroup(self.frame, self.names, self.curve, self.dots, self.one, self.peak, self.relu, self.relu_name)
