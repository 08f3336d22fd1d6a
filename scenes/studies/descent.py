"""Gradient descent worked through: the loss of all lines, and five ways down, each position a recorded step."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mathnet import MLP, Layer, Samples, evaluate
from scenes.lessons import Lesson, LessonError, Training
from scenes.studies.landscape import Landscape, landscape_of
from scenes.studies.scales import Scale, scale
from scenes.studies.walks import GOOD, LARGE, LEAST_SHOWN, PERCENT, Position, Walk, leaves, parameters_of, take_walks

X, Y, W, B = range(4)  # places of the scales
START, FLAT, BEST = range(3)  # places of the lines that are tried
SHARES = {"mean-squared-error": 1.0, "half-squared-error": 0.5}  # of the squared error in the loss
MOST_POINTS = 40
NARROWEST = 400.0  # of valleys that can be seen as such: twenty times as long as wide
LARGEST = 1e100
RINGS = 4  # level lines up to the start
MOST_RINGS = 20
MARGIN = 1.15  # the plane reaches so many times as far from the best line as what it has to hold


@dataclass(frozen=True, slots=True)
class Tried:
    """A line, y = w·x + b: each point's loss, what they add up to, and their mean."""

    w: float
    b: float
    losses: tuple[float, ...]
    total: float
    loss: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A line in the chart: its two ends (x, y), and what it says at each point."""

    ends: tuple[tuple[float, float], ...]
    said: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DescentStudy:
    """What the film shows; paths of its readouts start here."""

    lesson: Lesson
    points: tuple[tuple[float, float], ...]
    landscape: Landscape
    tries: tuple[Tried, ...]
    walks: tuple[Walk, ...]
    levels: tuple[float, ...]
    scales: tuple[Scale, ...]
    percent: int = PERCENT

    @property
    def count(self) -> int:
        return len(self.points)

    def see(self, w: float, b: float) -> Seen:
        """Return what the line of w and b says at the ends of the chart, and at each point."""
        network, ends = _line(self.lesson, w, b), (self.scales[X].low, self.scales[X].high)
        heights = {x: network.forward((x,)).output[0] for x in (*ends, *(x for x, _ in self.points))}
        return Seen(tuple((x, heights[x]) for x in ends), tuple(heights[x] for x, _ in self.points))

    @property
    def is_standardised(self) -> bool:
        return self.lesson.scaling is not None or self.lesson.target_scaling is not None


def check_descent(lesson: Lesson) -> Landscape:
    """Return the landscape of a lesson's loss; raises LessonError for one that this film can't show."""
    training = lesson.training
    sizes, activation = lesson.network.sizes, lesson.network.layers[-1].activation
    if training is None or sizes != (1, 1) or activation != "identity" or lesson.network.loss not in SHARES:
        raise LessonError(
            f"lesson {lesson.name}: this film is for one linear neuron: a lesson with training, one feature, one "
            f"number as its target, no hidden layer (hidden = []), output identity and a squared error."
        )
    points = points_of(training)
    if len({x for x, _ in points}) < 2 or len(points) > MOST_POINTS:
        raise LessonError(
            f"lesson {lesson.name}: this film is for 2 to {MOST_POINTS} points at two different x at least, given "
            f"{len(points)} at {len({x for x, _ in points})}."
        )
    try:
        found = landscape_of(points, SHARES[lesson.network.loss])
        is_narrow = not found.narrowness <= NARROWEST
        (w,), (b,) = lesson.network.layers[0].weights[0], lesson.network.layers[0].biases
        rise = found.rise(w, b)
    except (OverflowError, ZeroDivisionError):
        is_narrow, rise = True, math.inf
    if is_narrow or not rise < LARGEST:
        raise LessonError(
            f"lesson {lesson.name}: the loss of these points is too steep or too narrow a valley to be seen: "
            f"standardise the features and the targets (standardise = true, standardise_targets = true)."
        )
    if rise <= 1e-12 * found.loss(w, b):
        raise LessonError(f"lesson {lesson.name}: its network is the best line already, so there is no way down.")
    return found


def points_of(training: Training) -> tuple[tuple[float, float], ...]:
    """Return the points (x, y) as the network gets them."""
    pairs = zip(training.train.inputs, training.train.targets, strict=True)
    return tuple((x, y) for (x,), (y,) in pairs)


def study_descent(lesson: Lesson, aspect: float) -> DescentStudy:
    """Take all walks, and work out what is shown of the plane of lines, `aspect` times as wide (w) as high (b)."""
    landscape, training = check_descent(lesson), lesson.training
    assert training is not None
    points, samples = points_of(training), training.train
    start, middle = lesson.network, math.fsum(y for _, y in points) / len(points)
    tries = tuple(
        try_line(network, samples)
        for network in (start, _line(lesson, 0.0, middle), _line(lesson, landscape.w, landscape.b))
    )
    walks = take_walks(start, training, landscape)
    across, up = plane_of(landscape, [tries[FLAT], *walks[GOOD].positions[: walks[GOOD].shown + 1]], aspect)
    shown = max(LEAST_SHOWN, min(walks[LARGE].shown, leaves(walks[LARGE], across, up)))
    large = replace(walks[LARGE], shown=shown)
    walks = (*walks[:LARGE], large, *walks[LARGE + 1 :])
    level = tries[START].loss
    return DescentStudy(
        lesson,
        points,
        landscape,
        tries,
        walks,
        levels_of(landscape, level, across, up),
        (*_chart(points, tries), across, up),
    )


def _line(lesson: Lesson, w: float, b: float) -> MLP:
    return MLP([Layer([[w]], [b], "identity")], lesson.network.loss)


def try_line(network: MLP, samples: Samples) -> Tried:
    """Return what the line of a network misses."""
    losses = tuple(
        network.backward(network.forward(x), y).loss.value for x, y in zip(samples.inputs, samples.targets, strict=True)
    )
    return Tried(*parameters_of(network), losses, math.fsum(losses), evaluate(network, samples)[0])


def plane_of(landscape: Landscape, places: Sequence[Tried | Position], aspect: float) -> tuple[Scale, Scale]:
    """Return the scales of w and b: the best line in the middle, with room for some places.

    A unit of w is as long as one of b.
    """
    w = MARGIN * max(abs(place.w - landscape.w) for place in places)
    b = MARGIN * max(abs(place.b - landscape.b) for place in places)
    w, b = max(w, aspect * b), max(b, w / aspect)
    return scale(landscape.w - w, landscape.w + w, 6), scale(landscape.b - b, landscape.b + b, 6)


def levels_of(landscape: Landscape, level: float, across: Scale, up: Scale) -> tuple[float, ...]:
    """Return round losses whose level lines are about as far from each other as may be, RINGS up to `level`."""
    highest = max(landscape.loss(w, b) for w in (across.low, across.high) for b in (up.low, up.high))
    unit = (level - landscape.lowest) / RINGS**2
    found = []
    for ring in range(1, MOST_RINGS + 1):
        own, apart = landscape.lowest + unit * ring**2, unit * (2 * ring - 1)
        step = next(s for s in (5.0, 2.0, 1.0) if s * 10.0 ** _power(apart) <= apart / 2 or s == 1.0) * 10.0 ** _power(
            apart
        )
        found.append(float(f"{round(own / step) * step:.12g}"))
    return tuple(one for one in found if landscape.lowest < one < highest)


def _power(apart: float) -> int:
    return math.floor(math.log10(apart / 2))


def _chart(points: Sequence[tuple[float, float]], tries: Sequence[Tried]) -> tuple[Scale, Scale]:
    """Return the scales of x and y: the points, and the lines that are tried, with some room around."""
    xs, ys = zip(*points, strict=True)
    span = max(xs) - min(xs)
    ends = (min(xs) - 0.1 * span, max(xs) + 0.1 * span)
    heights = [*ys, *(tried.w * x + tried.b for tried in tries for x in (min(xs), max(xs)))]
    tall = max(ys) - min(ys) or abs(ys[0]) or 1.0
    low, high = max(min(heights), min(ys) - tall), min(max(heights), max(ys) + tall)
    return scale(*ends, 6), scale(low - 0.1 * tall, high + 0.1 * tall, 5)
