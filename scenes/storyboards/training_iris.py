"""Training a classifier as beats: loss and accuracy epoch by epoch, then which classes are taken for which."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import MLP, Samples, predict_class
from scenes.lessons import LessonError, Study
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import output_names
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.training import (
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

EPOCHS, LOSS, ACCURACY = range(3)  # places of the scales
NAME_LENGTH = 14
SETS = {"train": "training", "test": "test"}


@dataclass(frozen=True, slots=True)
class Percents:
    """Accuracies in percent, after one epoch; `test` is None without a test set."""

    train: float
    test: float | None


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a sample of class `counts[true]` was taken for class `counts[true][predicted]`."""

    counts: tuple[tuple[int, ...], ...]
    right: int
    total: int


@dataclass(frozen=True, slots=True)
class ClassCourse(Course):
    """`percents[i]` is after epoch i; `confusions` before and after training, of the test set if there is one."""

    percents: tuple[Percents, ...]
    confusions: tuple[Confusion, Confusion]


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
    features: tuple[Name, ...]
    outputs: tuple[Name, ...]
    epochs: tuple[Line, ...]
    loss: Chart
    accuracy: Chart
    passages: tuple[Passage, ...]
    matrix: Matrix
    share: Equation
    percents: tuple[tuple[str, Readout], ...]


def tell_training(study: Study) -> ClassStory:
    """Return the story of how a classifier was trained; raises LessonError for a network that is none."""
    course = attend(study)
    read = Reader(course, 2)
    final = course.stages[-1].epoch
    epochs: tuple[Line, ...] = tuple(
        ("epoch ", read(f"stages[{i}].epoch"), " of ", read("run.settings.epochs")) for i in range(len(course.stages))
    )
    tested = course.run.epochs[0].test_loss is not None
    kind = "test" if tested else "train"
    counts = (read("confusions[1].right"), read("confusions[1].total"))
    share = Equation("quotient", counts, read(f"run.epochs[{final}].{kind}_accuracy", 3))
    percents = tuple((SETS[one], read(f"percents[{final}].{one}", 1)) for one in ("train", "test")[: 1 + tested])
    return ClassStory(
        course,
        *_chapters(course, read, kind),
        tuple(read.name(f"lesson.features[{k}]", NAME_LENGTH) for k in range(course.network.sizes[0])),
        output_names(course, read, NAME_LENGTH),
        epochs,
        _chart(course, read, ("loss",), LOSS, "run.epochs[{}].{}_loss", tested),
        _chart(course, read, ("accuracy",), ACCURACY, "percents[{}].{}", tested, decimals=1),
        _passages(course, read, tested),
        _matrix(course, read),
        share,
        percents,
    )


def attend(study: Study) -> ClassCourse:
    """Work out what the film shows besides what training itself recorded."""
    training, history = study.lesson.training, study.history
    if training is None or history is None or not study.lesson.classifies:
        raise LessonError(f"lesson {study.lesson.name}: expected one whose network learns classes.")
    records = history.epochs
    losses = [loss for record in records for loss in (record.train_loss, record.test_loss) if loss is not None]
    scales = (scale(0, len(records) - 1), scale(0.0, max(losses), 4), Scale(0, 100, (0, 50, 100)))
    percents = tuple(
        Percents(
            100 * (record.train_accuracy or 0.0), None if record.test_accuracy is None else 100 * record.test_accuracy
        )
        for record in records
    )
    samples = training.test or training.train
    confusions = (confuse(study.lesson.network, samples), confuse(study.network, samples))
    chosen = choose(len(history.snapshots))
    return ClassCourse(**parts_of(study), chosen=chosen, scales=scales, percents=percents, confusions=confusions)


def confuse(network: MLP, samples: Samples) -> Confusion:
    """Return which classes `network` takes the samples for."""
    classes = max(2, network.sizes[-1])
    counts = [[0] * classes for _ in range(classes)]
    for x, target in zip(samples.inputs, samples.targets, strict=True):
        counts[predict_class(target)][predict_class(network.forward(x).output)] += 1
    right = sum(counts[j][j] for j in range(classes))
    return Confusion(tuple(map(tuple, counts)), right, len(samples))


def _chart(
    course: ClassCourse, read: Reader, title: Line, own: int, path: str, tested: bool, decimals: int = 2
) -> Chart:
    stages = tuple(stage.epoch for stage in course.stages)
    curves = curves_of(course, read, path, tested, decimals)
    return Chart(title, axis(course.scales, read, EPOCHS), axis(course.scales, read, own), curves, stages)


def _chapters(course: ClassCourse, read: Reader, kind: str) -> tuple[Chapter, Chapter, Chapter]:
    final = course.stages[-1].epoch
    before = Chapter(
        ("Before training",),
        ("the weights are random, and so is what the network says",),
        (
            ("This network is to tell classes apart. Its weights are random numbers so far.",),
            (
                "Loss says how wrong it is, accuracy how often it is right: now for ",
                read(f"percents[0].{kind}", 1),
                f" percent of the {SETS[kind]} samples.",
            ),
        ),
    )
    learning = Chapter(
        ("Learning",), ("after each sample, every weight takes a small step towards a smaller loss",), ()
    )
    strangers = "samples that it never learned from: what they are" if kind == "test" else "the samples: what they are"
    after = Chapter(
        ("What it has learned",),
        (f"{strangers}, and what the network says",),
        (
            ("Each row is a true class, each column what the network says. On the diagonal it is right.",),
            (
                "It is right ",
                read("confusions[1].right"),
                " times out of ",
                read("confusions[1].total"),
                ": an accuracy of ",
                read(f"percents[{final}].{kind}", 1),
                " percent.",
            ),
        ),
    )
    return before, learning, after


def _passages(course: ClassCourse, read: Reader, tested: bool) -> tuple[Passage, ...]:
    captions: list[Line] = [
        (
            "In an epoch, every training ",
            read.name("lesson.noun"),
            " comes by once. The loss falls, the accuracy rises.",
        ),
        ("Edges change with their weights: red and whole when positive, blue and dashed when negative.",),
    ]
    if tested:
        captions.append(("The network never learns from the test samples: they show how well it does on new ones.",))
    shares = (0.3, 0.65, 1.0) if tested else (0.5, 1.0)
    return passages(len(course.stages), captions, shares)


def _matrix(course: ClassCourse, read: Reader) -> Matrix:
    size = len(course.confusions[1].counts)
    names = tuple(read.name(f"lesson.classes[{j}]", NAME_LENGTH) for j in range(size))
    counts = tuple(tuple(read(f"confusions[1].counts[{i}][{j}]") for j in range(size)) for i in range(size))
    return Matrix(names, counts, "true", "the network says")
