"""A network as it is seen in a film: the columns in view, and all that stands at them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np
from manim import Dot, ManimColor, VGroup, VMobject
from numpy.typing import NDArray

from mathnet import MLP
from scenes.layout.composition import Composition, Labels, Needs
from scenes.mobjects.diagram import FAINT, FAINTEST, Drawing, Edge, layer_colour
from scenes.mobjects.entrance import FeatureColumn, LayerHeads, width_of_features, width_of_heads, width_of_measured
from scenes.mobjects.light import Light
from scenes.mobjects.neurons import HIGH, NODE_HEIGHT, bias_line, width_for
from scenes.mobjects.text import TextLine, below_middle
from scenes.mobjects.typesetting import outline, widest
from scenes.storyboards.forward_pass import Feature, Scenery
from scenes.storyboards.parameters import Parameters
from scenes.storyboards.readout import Readout
from scenes.studies import Bias, Neuron, View, Weight
from scenes.style import BODY, NEGATIVE, NODE_FILL, POSITIVE, SMALL

ROOM_FOR_NAME = 0.46  # under a neuron
INSIDE = 0.16  # left and right of what stands in a labelled neuron, together
MOST_ROWS = 22  # weights between two layers, that labels may have room for
DOT, DOTS_APART, DIM = 0.075, 0.24, 0.25  # of the map: radius, distance, opacity of layers out of view


def needs_of(
    scenery: Scenery,
    values: tuple[Readout, ...],
    features: tuple[Feature, ...],
    unit: str,
    parameters: tuple[Parameters, ...],
) -> Needs:
    """Return how much room what stands at a network takes, with all that its neurons will ever hold."""
    width = width_for(values, scenery.cast.numbers.values())
    names = width_of_features(features, unit)
    labels = labels_of(values, parameters) if parameters else None
    measured = width_of_measured(features, unit)
    return Needs((width, NODE_HEIGHT), width_of_heads(scenery.heads), names, labels, measured)


def may_be_labelled(view: View) -> bool:
    """Whether the weights of a network are few enough to be written on it, if they aren't too wide."""
    return view.is_whole and max(before.size * after.size for before, after in pairwise(view.layers)) <= MOST_ROWS


def labels_of(values: tuple[Readout, ...], parameters: tuple[Parameters, ...]) -> Labels:
    """Return how large the parameters are as they are written on a network whose neurons hold these values."""
    weights = [readout for one in parameters for place, readout in one.items() if isinstance(place, Weight)]
    biases = [readout for one in parameters for place, readout in one.items() if isinstance(place, Bias)]
    label, value = widest((readout,) for readout in weights) * SMALL, widest((readout,) for readout in values) * BODY
    bias = widest(bias_line(readout) for readout in biases) * SMALL
    high = max(outline((readout,)).height * SMALL for readout in weights)
    return Labels((label, high), (max(value, bias) + INSIDE, HIGH))


def is_activation(number: Readout, place: Neuron) -> bool:
    """Whether a number is the activation of a neuron: in a trace, or with a weight turned."""
    return number.path.endswith((place.path("a"), f".activations[{place.layer - 1}][{place.j}]"))


@dataclass
class Seen:
    """What a film has shown at its network so far, in view or out of it: what neurons hold and in which colour, which
    layers show deltas, the features at the inputs; `parameters` are written on it where there is room.

    `light` is how bright activations are, None where neurons don't show that. `layer` is the one that is looked at,
    None for all: the edges into others are dim."""

    network: MLP
    parameters: Parameters
    values: dict[Neuron, tuple[Readout, str]] = field(default_factory=dict)
    marked: set[int] = field(default_factory=set)
    features: tuple[Feature, ...] = ()
    light: Light | None = None
    layer: int | None = None

    def fill(self, place: Neuron, colour: str) -> ManimColor:
        """Return the fill of a neuron, in a layer of this colour: as bright as its activation is strong."""
        held = self.values.get(place)
        if held is None or self.light is None or not is_activation(held[0], place):
            return ManimColor(NODE_FILL)
        return self.light.fill(held[0].value, colour)

    def is_off(self, place: Neuron) -> bool:
        """Whether a neuron passes nothing on: its activation, or its delta, is 0."""
        return place.layer > 0 and place in self.values and self.values[place][0].value == 0

    def is_pale(self, place: Weight) -> bool:
        """Whether an edge carries nothing, or is none of those that are looked at."""
        return self.is_off(place.start) or self.layer not in (None, place.layer)


