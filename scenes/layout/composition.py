"""How a network stands in its part of the frame: a small one with its weights on it, a deep one behind a window.

Columns stand at a step that leaves edges at least LEAST_EDGE long and names above columns apart. Where not all columns
fit, the box is a window: the columns are a strip, and the window shows as many of them as there is room for, at least
two. The features' names are part of the strip, so where layer 0 is out of view there is room for more columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from scenes.layout.boxes import Box
from scenes.layout.columns import MOST_PITCH, Column, Columns, lay_out_columns
from scenes.layout.labels import MOST_ROW, Measures, fit
from scenes.studies import Weight
from scenes.studies.view import LayerView

LEAST_EDGE = 0.7
LEAST_GAP = 0.14  # between what stands above two columns
BESIDE = 0.15  # between a name and its neuron
LEAST_NAME = 0.5  # what a name may be cut to
INTO_MARGIN = 0.2  # what is measured may reach
SPARE = 0.01  # so that what has just enough room is not cut
SCALES = (1.4, 1.3, 1.2, 1.1, 1.0)  # of what is written on a small network
MOST_APART = 2.2  # two neurons of it
NAME = 0.4  # what a name above an input takes, between two inputs
OVERHANG = 0.2  # of a name, left of its input: at the right there are edges
ABOVE = 0.06  # its neurons, before what is written there


@dataclass(frozen=True, slots=True)
class Labels:
    """The size of the widest `label` (width, height), and of a `neuron` with its value and its bias, at scale 1."""

    label: tuple[float, float]
    neuron: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Needs:
    """What stands at a network, as it is typeset: a `neuron` (width, height) with the widest value in it, the width of
    the widest `head` above a column, and of the widest of the `names` of the inputs with what was `measured`.

    `labels` are its weights and biases, None for a network that is not to be labelled.
    """

    neuron: tuple[float, float]
    head: float
    names: float
    labels: Labels | None = None
    measured: float = 0.0


@dataclass(frozen=True, slots=True)
class Composition:
    """All columns of a network in a `strip`, and which of them the window can show; `scale` is that of its text.

    The window has `first_count` columns from layer 0 on, or `count` from another; it ends at the right of `box`.
    The inputs' names stand left of them, or above where that leaves more room for what is written on the network, or
    where they would else be cut.
    """

    box: Box
    strip: Columns
    first_count: int
    count: int
    scale: float = 1.0
    names_above: bool = False

    @property
    def layers(self) -> int:
        return len(self.strip.layers)

    @property
    def is_whole(self) -> bool:
        """Whether all columns are in view."""
        return self.first_count == self.layers

    def has_room(self, needs: Needs) -> bool:
        """Return whether two columns, their edges, and what stands left of the first have the room that they need."""
        if self.is_labelled:
            return True
        columns = self.columns(range(self.first_count)).layers
        first, second, *_ = (next(iter(column.neurons.values())) for column in columns)
        name = 0.0 if self.names_above else min(needs.names - needs.measured, LEAST_NAME)
        beside = first.left - self.box.left - BESIDE - needs.measured - name
        return second.left - first.right >= LEAST_EDGE - SPARE and beside >= -INTO_MARGIN

    @property
    def is_labelled(self) -> bool:
        return bool(self.strip.wires)

    def windows(self) -> Iterator[range]:
        """Yield what the window can show, from the left to the right."""
        yield range(self.first_count)
        if not self.is_whole:
            count = min(self.count, self.layers - 1)
            yield from (range(first, first + count) for first in range(1, self.layers - count + 1))

    def window_with(self, layer: int, now: range) -> range:
        """Return the window that shows a layer and the one before it: that of `now`, or moved as far as they allow.

        So it moves seldom: what comes next on the way is in view already.
        """
        wanted = {max(0, layer - 1), layer}
        if wanted <= set(now):
            return now
        return max(
            (window for window in self.windows() if wanted <= set(window)),
            key=lambda window: abs(window.start - now.start),
        )

    def columns(self, window: range) -> Columns:
        """Return the columns in view through a window, where they are seen."""
        return self.strip.part(window, self.along(window))

    def along(self, window: range) -> float:
        """Return how far to the right the strip is moved for a window."""
        if self.is_whole:
            return 0.0
        last = self.strip.column(window.stop - 1)
        return self.box.right - next(iter(last.neurons.values())).right


def compose(layers: Sequence[LayerView], box: Box, needs: Needs) -> Composition:
    """Return the composition of a network of such layers within `box`, the names of its features included.

    Names are given less than they need where two columns would else have no room: they stand above their inputs then,
    or have to be cut.
    """
    if needs.labels and all(layer.is_whole for layer in layers):
        for scale, above in product(SCALES, (False, True)):
            if labelled := _with_labels(layers, box, needs, needs.labels, scale, above):
                return labelled
    width, height = needs.neuron
    least = max(width + LEAST_EDGE, needs.head + LEAST_GAP)
    overhang = max(0.0, (needs.head - width) / 2)  # of the leftmost head
    wanted, spare = needs.names + BESIDE + SPARE, box.width - overhang - width - least
    above = wanted > spare and _may_be_above(layers[0], box, height)
    if above:
        wanted = needs.measured + BESIDE + SPARE
    room = box.width - max(overhang, min(wanted, spare))
    first = min(len(layers), _fitting(room, width, least))
    step = (room - width) / (first - 1)
    strip = Box(box.right - (len(layers) - 1) * step - width, box.bottom, box.right, box.top)
    return Composition(
        box,
        lay_out_columns(layers, strip, height, width),
        first,
        _fitting(box.width - overhang, width, step),
        names_above=above,
    )


def _may_be_above(inputs: LayerView, box: Box, height: float) -> bool:
    """Return whether there is room for names between inputs so high."""
    return min(MOST_PITCH, box.height / len(inputs.slots)) - height >= NAME


def _fitting(room: float, width: float, step: float) -> int:
    """Return how many columns fit, at least two."""
    return max(2, int((room - width) / step + 1e-9) + 1)


def _with_labels(
    layers: Sequence[LayerView], box: Box, needs: Needs, labels: Labels, scale: float, names_above: bool
) -> Composition | None:
    """Return the composition with every weight on its edge and every bias in its neuron; None where they don't fit."""
    measures = measures_of(labels, scale)
    left = box.left if names_above else box.left + needs.names + BESIDE + SPARE
    if left >= box.right or (names_above and needs.names > measures.width + OVERHANG):
        return None
    columns = columns_of([layer.slots for layer in layers], Box(left, box.bottom, box.right, box.top), measures)
    if columns is None:
        return None
    if any(after.middle - before.middle < needs.head + LEAST_GAP for before, after in pairwise(columns.layers)):
        return None
    inputs = columns.layers[0].neurons.values()
    if names_above and any(one.bottom - other.top < NAME for one, other in pairwise(inputs)):
        return None
    return Composition(box, columns, len(layers), len(layers), scale, names_above)


