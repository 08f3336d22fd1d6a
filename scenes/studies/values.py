"""Training a network that predicts values: what it says of each sample at each stage, in the values' own unit."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, fsum, sqrt

from mathnet import Samples
from scenes.lessons import Lesson, LessonError, Training
from scenes.studies.classes import learns_classes
from scenes.studies.first_step import FirstStep, first_step
from scenes.studies.scales import Scale, scale
from scenes.studies.study import Study
from scenes.studies.training import TrainingStudy, answers_of, check_training, choose, judged_by, losses_of, parts_of
from scenes.studies.units import measured

EPOCHS, LOSS, VALUES = range(3)  # places of the scales
MOST_STAGES = 110
MOST_DOTS = 500
LISTED = 6  # outputs
BORDER = 0.04  # of the chart, around the values, as a share of their span
Rows = tuple[tuple[float, ...], ...]
Pairs = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Dot:
    """A sample of the chart: the true value of its first output, and whether it was kept for testing."""

    true: float
    test: bool


@dataclass(frozen=True, slots=True)
class Miss:
    """How far off answers are, on average, for one output, in its unit.

    `off` is the network, `guess` would be who always says `mean`, that of what was learned from; `ratio` is the first
    as a share of the second, None where that is nothing.
    """

    mean: float
    off: float
    guess: float
    ratio: float | None


@dataclass(frozen=True, slots=True)
class ValueStudy(TrainingStudy):
    """`said[stage][i]` is what the network says of `dots[i]`; `outside[stage]` of these are not on the chart.

    There are `total` samples. `misses` are those of each output, over the test set if there is one; `pairs` are those
    (true, said) for the first output that they come from.
    """

    step: FirstStep
    dots: tuple[Dot, ...]
    said: Rows
    outside: tuple[int, ...]
    total: int
    misses: tuple[Miss, ...]
    pairs: Pairs

    @property
    def shown(self) -> int:
        return len(self.dots)

    @property
    def outputs(self) -> int:
        return len(self.misses)

    @property
    def listed(self) -> int:
        """How many of the outputs there is room for."""
        return min(LISTED, self.outputs)

    @property
    def correlation(self) -> float | None:
        """Of the untrained network's answers with what is true; None where one of the two doesn't vary."""
        return correlation([dot.true for dot in self.dots], self.said[0])

    @property
    def thirds(self) -> tuple[Pairs, Pairs] | None:
        """The pairs of the smallest third of the values, and those of the largest; None for too few of them."""
        third = len(self.pairs) // 3
        ordered = tuple(sorted(self.pairs))
        return None if not third or ordered[0][0] == ordered[-1][0] else (ordered[:third], ordered[-third:])

    @property
    def leanings(self) -> tuple[float, float] | None:
        """By how much the smallest and the largest third of the values are put too high; None for too few of them."""
        if self.thirds is None:
            return None
        small, large = (fsum(said - true for true, said in some) / len(some) for some in self.thirds)
        return small, large

    def off(self, stage: int) -> float:
        """Return how far the dots are from the diagonal on average."""
        return fsum(abs(a - dot.true) for a, dot in zip(self.said[stage], self.dots, strict=True)) / self.shown


def in_unit(lesson: Lesson, rows: Rows) -> Rows:
    """Return targets, or answers, as they were before the lesson's targets were standardised."""
    return tuple(measured(row, lesson.target_scaling) for row in rows)


def check_values(lesson: Lesson) -> Training:
    """Return how values are learned; raises LessonError for a lesson of anything else."""
    training = check_training(lesson)
    if learns_classes(lesson):
        raise LessonError("this film is for lessons whose network learns to predict values.")
    return training


def study_values(study: Study) -> ValueStudy:
    """Work out what the film shows besides what training itself recorded; raises LessonError for anything else."""
    lesson, training, history = study.lesson, check_values(study.lesson), study.run
    chosen = choose(len(history.snapshots), MOST_STAGES)
    sets = [samples for samples in (training.train, training.test) if samples]
    total = sum(map(len, sets))
    picked = [thinned(samples, ceil(total / MOST_DOTS)) for samples in sets]
    dots = tuple(
        Dot(row[0], samples is picked[-1] and len(picked) == 2)
        for samples in picked
        for row in in_unit(lesson, samples.targets)
    )
    networks = [history.snapshots[index].network for index in chosen]
    said = tuple(
        tuple(row[0] for samples in picked for row in in_unit(lesson, answers_of(network, samples)))
        for network in networks
    )
    values = extent([dot.true for dot in dots], said[0], said[-1])
    judged = judged_by(training)
    truths, answers = in_unit(lesson, judged.targets), in_unit(lesson, answers_of(study.network, judged))
    return ValueStudy(
        **parts_of(study),
        chosen=chosen,
        scales=(scale(0, len(history.epochs) - 1), scale(0.0, max(losses_of(history)), 3), values),
        step=first_step(lesson.network, training.train, training.settings.learning_rate, study.view),
        dots=dots,
        said=said,
        outside=tuple(sum(not values.low <= value <= values.high for value in stage) for stage in said),
        total=total,
        misses=misses(in_unit(lesson, training.train.targets), truths, answers),
        pairs=tuple((true[0], answer[0]) for true, answer in zip(truths, answers, strict=True)),
    )


def thinned(samples: Samples, every: int) -> Samples:
    return Samples(samples.inputs[::every], samples.targets[::every])


def extent(truths: list[float], *answers: tuple[float, ...]) -> Scale:
    """Return a scale for the true values and the answers, as far as those aren't far off."""
    least, most = min(truths), max(truths)
    span = most - least or abs(most) / 10 or 1.0
    said = [value for stage in answers for value in stage]
    low, high = max(min(least, *said), least - span / 2), min(max(most, *said), most + span / 2)
    return scale(low - BORDER * span, high + BORDER * span, 6)


def misses(learned: Rows, truths: Rows, answers: Rows) -> tuple[Miss, ...]:
    """Return how far off the answers are, and how far off the mean of what was learned from would be."""
    found = []
    for before, true, said in zip(*(zip(*rows, strict=True) for rows in (learned, truths, answers)), strict=True):
        mean = fsum(before) / len(before)
        off = fsum(abs(a - y) for a, y in zip(said, true, strict=True)) / len(true)
        guess = fsum(abs(mean - y) for y in true) / len(true)
        found.append(Miss(mean, off, guess, off / guess if guess else None))
    return tuple(found)


def correlation(xs: list[float], ys: tuple[float, ...]) -> float | None:
    """Return Pearson's correlation, None where one of the two doesn't vary."""
    x, y = fsum(xs) / len(xs), fsum(ys) / len(ys)
    spread = sqrt(fsum((a - x) ** 2 for a in xs)) * sqrt(fsum((b - y) ** 2 for b in ys))
    if min(xs) == max(xs) or min(ys) == max(ys) or not spread:
        return None
    return fsum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / spread
