"""What the training films have in common: a run seen through its snapshots, and charts whose ticks are readouts.

>>> scale(0.0, 1.13).ticks, scale(0, 200).ticks
((0.0, 0.5, 1.0), (0, 50, 100, 150, 200))
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from mathnet import EpochRecord, History, Snapshot
from scenes.lessons import Lesson, LessonError, Study
from scenes.lessons.limits import least_every
from scenes.storyboards.readout import Line, Reader, Readout, decimals_of
from scenes.storyboards.words import Words

STAGES = 48  # of a film
SNAPSHOTS = 500  # to choose them from
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # between ticks, times a power of ten
POINTS = 400  # of a curve: more can't be told apart on screen
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """What an axis spans, and the numbers beside it: whole ones are ints.

    On a logarithmic one, each tick is a tenth of the next.
    """

    low: float
    high: float
    ticks: tuple[float, ...]
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Course(Study):
    """A study of training itself: the snapshots that are `chosen` for the film, and the scales of its charts.

    Paths of a training film's readouts start here.
    """

    chosen: tuple[int, ...]
    scales: tuple[Scale, ...]

    @property
    def run(self) -> History:
        assert self.history is not None
        return self.history

    @property
    def stages(self) -> tuple[Snapshot, ...]:
        """The snapshots that the film goes through."""
        return tuple(self.run.snapshots[index] for index in self.chosen)

    @property
    def records(self) -> tuple[EpochRecord, ...]:
        """How good the network is at each stage."""
        return tuple(self.run.epochs[stage.epoch] for stage in self.stages)


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis with its ticks as readouts: each stands at its own value."""

    low: float
    high: float
    ticks: tuple[Readout, ...]
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve of a chart, its `name`, and what it has come to at each stage (`values`, beside the name)."""

    name: str
    points: Points
    values: tuple[Readout, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves over the epochs; `stages` are the epochs of the snapshots."""

    title: Line
    x: Axis
    y: Axis
    curves: tuple[Curve, ...]
    stages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said while training runs from one stage to another."""

    first: int
    last: int
    caption: Words


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's title, what goes on in it in a few words, and what is said in it, in order."""

    title: Words
    aside: Words
    captions: tuple[Words, ...]


def with_snapshots(lesson: Lesson) -> Lesson:
    """Return the lesson with enough snapshots of its training, unless it says itself how many there are.

    Raises LessonError for a lesson without training.
    """
    if lesson.training is None:
        raise LessonError(
            f"this film is for lessons with a training: the numbers of lesson {lesson.name} are fixed, so there is no "
            f"training to be shown."
        )
    settings = lesson.training.settings
    if settings.snapshot_every is not None:
        return lesson
    least = least_every(lesson.network.parameter_count, settings.epochs)
    every = max(least, math.ceil(settings.epochs / SNAPSHOTS))
    return replace(lesson, training=replace(lesson.training, settings=replace(settings, snapshot_every=every)))


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
    """Return the fields of a plain study, for making a course of it."""
    return {field.name: getattr(study, field.name) for field in fields(Study)}


def scale(low: float, high: float, most: int = 5) -> Scale:
    """Return a scale that holds `low` to `high`, with at most `most` round ticks."""
    span = high - low or 1.0
    unit = 10.0 ** math.floor(math.log10(span / most))
    step = next(unit * step for step in STEPS if span / (unit * step) <= most - 1 + 1e-9 or step == STEPS[-1])
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = tuple(float(f"{index * step:.14g}") for index in range(first, last + 1))
    if all(tick.is_integer() for tick in ticks):
        return Scale(low, high, tuple(int(tick) for tick in ticks))
    return Scale(low, high, ticks)


def logarithmic_scale(values: Iterable[float]) -> Scale:
    """Return a logarithmic scale for the values above 0, with powers of ten as ticks.

    >>> logarithmic_scale((3.0, 0.02))
    Scale(low=0.02, high=3.0, ticks=(0.1, 1), logarithmic=True)
    """
    positive = [value for value in values if value > 0] or [1.0]
    low, high = min(positive), max(positive)
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    if first >= last:
        first, last = math.floor(math.log10(low)), math.floor(math.log10(low)) + 1
    ticks = tuple(map(_power, range(first, last + 1)[:: math.ceil((last - first + 1) / 4)]))
    return Scale(min(low, ticks[0]), max(high, ticks[-1]), ticks, True)


def _power(exponent: int) -> float:
    return 10**exponent if exponent >= 0 else float(f"1e{exponent}")


def axis(scales: Sequence[Scale], read: Reader, index: int) -> Axis:
    """Return the axis of scale number `index` of those that stand at `scales` in what `read` reads from."""
    own = scales[index]
    shared = max(1, decimals_of(own.ticks, 6))
    ticks = tuple(
        read(f"scales[{index}].ticks[{i}]", decimals_of((tick,), 6) if own.logarithmic else shared)
        for i, tick in enumerate(own.ticks)
    )
    return Axis(own.low, own.high, ticks, own.logarithmic)


def thinned(points: Sequence[tuple[float, float]], kept: Iterable[int] = ()) -> Points:
    """Return at most some POINTS of the points, among them the first, the last and those whose index is `kept`."""
    every = math.ceil(len(points) / POINTS)
    indices = {*range(0, len(points), every), len(points) - 1, *kept}
    return tuple(points[index] for index in sorted(indices))


def curves_of(course: Course, read: Reader, path: str, tested: bool, decimals: int = 2) -> tuple[Curve, ...]:
    """Return what stands at `path` over the epochs, for the training and the test set: {} are epoch and set."""
    stages = tuple(stage.epoch for stage in course.stages)
    curves = []
    for kind, name in (("train", "training"), ("test", "test"))[: 1 + tested]:
        points = [(epoch, read(path.format(epoch, kind)).value) for epoch in range(len(course.run.epochs))]
        values = tuple(read(path.format(epoch, kind), decimals) for epoch in stages)
        curves.append(Curve(name, thinned(points, stages), values))
    return tuple(curves)


def passages(stages: int, captions: Sequence[Words], shares: Sequence[float]) -> tuple[Passage, ...]:
    """Return a passage a caption; `shares` are where between the first and the last stage each one ends.

    With fewer stages than captions, the last ones are left out.
    """
    last, end = stages - 1, 0
    run = []
    for caption, share in zip(captions, shares, strict=True):
        start, end = end, min(last, max(end + 1, round(share * last)))
        if end > start:
            run.append(Passage(start, end, caption))
    return tuple(run)
