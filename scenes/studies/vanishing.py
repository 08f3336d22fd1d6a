"""Gradients that vanish on their way back through sigmoid layers, beside those of ReLU layers with weights to match.

A layer's gradient is told by one number: the mean of |∂C/∂w| over its weights, where C is the mean loss of all points.
On its way back a gradient is multiplied, in each neuron, by the slope of its activation: σ′(z) = a(1 − a) ≤ 1/4.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from dataclasses import dataclass

from mathnet import MLP, BackwardTrace, DivergenceError, Samples
from mathnet.activations import ACTIVATIONS
from mathnet.kernel import flatten, gradients, unflatten
from scenes.lessons import Lesson, LessonError
from scenes.studies.curve import Points, weights_of
from scenes.studies.pair import PairStudy, check_pair, parts_of_pair, run, settles
from scenes.studies.scales import Scale, logarithmic_scale, scale

GRADIENT, SUM, SLOPE = range(4, 7)  # places of more scales
LEAST_LAYERS = 4
LEAST_TIMES = 100.0  # between the last layer's gradient and the first one's, to be called vanishing
SLOPE_POINTS = 121
REACH = 6.0  # of the sums shown, at least
SIGMOID, RELU = ACTIVATIONS["sigmoid"], ACTIVATIONS["relu"]
ABOVE = 1.15  # the slope of ReLU where it is on, for the axis of slopes
Sizes = tuple[float, ...]  # of the gradient, one a layer


@dataclass(frozen=True, slots=True)
class VanishingStudy(PairStudy):
    """`sizes[runner][stage][layer]` is the mean |∂C/∂w| of a layer, `moved[runner][stage]` the mean of how far a weight
    of the first layer is from its start.

    In the end, the network that fails `settles` at about the mean of the points, for each, or not. At its start, the
    last layer's gradient is so many `times` the first one's; of the axis of gradients, each tick is `times_a_line` the
    one before. `spreads` are the largest of either run's to its smallest.
    `backward` is of one point there. `way` has the neuron of each hidden layer whose delta is largest, and `product` is
    that of their slopes; the smallest of these is in `layers[near]`. `peak` is the largest slope that a sigmoid has;
    `slopes` is its slope over its sum, and `relu` that of ReLU: where it is off, and where it is on.
    """

    depth: int
    settles: bool
    sizes: tuple[tuple[Sizes, ...], tuple[Sizes, ...]]
    moved: tuple[tuple[float, ...], tuple[float, ...]]
    times: float
    times_a_line: float
    spreads: tuple[float, float]
    backward: BackwardTrace
    near: int
    way: tuple[int, ...]
    product: float
    peak: float
    slopes: Points
    relu: tuple[Points, Points]

    @property
    def sums(self) -> tuple[tuple[float, float], ...]:
        """The sum and the slope of every hidden neuron, for the one point."""
        forward, layers = self.backward.forward, self.backward.layers
        pairs = zip(forward.layers[:-1], layers[:-1], strict=True)
        return tuple(
            (z, float(neuron.local or 0.0))
            for ahead, back in pairs
            for z, neuron in zip(ahead.z, back.neurons, strict=True)
        )


def check_vanishing(lesson: Lesson) -> None:
    """Raise LessonError unless the lesson's network has many sigmoid layers, in which gradients vanish."""
    samples, hidden = check_pair(lesson), lesson.network.activations[:-1]
    if len(hidden) < LEAST_LAYERS or set(hidden) != {"sigmoid"}:
        raise LessonError(
            f"lesson {lesson.name}: this film is for deep networks of sigmoid neurons: at least {LEAST_LAYERS} hidden "
            f"layers, and all of them sigmoid."
        )
    sizes = sizes_of(lesson.network, samples)
    if not 0 < sizes[0] <= sizes[-1] / LEAST_TIMES:
        raise LessonError(
            f"lesson {lesson.name}: this film is for gradients that vanish: those of the first layer are not "
            f"{LEAST_TIMES:g} times smaller than those of the last."
        )


def sizes_of(network: MLP, samples: Samples) -> Sizes:
    """Return the mean |∂C/∂w| of each layer."""
    rows = [(*x, *y) for x, y in zip(samples.inputs, samples.targets, strict=True)]
    columns = zip(*gradients(network, flatten(network), rows), strict=True)
    steepest = unflatten(network, tuple(math.fsum(column) / len(rows) for column in columns))
    return tuple(_mean(map(abs, weights_of(steepest, layer))) for layer in range(len(network.layers)))


