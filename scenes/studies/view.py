"""What is shown of a network too large to be drawn: some of its neurons, some terms of a sum, the others as a subtotal.

It is decided once for a study, by one rule, and every storyboard is told: of a layer for which there is no room, those
neurons are drawn that matter most for the sample shown. Of the outputs these are the largest, and that of the truth; of
a layer before, those whose products in the sums of the neurons drawn after it are largest, added up in magnitude.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mathnet import ForwardTrace, Subtotal, strongest, subtotal

MOST_NEURONS = 10  # of a layer that is drawn whole
SOME_NEURONS = 8  # that are drawn of a larger one
MOST_TERMS = 10  # of a sum that is listed whole
SOME_TERMS = 8  # that are listed of a longer one


@dataclass(frozen=True, slots=True)
class Terms:
    """Which terms of a sum are `listed`, in their order, and what the `others` come to (None where all are listed)."""

    listed: tuple[int, ...]
    others: Subtotal | None


@dataclass(frozen=True, slots=True)
class LayerView:
    """The neurons of a layer of `size` that are `shown`, in their order."""

    size: int
    shown: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.shown)

    @property
    def is_whole(self) -> bool:
        return self.count == self.size

    @property
    def slots(self) -> list[int | None]:
        """The neurons shown, from above, and None among them for the ⋮."""
        slots: list[int | None] = list(self.shown)
        if self.gap is not None:
            slots.insert(self.gap, None)
        return slots

    @property
    def gap(self) -> int | None:
        """How many of the shown stand before the ⋮: it is where most are left out. None where none is."""
        if self.is_whole:
            return None
        steps = [after - before for before, after in zip(self.shown, (*self.shown[1:], self.size), strict=True)]
        return steps.index(max(steps)) + 1


class Sums(Mapping[int, Terms]):
    """Which terms are listed of each of several `sums`, found out when it is asked for."""

    def __init__(self, sums: Sequence[Sequence[float]]) -> None:
        self._sums = sums
        self._known: dict[int, Terms] = {}

    def __getitem__(self, j: int) -> Terms:
        if j not in self._known:
            self._known[j] = list_terms(self._sums[j])
        return self._known[j]

    def __iter__(self) -> Iterator[int]:
        return iter(range(len(self._sums)))

    def __len__(self) -> int:
        return len(self._sums)


@dataclass(frozen=True, slots=True)
class View:
    """`layers[n]`, layer 0 the input, and for each neuron j of it the terms of its sum: `products[n][j]`."""

    layers: tuple[LayerView, ...]
    products: tuple[Mapping[int, Terms], ...]

    @property
    def is_whole(self) -> bool:
        return all(layer.is_whole for layer in self.layers)


def view_of(forward: ForwardTrace, truth: Collection[int], room: Sequence[int] = ()) -> View:
    """Return what is shown of a forward pass; `truth` are the outputs that the target names.

    There is `room` for so many neurons of each layer, layer 0 the input; without it for MOST_NEURONS, or SOME_NEURONS.
    """
    sizes = (len(forward.x), *(len(layer.neurons) for layer in forward.layers))
    rooms = list(room) or [size if size <= MOST_NEURONS else SOME_NEURONS for size in sizes]
    shown = [_outputs(forward.output, truth, rooms.pop())]
    for layer in reversed(forward.layers):
        products = [layer.neurons[j].products for j in shown[0].shown]
        importances = [sum(map(abs, column)) for column in zip(*products, strict=True)]
        shown.insert(0, _shown(importances, rooms.pop()))
    sums = (Sums([neuron.products for neuron in layer.neurons]) for layer in forward.layers)
    return View(tuple(shown), ({}, *sums))


def list_terms(terms: Sequence[float], most: int = MOST_TERMS, some: int = SOME_TERMS) -> Terms:
    """Return `some` of the terms, the strongest, and the subtotal of the others; all where there are `most` or less."""
    if len(terms) <= most:
        return Terms(tuple(range(len(terms))), None)
    listed = strongest(terms, some)
    return Terms(listed, subtotal(terms, set(range(len(terms))) - set(listed)))


def _outputs(output: Sequence[float], truth: Collection[int], room: int) -> LayerView:
    if len(output) <= room:
        return LayerView(len(output), tuple(range(len(output))))
    named = set(truth) if len(truth) < room else set()
    rest = [0.0 if j in named else value for j, value in enumerate(output)]
    largest = [j for j in strongest(rest, room - len(named)) if j not in named]
    return LayerView(len(output), tuple(sorted({*named, *largest})))


def _shown(importances: Sequence[float], room: int) -> LayerView:
    size = len(importances)
    return LayerView(size, tuple(range(size)) if size <= room else strongest(importances, room))
