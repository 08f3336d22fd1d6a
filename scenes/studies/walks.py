"""Ways down the loss of a linear neuron, each position a recorded step; their rates come from the landscape.

Steps shrink below the landscape's limit. A good rate is half of that, a small one a tenth of the good one, one that is
too large a twentieth above the limit. For single points it is half the limit of that point whose own loss is steepest.
Each is rounded to few digits, away from the limit.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from mathnet import MLP, UpdateTrace, evaluate, update_from_batch
from scenes.lessons import Training
from scenes.studies.landscape import Landscape
from scenes.studies.scales import Scale

GOOD, SMALL, LARGE, SINGLE, MOMENTUM = range(5)  # places of the walks
PERCENT = 99  # of the way down is near enough
MOST_STEPS = 500  # that are taken, by those that don't come down before
LEAST_SHOWN, MOST_SHOWN = 4, 30  # steps of all points
BEYOND = 1.05  # times the limit, a rate is too large
LEAST_MOMENTUM, MOST_MOMENTUM = 0.3, 0.9


@dataclass(frozen=True, slots=True)
class Position:
    """Where a walk is after some steps, and the loss of all points there."""

    w: float
    b: float
    loss: float


@dataclass(frozen=True, slots=True)
class Walk:
    """A way down: `positions[k]` is after k steps, `updates[k]` led from there on.

    A step takes `batch` points. `shown` is how many of the steps are shown; after `reached` steps the loss has come
    down PERCENT of the way to its lowest for the first time, None where it hasn't within `most`.
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


def take_walks(start: MLP, training: Training, landscape: Landscape) -> tuple[Walk, ...]:
    """Return the walks, in the order of their places, with as many steps shown as the good rate needs."""
    samples, every = training.train, len(training.train)
    steepest = max(2 * landscape.share * (x * x + 1) for (x,) in samples.inputs)
    good = rounded(landscape.limit / 2, 1, up=False)
    rates = (good, float(f"{good / 10:.12g}"), rounded(BEYOND * landscape.limit, 2, up=True))
    carried = min(MOST_MOMENTUM, max(LEAST_MOMENTUM, round((1 - 1 / math.sqrt(landscape.narrowness)) ** 2, 1)))
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
    positions = tuple(Position(*parameters_of(one), evaluate(one, training.train)[0]) for one in networks)
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


def parameters_of(network: MLP) -> tuple[float, float]:
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


def leaves(walk: Walk, across: Scale, up: Scale) -> int:
    """Return after how many steps a walk is out of the plane, if it ever is; else how many it has."""
    positions = enumerate(walk.positions)
    outside = (step for step, at in positions if not (across.low <= at.w <= across.high and up.low <= at.b <= up.high))
    return next(outside, walk.most)
