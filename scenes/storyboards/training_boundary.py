"""A decision boundary as beats: what the network says of every point of the plane, while it learns two classes."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import MLP, predict_class
from mathnet.kernel import flatten, outputs
from scenes.lessons import LessonError, Study
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line, Name, Reader
from scenes.storyboards.training import (
    Axis,
    Chapter,
    Chart,
    Course,
    Passage,
    Scale,
    axis,
    choose,
    curves_of,
    parts_of,
    passages,
    scale,
)

EPOCHS, LOSS, X, Y = range(4)  # places of the scales
COLUMNS, ROWS = 61, 49
MARGIN = 0.12  # of the plane around the points, as a share of their spread
Grid = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Point:
    """A sample in the plane: its class, and whether the trained network is right."""

    x: float
    y: float
    kind: int
    right: bool


@dataclass(frozen=True, slots=True)
class PlaneCourse(Course):
    """`surfaces[stage][row][column]` is how likely the second class is there; `right` of the `points` are right."""

    points: tuple[Point, ...]
    surfaces: tuple[Grid, ...]
    right: int
    share: float

    @property
    def count(self) -> int:
        return len(self.points)


@dataclass(frozen=True, slots=True)
class PlaneStory:
    course: PlaneCourse
    task: Chapter
    learning: Chapter
    outcome: Chapter
    x: Axis
    y: Axis
    names: tuple[Name, Name]
    epochs: tuple[Line, ...]
    loss: Chart
    passages: tuple[Passage, ...]
    share: Equation


def tell_boundary(study: Study) -> PlaneStory:
    """Return the story of a boundary; raises LessonError for anything but two classes of points in a plane."""
    course = attend(study)
    read = Reader(course, 2)
    epochs: tuple[Line, ...] = tuple(
        ("epoch ", read(f"stages[{i}].epoch"), " of ", read("run.settings.epochs")) for i in range(len(course.stages))
    )
    tested = course.run.epochs[0].test_loss is not None
    loss = Chart(
        ("loss",),
        axis(course.scales, read, EPOCHS),
        axis(course.scales, read, LOSS),
        curves_of(course, read, "run.epochs[{}].{}_loss", tested),
        tuple(stage.epoch for stage in course.stages),
    )
    return PlaneStory(
        course,
        *_chapters(read),
        axis(course.scales, read, X),
        axis(course.scales, read, Y),
        (read.name("lesson.classes[0]", 14), read.name("lesson.classes[1]", 14)),
        epochs,
        loss,
        passages(len(course.stages), _said_while_learning(), (0.35, 0.7, 1.0)),
        Equation("quotient", (read("right"), read("count")), read("share", 3)),
    )


def attend(study: Study) -> PlaneCourse:
    """Work out what the film shows besides what training itself recorded."""
    lesson, training, history = study.lesson, study.lesson.training, study.history
    if training is None or history is None or study.network.sizes[0] != 2 or len(lesson.classes) != 2:
        raise LessonError(f"lesson {lesson.name}: expected one whose network learns two classes of points in a plane.")
    chosen = choose(len(history.snapshots), 60)
    sets = [training.train, *([training.test] if training.test else [])]
    points = tuple(
        Point(x[0], x[1], predict_class(y), predict_class(study.network.forward(x).output) == predict_class(y))
        for samples in sets
        for x, y in zip(samples.inputs, samples.targets, strict=True)
    )
    xs, ys = _spread([point.x for point in points]), _spread([point.y for point in points])
    right = sum(point.right for point in points)
    losses = [value for epoch in history.epochs for value in (epoch.train_loss, epoch.test_loss) if value is not None]
    return PlaneCourse(
        **parts_of(study),
        chosen=chosen,
        scales=(scale(0, len(history.epochs) - 1, 3), scale(0.0, max(losses), 4), xs, ys),
        points=points,
        surfaces=tuple(survey(history.snapshots[index].network, xs, ys) for index in chosen),
        right=right,
        share=right / len(points),
    )


def survey(network: MLP, xs: Scale, ys: Scale) -> Grid:
    """Return how likely `network` takes the second class to be at each point of a grid, row by row from below."""
    places = [
        (_between(xs, column, COLUMNS), _between(ys, row, ROWS)) for row in range(ROWS) for column in range(COLUMNS)
    ]
    # the kernel takes targets along, for losses that nobody asks for here
    width = network.sizes[-1]
    target = (1.0,) + (0.0,) * (width - 1)
    values = [result[-1] for result in outputs(network, flatten(network), [(*place, *target) for place in places])]
    return tuple(tuple(values[row * COLUMNS : (row + 1) * COLUMNS]) for row in range(ROWS))


def _between(own: Scale, index: int, count: int) -> float:
    return own.low + (own.high - own.low) * index / (count - 1)


def _spread(values: list[float]) -> Scale:
    room = MARGIN * (max(values) - min(values) or 1.0)
    return scale(min(values) - room, max(values) + room, 5)


def _said_while_learning() -> tuple[Line, ...]:
    return (
        ("The white line is the boundary: on each side, the network says another class. It begins nearly straight.",),
        ("A straight line can't part them. The hidden neurons bend it, each in its own place, and the loss falls.",),
        ("The deeper the colour, the surer the network is; now only the line's last turns move.",),
    )


def _chapters(read: Reader) -> tuple[Chapter, Chapter, Chapter]:
    return (
        Chapter(
            (read.name("lesson.title", 30),),
            (
                "two classes of points: ",
                read.name("lesson.features[0]", 14),
                " is across, ",
                read.name("lesson.features[1]", 14),
                " is up",
            ),
            (
                ("Here are two classes that reach into each other. Which one does a new point belong to?",),
                ("The network answers for every point of the plane. With random weights, its answer is of no use.",),
            ),
        ),
        Chapter(("Learning",), ("every colour is what the network says of a point there",), ()),
        Chapter(
            ("The boundary that it found",),
            ("no rule was written down: it comes from the points alone",),
            (
                (read("right"), " of ", read("count"), " points lie on the right side; those with a ring do not."),
                ("Two classes that overlap can't be told apart without a mistake; more bends would not be wiser.",),
            ),
        ),
    )
