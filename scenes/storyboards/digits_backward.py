"""The beats of an image's error on its way back, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.storyboards.backpropagation import BackBeat, SecondPass
from scenes.storyboards.digits_forward import AnswerBeat, ImageBeat, LitLayer
from scenes.storyboards.equation import Equation
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Line, Readout
from scenes.storyboards.words import Words
from scenes.studies import Neuron, Weight
from scenes.studies.image_study import ImageStudy


@dataclass(frozen=True, slots=True)
class ErrorBeat:
    """A chapter: the `errors` (deltas) of the outputs that are shown, as bars of up to `largest` to either side."""

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    errors: tuple[Readout, ...]
    largest: float


@dataclass(frozen=True, slots=True)
class BackBlocks:
    """A chapter: the deltas of all layers, by the layer, the last one first; one neuron is `blamed` most.

    `delta` is how the error of that neuron comes about, and `ways` what each weight carries back to it of those that
    are listed, none larger than `largest`; there is neither for a network without hidden layers.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    layers: dict[int, Picture]
    blamed: Neuron
    delta: BackBeat | None
    ways: dict[Weight, Readout]
    largest: float


@dataclass(frozen=True, slots=True)
class ImageRow:
    """A chapter: images side by side, each under its title, and what happens in the pixel `ring`, by its equation.

    The steps are the ids of the images: one comes after the other; at last `worked`. With the `factor`, if there is
    one, the second is made of the first: it stands in its place until then.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    images: dict[str, tuple[Line, Picture]]
    ring: int
    label: Line
    worked: Equation
    factor: Line = ()


@dataclass(frozen=True, slots=True)
class DigitsBackStory:
    """`lit` are the layers as the forward pass left them; after the `step` the image goes through a `second_pass`."""

    study: ImageStudy
    image: ImageBeat
    lit: tuple[LitLayer, ...]
    answer: AnswerBeat
    errors: ErrorBeat
    back: BackBlocks
    gradients: ImageRow
    step: ImageRow
    second_pass: SecondPass
    lit_after: dict[int, Picture]
