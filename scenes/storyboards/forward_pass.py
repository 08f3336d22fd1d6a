"""The beats of a forward pass, as plain data: features in, neuron by neuron to the output, softmax, verdict.

What turns a study into these beats stands in `tell_forward_pass.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from scenes.lessons import Study
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line, Name, Readout, Segment
from scenes.storyboards.sheet import Sheet


class Pace(Enum):
    """The first time slowly and whole, the same thing again quicker, then at a glance."""

    WHOLE = "whole"
    BRISK = "brisk"
    GLANCE = "glance"


@dataclass(frozen=True, slots=True)
class Feature:
    """One input: what was measured, and how it was standardised (None where the network takes it as measured)."""

    name: Name
    x: Readout
    measured: Readout | None
    standardised: Equation | None


@dataclass(frozen=True, slots=True)
class Entrance:
    """The features come in; `captions`: what is seen, and how it becomes the input."""

    title: Line
    aside: Line
    features: tuple[Feature, ...]
    captions: tuple[Line, Line]


@dataclass(frozen=True, slots=True)
class NeuronBeat:
    """One neuron worked out; `layer` counts from 0, the first that computes.

    The sheet ends with the activation, before a softmax with the weighted input. `captions` are three at the whole pace
    (products, sum, activation), one at the brisk pace, none at a glance.
    """

    layer: int
    neuron: int
    pace: Pace
    sheet: Sheet
    captions: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class LayerBeat:
    """One layer; `glance` is said once over all the neurons that are shown at a glance."""

    title: Line
    aside: Line
    neurons: tuple[NeuronBeat, ...]
    glance: Line


@dataclass(frozen=True, slots=True)
class SoftmaxRow:
    """One class on its way from z to its probability."""

    name: Name
    shifted: Equation
    exponential: Equation
    probability: Equation


@dataclass(frozen=True, slots=True)
class SoftmaxBeat:
    """Softmax in five steps, a caption each; row `worked` is written out in full."""

    title: Line
    aside: Line
    shift: Readout
    rows: tuple[SoftmaxRow, ...]
    total: Equation
    worked: int
    captions: tuple[Line, Line, Line, Line, Line]

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
    """The outputs beside their names, and what they say in `lines`, each a label and what it labels.

    For classifiers `predicted` is the place of the predicted class among the names, and `right` whether it is the true
    one; None for a regression, which has `targets` for its outputs instead of lines.
    """

    title: Line
    aside: Line
    names: tuple[Name, ...]
    outputs: tuple[Readout, ...]
    targets: tuple[Readout, ...]
    lines: tuple[tuple[Segment, Segment], ...]
    predicted: int | None
    right: bool | None
    caption: Line


@dataclass(frozen=True, slots=True)
class ForwardStory:
    """`heads` are the lines above each layer's column, the input's first; `names` are those of the outputs."""

    study: Study
    heads: tuple[tuple[Line, ...], ...]
    names: tuple[Name, ...]
    entrance: Entrance
    layers: tuple[LayerBeat, ...]
    softmax: SoftmaxBeat | None
    verdict: Verdict

    @property
    def values(self) -> tuple[Readout, ...]:
        """All that neurons hold at some time."""
        inputs = tuple(feature.x for feature in self.entrance.features)
        results = tuple(neuron.sheet.result for layer in self.layers for neuron in layer.neurons)
        return (*inputs, *results, *self.verdict.outputs)
