"""A race: one network, one data set, three learning rates, the largest of which diverges if any does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mathnet import (
    MLP,
    BackwardTrace,
    DivergenceError,
    EpochRecord,
    History,
    ParameterUpdate,
    Snapshot,
    evaluate,
    update_from_batch,
)
from scenes.lessons import Lesson, LessonError, Training
from scenes.lessons.recording import recall_or_record
from scenes.studies.curve import Points, grid_of, height, points_of
from scenes.studies.scales import Scale, logarithmic_scale, scale
from scenes.studies.training import HARDLY, choose
from scenes.studies.units import answers

EPOCHS, LOSS, X, Y, STEP = range(5)  # places of the scales
EXPLODED = 3.0  # times the first loss: where the chart ends, before it climbs and after it
STAGES = 80
FACTOR, RUNGS = 3, 8  # from one rate that is tried to the next, and how many are
MOST_EPOCHS, LEAST_EPOCHS = 300, 20
WORK = 6_000_000  # samples times parameters times epochs of a run: a second or two, and up to ten are tried
KEPT = 1_000_000  # numbers in the snapshots of a run
LARGEST_POWER = 308  # of ten that is a number


@dataclass(frozen=True, slots=True)
class Runner:
    """One of the runs: its `rate`, its history as far as it got, and the epoch in which it `diverged`, if it did.

    The rate is the lesson's times `times`, or by `divided`. `step` is what its first step did to one weight;
    `fits[stage]` is what it said at each stage.
    """

    rate: float
    times: int
    divided: int
    history: History
    diverged: int | None
    step: ParameterUpdate
    fits: tuple[tuple[float, ...], ...]

    @property
    def last(self) -> int:
        """The last epoch that it came through."""
        return len(self.history.epochs) - 1

    @property
    def losses(self) -> tuple[float, ...]:
        return tuple(record.train_loss for record in self.history.epochs)

    @property
    def learned(self) -> bool:
        """Whether its loss ended lower than it began."""
        return self.losses[-1] < self.losses[0]

    def loss_at(self, epoch: int) -> float:
        """Return the loss after an epoch; one that diverged has an infinite one."""
        return self.losses[epoch] if epoch <= self.last else math.inf


@dataclass(frozen=True, slots=True)
class RaceStudy:
    """The runs, and the epochs that the film stops at; paths of the film's readouts start here.

    At the stages in `climbs` the loss of a run that diverges leaves the scale of losses; `zooms` are those that hold
    it then.
    """

    lesson: Lesson
    runners: tuple[Runner, Runner, Runner]
    points: Points
    grid: tuple[float, ...]
    epochs: tuple[int, ...]
    scales: tuple[Scale, ...]
    climbs: tuple[int, ...]
    zooms: tuple[Scale, ...]

    @property
    def total(self) -> int:
        return self.epochs[-1]

    @property
    def momentum(self) -> float:
        return self.runners[0].history.settings.momentum

    @property
    def best(self) -> int | None:
        """Which runner ends with the lowest loss, of those that get to the end."""
        finished = [index for index, runner in enumerate(self.runners) if runner.diverged is None]
        return min(finished, key=lambda index: self.runners[index].losses[-1], default=None)

    @property
    def winner(self) -> int | None:
        """Which runner ends with the lowest loss, if it is clearly lower than each other's."""
        best = self.best
        if best is None:
            return None
        others = [runner for index, runner in enumerate(self.runners) if index != best and runner.diverged is None]
        own = self.runners[best].losses[-1]
        return best if all(own < (1 - HARDLY) * other.losses[-1] for other in others) else None


@dataclass(frozen=True, slots=True)
class Run:
    """Training with the lesson's rate times FACTOR to the power of `rung`, as far as it got."""

    rung: int
    rate: float
    history: History
    diverged: int | None


def study_race(lesson: Lesson) -> RaceStudy:
    """Find the rates, run the races, and work out what the film shows of them."""
    points, training = points_of(lesson), lesson.training
    assert training is not None
    runs = find_runs(lesson, training)
    last = max(run.diverged or len(run.history.epochs) - 1 for run in runs)
    shown = tuple(sorted({*choose(last + 1, STAGES), *(run.diverged for run in runs if run.diverged)}))
    xs, ys = zip(*points, strict=True)
    across = scale(min(xs), max(xs), 5)
    grid = grid_of(across)
    start, samples = lesson.network, training.train
    traces = [start.backward(start.forward(x), y) for x, y in zip(samples.inputs, samples.targets, strict=True)]
    first, second, third = (_runner(lesson, run, traces, shown, grid) for run in runs)
    runners = (first, second, third)
    losses = [loss for runner in runners for loss in runner.losses]
    scales = (
        scale(0, last, 5),
        logarithmic_scale(min(loss, EXPLODED * losses[0]) for loss in losses),
        across,
        height(ys, first.fits[0]),
        scale_of_steps(runners),
    )
    climbs = climbs_of(third, shown, scales[LOSS]) if third.diverged is not None else {}
    return RaceStudy(lesson, runners, points, grid, shown, scales, tuple(climbs), tuple(climbs.values()))


