"""Where the neurons of a network stand: columns of slots, each a neuron's or that of the ⋮ for those left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenes.layout.boxes import Box
from scenes.studies.view import LayerView

MOST_PITCH = 1.8  # from one neuron to the next
FILLED = 0.84  # share of a column that its neurons take up at most


@dataclass(frozen=True, slots=True)
class Column:
    """One layer: the boxes of the neurons shown, by their number, that of the ⋮ (None where all are), its pitch."""

    neurons: dict[int, Box]
    gap: Box | None
    pitch: float

    @property
    def middle(self) -> float:
        """Where the column is across."""
        return next(iter(self.neurons.values())).middle[0]


@dataclass(frozen=True, slots=True)
class Columns:
    """A network's layers from the left to the right, layer 0 the input."""

    layers: tuple[Column, ...]

    @property
    def top(self) -> float:
        return max(box.middle[1] + layer.pitch / 2 for layer in self.layers for box in layer.neurons.values())

    @property
    def bottom(self) -> float:
        return min(box.bottom for layer in self.layers for box in layer.neurons.values())


def lay_out_columns(layers: Sequence[LayerView], area: Box, height: float, width: float | None = None) -> Columns:
    """Return where the neurons go within `area`: at most `height` high, `width` wide (None: round).

    A column of few neurons is spread wider, so that its neurons are told apart from afar; all neurons are alike.
    """
    slots = [len(layer.shown) + (layer.gap is not None) for layer in layers]
    pitches = [min(MOST_PITCH, area.height / count) for count in slots]
    high = min(height, FILLED * min(pitches))
    wide = high if width is None else width
    step = (area.width - wide) / max(1, len(layers) - 1)
    return Columns(
        tuple(
            _column(layer, area.left + wide / 2 + index * step, area.middle[1], pitch, wide, high)
            for index, (layer, pitch) in enumerate(zip(layers, pitches, strict=True))
        )
    )


def _column(layer: LayerView, x: float, middle: float, pitch: float, width: float, height: float) -> Column:
    places: list[int | None] = list(layer.shown)
    if layer.gap is not None:
        places.insert(layer.gap, None)
    boxes = []
    for index in range(len(places)):
        y = middle + ((len(places) - 1) / 2 - index) * pitch
        boxes.append(Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    pairs = list(zip(places, boxes, strict=True))
    gap = next((box for place, box in pairs if place is None), None)
    return Column({place: box for place, box in pairs if place is not None}, gap, pitch)
