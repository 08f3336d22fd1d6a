"""A network drawn by all its neurons, however many: a layer is a block of dots as bright as they are active."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from manim import Circle, VGroup, VMobject

from scenes.layout.blocks import Block
from scenes.layout.boxes import Box
from scenes.mobjects.diagram import DOT, HOLE, THICK, THIN, Edge, draw_dashes, layer_colour
from scenes.mobjects.pixels import ColourScale, EmptyDots, PixelGrid
from scenes.mobjects.pulse import Lane
from scenes.mobjects.text import TextLine
from scenes.storyboards.digits_forward import LitLayer
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Line, Readout
from scenes.studies import Neuron, Weight
from scenes.style import BACKWARD, BODY, POINTER, QUIET, SMALL

LEADING = 0.36
FAINT = 0.55
MOST_LANES = 500
MANY = 3  # layers, above which there is no room for more than their names
BELOW, LEAST_SCALE, APART = 0.28, 1.5, 0.2  # of a scale


class Connection(Edge):
    """An edge that shows what it carries for the sample: its weight times the activation before it."""


class WayBack(VMobject):
    """The dotted way of an error through a weight, from its end back to its start."""

    def __init__(self, place: Weight, blocks: BlockDiagram, carried: float, largest: float) -> None:
        super().__init__(stroke_color=BACKWARD)
        self.place = place
        self.stroke_width = THIN + (THICK - THIN) * (abs(carried) / largest if largest else 0.0)
        draw_dashes(self, blocks.place(place.end), blocks.place(place.start), DOT, HOLE)


class BlockDiagram:
    """Draws a network: its input is the image `pixels`, its layers are `blocks`; their scales are below `bottom`.

    Scales of layers that are close together stand in two rows, where there is room for `rows`.
    """

    def __init__(self, pixels: PixelGrid, blocks: tuple[Block, ...], bottom: float, rows: bool) -> None:
        self.pixels, self.blocks, self.bottom, self.rows = pixels, blocks, bottom, rows

    def shifted(self, along: float) -> BlockDiagram:
        """Return the diagram with its layers further right."""
        blocks = tuple(replace(block, box=block.box.shifted(along)) for block in self.blocks)
        return BlockDiagram(self.pixels, blocks, self.bottom, self.rows)

    @property
    def count(self) -> int:
        """How many layers there are, the input among them."""
        return len(self.blocks) + 1

    def block(self, layer: int) -> Block:
        return self.blocks[layer - 1]

    def place(self, neuron: Neuron) -> np.ndarray:
        """Return the middle of a neuron: of its pixel, in the input layer."""
        if neuron.layer == 0:
            return self.pixels.cell(neuron.j)
        return np.array([*self.block(neuron.layer).place(neuron.j), 0.0])

    def dots(self, layer: int, picture: Picture) -> PixelGrid:
        """Return the neurons of a layer, as bright as they are active in the picture."""
        block = self.block(layer)
        return PixelGrid(replace(picture, columns=block.columns), block.box, layer_colour(layer, self.count), dots=True)

    def empty(self, layer: int) -> EmptyDots:
        """Return the neurons of a layer before they hold anything."""
        block = self.block(layer)
        return EmptyDots(block.count, block.columns, block.box, layer_colour(layer, self.count))

    def scale(self, layer: int, picture: Picture) -> ColourScale:
        """Return what the brightness of a layer's dots means, to stand below them."""
        box = self.block(layer).box
        lower = layer % 2 if len(self.blocks) > MANY or (self.rows and self._is_close()) else 0
        at = (box.middle[0], self.bottom - BELOW - lower * LEADING)
        return ColourScale(picture, at, max(box.width, LEAST_SCALE), layer_colour(layer, self.count))

    def _is_close(self) -> bool:
        """Whether scales beside each other would meet."""
        widths = [max(block.box.width, LEAST_SCALE) for block in self.blocks]
        middles = [block.box.middle[0] for block in self.blocks]
        return any(
            after - before < (one + other) / 2 + APART
            for before, after, one, other in zip(middles, middles[1:], widths, widths[1:], strict=False)
        )

    def lanes(self, layer: int) -> list[Lane]:
        """Return where what comes into a layer runs: from the neurons before it, or the image's edge, row by row.

        Where there are too many, they are some of them, evenly spread.
        """
        ends = [np.array([*self.block(layer).place(j), 0.0]) for j in range(self.block(layer).count)]
        if layer > 1:
            before = self.block(layer - 1)
            starts = [np.array([*before.place(k), 0.0]) for k in range(before.count)]
        else:
            rows, columns = self.pixels.picture.rows, self.pixels.picture.columns
            starts = [self.pixels.cell((row + 1) * columns - 1) for row in range(rows)]
        lanes = [Lane(start, end) for start in starts for end in ends]
        return lanes[:: math.ceil(len(lanes) / MOST_LANES)]

    def edges(self, carried: Mapping[Weight, Readout], largest: float) -> VGroup:
        """Return the connections that carry these numbers, as wide as the number is large beside the largest."""
        return VGroup(
            *(
                Connection(place, self.place(place.start), self.place(place.end), value.value, largest, FAINT)
                for place, value in carried.items()
            )
        )

    def ways(self, carried: Mapping[Weight, Readout], largest: float) -> VGroup:
        """Return the ways back of what weights carry of an error, as wide as it is large beside the largest."""
        return VGroup(*(WayBack(weight, self, value.value, largest) for weight, value in carried.items()))

    def ring(self, neuron: Neuron) -> VMobject:
        """Return the ring that says: this one."""
        block = self.block(neuron.layer)
        radius = max(0.1, 0.56 * block.box.width / block.columns)
        return Circle(radius, color=POINTER, stroke_width=4).move_to(self.place(neuron))

    def head(self, layer: int, lines: tuple[Line, ...], top: float) -> VGroup:
        """Return the lines above a layer, the first of them its name: it alone, at one of three heights, where layers
        are close together.
        """
        x, colour = self.block(layer).box.middle[0], layer_colour(layer, self.count)
        y = top + (len(lines) - 1) * LEADING
        if len(self.blocks) > MANY:
            return VGroup(TextLine(lines[0], (x, top + (layer % len(lines)) * LEADING), "center", SMALL, colour))
        name = TextLine(lines[0], (x, y), "center", BODY, colour)
        others = enumerate(lines[1:], start=1)
        return VGroup(name, *(TextLine(line, (x, y - i * LEADING), "center", SMALL, QUIET) for i, line in others))


class LitParts(VGroup):
    """What is drawn of a layer that is lit: its `head`, the `edges` into it behind its `dots`, and their `scale`."""

    def __init__(self, blocks: BlockDiagram, beat: LitLayer, top: float) -> None:
        self.head = blocks.head(beat.layer, beat.head, top)
        self.edges = blocks.edges(beat.connections, beat.largest).set_z_index(-1)
        self.dots = blocks.dots(beat.layer, beat.picture)
        self.scale_of_dots = blocks.scale(beat.layer, beat.picture)
        super().__init__(self.head, self.edges, self.dots, self.scale_of_dots)


def image_box(rows: int, columns: int, within: Box) -> Box:
    """Return the largest box in the middle of another whose cells are square."""
    cell = min(within.width / columns, within.height / rows)
    (x, y), width, height = within.middle, cell * columns, cell * rows
    return Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
