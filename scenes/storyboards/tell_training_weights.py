"""Study → the beats of before and after: every weight and bias, untrained, trained, and the change between."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import trend
from scenes.storyboards.reading import Values
from scenes.storyboards.readout import Line, Name, Reader
from scenes.storyboards.training import Chapter, Passage, Says, passages
from scenes.storyboards.weight_parts import among, beside_drawn, layers_drawn, numbers_of, say_drawn, say_rows
from scenes.storyboards.weight_tables import Parameters, Table, parameters_at, table_of, total_error, total_errors
from scenes.storyboards.words import Claim, Words, about, is_about, say, spoken
from scenes.studies import Neuron, Study, Weight
from scenes.studies.weights import Room, WeightStudy, study_weights, weights_drawn

NAME_LENGTH = 10
ENDS = {"first": 0.35, "on": 1.0}  # where each step of the run ends


@dataclass(frozen=True, slots=True)
class WeightStory:
    """`passages` are those of the chapter `learning`, `numbers` those of inputs and of neurons that are but some.

    After training it is of the weights `compared` that it is said how far from zero they are.
    """

    study: WeightStudy
    task: Chapter
    before: Chapter
    learning: Chapter
    after: Chapter
    change: Chapter
    outcome: Chapter
    features: Mapping[Neuron, Name]
    outputs: Mapping[Neuron, Name]
    numbers: Values
    table: Table
    epochs: tuple[Line, ...]
    stages: tuple[Parameters, ...]
    changes: Parameters
    largest: Equation
    compared: tuple[Weight, ...]
    passages: tuple[Passage, ...]


def tell_weights(plain: Study, room: Room | None = None, ends: Room | None = None) -> WeightStory:
    """Return the story of all weights, or of those that there is room for; raises LessonError without a training.

    `ends` is the room for inputs and outputs in the table.
    """
    study = study_weights(plain, room, ends)
    read = Reader(study, 2)
    rows, shared = say_rows(study, read), len(study.lesson.classes) > study.network.sizes[-1]
    inputs, *_, outputs = ([Neuron(layer, j) for j in seen.shown] for layer, seen in enumerate(study.part.layers))
    run = passages(len(study.stages), ENDS)
    epochs: tuple[Line, ...] = tuple(
        ("epoch ", read(f"stages[{i}].epoch"), "   total error ", total_error(study, read, i))
        for i in range(len(study.stages))
    )
    return WeightStory(
        study=study,
        task=_task(study, rows),
        before=_before(study, read),
        learning=_learning(study, read, run),
        after=_after(study, read),
        change=_change(study, read),
        outcome=_outcome(study, read, rows),
        features={place: read.name(f"lesson.features[{place.j}]", NAME_LENGTH) for place in inputs},
        outputs={place: read.name(f"lesson.classes[{place.j + shared}]", NAME_LENGTH) for place in outputs},
        numbers=numbers_of(study, read),
        table=table_of(study, read),
        epochs=epochs,
        stages=tuple(parameters_at(study, read, f"stages[{i}].network.layers") for i in range(len(study.stages))),
        changes=parameters_at(study, read, "changes"),
        largest=_largest_change(study, read),
        compared=study.grown
        if study.most_grow
        else tuple(one for one in weights_drawn(study.part) if one not in study.grown),
        passages=run,
    )


def _largest_change(study: WeightStudy, read: Reader) -> Equation:
    """Return new − old = change for the weight that changed most."""
    weight, last = study.most_changed, len(study.stages) - 1
    change = read(f"changes[{weight.layer - 1}].weights[{weight.j}][{weight.k}]")
    return Equation(
        "difference", (read(weight.path(f"stages[{last}].network")), read(weight.path("stages[0].network"))), change
    )


def _task(study: WeightStudy, rows: Words) -> Chapter:
    return Chapter(
        "task",
        ("The rows to learn",),
        rows,
        {
            "rows": ("A row comes in, the answer beside it should come out. Can a network learn them by heart?",),
            "untrained": (
                "This is what it says before training. ",
                Claim(
                    ("It says about the same to all of them.",),
                    study.same,
                    ("It doesn't say the same to all of them.",),
                ),
            ),
        },
    )


def _before(study: WeightStudy, read: Reader) -> Chapter:
    says: Says = {
        "places": ("Every edge has a weight, written at one of its ends; every neuron has a bias, written into it.",),
        "drawn": say_drawn(study),
        "start": _starting_values(study, read),
    }
    return Chapter(
        "before",
        ("The network before training",),
        beside_drawn(study, read, "on each edge its weight, in each neuron its bias"),
        {step: words for step, words in says.items() if say(spoken(words))},
    )


def _learning(study: WeightStudy, read: Reader, run: tuple[Passage, ...]) -> Chapter:
    epochs = read("run.settings.epochs")
    says: dict[str, Words] = {}
    for passage in run:
        losses = (study.totals[study.stages[stage].epoch] for stage in (passage.first, passage.last))
        error = "The total error of all rows" if passage is run[0] else "The total error"
        says[passage.step] = (trend(error, *losses), ".")
    if len(run) == 2:
        first, last = run
        faster = Claim(
            ("The weights move faster here than later on. ",),
            study.pace(first.first, first.last) > study.pace(last.first, last.last),
            ("The weights move no faster here than later on. ",),
        )
        says = {"first": (faster, *says["first"]), "on": ("Training goes on. ", *says["on"])}
    return Chapter(
        "learning",
        (epochs, " epoch" if epochs.value == 1 else " epochs", " of training"),
        beside_drawn(study, read, "in each epoch, every row comes by once"),
        says,
    )


def _after(study: WeightStudy, read: Reader) -> Chapter:
    return Chapter(
        "after",
        ("The network after training",),
        (
            Claim(
                ("red and solid is positive, blue and dashed is negative; the thicker, the larger",),
                study.part.is_whole,
                beside_drawn(study, read, "red and solid is positive, blue and dashed is negative"),
            ),
        ),
        {
            "found": (
                Claim(
                    ("Most weights are farther from zero than before. ",),
                    study.most_grow,
                    ("Most weights are no farther from zero than before. ",),
                ),
                Claim(("On the way, some have changed sign.",), study.changes_signs, ("None has changed its sign.",)),
            )
        },
    )


def _change(study: WeightStudy, read: Reader) -> Chapter:
    largest = _largest_change(study, read).result
    by = ("about ", largest) if largest.rounded else (largest,)
    return Chapter(
        "change",
        ("The change between them",),
        (
            Claim(
                ("what training has added to each weight and each bias",),
                study.part.is_whole,
                beside_drawn(study, read, "what training has added")
                if study.has_every_layer
                else ("what training has added; drawn: ", *layers_drawn(read)),  # an equation stands beside it
            ),
        ),
        {
            "differences": ("These are the differences: the weights after training, minus those before it.",),
            "largest": (
                Claim(
                    (among(study, "The weight in the ring has changed most: by "), *by, "."),
                    largest.value != 0,
                    (among(study, "No weight has changed."),),
                ),
            ),
        },
    )


def _starting_values(study: WeightStudy, read: Reader) -> Words:
    weight = read(study.farthest_at_first.path("first"))
    return (
        "Training starts from numbers, usually drawn at random. ",
        among(study, "The weight farthest from zero"),
        is_about(weight),
        weight,
        ", ",
        Claim(
            ("and every bias is zero.",),
            not any(bias for layer in study.first.layers for bias in layer.biases),
            ("and some bias is not zero.",),
        ),
    )


def _outcome(study: WeightStudy, read: Reader, rows: Words) -> Chapter:
    title = Claim(
        ("Learned by heart",),
        study.near_after == study.rows,
        (Claim(("Learned in part",), study.near_after > study.near_before, ("What it says after training",)),),
    )
    return Chapter("outcome", (title,), rows, {"right": _judged(study, read), "error": _final_error(study, read)})


def _judged(study: WeightStudy, read: Reader) -> Words:
    after, rows = read("near_after"), read("rows")
    tenth = Claim(("by less than a tenth",), study.span in (0, 1), ("by less than a tenth of what the targets span",))
    return (
        "Nearly right is an answer that is off ",
        tenth,
        ". ",
        Claim(
            ("After training, each row gives nearly the right answer.",),
            study.near_after == study.rows,
            ("After training, ", after, " of ", rows, " rows give nearly the right answer."),
        ),
    )


def _final_error(study: WeightStudy, read: Reader) -> Words:
    before, after = total_errors(study, read)
    risen = ("Training hasn't brought the total error down: it", is_about(after), after, ".")
    return (
        Claim(
            ("Training has brought the total error down from", *about(before), " to", *about(after), "."),
            study.totals[-1] < study.totals[0] and before.text != after.text,
            (Claim(("The total error stays at", *about(after), "."), before.text == after.text, risen),),
        ),
    )
