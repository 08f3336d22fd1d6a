"""A network with every weight on its edge and every bias in its neuron, and the table of what it should answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from manim import Line as Stroke
from manim import RoundedRectangle, VGroup, VMobject

from mathnet import MLP
from scenes.layout.boxes import Box
from scenes.layout.labels import Layout, Wire, lay_out
from scenes.lessons import LessonError
from scenes.mobjects.advance import Display
from scenes.mobjects.diagram import BRIGHT, Edge, layer_colour
from scenes.mobjects.learning_diagram import Wires, largest_of
from scenes.mobjects.neurons import NODE_WIDTH, Node
from scenes.mobjects.text import Align, TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.readout import MINUS, Line, Name, Readout, Segment
from scenes.storyboards.weight_tables import Parameters, Table
from scenes.studies import Neuron, Weight
from scenes.style import (
    BODY,
    CAPITAL_PER_EM,
    FRAME_WIDTH,
    HEAD,
    MARGIN,
    NEGATIVE,
    OUTPUT,
    POINTER,
    POSITIVE,
    QUIET,
    RULE,
    SMALL,
    TEXT,
)

LABEL_SIZE = 0.31
ROOM = 0.1  # at each side of what stands in a neuron
BOTTOM = -3.7  # of a table
ROW = 0.85
APART = 0.9  # between the parts of a table
COLUMN_GAP = 0.35  # and between its columns
NAME_ROOM = 1.35  # right of the outputs
AREA = Box(MARGIN - FRAME_WIDTH / 2, -3.85, FRAME_WIDTH / 2 - MARGIN, 2.6)  # of the network
TOO_WIDE = "this film is for rows of so few inputs and outputs that they can be read on one screen."


def check_readable(sizes: tuple[int, ...]) -> None:
    """Raise LessonError for a network whose weights and answers can't all be read, were they but −0.00."""
    width = widest([Readout("", -0.11, "−0.11")])
    inner = Box(AREA.left, AREA.bottom, AREA.right - NAME_ROOM, AREA.top)
    lay_out(sizes, inner, (width, CAPITAL_PER_EM * LABEL_SIZE), NODE_WIDTH)
    columns = sizes[0] + 3 * sizes[-1]
    if columns * (COLUMN_GAP + width) + 3 * APART > FRAME_WIDTH - 2 * MARGIN:
        raise LessonError(TOO_WIDE)


class LabelledNetwork(VGroup):
    """A network within AREA: its `neurons` with names, `trunks` and `wires`, and the `labels` of weights and biases.

    `parameters` are all that will ever be written on it. Raises LessonError where they are more than can be read.
    """

    def __init__(
        self,
        networks: Sequence[MLP],
        parameters: Sequence[Parameters],
        features: Sequence[Name],
        outputs: Sequence[Name],
    ) -> None:
        super().__init__()
        weights = [value for one in parameters for rows in one.weights for row in rows for value in row]
        bias = widest(value for one in parameters for row in one.biases for value in row)
        node_width = max(NODE_WIDTH, bias + 2 * ROOM)
        inner = Box(AREA.left, AREA.bottom, AREA.right - NAME_ROOM, AREA.top)
        self.layout: Layout = lay_out(networks[0].sizes, inner, (widest(weights), highest(weights)), node_width)
        count = len(self.layout.neurons)
        self.neurons = VGroup(
            *(
                Node(Neuron(layer, j), box, layer_colour(layer, count))
                for layer, column in enumerate(self.layout.neurons)
                for j, box in enumerate(column)
            )
        )
        self.trunks = VGroup(
            *(Stroke(_point(start), _point(end), color=RULE, stroke_width=3) for start, end in self.layout.trunks)
        )
        self.names = VGroup()
        for name, box in zip(features, self.layout.neurons[0], strict=True):
            x, y = box.middle
            self.names.add(
                TextLine((fitted(name, node_width - 2 * ROOM, SMALL),), (x, below_middle(y, SMALL)), "center", SMALL)
            )
        for name, box in zip(outputs, self.layout.neurons[-1], strict=True):
            _, y = box.middle
            fits = fitted(name, NAME_ROOM - 0.15, SMALL)
            self.names.add(TextLine((fits,), (box.right + 0.15, below_middle(y, SMALL)), size=SMALL))
        self.largest = largest_of(networks, self._places)
        self.wires = Wires(self._draw(dict.fromkeys(self._places, 0.0), self.largest), networks)

    def edges_of(self, parameters: Parameters) -> VGroup:
        """Return new edges that look like those of the parameters, as wide as they are among themselves."""
        values = {place: parameters.weights[place.layer - 1][place.j][place.k].value for place in self._places}
        return VGroup(*self._draw(values, max(map(abs, values.values()))).values())

    def _draw(self, values: Mapping[Weight, float], largest: float) -> dict[Weight, Edge]:
        return {
            place: Edge(place, _point(wire.start), _point(wire.end), values[place], largest, BRIGHT)
            for place, wire in self._places.items()
        }

    def ring(self, place: tuple[int, int, int]) -> VMobject:
        """Return the ring that says: this weight (layer, j, k)."""
        layer, j, k = place
        box = self.layout.wires[layer][j][k].label
        width, height = box.right - box.left + 0.14, box.top - box.bottom + 0.14
        ring = RoundedRectangle(corner_radius=0.1, width=width, height=height, color=POINTER, stroke_width=3)
        return ring.move_to((*box.middle, 0.0))

    @property
    def _places(self) -> dict[Weight, Wire]:
        return {
            Weight(layer, j, k): wire
            for layer, rows in enumerate(self.layout.wires, start=1)
            for j, row in enumerate(rows)
            for k, wire in enumerate(row)
        }

    def labels(self, stages: Sequence[Parameters], signed: bool = False) -> list[Display]:
        """Return the labels of all weights and biases, at each stage those of its parameters."""
        shown = []
        for layer, rows in enumerate(self.layout.wires):
            for j, row in enumerate(rows):
                for k, wire in enumerate(row):
                    _, y = wire.label.middle
                    at = (wire.label.right, below_middle(y, LABEL_SIZE))
                    shown.append(_label([stage.weights[layer][j][k] for stage in stages], at, "right", signed))
                x, y = self.layout.neurons[layer + 1][j].middle
                at = (x, below_middle(y, LABEL_SIZE))
                shown.append(_label([stage.biases[layer][j] for stage in stages], at, "center", signed))
        return shown


