"""The term of a loss as a curve over its output, and where on it the output is."""

from __future__ import annotations

import numpy as np
from manim import Dot, LineJointType, VGroup, VMobject
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.text import TextLine, below_middle, fitted_line
from scenes.mobjects.typesetting import outline
from scenes.storyboards.backpropagation import TermCurve
from scenes.style import POINTER, QUIET, RULE, SMALL, TEXT

BELOW, ABOVE = 0.48, 0.55  # the axes, for the output and for what the curve is
BESIDE = 0.14
LEAST, MOST = 1.1, 2.6  # heights of the axes


class LossPicture(VGroup):
    """Within `area`, from below: the output, `axes`, a `curve` and the `point` on it, with `guides` to both numbers."""

    def __init__(self, told: TermCurve, area: Box) -> None:
        super().__init__()
        self.told = told
        room = outline((told.term,)).width * SMALL + BESIDE
        top = min(area.top - ABOVE, area.bottom + BELOW + MOST)
        self.box = box = Box(area.left + BESIDE, area.bottom + BELOW, area.right - room, top)
        (self.low, _), (self.high, _) = told.points[0], told.points[-1]
        self.highest = max(term for _, term in told.points)
        end = self.place(told.output.value, told.term.value)
        corner, right, up = (box.left, box.bottom, 0.0), (box.right, box.bottom, 0.0), (box.left, box.top, 0.0)
        self.axes = VGroup(*(Stroke(corner, to, color=RULE, stroke_width=2) for to in (right, up)))
        title = fitted_line(told.title, area.right - box.left, SMALL)
        self.title = TextLine(title, (box.left, box.top + 0.2), size=SMALL, colour=QUIET)
        self.curve = VMobject(stroke_color=TEXT, stroke_width=4, joint_type=LineJointType.ROUND)
        self.curve.set_points_as_corners([self.place(*point) for point in told.points])
        self.guides = VGroup(
            Stroke(
                np.array([end[0], box.bottom, 0.0]), end + np.array([0.0, 1e-3, 0.0]), color=POINTER, stroke_width=2
            ),
            Stroke(end, np.array([box.right + 1e-3, end[1], 0.0]), color=POINTER, stroke_width=2),
        )
        half = outline((told.output,)).width * SMALL / 2
        across = min(max(end[0], area.left + half), area.right - half)
        self.output = TextLine((told.output,), (across, area.bottom + 0.12), "center", SMALL, POINTER)
        beside = (box.right + BESIDE, below_middle(end[1], SMALL))
        self.term = TextLine((told.term,), beside, size=SMALL, colour=POINTER)
        self.point = Dot(end, radius=0.09, color=POINTER)
        self.add(self.axes, self.title, self.curve, self.guides, self.output, self.term, self.point)

    @classmethod
    def has_room(cls, area: Box) -> bool:
        return area.height >= BELOW + LEAST + ABOVE

    def place(self, output: float, term: float) -> np.ndarray:
        box = self.box
        across = (output - self.low) / (self.high - self.low)
        return np.array([box.left + across * box.width, box.bottom + term / self.highest * box.height, 0.0])
