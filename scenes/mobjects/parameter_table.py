"""The parameters of a layer in numbers: a row for each neuron, beside it, and a column for each of its inputs."""

from __future__ import annotations

from manim import Rectangle, VGroup

from scenes.mobjects.diagram import Diagram
from scenes.mobjects.text import TextLine, below_middle
from scenes.mobjects.typesetting import outline
from scenes.storyboards.architecture import Row
from scenes.storyboards.notation import B, W
from scenes.storyboards.readout import Line, Readout
from scenes.studies import Neuron
from scenes.style import BODY, NEGATIVE, POSITIVE, QUIET, RULE, SMALL, TEXT

LEAST_PITCH = 0.36  # of neurons that have room for numbers beside them
BESIDE, BETWEEN, INSIDE = 0.95, 0.25, 0.15  # from the neurons to a table, between two columns, within its frame
NAME_ABOVE = 0.14


class ParameterTable(VGroup):
    """The weights and biases of the first layer in `rows`, at the height of its neurons, in two `frames` with names."""

    def __init__(self, rows: tuple[Row, ...], diagram: Diagram) -> None:
        super().__init__()
        heights = [diagram.nodes[Neuron(1, row.j)].shape.get_y() for row in rows]
        columns = list(zip(*((*row.weights, row.bias) for row in rows), strict=True))
        right = max(node.shape.get_right()[0] for node in diagram.column(1)) + BESIDE - BETWEEN
        self.rows = [VGroup() for _ in rows]
        ends = []
        for column in columns:
            if column is columns[-1]:
                right += BETWEEN + INSIDE
            left, right = right + BETWEEN, right + BETWEEN + max(outline((number,)).width for number in column) * SMALL
            ends.append((left, right))
            for number, row, y in zip(column, self.rows, heights, strict=True):
                at = (right, below_middle(y, SMALL))
                row.add(TextLine((number,), at, "right", SMALL, _colour(number) if column is not columns[-1] else TEXT))
        bottom, top = min(heights) - SMALL / 2 - INSIDE, max(heights) + SMALL / 2 + INSIDE
        sides = ((ends[0][0], ends[-2][1]), ends[-1])
        self.frames, names = VGroup(), (("weights ", W), ("biases ", B))
        for (left, right), name in zip(sides, names, strict=True):
            frame = Rectangle(width=right - left + 2 * INSIDE, height=top - bottom, color=RULE, stroke_width=2)
            self.frames.add(frame.move_to(((left + right) / 2, (bottom + top) / 2, 0.0)))
            line: Line = name
            self.frames.add(TextLine(line, ((left + right) / 2, top + NAME_ABOVE), "center", BODY, QUIET))
        self.add(*self.rows, self.frames)

    def fits(self, right: float, pitch: float) -> bool:
        """Whether it ends before `right`, its rows far enough apart."""
        return pitch >= LEAST_PITCH and float(self.get_right()[0]) <= right


def _colour(weight: Readout) -> str:
    return NEGATIVE if weight.value < 0 else POSITIVE
