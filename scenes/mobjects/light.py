"""How bright neurons are: the fill of one that holds an activation is as bright as that is strong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import ManimColor, VGroup, interpolate_color
from numpy.typing import NDArray

from scenes.layout.boxes import Box, Point
from scenes.mobjects.pixels import Ramp
from scenes.mobjects.text import TextLine, below_middle
from scenes.storyboards.readout import Readout
from scenes.style import BRIGHTEST_FILL, HIDDEN, NODE_FILL, QUIET, SMALL

RAMP, THICK, ENDS = 0.9, 0.16, 0.12  # of the scale: its width and height, and what it keeps from its numbers


@dataclass(frozen=True, slots=True)
class Light:
    """The scale of a film's activations, from the `least` to the `greatest`: what is farther from 0 is brighter."""

    least: Readout
    greatest: Readout

    @property
    def low(self) -> float:
        return self.least.value

    @property
    def high(self) -> float:
        return self.greatest.value

    def fill(self, value: float, colour: str) -> ManimColor:
        """Return the fill of a neuron that holds `value`, in a layer of this colour."""
        strongest = max(abs(self.low), abs(self.high))
        share = abs(value) / strongest if strongest else 0.0
        return interpolate_color(ManimColor(NODE_FILL), ManimColor(colour), BRIGHTEST_FILL * min(1.0, share))

    def of(self, values: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the fills of values in a hidden layer, as rows of red, green and blue from 0 to 1."""
        return np.array([self.fill(float(value), HIDDEN).to_rgb() for value in values])


class LightScale(VGroup):
    """A strip with the fills of all activations, from the least to the greatest, ending `at` a right end.

    What it is stands before it, or ends at `name`.
    """

    def __init__(self, light: Light, at: Point, name: Point | None = None) -> None:
        super().__init__()
        self.light = light
        high = TextLine((light.greatest,), at, "right", SMALL, QUIET)
        end, middle = high.get_left()[0] - ENDS, at[1] - below_middle(0.0, SMALL)
        self.ramp = Ramp(light, Box(end - RAMP, middle - THICK / 2, end, middle + THICK / 2))
        low = TextLine((light.least,), (end - RAMP - ENDS, at[1]), "right", SMALL, QUIET)
        before = (low.get_left()[0] - 2 * ENDS, at[1])
        self.add(TextLine(("activation",), name or before, "right", SMALL, QUIET), low, self.ramp, high)
