"""The beats of a backward pass, as plain data: loss, deltas and gradients layer by layer, chain rule, update, again.

What turns a study into these beats stands in `tell_backpropagation.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.storyboards.chain import Chain
from scenes.storyboards.charts import Points
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Feature, Pace, Scenery, Verdict
from scenes.storyboards.reading import Values, extremes_of
from scenes.storyboards.readout import Line, Name, Readout
from scenes.storyboards.sheet import Sheet, note_of_rounding
from scenes.storyboards.slope import SlopeBeat, Turned
from scenes.storyboards.words import Words
from scenes.studies import Neuron, Study, Weight


@dataclass(frozen=True, slots=True)
class Recall:
    """A chapter: the forward pass as it was, what every neuron that is drawn holds, the verdict on it, the question."""

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    features: tuple[Feature, ...]
    values: Values
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class TermCurve:
    """A term of the loss over its output: `points` are (output, term); here it is `term`, for `output`."""

    title: Line
    points: Points
    output: Readout
    term: Readout


@dataclass(frozen=True, slots=True)
class LossBeat:
    """A chapter: the loss, its `terms` and their `total`; `curve` is that of the largest term, if it has one."""

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    sheet: Sheet
    curve: TermCurve | None


@dataclass(frozen=True, slots=True)
class Nudge:
    """A chapter: one weight is turned, to see how the loss changes with it; at last, in its step `all`, the problem.

    `turned` is what the network shows at each stop of the dot.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    place: Weight
    slope: SlopeBeat
    turned: tuple[Turned, ...]

    @property
    def apart(self) -> tuple[Turned, ...]:
        """What the network shows at some stop, each but once."""
        return tuple({id(one): one for one in self.turned}.values())


@dataclass(frozen=True, slots=True)
class BackBeat:
    """One neuron's sheet: its delta, or the gradients of its weights.

    `edges` are the weights that its rows follow, by the row (None: not drawn); `delta` is what the neuron shows
    afterwards, None for gradients. Its steps are `parts` and `result` at the whole pace, `all` at the brisk pace; at a
    glance it has none, and its sheet isn't shown: all such neurons of a layer are told at once.
    """

    id: str
    place: Neuron
    pace: Pace
    sheet: Sheet
    edges: tuple[Weight | None, ...]
    delta: Readout | None
    says: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Factors:
    """The update of one weight, worked out: its `factors`, then the `product`."""

    id: str
    title: Line
    labels: tuple[Line, ...]
    result: Line
    equation: Equation
    place: Weight
    says: Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class LayerBack:
    """A chapter: one layer on the way back: its deltas, then the gradients that they give.

    `deltas` are what is shown of them. `together` is the sheet of all where they are one `subtraction` each, after
    their `meaning`; otherwise `neurons` has a beat for each but those that are `off`: their delta is 0, they have no
    gradient but 0, and they are passed over together. In a hidden layer the `chain` rule for one weight tells of the
    delta of its neuron; it comes first there, else after the deltas. What is shown at a glance is said in the steps
    `other-deltas` and `other-gradients`; in a deep network the layers between are shown at a glance altogether, all in
    the chapter of the first of them, in one step `in-passing`.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    layer: int
    in_passing: bool
    together: Sheet | None
    neurons: tuple[BackBeat, ...]
    deltas: Values
    off: tuple[Neuron, ...]
    gradients: tuple[BackBeat, ...]
    chain: Chain | None


@dataclass(frozen=True, slots=True)
class Steps:
    """All steps at once: `shares` is how large that of each weight drawn is beside the largest of them, from 0 to 1.

    `lines` under `title` tell whose step it is, and old → new, of the largest, or of all weights where they are few.
    """

    shares: dict[Weight, float]
    title: Line
    lines: tuple[tuple[Line, Line], ...]


@dataclass(frozen=True, slots=True)
class UpdateBeat:
    """A chapter: the step of `one` weight, also down the `slope` of its loss, then in its step `all` those of all."""

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    one: Factors
    slope: SlopeBeat | None
    all: Steps


@dataclass(frozen=True, slots=True)
class SecondPass:
    """A chapter: the same sample goes `forward` through the new network; its outputs are `compared`, then the `loss`.

    `losses` and `outputs` are rows of a name, the number before and the number after; `targets` is what a regression
    should say, `best` the output to ring. At the `end` all of it is to be seen.
    """

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]
    values: Values
    losses: tuple[tuple[str, Readout], ...]
    outputs: dict[Neuron, tuple[Name, Readout, Readout]]
    targets: dict[Neuron, Readout]
    best: Neuron | None


@dataclass(frozen=True, slots=True)
class BackStory:
    """`layers` go from the output back; `scenery` is the network as it stands all the time."""

    study: Study
    scenery: Scenery
    recall: Recall
    loss: LossBeat
    nudge: Nudge | None
    layers: tuple[LayerBack, ...]
    update: UpdateBeat
    second_pass: SecondPass

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """All that are shown beside the network."""
        together = [layer.together for layer in self.layers if layer.together]
        beats = [beat for layer in self.layers for beat in (*layer.neurons, *layer.gradients)]
        return (self.loss.sheet, *together, *(beat.sheet for beat in beats if beat.pace is not Pace.GLANCE))

    @property
    def note(self) -> Line:
        """What is said under the network all the time, where numbers in a sheet were rounded."""
        return note_of_rounding(row for sheet in self.sheets for row in sheet.rows)

    @property
    def chains(self) -> tuple[Chain, ...]:
        return tuple(layer.chain for layer in self.layers if layer.chain)

    @property
    def slopes(self) -> tuple[SlopeBeat, ...]:
        """All curves that are shown beside the network."""
        slopes = (self.nudge and self.nudge.slope, *(chain.slope for chain in self.chains), self.update.slope)
        return tuple(slope for slope in slopes if slope)

    @property
    def values(self) -> tuple[Readout, ...]:
        """All that neurons hold at some time."""
        held = (self.recall.values, self.second_pass.values, *(back.deltas for back in self.layers))
        return (*(value for values in held for value in values.values()), *self.turned)

    @property
    def turned(self) -> tuple[Readout, ...]:
        """All that neurons hold while a weight is turned."""
        return tuple(value for one in (self.nudge.apart if self.nudge else ()) for value in one.held.values())

    @property
    def extremes(self) -> tuple[Readout, Readout]:
        """The least and the greatest activation that neurons hold."""
        return extremes_of([*self.recall.values.values(), *self.second_pass.values.values(), *self.turned])
