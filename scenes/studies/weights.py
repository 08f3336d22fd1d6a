"""All weights and biases of a small network, untrained and trained, and what it says of the rows it learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import dist

from mathnet import MLP
from mathnet.kernel import flatten
from scenes.studies.places import Weight
from scenes.studies.study import Study
from scenes.studies.training import TrainingStudy, answers_of, check_training, choose, parts_of
from scenes.studies.view import LayerView, View, view_of

MOST_STAGES = 128
MOST_ROWS = 6  # of the table
MOST_COLUMNS = 4  # layers that can be read at once
NEARLY = 0.1  # an answer is nearly right that is off by less than this share of what the targets span
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Room:
    """For how many inputs, neurons of each hidden layer, outputs, and layers in all there is room."""

    inputs: int
    hidden: int
    outputs: int
    columns: int = MOST_COLUMNS


@dataclass(frozen=True, slots=True)
class LayerChange:
    """What training added to each weight and each bias of a layer."""

    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the data: what comes in, what should come out, what came out before training and after it."""

    x: tuple[float, ...]
    target: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WeightStudy(TrainingStudy):
    """`totals[i]` is the loss after epoch i, summed over the rows; `changes[layer]` as the layers of the network.

    `answers` are the first of all `rows`; `near_before` and `near_after` of all of them are nearly right: off by less
    than `tolerance`. `same` is whether the untrained network says the same to all of them, to within that. `part` is as
    much of the network as is drawn: of layers that aren't, no neuron is shown. `ends` are the inputs and the outputs in
    the table.
    """

    part: View
    ends: tuple[LayerView, LayerView]
    totals: tuple[float, ...]
    changes: tuple[LayerChange, ...]
    answers: tuple[Answer, ...]
    rows: int
    span: float
    near_before: int
    near_after: int
    same: bool

    @property
    def first(self) -> MLP:
        return self.stages[0].network

    @property
    def last(self) -> MLP:
        return self.stages[-1].network

    @property
    def hidden(self) -> int:
        """How many hidden layers there are."""
        return len(self.part.layers) - 2

    @property
    def columns(self) -> tuple[int, ...]:
        """The layers that are drawn, layer 0 the input."""
        return tuple(n for n, layer in enumerate(self.part.layers) if layer.shown)

    @property
    def first_drawn(self) -> int:
        return self.columns[0]

    @property
    def last_drawn(self) -> int:
        return self.columns[-1]

    @property
    def has_every_layer(self) -> bool:
        """Whether each layer is drawn, at least in part."""
        return all(layer.shown for layer in self.part.layers)

    @property
    def has_every_neuron(self) -> bool:
        """Whether those layers that are drawn are drawn whole."""
        return all(self.part.layers[n].is_whole for n in self.columns)

    @property
    def is_moved(self) -> bool:
        """Whether training has changed any weight."""
        return any(any(map(any, change.weights)) for change in self.changes)

    @property
    def shown(self) -> int:
        """How many of the rows are shown."""
        return len(self.answers)

    @property
    def farthest_at_first(self) -> Weight:
        """The weight, of those drawn, that is farthest from zero before training."""
        return farthest([layer.weights for layer in self.first.layers], self.part)

    @property
    def most_changed(self) -> Weight:
        """The weight, of those drawn, that changed most."""
        return farthest([change.weights for change in self.changes], self.part)

    @property
    def most_grow(self) -> bool:
        """Whether more than half of the weights end farther from zero than they began."""
        pairs = [
            (old, new)
            for before, after in zip(self.first.layers, self.last.layers, strict=True)
            for rows in zip(before.weights, after.weights, strict=True)
            for old, new in zip(*rows, strict=True)
        ]
        return 2 * sum(abs(new) > abs(old) for old, new in pairs) > len(pairs)

    @property
    def grown(self) -> tuple[Weight, ...]:
        """The weights, of those drawn, that end farther from zero than they began."""
        return tuple(
            place for place in weights_drawn(self.part) if abs(_at(place, self.last)) > abs(_at(place, self.first))
        )

    @property
    def turned(self) -> tuple[Weight, ...]:
        """The weights, of those drawn, that have another sign at a stage than they had at first."""
        networks = [stage.network for stage in self.stages]
        return tuple(
            place for place in weights_drawn(self.part) if len({_at(place, network) < 0 for network in networks}) > 1
        )

    def pace(self, first: int, last: int) -> float:
        """Return how far the parameters move in an epoch from one stage to another, on average."""
        stages = self.stages[first : last + 1]
        way = sum(dist(flatten(one.network), flatten(other.network)) for one, other in pairwise(stages))
        return way / (stages[-1].epoch - stages[0].epoch)


