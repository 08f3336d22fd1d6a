"""A race, as data: one network, one data set, three learning rates, one of them too large to end well.

What turns it into beats stands in `tell_training_race.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from mathnet import DivergenceError, History, ParameterUpdate, update_from_batch
from scenes.lessons import Lesson, LessonError, Training
from scenes.lessons.study import learn
from scenes.storyboards.training import (
    Scale,
    choose,
    logarithmic_scale,
    scale,
)
from scenes.storyboards.training_quadratic import grid_of, height

EPOCHS, LOSS, X, Y = range(4)  # places of the scales
EXPLODED = 1000.0  # times the first loss: where the chart ends
STAGES = 60
EARLY = 30  # epochs of which no loss is left out


@dataclass(frozen=True, slots=True)
class Runner:
    """One of the runs: its `rate`, its history as far as it got, and the epoch in which it `diverged`, if it did.

    `step` is what its first step did to one weight; `fits[stage]` is what it said at each stage.
    """

    rate: float
    history: History
    diverged: int | None
    step: ParameterUpdate
    fits: tuple[tuple[float, ...], ...]

    @property
    def last(self) -> int:
        """The last epoch that it came through."""
        return len(self.history.epochs) - 1


@dataclass(frozen=True, slots=True)
class RaceCourse:
    """The runs, and the epochs that the film stops at; paths of the film's readouts start here."""

    lesson: Lesson
    runners: tuple[Runner, ...]
    epochs: tuple[int, ...]
    scales: tuple[Scale, ...]

    @property
    def total(self) -> int:
        return self.epochs[-1]


def attend(lesson: Lesson, rates: Sequence[float], epochs: int) -> RaceCourse:
    """Run the races, and work out what the film shows of them."""
    training = lesson.training
    if training is None or (lesson.network.sizes[0], lesson.network.sizes[-1]) != (1, 1) or lesson.classifies:
        raise LessonError(f"lesson {lesson.name}: expected one whose network learns a value from one number.")
    runs = [run(lesson, training, rate, epochs) for rate in sorted(rates)]
    stops = {epoch for _, diverged in runs if diverged for epoch in range(diverged + 1)}
    last = max(len(history.epochs) - 1 for history, _ in runs)
    shown = tuple(sorted({*choose(last + 1, STAGES), *(stop for stop in stops if stop <= last)}))
    xs, ys = ([value for (value,) in rows] for rows in (training.train.inputs, training.train.targets))
    grid = grid_of(xs)
    runners = tuple(
        Runner(
            history.settings.learning_rate,
            history,
            diverged,
            first_step(lesson, training, history.settings.learning_rate),
            tuple(_fit(history, epoch, grid) for epoch in shown),
        )
        for history, diverged in runs
    )
    losses = [record.train_loss for runner in runners for record in runner.history.epochs]
    scales = (
        scale(0, last, 5),
        logarithmic_scale(min(loss, EXPLODED * losses[0]) for loss in losses),
        scale(min(xs), max(xs), 5),
        height(ys, runners[0].fits[0]),
    )
    return RaceCourse(lesson, runners, shown, scales)


def run(lesson: Lesson, training: Training, rate: float, epochs: int) -> tuple[History, int | None]:
    """Return the history of training with `rate`, all samples to a step, and the epoch in which it diverged, if any.

    Training gives back nothing when it diverges, so it is repeated up to the epoch before. Raises DivergenceError where
    that is the first one.
    """
    together = len(training.train)
    settings = replace(training.settings, learning_rate=rate, epochs=epochs, batch_size=together, snapshot_every=1)
    own = replace(training, settings=settings)
    try:
        history, diverged = learn(replace(lesson, training=own))[1], None
    except DivergenceError as error:
        if error.epoch < 2:
            raise
        shorter = replace(own, settings=replace(settings, epochs=error.epoch - 1))
        history, diverged = learn(replace(lesson, training=shorter))[1], error.epoch
    assert history is not None
    return history, diverged


def first_step(lesson: Lesson, training: Training, rate: float) -> ParameterUpdate:
    """Return what the first step with `rate` does to the weight that it changes most."""
    network, samples = lesson.network, training.train
    traces = [network.backward(network.forward(x), y) for x, y in zip(samples.inputs, samples.targets, strict=True)]
    update = update_from_batch(network, traces, rate)
    return max((w for layer in update.layers for row in layer.weights for w in row), key=lambda w: abs(w.gradient))


def _fit(history: History, epoch: int, grid: tuple[float, ...]) -> tuple[float, ...]:
    network = history.snapshots[min(epoch, len(history.snapshots) - 1)].network
    return tuple(network.forward((x,)).output[0] for x in grid)
