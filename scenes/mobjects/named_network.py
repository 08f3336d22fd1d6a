"""A network as a whole, with what goes in and comes out; where there is room for them, with all its numbers."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VGroup

from mathnet import MLP
from scenes.layout.boxes import Box
from scenes.layout.columns import Columns
from scenes.layout.composition import columns_of
from scenes.layout.labels import MOST_ROW, Measures
from scenes.mobjects.diagram import FAINTEST, Diagram, Drawing
from scenes.mobjects.learning_diagram import what_fits
from scenes.mobjects.neurons import NODE_HEIGHT, bias_line
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.pair import Written
from scenes.storyboards.readout import Name, Readout
from scenes.studies import Bias, LayerView, Neuron, Weight
from scenes.style import NEGATIVE, POSITIVE, RULE, SMALL

LOW = 0.45  # a neuron where many are above each other
SIDES = 0.18  # what is left free beside a bias, both sides together
FAR, NEAR = 0.7, 0.3  # what an edge goes across at least, before its weight: where there is room, and where there isn't
# the scale of what is written, how high neurons are for it, and how far edges go: tried in turn
TRIALS = ((1.25, NODE_HEIGHT, FAR), (1.12, NODE_HEIGHT, FAR), (1.0, NODE_HEIGHT, NEAR), (1.0, LOW, NEAR))
APART = 1.2  # two neurons of a layer, at most
BESIDE = 0.3  # from a neuron to the name beside it, and around that
SHARE = 0.18  # of the width, a name's room at most


class NamedNetwork(VGroup):
    """A network's `diagram`, with the names of what goes in and comes out, and its parameters in `numbers`.

    These are empty where there is no room for all of them; it stands as its `others` do with theirs.
    """

    def __init__(
        self,
        told: Written,
        feature: Name,
        target: Name,
        area: Box,
        others: Sequence[Written] = (),
    ) -> None:
        super().__init__()
        last = len(told.network.layers)
        room = min(SHARE * area.width, outline((target,)).width * SMALL + 0.01)
        right = area.right - room - BESIDE
        self.numbers: dict[Weight | Bias, TextLine] = {}
        labelled = _labelled((told, *others), Box(area.left, area.bottom, right, area.top))
        if labelled:
            columns, scale = labelled
            self.diagram = Drawing(told.network, columns, {}, scale=scale)
            self.numbers = {
                place: _written(self.diagram, place, readout, scale) for place, readout in told.parameters.items()
            }
            names = VGroup(_inside(self.diagram, feature, scale))
        else:
            before = min(SHARE * area.width, outline((feature,)).width * SMALL + 0.01)
            self.diagram = drawn_whole(told.network, Box(area.left + before + BESIDE, area.bottom, right, area.top))
            names = self.diagram.names_beside({Neuron(0, 0): feature}, -1, before)
        self.names = VGroup(*names, *self.diagram.names_beside({Neuron(last, 0): target}, 1, room))
        self.add(self.diagram, self.names, *self.numbers.values())

    def put_out(self, layer: int, neurons: Sequence[int]) -> NamedNetwork:
        """Let neurons look like what they are that give nothing, and dim what leaves them."""
        for j in neurons:
            self.diagram.nodes[Neuron(layer, j)].shape.set_stroke(RULE)
        for place, edge in self.diagram.edges.items():
            if place.layer == layer + 1 and place.k in neurons:
                edge.set_stroke(opacity=FAINTEST)
        return self


def _labelled(told: Sequence[Written], area: Box) -> tuple[Columns, float] | None:
    """Return where the neurons go with every weight on its edge and every bias in its neuron, and the scale of those.

    There is room for the parameters of all; None where there isn't.
    """
    sizes = told[0].network.sizes
    every = [(place, number) for one in told for place, number in one.parameters.items()]
    weights = [outline((number,)) for place, number in every if isinstance(place, Weight)]
    biases = [outline(bias_line(number)) for place, number in every if isinstance(place, Bias)]
    for scale, height, edge in TRIALS:
        size = SMALL * scale
        label = (size * max(one.width for one in weights), size * max(one.height for one in weights))
        width = size * max(one.width for one in biases) + SIDES
        measures = Measures(label, width, height * scale, MOST_ROW * scale, APART, edge, height * scale)
        if columns := columns_of([range(count) for count in sizes], area, measures):
            return columns, scale
    return None


def _written(diagram: Drawing, place: Weight | Bias, readout: Readout, scale: float) -> TextLine:
    """Return a weight before the end of its edge, in the colour of its sign, or a bias in its neuron."""
    size = SMALL * scale
    if isinstance(place, Bias):
        x, y, _ = diagram.nodes[Neuron(place.layer, place.j)].shape.get_center()
        return TextLine(bias_line(readout), (x, below_middle(y, size)), "center", size)
    box = diagram.layout.wires[place].label
    colour = NEGATIVE if readout.value < 0 else POSITIVE
    return TextLine((readout,), (box.right, below_middle(box.middle[1], size)), "right", size, colour)


def _inside(diagram: Drawing, name: Name, scale: float) -> TextLine:
    """Return the name of what comes in, in the one neuron that it comes into."""
    shape, size = diagram.nodes[Neuron(0, 0)].shape, SMALL * scale
    x, y, _ = shape.get_center()
    return TextLine((fitted(name, shape.width - SIDES, size),), (x, below_middle(y, size)), "center", size)


def drawn_whole(network: MLP, area: Box) -> Diagram:
    """Return a network without numbers; where layers are close, its neurons are narrow."""
    layers = [LayerView(size, tuple(range(size))) for size in network.sizes]
    numbers, width = what_fits({}, area, layers)
    return Diagram(network, layers, area, numbers, width)
