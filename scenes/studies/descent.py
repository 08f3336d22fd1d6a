"""Gradient descent worked through: the loss of all lines, and five ways down, each position a recorded step.

Rates come from the landscape (see scenes.studies.landscape): steps shrink below its limit. A good rate is half of that,
a small one a tenth of the good one, one that is too large a twentieth above the limit. For single points it is half the
limit of that point whose own loss is steepest. Each is rounded to few digits, away from the limit.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from mathnet import MLP, Layer, Samples, UpdateTrace, evaluate, update_from_batch
from scenes.lessons import Lesson, LessonError, Training
from scenes.studies.landscape import Landscape, landscape_of
from scenes.studies.scales import Scale, scale

X, Y, W, B = range(4)  # places of the scales
GOOD, SMALL, LARGE, SINGLE, MOMENTUM = range(5)  # places of the walks
START, FLAT, BEST = range(3)  # places of the lines that are tried
SHARES = {"mean-squared-error": 1.0, "half-squared-error": 0.5}  # of the squared error in the loss
PERCENT = 99  # of the way down is near enough
MOST_STEPS = 500  # that are taken, by those that don't come down before
LEAST_SHOWN, MOST_SHOWN = 4, 30  # steps of all points
BEYOND = 1.05  # times the limit, a rate is too large
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
class Position:
    """Where a walk is after some steps, and the loss of all points there."""

    w: float
    b: float
    loss: float


@dataclass(frozen=True, slots=True)
class Walk:
    """A way down: `positions[k]` is after k steps, `updates[k]` led from there on.

    A step takes `batch` points. `shown` is how many of the steps are shown; after `reached` steps the loss has come down
    PERCENT of the way to its lowest for the first time, None where it hasn't within `most`.
    """

    rate: float
    momentum: float
    batch: int
    positions: tuple[Position, ...]
    updates: tuple[UpdateTrace, ...]
    shown: int
    reached: int | None

    @property
    def most(self) -> int:
        return len(self.updates)

    @property
    def looked(self) -> int | None:
        """How many points were looked at until then, each time that it was."""
        return None if self.reached is None else self.reached * self.batch

    @property
    def losses(self) -> tuple[float, ...]:
        """The losses of the steps that are shown."""
        return tuple(position.loss for position in self.positions[: self.shown + 1])


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
            f"lesson {lesson.name}: this film is for one linear neuron: a lesson with training, one feature, one number "
            f"as its target, no hidden layer (hidden = []), output identity and a squared error."
        )
    points = points_of(training)
    if not (2 <= len({x for x, _ in points}) and len(points) <= MOST_POINTS):
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
            f"lesson {lesson.name}: the loss of these points is too steep or too narrow a valley to be seen: standardise "
            f"the features and the targets (standardise = true, standardise_targets = true)."
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
    return Tried(*_parameters(network), losses, math.fsum(losses), evaluate(network, samples)[0])


def take_walks(start: MLP, training: Training, landscape: Landscape) -> tuple[Walk, ...]:
    """Return the walks, in the order of their places, with as many steps shown as the good rate needs."""
    samples, every = training.train, len(training.train)
    steepest = max(2 * landscape.share * (x * x + 1) for (x,) in samples.inputs)
    good = rounded(landscape.limit / 2, 1, up=False)
    rates = (good, float(f"{good / 10:.12g}"), rounded(BEYOND * landscape.limit, 2, up=True))
    carried = min(0.9, max(0.3, round((1 - 1 / math.sqrt(landscape.narrowness)) ** 2, 1)))
    first = _walk(start, training, landscape, rates[GOOD], 0.0, every, MOST_SHOWN)
    shown = min(MOST_SHOWN, max(LEAST_SHOWN, first.reached or MOST_SHOWN))
    return (
        *(_walk(start, training, landscape, rate, 0.0, every, shown) for rate in rates),
        _walk(start, training, landscape, rounded(1 / steepest, 1, up=False), 0.0, 1, shown * every),
        _walk(start, training, landscape, good, carried, every, shown),
    )


def _walk(
    start: MLP, training: Training, landscape: Landscape, rate: float, momentum: float, batch: int, shown: int
) -> Walk:
    updates = tuple(islice(steps_of(start, training, rate, momentum, batch), max(MOST_STEPS, shown)))
    networks = (start, *(update.network for update in updates))
    positions = tuple(Position(*_parameters(one), evaluate(one, training.train)[0]) for one in networks)
    enough = landscape.lowest + (1 - PERCENT / 100) * (positions[0].loss - landscape.lowest)
    reached = next((index for index, position in enumerate(positions) if position.loss <= enough), None)
    return Walk(rate, momentum, batch, positions, updates, shown, reached)


def steps_of(start: MLP, training: Training, rate: float, momentum: float, batch: int) -> Iterator[UpdateTrace]:
    """Yield the steps of training without end: those of mathnet.train, each with its gradients.

    With fewer than all points to a step, they are shuffled anew before each time that they are gone through.
    """
    pairs = list(zip(training.train.inputs, training.train.targets, strict=True))
    rng, network = random.Random(training.seed), start
    previous: UpdateTrace | None = None
    while True:
        if batch < len(pairs):
            rng.shuffle(pairs)
        for first in range(0, len(pairs), batch):
            traces = [network.backward(network.forward(x), y) for x, y in pairs[first : first + batch]]
            previous = update_from_batch(network, traces, rate, momentum, previous)
            network = previous.network
            yield previous


def _parameters(network: MLP) -> tuple[float, float]:
    (layer,) = network.layers
    return layer.weights[0][0], layer.biases[0]


def rounded(rate: float, digits: int, up: bool) -> float:
    """Return a rate with so many digits, not below it, or not above it.

    >>> rounded(0.219, 1, up=False), rounded(0.4605, 2, up=True), rounded(1234.0, 1, up=False)
    (0.2, 0.47, 1000.0)
    """
    place = math.floor(math.log10(rate)) - digits + 1
    turned = math.ceil if up else math.floor
    return float(f"{turned(rate / 10.0**place)}e{place}")


def plane_of(landscape: Landscape, places: Sequence[Tried | Position], aspect: float) -> tuple[Scale, Scale]:
    """Return the scales of w and b: the best line in the middle, with room for some places.

    A unit of w is as long as one of b.
    """
    w = MARGIN * max(abs(place.w - landscape.w) for place in places)
    b = MARGIN * max(abs(place.b - landscape.b) for place in places)
    w, b = max(w, aspect * b), max(b, w / aspect)
    return scale(landscape.w - w, landscape.w + w, 6), scale(landscape.b - b, landscape.b + b, 6)


def leaves(walk: Walk, across: Scale, up: Scale) -> int:
    """Return after how many steps a walk is out of the plane, if it ever is; else how many it has."""
    positions = enumerate(walk.positions)
    outside = (step for step, at in positions if not (across.low <= at.w <= across.high and up.low <= at.b <= up.high))
    return next(outside, walk.most)


def levels_of(landscape: Landscape, level: float, across: Scale, up: Scale) -> tuple[float, ...]:
    """Return losses whose level lines are about as far from each other, RINGS up to `level`, each as round as may be."""
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
