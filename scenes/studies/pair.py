"""A pair of runs that differ in one thing: a lesson's own, which fails to learn, and one that is helped.

Each epoch is one step, from all points together, so every epoch is a position that was recorded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from mathnet import MLP, History, Samples, TrainingSettings, train
from scenes.lessons import Lesson, LessonError
from scenes.studies.curve import Points, grid_of, points_of
from scenes.studies.scales import Scale, logarithmic_scale, scale
from scenes.studies.training import HARDLY, choose
from scenes.studies.units import answers
from scenes.studies.view import MOST_NEURONS

FAILS, HELPED = range(2)  # places of the runners
EPOCHS, LOSS, X, Y = range(4)  # places of the scales
STAGES = 60
MOST_WORK = 6_000_000  # points times parameters times epochs: a second or so
MOST_LAYERS = 8  # hidden ones


@dataclass(frozen=True, slots=True)
class Runner:
    """One of the two runs: what it is called, its learning rate, its history, what it said at each stage."""

    name: str
    rate: float
    history: History
    fits: tuple[tuple[float, ...], ...]

    @property
    def losses(self) -> tuple[float, ...]:
        return tuple(record.train_loss for record in self.history.epochs)

    @property
    def networks(self) -> tuple[MLP, ...]:
        """The network after each epoch."""
        return tuple(snapshot.network for snapshot in self.history.snapshots)


@dataclass(frozen=True, slots=True)
class PairStudy:
    """The two runs, and the `epochs` that a film stops at, its stages; paths of its readouts start here."""

    lesson: Lesson
    runners: tuple[Runner, Runner]
    points: Points
    grid: tuple[float, ...]
    epochs: tuple[int, ...]
    scales: tuple[Scale, ...]

    @property
    def total(self) -> int:
        return self.epochs[-1]

    @property
    def count(self) -> int:
        return len(self.points)


def check_pair(lesson: Lesson) -> Samples:
    """Return what a small network learns from; raises LessonError unless that is a value from one number."""
    points_of(lesson)
    training, hidden = lesson.training, lesson.network.sizes[1:-1]
    assert training is not None
    if not hidden or max(hidden) > MOST_NEURONS or len(hidden) > MOST_LAYERS:
        raise LessonError(
            f"lesson {lesson.name}: this film is for networks of 1 to {MOST_LAYERS} hidden layers, of {MOST_NEURONS} "
            f"neurons at most."
        )
    if len(training.train) * lesson.network.parameter_count * training.settings.epochs > MOST_WORK:
        raise LessonError(
            f"lesson {lesson.name}: this film trains a network twice, so it is for small ones: points times parameters "
            f"times epochs may be {MOST_WORK:,} at most."
        )
    return training.train


def run(lesson: Lesson, network: MLP, rate: float) -> History:
    """Return what training comes to as the lesson trains, but with all points to each step.

    Raises DivergenceError.
    """
    training = lesson.training
    assert training is not None
    settings = replace(
        training.settings, learning_rate=rate, batch_size=len(training.train), shuffle=False, snapshot_every=1
    )
    return _run(network, training.train, settings)


@lru_cache(maxsize=4)
def _run(network: MLP, samples: Samples, settings: TrainingSettings) -> History:
    return train(network, samples, settings=settings).history


def parts_of_pair(
    lesson: Lesson, names: tuple[str, str], histories: tuple[History, History], stops: Sequence[int] = ()
) -> dict[str, Any]:
    """Return the fields of a PairStudy, whose stages are close together at first; `stops` are epochs among them.

    Raises LessonError unless the second run ends clearly lower than the first.
    """
    failed, cured = (history.epochs[-1].train_loss for history in histories)
    if not cured < (1 - HARDLY) * failed:
        raise LessonError(
            f"lesson {lesson.name}: this film is for a failure that has a cure: with {names[HELPED]}, the loss ends at "
            f"{cured:.4g}, and with {names[FAILS]} at {failed:.4g}."
        )
    points, last = points_of(lesson), len(histories[0].epochs) - 1
    shown = tuple(sorted({*choose(last + 1, STAGES), *stops}))
    xs, ys = zip(*points, strict=True)
    across = scale(min(xs), max(xs), 5)
    grid = grid_of(across)
    runners = tuple(
        Runner(
            name,
            history.settings.learning_rate,
            history,
            tuple(answers(lesson, history.snapshots[epoch].network, grid) for epoch in shown),
        )
        for name, history in zip(names, histories, strict=True)
    )
    said = [y for runner in runners for epoch in (0, *stops) for y in runner.fits[shown.index(epoch)]]
    losses = [record.train_loss for history in histories for record in history.epochs]
    return {
        "lesson": lesson,
        "runners": runners,
        "points": points,
        "grid": grid,
        "epochs": shown,
        "scales": (scale(0, last, 5), logarithmic_scale((*losses, min(losses) / 2)), across, _height(ys, said)),
    }


def settles(network: MLP, samples: Samples) -> bool:
    """Return whether a network says about the mean of the points of each."""
    targets = [y for (y,) in samples.targets]
    middle, span = math.fsum(targets) / len(targets), max(targets) - min(targets)
    return all(abs(network.forward(x).output[0] - middle) <= HARDLY * span for x in samples.inputs)


def _height(ys: Sequence[float], said: Iterable[float]) -> Scale:
    """Return a scale for the points and for what is said of them, as far as that isn't far off."""
    span = max(ys) - min(ys) or abs(ys[0]) or 1.0
    near = [y for y in said if min(ys) - span <= y <= max(ys) + span]
    return scale(min(*ys, *near) - 0.08 * span, max(*ys, *near) + 0.08 * span, 4)
