"""What the training films have in common: a run seen through its snapshots, and charts whose ticks are readouts.

>>> scale(0.0, 1.13).ticks, scale(0, 200).ticks
((0.0, 0.5, 1.0), (0, 50, 100, 150, 200))
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from mathnet import EpochRecord, Snapshot
from scenes.lessons import Lesson, LessonError, Training
from scenes.lessons.limits import least_every
from scenes.storyboards.readout import MINUS, RAISED, TIMES_TEN, Line, Reader, Readout, decimals_of, shown
from scenes.storyboards.words import Words
from scenes.studies import Study

STAGES = 48  # of a film
SNAPSHOTS = 500  # to choose them from
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)  # between ticks, times a power of ten
LEAST_SPAN = 1e-5  # of an axis, as a share of the largest number on it
LARGEST_WHOLE, LARGEST_TICK, LEAST_TICK = 1e5, 1e4, 1e-3  # ticks between them need no power of ten
LEAST_POSITIVE = 1e-300  # that an axis tells from 0
MOST_DECIMALS = 6
HARDLY = 0.01  # of a loss: a change that is hardly one
POINTS = 400  # of a curve: more can't be told apart on screen
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """What an axis spans, and the numbers beside it: whole ones are ints.

    On a logarithmic one, ticks are powers of ten, each as many times the one before.
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


def check_training(lesson: Lesson) -> Training:
    """Return how the network is trained; raises LessonError for a lesson whose network isn't."""
    if lesson.training is None:
        raise LessonError(
            f"this film is for lessons with a training: the numbers of lesson {lesson.name} are fixed, so there is no "
            f"training to be shown."
        )
    return lesson.training


def with_snapshots(lesson: Lesson) -> Lesson:
    """Return the lesson with enough snapshots of its training, unless it says itself how many there are.

    Raises LessonError for a lesson without training.
    """
    training = check_training(lesson)
    settings = training.settings
    if settings.snapshot_every is not None:
        return lesson
    least = least_every(lesson.network.parameter_count, settings.epochs)
    every = max(least, math.ceil(settings.epochs / SNAPSHOTS))
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
    """Return the fields of a plain study, for making a course of it."""
    return {field.name: getattr(study, field.name) for field in fields(Study)}


def scale(low: float, high: float, most: int = 5) -> Scale:
    """Return a scale that holds `low` to `high`, with at most `most` round ticks.

    Where the two can't be told apart, the scale spans more.

    >>> scale(5.0, 5.0, 3).ticks, scale(0.0, 0.0).ticks
    ((2.5, 5.0, 7.5), (0.0, 0.25, 0.5, 0.75, 1.0))
    """
    low, high = _apart(low, high)
    span = high - low
    unit = 10.0 ** math.floor(math.log10(span / most))
    step = next(unit * step for step in STEPS if span / (unit * step) <= most - 1 + 1e-9 or step == STEPS[-1])
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = tuple(float(f"{index * step:.14g}") for index in range(first, last + 1))
    if all(tick.is_integer() and abs(tick) < LARGEST_WHOLE for tick in ticks):
        return Scale(low, high, tuple(int(tick) for tick in ticks))
    return Scale(low, high, ticks)


def _apart(low: float, high: float) -> tuple[float, float]:
    """Return the ends of a scale: those given, unless it would take too many digits to tell them apart."""
    largest = max(abs(low), abs(high))
    if high - low > max(LEAST_SPAN * largest, LEAST_POSITIVE):
        return low, high
    if largest < LEAST_POSITIVE:
        return 0.0, 1.0
    return low - largest / 2, high + largest / 2


def logarithmic_scale(values: Iterable[float]) -> Scale:
    """Return a logarithmic scale for the values above 0, with powers of ten as ticks.

    >>> logarithmic_scale((3.0, 0.02))
    Scale(low=0.02, high=3.0, ticks=(0.1, 1), logarithmic=True)
    """
    positive = [value for value in values if LEAST_POSITIVE < value < math.inf] or [1.0]
    low, high = min(positive), max(positive)
    first, last = math.ceil(math.log10(low) - 1e-9), math.floor(math.log10(high) + 1e-9)
    if first >= last:
        first, last = math.floor(math.log10(low)), math.floor(math.log10(low)) + 1
    ticks = tuple(map(_power, range(first, last + 1)[:: math.ceil((last - first + 1) / 4)]))
    return Scale(min(low, ticks[0]), max(high, ticks[-1]), ticks, True)


def _power(exponent: int) -> float:
    return 10**exponent if 0 <= exponent < math.log10(LARGEST_WHOLE) else float(f"1e{exponent}")


def axis(scales: Sequence[Scale], read: Reader, index: int) -> Axis:
    """Return the axis of scale number `index` of those that stand at `scales` in what `read` reads from."""
    own = scales[index]
    texts = tick_texts(own.ticks, own.logarithmic)
    ticks = tuple(replace(read(f"scales[{index}].ticks[{i}]"), text=text) for i, text in enumerate(texts))
    return Axis(own.low, own.high, ticks, own.logarithmic)


def tick_texts(ticks: Sequence[float], each: bool = False) -> tuple[str, ...]:
    """Return what stands beside ticks, none rounded: all with as many decimals, unless `each` may have its own.

    >>> tick_texts((0.0, 0.5, 1.0)), tick_texts((0.0, 25e4, 5e5)), tick_texts((1e-9, 1e-3, 1000), each=True)
    (('0', '0.5', '1.0'), ('0', '2.5·10⁵', '5·10⁵'), ('1·10⁻⁹', '0.001', '1000'))
    """
    if each or not all(isinstance(tick, int) or tick == 0 or LEAST_TICK <= abs(tick) < LARGEST_TICK for tick in ticks):
        return tuple(map(_shortest, ticks))
    shared = max(1, decimals_of(tuple(ticks), MOST_DECIMALS))
    return tuple(shown(tick, shared) for tick in ticks)


def _shortest(tick: float) -> str:
    if tick == 0 or isinstance(tick, int):
        return shown(tick, 0)
    if LEAST_TICK <= abs(tick) < LARGEST_TICK:
        return shown(tick, decimals_of((tick,), MOST_DECIMALS))
    mantissa, exponent = f"{tick:.{MOST_DECIMALS}e}".split("e")
    power = str(int(exponent)).translate(RAISED)
    return f"{mantissa.rstrip('0').rstrip('.').replace('-', MINUS)}{TIMES_TEN}{power}"


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


def spans(stages: int, shares: Sequence[float]) -> tuple[tuple[int, int], ...]:
    """Return a first and a last stage for each of `shares`, which are where between the stages of the film it ends.

    With fewer stages than shares, the last ones are left out.

    >>> spans(11, (0.3, 1.0)), spans(2, (0.3, 1.0))
    (((0, 3), (3, 10)), ((0, 1),))
    """
    last, end = stages - 1, 0
    found = []
    for share in shares:
        start, end = end, min(last, max(end + 1, round(share * last)))
        if end > start:
            found.append((start, end))
    return tuple(found)


def passages(stages: int, captions: Sequence[Words], shares: Sequence[float]) -> tuple[Passage, ...]:
    """Return a passage for each of the captions that there are spans for."""
    pairs = zip(spans(stages, shares), captions, strict=False)
    return tuple(Passage(first, last, caption) for (first, last), caption in pairs)
