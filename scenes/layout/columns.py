"""Where the neurons of a network stand: columns of slots, each a neuron's or that of the ⋮ for those left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scenes.layout.boxes import Box, Point
from scenes.layout.labels import Wire
from scenes.studies import Neuron, Weight
from scenes.studies.view import LayerView

MOST_PITCH = 1.8  # from one neuron to the next
FILLED = 0.84  # share of a column that its neurons take up at most


@dataclass(frozen=True, slots=True)
class Column:
    """One layer: the boxes of the neurons shown, by their number, that of the ⋮ (None where all are), its pitch."""

    neurons: dict[int, Box]
    gap: Box | None
    pitch: float

    @classmethod
    def of(cls, slots: Sequence[int | None], boxes: Sequence[Box], pitch: float) -> Column:
        """Return the column with a box for each of some slots, None the ⋮."""
        placed = list(zip(slots, boxes, strict=True))
        gap = next((box for place, box in placed if place is None), None)
        return cls({place: box for place, box in placed if place is not None}, gap, pitch)

    @property
    def middle(self) -> float:
        """Where the column is across."""
        return next(iter(self.neurons.values())).middle[0]

    def shifted(self, along: float) -> Column:
        """Return the column as it is further right."""
        return Column(
            {j: box.shifted(along) for j, box in self.neurons.items()}, self.gap and self.gap.shifted(along), self.pitch
        )


@dataclass(frozen=True, slots=True)
class Columns:
    """Layers of a network from the left to the right, from layer `first` on (layer 0 is the input).

    All columns, those out of view too, are between `bottom` and `top`, a little above the highest neuron.
    `wires` are the edges of a network whose weights are written on it; others run from neuron to neuron.
    """

    layers: tuple[Column, ...]
    bottom: float
    top: float
    first: int = 0
    wires: Mapping[Weight, Wire] = field(default_factory=dict)

    def __contains__(self, layer: int) -> bool:
        return 0 <= layer - self.first < len(self.layers)

    def column(self, layer: int) -> Column:
        return self.layers[layer - self.first]

    def numbered(self) -> Iterator[tuple[int, Column]]:
        """Yield each column after the number of its layer."""
        return enumerate(self.layers, start=self.first)

    def weights(self) -> Iterator[Weight]:
        """Yield the weights between the neurons shown, layer by layer."""
        for layer, column in self.numbered():
            if layer > self.first:
                yield from (Weight(layer, j, k) for j in column.neurons for k in self.column(layer - 1).neurons)

    def box(self, place: Neuron) -> Box:
        return self.column(place.layer).neurons[place.j]

    def ends(self, place: Weight) -> tuple[Point, Point]:
        """Return where the edge of a weight starts and ends."""
        if wire := self.wires.get(place):
            return wire.start, wire.end
        start, end = self.box(place.start), self.box(place.end)
        return (start.right, start.middle[1]), (end.left, end.middle[1])

    def part(self, window: range, along: float) -> Columns:
        """Return the layers in `window` only, moved to the right."""
        chosen = tuple(self.column(layer).shifted(along) for layer in window)
        return replace(self, layers=chosen, first=window.start)


def lay_out_columns(layers: Sequence[LayerView], area: Box, height: float, width: float | None = None) -> Columns:
    """Return where the neurons go within `area`: at most `height` high, `width` wide (None: round).

    A column of few neurons is spread wider, so that its neurons are told apart from afar; all neurons are alike.
    """
    pitches = [min(MOST_PITCH, area.height / len(layer.slots)) for layer in layers]
    high = min(height, FILLED * min(pitches))
    wide = high if width is None else width
    step = (area.width - wide) / max(1, len(layers) - 1)
    placed = tuple(
        _column(layer, area.left + wide / 2 + index * step, area.middle[1], pitch, wide, high)
        for index, (layer, pitch) in enumerate(zip(layers, pitches, strict=True))
    )
    boxes = [(box, column.pitch) for column in placed for box in column.neurons.values()]
    return Columns(placed, min(box.bottom for box, _ in boxes), max(box.middle[1] + pitch / 2 for box, pitch in boxes))


def _column(layer: LayerView, x: float, middle: float, pitch: float, width: float, height: float) -> Column:
    slots = layer.slots
    boxes = []
    for index in range(len(slots)):
        y = middle + ((len(slots) - 1) / 2 - index) * pitch
        boxes.append(Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2))
    return Column.of(slots, boxes, pitch)
