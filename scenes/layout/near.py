"""A neuron from near: with those that it is connected to, in the room of a whole network, weights on the edges."""

from __future__ import annotations

from collections.abc import Sequence

from scenes.layout.boxes import Box
from scenes.layout.columns import Column, Columns
from scenes.layout.composition import ABOVE, BESIDE, LEAST_EDGE, MOST_APART, SCALES, SPARE, Composition, Labels, Needs
from scenes.layout.labels import MOST_ROW, Measures, fit
from scenes.studies import Weight
from scenes.studies.view import LayerView

BELOW = 0.35  # the lowest neuron, for its name
CLEAR = 0.18  # between a label and the neuron, which has a ring


def compose_near(
    layer: int, sides: tuple[LayerView, LayerView], box: Box, needs: Needs, labels: Labels
) -> Composition | None:
    """Return the composition of some neurons of a `layer` and some of the next, one of the `sides` being one alone.

    Where a side is part of its layer, a ⋮ stands among its neurons. Returns None where the labels have no room.
    """
    names = needs.names + BESIDE if layer == 0 else 0.0
    overhang = max(0.0, (needs.head - needs.neuron[0]) / 2)
    area = Box(box.left + max(names, overhang) + SPARE, box.bottom + BELOW, box.right - overhang, box.top)
    for scale in SCALES:
        if columns := _columns(layer, sides, area, needs, labels, scale):
            return Composition(box, columns, 2, 2, scale)
    return None


def _columns(
    layer: int, sides: tuple[LayerView, LayerView], area: Box, needs: Needs, labels: Labels, scale: float
) -> Columns | None:
    (label, high), (width, height) = labels.label, labels.neuron
    measures = Measures(
        (scale * label, scale * high),
        scale * max(width, needs.neuron[0]),
        scale * height,
        scale * MOST_ROW,
        MOST_APART,
        LEAST_EDGE,
        side=CLEAR,
    )
    before, after = map(_slots, sides)
    layout = fit([len(before), len(after)], [False], area, measures)
    if layout is None:
        return None
    columns = tuple(_column(*side) for side in zip((before, after), layout.neurons, strict=True))
    wires = {
        Weight(layer + 1, j, k): wire
        for j, row in zip(after, layout.wires[0], strict=True)
        for k, wire in zip(before, row, strict=True)
        if j is not None and k is not None
    }
    every = [box for side in layout.neurons for box in side]
    return Columns(columns, min(box.bottom for box in every), max(box.top for box in every) + ABOVE, layer, wires)


def _slots(side: LayerView) -> list[int | None]:
    """Return the neurons of a side from above, None for the ⋮."""
    slots: list[int | None] = list(side.shown)
    if side.gap is not None:
        slots.insert(side.gap, None)
    return slots


def _column(slots: Sequence[int | None], boxes: Sequence[Box]) -> Column:
    pitch = boxes[0].middle[1] - boxes[1].middle[1] if len(boxes) > 1 else boxes[0].height
    placed = list(zip(slots, boxes, strict=True))
    return Column(
        {j: box for j, box in placed if j is not None}, next((box for j, box in placed if j is None), None), pitch
    )
