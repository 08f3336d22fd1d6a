"""A network that learns: its edges follow their weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from manim import VGroup

from mathnet import MLP
from scenes.layout.boxes import Box
from scenes.mobjects.advance import Follower
from scenes.mobjects.diagram import ROUND, Diagram, Edge
from scenes.mobjects.neurons import width_of_numbers
from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.reading import Cast, Values
from scenes.storyboards.readout import Line
from scenes.studies import LayerView, Weight
from scenes.style import QUIET, SMALL

OPACITY = 0.95  # of the edge of the largest weight
FAINT = 0.4  # of one whose weight is 0
ROOM_FOR_NAMES = 1.65
LINE = 0.3  # room for one, below the network
APART = 0.15  # what is written above two columns
EDGE = 0.4  # at least, from neuron to neuron
PITCH = 0.38  # at least, of neurons with numbers
NARROW = 0.42  # of a step, a neuron where there is no more room


class Wires(Follower):
    """The `edges` of a network's weights, at each stage those of its `networks`: the larger, the wider and clearer."""

    def __init__(self, edges: dict[Weight, Edge], networks: Sequence[MLP]) -> None:
        super().__init__(*edges.values())
        self.drawn, self.networks = edges, networks
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        layers = self.networks[stage].layers
        for place, edge in self.drawn.items():
            weight = layers[place.layer - 1].weights[place.j][place.k]
            edge.carry(weight)
            share = min(1.0, abs(weight) / edge.largest) if edge.largest else 0.0
            edge.set_stroke(opacity=FAINT + (OPACITY - FAINT) * share)


class LearningDiagram(Diagram):
    """A diagram whose edges, its `wires`, are drawn by themselves: add them after it.

    `names` are those beside its inputs and outputs, and what is to be said of layers that are drawn in part: of each,
    or where their columns are too close for that, of all, in `drawn`. How they were chosen is said from `left` on. The
    more layers, the narrower are the neurons.
    """

    def __init__(
        self,
        networks: Sequence[MLP],
        layers: Sequence[LayerView],
        cast: Cast,
        drawn: Line,
        area: Box,
        left: float,
    ) -> None:
        within = Box(area.left, area.bottom + (LINE if cast.choice else 0.0), area.right, area.top)
        numbers, width = what_fits(cast.numbers, within, layers)
        super().__init__(networks[0], layers, within, numbers, width)
        self.largest = largest_of(networks, self.edges)
        self.wires = Wires({place: self.edge(place, OPACITY) for place in self.edges}, networks)
        self.remove(*self.edges.values())
        self.names = VGroup(
            self.names_beside(cast.features, -1, ROOM_FOR_NAMES),
            self.names_beside(cast.outputs, 1, ROOM_FOR_NAMES),
            *self._parts(cast, drawn),
            TextLine(cast.choice, (left, area.bottom - 0.05), size=SMALL, colour=QUIET),
        )

    def _parts(self, cast: Cast, drawn: Line) -> list[TextLine]:
        """Return how many neurons of how many are drawn, above the columns, or all of them."""
        y, columns = self.layout.top + 0.12, self.layout.layers
        step = columns[1].middle - columns[0].middle
        if max(outline(part).width for part in cast.parts) * SMALL < step - APART:
            pairs = zip(cast.parts, columns, strict=True)
            return [TextLine(part, (column.middle, y), "center", SMALL, QUIET) for part, column in pairs]
        return [TextLine(drawn, ((columns[0].middle + columns[-1].middle) / 2, y), "center", SMALL, QUIET)]


def what_fits(numbers: Values, area: Box, layers: Sequence[LayerView]) -> tuple[Values, float | None]:
    """Return the numbers of neurons that there is room for, and how wide neurons are (None: round, as usual)."""
    steps, slots = len(layers) - 1, max(layer.count + (layer.gap is not None) for layer in layers)
    wide = width_of_numbers(numbers.values()) if numbers else ROUND
    if (area.width - wide) / steps >= wide + EDGE and area.height / slots >= PITCH:
        return numbers, None
    if (area.width - ROUND) / steps >= ROUND + EDGE:
        return {}, None
    return {}, NARROW * area.width / (steps + NARROW)


def largest_of(networks: Sequence[MLP], places: Iterable[Weight]) -> float:
    """Return the largest magnitude of a weight in any of the networks, so that widths are comparable among them."""
    drawn = list(places)
    return max(abs(network.layers[w.layer - 1].weights[w.j][w.k]) for network in networks for w in drawn)
