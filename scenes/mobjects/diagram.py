"""A network drawn: neurons in columns, an edge for every weight, its sign and size in colour, dashes and width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject

from mathnet import MLP
from scenes.lessons import LessonError
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.readout import Name, Readout
from scenes.style import (
    BACKGROUND,
    BACKWARD,
    BODY,
    HIDDEN,
    INPUT,
    NEGATIVE,
    NODE_FILL,
    OUTPUT,
    POINTER,
    POSITIVE,
    SMALL,
    TEXT,
)

NODE_WIDTH = 1.02  # room for −12.34
NODE_HEIGHT = 0.6
SIDES = 0.26  # what is left free beside a value, both sides together
ROUND = 0.46  # across a neuron that holds no value
MOST_PITCH = 1.8
BESIDE = 0.35  # what an output's name may take up right of its neuron
MOST_WITH_VALUES, MOST_ROUND = 10, 32  # neurons that a column has room for
MOST_HIDDEN = 8  # layers
FILLED = 0.84  # share of a column that its neurons take up at most
THIN, THICK = 0.8, 5.0  # stroke widths of the smallest and the largest weight
FAINT, BRIGHT = 0.42, 1.0
DASH, DOT, HOLE = 0.07, 0.045, 0.06
CLEAR = 0.1  # between a dotted way and a neuron


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the frame, in scene units."""

    left: float
    right: float
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def layer_colour(layer: int, layers: int) -> str:
    """Return the colour of a layer, counted from 0, the input, of `layers` in all."""
    if layer == 0:
        return INPUT
    return OUTPUT if layer == layers - 1 else HIDDEN


class Node(VGroup):
    """A neuron; it may hold the text of its value."""

    def __init__(self, x: float, y: float, height: float, colour: str, width: float = NODE_WIDTH) -> None:
        super().__init__()
        self.colour = colour
        self.shape = RoundedRectangle(
            corner_radius=min(height, width, NODE_HEIGHT) / 2 - 1e-3,
            width=width,
            height=height,
            color=colour,
            fill_color=NODE_FILL,
            fill_opacity=1,
            stroke_width=2.5,
        ).move_to((x, y, 0.0))
        self.add(self.shape)

    def value(self, readout: Readout, colour: str = TEXT) -> TextLine:
        """Return the text of a value, placed in the middle of the neuron (not added to it)."""
        x, y, _ = self.shape.get_center()
        size = BODY if self.shape.height > NODE_HEIGHT - 0.05 and not is_wide(readout) else SMALL
        return TextLine((readout,), (x, below_middle(y, size)), "center", size, colour)

    def caption(self, name: Name) -> TextLine:
        """Return a name to stand under an output neuron; to its left edges come in, to its right there is room."""
        x, y = self.shape.get_left()[0] + 0.05, self.shape.get_bottom()[1]
        return TextLine((fitted(name, self.shape.width + BESIDE, SMALL),), (x, y - 0.27), "left", SMALL, self.colour)

    def pointer(self) -> VMobject:
        """Return the ring that says: this one."""
        ring = self.shape.copy().set_fill(opacity=0).set_stroke(POINTER, 4)
        return ring.scale(1.12)


def is_wide(readout: Readout) -> bool:
    """Whether a value is set smaller, since it is wider than neurons usually are."""
    return outline((readout,)).width * BODY + SIDES > NODE_WIDTH


def width_for(readouts: Iterable[Readout]) -> float:
    """Return how wide neurons must be to hold any of these."""
    return max([NODE_WIDTH, *(outline((readout,)).width * SMALL + SIDES for readout in readouts if is_wide(readout))])


class Edge(VMobject):
    """A weight: red and solid where it is positive, blue and dashed where it is negative, wider where it is larger."""

    def __init__(self, start: np.ndarray, end: np.ndarray, weight: float, largest: float, opacity: float) -> None:
        super().__init__(stroke_opacity=opacity)
        self.start_point, self.end_point = start, end
        self.largest = largest
        self.negative: bool | None = None
        self.carry(weight)

    def carry(self, weight: float) -> None:
        """Look like the edge of `weight`; drawn anew only where its sign is another."""
        self.stroke_width = THIN + (THICK - THIN) * (abs(weight) / self.largest if self.largest else 0.0)
        if self.negative == (weight < 0):
            return
        self.negative = weight < 0
        self.set_stroke(NEGATIVE if self.negative else POSITIVE)
        if self.negative:
            self.clear_points()
            draw_dashes(self, self.start_point, self.end_point)
        else:
            self.set_points_as_corners([self.start_point, self.end_point])


