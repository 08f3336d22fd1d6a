"""As much of a network as can be read with every weight on its edge, under its own places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from manim import VGroup, VMobject

from mathnet import MLP, Layer
from scenes.lessons import LessonError
from scenes.mobjects.diagram import Edge
from scenes.mobjects.labelled_network import LabelledNetwork
from scenes.mobjects.neurons import Node
from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import Name, Readout, say
from scenes.storyboards.weight_tables import Parameters
from scenes.studies import LayerView, Neuron, Weight
from scenes.style import CAPITAL_PER_EM, QUIET, SMALL

MOST_HIDDEN = 2  # layers: more columns of neurons and labels are wider than the frame
INSIDE = 0.1  # from the upper end of a neuron to its number
ROOM = 0.3  # that a number takes up above a bias, and the same below it


def check_readable(sizes: tuple[int, ...]) -> None:
    """Raise LessonError for a network of more layers than can be written on."""
    if len(sizes) - 2 > MOST_HIDDEN:
        raise LessonError(
            f"this film is for networks of up to {MOST_HIDDEN} hidden layers, so that their weights can be read: this "
            f"one is {'-'.join(map(str, sizes))}."
        )


class ComparedNetwork(LabelledNetwork):
    """The neurons that `layers` show of the `networks`; `parameters`, `features` and `outputs` are theirs alone.

    Hidden neurons show their `numbers` where they are high enough for them, inputs where their names are cut alike.
    """

    def __init__(
        self,
        networks: Sequence[MLP],
        parameters: Sequence[Parameters],
        features: Sequence[Name],
        outputs: Sequence[Name],
        layers: Sequence[LayerView],
        numbers: Mapping[Neuron, Readout],
    ) -> None:
        self.shown = [layer.shown for layer in layers]
        super().__init__([part_of(network, self.shown) for network in networks], parameters, features, outputs)
        self._name_places(self.wires)
        for node in self.neurons:
            assert isinstance(node, Node)
            node.place = Neuron(node.place.layer, self.shown[node.place.layer][node.place.j])
            number = numbers.get(node.place) if node.place.layer else None
            if number is not None and node.shape.height >= 2 * (ROOM + INSIDE):
                x, top, _ = node.shape.get_top()
                at = (x, top - INSIDE - CAPITAL_PER_EM * SMALL)
                self.names.add(TextLine((number,), at, "center", SMALL, QUIET))

        self._number_inputs([numbers[Neuron(0, k)] for k in self.shown[0]])

    def _number_inputs(self, numbers: Sequence[Readout]) -> None:
        """Write numbers in place of the names of inputs where, cut to their neurons, several are alike."""
        names = [name for name in self.names[: len(numbers)] if isinstance(name, TextLine)]
        if len({say(name.line) for name in names}) == len(names):
            return
        for name, number in zip(names, numbers, strict=True):
            new = TextLine((number,), (name.get_x(), name.baseline), "center", SMALL)
            self.names.submobjects[self.names.submobjects.index(name)] = new

    def _name_places(self, edges: VGroup) -> None:
        """Let edges, which were drawn of a part of the network, be those of the whole one."""
        for edge in edges:
            assert isinstance(edge, Edge)
            assert edge.place is not None
            layer, j, k = edge.place.layer, edge.place.j, edge.place.k
            edge.place = Weight(layer, self.shown[layer][j], self.shown[layer - 1][k])

    def edges_of(self, parameters: Parameters) -> VGroup:
        edges = super().edges_of(parameters)
        self._name_places(edges)
        return edges

    def ring(self, place: tuple[int, int, int]) -> VMobject:
        layer, j, k = place
        return super().ring((layer, self.shown[layer + 1].index(j), self.shown[layer].index(k)))


def part_of(network: MLP, shown: Sequence[Sequence[int]]) -> MLP:
    """Return the weights between the neurons shown, as a network, which is there for its weights alone."""
    layers = [
        Layer([[layer.weights[j][k] for k in before] for j in after], [layer.biases[j] for j in after], "identity")
        for layer, before, after in zip(network.layers, shown, shown[1:], strict=False)
    ]
    return MLP(layers, "half-squared-error")
