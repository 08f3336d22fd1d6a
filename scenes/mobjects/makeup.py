"""What a network is made of, in words and numbers above and below its layers."""

from __future__ import annotations

import numpy as np
from manim import VGroup

from scenes.mobjects.diagram import BRIGHT, Diagram, Edge, layer_colour
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.architecture import ArchitectureStory
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line
from scenes.style import BODY, HEAD, POINTER, QUIET, SMALL

LEADING = 0.38
NAME_WIDTH = 1.75
SAMPLE = 0.9  # length of an edge in the legend


class Makeup(VGroup):
    """Lines `above` and `below` each layer, its parameter `counts` (an empty group for the input), and their `total`.

    `features` and `outputs` are the names beside the first and the last layer.
    """

    def __init__(self, story: ArchitectureStory, diagram: Diagram) -> None:
        super().__init__()
        layers = len(story.parts)
        bottom = diagram.layout.bottom
        self.above, self.below, self.counts = [], [], []
        counts = [written(part.parameters) for part in story.parts if part.parameters]
        columns = [column.middle for column in diagram.layout.layers]
        crowded = max(outline(line).width for line in counts) * SMALL + 0.1 > columns[1] - columns[0]
        for layer, part in enumerate(story.parts):
            x, colour = diagram.layout.layers[layer].middle, layer_colour(layer, layers)
            name, size = part.above
            top = diagram.layout.top + 0.12
            self.above.append(
                VGroup(
                    TextLine(name, (x, top + LEADING), "center", BODY, colour),
                    TextLine(size, (x, top), "center", SMALL, QUIET),
                )
            )
            self.below.append(
                VGroup(
                    *(
                        TextLine(line, (x, bottom - (index + 1.1) * LEADING), "center", SMALL)
                        for index, line in enumerate(part.below)
                    )
                )
            )
            y = bottom - (len(part.below) + 1.3) * LEADING
            if crowded:  # every other one stands lower
                y = bottom - (len(part.below) + (1.05, 1.9)[layer % 2]) * LEADING
            self.counts.append(
                EquationRow(part.parameters, TextLine(written(part.parameters), (x, y), "center", SMALL, colour))
                if part.parameters
                else VGroup()
            )
        self.features = diagram.names_beside(story.cast.features, -1, NAME_WIDTH)
        self.outputs = diagram.names_beside(story.cast.outputs, 1, NAME_WIDTH)
        self.total = _total(story.total, bottom - 5.9 * LEADING)
        self.add(self.features, self.outputs, *self.above, *self.below, *self.counts, self.total)


def _total(total: Equation, y: float) -> VGroup:
    """Return the sum of the layers' parameters; of a single layer there is nothing to add up."""
    alone = len(total.operands) == 1
    line: Line = (*((total.result,) if alone else written(total)), " parameters")
    text = TextLine(line, (0.0, y), "center", HEAD, POINTER, "semibold")
    return VGroup(text) if alone else EquationRow(total, text)


class Legend(VGroup):
    """How to read an edge: a positive one, a negative one, each with its name; right-aligned at `corner`."""

    def __init__(self, names: tuple[str, str], corner: tuple[float, float]) -> None:
        super().__init__()
        right, top = corner
        texts = [
            TextLine((name,), (right, top - index * LEADING), "right", SMALL, QUIET) for index, name in enumerate(names)
        ]
        end = min(text.get_left()[0] for text in texts) - 0.15
        for index, (text, weight) in enumerate(zip(texts, (1.0, -1.0), strict=True)):
            y = top - index * LEADING
            middle = y + 0.09
            start = np.array([end - SAMPLE, middle, 0.0])
            self.add(text, Edge(None, start, np.array([end, middle, 0.0]), weight, 1.6, BRIGHT))
