"""Learning a curve, as data: fit, loss, weights, biases and gradients of one run at each of its stages.

What turns them into beats stands in `tell_training_quadratic.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from mathnet import MLP, Samples
from scenes.lessons import LessonError, Study
from scenes.storyboards.readout import Line, Readout
from scenes.storyboards.training import (
    Axis,
    Course,
    Points,
    Scale,
    choose,
    logarithmic_scale,
    parts_of,
    scale,
)

EPOCHS, LOSS, GRADIENT, X, Y = range(5)  # places of the scales
FIT_POINTS = 81
MOST_STAGES = 110
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Extent:
    """The largest magnitude of some parameters over the whole run, with both signs."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class CurveCourse(Course):
    """What the network says at `grid` at each stage (`fits`), and the size of each layer's gradient (`gradients`).

    `extents` are those of the first layer's weights, of the last layer's, and of all biases.
    """

    grid: tuple[float, ...]
    fits: Rows
    gradients: Rows
    extents: tuple[Extent, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """Parameters over the epochs: `stages[i]` are their values at stage i, `low` and `high` the ends of the colours."""

    title: Line
    x: Axis
    epochs: tuple[int, ...]
    stages: Rows
    low: Readout
    high: Readout


@dataclass(frozen=True, slots=True)
class Fit:
    """The points to be learned from, and what the network says at each stage."""

    title: Line
    x: Axis
    y: Axis
    samples: Points
    grid: tuple[float, ...]
    stages: Rows


def attend(study: Study) -> CurveCourse:
    """Work out what the film shows besides what training itself recorded."""
    training, history = study.lesson.training, study.history
    sizes = study.network.sizes
    if training is None or history is None or (sizes[0], sizes[-1]) != (1, 1) or study.lesson.classifies:
        raise LessonError(f"lesson {study.lesson.name}: expected one whose network learns a value from one number.")
    chosen = tuple(range(len(history.snapshots)))
    if len(chosen) > MOST_STAGES:
        chosen = choose(len(chosen))
    networks = [history.snapshots[index].network for index in chosen]
    xs, ys = ([value for (value,) in rows] for rows in (training.train.inputs, training.train.targets))
    grid = grid_of(xs)
    gradients = tuple(gradient_sizes(network, training.train) for network in networks)
    fits = tuple(tuple(network.forward((x,)).output[0] for x in grid) for network in networks)
    last = len(study.network.layers) - 1
    extents = tuple(
        _extent([value for network in networks for value in values(network)])
        for values in (lambda network: weights_of(network, 0), lambda network: weights_of(network, last), biases_of)
    )
    return CurveCourse(
        **parts_of(study),
        chosen=chosen,
        scales=(
            scale(0, len(history.epochs) - 1, 3),
            logarithmic_scale(record.train_loss for record in history.epochs),
            logarithmic_scale(size for sizes in gradients for size in sizes),
            scale(min(xs), max(xs), 5),
            height(ys, fits[0]),
        ),
        grid=grid,
        fits=fits,
        gradients=gradients,
        extents=extents,
    )


def grid_of(xs: list[float]) -> tuple[float, ...]:
    """Return evenly spaced values over where the points are."""
    low, high = min(xs), max(xs)
    return tuple(low + (high - low) * i / (FIT_POINTS - 1) for i in range(FIT_POINTS))


def height(ys: list[float], guess: tuple[float, ...]) -> Scale:
    """Return a scale for the points and the untrained network's guess, as far as that isn't far off."""
    span = max(ys) - min(ys) or 1.0
    low, high = max(min(*ys, *guess), min(ys) - span / 2), min(max(*ys, *guess), max(ys) + span / 2)
    return scale(low - 0.08 * span, high + 0.08 * span, 4)


def gradient_sizes(network: MLP, samples: Samples) -> tuple[float, ...]:
    """Return for the first and the last layer the length of the gradient of the mean loss in its weights."""
    traces = [
        network.backward(network.forward(x), target) for x, target in zip(samples.inputs, samples.targets, strict=True)
    ]
    lengths = []
    for layer in (0, len(network.layers) - 1):
        columns = zip(
            *([g for row in trace.layers[layer].weight_gradients for g in row] for trace in traces), strict=True
        )
        lengths.append(math.hypot(*(math.fsum(column) / len(traces) for column in columns)))
    return tuple(lengths)


def weights_of(network: MLP, layer: int) -> tuple[float, ...]:
    return tuple(weight for row in network.layers[layer].weights for weight in row)


def biases_of(network: MLP) -> tuple[float, ...]:
    return tuple(bias for layer in network.layers for bias in layer.biases)


def _extent(values: list[float]) -> Extent:
    largest = max(map(abs, values)) or 1.0
    return Extent(-largest, largest)
