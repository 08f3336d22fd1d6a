"""A network drawn: neurons in columns, an edge for every weight, its sign and size in colour, dashes and width."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject

from mathnet import MLP
from scenes.mobjects.text import TextLine, below_middle
from scenes.storyboards.readout import Readout
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
ROUND = 0.46  # across a neuron that holds no value
MOST_PITCH = 1.25
LEAST_GAP = 0.1  # between the neurons of a column
THIN, THICK = 0.8, 5.0  # stroke widths of the smallest and the largest weight
FAINT, BRIGHT = 0.42, 1.0
DASH, DOT, HOLE = 0.07, 0.045, 0.06


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
        size = BODY if self.shape.height > NODE_HEIGHT - 0.05 else SMALL
        return TextLine((readout,), (x, below_middle(y, size)), "center", size, colour)

    def pointer(self) -> VMobject:
        """Return the ring that says: this one."""
        ring = self.shape.copy().set_fill(opacity=0).set_stroke(POINTER, 4)
        return ring.scale(1.12)


class Edge(VMobject):
    """A weight: red and whole where it is positive, blue and dashed where it is negative, wider where it is larger."""

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
    """The way of an error signal: purple and dotted, from the end of an edge back to its start; it covers the edge."""

    def __init__(self, edge: Edge) -> None:
        width = max(4.0, edge.get_stroke_width())
        cover = VMobject(stroke_color=BACKGROUND, stroke_width=width + 1)
        cover.set_points_as_corners([edge.end_point, edge.start_point])
        dots = VMobject(stroke_color=BACKWARD, stroke_width=width)
        draw_dashes(dots, edge.end_point, edge.start_point, DOT, HOLE)
        super().__init__(cover, dots)


def draw_dashes(line: VMobject, start: np.ndarray, end: np.ndarray, dash: float = DASH, hole: float = HOLE) -> None:
    """Give `line` the points of a dashed straight line: one mobject, not one a dash."""
    length = float(np.linalg.norm(end - start))
    direction = (end - start) / length
    for along in np.arange(0.0, length, dash + hole):
        line.start_new_path(start + direction * along)
        line.add_line_to(start + direction * min(along + dash, length))


class Diagram(VGroup):
    """`network` within `area`: `nodes[layer][neuron]`, layer 0 the input; `edges[layer][j][k]` as its weights.

    Without `values` to hold, neurons are round. An edge is as wide as its weight is large beside `largest`, by default
    the largest weight of this network.
    """

    def __init__(self, network: MLP, area: Area, values: bool = True, largest: float | None = None) -> None:
        super().__init__()
        self.network = network
        sizes = network.sizes
        pitch = min(MOST_PITCH, (area.top - area.bottom) / max(sizes))
        height = min(NODE_HEIGHT if values else ROUND, pitch - LEAST_GAP)
        width = NODE_WIDTH if values else height
        xs = np.linspace(area.left + width / 2, area.right - width / 2, len(sizes))
        self.columns = [float(x) for x in xs]
        self.pitch = pitch
        self.top = area.middle + pitch * max(sizes) / 2
        self.nodes = [
            [
                Node(x, area.middle + ((size - 1) / 2 - index) * pitch, height, layer_colour(layer, len(sizes)), width)
                for index in range(size)
            ]
            for layer, (x, size) in enumerate(zip(xs, sizes, strict=True))
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

    def layer_group(self, layer: int) -> VGroup:
        """Return the neurons of a layer, 0 the input."""
        return VGroup(*self.nodes[layer])

    def edges_into(self, layer: int) -> VGroup:
        """Return the edges into a layer, 1 the first that has any."""
        return VGroup(*(edge for row in self.edges[layer - 1] for edge in row))


def backdrop(shape: VMobject, margin: float = 0.0) -> VMobject:
    """Return a patch of background behind `shape`, for what must not be crossed by the lines below it."""
    width, height = shape.width + 2 * margin, shape.height + 2 * margin
    return RoundedRectangle(
        corner_radius=0.05, width=width, height=height, fill_color=BACKGROUND, fill_opacity=1, stroke_width=0
    ).move_to(shape)