def _mean(values: Iterable[float]) -> float:
    every = tuple(values)
    return math.fsum(every) / len(every)


def study_vanishing(lesson: Lesson) -> VanishingStudy:
    """Take both runs, and work out how large the gradients of each layer are all the while."""
    check_vanishing(lesson)
    training, network = lesson.training, lesson.network
    assert training is not None
    samples, rate = training.train, training.settings.learning_rate
    helped = MLP.initialised(
        network.sizes,
        (*["relu"] * (len(network.layers) - 1), network.activations[-1]),
        network.loss,
        random.Random(training.seed),
    )
    if not all(sizes_of(helped, samples)):
        raise LessonError(
            f"lesson {lesson.name}: this film is for a seed that draws a ReLU network through which every point comes: "
            f"seed {training.seed} draws one that is off."
        )
    try:
        parts = parts_of_pair(lesson, ("sigmoid", "ReLU"), (run(lesson, network, rate), run(lesson, helped, rate)))
    except DivergenceError as error:
        raise LessonError(f"lesson {lesson.name}: this film is for two runs that get to their end: {error}") from None
    networks = [[runner.networks[epoch] for epoch in parts["epochs"]] for runner in parts["runners"]]
    sizes = tuple(tuple(sizes_of(one, samples) for one in run) for run in networks)
    moved = tuple(tuple(_moved(run[0], one) for one in run) for run in networks)
    backward = network.backward(network.forward(lesson.sample.x), lesson.sample.target)
    hidden = backward.layers[:-1]
    way = tuple(max(range(len(one.neurons)), key=lambda j, one=one: abs(one.delta[j])) for one in hidden)  # type: ignore[misc]
    first, last = sizes[0][0][0], sizes[0][0][-1]
    depth = len(network.layers) - 1
    peak = SIGMOID.derivative(0.0, SIGMOID.value(0.0))
    parts["scales"] = (*parts["scales"], *_scales(sizes, backward))
    low, high = parts["scales"][SUM].low, parts["scales"][SUM].high
    off, on = (RELU.derivative(z, RELU.value(z)) for z in (low, high))
    zs = [low + (high - low) * i / (SLOPE_POINTS - 1) for i in range(SLOPE_POINTS)]
    return VanishingStudy(
        **parts,
        depth=depth,
        settles=settles(networks[0][-1], samples),
        sizes=sizes,  # type: ignore[arg-type]
        moved=moved,  # type: ignore[arg-type]
        times=last / first,
        times_a_line=_times_a_line(parts["scales"][GRADIENT]),
        spreads=(max(sizes[0][0]) / min(sizes[0][0]), max(sizes[1][0]) / min(sizes[1][0])),
        backward=backward,
        near=min(range(depth), key=lambda layer: hidden[layer].neurons[way[layer]].local or 0.0),
        way=way,
        product=math.prod(one.neurons[j].local or 0.0 for one, j in zip(hidden, way, strict=True)),
        peak=peak,
        slopes=tuple((z, SIGMOID.derivative(z, SIGMOID.value(z))) for z in zs),
        relu=(((low, off), (0.0, off)), ((0.0, on), (high, on))),
    )


def _times_a_line(own: Scale) -> float:
    """Return the power of ten between two ticks, without what binary arithmetic rounds."""
    return float(f"{own.ticks[1] / own.ticks[0]:.6g}")


def _moved(start: MLP, network: MLP) -> float:
    pairs = zip(weights_of(start, 0), weights_of(network, 0), strict=True)
    return _mean(abs(after - before) for before, after in pairs)


def _scales(sizes: object, backward: BackwardTrace) -> tuple[Scale, Scale, Scale]:
    every = [size for run in sizes for stage in run for size in stage]  # type: ignore[attr-defined]
    own = logarithmic_scale((min(size for size in every if size > 0) / 3, max(every)))
    reach = 1.08 * max(REACH, *(abs(z) for layer in backward.forward.layers[:-1] for z in layer.z))
    return own, scale(-reach, reach, 7), scale(0.0, ABOVE, 4)
