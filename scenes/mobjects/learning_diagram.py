"""A network that learns: its edges follow their weights."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from manim import VGroup

from mathnet import MLP
from scenes.layout.boxes import Box
from scenes.mobjects.advance import Follower
from scenes.mobjects.diagram import Diagram, Edge
from scenes.mobjects.text import TextLine
from scenes.storyboards.reading import Cast
from scenes.studies import LayerView, Weight
from scenes.style import FRAME_WIDTH, MARGIN, QUIET, SMALL

OPACITY = 0.8
ROOM_FOR_NAMES = 1.5
LINE = 0.3  # room for one, below the network
LEFT_END = MARGIN - FRAME_WIDTH / 2


class Wires(Follower):
    """The `edges` of a network's weights, at each stage those of its `networks`."""

    def __init__(self, edges: dict[Weight, Edge], networks: Sequence[MLP]) -> None:
        super().__init__(*edges.values())
        self.drawn, self.networks = edges, networks
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        layers = self.networks[stage].layers
        for place, edge in self.drawn.items():
            edge.carry(layers[place.layer - 1].weights[place.j][place.k])


class LearningDiagram(Diagram):
    """A diagram whose edges, its `wires`, are drawn by themselves: add them after it.

    `names` are those beside its inputs and outputs, and what is to be said of layers that are drawn in part.
    """

    def __init__(self, networks: Sequence[MLP], layers: Sequence[LayerView], cast: Cast, area: Box) -> None:
        bottom = area.bottom + (LINE if cast.choice else 0.0)
        super().__init__(networks[0], layers, Box(area.left, bottom, area.right, area.top), cast.numbers)
        self.largest = largest_of(networks, self.edges)
        self.wires = Wires({place: self.edge(place, OPACITY) for place in self.edges}, networks)
        self.remove(*self.edges.values())
        self.names = VGroup(
            self.names_beside(cast.features, -1, ROOM_FOR_NAMES),
            self.names_beside(cast.outputs, 1, ROOM_FOR_NAMES),
            *(
                TextLine(part, (column.middle, self.layout.top + 0.12), "center", SMALL, QUIET)
                for part, column in zip(cast.parts, self.layout.layers, strict=True)
            ),
            TextLine(cast.choice, (LEFT_END, area.bottom - 0.05), size=SMALL, colour=QUIET),
        )


def largest_of(networks: Sequence[MLP], places: Iterable[Weight]) -> float:
    """Return the largest magnitude of a weight in any of the networks, so that widths are comparable among them."""
    drawn = list(places)
    return max(abs(network.layers[w.layer - 1].weights[w.j][w.k]) for network in networks for w in drawn)
