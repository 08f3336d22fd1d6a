"""What is told while a network learns, whatever it learns: of its loss, its weights, and samples kept from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import floor, log10

from scenes.storyboards.charts import Chart, axis, curves_of
from scenes.storyboards.equation import Equation
from scenes.storyboards.reading import Cast
from scenes.storyboards.readout import Line, Name, Reader, Readout, decimals_of
from scenes.storyboards.training import Chapter, Passage, Says, passages
from scenes.storyboards.words import Claim, Words
from scenes.studies import Weight
from scenes.studies.classes import ClassStudy
from scenes.studies.training import HARDLY, TrainingStudy
from scenes.studies.values import ValueStudy

SETS = {"train": "training", "test": "test"}
NAME_LENGTH = 14
MOST_DECIMALS = 5  # of a weight
# where each step of a run ends: the first epochs, in which most happens, take as long as all the others
ENDS = {"loss": 0.12, "signs": 0.45, "test": 1.0}
ENDS_UNTESTED = {"loss": 0.2, "signs": 1.0}


@dataclass(frozen=True, slots=True)
class StepBeat:
    """One step of learning at the weight of `place`: whose it is in words (`of`), and old − rate · gradient.

    Before it, the neurons of each layer hold `held`, numbers between the `extremes`.
    """

    place: Weight
    of: Line
    step: Equation
    held: tuple[tuple[float, ...], ...]
    extremes: tuple[Readout, Readout]


@dataclass(frozen=True, slots=True)
class LearningStory:
    """What the films have in common that show a network beside what becomes of it: before, while and after it learns.

    `passages` are those of the chapter `learning`.
    """

    study: TrainingStudy
    before: Chapter
    learning: Chapter
    after: Chapter
    step: StepBeat
    cast: Cast
    drawn: Line
    epochs: tuple[Line, ...]
    loss: Chart
    passages: tuple[Passage, ...]


def kinds_of(study: TrainingStudy) -> tuple[str, ...]:
    """Return the sets of samples that there are, keys of SETS."""
    return tuple(SETS)[: 1 + study.is_tested]


def epochs_of(study: TrainingStudy, read: Reader) -> tuple[Line, ...]:
    """Return for each stage which epoch it is."""
    return tuple(
        ("epoch ", read(f"stages[{i}].epoch"), " of ", read("run.settings.epochs")) for i in range(len(study.stages))
    )


def drawn_line(study: TrainingStudy, read: Reader) -> Line:
    """Return how many of a network's neurons are drawn; empty where all are."""
    return () if study.view.is_whole else (read("drawn"), " of ", read("neurons"), " neurons")


def class_name(read: Reader, j: int) -> Name:
    return read.name(f"lesson.classes[{j}]", NAME_LENGTH)


def tell_step(study: ClassStudy | ValueStudy, read: Reader) -> StepBeat:
    """Return a step of learning, with as many decimals as it takes to see it."""
    place, moved = study.step.place, study.step.update.step
    decimals = 2 if moved == 0 else min(MOST_DECIMALS, max(2, 1 - floor(log10(abs(moved)))))
    rate = decimals_of((study.run.settings.learning_rate,), MOST_DECIMALS)
    return StepBeat(
        place,
        ("one weight, one ", read.name("lesson.noun", NAME_LENGTH)),
        Equation(
            "update",
            (
                read(place.path("stages[0].network"), decimals),
                read("run.settings.learning_rate", max(1, rate)),
                read("step.update.gradient", decimals),
            ),
            read("step.update.new", decimals),
        ),
        study.step.held,
        (read("step.least"), read("step.greatest")),
    )


def say_step(read: Reader) -> Says:
    """Return what is said of a step of learning."""
    return {
        "sample": (
            "One ",
            read.name("lesson.noun", NAME_LENGTH),
            " goes through the network. The brighter a neuron, the further its number is from zero.",
        ),
        "gradient": ("The loss says how wrong its answer is. The gradient says how the loss changes with one weight.",),
        "step": ("Learning takes a small step against it: new weight = old weight − learning rate times gradient.",),
    }


def loss_chart(study: TrainingStudy, read: Reader, epochs: int, loss: int) -> Chart:
    """Return the losses over the epochs, on the axes of those two of the study's scales."""
    return Chart(
        ("loss",),
        axis(study.scales, read, epochs),
        axis(study.scales, read, loss),
        curves_of(study, read, "run.epochs[{}].{}_loss"),
        tuple(stage.epoch for stage in study.stages),
    )


def passages_of(study: TrainingStudy) -> tuple[Passage, ...]:
    return passages(len(study.stages), ENDS if study.is_tested else ENDS_UNTESTED)


def tell_learning(study: TrainingStudy, read: Reader, beside: Callable[[Passage], Claim]) -> Chapter:
    """Return what is said while a run is shown; `beside` claims what goes with the loss in the first passage."""
    run = passages_of(study)
    before, after = (study.records[stage].train_loss for stage in (run[0].first, run[0].last))
    says: Says = {
        "loss": (
            "In an epoch, every training ",
            read.name("lesson.noun"),
            " comes by once. ",
            trend("The loss", before, after),
            ", ",
            beside(run[0]),
            ".",
        ),
        "signs": (
            "Edges change with their weights: red and solid when positive, blue and dashed when negative. ",
            Claim(
                ("Before the end, some change their sign.",),
                study.changes_signs,
                ("None of them changes its sign.",),
            ),
        ),
        "test": ("The network never learns from the test samples. ", strangers(study, run[-1])),
    }
    return Chapter("learning", ("Learning",), steps(study), {passage.step: says[passage.step] for passage in run})


def steps(study: TrainingStudy) -> Words:
    """Return when the weights change."""
    return (
        Claim(
            ("after each sample",),
            study.run.settings.batch_size == 1,
            ("after each batch of samples",),
        ),
        ", the weights take a step towards a smaller loss",
    )


def trend(what: str, before: float, after: float) -> Claim:
    """Claim where something that isn't negative goes."""
    return Claim(
        (f"{what} falls",),
        after < (1 - HARDLY) * before,
        (Claim((f"{what} rises",), after > (1 + HARDLY) * before, (f"{what} hardly changes",)),),
    )


def strangers(study: TrainingStudy, passage: Passage) -> Claim:
    """Claim how the network does, all through a passage, on samples that it never learned from."""
    seen = study.records[passage.first : passage.last + 1]
    above = [(record.test_loss or 0.0) > record.train_loss for record in seen]
    below = [(record.test_loss or 0.0) < record.train_loss for record in seen]
    mixed = Claim(
        ("Their loss is now above, now below that of the training samples.",),
        any(above) and any(below),
        ("At times, their loss is just that of the training samples.",),
    )
    harder = Claim(
        ("All the while, their loss is higher than that of the training samples: new ones are harder for it.",),
        all(above),
        (mixed,),
    )
    rising = Claim(
        ("Their loss rises again after its lowest, while that of the training samples still falls.",),
        study.rises_again,
        (harder,),
    )
    return Claim(
        ("All the while, their loss is lower than that of the training samples: they happen to be easier for it.",),
        all(below),
        (rising,),
    )
