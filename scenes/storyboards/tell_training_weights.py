"""Study → the beats of before and after: every weight and bias, untrained, trained, and the change between."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import changes_signs, trend
from scenes.storyboards.notation import output_names
from scenes.storyboards.readout import Line, Name, Reader
from scenes.storyboards.training import Chapter, Passage, passages
from scenes.storyboards.training_weights import WeightCourse, attend, farthest, most_changed, pace
from scenes.storyboards.weight_tables import Parameters, Table, parameters_at, table_of
from scenes.storyboards.words import Claim, Words, is_about
from scenes.studies import Study

NAME_LENGTH = 10


@dataclass(frozen=True, slots=True)
class WeightStory:
    course: WeightCourse
    task: Chapter
    before: Chapter
    learning: Chapter
    after: Chapter
    change: Chapter
    outcome: Chapter
    features: tuple[Name, ...]
    outputs: tuple[Name, ...]
    table: Table
    progress: tuple[Line, ...]
    stages: tuple[Parameters, ...]
    changes: Parameters
    largest: Equation
    passages: tuple[Passage, ...]


def tell_weights(study: Study) -> WeightStory:
    """Return the story of all weights; raises LessonError for a lesson without training."""
    course = attend(study)
    read = Reader(course, 2)
    count = len(course.stages)
    progress: tuple[Line, ...] = tuple(
        ("epoch ", read(f"stages[{i}].epoch"), "   total error ", read(f"totals[{stage.epoch}]", 4))
        for i, stage in enumerate(course.stages)
    )
    return WeightStory(
        course,
        *_chapters(course, read),
        tuple(read.name(f"lesson.features[{k}]", NAME_LENGTH) for k in range(course.network.sizes[0])),
        output_names(course, read, NAME_LENGTH),
        table_of(course, read),
        progress,
        tuple(parameters_at(course, read, f"stages[{i}].network.layers") for i in range(count)),
        parameters_at(course, read, "changes"),
        _largest_change(course, read),
        _passages(course),
    )


def _largest_change(course: WeightCourse, read: Reader) -> Equation:
    """Return new − old = change for the weight that changed most."""
    i, j, k = most_changed(course)
    place = f"layers[{i}].weights[{j}][{k}]"
    return Equation(
        "difference", (read(f"last.{place}"), read(f"first.{place}")), read(f"changes[{i}].weights[{j}][{k}]")
    )


def _passages(course: WeightCourse) -> tuple[Passage, ...]:
    run = passages(len(course.stages), ((), ()), (0.35, 1.0))
    told = [
        replace(passage, caption=(trend("The total error", *(course.totals[stage.epoch] for stage in ends)), "."))
        for passage in run
        for ends in [(course.stages[passage.first], course.stages[passage.last])]
    ]
    if len(run) == 1:
        return tuple(told)
    first, last = run
    faster = Claim(
        ("The weights move faster here than later on. ",),
        pace(course, first) > pace(course, last),
        ("The weights move no faster here than later on. ",),
    )
    return (
        replace(first, caption=(faster, *told[0].caption)),
        replace(last, caption=("Training goes on. ", *told[1].caption)),
    )


def _chapters(course: WeightCourse, read: Reader) -> tuple[Chapter, Chapter, Chapter, Chapter, Chapter, Chapter]:
    epochs = read("run.settings.epochs")
    rows: Words = (
        Claim(
            ("all rows",),
            course.shown == course.rows,
            ("the first ", read("shown"), " of ", read("rows"), " rows"),
        ),
        ": what comes in and what should come out, as the network gets them",
    )
    return (
        Chapter(("The rows to learn",), rows, _task(course)),
        Chapter(
            ("The network before training",),
            ("on each edge its weight, in each neuron its bias",),
            (
                ("Every edge has a weight, written at one of its ends; every neuron has a bias, written into it.",),
                _starting_values(course, read),
            ),
        ),
        Chapter(
            (epochs, " epoch" if epochs.value == 1 else " epochs", " of training"),
            ("in each epoch, every row comes by once",),
            (),
        ),
        Chapter(
            ("The network after training",),
            ("red and solid is positive, blue and dashed is negative; the thicker, the larger",),
            (_found(course),),
        ),
        Chapter(
            ("The change between them",),
            ("what training has added to each weight and each bias",),
            (
                ("These are the differences: the weights after training, minus those before it.",),
                _said_of_changes(course, read),
            ),
        ),
        Chapter(_title(course), rows, _judged(course, read)),
    )


def _task(course: WeightCourse) -> tuple[Words, Words]:
    return (
        ("For each of these rows the network has to give the answer beside it.",),
        (
            "This is what it says before training. ",
            Claim(
                ("It says about the same to all of them.",), course.same, ("It doesn't say the same to all of them.",)
            ),
        ),
    )


def _starting_values(course: WeightCourse, read: Reader) -> Words:
    i, j, k = farthest([layer.weights for layer in course.first.layers])
    weight = read(f"first.layers[{i}].weights[{j}][{k}]")
    return (
        "Training starts from numbers usually drawn at random. The weight farthest from zero",
        is_about(weight),
        weight,
        ", ",
        Claim(
            ("and every bias is zero.",),
            not any(bias for layer in course.first.layers for bias in layer.biases),
            ("and some bias is not zero.",),
        ),
    )


def _found(course: WeightCourse) -> Words:
    pairs = [
        (old, new)
        for before, after in zip(course.first.layers, course.last.layers, strict=True)
        for rows in zip(before.weights, after.weights, strict=True)
        for old, new in zip(*rows, strict=True)
    ]
    grown = sum(abs(new) > abs(old) for old, new in pairs)
    return (
        Claim(
            ("Most weights are farther from zero than before. ",),
            2 * grown > len(pairs),
            ("Most weights are no farther from zero than before. ",),
        ),
        Claim(("On the way, some have changed sign.",), changes_signs(course), ("None has changed its sign.",)),
    )


def _said_of_changes(course: WeightCourse, read: Reader) -> Words:
    largest = _largest_change(course, read).result
    return (
        Claim(
            ("The weight in the ring has changed most: by ", *(("about ",) if largest.rounded else ()), largest, "."),
            largest.value != 0,
            ("No weight has changed.",),
        ),
    )


def _title(course: WeightCourse) -> Words:
    return (
        Claim(
            ("Learned by heart",),
            course.near_after == course.rows,
            (Claim(("Learned in part",), course.near_after > course.near_before, ("What it says after training",)),),
        ),
    )


def _judged(course: WeightCourse, read: Reader) -> tuple[Words, Words]:
    after, rows = read("near_after"), read("rows")
    final = read(f"totals[{course.stages[-1].epoch}]", 4)
    tenth = Claim(("by less than a tenth",), course.span == 1, ("by less than a tenth of what the targets span",))
    return (
        (
            "Nearly right is an answer that is off ",
            tenth,
            ". ",
            Claim(
                ("After training, each row gives nearly the right answer.",),
                course.near_after == course.rows,
                ("After training, ", after, " of ", rows, " rows give nearly the right answer."),
            ),
        ),
        (
            "After training the total error",
            is_about(final),
            final,
            ". ",
            Claim(
                ("It was larger before.",),
                course.totals[-1] < course.totals[0],
                ("It was no larger before.",),
            ),
        ),
    )
