"""A neuron drawn: its box, its number, the value that it holds, its bias, the name under it, the ring around it."""

from __future__ import annotations

from collections.abc import Iterable

from manim import ManimColor, RoundedRectangle, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline, shapes_of
from scenes.storyboards.readout import Line, Name, Readout
from scenes.studies import Neuron
from scenes.style import BODY, NODE_FILL, POINTER, SMALL, TEXT

NODE_WIDTH = 1.02  # room for −12.34
NODE_HEIGHT = 0.6
SIDES = 0.26  # what is left free beside a value, both sides together
NAME_BELOW = 0.32  # from a neuron to the baseline of its name, clear of the ring
BESIDE = 0.35  # what an output's name may take up right of its neuron
PALE = 0.35  # opacity of the outline of a neuron that is off
RING = 0.1  # by which the ring around a neuron is larger
VALUE_ABOVE, BIAS_BELOW = 0.16, 0.19  # the middle of a neuron that holds both, at scale 1
HIGH = 0.82  # such a neuron


class Node(VGroup):
    """The neuron at `place` in its box; it may hold the text of its value, and at its left end its number.

    What it holds is written at `scale`; a value stands `above` the middle where the neuron holds its bias, too.
    """

    def __init__(
        self,
        place: Neuron,
        box: Box,
        colour: str,
        number: Readout | None = None,
        scale: float = 1.0,
        above: float = 0.0,
    ) -> None:
        super().__init__()
        self.place, self.colour, self.scale_of_text, self.above = place, colour, scale, above
        self.shape = RoundedRectangle(
            corner_radius=min(box.height, box.width, NODE_HEIGHT) / 2 - 1e-3,
            width=box.width,
            height=box.height,
            color=colour,
            fill_color=NODE_FILL,
            fill_opacity=1,
            stroke_width=2.5,
        ).move_to((*box.middle, 0.0))
        self.add(self.shape)
        self.left = box.left
        if number is not None:
            y = below_middle(box.middle[1], SMALL)
            label = TextLine((number,), (box.left + SIDES / 2, y), size=SMALL)  # on a bright fill, too
            self.left = label.get_right()[0]
            self.add(label)

    def value(self, readout: Readout, colour: str = TEXT) -> TextLine:
        """Return the text of a value, placed in the middle of what the number leaves (not added to the neuron)."""
        y = self.shape.get_y() + self.above
        size = BODY if self.shape.height > NODE_HEIGHT - 0.05 and not is_wide((readout,)) else SMALL
        size *= self.scale_of_text
        x = (self.left + self.shape.get_right()[0]) / 2
        return TextLine((readout,), (x, below_middle(y, size)), "center", size, colour)

    def bias(self, readout: Readout) -> TextLine:
        """Return the text of the neuron's bias, under its value (not added to the neuron)."""
        size = SMALL * self.scale_of_text
        at = (self.shape.get_x(), below_middle(self.shape.get_y() - BIAS_BELOW * self.scale_of_text, size))
        return TextLine(bias_line(readout), at, "center", size)

    def hold(self, fill: ManimColor, off: bool) -> None:
        """Look as bright as `fill`; what is off is seen by its pale outline."""
        self.shape.set_fill(fill).set_stroke(opacity=PALE if off else 1.0)

    def caption(self, name: Name) -> TextLine:
        """Return a name to stand under an output neuron; to its left edges come in, to its right there is room."""
        x, y = self.shape.get_left()[0] + 0.05, self.shape.get_bottom()[1]
        line = (fitted(name, self.shape.width + BESIDE, SMALL),)
        return TextLine(line, (x, y - NAME_BELOW), "left", SMALL, self.colour)

    def pointer(self) -> VMobject:
        """Return the ring that says: this one."""
        box = self.shape
        ring = box.copy().set_fill(opacity=0).set_stroke(POINTER, 4, opacity=1)
        return ring.stretch_to_fit_width(box.width + RING).stretch_to_fit_height(box.height + RING)


def bias_line(readout: Readout) -> Line:
    """Return a bias as it is written in its neuron."""
    return ("b ", readout)


def is_wide(line: Line) -> bool:
    """Whether a value is set smaller, since it is wider than neurons usually are."""
    return outline(line).width * BODY + SIDES > NODE_WIDTH


def width_for(readouts: Iterable[Readout], numbers: Iterable[Readout] = ()) -> float:
    """Return how wide neurons must be to hold any of these, and any of the numbers beside it."""
    values = shapes_of((readout,) for readout in readouts)
    wide = (outline(value).width * SMALL + SIDES for value in values if is_wide(value))
    labels = (outline((number,)).width * SMALL + SIDES / 2 for number in numbers)
    return max([NODE_WIDTH, *wide]) + max([0.0, *labels])


def width_of_numbers(numbers: Iterable[Readout]) -> float:
    """Return how wide neurons must be to hold their numbers, and nothing else."""
    return SIDES + max(outline((number,)).width * SMALL for number in numbers)
