"""Training a network that predicts values, as data: what it says of each sample at each stage, in the values' own unit.

What turns that into beats stands in `tell_training_values.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, fsum

from mathnet import Samples
from scenes.lessons import Lesson, LessonError, Training
from scenes.storyboards.learning import answers_of
from scenes.storyboards.training import Course, Scale, check_training, choose, parts_of, scale
from scenes.storyboards.training_classes import learns_classes
from scenes.storyboards.units import measured
from scenes.studies import Study

EPOCHS, LOSS, VALUES = range(3)  # places of the scales
MOST_STAGES = 110
MOST_DOTS = 500
LISTED = 6  # outputs
BORDER = 0.04  # of the chart, around the values, as a share of their span
Rows = tuple[tuple[float, ...], ...]


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
class ValueCourse(Course):
    """`said[stage][i]` is what the network says of `dots[i]`; `outside[stage]` of these are not on the chart.

    There are `total` samples. `misses` are those of each output, over the test set if there is one; `judged` are the
    pairs (true, said) for the first output that they come from.
    """

    dots: tuple[Dot, ...]
    said: Rows
    outside: tuple[int, ...]
    total: int
    misses: tuple[Miss, ...]
    judged: tuple[tuple[float, float], ...]

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


def in_unit(lesson: Lesson, rows: Rows) -> Rows:
    """Return targets, or answers, as they were before the lesson's targets were standardised."""
    return tuple(measured(row, lesson.target_scaling) for row in rows)


def check_values(lesson: Lesson) -> Training:
    """Return how values are learned; raises LessonError for a lesson of anything else."""
    training = check_training(lesson)
    if learns_classes(lesson):
        raise LessonError("this film is for lessons whose network learns to predict values.")
    return training


def attend(study: Study) -> ValueCourse:
    """Work out what the film shows besides what training itself recorded; raises LessonError for anything else."""
    lesson, training, history = study.lesson, check_values(study.lesson), study.run
    records = history.epochs
    losses = [loss for record in records for loss in (record.train_loss, record.test_loss) if loss is not None]
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
    judged = training.test or training.train
    truths, answers = in_unit(lesson, judged.targets), in_unit(lesson, answers_of(study.network, judged))
    return ValueCourse(
        **parts_of(study),
        chosen=chosen,
        scales=(scale(0, len(records) - 1), scale(0.0, max(losses) or 1.0, 3), values),
        dots=dots,
        said=said,
        outside=tuple(sum(not values.low <= value <= values.high for value in stage) for stage in said),
        total=total,
        misses=misses(in_unit(lesson, training.train.targets), truths, answers),
        judged=tuple((true[0], answer[0]) for true, answer in zip(truths, answers, strict=True)),
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
