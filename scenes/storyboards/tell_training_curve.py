"""Study → the beats of learning a curve."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from itertools import pairwise

from scenes.storyboards.charts import Axis, Chart, Curve, Fit, axis, thinned
from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import NAME_LENGTH, class_name, drawn_line, epochs_of, trend
from scenes.storyboards.notation import LOSS_NAMES
from scenes.storyboards.reading import Cast, tell_cast
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.training import Chapter, Passage, passages
from scenes.storyboards.words import Claim, Words, is_about
from scenes.studies import Study
from scenes.studies.curve import EPOCHS, GRADIENT, LOSS, CurveStudy, Rows, X, Y, parameters_of, study_curve

ENDS = {"closer": 0.05, "bends": 0.2, "colours": 0.5, "slower": 1.0}  # where each step of the run ends


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
class CurveStory:
    """`passages` are those of the chapter `learning`: one after each panel has come on."""

    study: CurveStudy
    task: Chapter
    learning: Chapter
    outcome: Chapter
    passages: tuple[Passage, ...]
    epochs: tuple[Line, ...]
    fit: Fit
    network: Line
    cast: Cast
    drawn: Line
    loss: Chart
    heats: tuple[Heat, ...]
    gradients: Chart
    feature: Name
    tried: Readout
    miss: Equation


def tell_curve(plain: Study) -> CurveStory:
    """Return the story of how a network learned a curve; raises LessonError for one that learned anything else."""
    study = study_curve(plain)
    read = Reader(study, 2)
    run = passages(len(study.stages), ENDS)
    stages = tuple(stage.epoch for stage in study.stages)
    epochs = axis(study.scales, read, EPOCHS)
    loss = Curve(
        "",
        thinned([(record.epoch, record.train_loss) for record in study.run.epochs], stages),
        tuple(read(f"run.epochs[{epoch}].train_loss", 3) for epoch in stages),
    )
    gradients = tuple(
        Curve("", tuple(zip(stages, column, strict=True)), ()) for column in zip(*study.gradients, strict=True)
    )
    fit = Fit(
        ("data and fit",),
        axis(study.scales, read, X),
        axis(study.scales, read, Y),
        study.points,
        study.grid,
        study.fits,
    )
    return CurveStory(
        study,
        _task(read),
        _learning(study, read, run),
        _outcome(study, read),
        run,
        epochs_of(study, read),
        fit,
        ("network",),
        replace(tell_cast(study, read, NAME_LENGTH), features={}, outputs={}, choice=()),
        drawn_line(study, read),
        Chart(("loss",), epochs, axis(study.scales, read, LOSS), (loss,), stages),
        _heats(study, read),
        Chart(("gradients",), epochs, axis(study.scales, read, GRADIENT), gradients, stages),
        read.name("lesson.features[0]", NAME_LENGTH),
        read("tried.x"),
        Equation("difference", (read("tried.said"), read("tried.target")), read("tried.miss")),
    )


def _heats(study: CurveStudy, read: Reader) -> tuple[Heat, ...]:
    values = parameters_of([stage.network for stage in study.stages])
    titles = ("weights in", "weights out", "biases") if len(values) > 2 else ("weights", "biases")
    epochs, stages = axis(study.scales, read, EPOCHS), tuple(stage.epoch for stage in study.stages)
    return tuple(
        Heat((title,), epochs, stages, rows, read(f"extents[{i}].low", 1), read(f"extents[{i}].high", 1))
        for i, (title, rows) in enumerate(zip(titles, values, strict=True))
    )


def _task(read: Reader) -> Chapter:
    across, up = read.name("lesson.features[0]", NAME_LENGTH), read.name("lesson.classes[0]", NAME_LENGTH)
    return Chapter(
        "task",
        ("Learning ", read.name("lesson.title", 30)),
        ("from ", read("count"), " points: ", across, " is across, ", up, " is up"),
        {
            "points": ("These points are all that the network gets to learn from. Nobody tells it a formula.",),
            "untrained": (
                "Before training, its answers lie on this line. Training is to bring the line to the points.",
            ),
        },
    )


def _steps(study: CurveStudy, read: Reader) -> Claim:
    size = study.run.settings.batch_size
    return Claim(
        ("after each point, the weights and biases take a step",),
        size == 1,
        (
            Claim(
                ("after all points together, the weights and biases take a step",),
                size >= study.count,
                ("after every ", read("run.settings.batch_size"), " points, the weights and biases take a step"),
            ),
        ),
    )


def _learning(study: CurveStudy, read: Reader, run: tuple[Passage, ...]) -> Chapter:
    """Return what is said of each panel as it comes on, and of the passage after it."""
    told = {"closer": _of_the_loss, "bends": _of_bends, "colours": _of_colours, "slower": _of_steps}
    return Chapter(
        "learning",
        ("Learning",),
        (_steps(study, read),),
        {
            "loss": _loss_panel(study, read),
            "network": (
                Claim(
                    ("An input in blue, hidden neurons in green, an output in salmon: every edge is a weight.",),
                    len(study.network.layers) > 1,
                    ("An input in blue, an output in salmon: the edge between them is a weight.",),
                ),
            ),
            "rows": _heat_panels(study),
            "gradients": (
                "The gradient says how strongly the loss depends on the weights: computed backwards, from output to "
                "input.",
            ),
            **{passage.step: told[passage.step](study, passage) for passage in run},
        },
    )


def _loss_panel(study: CurveStudy, read: Reader) -> Words:
    before, ticks = read("run.epochs[0].train_loss", 3), study.scales[LOSS].ticks
    return (
        f"The loss, here the {LOSS_NAMES[study.network.loss]},",
        is_about(before),
        before,
        " before training. ",
        Claim(
            ("Each line is a tenth of the one above it.",),
            all(math.isclose(10 * low, high) for low, high in pairwise(ticks)),
            ("From each line down to the next it falls by the same factor.",),
        ),
    )


def _heat_panels(study: CurveStudy) -> Words:
    return (
        "Every row is one number of the network, over the epochs: ",
        Claim(
            ("the first weights, the last, and all biases.",),
            len(study.network.layers) > 1,
            ("its only weight, and its only bias.",),
        ),
    )


def _of_the_loss(study: CurveStudy, passage: Passage) -> Words:
    before, after = (study.records[stage].train_loss for stage in (passage.first, passage.last))
    return ("The smaller the loss, the closer is the line to the points. ", trend("The loss", before, after), ".")


def _of_bends(study: CurveStudy, _: Passage) -> Words:
    activations = [layer.activation for layer in study.network.layers]
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


def _of_colours(_: CurveStudy, __: Passage) -> Words:
    return (
        "Red is positive, blue is negative; the brighter, the further from zero. Where a row keeps its colour, its ",
        "number hardly changes.",
    )


def _of_steps(study: CurveStudy, passage: Passage) -> Words:
    return (
        "The smaller the gradient, the smaller the steps. ",
        Claim(
            ("From here on the line moves more slowly than before.",),
            study.speed(passage.first, passage.last) < study.speed(0, passage.first),
            ("The line moves no more slowly than before.",),
        ),
    )


def _outcome(study: CurveStudy, read: Reader) -> Chapter:
    last = study.stages[-1].epoch
    losses = [study.run.epochs[epoch].train_loss for epoch in (0, last)]
    final = read(f"run.epochs[{last}].train_loss", 3)
    tried, said = read("tried.x"), read("tried.said")
    shape = Claim(
        (" The line is made of straight pieces.",),
        study.bent > 0,
        (Claim((" The line is straight, or nearly so.",), study.is_nearly_straight, (" The line is a curve.",)),),
    )
    return Chapter(
        "outcome",
        (Claim(("A line with ", read("bent"), " bends"), study.bent > 1, ("What it has learned",)),),
        (
            Claim(
                ("it follows the points; nobody told it the formula",),
                study.follows,
                ("it doesn't follow the points closely",),
            ),
        ),
        {
            "loss": (
                Claim(
                    ("The loss has come down to ", final, "."),
                    losses[1] < losses[0],
                    ("The loss hasn't come down: it", is_about(final), final, "."),
                ),
                shape,
            ),
            "tried": (
                "Where ",
                read.name("lesson.features[0]", NAME_LENGTH),
                is_about(tried),
                tried,
                ", it now says ",
                class_name(read, 0),
                is_about(said),
                said,
                ".",
            ),
        },
    )
