"""A neuron from near: with those that it is connected to, in the room of a whole network, weights on the edges."""

from __future__ import annotations

from dataclasses import replace

from scenes.layout.boxes import Box
from scenes.layout.composition import BESIDE, SCALES, SPARE, Composition, Labels, Needs, columns_of, measures_of
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
    wide = replace(labels, neuron=(max(labels.neuron[0], needs.neuron[0]), labels.neuron[1]))
    for scale in SCALES:
        measures = measures_of(wide, scale, side=CLEAR)
        if columns := columns_of([side.slots for side in sides], area, measures, layer):
            return Composition(box, columns, 2, 2, scale)
    return None
