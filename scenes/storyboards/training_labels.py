"""Where the weights of a network can be written so that each is read with its own edge, and no other.

Every neuron has a row for each edge that comes in, and the label of the edge stands in that row, against the neuron;
the edge ends where its label begins. All edges between two layers so keep to the left of all labels there: none is
crossed, and no two labels meet, whatever the sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

MOST_ROW = 0.38
LEAST_GAP = 0.07  # between the stacks of two neurons
MOST_GAP = 0.6
PADDING = 0.05  # between a label and its edge, its neuron, and the label below
INPUT_HEIGHT = 0.62

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def is_crossed(self, start: Point, end: Point) -> bool:
        """Return whether the straight line from `start` to `end` runs through the box."""
        enter, leave = 0.0, 1.0
        for first, last, low, high in (
            (start[0], end[0], self.left, self.right),
            (start[1], end[1], self.bottom, self.top),
        ):
            run = last - first
            if run == 0:
                if not low < first < high:
                    return False
                continue
            one, other = sorted(((low - first) / run, (high - first) / run))
            enter, leave = max(enter, one), min(leave, other)
        return enter < leave


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge from `start` to `end`, and the box of its label beyond the end."""

    start: Point
    end: Point
    label: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """`neurons[layer][j]`, layer 0 the input, and `wires[layer][j][k]` as weights."""

    neurons: tuple[tuple[Box, ...], ...]
    wires: tuple[tuple[tuple[Wire, ...], ...], ...]


def lay_out(sizes: Sequence[int], area: Box, label: tuple[float, float], neuron_width: float) -> Layout:
    """Return where the neurons, the edges and labels of size `label` (width, height) go within `area`.

    Raises ValueError for a network with more edges than there is room for labels.
    """
    room = label[0] + 2 * PADDING
    # the labels of a layer take up room before its neurons; what is left is for the edges, the same for each layer
    run = (area.right - area.left - len(sizes) * neuron_width - (len(sizes) - 1) * room) / max(1, len(sizes) - 1)
    if run < room:
        raise ValueError(f"a network of {len(sizes)} layers is too deep for a label on each edge to be read")
    lefts = [area.left + index * (neuron_width + room + run) for index in range(len(sizes))]
    neurons = [
        _stack(
            sizes[0], min(INPUT_HEIGHT, (area.top - area.bottom) / sizes[0] - LEAST_GAP), area, lefts[0], neuron_width
        )
    ]
    wires = []
    for layer, (inputs, outputs) in enumerate(pairwise(sizes), start=1):
        row = min(MOST_ROW, ((area.top - area.bottom + LEAST_GAP) / outputs - LEAST_GAP) / inputs)
        if row < label[1] + PADDING:
            raise ValueError(
                f"a layer of {outputs} neurons with {inputs} inputs each has more weights than can be read on screen: "
                f"expected at most {_most(inputs, area, label[1])} neurons."
            )
        column = _stack(outputs, inputs * row, area, lefts[layer], neuron_width)
        wires.append(
            tuple(
                tuple(_wire(source, box.left, box.top - (k + 0.5) * row, label) for k, source in enumerate(neurons[-1]))
                for box in column
            )
        )
        neurons.append(column)
    return Layout(tuple(neurons), tuple(wires))


def _most(inputs: int, area: Box, height: float) -> int:
    return int((area.top - area.bottom + LEAST_GAP) / (inputs * (height + PADDING) + LEAST_GAP))


def _stack(count: int, height: float, area: Box, left: float, width: float) -> tuple[Box, ...]:
    """Return a column of neurons, each `height` high, in the middle of the area."""
    gap = min(MOST_GAP, (area.top - area.bottom - count * height) / max(1, count - 1))
    top = (area.top + area.bottom + count * height + (count - 1) * gap) / 2
    tops = [top - index * (height + gap) for index in range(count)]
    return tuple(Box(left, top - height, left + width, top) for top in tops)


def _wire(source: Box, left: float, y: float, label: tuple[float, float]) -> Wire:
    right = left - PADDING
    box = Box(right - label[0], y - label[1] / 2, right, y + label[1] / 2)
    return Wire((source.right, source.middle[1]), (box.left - PADDING, y), box)
