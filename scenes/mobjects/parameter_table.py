"""The parameters of a layer in numbers: a row for each neuron, beside it, and a column for each of its inputs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from manim import Rectangle, VGroup, VMobject

from scenes.mobjects.diagram import Diagram
from scenes.mobjects.text import TextLine, below_middle
from scenes.mobjects.typesetting import outline
from scenes.storyboards.architecture import Row
from scenes.storyboards.notation import B, W
from scenes.storyboards.readout import Line, Readout
from scenes.studies import Neuron
from scenes.style import BODY, NEGATIVE, POSITIVE, QUIET, RULE, SMALL, TEXT

LEAST_PITCH = 0.36  # of neurons that have room for numbers beside them
BESIDE, BETWEEN, INSIDE = 0.4, 0.22, 0.12  # from the neurons to a table, between two columns, within its frame
NAME_ABOVE = 0.14


class ParameterTable(VGroup):
    """The weights and biases of the first layer in `rows`, at the height of its neurons, in two `frames` with names.

    They stand right of these neurons, and of `heading`, which is above them.
    """

    def __init__(self, rows: tuple[Row, ...], diagram: Diagram, heading: VMobject) -> None:
        super().__init__()
        heights = [diagram.nodes[Neuron(1, row.j)].shape.get_y() for row in rows]
        *columns, biases = zip(*((*row.weights, row.bias) for row in rows), strict=True)
        self.rows, self.frames = [VGroup() for _ in rows], VGroup()
        neurons = max(node.shape.get_right()[0] for node in diagram.column(1))
        left = max(neurons + BESIDE, heading.get_right()[0] + BETWEEN)
        for name, numbers in ((("weights ", W), columns), (("biases ", B), [biases])):
            widths = [max(outline((number,)).width for number in column) * SMALL for column in numbers]
            width = max(sum(widths) + BETWEEN * (len(widths) - 1) + 2 * INSIDE, outline(name).width * BODY)
            right = left + (width + sum(widths) + BETWEEN * (len(widths) - 1)) / 2  # of the last column
            for column, x in zip(reversed(numbers), accumulate(reversed(widths), _before, initial=right), strict=False):
                for number, row, y in zip(column, self.rows, heights, strict=True):
                    colour = TEXT if column is biases else _colour(number)
                    row.add(TextLine((number,), (x, below_middle(y, SMALL)), "right", SMALL, colour))
            self.frames.add(*_frame(name, left, width, heights))
            left += width + BETWEEN
        self.add(*self.rows, self.frames)

    def fits(self, right: float, pitch: float) -> bool:
        """Whether it ends before `right`, its rows far enough apart."""
        return pitch >= LEAST_PITCH and float(self.get_right()[0]) <= right


def _before(right: float, width: float) -> float:
    """Return where the column before one of a width ends."""
    return right - width - BETWEEN


def _frame(name: Line, left: float, width: float, heights: Sequence[float]) -> tuple[Rectangle, TextLine]:
    """Return the frame of a table, and its name above."""
    bottom, top = min(heights) - SMALL / 2 - INSIDE, max(heights) + SMALL / 2 + INSIDE
    middle = left + width / 2
    frame = Rectangle(width=width, height=top - bottom, color=RULE, stroke_width=2)
    frame.move_to((middle, (bottom + top) / 2, 0.0))
    return frame, TextLine(name, (middle, top + NAME_ABOVE), "center", BODY, QUIET)


def _colour(weight: Readout) -> str:
    return NEGATIVE if weight.value < 0 else POSITIVE
