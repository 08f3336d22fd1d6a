"""A network that learns: its edges follow their weights."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VGroup

from mathnet import MLP
from scenes.mobjects.advance import Follower
from scenes.mobjects.diagram import Area, Diagram, Edge, Node
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.storyboards.readout import Name
from scenes.style import SMALL

OPACITY = 0.8


class Wires(Follower):
    """The `edges` of a network, in the order of its weights, at each stage those of its `networks`."""

    def __init__(self, edges: Sequence[Edge], networks: Sequence[MLP]) -> None:
        super().__init__(*edges)
        self.stages = [weights_of(network) for network in networks]
        self.drawn = edges
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        for edge, weight in zip(self.drawn, self.stages[stage], strict=True):
            edge.carry(weight)


class LearningDiagram(Diagram):
    """A diagram whose edges, its `wires`, are drawn by themselves: add them after it."""

    def __init__(self, networks: Sequence[MLP], area: Area) -> None:
        super().__init__(networks[0], area, values=False)
        self.largest = largest_of(networks)
        edges = [
            self.edge(layer, j, k, OPACITY)
            for layer, rows in enumerate(self.edges)
            for j, row in enumerate(rows)
            for k in range(len(row))
        ]
        self.wires = Wires(edges, networks)
        self.remove(*(edge for edge in self.submobjects if isinstance(edge, Edge)))


def weights_of(network: MLP) -> list[float]:
    return [weight for layer in network.layers for row in layer.weights for weight in row]


def largest_of(networks: Sequence[MLP]) -> float:
    """Return the largest magnitude of a weight in any of the networks, so that widths are comparable among them."""
    return max(abs(weight) for network in networks for weight in weights_of(network))


def names_beside(names: Sequence[Name], column: Sequence[Node], side: int, room: float, size: float = SMALL) -> VGroup:
    """Return the names of neurons to their left (side −1) or right (side 1), each at most `room` wide.

    There are none where the neurons are closer together than lines can be.
    """
    group = VGroup()
    if len(column) > 1 and column[0].shape.get_y() - column[1].shape.get_y() < 1.1 * size:
        return group
    for name, node in zip(names, column, strict=True):
        x, y, _ = node.shape.get_center()
        at = (x + side * (node.shape.width / 2 + 0.15), below_middle(y, size))
        group.add(TextLine((fitted(name, room, size),), at, "left" if side > 0 else "right", size))
    return group
