"""Study → the beats of learning classes: loss and accuracy epoch by epoch, then which classes are taken for which."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import SETS, epochs_of, is_tested, kinds_of, steps, tell_passages
from scenes.storyboards.reading import Cast, tell_cast
from scenes.storyboards.readout import Line, Name, Reader, Readout, digits
from scenes.storyboards.training import Chapter, Chart, Curve, Passage, axis, curves_of
from scenes.storyboards.training_classes import ACCURACY, EPOCHS, LOSS, ClassCourse, Confusion, attend
from scenes.storyboards.words import Claim, Words
from scenes.studies import Study

NAME_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Matrix:
    """The confusion matrix: row by true class, column by predicted one."""

    names: tuple[Name, ...]
    counts: tuple[tuple[Readout, ...], ...]
    rows: str
    columns: str


@dataclass(frozen=True, slots=True)
class ClassStory:
    course: ClassCourse
    before: Chapter
    learning: Chapter
    after: Chapter
    cast: Cast
    epochs: tuple[Line, ...]
    loss: Chart
    accuracy: Chart
    guess: Readout
    passages: tuple[Passage, ...]
    matrix: Matrix
    share: Equation
    percents: tuple[tuple[str, Readout], ...]


def tell_training(study: Study) -> ClassStory:
    """Return the story of how a classifier was trained; raises LessonError for a network that is none."""
    course = attend(study)
    read = Reader(course, 2)
    final = course.stages[-1].epoch
    kind = "test" if is_tested(course) else "train"
    counts = (read("confusions[1].right"), read("confusions[1].total"))
    stages = tuple(stage.epoch for stage in course.stages)
    epochs = axis(course.scales, read, EPOCHS)
    accuracies = tuple(
        Curve(curve.name, curve.points, tuple(percent(read, readout.path) for readout in curve.values))
        for curve in curves_of(course, read, "percents[{}].{}", is_tested(course))
    )
    losses = curves_of(course, read, "run.epochs[{}].{}_loss", is_tested(course))
    return ClassStory(
        course,
        *_chapters(course, read, kind),
        tell_cast(course, read, NAME_LENGTH),
        epochs_of(course, read),
        Chart(("loss",), epochs, axis(course.scales, read, LOSS), losses, stages),
        Chart(("accuracy",), epochs, axis(course.scales, read, ACCURACY), accuracies, stages),
        percent(read, "guess"),
        tell_passages(course, read, lambda passage: (", ", accuracy_claim(course, passage))),
        _matrix(course, read),
        Equation("quotient", counts, read.below_one(f"run.epochs[{final}].{kind}_accuracy", 3)),
        tuple((SETS[one], percent(read, f"percents[{final}].{one}")) for one in kinds_of(course)),
    )


def percent(read: Reader, path: str) -> Readout:
    """Return the readout of a percentage: only what is a hundred is shown as a hundred."""
    return next(
        readout
        for readout in (read(path, decimals) for decimals in range(1, 18))
        if readout.value == 100 or digits(readout.text) < 100
    )


def accuracy_claim(course: ClassCourse, passage: Passage) -> Claim:
    """Claim where the accuracy goes in a passage."""
    before, after = (course.percents[course.stages[stage].epoch].train for stage in (passage.first, passage.last))
    return Claim(
        ("the accuracy rises",),
        after > before,
        (Claim(("the accuracy falls",), after < before, ("the accuracy stays as it was",)),),
    )


def _chapters(course: ClassCourse, read: Reader, kind: str) -> tuple[Chapter, Chapter, Chapter]:
    final = course.stages[-1].epoch
    before = Chapter(
        ("Before training",),
        ("nothing has been learned yet: how often is it right?",),
        (
            ("This network is to tell classes apart. Training starts from weights usually drawn at random.",),
            (
                "Loss says how wrong it is, accuracy how often it is right: so far for ",
                percent(read, f"percents[0].{kind}"),
                f" percent of the {SETS[kind]} samples.",
            ),
            (
                "Blind guessing would be right for ",
                percent(read, "guess"),
                " percent. ",
                guessing(course.confusions[0]),
            ),
        ),
    )
    learning = Chapter(("Learning",), steps(course), ())
    strangers = "samples that were kept from it: what they are" if kind == "test" else "the samples: what they are"
    after = Chapter(
        ("What it says after training",),
        (f"{strangers}, and what the network says",),
        (
            ("Each row is a true class, each column what the network says. On the diagonal it is right.",),
            (
                "It is right ",
                read("confusions[1].right"),
                " times out of ",
                read("confusions[1].total"),
                ": an accuracy of ",
                percent(read, f"percents[{final}].{kind}"),
                " percent. ",
                verdict(course.confusions[1], read),
            ),
        ),
    )
    return before, learning, after


def guessing(untrained: Confusion) -> Claim:
    """Claim how the untrained network does beside someone who guesses."""
    right, guessed = untrained.right * len(untrained.counts), untrained.total
    return Claim(
        ("The untrained network does worse: it happens to favour wrong answers.",),
        right < guessed,
        (
            Claim(
                ("The untrained network happens to do better.",),
                right > guessed,
                ("The untrained network does just as well.",),
            ),
        ),
    )


def verdict(trained: Confusion, read: Reader) -> Claim:
    """Claim what is to be said of the trained network's mistakes, first what says most."""
    answers = [j for j, column in enumerate(zip(*trained.counts, strict=True)) if any(column)]
    mistakes = sorted(
        ((count, i, j) for i, row in enumerate(trained.counts) for j, count in enumerate(row) if count and i != j),
        key=lambda mistake: -mistake[0],
    )
    wrong = trained.total - trained.right
    _, true, said = mistakes[0] if mistakes else (0, 0, 0)

    def name(j: int) -> Name:
        return read.name(f"lesson.classes[{j}]", NAME_LENGTH)

    frequent: Words = (
        Claim(
            ("Its most frequent mistake: ", name(true), " taken for ", name(said), "."),
            len(mistakes) == 1 or (len(mistakes) > 1 and mistakes[0][0] > mistakes[1][0]),
            ("No mistake is more frequent than all others.",),
        ),
    )
    only: Words = (Claim(("Its only mistake: ", name(true), " taken for ", name(said), "."), wrong == 1, frequent),)
    no_better: Words = (
        Claim(
            (
                "Always saying ",
                name(trained.usual),
                " would do no worse.",
            ),
            trained.right <= trained.usual_right,
            only,
        ),
    )
    always: Words = (
        Claim(
            (
                "It says ",
                name(answers[0]),
                " every time: it tells nothing apart.",
            ),
            len(answers) == 1,
            no_better,
        ),
    )
    return Claim(("It makes no mistake here.",), wrong == 0, always)


def _matrix(course: ClassCourse, read: Reader) -> Matrix:
    size = len(course.confusions[1].counts)
    names = tuple(read.name(f"lesson.classes[{j}]", NAME_LENGTH) for j in range(size))
    counts = tuple(tuple(read(f"confusions[1].counts[{i}][{j}]") for j in range(size)) for i in range(size))
    return Matrix(names, counts, "true", "the network says")
