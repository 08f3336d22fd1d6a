"""The beats of an image's way through a network, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import NeuronBeat
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Line, Name, Readout
from scenes.storyboards.words import Words
from scenes.studies import Neuron, Weight
from scenes.studies.image_study import ImageStudy


@dataclass(frozen=True, slots=True)
class ImageBeat:
    """A chapter: the image comes as its `pixels`, some of which, the `patch` (by the pixel), are seen as `numbers`."""

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    picture: Picture
    size: Equation
    patch: dict[int, Readout]


@dataclass(frozen=True, slots=True)
class LitLayer:
    """A chapter: all neurons of a layer are `lit`, as bright as they are active; the connections that carry most.

    `head` are the lines above it; `connections` are what each connection drawn carries, `drawn` says how many they are,
    `active` how many neurons are; one of the `strongest` activation is pointed at, unless all are 0.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    layer: int
    picture: Picture
    head: tuple[Line, ...]
    connections: dict[Weight, Readout]
    largest: float
    drawn: tuple[Line, ...]
    active: tuple[Line, ...]
    strongest: Neuron | None


@dataclass(frozen=True, slots=True)
class OpenedNeuron:
    """A chapter: one neuron opened up: its `weights` as an image, the `products` with the pixels, and their `sum`.

    `titles` stand above the three images: of the input, of the weights, of the products. The rows of its sheet are of
    the pixels `listed`; `note` says so where numbers were rounded.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    neuron: NeuronBeat
    titles: tuple[Line, Line, Line]
    weights: Picture
    products: Picture
    listed: tuple[int, ...]
    note: Line


@dataclass(frozen=True, slots=True)
class AnswerBeat:
    """A chapter: the outputs as bars beside their names (those that are shown), and what they say.

    `lines` are those of the side panel, under their labels: prediction, truth, loss, active neurons, a line a layer.
    `traced` are connections that lead to the answer, from it back; last, what was `seen`.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    names: tuple[Name, ...]
    outputs: tuple[Readout, ...]
    predicted: int
    lines: tuple[tuple[str, tuple[Line, ...]], ...]
    traced: tuple[Weight, ...]

    @property
    def numbers(self) -> tuple[Line, ...]:
        return tuple((output,) for output in self.outputs)


@dataclass(frozen=True, slots=True)
class DigitsForwardStory:
    """`opened` comes after the first of the `layers`, which end with the output."""

    study: ImageStudy
    image: ImageBeat
    layers: tuple[LitLayer, ...]
    opened: OpenedNeuron
    answer: AnswerBeat
