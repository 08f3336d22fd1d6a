"""Study → the beats of learning a curve."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.lessons import Study
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line, Reader, Readout
from scenes.storyboards.training import (
    Chapter,
    Chart,
    Curve,
    Passage,
    axis,
    passages,
    thinned,
)
from scenes.storyboards.training_quadratic import (
    EPOCHS,
    GRADIENT,
    LOSS,
    CurveCourse,
    Fit,
    Heat,
    X,
    Y,
    attend,
    biases_of,
    weights_of,
)


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
    tried: tuple[Readout, Readout]
    miss: Equation


def tell_curve(study: Study) -> CurveStory:
    """Return the story of how a network learned a curve; raises ValueError for one that learned anything else."""
    course = attend(study)
    read = Reader(course, 2)
    stages = tuple(stage.epoch for stage in course.stages)
    epochs = axis(course.scales, read, EPOCHS)
    networks = [stage.network for stage in course.stages]
    last = len(course.network.layers) - 1
    values = (
        tuple(weights_of(network, 0) for network in networks),
        tuple(weights_of(network, last) for network in networks),
        tuple(biases_of(network) for network in networks),
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
    said = read("forward.output[0]")
    y_axis = axis(course.scales, read, Y)
    return CurveStory(
        course,
        *_chapters(course, read),
        tuple(("epoch ", read(f"stages[{i}].epoch"), " of ", read("run.settings.epochs")) for i in range(len(stages))),
        Fit(("data and fit",), axis(course.scales, read, X), y_axis, points, course.grid, course.fits),
        ("network",),
        Chart(("loss",), epochs, axis(course.scales, read, LOSS), (loss,), stages),
        (heats[0], heats[1], heats[2]),
        Chart(("gradients",), epochs, axis(course.scales, read, GRADIENT), gradients, stages),
        passages(len(stages), _said_while_learning(), (0.05, 0.4, 1.0)),
        (read("forward.x[0]"), said),
        Equation("difference", (said, read("lesson.sample.target[0]")), read("backward.loss.differences[0]")),
    )


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
            ("At x = ", read("forward.x[0]"), " it now says ", read("forward.output[0]"), "."),
        ),
    )
    return task, views, learning, outcome
