"""What stands around the network: the names above its layers, the features at its left."""

from __future__ import annotations

from manim import LEFT, UR, VGroup

from scenes.layout.composition import BESIDE, OVERHANG
from scenes.mobjects.diagram import Drawing, layer_colour
from scenes.mobjects.neurons import Node
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.forward_pass import Feature
from scenes.storyboards.notation import DELTA
from scenes.storyboards.readout import Line
from scenes.style import BACKWARD, BODY, QUIET, SMALL

LEADING = 0.36
MARK = 0.08  # from the last line above a layer to the mark that its neurons show deltas
GAP = 0.12  # between a name and what was measured
MOST_OF_NAME = 1.9  # width of a feature's name where others have to be shortened


def width_of_heads(heads: tuple[tuple[Line, ...], ...]) -> float:
    """Return how wide the widest head is, with room right of its last line for the mark of deltas."""
    names = (outline(name).width * BODY for name, *_ in heads)
    others = (outline(line).width * SMALL for _, *lines in heads for line in lines)
    marked = (outline(lines[-1]).width * SMALL for lines in heads[1:])
    return max(*names, *others, *(width + MARK + outline((DELTA,)).width * BODY for width in marked))


class LayerHeads(VGroup):
    """Lines of text above the column of each layer in view; the first, in the layer's colour, is one of `names`."""

    def __init__(self, heads: tuple[tuple[Line, ...], ...], drawing: Drawing) -> None:
        super().__init__()
        self.names: dict[int, TextLine] = {}
        self.lasts: dict[int, TextLine] = {}
        self.heads: dict[int, VGroup] = {}
        most = max(map(len, heads))
        for layer, column in drawing.layout.numbered():
            name, *others = heads[layer]
            x, y = column.middle, drawing.layout.top + 0.12 + (most - 1) * LEADING
            self.names[layer] = TextLine(name, (x, y), "center", BODY, layer_colour(layer, len(heads)))
            self.heads[layer] = VGroup(self.names[layer])
            for index, line in enumerate(others, start=1):
                self.lasts[layer] = TextLine(line, (x, y - index * LEADING), "center", SMALL, QUIET)
                self.heads[layer].add(self.lasts[layer])
        self.add(*self.heads.values())

    def mark(self, layer: int) -> TextLine:
        """Return the δ right of the last line above a layer (not added to it)."""
        line = self.lasts[layer]
        return TextLine((DELTA,), (float(line.get_right()[0]) + MARK, line.baseline), size=BODY, colour=BACKWARD)


def width_of_features(features: tuple[Feature, ...], unit: str) -> float:
    """Return how wide the features' names are with what was measured; a long name counts as MOST_OF_NAME."""
    measured = width_of_measured(features, unit)
    names = max(outline((feature.name,)).width * SMALL for feature in features)
    return min(names, MOST_OF_NAME) + (measured + GAP if measured else 0.0)


def width_of_measured(features: tuple[Feature, ...], unit: str) -> float:
    """Return how wide what was measured of the features is."""
    lines = [measured_line(feature, unit) for feature in features if feature.measured]
    return max((outline(line).width * SMALL for line in lines), default=0.0)


def measured_line(feature: Feature, unit: str) -> Line:
    """Return what was measured of a feature in its unit; nothing where the network takes it as it is."""
    if feature.measured is None:
        return ()
    return (feature.measured, f" {unit}") if unit else (feature.measured,)


class FeatureColumn(VGroup):
    """The features' names, and what was measured of them: one of `rows` each.

    They stand left of the input layer, from `left` on, the names `above` each input or not; where `left` is None, all
    stands above.
    """

    def __init__(
        self, features: tuple[Feature, ...], drawing: Drawing, unit: str, left: float | None, above: bool = False
    ) -> None:
        super().__init__()
        self.rows = [VGroup() for _ in features]
        for feature, row in zip(features, self.rows, strict=True):
            node = drawing.nodes[feature.place]
            if left is None:
                row.add(self._above(node, feature, unit))
                continue
            y = below_middle(node.shape.get_y(), SMALL)
            edge = node.shape.get_left()[0] - BESIDE
            if above:
                row.add(self._name_above(node, feature, left))
                if feature.measured is not None:
                    row.add(TextLine(measured_line(feature, unit), (edge, y), "right", SMALL, paint=(None, QUIET)))
                continue
            if feature.measured is None:
                row.add(TextLine((fitted(feature.name, edge - left, SMALL),), (edge, y), "right", SMALL))
                continue
            measured = TextLine(measured_line(feature, unit), (edge, y), "right", SMALL, paint=(None, QUIET))
            room = measured.get_left()[0] - left - GAP
            row.add(TextLine((fitted(feature.name, room, SMALL),), (left, y), "left", SMALL), measured)
        self.add(*self.rows)

    @staticmethod
    def _name_above(node: Node, feature: Feature, left: float) -> TextLine:
        """Return a name that ends where its neuron does, at most so long that its middle is above it."""
        right, top, _ = node.shape.get_corner(UR)
        room = min(right - left, 1.9 * node.shape.width)
        return TextLine((fitted(feature.name, room, SMALL),), (right, top + GAP), "right", SMALL)

    @staticmethod
    def _above(node: Node, feature: Feature, unit: str) -> TextLine:
        after: Line = ("  ", *measured_line(feature, unit)) if feature.measured else ()
        room = node.shape.width + OVERHANG - outline(after).width * SMALL if after else node.shape.width + OVERHANG
        line: Line = (fitted(feature.name, room, SMALL), *after)
        (right, top, _), paint = node.shape.get_corner(UR), (None, None, None, QUIET)
        text = TextLine(line, (right, top + GAP), "right", SMALL, paint=paint)
        return text.shift(max(0.0, node.shape.width - text.width_set) / 2 * LEFT)
