"""As much of a network as can be read with every weight on its edge and every bias in its neuron."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
from manim import Line as Stroke
from manim import RoundedRectangle, VGroup, VMobject

from mathnet import MLP
from scenes.layout.labels import INPUT_HEIGHT, Wire, lay_out
from scenes.layout.training_stages import WeightStage
from scenes.mobjects.advance import Display
from scenes.mobjects.diagram import BRIGHT, Edge, layer_colour
from scenes.mobjects.learning_diagram import Wires, largest_of
from scenes.mobjects.neurons import NODE_WIDTH, Node
from scenes.mobjects.text import Align, TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline, shapes_of
from scenes.storyboards.reading import Values
from scenes.storyboards.readout import MINUS, Line, Name, Readout, say
from scenes.storyboards.weight_tables import Parameters
from scenes.studies import LayerView, Neuron, Weight
from scenes.style import CAPITAL_PER_EM, NEGATIVE, POINTER, POSITIVE, QUIET, RULE, SMALL, TEXT

LABEL_SIZE = 0.31
ROOM = 0.1  # at each side of what stands in a neuron
INSIDE = 0.1  # from the upper end of a neuron to its number, and from there to its bias


class LabelledNetwork(VGroup):
    """What `layers` show of the `networks`, on a `stage`: `neurons`, their `names`, `trunks` and `wires`.

    `parameters` are all that will ever be written on it, by its `labels`. Hidden neurons show their `numbers` where
    they are high enough for them, inputs where their names are cut alike. Raises LessonError where there is more than
    can be read.
    """

    def __init__(
        self,
        networks: Sequence[MLP],
        layers: Sequence[LayerView],
        parameters: Sequence[Parameters],
        features: Mapping[Neuron, Name],
        outputs: Mapping[Neuron, Name],
        numbers: Values,
        stage: WeightStage,
    ) -> None:
        super().__init__()
        self.stage = stage
        width = label_width(value for one in parameters for value in one.weights.values())
        bias = label_width(value for one in parameters for value in one.biases.values())
        node_width = max(NODE_WIDTH, bias + 2 * ROOM)
        height = label_height(
            value for one in parameters for some in (one.weights, one.biases) for value in some.values()
        )
        self.numbered = height + 2 * (2 * INSIDE + CAPITAL_PER_EM * SMALL)
        self._lay_out(layers, (width, height), node_width)
        self.nodes = {
            place: Node(place, box, layer_colour(place.layer, len(layers))) for place, box in self.boxes.items()
        }
        self.neurons = VGroup(*self.nodes.values())
        self.names = VGroup(
            *self._inputs(features, numbers, node_width - 2 * ROOM),
            *self._outputs(outputs),
            *self._numbers(numbers),
        )
        self.largest = largest_of(networks, self.ways)
        self.wires = Wires(self._draw(dict.fromkeys(self.ways, 0.0), self.largest), networks)

    def _lay_out(self, layers: Sequence[LayerView], label: tuple[float, float], node_width: float) -> None:
        """Find where the neurons shown and their edges go: their `boxes` and `ways`.

        Hidden neurons of the first layer drawn are high enough to be `numbered`, where there is room.
        """
        area = self.stage.network
        drawn = [(number, layer.shown) for number, layer in enumerate(layers) if layer.shown]
        inner = replace(area, right=area.right - self.stage.name_room)
        first = self.numbered if drawn[0][0] else INPUT_HEIGHT
        layout = lay_out([len(shown) for _, shown in drawn], inner, label, node_width, first, self.stage.run)
        self.boxes = {
            Neuron(number, j): box
            for (number, shown), column in zip(drawn, layout.neurons, strict=True)
            for j, box in zip(shown, column, strict=True)
        }
        self.ways: dict[Weight, Wire] = {
            Weight(number, j, k): wire
            for (_, before), (number, shown), rows in zip(drawn, drawn[1:], layout.wires, strict=False)
            for j, row in zip(shown, rows, strict=True)
            for k, wire in zip(before, row, strict=True)
        }
        self.trunks = VGroup(
            *(Stroke(_point(start), _point(end), color=RULE, stroke_width=3) for start, end in layout.trunks)
        )

    def _inputs(self, features: Mapping[Neuron, Name], numbers: Values, room: float) -> list[TextLine]:
        """Return what stands in the inputs: their names, or their numbers where names that are cut are alike."""
        names: dict[Neuron, Name] = {place: fitted(name, room, SMALL) for place, name in features.items()}
        alike = len({say((name,)) for name in names.values()}) < len(names)
        return [
            TextLine((numbers[place] if alike else name,), (x, below_middle(y, SMALL)), "center", SMALL)
            for place, name in names.items()
            for x, y in [self.boxes[place].middle]
        ]

    def _outputs(self, outputs: Mapping[Neuron, Name]) -> list[TextLine]:
        return [
            TextLine(
                (fitted(name, self.stage.name_room - 0.15, SMALL),),
                (box.right + 0.15, below_middle(box.middle[1], SMALL)),
                size=SMALL,
            )
            for place, name in outputs.items()
            for box in [self.boxes[place]]
        ]

    def _numbers(self, numbers: Values) -> list[TextLine]:
        """Return the numbers above the biases of hidden neurons that are high enough for both."""
        down = INSIDE + CAPITAL_PER_EM * SMALL
        return [
            TextLine((numbers[place],), (box.middle[0], box.top - down), "center", SMALL, QUIET)
            for place, box in self.boxes.items()
            if place.layer and place in numbers and box.height >= self.numbered - 1e-9
        ]

    def edges_of(self, parameters: Parameters) -> dict[Weight, Edge]:
        """Return new edges that look like those of the parameters, as wide as they are among themselves."""
        values = {place: parameters.weights[place].value for place in self.ways}
        return self._draw(values, max(map(abs, values.values())))

    def _draw(self, values: Mapping[Weight, float], largest: float) -> dict[Weight, Edge]:
        return {
            place: Edge(place, _point(way.start), _point(way.end), values[place], largest, BRIGHT)
            for place, way in self.ways.items()
        }

    def ring(self, place: Weight) -> VMobject:
        """Return the ring that says: this weight."""
        box = self.ways[place].label
        ring = RoundedRectangle(
            corner_radius=0.1, width=box.width + 0.14, height=box.height + 0.14, color=POINTER, stroke_width=3
        )
        return ring.move_to((*box.middle, 0.0))

    def labels(
        self, stages: Sequence[Parameters], signed: bool = False
    ) -> tuple[dict[Weight, Display], dict[Neuron, Display]]:
        """Return the labels of all weights, and of all biases, at each stage those of its parameters."""
        weights, biases = {}, {}
        for place, way in self.ways.items():
            at = (way.label.right, below_middle(way.label.middle[1], LABEL_SIZE))
            weights[place] = _label([stage.weights[place] for stage in stages], at, "right", signed)
        for neuron in stages[0].biases:
            x, y = self.boxes[neuron].middle
            at = (x, below_middle(y, LABEL_SIZE))
            biases[neuron] = _label([stage.biases[neuron] for stage in stages], at, "center", signed)
        return weights, biases


def label_width(readouts: Iterable[Readout]) -> float:
    """Return how wide a label gets at most, with a sign: figures are all as wide as each other."""
    return max(outline((MINUS, *part)).width for part in _shapes(readouts)) * LABEL_SIZE


def label_height(readouts: Iterable[Readout]) -> float:
    """Return how high a label gets at most: higher where it has a power of ten."""
    return max(outline(part).height for part in _shapes(readouts)) * LABEL_SIZE


def _shapes(readouts: Iterable[Readout]) -> list[Line]:
    """Return labels without their signs, one of those that differ in nothing but their digits."""
    plain = (replace(readout, text=readout.text.removeprefix(MINUS)) for readout in readouts)
    return [("0.00",), *shapes_of((readout,) for readout in plain)]


def _label(readouts: Sequence[Readout], at: tuple[float, float], align: Align, signed: bool) -> Display:
    """Return a label: a weight, at its right end, has the colour of its sign; a bias, in the middle, has none."""
    colours = [TEXT if align == "center" else NEGATIVE if readout.value < 0 else POSITIVE for readout in readouts]
    lines: list[Line] = [("+", readout) if signed and readout.value > 0 else (readout,) for readout in readouts]
    return Display(lines, at, align, LABEL_SIZE, colours)


def _point(at: tuple[float, float]) -> np.ndarray:
    return np.array([*at, 0.0])
