"""A neuron's sum as a picture: its terms as bars that follow each other, and what the activation makes of it."""

from __future__ import annotations

from dataclasses import replace

from manim import Line as Stroke
from manim import VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.mobjects.plot import ActivationPlot, Pairs
from scenes.mobjects.stack import MOST, Stack, rows_of
from scenes.mobjects.text import TextLine
from scenes.mobjects.worksheet import Worksheet
from scenes.storyboards.forward_pass import LayerBeat, NeuronBeat
from scenes.storyboards.notation import Z
from scenes.style import QUIET, RULE, SMALL

SHARE = 0.38  # of the height of an area, for a picture below a worksheet
LEAST = 0.6
BELOW = 0.3  # the last line of a worksheet
SIDES = (0.05, 0.3)  # what is kept free left and right, for the name of the axis
BARS = 0.4  # of the height, at most, over a curve
SHRUNK = 0.6  # of the width and of the height, at least, where units are made equal


class SumPicture(VGroup):
    """The terms of a neuron's sum in a `stack`, over the axis of its layer.

    Below, over the same axis, the `plot` of the activation function; it is None before a softmax. `base` is that axis
    with its name, below the zero of the bars, `rest` what else the plot has before there is a sum.
    """

    def __init__(self, layer: LayerBeat, beat: NeuronBeat, area: Box, colour: str) -> None:
        super().__init__()
        sheet, (left, right) = beat.sheet, (area.left + SIDES[0], area.right - SIDES[1])
        assert sheet.total is not None
        most = area.height * BARS if layer.curve else area.height
        bottom = area.top - min(most, MOST * (rows_of(sheet.terms)[-1] + 1))
        place = Box(left, area.bottom, right, bottom)
        if layer.curve:
            place = in_equal_units(layer.curve, place)
            left, right = place.left, place.right
        self.stack = Stack(sheet.terms, sheet.total.equation.result, layer.axis, Box(left, bottom, right, area.top))
        self.plot = None
        if layer.curve:
            self.plot = ActivationPlot(layer.curve, sheet.steps[-1].equation, place, colour)
            across, up, z, a = self.plot.axes
            self.base, self.rest = VGroup(across, up, z), VGroup(a, self.plot.curve)
        else:
            line = Stroke((left, bottom, 0.0), (right, bottom, 0.0), color=RULE, stroke_width=2)
            self.base = VGroup(line, TextLine((Z,), (right + 0.12, bottom - 0.06), size=SMALL, colour=QUIET))
            self.rest = VGroup()
        self.add(
            self.base,
            self.rest,
            self.stack,
            *([self.plot.drop, self.plot.across, self.plot.point] if self.plot else []),
        )

    @property
    def way(self) -> list[VMobject]:
        """The way of the sum: to the curve, and on to the axis of activations."""
        return [self.stack.mark, *([self.plot.drop, self.plot.across, self.plot.point] if self.plot else [])]


def in_equal_units(curve: Pairs, area: Box) -> Box:
    """Return the part of an area, in the middle of its top, in which a curve has equal units to the right and upwards.

    Where that would leave too little of the area, it is all of it.
    """
    zs, values = zip(*curve, strict=True)
    across, up = zs[-1] - zs[0], max(values) - min(0.0, *values)
    unit = min(area.width / across, area.height / up)
    if unit * across < SHRUNK * area.width or unit * up < SHRUNK * area.height:
        return area
    middle, half = area.middle[0], unit * across / 2
    return Box(middle - half, area.top - unit * up, middle + half, area.top)


def work_out(
    layer: LayerBeat, beat: NeuronBeat, area: Box, seconds: str, colour: str
) -> tuple[Worksheet, SumPicture | None]:
    """Return a neuron's worksheet, in the upper part of an area, and the picture of its sum in what that leaves.

    There is none where that is too little.
    """
    sheet = Worksheet(beat.sheet, replace(area, bottom=area.bottom + SHARE * area.height), seconds, colour)
    rest = replace(area, top=sheet.bottom - BELOW)
    return sheet, SumPicture(layer, beat, rest, colour) if rest.height > LEAST else None