class BackwardEdge(VGroup):
    """The way of an error signal: purple and dotted, from the end of an edge back to its start; it covers the edge.

    `share` from 0 to 1 is how wide it is; it stops short of the neurons, whose rings it must not cover.
    """

    def __init__(self, edge: Edge, share: float = 0.5) -> None:
        way = edge.start_point - edge.end_point
        way = way / np.linalg.norm(way)
        start, end = edge.end_point + CLEAR * way, edge.start_point - CLEAR * way
        width = THIN + 1.5 + (THICK - THIN) * share
        cover = VMobject(stroke_color=BACKGROUND, stroke_width=max(width, edge.get_stroke_width()) + 1)
        cover.set_points_as_corners([start, end])
        dots = VMobject(stroke_color=BACKWARD, stroke_width=width)
        draw_dashes(dots, start, end, DOT, HOLE)
        super().__init__(cover, dots)


def draw_dashes(line: VMobject, start: np.ndarray, end: np.ndarray, dash: float = DASH, hole: float = HOLE) -> None:
    """Give `line` the points of a dashed straight line: one mobject, not one a dash."""
    length = float(np.linalg.norm(end - start))
    direction = (end - start) / length
    for along in np.arange(0.0, length, dash + hole):
        line.start_new_path(start + direction * along)
        line.add_line_to(start + direction * min(along + dash, length))


def check_sizes(sizes: tuple[int, ...], values: bool) -> None:
    """Raise LessonError for a network of more neurons than can be drawn, with `values` to hold or without."""
    most = MOST_WITH_VALUES if values else MOST_ROUND
    if max(sizes) > most or len(sizes) - 2 > MOST_HIDDEN:
        raise LessonError(
            f"this film is for networks of up to {MOST_HIDDEN} hidden layers and {most} neurons a layer: "
            f"this one is {'-'.join(map(str, sizes))}."
        )


class Diagram(VGroup):
    """`network` within `area`: `nodes[layer][neuron]`, layer 0 the input; `edges[layer][j][k]` as its weights.

    Neurons are `width` wide; without `values` to hold they are round. An edge is as wide as its weight is large beside
    `largest`, by default the largest weight of this network. Raises LessonError for more neurons than can be drawn.
    """

    def __init__(
        self, network: MLP, area: Area, values: bool = True, largest: float | None = None, width: float = NODE_WIDTH
    ) -> None:
        super().__init__()
        self.network = network
        sizes = network.sizes
        check_sizes(sizes, values)
        # a column of few neurons is spread wider, so that its neurons are told apart from afar
        self.pitches = [min(MOST_PITCH, (area.top - area.bottom) / size) for size in sizes]
        height = min(NODE_HEIGHT if values else ROUND, FILLED * min(self.pitches))
        width = width if values else height
        self.width_of_node = width
        xs = np.linspace(area.left + width / 2, area.right - width / 2, len(sizes))
        self.columns = [float(x) for x in xs]
        self.top = area.middle + max(pitch * size for pitch, size in zip(self.pitches, sizes, strict=True)) / 2
        self.nodes = [
            [
                Node(x, area.middle + ((size - 1) / 2 - index) * pitch, height, layer_colour(layer, len(sizes)), width)
                for index in range(size)
            ]
            for layer, (x, size, pitch) in enumerate(zip(xs, sizes, self.pitches, strict=True))
        ]
        self.largest = largest or max(abs(w) for layer in network.layers for row in layer.weights for w in row)
        self.edges = [
            [[self.edge(layer, j, k, FAINT) for k in range(inputs)] for j in range(outputs)]
            for layer, (inputs, outputs) in enumerate(pairwise(sizes))
        ]
        self.add(*(edge for layer in self.edges for row in layer for edge in row))
        self.add(*(node for layer in self.nodes for node in layer))

    def edge(self, layer: int, j: int, k: int, opacity: float = BRIGHT) -> Edge:
        """Return a new drawing of the edge of weights[j][k] of `layer`."""
        start = self.nodes[layer][k].shape.get_right()
        end = self.nodes[layer + 1][j].shape.get_left()
        return Edge(start, end, self.network.layers[layer].weights[j][k], self.largest, opacity)

    @property
    def all_edges(self) -> list[Edge]:
        return [edge for layer in self.edges for row in layer for edge in row]

    def edges_into(self, layer: int) -> VGroup:
        """Return the edges into a layer, 1 the first that has any."""
        return VGroup(*(edge for row in self.edges[layer - 1] for edge in row))
