"""A decision boundary: what the network says of every point of the plane, at each stage of its training."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from mathnet import MLP, Samples, predict_class
from mathnet.kernel import flatten, outputs
from scenes.lessons import Lesson, LessonError, Scaling, Training
from scenes.studies.scales import Scale, scale
from scenes.studies.study import Study
from scenes.studies.training import TrainingStudy, check_training, choose, losses_of, parts_of
from scenes.studies.units import measured, standardised

EPOCHS, LOSS, X, Y = range(4)  # places of the scales
COLUMNS, ROWS = 61, 49
MARGIN = 0.12  # of the plane around the points, as a share of their spread
STAGES, LEAST_STAGES = 100, 30
WORK = 100_000  # parameters times stages that are worked out without much waiting
Grid = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A sample in the plane, as measured: its class, and whether the trained network is right."""

    x: float
    y: float
    kind: int
    right: bool


@dataclass(frozen=True, slots=True)
class BoundaryStudy(TrainingStudy):
    """`surfaces[stage][row][column]` is how likely the second class is there; `right` of the `points` are right.

    `separable` is whether a straight line could part the classes, `mixed` whether some point is of both.
    """

    points: tuple[Point, ...]
    surfaces: tuple[Grid, ...]
    right: int
    share: float
    separable: bool
    mixed: bool

    @property
    def count(self) -> int:
        return len(self.points)

    @property
    def both(self) -> bool:
        """Whether there are points of both classes."""
        return len({point.kind for point in self.points}) > 1

    @property
    def bends(self) -> bool:
        """Whether the network can bend its boundary."""
        return any(layer.activation != "identity" for layer in self.network.layers[:-1])

    @property
    def astray(self) -> tuple[float, float]:
        """Which share of the training points the trained network gets wrong, and which of the test points."""
        assert self.lesson.training is not None
        kept = len(self.lesson.training.train)
        wrong = [not point.right for point in self.points]
        return sum(wrong[:kept]) / kept, sum(wrong[kept:]) / max(1, len(wrong) - kept)

    def parted(self, stage: int) -> bool:
        """Whether the network says both classes somewhere in the plane."""
        return len(set(chain(*sides(self.surfaces[stage])))) > 1

    def moved(self, first: int, last: int) -> float:
        """Return over which share of the plane, at most, the network changes its mind at a stage after the first."""
        before, *later = (list(chain(*sides(self.surfaces[stage]))) for stage in range(first, last + 1))
        return max(sum(one != other for one, other in zip(before, after, strict=True)) / len(before) for after in later)


def sides(surface: Grid) -> list[list[bool]]:
    """Return for each point of the grid whether the second class is the likelier one."""
    return [[value >= 0.5 for value in row] for row in surface]


def check_plane(lesson: Lesson) -> Training:
    """Return how two classes of points are learned; raises LessonError for a lesson of anything else."""
    training = check_training(lesson)
    if not is_plane(lesson):
        raise LessonError(
            f"lesson {lesson.name}: this film is for two classes of points in a plane: a lesson with two features, "
            f"two classes, and an output of softmax, or of one sigmoid."
        )
    return training


def study_boundary(study: Study) -> BoundaryStudy:
    """Work out what the film shows besides what training itself recorded."""
    lesson, training, history = study.lesson, check_plane(study.lesson), study.run
    stages = max(LEAST_STAGES, min(STAGES, WORK // study.network.parameter_count))
    chosen = choose(len(history.snapshots), stages)
    sets = [training.train, *([training.test] if training.test else [])]
    points = tuple(point for samples in sets for point in _points(study, samples))
    xs, ys = _spread([point.x for point in points]), _spread([point.y for point in points])
    right = sum(point.right for point in points)
    kinds = [{(point.x, point.y) for point in points if point.kind == kind} for kind in range(2)]
    try:
        surfaces = tuple(survey(history.snapshots[index].network, xs, ys, lesson.scaling) for index in chosen)
    except (OverflowError, ValueError):
        raise LessonError(
            f"lesson {lesson.name}: expected answers within what a computer can hold all over the plane; a smaller "
            f"learning rate may help."
        ) from None
    return BoundaryStudy(
        **parts_of(study),
        chosen=chosen,
        scales=(scale(0, len(history.epochs) - 1, 3), scale(0.0, max(losses_of(history)), 4), xs, ys),
        points=points,
        surfaces=surfaces,
        right=right,
        share=right / len(points),
        separable=are_separable(*kinds),
        mixed=bool(kinds[0] & kinds[1]),
    )


def is_plane(lesson: Lesson) -> bool:
    """Tell whether a lesson's network says which of two classes a point in a plane is likely to be of."""
    sizes, output = lesson.network.sizes, lesson.network.layers[-1].activation
    return sizes[0] == 2 and len(lesson.classes) == 2 and (sizes[-1], output) in ((1, "sigmoid"), (2, "softmax"))


def are_separable(first: set[tuple[float, float]], second: set[tuple[float, float]]) -> bool:
    """Tell whether a straight line parts two sets of points; where one is empty, there is nothing to part.

    It does if w·x + b can be at least 1 for all points of one, and at most −1 for all of the other: a linear programme.
    """
    from scipy.optimize import linprog

    if not first or not second:
        return False
    places = np.array([*first, *second])
    signs = np.repeat([1.0, -1.0], [len(first), len(second)])
    # sizes alike, so that the solver's tolerance means the same for all data
    places = (places - places.mean(axis=0)) / (np.ptp(places, axis=0) + (np.ptp(places, axis=0) == 0))
    rows = -signs[:, None] * np.column_stack([places, np.ones(len(places))])
    found = linprog(np.zeros(3), A_ub=rows, b_ub=-np.ones(len(places)), bounds=(None, None))
    return bool(found.status == 0)


def survey(network: MLP, xs: Scale, ys: Scale, scaling: Scaling | None = None) -> Grid:
    """Return how likely `network` takes the second class to be at each point of a grid, row by row from below.

    The scales are in the unit of the features; `scaling` is how the network gets them.
    """
    places = [
        standardised((_between(xs, column, COLUMNS), _between(ys, row, ROWS)), scaling)
        for row in range(ROWS)
        for column in range(COLUMNS)
    ]
    # the kernel takes targets along, for losses that nobody asks for here
    width = network.sizes[-1]
    target = (1.0,) + (0.0,) * (width - 1)
    values = [result[-1] for result in outputs(network, flatten(network), [(*place, *target) for place in places])]
    return tuple(tuple(values[row * COLUMNS : (row + 1) * COLUMNS]) for row in range(ROWS))


def _points(study: Study, samples: Samples) -> list[Point]:
    points = []
    for x, target in zip(samples.inputs, samples.targets, strict=True):
        across, up = measured(x, study.lesson.scaling)
        kind = predict_class(target)
        points.append(Point(across, up, kind, predict_class(study.network.forward(x).output) == kind))
    return points


def _between(own: Scale, index: int, count: int) -> float:
    return own.low + (own.high - own.low) * index / (count - 1)


def _spread(values: Sequence[float]) -> Scale:
    room = MARGIN * (max(values) - min(values) or abs(values[0]) or 1.0)
    return scale(min(values) - room, max(values) + room, 5)
