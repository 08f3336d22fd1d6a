"""How much of a network is printed: what its films show of it, or all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from scenes.storyboards.reading import BOUNDED
from scenes.storyboards.readout import shown, shown_below_one
from scenes.studies import Study, Terms

Sums = Mapping[int, Terms]


@dataclass(frozen=True, slots=True)
class Extent:
    """What is printed of a `study`: with `everything` each neuron and term, else those that its films show."""

    study: Study
    everything: bool

    def neurons(self, layer: int) -> Sequence[int]:
        """Return which neurons of a layer are printed, layer 0 the input."""
        seen = self.study.view.layers[layer]
        return range(seen.size) if self.everything else seen.shown

    def is_part(self, layer: int) -> bool:
        return not self.everything and not self.study.view.layers[layer].is_whole

    def count(self, layer: int) -> str:
        """Return how many of a layer's neurons are printed, where that isn't all."""
        seen = self.study.view.layers[layer]
        return f"{seen.count} of {seen.size}" if self.is_part(layer) else ""

    def terms(self, sums: Sums, j: int, size: int) -> Sequence[int]:
        """Return which of the `size` terms of a neuron's sum are printed."""
        return range(size) if self.everything else sums[j].listed

    def number(self, value: float, decimals: int | None = None) -> str:
        return shown(value, self.study.lesson.decimals if decimals is None else decimals)

    def activation(self, layer: int, value: float) -> str:
        """Return the text of what a neuron of the layer holds: only what is 1 is shown as 1, as in the films."""
        bounded = layer > 0 and self.study.network.activations[layer - 1] in BOUNDED
        return self.share(value) if bounded else self.number(value)

    def share(self, value: float, decimals: int | None = None) -> str:
        return shown_below_one(value, self.study.lesson.decimals if decimals is None else decimals)


def are_parts(sums: Sums) -> bool:
    """Whether films list only some terms of the sums."""
    return any(terms.others for terms in sums.values())


def others_of(terms: Terms | None, write: Callable[[float], str]) -> str:
    """Return what the terms that films don't list come to, as "54: 0.25"; nothing where they list all."""
    return "" if terms is None or terms.others is None else f"{terms.others.count}: {write(terms.others.value)}"
