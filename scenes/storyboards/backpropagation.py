"""The beats of a backward pass, as plain data: loss, deltas and gradients layer by layer, chain rule, update, again.

What turns a study into these beats stands in `tell_backpropagation.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Feature, Pace, Scenery
from scenes.storyboards.reading import Values
from scenes.storyboards.readout import Line, Name, Readout
from scenes.storyboards.sheet import Sheet
from scenes.storyboards.words import Words
from scenes.studies import Neuron, Study, Weight


@dataclass(frozen=True, slots=True)
class Recall:
    """The forward pass as it was: what every neuron that is drawn holds."""

    title: Words
    aside: Words
    features: tuple[Feature, ...]
    values: Values
    caption: Words


@dataclass(frozen=True, slots=True)
class SheetBeat:
    """A sheet about a whole layer, with a caption for its rows and one for what is made of them (or none)."""

    title: Words
    aside: Words
    sheet: Sheet
    captions: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class BackBeat:
    """One neuron's sheet: its delta, or the gradients of its weights.

    `edges` are the weights that its rows follow, by the row (None: not drawn); `delta` is what the neuron shows
    afterwards, None for gradients. `captions` are two at the whole pace (rows, conclusion), one at the brisk pace, none
    at a glance.
    """

    place: Neuron
    pace: Pace
    sheet: Sheet
    edges: tuple[Weight | None, ...]
    delta: Readout | None
    captions: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Factors:
    """A product worked out factor by factor: the chain rule, or the update of one weight."""

    title: Line
    labels: tuple[Line, ...]
    result: Line
    equation: Equation
    place: Weight
    captions: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class LayerBack:
    """One layer on the way back: its deltas, then the gradients that they give; `deltas` are what is shown of them.

    `together` is the sheet of all deltas where they are one subtraction each; otherwise `neurons` has a beat for each
    but those that are `off`: their delta is 0, they have no gradient but 0, and they are passed over together.
    In a deep network the layers between are shown at a glance, all under the caption `in_passing` (elsewhere empty).
    """

    layer: int
    title: Words
    aside: Words
    together: SheetBeat | None
    neurons: tuple[BackBeat, ...]
    deltas: Values
    off: tuple[Neuron, ...]
    gradients: tuple[BackBeat, ...]
    chain: Factors | None
    glance_deltas: Words
    off_caption: Words
    glance_gradients: Words
    in_passing: Words


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps at once: `shares` is how large that of each weight drawn is beside the largest of them, from 0 to 1.

    `lines` under `title` tell old → new of the largest, or of all weights where they are few.
    """

    shares: dict[Weight, float]
    title: Line
    lines: tuple[Line, ...]
    caption: Words


@dataclass(frozen=True, slots=True)
class Again:
    """The same sample through the new network: what its neurons hold, and what has changed.

    `losses` and `outputs` are rows of a name, the number before and the number after; `best` is the output to ring.
    """

    title: Words
    aside: Words
    values: Values
    losses: tuple[tuple[str, Readout], ...]
    outputs: dict[Neuron, tuple[Name, Readout, Readout]]
    best: Neuron | None
    captions: tuple[Words, Words, Words]


@dataclass(frozen=True, slots=True)
class BackStory:
    """`layers` go from the output back; `scenery` is the network as it stands all the time."""

    study: Study
    scenery: Scenery
    recall: Recall
    loss: SheetBeat
    layers: tuple[LayerBack, ...]
    update_title: Words
    update_aside: Words
    update: Factors
    steps: Steps
    again: Again

    @property
    def values(self) -> tuple[Readout, ...]:
        """All that neurons hold at some time."""
        held = (self.recall.values, self.again.values, *(back.deltas for back in self.layers))
        return tuple(value for values in held for value in values.values())
