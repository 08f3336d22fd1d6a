"""A network drawn: neurons in columns, an edge for every weight, its sign and size in colour, dashes and width."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
from manim import Animation, Create, VGroup, VMobject

from mathnet import MLP
from scenes.layout.boxes import Box
from scenes.layout.columns import Column, Columns, lay_out_columns
from scenes.lessons import LessonError
from scenes.mobjects.neurons import NODE_HEIGHT, VALUE_ABOVE, Node, width_of_numbers
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.storyboards.readout import Name, Readout
from scenes.studies import LayerView, Neuron, Weight
from scenes.style import (
    BACKGROUND,
    BACKWARD,
    HEAD,
    HIDDEN,
    INPUT,
    NEGATIVE,
    OUTPUT,
    POSITIVE,
    SMALL,
)

MOST_HIDDEN = 8  # layers
ROUND = 0.62  # across a neuron that holds no value
THIN, THICK = 0.8, 5.0  # stroke widths of the smallest and the largest weight
WIDEST = 9.0  # that of the largest gradient
FAINTEST, FAINT, BRIGHT = 0.14, 0.42, 1.0  # opacity of an edge that carries nothing, of others, of one pointed at
DASH, DOT, HOLE = 0.07, 0.045, 0.06
CLEAR = 0.1  # between a dotted way and a neuron


def layer_colour(layer: int, layers: int) -> str:
    """Return the colour of a layer, counted from 0, the input, of `layers` in all."""
    if layer == 0:
        return INPUT
    return OUTPUT if layer == layers - 1 else HIDDEN


class Edge(VMobject):
    """A weight: red and solid where it is positive, blue and dashed where it is negative, wider where it is larger.

    `place` is None for an edge of no network, as in a legend.
    """

    def __init__(
        self,
        place: Weight | None,
        start: np.ndarray,
        end: np.ndarray,
        weight: float,
        largest: float,
        opacity: float,
    ) -> None:
        super().__init__(stroke_opacity=opacity)
        self.place = place
        self.start_point, self.end_point = start, end
        self.largest = largest
        self.negative: bool | None = None
        self.carry(weight)

    def carry(self, weight: float) -> None:
        """Look like the edge of `weight`; drawn anew only where its sign is another."""
        self.weight = weight
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


class Turning(Animation):
    """An edge becomes that of another `weight`: where the sign changes, it does so where it is thinnest."""

    def __init__(self, edge: Edge, weight: float, **settings: Any) -> None:
        self.edge, self.old, self.new = edge, edge.weight, weight
        super().__init__(edge, **settings)

    def interpolate_mobject(self, alpha: float) -> None:
        self.edge.carry((1 - alpha) * self.old + alpha * self.new)


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
        self.place, self.dots = edge.place, dots


class CreateBack(Create):
    """An edge comes on from its end to its start."""

    def _get_bounds(self, alpha: float) -> tuple[float, float]:
        return 1 - alpha, 1.0


class GradientLine(VGroup):
    """A gradient, or a step, along an edge: purple and solid, as wide as its `share` of the largest, from 0 to 1."""

    def __init__(self, edge: Edge, share: float) -> None:
        way = edge.end_point - edge.start_point
        way = CLEAR * way / np.linalg.norm(way)
        width = THIN + (WIDEST - THIN) * share
        cover, line = VMobject(), VMobject()
        for one, colour, wide in (
            (cover, BACKGROUND, max(width, edge.get_stroke_width()) + 1),
            (line, BACKWARD, width),
        ):
            one.set_stroke(colour, wide).set_points_as_corners([edge.start_point + way, edge.end_point - way])
        super().__init__(cover, line)
        self.place, self.line = edge.place, line


def draw_dashes(line: VMobject, start: np.ndarray, end: np.ndarray, dash: float = DASH, hole: float = HOLE) -> None:
    """Give `line` the points of a dashed straight line: one mobject, not one a dash."""
    length = float(np.linalg.norm(end - start))
    direction = (end - start) / length
    for along in np.arange(0.0, length, dash + hole):
        line.start_new_path(start + direction * along)
        line.add_line_to(start + direction * min(along + dash, length))


def check_depth(sizes: tuple[int, ...]) -> None:
    """Raise LessonError for a network of more layers than can stand beside each other."""
    if len(sizes) - 2 > MOST_HIDDEN:
        raise LessonError(
            f"this film is for networks of up to {MOST_HIDDEN} hidden layers: this one is {'-'.join(map(str, sizes))}."
        )


class Drawing(VGroup):
    """What is seen of `network` in a `layout`: its `nodes` and `edges` by the place that each shows.

    Neurons in layers that are drawn in part show their `numbers`, and have a ⋮ among them, in `gaps` by layer. An edge
    is as wide as its weight is large beside `largest`, which is the largest weight drawn unless another is given. In
    the neurons that are `biased` there is room for their biases.
    """

    def __init__(
        self,
        network: MLP,
        layout: Columns,
        numbers: Mapping[Neuron, Readout],
        largest: float | None = None,
        scale: float = 1.0,
        biased: Collection[Neuron] = (),
    ) -> None:
        super().__init__()
        self.network, self.layout = network, layout
        count = len(network.layers) + 1
        self.nodes: dict[Neuron, Node] = {}
        for layer, column in layout.numbered():
            for j, box in column.neurons.items():
                place = Neuron(layer, j)
                above = VALUE_ABOVE * scale if place in biased else 0.0
                self.nodes[place] = Node(place, box, layer_colour(layer, count), numbers.get(place), scale, above)
        self.gaps = {
            layer: _dots(column, layer_colour(layer, count))
            for layer, column in layout.numbered()
            if column.gap is not None
        }
        places = list(layout.weights())
        self.largest = largest or max(abs(self.weight(place)) for place in places) or 1.0
        self.edges = {place: self.edge(place, FAINT) for place in places}
        self.add(*self.edges.values(), *self.nodes.values(), *self.gaps.values())

    def weight(self, place: Weight) -> float:
        return self.network.layers[place.layer - 1].weights[place.j][place.k]

    def column(self, layer: int) -> list[Node]:
        """Return the neurons drawn of a layer, from above."""
        return [node for place, node in self.nodes.items() if place.layer == layer]

    def parts(self, layer: int) -> list[VGroup]:
        """Return all that stands in a layer's column: its neurons, and the ⋮ for those that aren't drawn."""
        return [*self.column(layer), *([self.gaps[layer]] if layer in self.gaps else [])]

    def edge(self, place: Weight, opacity: float = BRIGHT) -> Edge:
        """Return a new drawing of the edge of a weight."""
        start, end = (np.array([*point, 0.0]) for point in self.layout.ends(place))
        return Edge(place, start, end, self.weight(place), self.largest, opacity)

    def edges_into(self, layer: int) -> VGroup:
        """Return the edges into a layer, 1 the first that has any."""
        return VGroup(*(edge for place, edge in self.edges.items() if place.layer == layer))

    def names_beside(self, names: Mapping[Neuron, Name], side: int, room: float) -> VGroup:
        """Return names to the left (side −1) or right (side 1) of their neurons, each at most `room` wide.

        There are none where the neurons are closer together than lines can be.
        """
        group = VGroup()
        for place, name in names.items():
            if self.layout.column(place.layer).pitch < 1.1 * SMALL:
                return VGroup()
            x, y, _ = self.nodes[place].shape.get_center()
            at = (x + side * (self.nodes[place].shape.width / 2 + 0.15), below_middle(y, SMALL))
            group.add(TextLine((fitted(name, room, SMALL),), at, "left" if side > 0 else "right", SMALL))
        return group


def _dots(column: Column, colour: str) -> TextLine:
    """Return the ⋮ in the gap of a column."""
    assert column.gap is not None
    x, y = column.gap.middle
    size = HEAD if column.pitch > 1.1 * SMALL else SMALL
    return TextLine(("⋮",), (x, below_middle(y, size)), "center", size, colour)


class Diagram(Drawing):
    """As much of `network` within `area` as `layers` show.

    Neurons are `width` wide; None makes them round, to hold no value.
    """

    def __init__(
        self,
        network: MLP,
        layers: Sequence[LayerView],
        area: Box,
        numbers: Mapping[Neuron, Readout],
        width: float | None = None,
    ) -> None:
        if width is None and numbers:
            width = max(ROUND, width_of_numbers(numbers.values()))
        layout = lay_out_columns(layers, area, ROUND if width is None else NODE_HEIGHT, width)
        super().__init__(network, layout, numbers)