def scale_of_steps(runners: Sequence[Runner]) -> Scale:
    """Return a scale for a weight before its first step and after it, in whichever runs that is a number."""
    weights = [weight for runner in runners for weight in (runner.step.old, runner.step.new) if math.isfinite(weight)]
    return scale(min(weights), max(weights), 4)


def climbs_of(runner: Runner, shown: Sequence[int], first: Scale) -> dict[int, Scale]:
    """Return the stages at which a loss leaves the scale before, each with the one that holds it.

    Each reaches at least twice as many powers of ten up, so that there are few of them.
    """
    found: dict[int, Scale] = {}
    exponent, high = max(1, math.floor(math.log10(first.high))), first.high
    for stage, epoch in enumerate(shown):
        if epoch > runner.last or runner.losses[epoch] <= high:
            continue
        exponent = min(max(2 * exponent, math.ceil(math.log10(runner.losses[epoch]))), LARGEST_POWER)
        high = max(10.0**exponent, runner.losses[epoch])
        found[stage] = logarithmic_scale((first.low, high))
    return found


def find_runs(lesson: Lesson, training: Training) -> list[Run]:
    """Return runs with a third of the lesson's rate, with its rate, and with the first multiple of it that diverges.

    If its own does, that is the largest, and the one in the middle is the first part of it that does not diverge. Where
    nothing is found within RUNGS, the last that was tried is taken.
    """
    own = run(lesson, training, 0)
    if own.diverged is None:
        return [run(lesson, training, -1), own, _first(lesson, training, range(1, RUNGS + 1), diverging=True)]
    middle = _first(lesson, training, range(-1, -RUNGS - 1, -1), diverging=False)
    return [run(lesson, training, middle.rung - 1), middle, own]


def _first(lesson: Lesson, training: Training, rungs: Sequence[int], diverging: bool) -> Run:
    for rung in rungs:
        tried = run(lesson, training, rung)
        if (tried.diverged is not None) == diverging:
            break
    return tried


def run(lesson: Lesson, training: Training, rung: int) -> Run:
    """Return what training comes to with the rate of a rung, all samples to a step.

    Training gives back nothing when it diverges, so it is repeated up to the epoch before.
    """
    rate = float(f"{training.settings.learning_rate * float(FACTOR) ** rung:.12g}")
    together = len(training.train)
    settings = replace(
        training.settings, learning_rate=rate, epochs=epochs_of(lesson, training), batch_size=together, snapshot_every=1
    )
    own = replace(training, settings=settings, test=None)
    try:
        return Run(rung, rate, _history(lesson, own), None)
    except DivergenceError as error:
        before = error.epoch - 1
    if before:
        shorter = replace(own, settings=replace(settings, epochs=before))
        return Run(rung, rate, _history(lesson, shorter), before + 1)
    record = EpochRecord(0, *evaluate(lesson.network, training.train), None, None)
    return Run(rung, rate, History(settings, (record,), (Snapshot(0, lesson.network),)), 1)


def _history(lesson: Lesson, training: Training) -> History:
    name = f"{lesson.name}, rate {training.settings.learning_rate:.4g}"
    try:
        return recall_or_record(lesson.network, training, name).history
    except DivergenceError:
        raise
    except ValueError as error:
        raise LessonError(f"lesson {lesson.name}: {error}") from None


def epochs_of(lesson: Lesson, training: Training) -> int:
    """Return over how many epochs to race: as many as the lesson has, as far as that takes but seconds."""
    parameters = lesson.network.parameter_count
    bound = min(MOST_EPOCHS, WORK // (len(training.train) * parameters), KEPT // parameters)
    return min(training.settings.epochs, max(LEAST_EPOCHS, bound))


def _runner(
    lesson: Lesson, found: Run, traces: Sequence[BackwardTrace], shown: Sequence[int], grid: tuple[float, ...]
) -> Runner:
    nowhere = (math.nan,) * len(grid)
    fits = tuple(
        nowhere
        if found.diverged is not None and epoch >= found.diverged
        else answers(lesson, found.history.snapshots[epoch].network, grid)
        for epoch in shown
    )
    return Runner(
        found.rate,
        FACTOR ** max(found.rung, 0),
        FACTOR ** max(-found.rung, 0),
        found.history,
        found.diverged,
        first_step(lesson.network, traces, found.rate),
        fits,
    )


def first_step(network: MLP, traces: Sequence[BackwardTrace], rate: float) -> ParameterUpdate:
    """Return what the first step with `rate`, from these traces, does to the weight that it changes most."""
    update = update_from_batch(network, traces, rate)
    return max((w for layer in update.layers for row in layer.weights for w in row), key=lambda w: abs(w.gradient))
