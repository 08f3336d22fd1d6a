"""Before and after as beats: every weight and bias of a small network, untrained, trained, and the change between."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import MLP
from scenes.lessons import LessonError, Study
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import output_names
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.training import Chapter, Course, Passage, choose, parts_of, passages

MOST_ROWS = 6  # of the table
NAME_LENGTH = 10


@dataclass(frozen=True, slots=True)
class LayerChange:
    """What training added to each weight and each bias of a layer."""

    weights: tuple[tuple[float, ...], ...]
    biases: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One row of the data: what comes in, what shall come out, what came out before training and after it."""

    x: tuple[float, ...]
    target: tuple[float, ...]
    before: tuple[float, ...]
    after: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WeightCourse(Course):
    """`totals[i]` is the loss after epoch i, summed over the rows; `changes[layer]` as the layers of the network."""

    totals: tuple[float, ...]
    changes: tuple[LayerChange, ...]
    answers: tuple[Answer, ...]

    @property
    def first(self) -> MLP:
        return self.stages[0].network

    @property
    def last(self) -> MLP:
        return self.stages[-1].network


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every parameter as a readout: weights[layer][j][k] and biases[layer][j]."""

    weights: tuple[tuple[tuple[Readout, ...], ...], ...]
    biases: tuple[tuple[Readout, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of the data: input, target, and the answers before training and after it."""

    inputs: tuple[tuple[Readout, ...], ...]
    targets: tuple[tuple[Readout, ...], ...]
    before: tuple[tuple[Readout, ...], ...]
    after: tuple[tuple[Readout, ...], ...]


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
    total: Readout
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
    final = read(f"totals[{course.stages[-1].epoch}]", 4)
    return WeightStory(
        course,
        *_chapters(course, read),
        tuple(read.name(f"lesson.features[{k}]", NAME_LENGTH) for k in range(course.network.sizes[0])),
        output_names(course, read, NAME_LENGTH),
        _table(course, read),
        progress,
        tuple(_parameters(course, read, f"stages[{i}].network.layers") for i in range(count)),
        _parameters(course, read, "changes"),
        _largest_change(course, read),
        final,
        passages(count, _said_while_learning(), (0.35, 1.0)),
    )


def attend(study: Study) -> WeightCourse:
    """Work out what the film shows besides what training itself recorded."""
    training, history = study.lesson.training, study.history
    if training is None or history is None:
        raise LessonError(f"lesson {study.lesson.name}: expected one whose network is trained.")
    first, last = history.snapshots[0].network, history.snapshots[-1].network
    changes = tuple(
        LayerChange(
            tuple(
                tuple(new - old for old, new in zip(*rows, strict=True))
                for rows in zip(before.weights, after.weights, strict=True)
            ),
            tuple(new - old for old, new in zip(before.biases, after.biases, strict=True)),
        )
        for before, after in zip(first.layers, last.layers, strict=True)
    )
    rows = list(zip(training.train.inputs, training.train.targets, strict=True))
    answers = tuple(
        Answer(_whole(x), _whole(target), first.forward(x).output, last.forward(x).output)
        for x, target in rows[:MOST_ROWS]
    )
    return WeightCourse(
        **parts_of(study),
        chosen=choose(len(history.snapshots), 40),
        scales=(),
        totals=tuple(record.train_loss * len(rows) for record in history.epochs),
        changes=changes,
        answers=answers,
    )


def _whole(values: tuple[float, ...]) -> tuple[float, ...]:
    """Return bits as ints, which are shown without decimals."""
    return tuple(int(value) for value in values) if all(map(float.is_integer, values)) else values


def _parameters(course: WeightCourse, read: Reader, path: str) -> Parameters:
    shapes = [(layer.outputs, layer.inputs) for layer in course.network.layers]
    return Parameters(
        tuple(
            tuple(tuple(read(f"{path}[{i}].weights[{j}][{k}]") for k in range(inputs)) for j in range(outputs))
            for i, (outputs, inputs) in enumerate(shapes)
        ),
        tuple(tuple(read(f"{path}[{i}].biases[{j}]") for j in range(outputs)) for i, (outputs, _) in enumerate(shapes)),
    )


def _table(course: WeightCourse, read: Reader) -> Table:
    def column(part: str, size: int) -> tuple[tuple[Readout, ...], ...]:
        return tuple(tuple(read(f"answers[{i}].{part}[{j}]") for j in range(size)) for i in range(len(course.answers)))

    inputs, outputs = course.network.sizes[0], course.network.sizes[-1]
    return Table(column("x", inputs), column("target", outputs), column("before", outputs), column("after", outputs))


def _largest_change(course: WeightCourse, read: Reader) -> Equation:
    """Return new − old = change for the weight that changed most."""
    i, j, k = most_changed(course)
    place = f"layers[{i}].weights[{j}][{k}]"
    return Equation(
        "difference", (read(f"last.{place}"), read(f"first.{place}")), read(f"changes[{i}].weights[{j}][{k}]")
    )


def most_changed(course: WeightCourse) -> tuple[int, int, int]:
    """Return where the weight stands that changed most: layer, j and k."""
    _, i, j, k = max(
        (abs(value), i, j, k)
        for i, layer in enumerate(course.changes)
        for j, row in enumerate(layer.weights)
        for k, value in enumerate(row)
    )
    return i, j, k


def _said_while_learning() -> tuple[Line, ...]:
    return (
        ("The weights move quickly at first, and the total error falls.",),
        ("Then it goes on and on: ever smaller steps, until every row gives nearly the answer that it should.",),
    )


def _chapters(course: WeightCourse, read: Reader) -> tuple[Chapter, Chapter, Chapter, Chapter, Chapter, Chapter]:
    epochs, final = read("run.settings.epochs"), read(f"totals[{course.stages[-1].epoch}]", 4)
    return (
        Chapter(
            ("Rows to learn by heart",),
            ("what comes in, what shall come out, and what the untrained network says",),
            (
                ("For each of these rows the network has to give the answer beside it.",),
                ("Before training it says about the same to all of them.",),
            ),
        ),
        Chapter(
            ("The network before training",),
            ("on each edge its weight, in each neuron its bias",),
            (
                ("Every edge has a weight, written where it ends; every neuron has a bias, written into it.",),
                ("The weights are random and small, the biases are ", read("first.layers[0].biases[0]"), "."),
            ),
        ),
        Chapter((epochs, " epochs of training"), ("in each epoch, every row comes by once",), ()),
        Chapter(
            ("The network after training",),
            ("red and whole is positive, blue and dashed is negative; the thicker, the larger",),
            (("Many weights are large now, some the other way round. No number was chosen by anybody.",),),
        ),
        Chapter(
            ("The change between them",),
            ("what training has added to each weight and each bias",),
            (
                ("These are the differences: the weights after training, minus those before it.",),
                ("The largest change is ", read(_largest_change(course, read).result.path), "."),
            ),
        ),
        Chapter(
            ("Learned by heart",),
            ("what comes in, what shall come out, and what the network says before and after",),
            (
                ("After training, each row gives nearly the right answer.",),
                ("End of training: the total error is ", final, "."),
            ),
        ),
    )