def study_weights(study: Study, room: Room | None = None, ends: Room | None = None) -> WeightStudy:
    """Work out what the film shows besides what training itself recorded; raises LessonError without a training.

    Where there is but so much `room`, others aren't drawn; `ends` is the room in the table.
    """
    training, history = check_training(study.lesson), study.run
    first, last = history.snapshots[0].network, history.snapshots[-1].network
    xs, targets = training.train.inputs, training.train.targets
    before, after = answers_of(first, training.train), answers_of(last, training.train)
    span = max(map(max, targets)) - min(map(min, targets))
    columns, changes = list(zip(*before, strict=True)), changes_between(first, last)
    room = room or Room(study.network.sizes[0], max(study.network.sizes), study.network.sizes[-1])
    view, table = view_within(study, room), view_within(study, ends or room)
    return WeightStudy(
        **parts_of(study),
        chosen=choose(len(history.snapshots), MOST_STAGES),
        scales=(),
        part=around(farthest([change.weights for change in changes]), view, room.columns),
        ends=(table.layers[0], table.layers[-1]),
        totals=tuple(record.train_loss * len(xs) for record in history.epochs),
        changes=changes,
        answers=tuple(
            Answer(_whole(x), _whole(target), old, new)
            for x, target, old, new in zip(
                xs[:MOST_ROWS], targets[:MOST_ROWS], before[:MOST_ROWS], after[:MOST_ROWS], strict=True
            )
        ),
        rows=len(xs),
        span=span,
        near_before=near(before, targets, span),
        near_after=near(after, targets, span),
        same=all(max(column) - min(column) < NEARLY * (span or 1.0) for column in columns),
    )


def near(answers: Rows, targets: Rows, span: float) -> int:
    """Return how many answers are nearly right, in each of their numbers."""
    return sum(
        all(abs(a - y) < NEARLY * (span or 1.0) for a, y in zip(answer, target, strict=True))
        for answer, target in zip(answers, targets, strict=True)
    )


def changes_between(first: MLP, last: MLP) -> tuple[LayerChange, ...]:
    """Return last − first, for every parameter."""
    return tuple(
        LayerChange(
            tuple(
                tuple(new - old for old, new in zip(*rows, strict=True))
                for rows in zip(before.weights, after.weights, strict=True)
            ),
            tuple(new - old for old, new in zip(before.biases, after.biases, strict=True)),
        )
        for before, after in zip(first.layers, last.layers, strict=True)
    )


def _whole(values: tuple[float, ...]) -> tuple[float, ...]:
    """Return bits as ints, which are shown without decimals."""
    return tuple(int(value) for value in values) if all(map(float.is_integer, values)) else values


def view_within(study: Study, room: Room) -> View:
    """Return for which neurons there is room: those that matter most for the sample shown."""
    rooms = (room.inputs, *[room.hidden] * (len(study.network.layers) - 1), room.outputs)
    return view_of(study.forward, [j for j, y in enumerate(study.lesson.sample.target) if y > 0], rooms)


def weights_drawn(view: View) -> tuple[Weight, ...]:
    """Return the weights between the neurons that a view shows."""
    layers = enumerate(pairwise(view.layers), start=1)
    return tuple(Weight(n, j, k) for n, (before, own) in layers for j in own.shown for k in before.shown)


def _at(place: Weight, network: MLP) -> float:
    return network.layers[place.layer - 1].weights[place.j][place.k]


def around(weight: Weight, view: View, columns: int) -> View:
    """Return as many layers of a view as there are `columns` for, that weight's among them; of others, no neuron."""
    first = max(0, min(weight.layer - columns // 2, len(view.layers) - columns))
    drawn = range(first, first + columns)
    layers = (layer if n in drawn else LayerView(layer.size, ()) for n, layer in enumerate(view.layers))
    return replace(view, layers=tuple(layers))


def farthest(values: Sequence[Sequence[Sequence[float]]], part: View | None = None) -> Weight:
    """Return which of the weights, or of those drawn in a `part`, is farthest from zero, given as values[layer][j][k].

    Of several it is the last.
    """
    _, weight = max(
        (abs(values[n - 1][j][k]), Weight(n, j, k))
        for n in range(1, len(values) + 1)
        for j in (part.layers[n].shown if part else range(len(values[n - 1])))
        for k in (part.layers[n - 1].shown if part else range(len(values[n - 1][j])))
    )
    return weight
