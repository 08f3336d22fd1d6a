"""All weights and biases of a small network, untrained and trained, and what it says of the rows it learns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import dist

from mathnet import MLP
from mathnet.kernel import flatten
from scenes.studies.study import Study
from scenes.studies.training import TrainingStudy, answers_of, check_training, choose, parts_of
from scenes.studies.view import View, view_of

MOST_STAGES = 64
MOST_ROWS = 6  # of the table
NEARLY = 0.1  # an answer is nearly right that is off by less than this share of what the targets span
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Room:
    """For how many inputs, neurons of each hidden layer, and outputs there is room."""

    inputs: int
    hidden: int
    outputs: int


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
    much of the network as is drawn.
    """

    part: View
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
    def depth(self) -> int:
        """How many layers there are, the input among them."""
        return len(self.part.layers)

    @property
    def shown(self) -> int:
        """How many of the rows are shown."""
        return len(self.answers)

    @property
    def farthest_at_first(self) -> tuple[int, int, int]:
        """Where the weight stands, of those drawn, that is farthest from zero before training: layer, j and k."""
        return farthest([layer.weights for layer in self.first.layers], self.part)

    @property
    def most_changed(self) -> tuple[int, int, int]:
        """Where the weight stands, of those drawn, that changed most: layer, j and k."""
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

    def pace(self, first: int, last: int) -> float:
        """Return how far the parameters move in an epoch from one stage to another, on average."""
        stages = self.stages[first : last + 1]
        way = sum(dist(flatten(one.network), flatten(other.network)) for one, other in pairwise(stages))
        return way / (stages[-1].epoch - stages[0].epoch)


def study_weights(study: Study, room: Room | None = None) -> WeightStudy:
    """Work out what the film shows besides what training itself recorded; raises LessonError without a training.

    With `room` for so many inputs, neurons of each hidden layer, and outputs, others aren't drawn.
    """
    training, history = check_training(study.lesson), study.run
    first, last = history.snapshots[0].network, history.snapshots[-1].network
    xs, targets = training.train.inputs, training.train.targets
    before, after = answers_of(first, training.train), answers_of(last, training.train)
    span = max(map(max, targets)) - min(map(min, targets))
    columns = list(zip(*before, strict=True))
    return WeightStudy(
        **parts_of(study),
        chosen=choose(len(history.snapshots), MOST_STAGES),
        scales=(),
        part=part_of(study, room or Room(*([max(study.network.sizes)] * 3))),
        totals=tuple(record.train_loss * len(xs) for record in history.epochs),
        changes=changes_between(first, last),
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


def part_of(study: Study, room: Room) -> View:
    """Return which neurons are drawn: those that matter most for the sample shown."""
    rooms = (room.inputs, *[room.hidden] * (len(study.network.layers) - 1), room.outputs)
    return view_of(study.forward, [j for j, y in enumerate(study.lesson.sample.target) if y > 0], rooms)


def farthest(values: Sequence[Sequence[Sequence[float]]], part: View) -> tuple[int, int, int]:
    """Return where the weight stands, of those drawn, that is farthest from zero: layer, j and k."""
    _, i, j, k = max(
        (abs(values[i][j][k]), i, j, k)
        for i, (before, after) in enumerate(pairwise(part.layers))
        for j in after.shown
        for k in before.shown
    )
    return i, j, k
