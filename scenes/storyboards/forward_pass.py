"""The beats of a forward pass, as plain data: features in, neuron by neuron to the output, softmax, verdict.

What turns a study into these beats stands in `tell_forward_pass.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from scenes.storyboards.equation import Equation
from scenes.storyboards.parameters import Parameters, weights_in
from scenes.storyboards.reading import Cast, extremes_of
from scenes.storyboards.readout import Line, Name, Readout
from scenes.storyboards.sheet import Sheet
from scenes.storyboards.words import Words
from scenes.studies import Bias, Neuron, Study, Weight


class Pace(Enum):
    """The first time slowly and whole, the same thing again quicker, then at a glance."""

    WHOLE = "whole"
    BRISK = "brisk"
    GLANCE = "glance"


@dataclass(frozen=True, slots=True)
class Feature:
    """One input: what was measured, and how it was standardised (None where the network takes it as measured)."""

    place: Neuron
    name: Name
    x: Readout
    measured: Readout | None
    standardised: Equation | None


@dataclass(frozen=True, slots=True)
class Scenery:
    """What stands at the network all the time.

    `heads` are the lines above each layer's column, the input's first.
    """

    heads: tuple[tuple[Line, ...], ...]
    cast: Cast


@dataclass(frozen=True, slots=True)
class Entrance:
    """A chapter: the `question`, what is known and what `answers` there may be; the `network` that is to answer it,
    whose edges the `legend` explains; and how the features become its `input`, shown for feature `worked`.

    `labels` stand before the operands of its equation. Where only some features are shown, `part` says how many.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    features: tuple[Feature, ...]
    worked: int
    labels: tuple[Line, ...]
    answers: tuple[Line, ...]
    part: Line
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeuronBeat:
    """One neuron worked out; `edges` are the weights of its rows that are drawn, by the row.

    The sheet ends with the activation, before a softmax with the weighted input. Its steps are `products`, `sum` and
    `activation` at the whole pace, `all` at the brisk pace; at a glance it has none.
    """

    id: str
    place: Neuron
    pace: Pace
    sheet: Sheet
    edges: tuple[Weight | None, ...]
    says: Mapping[str, Words]

    @property
    def parameters(self) -> Parameters:
        """The weights of its rows that are drawn, and its bias."""
        bias: Parameters = {Bias(self.place.layer, self.place.j): self.sheet.addends[-1][1]}
        return {**weights_in(self.sheet, self.edges), **bias}


@dataclass(frozen=True, slots=True)
class LayerBeat:
    """A chapter: one layer, its `neurons` in the order in which they are shown, all `others` in one step.

    Their sums are drawn over one `axis`, from the least to the greatest that any of them gets to while it is added up;
    `curve` are points (z, a) of the activation function over it, none before a softmax, which takes all sums together.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    neurons: tuple[NeuronBeat, ...]
    axis: tuple[float, float]
    curve: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class SoftmaxRow:
    """One class on its way from z to its probability."""

    name: Name
    shifted: Equation
    exponential: Equation
    probability: Equation


@dataclass(frozen=True, slots=True)
class SoftmaxBeat:
    """A chapter: softmax in pictures, `scores`, `raised`, `shared`, then in numbers, `shifted`, which are `swapped`.

    Row `worked` is written out in full.

    Where only some outputs are shown, `others` are how many there are besides, what their exponentials come to, and
    what their shares do.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    shift: Readout
    rows: tuple[SoftmaxRow, ...]
    others: tuple[Line, Readout, Readout] | None
    total: Equation
    worked: int

    @property
    def scores(self) -> tuple[Readout, ...]:
        """The weighted sums that it begins with."""
        return tuple(row.shifted.operands[0] for row in self.rows)

    @property
    def shares(self) -> tuple[Readout, ...]:
        """The probabilities of its rows, and what they leave to the others, where there are others."""
        return (*(row.probability.result for row in self.rows), *(self.others[2:] if self.others else ()))

    @property
    def columns(self) -> tuple[tuple[Equation, ...], ...]:
        """The columns of its table: what is shifted, exponentials, probabilities."""
        return (
            tuple(row.shifted for row in self.rows),
            tuple(row.exponential for row in self.rows),
            tuple(row.probability for row in self.rows),
        )


@dataclass(frozen=True, slots=True)
class Verdict:
    """A chapter: the outputs beside their names, and what they say in `lines`, each a label and what it labels.

    Where there is a way `back` to an input, along the terms that weigh most, it is shown; last, what was `seen`.

    For classifiers `predicted` is the neuron of the predicted class; it is None for a regression, which
    has `targets` for its outputs instead of lines, and `scaled_back` tells how a single output got its unit, if it did.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    places: tuple[Neuron, ...]
    names: tuple[Name, ...]
    outputs: tuple[Readout, ...]
    targets: tuple[Readout, ...]
    scaled_back: Equation | None
    lines: tuple[tuple[str, Words], ...]
    predicted: Neuron | None
    back: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class ForwardStory:
    """`scenery` is the network as it stands all the time."""

    study: Study
    scenery: Scenery
    entrance: Entrance
    layers: tuple[LayerBeat, ...]
    softmax: SoftmaxBeat | None
    verdict: Verdict

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All that are shown beside the network."""
        return tuple(neuron.sheet for layer in self.layers for neuron in layer.neurons)

    @property
    def values(self) -> tuple[Readout, ...]:
        """All that neurons hold at some time."""
        inputs = tuple(feature.x for feature in self.entrance.features)
        results = tuple(neuron.sheet.result for layer in self.layers for neuron in layer.neurons)
        return (*inputs, *results, *self.verdict.outputs)

    @property
    def extremes(self) -> tuple[Readout, Readout]:
        """The least and the greatest activation that neurons hold."""
        return extremes_of([value for value in self.values if not value.path.endswith(".z")])
