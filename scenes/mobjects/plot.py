"""A small picture of an activation function, and where on it a neuron is."""

from __future__ import annotations

import numpy as np
from manim import Dot, VGroup, VMobject
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.text import TextLine
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import A, Z
from scenes.style import POINTER, QUIET, RULE, SMALL

Pairs = tuple[tuple[float, float], ...]


class ActivationPlot(VGroup):
    """The `curve` of an activation function within `area`, its `axes`, and the `point` (z, a) of one neuron.

    A sum comes down to the point by `drop`, from the top of the area, and goes `across` to the axis of activations.
    """

    def __init__(self, curve: Pairs, activation: Equation, area: Box, colour: str) -> None:
        super().__init__()
        self.pairs, self.activation = curve, activation
        zs, values = zip(*curve, strict=True)
        low, high = min(0.0, *values), max(values)
        width, height = area.right - area.left, area.top - area.bottom

        def place(z: float, a: float) -> np.ndarray:
            across = (z - zs[0]) / (zs[-1] - zs[0])
            up = (a - low) / (high - low)
            return np.array([area.left + across * width, area.bottom + up * height, 0.0])

        self.axes = VGroup(
            Stroke(place(zs[0], 0), place(zs[-1], 0), color=RULE, stroke_width=2),
            Stroke(place(0, low), place(0, high), color=RULE, stroke_width=2),
            TextLine((Z,), (area.right + 0.12, float(place(0, 0)[1]) - 0.06), size=SMALL, colour=QUIET),
            TextLine((A,), (float(place(0, 0)[0]) - 0.12, area.top - 0.24), "right", SMALL, QUIET),
        )
        self.curve = VMobject(stroke_color=colour, stroke_width=4)
        self.curve.set_points_as_corners([place(z, a) for z, a in curve])
        z, a = activation.operands[0].value, activation.result.value
        end = place(z, a)
        self.drop = Stroke(np.array([end[0], area.top + 1e-3, 0.0]), end, color=POINTER, stroke_width=3)
        self.across = Stroke(end, place(0, a) + np.array([1e-3, 0.0, 0.0]), color=POINTER, stroke_width=3)
        self.point = Dot(end, radius=0.09, color=POINTER)
        self.add(self.axes, self.curve, self.drop, self.across, self.point)