def widest(readouts: Iterable[Readout]) -> float:
    """Return how wide a label gets at most, with a sign: figures are all as wide as each other."""
    return max(outline((MINUS, part)).width for part in _shapes(readouts)) * LABEL_SIZE


def highest(readouts: Iterable[Readout]) -> float:
    """Return how high a label gets at most: higher where it has a power of ten."""
    return max(outline((part,)).height for part in _shapes(readouts)) * LABEL_SIZE


def _shapes(readouts: Iterable[Readout]) -> list[Segment]:
    """Return labels without their signs, one of those that differ in nothing but their digits."""
    plain = (replace(readout, text=readout.text.removeprefix(MINUS)) for readout in readouts)
    shapes = {re.sub(r"\d", "0", readout.text): readout for readout in plain}
    return ["0.00", *shapes.values()]


def _label(readouts: Sequence[Readout], at: tuple[float, float], align: Align, signed: bool) -> Display:
    """Return a label: a weight, at its right end, has the colour of its sign; a bias, in the middle, has none."""
    colours = [TEXT if align == "center" else NEGATIVE if readout.value < 0 else POSITIVE for readout in readouts]
    lines: list[Line] = [("+", readout) if signed and readout.value > 0 else (readout,) for readout in readouts]
    return Display(lines, at, align, LABEL_SIZE, colours)


def _point(at: tuple[float, float]) -> np.ndarray:
    return np.array([*at, 0.0])


class AnswerTable(VGroup):
    """The rows of the data: `given` are their inputs and targets, `before` and `after` what the network says.

    `counts` below say how many are nearly right. Raises LessonError where there are more columns than can be read.
    """

    def __init__(self, table: Table, top: float) -> None:
        super().__init__()
        heads = (
            ("comes in", TEXT),
            ("should come out", POINTER),
            ("before training", QUIET),
            ("after training", OUTPUT),
        )
        parts = (table.inputs, table.targets, table.before, table.after)
        titles = [TextLine((head,), (0.0, top), "center", BODY, colour) for head, colour in heads]
        counts = [TextLine(line) for line in (table.before_count, table.after_count)]
        size, widths = self._fit(parts, titles, max(text.width_set for text in counts))
        pitch = min(ROW, (top - BOTTOM) / (len(table.inputs) + 1.1))
        last = top - (len(table.inputs) + 1.1) * pitch
        self.counts = VGroup()
        groups = []
        x = -(sum(widths) + 3 * APART) / 2
        self.rule = Stroke((x, top - 0.22, 0.0), (-x, top - 0.22, 0.0), color=RULE, stroke_width=2)
        below = (None, ("nearly right",), table.before_count, table.after_count)
        for part, heading, (_, colour), width, line in zip(parts, titles, heads, widths, below, strict=True):
            middle = x + width / 2
            group = VGroup(heading.shift((middle, 0.0, 0.0)))
            column = width / len(part[0])
            for i, row in enumerate(part):
                for j, value in enumerate(row):
                    at = (x + (j + 0.5) * column, top - (i + 1.1) * pitch)
                    group.add(TextLine((value,), at, "center", size, colour))
            if line:
                self.counts.add(TextLine(line, (middle, last), "center", BODY, QUIET))
            groups.append(group)
            x += width + APART
        inputs, targets, self.before, self.after = groups
        self.given = VGroup(inputs, targets, self.rule)

    @staticmethod
    def _fit(
        parts: Sequence[tuple[tuple[Readout, ...], ...]], titles: Sequence[TextLine], least: float
    ) -> tuple[float, list[float]]:
        """Return the size of the numbers, and how wide each part gets, the answers at least `least`."""
        for size in (HEAD, BODY, SMALL):
            widths = [
                max(
                    title.width_set,
                    least if index > 1 else 0.0,
                    len(part[0]) * (COLUMN_GAP + max(TextLine((v,), size=size).width_set for row in part for v in row)),
                )
                for index, (part, title) in enumerate(zip(parts, titles, strict=True))
            ]
            if sum(widths) + 3 * APART <= FRAME_WIDTH - 2 * MARGIN:
                return size, widths
        raise LessonError(TOO_WIDE)
