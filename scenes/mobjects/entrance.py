"""What stands around the network: the names above its layers, the features at its left."""

from __future__ import annotations

from manim import VGroup

from scenes.mobjects.diagram import Diagram, layer_colour
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.storyboards.forward_pass import Feature
from scenes.storyboards.readout import Line
from scenes.style import BODY, QUIET, SMALL

LEADING = 0.36


class LayerHeads(VGroup):
    """Lines of text above each layer's column; the first, in the layer's colour, is one of `names`."""

    def __init__(self, heads: tuple[tuple[Line, ...], ...], diagram: Diagram) -> None:
        super().__init__()
        self.names: list[TextLine] = []
        most = max(map(len, heads))
        for layer, lines in enumerate(heads):
            name, *others = lines
            x, y = diagram.layout.layers[layer].middle, diagram.layout.top + 0.12 + (most - 1) * LEADING
            self.names.append(TextLine(name, (x, y), "center", BODY, layer_colour(layer, len(heads))))
            head = VGroup(self.names[-1])
            for index, line in enumerate(others, start=1):
                head.add(TextLine(line, (x, y - index * LEADING), "center", SMALL, QUIET))
            self.add(head)


class FeatureColumn(VGroup):
    """The features' names, and what was measured of them, left of the input layer: one of `rows` each."""

    def __init__(self, features: tuple[Feature, ...], diagram: Diagram, unit: str, left: float) -> None:
        super().__init__()
        self.rows = [VGroup() for _ in features]
        for feature, row in zip(features, self.rows, strict=True):
            node = diagram.nodes[feature.place]
            y = below_middle(node.shape.get_y(), SMALL)
            edge = node.shape.get_left()[0] - 0.15
            if feature.measured is None:
                row.add(TextLine((fitted(feature.name, edge - left, SMALL),), (edge, y), "right", SMALL))
                continue
            line: Line = (feature.measured, f" {unit}") if unit else (feature.measured,)
            measured = TextLine(line, (edge, y), "right", SMALL, paint=(None, QUIET))
            room = measured.get_left()[0] - left - 0.12
            row.add(TextLine((fitted(feature.name, room, SMALL),), (left, y), "left", SMALL), measured)
        self.add(*self.rows)
