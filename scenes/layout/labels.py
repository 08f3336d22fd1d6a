"""Where the weights of a network can be written so that each is read with its own edge, and no other.

Every neuron has a row for each edge that comes in, and the label of the edge stands in that row, against the neuron;
the edge ends where its label begins. All edges between two layers so keep to the left of all labels there: none is
crossed, and no two labels meet, whatever the sizes.

Where that needs more rows than there are, every other neuron has the labels of the edges that leave it at its right
instead, in rows as well. Edges without a label at one end come together there, in a trunk to the neuron.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from scenes.layout.boxes import Box, Point
from scenes.lessons import LessonError

MOST_ROW = 0.38
TRUNK_ROW = 0.1
LEAST_GAP = 0.07  # between the rows of two neurons
MOST_GAP = 0.6
PADDING = 0.05  # between a label and the label below
SIDE = 0.08  # between a label and its edge, and its neuron
INPUT_HEIGHT = 0.62
LEAST_HEIGHT = 0.3  # of a neuron, for what is written in it


@dataclass(frozen=True, slots=True)
class Measures:
    """How large what is drawn is: a `label` (width, height), a neuron, which is as high as its rows or higher.

    `run` is the least that an edge goes across, None for the width of a label; `row` and `gap` are the most that a row
    is high, and that two neurons are apart; `first` is how high a neuron of the first layer is, where there is room;
    `side` is between a label and its edge, and its neuron.
    """

    label: tuple[float, float]
    width: float
    height: float = LEAST_HEIGHT
    row: float = MOST_ROW
    gap: float = MOST_GAP
    run: float | None = None
    first: float = INPUT_HEIGHT
    side: float = SIDE


@dataclass(frozen=True, slots=True)
class Wire:
    """An edge from `start` to `end`, and the box of its label beyond one of them."""

    start: Point
    end: Point
    label: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """`neurons[layer][j]`, layer 0 the input, `wires[layer][j][k]` as weights, and the `trunks` of several edges."""

    neurons: tuple[tuple[Box, ...], ...]
    wires: tuple[tuple[tuple[Wire, ...], ...], ...]
    trunks: tuple[tuple[Point, Point], ...]


@dataclass(frozen=True, slots=True)
class _Gap:
    """How the labels between two layers are shared out: `row` is the height of one, `split` whether at both ends."""

    inputs: int
    outputs: int
    row: float
    split: bool

    def labelled_before(self, k: int) -> bool:
        """Whether the edges from neuron k have their labels there, not where they end."""
        return self.split and k % 2 == 1

    @property
    def height_after(self) -> float:
        labels = sum(not self.labelled_before(k) for k in range(self.inputs))
        return labels * self.row + TRUNK_ROW * (labels < self.inputs)

    def height_before(self, k: int) -> float:
        return self.outputs * self.row if self.labelled_before(k) else TRUNK_ROW * self.split


def lay_out(
    sizes: Sequence[int],
    area: Box,
    label: tuple[float, float],
    neuron_width: float,
    first: float = INPUT_HEIGHT,
    run: float | None = None,
) -> Layout:
    """Return where the neurons, the edges and labels of size `label` (width, height) go within `area`.

    Neurons of the first layer are `first` high, where there is room; `run` is as in Measures.

    Raises LessonError for a network with more edges than there is room for labels.
    """
    # as few layers as possible have labels at both ends
    for splits in sorted(product((False, True), repeat=len(sizes) - 1), key=sum):
        layout = fit(sizes, splits, area, Measures(label, neuron_width, first=first, run=run))
        if layout is not None:
            return layout
    raise LessonError(
        f"this film is for networks whose weights can all be read on one screen: {'-'.join(map(str, sizes))} neurons "
        f"have too many."
    )


def fit(sizes: Sequence[int], splits: Sequence[bool], area: Box, measures: Measures) -> Layout | None:
    """Return the layout where `splits` says which layers have labels at both ends, or None if that has no room."""
    label, width = measures.label, measures.width
    height, room = area.top - area.bottom, label[0] + 2 * measures.side
    gaps = [_gap(*pair, split, height, measures.row) for pair, split in zip(pairwise(sizes), splits, strict=True)]
    # what neurons and labels leave is for the edges, the same for each pair of layers
    run = (area.right - area.left - len(sizes) * width - (len(gaps) + sum(splits)) * room) / len(gaps)
    least = room if measures.run is None else measures.run
    if run < least or any(gap.row < label[1] + PADDING for gap in gaps):
        return None
    columns, left = [], area.left
    for before, after in zip((None, *gaps), (*gaps, None), strict=True):
        heights = _heights(before, after, height, measures)
        if sum(heights) + (len(heights) - 1) * LEAST_GAP > height + 1e-9 or min(heights) < LEAST_HEIGHT:
            return None
        columns.append(_stack(heights, area, left, width, measures.gap))
        left += width + run + room * (2 if after and after.split else 1)
    drawn = [_draw(*part, label, measures.side) for part in zip(gaps, columns[:-1], columns[1:], strict=True)]
    return Layout(
        tuple(columns), tuple(wires for wires, _ in drawn), tuple(trunk for _, trunks in drawn for trunk in trunks)
    )


def _gap(inputs: int, outputs: int, split: bool, height: float, most: float) -> _Gap:
    """Return the gap between two layers with the highest rows that there is room for."""
    before = inputs // 2 if split else 0
    row = ((height + LEAST_GAP) / outputs - LEAST_GAP - TRUNK_ROW * split) / (inputs - before)
    if before:
        spare = height + LEAST_GAP - inputs * LEAST_GAP - (inputs - before) * TRUNK_ROW
        row = min(row, spare / (before * outputs))
    return _Gap(inputs, outputs, min(row, most), split)


def _heights(before: _Gap | None, after: _Gap | None, height: float, measures: Measures) -> list[float]:
    """Return how high the neurons between two gaps are: as their rows ask, and inputs high enough for their names."""
    if before:
        rows = [max(before.height_after, after.height_before(k) if after else 0.0) for k in range(before.outputs)]
        return [max(row, measures.height) for row in rows]
    assert after
    rows = [after.height_before(k) for k in range(after.inputs)]
    tall = [row for row in rows if row >= measures.first]
    spare = height - sum(tall) - (len(rows) - 1) * LEAST_GAP
    low = min(measures.first, spare / max(1, len(rows) - len(tall)))
    return [row if row >= measures.first else max(row, low) for row in rows]


def _stack(heights: Sequence[float], area: Box, left: float, width: float, most: float) -> tuple[Box, ...]:
    """Return a column of neurons with these heights, in the middle of the area."""
    gap = min(most, (area.top - area.bottom - sum(heights)) / max(1, len(heights) - 1))
    top = (area.top + area.bottom + sum(heights) + (len(heights) - 1) * gap) / 2
    boxes = []
    for height in heights:
        boxes.append(Box(left, top - height, left + width, top))
        top -= height + gap
    return tuple(boxes)


def _draw(
    gap: _Gap, sources: Sequence[Box], targets: Sequence[Box], label: tuple[float, float], side: float
) -> tuple[tuple[tuple[Wire, ...], ...], list[tuple[Point, Point]]]:
    """Return the wires between two columns, wires[j][k], and their trunks."""
    room = label[0] + 2 * side
    begin, end = sources[0].right + room * gap.split, targets[0].left - room
    trunks: list[tuple[Point, Point]] = []
    at_source = {(j, k): sources[k].middle[1] for j in range(gap.outputs) for k in range(gap.inputs)}
    at_target = {}
    for k, box in enumerate(sources):
        if gap.labelled_before(k):
            top = box.middle[1] + gap.outputs * gap.row / 2
            at_source |= {(j, k): top - (j + 0.5) * gap.row for j in range(gap.outputs)}
        elif gap.split:
            trunks.append(((box.right, box.middle[1]), (begin, box.middle[1])))
    for j, box in enumerate(targets):
        y = box.middle[1] + gap.height_after / 2
        for k in range(gap.inputs):
            if not gap.labelled_before(k):
                at_target[j, k] = y - gap.row / 2
                y -= gap.row
        y -= TRUNK_ROW / 2
        at_target |= {(j, k): y for k in range(gap.inputs) if gap.labelled_before(k)}
        if gap.split and gap.inputs > 1:
            trunks.append(((end, y), (box.left, y)))

    def wire(j: int, k: int) -> Wire:
        y = at_source[j, k] if gap.labelled_before(k) else at_target[j, k]
        left = begin - side - label[0] if gap.labelled_before(k) else end + side
        return Wire(
            (begin, at_source[j, k]),
            (end, at_target[j, k]),
            Box(left, y - label[1] / 2, left + label[0], y + label[1] / 2),
        )

    return tuple(tuple(wire(j, k) for k in range(gap.inputs)) for j in range(gap.outputs)), trunks
