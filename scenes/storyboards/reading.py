"""Readouts of what neurons hold: the same number is written the same way wherever it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.studies import LayerView, Neuron, Study

BOUNDED = ("sigmoid", "tanh", "softmax")  # what they give lies between two bounds that it only comes near
Values = dict[Neuron, Readout]


@dataclass(frozen=True, slots=True)
class Cast:
    """Which neurons of a network are drawn, and how they are told apart.

    `features` and `outputs` are names. Where a layer is drawn in part its neurons have their `numbers`, `parts` say how
    many of it are drawn (layer by layer, empty for a whole one), and `choice` by which rule they were chosen.
    """

    features: dict[Neuron, Name]
    outputs: dict[Neuron, Name]
    numbers: Values
    parts: tuple[Line, ...]
    choice: Line


def tell_cast(study: Study, read: Reader, limit: int, sample: str = "one sample") -> Cast:
    """Return who is who in a study's network, in names of at most `limit` letters.

    Where only some neurons are drawn, the film speaks of the sample that decided which as `sample`.
    """
    last, shared = len(study.network.layers), len(study.lesson.classes) > study.network.sizes[-1]
    return Cast(
        {place: read.name(place.itself, limit) for place in shown_neurons(study, 0)},
        {place: read.name(f"lesson.classes[{place.j + shared}]", limit) for place in shown_neurons(study, last)},
        numbers_of(study, read),
        tuple(part_line(read, layer, seen) for layer, seen in enumerate(study.view.layers)),
        () if study.view.is_whole else (f"⋮  drawn are the neurons that matter most for {sample}",),
    )


def shown_neurons(study: Study, layer: int) -> tuple[Neuron, ...]:
    """Return the neurons of a layer that are drawn, layer 0 the input."""
    return tuple(Neuron(layer, j) for j in study.view.layers[layer].shown)


def read_activation(study: Study, read: Reader, place: Neuron, trace: str = "forward") -> Readout:
    """Return the activation of a neuron; of the input, a feature."""
    return bounded(study, read, place, place.path("a", trace))


def bounded(study: Study, read: Reader, place: Neuron, path: str) -> Readout:
    """Return an activation of a neuron that stands at `path`: within the bounds that it only comes near."""
    is_bounded = place.layer > 0 and study.network.activations[place.layer - 1] in BOUNDED
    return read.below_one(path) if is_bounded else read(path)


def values_of(study: Study, read: Reader, trace: str) -> Values:
    """Return what every neuron that is drawn holds in the forward trace at the path `trace`."""
    layers = range(len(study.network.sizes))
    return {
        place: read_activation(study, read, place, trace) for layer in layers for place in shown_neurons(study, layer)
    }


def extremes_of(values: Sequence[Readout]) -> tuple[Readout, Readout]:
    """Return the least and the greatest of some numbers."""
    return min(values, key=lambda one: one.value), max(values, key=lambda one: one.value)


def numbers_of(study: Study, read: Reader) -> Values:
    """Return the numbers of the neurons in layers that are drawn in part: there, they can't be counted."""
    layers = [layer for layer, seen in enumerate(study.view.layers) if not seen.is_whole]
    return {place: read.number(place.itself) for layer in layers for place in shown_neurons(study, layer)}


def others_line(read: Reader, path: str) -> Line:
    """Return how many the others are of which a subtotal stands at `path`."""
    return (read(f"{path}.others.count"), " others")


def listed(names: Sequence[Name], last: str) -> Line:
    """Return names one after the other, the word `last` before the last of them.

    >>> from scenes.storyboards.readout import say
    >>> say(listed([Name("", name, name) for name in ("setosa", "versicolor", "virginica")], "or"))
    'setosa, versicolor or virginica'
    """
    signs = ("", *([", "] * (len(names) - 2)), f" {last} ")[: len(names)]
    return tuple(part for pair in zip(signs, names, strict=True) for part in pair)


def part_line(read: Reader, layer: int, seen: LayerView) -> Line:
    """Return how many of a layer's neurons are drawn; empty where all are."""
    if seen.is_whole:
        return ()
    return (read(f"view.layers[{layer}].count"), " of ", read(f"view.layers[{layer}].size"))