def measures_of(labels: Labels, scale: float, **others: float) -> Measures:
    """Return how large what stands at a labelled network is at a scale, and `others` of the measures."""
    (label, high), (width, height) = labels.label, labels.neuron
    return Measures(
        (scale * label, scale * high),
        scale * width,
        scale * height,
        scale * MOST_ROW,
        MOST_APART,
        LEAST_EDGE,
        **others,
    )


def columns_of(slots: Sequence[Sequence[int | None]], area: Box, measures: Measures, first: int = 0) -> Columns | None:
    """Return where the neurons of labelled layers go, from layer `first` on, None a ⋮; None where they have no room."""
    layout = fit([len(some) for some in slots], [False] * (len(slots) - 1), area, measures)
    if layout is None:
        return None
    columns = []
    for some, boxes in zip(slots, layout.neurons, strict=True):
        pitch = boxes[0].middle[1] - boxes[1].middle[1] if len(boxes) > 1 else boxes[0].height
        columns.append(Column.of(some, boxes, pitch))
    gaps = zip(pairwise(slots), layout.wires, strict=True)
    wires = {
        Weight(layer, j, k): wire
        for layer, ((before, after), rows) in enumerate(gaps, start=first + 1)
        for j, row in zip(after, rows, strict=True)
        for k, wire in zip(before, row, strict=True)
        if j is not None and k is not None
    }
    every = [box for boxes in layout.neurons for box in boxes]
    bottom, top = min(box.bottom for box in every), max(box.top for box in every) + ABOVE
    return Columns(tuple(columns), bottom, top, first, wires)
