"""A training worked through: the snapshots that a film goes through, and what is to be said of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from math import ceil, fsum
from typing import Any

from mathnet import MLP, EpochRecord, History, Samples, Snapshot
from mathnet.kernel import flatten, outputs
from scenes.lessons import WITH_MNIST, Lesson, LessonError, Training
from scenes.lessons.limits import least_every
from scenes.studies.scales import Scale
from scenes.studies.study import Study

STAGES = 48  # of a film
SNAPSHOTS = 500  # to choose them from
HARDLY = 0.01  # what changes by less than this share of itself hardly changes
RISEN = 1.1  # times its lowest, a loss has risen again
PARTS = 10  # of a training, over each of which a loss is averaged: from epoch to epoch it goes up and down


@dataclass(frozen=True, slots=True)
class TrainingStudy(Study):
    """A study of training itself: the snapshots that are `chosen` for the film, and the scales of its charts.

    Paths of a training film's readouts start here.
    """

    chosen: tuple[int, ...]
    scales: tuple[Scale, ...]

    @property
    def stages(self) -> tuple[Snapshot, ...]:
        """The snapshots that the film goes through."""
        return tuple(self.run.snapshots[index] for index in self.chosen)

    @property
    def records(self) -> tuple[EpochRecord, ...]:
        """How good the network is at each stage."""
        return tuple(self.run.epochs[stage.epoch] for stage in self.stages)

    @property
    def neurons(self) -> int:
        return sum(self.network.sizes)

    @property
    def drawn(self) -> int:
        """How many of the neurons are drawn."""
        return sum(layer.count for layer in self.view.layers)

    @property
    def is_tested(self) -> bool:
        return self.run.epochs[0].test_loss is not None

    @property
    def changes_signs(self) -> bool:
        """Whether any weight has another sign at a stage than it had at first."""
        first = signs_of(self.stages[0].network)
        return any(signs_of(stage.network) != first for stage in self.stages)

    @property
    def rises_again(self) -> bool:
        """Whether the test loss, averaged over parts of the run, rises from its lowest while the other one falls."""
        train = averages([record.train_loss for record in self.run.epochs])
        test = averages([record.test_loss or 0.0 for record in self.run.epochs])
        lowest = test.index(min(test))
        return test[-1] > RISEN * test[lowest] and train[-1] < train[lowest]


def check_training(lesson: Lesson) -> Training:
    """Return how the network is trained; raises LessonError for a lesson whose network isn't."""
    if lesson.training is None:
        raise LessonError(f"this film is for lessons with a training: {_why_untrained(lesson)}")
    return lesson.training


def _why_untrained(lesson: Lesson) -> str:
    """Return why there is no training to be shown, and what may be done about it."""
    if lesson.course is None:
        return f"the numbers of lesson {lesson.name} are fixed, so there is no training to be shown."
    shown = f"lesson {lesson.name} comes trained. How it learned is shown by mathnet film digits-training {lesson.name}"
    trained = f", and mathnet train {lesson.name} --data FOLDER trains it anew" if lesson.name in WITH_MNIST else ""
    return f"{shown}{trained}."


def with_snapshots(lesson: Lesson) -> Lesson:
    """Return the lesson with enough snapshots of its training, unless it says itself how many there are.

    Raises LessonError for a lesson without training.
    """
    training = check_training(lesson)
    settings = training.settings
    if settings.snapshot_every is not None:
        return lesson
    least = least_every(lesson.network.parameter_count, settings.epochs)
    every = max(least, ceil(settings.epochs / SNAPSHOTS))
    return replace(lesson, training=replace(training, settings=replace(settings, snapshot_every=every)))


def choose(snapshots: int, stages: int = STAGES) -> tuple[int, ...]:
    """Return which snapshots to show: close together at first, where most is learned, the first and last among them.

    >>> choose(101, 10), choose(3, 10)
    ((0, 1, 5, 11, 20, 31, 44, 60, 79, 100), (0, 1, 2))
    """
    if snapshots <= stages:
        return tuple(range(snapshots))
    last = snapshots - 1
    return tuple(sorted({round(last * (stage / (stages - 1)) ** 2) for stage in range(stages)}))


def parts_of(study: Study) -> dict[str, Any]:
    """Return the fields of a plain study, for making one of its training."""
    return {field.name: getattr(study, field.name) for field in fields(Study)}


def losses_of(history: History) -> tuple[float, ...]:
    """Return all losses of a run, those of the training and those of the test samples."""
    pairs = ((record.train_loss, record.test_loss) for record in history.epochs)
    return tuple(loss for pair in pairs for loss in pair if loss is not None)


def judged_by(training: Training) -> Samples:
    """Return the samples that a trained network is judged by: those kept for testing, if there are any."""
    return training.test or training.train


def signs_of(network: MLP) -> tuple[bool, ...]:
    return tuple(weight < 0 for layer in network.layers for row in layer.weights for weight in row)


def averages(values: Sequence[float]) -> list[float]:
    """Return the means of parts of `values`, all equally long, counted from the end; what is left at first is left out.

    >>> averages([9.0, 1.0, 3.0]), averages([float(i) for i in range(21)])[-2:]
    ([9.0, 1.0, 3.0], [17.5, 19.5])
    """
    size = max(1, len(values) // PARTS)
    ends = range(len(values), size - 1, -size)
    return [fsum(values[end - size : end]) / size for end in ends][::-1]


def answers_of(network: MLP, samples: Samples) -> tuple[tuple[float, ...], ...]:
    """Return what the network says of each sample."""
    rows = [(*x, *y) for x, y in zip(samples.inputs, samples.targets, strict=True)]
    return tuple(result[1:] for result in outputs(network, flatten(network), rows))  # the first is the loss
