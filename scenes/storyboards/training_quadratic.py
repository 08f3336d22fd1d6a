"""Learning a curve as beats: data and fit, loss, network, weights, biases and gradients of one run, side by side."""

from __future__ import annotations

import math
from dataclasses import dataclass

from mathnet import MLP, Samples
from scenes.lessons.lesson import Study
from scenes.storyboards.readout import Line, Reader, Readout
from scenes.storyboards.training import (
    Axis,
    Chapter,
    Chart,
    Course,
    Curve,
    Passage,
    Points,
    Scale,
    axis,
    choose,
    logarithmic_scale,
    parts_of,
    passages,
    scale,
    thinned,
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


@dataclass(frozen=True, slots=True)
class CurveStory:
    course: CurveCourse
    task: Chapter
    views: Chapter
    learning: Chapter
    outcome: Chapter
    epochs: tuple[Line, ...]
    fit: Fit
    network: Line
    loss: Chart
    heats: tuple[Heat, Heat, Heat]
    gradients: Chart
    passages: tuple[Passage, ...]


def tell_curve(study: Study) -> CurveStory:
    """Return the story of how a network learned a curve; raises ValueError for one that learned anything else."""
    course = attend(study)
    read = Reader(course, 2)
    stages = tuple(stage.epoch for stage in course.stages)
    epochs = axis(course, read, EPOCHS)
    networks = [stage.network for stage in course.stages]
    last = len(course.network.layers) - 1
    values = (
        tuple(_weights(network, 0) for network in networks),
        tuple(_weights(network, last) for network in networks),
        tuple(_biases(network) for network in networks),
    )
    titles: tuple[Line, ...] = (("weights in",), ("weights out",), ("biases",))
    heats = tuple(
        Heat(title, epochs, stages, rows, read(f"extents[{i}].low", 1), read(f"extents[{i}].high", 1))
        for i, (title, rows) in enumerate(zip(titles, values, strict=True))
    )
    loss = Curve(
        "",
        thinned([(record.epoch, record.train_loss) for record in course.run.epochs], stages),
        tuple(read(f"run.epochs[{epoch}].train_loss", 3) for epoch in stages),
    )
    gradients = tuple(
        Curve("", tuple(zip(stages, column, strict=True)), ()) for column in zip(*course.gradients, strict=True)
    )
    samples = course.lesson.training.train if course.lesson.training else None
    assert samples is not None
    points = tuple((x, y) for (x,), (y,) in zip(samples.inputs, samples.targets, strict=True))
    y_axis = axis(course, read, Y)
    return CurveStory(
        course,
        *_chapters(course, read),
        tuple(("epoch ", read(f"stages[{i}].epoch"), " of ", read("run.settings.epochs")) for i in range(len(stages))),
        Fit(("data and fit",), axis(course, read, X), y_axis, points, course.grid, course.fits),
        ("network",),
        Chart(("loss",), epochs, axis(course, read, LOSS), (loss,), stages),
        (heats[0], heats[1], heats[2]),
        Chart(("gradients",), epochs, axis(course, read, GRADIENT), gradients, stages),
        passages(len(stages), _said_while_learning(), (0.05, 0.4, 1.0)),
    )


def attend(study: Study) -> CurveCourse:
    """Work out what the film shows besides what training itself recorded."""
    training, history = study.lesson.training, study.history
    sizes = study.network.sizes
    if training is None or history is None or (sizes[0], sizes[-1]) != (1, 1) or study.lesson.classifies:
        raise ValueError(f"lesson {study.lesson.name}: expected one whose network learns a value from one number.")
    chosen = tuple(range(len(history.snapshots)))
    if len(chosen) > MOST_STAGES:
        chosen = choose(len(chosen))
    networks = [history.snapshots[index].network for index in chosen]
    xs, ys = ([value for (value,) in rows] for rows in (training.train.inputs, training.train.targets))
    low, high = min(xs), max(xs)
    grid = tuple(low + (high - low) * i / (FIT_POINTS - 1) for i in range(FIT_POINTS))
    gradients = tuple(gradient_sizes(network, training.train) for network in networks)
    fits = tuple(tuple(network.forward((x,)).output[0] for x in grid) for network in networks)
    last = len(study.network.layers) - 1
    extents = tuple(
        _extent([value for network in networks for value in values(network)])
        for values in (lambda network: _weights(network, 0), lambda network: _weights(network, last), _biases)
    )
    return CurveCourse(
        **parts_of(study),
        chosen=chosen,
        scales=(
            scale(0, len(history.epochs) - 1, 3),
            logarithmic_scale(record.train_loss for record in history.epochs),
            logarithmic_scale(size for sizes in gradients for size in sizes),
            scale(low, high, 5),
            _height(ys, fits[0]),
        ),
        grid=grid,
        fits=fits,
        gradients=gradients,
        extents=extents,
    )


def _height(ys: list[float], guess: tuple[float, ...]) -> Scale:
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


def _weights(network: MLP, layer: int) -> tuple[float, ...]:
    return tuple(weight for row in network.layers[layer].weights for weight in row)


def _biases(network: MLP) -> tuple[float, ...]:
    return tuple(bias for layer in network.layers for bias in layer.biases)


def _extent(values: list[float]) -> Extent:
    largest = max(map(abs, values)) or 1.0
    return Extent(-largest, largest)


def _said_while_learning() -> tuple[Line, ...]:
    return (
        ("At first the weights change a lot: the curve jumps towards the points, and the loss falls.",),
        ("Each hidden neuron gives the curve one bend. Their weights and biases say how sharp it is, and where.",),
        ("The smaller the gradient, the smaller the steps. By now the bends move just a little.",),
    )


def _chapters(course: CurveCourse, read: Reader) -> tuple[Chapter, Chapter, Chapter, Chapter]:
    final = course.stages[-1].epoch
    task = Chapter(
        ("Learning ", read.name("lesson.title", 30)),
        ("from points that are a little off the curve",),
        (
            ("These points are all that the network gets to see: an x, and the y that belongs to it.",),
            ("With its random weights it says this. Training shall bend the line until it fits.",),
        ),
    )
    views = Chapter(
        ("Seven views of one network",),
        ("red is positive, blue is negative, purple runs backwards",),
        (
            ("An input in blue, hidden neurons in green, an output in salmon: every edge is a weight.",),
            (
                "The loss is the mean squared error, here ",
                read("run.epochs[0].train_loss", 3),
                ". Each line is a tenth.",
            ),
            ("One row for each hidden neuron: its weight from the input, its weight to the output, and the biases.",),
            ("The gradient says how far each step goes; it is computed backwards, from the output to the input.",),
        ),
    )
    learning = Chapter(("Learning",), ("after each point, every weight and bias takes a small step",), ())
    outcome = Chapter(
        ("A curve made of bends",),
        ("the network fits the points; nobody told it the formula",),
        (
            (
                "The loss has come down to ",
                read(f"run.epochs[{final}].train_loss", 3),
                ": straight pieces, one bend for each neuron, follow the points.",
            ),
        ),
    )
    return task, views, learning, outcome
