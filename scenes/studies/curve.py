"""Learning a curve: fit, loss, weights, biases and gradients of one run at each of its stages.

Points and fits are in the unit of the data.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mathnet import MLP, Samples
from mathnet.kernel import flatten, gradients, unflatten
from scenes.lessons import Lesson, LessonError
from scenes.studies.bends import bends_of, is_angular
from scenes.studies.scales import Scale, logarithmic_scale, scale
from scenes.studies.study import Study
from scenes.studies.training import TrainingStudy, choose, parts_of
from scenes.studies.units import answers, measured

EPOCHS, LOSS, GRADIENT, X, Y = range(5)  # places of the scales
FIT_POINTS = 81
MOST_STAGES = 110
MOST_BANDS = 32  # rows of parameters that can be told apart
FOLLOWS = 0.1  # of the height of the points: how far a line that follows them misses them, in the mean
NEARLY = 0.01  # of the height of the chart: how far a line is from a straight one that is hard to tell from it
Rows = tuple[tuple[float, ...], ...]
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Bands:
    """Parameters over the run in rows that can be told apart: `stages[i]` at stage i, a value a row.

    A row stands for up to `size` of them, one after the other, by the one that is farthest from zero at the stage.
    `high` is the largest magnitude of any over the whole run, `low` the same below zero.
    """

    size: int
    stages: Rows
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tried:
    """What the trained network says of the sample shown, and by how much it misses."""

    x: float
    said: float
    target: float
    miss: float


@dataclass(frozen=True, slots=True)
class CurveStudy(TrainingStudy):
    """What the network says at `grid` at each stage (`fits`), and the size of each layer's gradient (`gradients`).

    `gradients` and `heats` are of the weights of the first layer and, if that is another, of the last; the last of the
    `heats` is of all biases. The trained network's line misses the points by `astray`, in the root mean square;
    `bends` are where it is seen to bend within the chart.
    """

    points: Points
    grid: tuple[float, ...]
    fits: Rows
    gradients: Rows
    heats: tuple[Bands, ...]
    tried: Tried
    astray: float
    bends: tuple[float, ...]

    @property
    def count(self) -> int:
        return len(self.points)

    @property
    def bent(self) -> int:
        """How many bends can be told apart."""
        return len(self.bends)

    @property
    def is_in_pieces(self) -> bool:
        """Whether the line is made of straight pieces, and not of one alone."""
        return self.bent > 0 or (is_angular(self.network) and not self.is_nearly_straight)

    @property
    def follows(self) -> bool:
        """Whether the line is close to the points at the end, measured by how high they are spread."""
        heights = [y for _, y in self.points]
        return self.astray <= FOLLOWS * (max(heights) - min(heights) or abs(heights[0]) or 1.0)

    @property
    def is_nearly_straight(self) -> bool:
        """Whether the line at the end is nowhere far from the straight one between its ends, measured by the chart."""
        line, up = self.fits[-1], self.scales[Y]
        shares = [index / (len(line) - 1) for index in range(len(line))]
        away = [abs(y - line[0] - share * (line[-1] - line[0])) for share, y in zip(shares, line, strict=True)]
        return max(away) <= NEARLY * (up.high - up.low)

    def speed(self, first: int, last: int) -> float:
        """Return how far the line moves from one stage to another, in the mean along the line and for each epoch."""
        pairs = zip(self.fits[first], self.fits[last], strict=True)
        away = [abs(after - before) for before, after in pairs if math.isfinite(before) and math.isfinite(after)]
        return math.fsum(away) / max(1, len(away)) / (self.stages[last].epoch - self.stages[first].epoch)


def study_curve(study: Study) -> CurveStudy:
    """Work out what the film shows besides what training itself recorded."""
    lesson, history = study.lesson, study.history
    points = points_of(lesson)
    assert history is not None and lesson.training is not None
    chosen = choose(len(history.snapshots), MOST_STAGES)
    networks = [history.snapshots[index].network for index in chosen]
    tried = try_out(study)
    xs, ys = (list(values) for values in zip(*points, strict=True))
    misses = [said - y for said, y in zip(answers(lesson, study.network, xs), ys, strict=True)]
    across = scale(min(*xs, tried.x), max(*xs, tried.x), 5)
    grid = grid_of(across)
    fits = tuple(answers(lesson, network, grid) for network in networks)
    up = height(ys, fits[0])
    sizes = tuple(gradient_sizes(network, lesson.training.train) for network in networks)
    return CurveStudy(
        **parts_of(study),
        chosen=chosen,
        scales=(
            scale(0, len(history.epochs) - 1, 3),
            logarithmic_scale(record.train_loss for record in history.epochs),
            logarithmic_scale(size for stage in sizes for size in stage),
            across,
            up,
        ),
        points=points,
        grid=grid,
        fits=fits,
        gradients=sizes,
        heats=tuple(map(in_bands, parameters_of(networks))),
        tried=tried,
        astray=math.hypot(*misses) / math.sqrt(len(misses)),
        bends=bends_of(lesson, study.network, across, up),
    )


def points_of(lesson: Lesson) -> Points:
    """Return the training points as measured; raises LessonError unless a value is learned from one number."""
    training, sizes = lesson.training, lesson.network.sizes
    if training is None or (sizes[0], sizes[-1]) != (1, 1) or lesson.classifies or len(lesson.classes) > 1:
        raise LessonError(
            f"lesson {lesson.name}: this film is for a network that learns a value from one number: a lesson with "
            f"training, one feature, and one number as its target."
        )
    return tuple(
        (*measured(x, lesson.scaling), *measured(y, lesson.target_scaling))  # type: ignore[misc]
        for x, y in zip(training.train.inputs, training.train.targets, strict=True)
    )


def try_out(study: Study) -> Tried:
    """Return what the trained network makes of the sample shown, in the unit of the target."""
    sample, own = study.lesson.sample, study.lesson.target_scaling
    (x,) = sample.measured or sample.x
    (said,), (target,) = measured(study.forward.output, own), measured(sample.target, own)
    return Tried(x, said, target, said - target)


def grid_of(across: Scale) -> tuple[float, ...]:
    """Return evenly spaced values over a scale."""
    return tuple(across.low + (across.high - across.low) * i / (FIT_POINTS - 1) for i in range(FIT_POINTS))


def height(ys: Sequence[float], guess: Sequence[float]) -> Scale:
    """Return a scale for the points and the untrained network's guess, as far as that isn't far off."""
    span = max(ys) - min(ys) or abs(ys[0]) or 1.0
    shown = [*ys, *(value for value in guess if math.isfinite(value))]
    low, high = max(min(shown), min(ys) - span / 2), min(max(shown), max(ys) + span / 2)
    return scale(low - 0.08 * span, high + 0.08 * span, 4)


def ends(network: MLP) -> tuple[int, ...]:
    """Return the numbers of the first and the last layer, which may be one."""
    return tuple(sorted({0, len(network.layers) - 1}))


def gradient_sizes(network: MLP, samples: Samples) -> tuple[float, ...]:
    """Return for the first and the last layer the length of the gradient of the mean loss in its weights.

    Where it leaves the finite numbers it is nan.
    """
    rows = [(*x, *target) for x, target in zip(samples.inputs, samples.targets, strict=True)]
    try:
        columns = zip(*gradients(network, flatten(network), rows), strict=True)
        means = tuple(math.fsum(column) / len(rows) for column in columns)
    except (OverflowError, ValueError):
        return (math.nan,) * len(ends(network))
    steepest = unflatten(network, means)  # a gradient has the shape of the network that it is of
    return tuple(math.hypot(*weights_of(steepest, layer)) for layer in ends(network))


def weights_of(network: MLP, layer: int) -> tuple[float, ...]:
    return tuple(weight for row in network.layers[layer].weights for weight in row)


def biases_of(network: MLP) -> tuple[float, ...]:
    return tuple(bias for layer in network.layers for bias in layer.biases)


def parameters_of(networks: Sequence[MLP]) -> tuple[Rows, ...]:
    """Return the weights of the first layer, those of the last, if that is another, and all biases, of each network."""
    layers = (tuple(weights_of(network, layer) for network in networks) for layer in ends(networks[0]))
    return (*layers, tuple(biases_of(network) for network in networks))


def in_bands(stages: Rows) -> Bands:
    """Return parameters at each stage in as few bands as can be told apart.

    >>> in_bands(((0.5, -2.0), (1.0, 0.25))).stages
    ((0.5, -2.0), (1.0, 0.25))
    """
    count = len(stages[0])
    size = math.ceil(count / MOST_BANDS)
    largest = max(abs(value) for stage in stages for value in stage) or 1.0
    rows = tuple(tuple(max(row[i : i + size], key=abs) for i in range(0, count, size)) for row in stages)
    return Bands(size, rows, -largest, largest)
