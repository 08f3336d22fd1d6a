"""Study → the beats of learning a curve."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise

from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import epochs_of, trend
from scenes.storyboards.notation import LOSS_NAMES
from scenes.storyboards.reading import Cast, tell_cast
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.training import Chapter, Chart, Curve, Passage, axis, spans, thinned
from scenes.storyboards.training_curve import (
    EPOCHS,
    GRADIENT,
    LOSS,
    CurveCourse,
    Fit,
    Heat,
    X,
    Y,
    attend,
    parameters_of,
)
from scenes.storyboards.words import Claim, Words, is_about
from scenes.studies import Study

FOLLOWS = 0.1  # of the height of the points: how far a line that follows them misses them, in the mean
NEARLY = 0.01  # of the height of the chart: how far a line is from a straight one that is hard to tell from it
SHARES = (0.05, 0.2, 0.5, 1.0)  # of the stages: where each panel's passage ends
NAME_LENGTH = 14


@dataclass(frozen=True, slots=True)
class CurveStory:
    """`panels` are what is said when fit and loss, network, parameters, and gradients come on."""

    course: CurveCourse
    task: Chapter
    learning: Chapter
    outcome: Chapter
    panels: tuple[Words, Words, Words, Words]
    passages: tuple[Passage, ...]
    epochs: tuple[Line, ...]
    fit: Fit
    network: Line
    cast: Cast
    loss: Chart
    heats: tuple[Heat, ...]
    gradients: Chart
    feature: Name
    tried: Readout
    miss: Equation


def tell_curve(study: Study) -> CurveStory:
    """Return the story of how a network learned a curve; raises LessonError for one that learned anything else."""
    course = attend(study)
    read = Reader(course, 2)
    stages = tuple(stage.epoch for stage in course.stages)
    epochs = axis(course.scales, read, EPOCHS)
    loss = Curve(
        "",
        thinned([(record.epoch, record.train_loss) for record in course.run.epochs], stages),
        tuple(read(f"run.epochs[{epoch}].train_loss", 3) for epoch in stages),
    )
    gradients = tuple(
        Curve("", tuple(zip(stages, column, strict=True)), ()) for column in zip(*course.gradients, strict=True)
    )
    fit = Fit(
        ("data and fit",),
        axis(course.scales, read, X),
        axis(course.scales, read, Y),
        course.points,
        course.grid,
        course.fits,
    )
    return CurveStory(
        course,
        _task(read),
        Chapter(("Learning",), (_steps(course, read),), ()),
        _outcome(course, read),
        _panels(course, read),
        _passages(course),
        epochs_of(course, read),
        fit,
        ("network",),
        replace(tell_cast(course, read, NAME_LENGTH), features={}, outputs={}, choice=()),
        Chart(("loss",), epochs, axis(course.scales, read, LOSS), (loss,), stages),
        _heats(course, read),
        Chart(("gradients",), epochs, axis(course.scales, read, GRADIENT), gradients, stages),
        read.name("lesson.features[0]", NAME_LENGTH),
        read("tried.x"),
        Equation("difference", (read("tried.said"), read("tried.target")), read("tried.miss")),
    )


def _heats(course: CurveCourse, read: Reader) -> tuple[Heat, ...]:
    values = parameters_of([stage.network for stage in course.stages])
    titles = ("weights in", "weights out", "biases") if len(values) > 2 else ("weights", "biases")
    epochs, stages = axis(course.scales, read, EPOCHS), tuple(stage.epoch for stage in course.stages)
    return tuple(
        Heat((title,), epochs, stages, rows, read(f"extents[{i}].low", 1), read(f"extents[{i}].high", 1))
        for i, (title, rows) in enumerate(zip(titles, values, strict=True))
    )


def _task(read: Reader) -> Chapter:
    across, up = read.name("lesson.features[0]", NAME_LENGTH), read.name("lesson.classes[0]", NAME_LENGTH)
    return Chapter(
        ("Learning ", read.name("lesson.title", 30)),
        ("from ", read("count"), " points: ", across, " is across, ", up, " is up"),
        (
            ("These points are all that the network gets to learn from. Nobody tells it a formula.",),
            ("Before training, its answers lie on this line. Training is to bring the line to the points.",),
        ),
    )


def _steps(course: CurveCourse, read: Reader) -> Claim:
    size = course.run.settings.batch_size
    return Claim(
        ("after each point, the weights and biases take a step",),
        size == 1,
        (
            Claim(
                ("after all points together, the weights and biases take a step",),
                size >= course.count,
                ("after every ", read("run.settings.batch_size"), " points, the weights and biases take a step"),
            ),
        ),
    )


def _panels(course: CurveCourse, read: Reader) -> tuple[Words, Words, Words, Words]:
    before = read("run.epochs[0].train_loss", 3)
    ticks = course.scales[LOSS].ticks
    loss: Words = (
        f"The loss, here the {LOSS_NAMES[course.network.loss]},",
        is_about(before),
        before,
        " before training. ",
        Claim(
            ("Each line is a tenth of the one above it.",),
            all(math.isclose(10 * low, high) for low, high in pairwise(ticks)),
            ("From each line down to the next it falls by the same factor.",),
        ),
    )
    network = Claim(
        ("An input in blue, hidden neurons in green, an output in salmon: every edge is a weight.",),
        len(course.network.layers) > 1,
        ("An input in blue, an output in salmon: the edge between them is a weight.",),
    )
    return (
        loss,
        (network,),
        (
            "Every row is one number of the network, over the epochs: ",
            Claim(
                ("the first weights, the last, and all biases.",),
                len(course.network.layers) > 1,
                ("its only weight, and its only bias.",),
            ),
        ),
        ("The gradient says how strongly the loss depends on the weights: computed backwards, from output to input.",),
    )


def _passages(course: CurveCourse) -> tuple[Passage, ...]:
    told: tuple[Callable[[CurveCourse, int, int], Words], ...] = (_of_the_loss, _of_bends, _of_rows, _of_steps)
    return tuple(
        Passage(first, last, tell(course, first, last))
        for tell, (first, last) in zip(told, spans(len(course.stages), SHARES), strict=False)
    )


def _of_the_loss(course: CurveCourse, first: int, last: int) -> Words:
    before, after = (course.records[stage].train_loss for stage in (first, last))
    return ("The smaller the loss, the closer is the line to the points. ", trend("The loss", before, after), ".")


def _of_bends(course: CurveCourse, _: int, __: int) -> Words:
    activations = [layer.activation for layer in course.network.layers]
    return (
        Claim(
            ("Each hidden neuron can bend the line once: its weights and bias say where, and how much.",),
            activations[:-1] == ["relu"],
            (
                Claim(
                    ("The neurons bend the line: their weights and biases say where, and how much.",),
                    any(activation != "identity" for activation in activations),
                    ("No neuron here can bend the line: it can only be lifted and tilted.",),
                ),
            ),
        ),
    )


def _of_rows(_: CurveCourse, __: int, ___: int) -> Words:
    return (
        "Red is positive, blue is negative; the brighter, the further from zero. Where a row keeps its colour, its ",
        "number hardly changes.",
    )


def _of_steps(course: CurveCourse, first: int, last: int) -> Words:
    return (
        "The smaller the gradient, the smaller the steps. ",
        Claim(
            ("From here on the line moves more slowly than before.",),
            speed(course, first, last) < speed(course, 0, first),
            ("The line moves no more slowly than before.",),
        ),
    )


def speed(course: CurveCourse, first: int, last: int) -> float:
    """Return how far the line moves from one stage to another, in the mean along the line and for each epoch."""
    pairs = zip(course.fits[first], course.fits[last], strict=True)
    away = [abs(after - before) for before, after in pairs if math.isfinite(before) and math.isfinite(after)]
    return math.fsum(away) / max(1, len(away)) / (course.stages[last].epoch - course.stages[first].epoch)


def follows(course: CurveCourse) -> bool:
    """Whether the line is close to the points at the end, measured by how high they are spread."""
    heights = [y for _, y in course.points]
    return course.astray <= FOLLOWS * (max(heights) - min(heights) or abs(heights[0]) or 1.0)


def is_nearly_straight(course: CurveCourse) -> bool:
    """Whether the line at the end is nowhere far from the straight one between its ends, measured by the chart."""
    line, up = course.fits[-1], course.scales[Y]
    shares = [index / (len(line) - 1) for index in range(len(line))]
    away = [abs(y - line[0] - share * (line[-1] - line[0])) for share, y in zip(shares, line, strict=True)]
    return max(away) <= NEARLY * (up.high - up.low)


def _outcome(course: CurveCourse, read: Reader) -> Chapter:
    last = course.stages[-1].epoch
    losses = [course.run.epochs[epoch].train_loss for epoch in (0, last)]
    final = read(f"run.epochs[{last}].train_loss", 3)
    tried, said = read("tried.x"), read("tried.said")
    shape = Claim(
        (" The line is made of straight pieces.",),
        course.bent > 0,
        (Claim((" The line is straight, or nearly so.",), is_nearly_straight(course), (" The line is a curve.",)),),
    )
    return Chapter(
        (Claim(("A line with ", read("bent"), " bends"), course.bent > 1, ("What it has learned",)),),
        (
            Claim(
                ("it follows the points; nobody told it the formula",),
                follows(course),
                ("it doesn't follow the points closely",),
            ),
        ),
        (
            (
                Claim(
                    ("The loss has come down to ", final, "."),
                    losses[1] < losses[0],
                    ("The loss hasn't come down: it", is_about(final), final, "."),
                ),
                shape,
            ),
            (
                "Where ",
                read.name("lesson.features[0]", NAME_LENGTH),
                is_about(tried),
                tried,
                ", it now says ",
                read.name("lesson.classes[0]", NAME_LENGTH),
                is_about(said),
                said,
                ".",
            ),
        ),
    )
