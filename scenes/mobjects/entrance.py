"""What stands around the network: the names above its layers, the features at its left."""

from __future__ import annotations

from manim import VGroup

from scenes.mobjects.diagram import Diagram, layer_colour
from scenes.mobjects.text import TextLine, below_middle
from scenes.storyboards.forward_pass import Feature
from scenes.storyboards.readout import Line
from scenes.style import BODY, QUIET, SMALL

LEADING = 0.36


class LayerHeads(VGroup):
    """Lines of text above each layer's column; the first, in the layer's colour, is one of `names`."""

    def __init__(self, heads: tuple[tuple[Line, ...], ...], diagram: Diagram) -> None:
        super().__init__()
        self.names: list[TextLine] = []
        lowest = diagram.top + 0.12
        for layer, lines in enumerate(heads):
            name, *others = lines
            x, y = diagram.columns[layer], lowest + LEADING
            self.names.append(TextLine(name, (x, y), "center", BODY, layer_colour(layer, len(heads))))
            head = VGroup(self.names[-1])
            head.add(*(TextLine(line, (x, lowest), "center", SMALL, QUIET) for line in others))
            self.add(head)


class FeatureColumn(VGroup):
    """The features' names, and what was measured of them, left of the input layer: one of `rows` each."""

    def __init__(self, features: tuple[Feature, ...], diagram: Diagram, unit: str, left: float) -> None:
        super().__init__()
        self.rows = [VGroup() for _ in features]
        for feature, row, node in zip(features, self.rows, diagram.nodes[0], strict=True):
            y = below_middle(node.shape.get_y(), SMALL)
            edge = node.shape.get_left()[0] - 0.15
            if feature.measured is None:
                row.add(TextLine((feature.name,), (edge, y), "right", SMALL))
            else:
                row.add(TextLine((feature.name,), (left, y), "left", SMALL))
                line: Line = (feature.measured, f" {unit}") if unit else (feature.measured,)
                row.add(TextLine(line, (edge, y), "right", SMALL, paint=(None, QUIET)))
        self.add(*self.rows)
