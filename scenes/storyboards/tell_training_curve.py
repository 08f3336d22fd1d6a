"""Study → the beats of learning a curve."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.storyboards.charts import Chart, Fit
from scenes.storyboards.curve_panels import (
    Heat,
    fit_of,
    gradients_of,
    heats_of,
    loss_of,
    say_of_the_heats,
    say_of_the_loss,
)
from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import NAME_LENGTH, class_name, drawn_line, epochs_of, trend
from scenes.storyboards.reading import Cast, tell_cast
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.training import Chapter, Passage, passages
from scenes.storyboards.words import Claim, Words, about, is_about
from scenes.studies import Study
from scenes.studies.curve import CurveStudy, study_curve

# where each step of the run ends: what is told first goes slowly, as most changes then
ENDS = {"loss": 0.2, "closer": 0.32, "bends": 0.45, "rows": 0.59, "colours": 0.71, "gradients": 0.84, "slower": 1.0}


@dataclass(frozen=True, slots=True)
class CurveStory:
    """`passages` are those of the chapter `learning`."""

    study: CurveStudy
    task: Chapter
    learning: Chapter
    outcome: Chapter
    passages: tuple[Passage, ...]
    epochs: tuple[Line, ...]
    fit: Fit
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
    return CurveStory(
        study,
        _task(study, read),
        _learning(study, read, run),
        _outcome(study, read),
        run,
        epochs_of(study, read),
        fit_of(study, read),
        replace(tell_cast(study, read, NAME_LENGTH), features={}, outputs={}, choice=()),
        drawn_line(study, read),
        loss_of(study, read),
        heats_of(study, read),
        gradients_of(study, read),
        read.name("lesson.features[0]", NAME_LENGTH),
        read("tried.x"),
        Equation("difference", (read("tried.said"), read("tried.target")), read("tried.miss")),
    )


def _task(study: CurveStudy, read: Reader) -> Chapter:
    across, up = read.name("lesson.features[0]", NAME_LENGTH), read.name("lesson.classes[0]", NAME_LENGTH)
    return Chapter(
        "task",
        ("Learning ", read.name("lesson.title", 30)),
        ("from ", read("count"), " points: ", across, " is across, ", up, " is up"),
        {
            "points": (
                across,
                " comes in, ",
                up,
                " should come out. Can a network learn that from points alone, without a formula?",
            ),
            "network": (
                Claim(
                    ("Input in blue, hidden neurons in green, output in salmon: every edge is a weight.",),
                    len(study.network.layers) > 1,
                    ("Input in blue, output in salmon: the edge between them is a weight.",),
                ),
            ),
            "untrained": ("Before training, its answers lie on this line. Training should bring it to the points.",),
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
    """Return what is said of each panel as it comes on, and of the passage after that."""
    told = {"closer": _of_the_loss, "bends": _of_bends, "colours": _of_colours, "slower": _of_steps}
    run = tuple(passage for passage in run if passage.step in told)
    return Chapter(
        "learning",
        ("Learning",),
        (_steps(study, read),),
        {
            "loss": say_of_the_loss(study, read),
            "rows": say_of_the_heats(study),
            "gradients": (
                "The gradient says how strongly the loss depends on the weights. It is computed backwards, from output "
                "to input.",
            ),
            **{passage.step: told[passage.step](study, passage) for passage in run},
        },
    )


def _of_the_loss(study: CurveStudy, passage: Passage) -> Words:
    before, after = (study.records[stage].train_loss for stage in (0, passage.last))
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
        "Red is positive, blue is negative: the stronger, the further from zero. Where a row keeps its colour, its "
        "number hardly changes.",
    )


def _of_steps(study: CurveStudy, passage: Passage) -> Words:
    return (
        "The smaller the gradient, the smaller the steps. ",
        Claim(
            ("From here on, the line changes less in each epoch.",),
            study.speed(passage.first, passage.last) < study.speed(0, passage.first),
            ("The line changes no less in each epoch than before.",),
        ),
    )


def _outcome(study: CurveStudy, read: Reader) -> Chapter:
    last = study.stages[-1].epoch
    losses = [study.run.epochs[epoch].train_loss for epoch in (0, last)]
    final = read(f"run.epochs[{last}].train_loss", 3)
    tried, said, target = read("tried.x"), read("tried.said"), read("tried.target")
    shape = Claim(
        (" The line is made of straight pieces.",),
        study.is_in_pieces,
        (Claim((" The line is straight, or nearly so.",), study.is_nearly_straight, (" The line is a curve.",)),),
    )
    return Chapter(
        "outcome",
        (Claim(("A line with ", read("bent"), " visible bends"), study.bent > 1, ("What it has learned",)),),
        (
            Claim(
                ("it follows the points; nobody told it the formula",),
                study.follows,
                ("it doesn't follow the points closely",),
            ),
        ),
        {
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
            "wanted": ("It should be", *about(target), "."),
            "loss": (
                Claim(
                    ("The loss has come down to ", final, "."),
                    losses[1] < losses[0],
                    ("The loss hasn't come down: it", is_about(final), final, "."),
                ),
                shape,
            ),
        },
    )