class NetworkView(VGroup):
    """The columns of a `composition` in the `window`, with all that was `seen` there; `largest` is as in a Drawing.

    What comes onto the screen by itself (`values`, `marks`, `features`) is a part of the view, and not of the group.
    """

    def __init__(
        self, seen: Seen, scenery: Scenery, composition: Composition, window: range, unit: str, largest: float
    ) -> None:
        super().__init__()
        self.composition, self.window, self.unit = composition, window, unit
        cast = scenery.cast
        biased = [Neuron(place.layer, place.j) for place in self._written(seen.parameters) if isinstance(place, Bias)]
        columns = composition.columns(window)
        self.diagram = Drawing(seen.network, columns, cast.numbers, largest, composition.scale, biased)
        self.heads = LayerHeads(scenery.heads, self.diagram)
        self.names = {
            place: self.diagram.nodes[place].caption(name)
            for place, name in cast.outputs.items()
            if place in self.diagram.nodes and self._room_below(place.layer) >= ROOM_FOR_NAME
        }
        self.labels = self.label(seen.parameters)
        self.map = VGroup() if composition.is_whole else layer_map(composition, window)
        self.add(self.diagram, self.heads, *self.names.values(), *self.labels.values(), self.map)
        self.values = {
            place: self.value(place, *held) for place, held in seen.values.items() if place in self.diagram.nodes
        }
        self.seen = seen
        for place in self.diagram.nodes:
            self.paint(place)
        self.marks = {layer: self.heads.mark(layer) for layer in seen.marked if layer in self.diagram.layout}
        self.features: dict[Neuron, VGroup] = {}
        if seen.features and 0 in window:
            self.enter(seen.features)

    def enter(self, features: tuple[Feature, ...]) -> FeatureColumn:
        """Return the features for beside the inputs."""
        composition = self.composition
        left = None if composition.names_above and composition.is_labelled else composition.box.left
        features = tuple(feature for feature in features if feature.place in self.diagram.nodes)
        column = FeatureColumn(features, self.diagram, self.unit, left, composition.names_above)
        self.features = {feature.place: row for feature, row in zip(features, column.rows, strict=True)}
        return column

    def paint(self, place: Neuron) -> None:
        """Let a neuron look like what it holds, and what leaves it paler where that is nothing."""
        node = self.diagram.nodes[place]
        node.hold(self.seen.fill(place, node.colour), self.seen.is_off(place))
        for weight, edge in self.leaving(place):
            edge.set_stroke(opacity=FAINTEST if self.seen.is_pale(weight) else FAINT)

    def painting(self, place: Neuron) -> list[Any]:
        """Return the animations of `paint`, of what changes in it."""
        node, held = self.diagram.nodes[place], self.seen.fill(place, self.diagram.nodes[place].colour)
        return [node.animate.hold(held, self.seen.is_off(place)), *self._edges_painting(place)]

    def _edges_painting(self, place: Neuron) -> list[Any]:
        edges = [(edge, FAINTEST if self.seen.is_pale(weight) else FAINT) for weight, edge in self.leaving(place)]
        return [edge.animate.set_stroke(opacity=pale) for edge, pale in edges if edge.get_stroke_opacity() != pale]

    def dimming(self) -> list[Any]:
        """Return the animations in which edges become as pale as they are."""
        return [part for place in self.diagram.nodes for part in self._edges_painting(place)]

    def way_along(self, place: Weight) -> dict[str, NDArray[np.float64]]:
        """Return where an activation that goes along an edge leaves it, by its path; so does a weight in its middle."""
        paths = [place.start.path("a"), *([] if place in self.labels else [place.path()])]
        return dict.fromkeys(paths, self.diagram.edges[place].end_point)

    def leaving(self, place: Neuron) -> list[tuple[Weight, Edge]]:
        return [(weight, edge) for weight, edge in self.diagram.edges.items() if weight.start == place]

    def value(self, place: Neuron, readout: Readout, colour: str) -> TextLine:
        return self.diagram.nodes[place].value(readout, colour)

    def label(self, parameters: Parameters) -> dict[Weight | Bias, TextLine]:
        """Return the texts of weights and biases where they are written on the network."""
        return {place: self._label(place, readout) for place, readout in self._written(parameters).items()}

    def _written(self, parameters: Parameters) -> Parameters:
        return parameters if self.composition.is_labelled else {}

    def _label(self, place: Weight | Bias, readout: Readout) -> TextLine:
        if isinstance(place, Bias):
            return self.diagram.nodes[Neuron(place.layer, place.j)].bias(readout)
        size = SMALL * self.composition.scale
        box = self.diagram.layout.wires[place].label
        colour = NEGATIVE if readout.value < 0 else POSITIVE
        return TextLine((readout,), (box.right, below_middle(box.middle[1], size)), "right", size, colour)

    def _room_below(self, layer: int) -> float:
        """Return how far the neurons of a layer are apart."""
        boxes = list(self.diagram.layout.column(layer).neurons.values())
        return min((above.bottom - below.top for above, below in pairwise(boxes)), default=ROOM_FOR_NAME)

    def pieces(self) -> Iterator[tuple[object, VMobject]]:
        """Yield all that moves with the window, from behind, after what it is, which is the same in each window."""
        kinds: dict[str, Mapping[Any, VMobject]] = {
            "edge": self.diagram.edges,
            "node": self.diagram.nodes,
            "gap": self.diagram.gaps,
            "head": self.heads.heads,
            "name": self.names,
            "label": self.labels,
            "value": self.values,
            "mark": self.marks,
            "feature": self.features,
        }
        for kind, parts in kinds.items():
            for place, part in parts.items():
                yield (kind, place), part


def layer_map(composition: Composition, window: range) -> VGroup:
    """Return a dot for each layer of the network, under the right end of its box: bright are those in view."""
    box, count = composition.box, composition.layers
    left = box.right - (count - 1) * DOTS_APART - DOT
    return VGroup(
        *(
            Dot(
                (left + layer * DOTS_APART, box.bottom - 0.3, 0.0),
                radius=DOT,
                color=layer_colour(layer, count),
                fill_opacity=1.0 if layer in window else DIM,
            )
            for layer in range(count)
        )
    )
