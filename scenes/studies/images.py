"""What a network that reads images answers, and what it mistakes; its traces as images are in `image_study.py`.

>>> counts = count_answers((0, 0, 1, 1), (0, 1, 1, 1), 2)
>>> counts, class_accuracies(counts), confused_pairs(counts)
(((1, 1), (0, 2)), (0.5, 1.0), (ConfusedPair(true=0, answer=1, count=1),))
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mathnet import MLP, ForwardTrace, Samples, predict_class
from scenes.lessons import Lesson, LessonError
from scenes.lessons.arrays import score, table_of

Shape = tuple[int, int]
Counts = tuple[tuple[int, ...], ...]  # counts[true][answer]: how many samples of one class were taken for which


@dataclass(frozen=True, slots=True)
class Answer:
    """What a network takes sample number `index` for, and what it is."""

    index: int
    true: int
    answer: int

    @property
    def is_right(self) -> bool:
        return self.true == self.answer


@dataclass(frozen=True, slots=True)
class Mistake:
    """A sample that a network gets wrong, and its forward pass; `strongest` are the classes of the two largest outputs,
    the largest first."""

    index: int
    true: int
    strongest: tuple[int, int]
    forward: ForwardTrace


@dataclass(frozen=True, slots=True)
class ConfusedPair:
    """So many samples of class `true` were taken for class `answer`."""

    true: int
    answer: int
    count: int


def check_images(lesson: Lesson) -> Shape:
    """Return the shape of the lesson's images; raises LessonError for a lesson of anything else, or without classes."""
    if lesson.image is None:
        raise LessonError(
            f"this film is for lessons of images: lesson {lesson.name} doesn't say what shape its samples have "
            f"(image = [rows, columns] in a lesson file)."
        )
    if not lesson.classifies or len(lesson.classes) != lesson.network.sizes[-1]:
        raise LessonError(
            f"this film is for lessons whose network has an output for each class, not for {lesson.name}."
        )
    return lesson.image


def busiest_neurons(network: MLP, count: int) -> tuple[int, ...]:
    """Return those neurons of the first layer whose weights to the next one are the largest in sum, in their order."""
    if len(network.layers) < 2:
        return tuple(range(network.sizes[1]))[:count]
    totals = [sum(map(abs, column)) for column in zip(*network.layers[1].weights, strict=True)]
    ranked = sorted(range(len(totals)), key=lambda j: (-totals[j], j))
    return tuple(sorted(ranked[:count]))


def samples_of(lesson: Lesson) -> Samples:
    """Return the samples that the lesson shows."""
    return Samples([sample.x for sample in lesson.samples], [sample.target for sample in lesson.samples])


def answer_all(network: MLP, samples: Samples) -> tuple[Answer, ...]:
    """Return what `network` takes each sample for."""
    table = table_of(samples)
    pairs = zip(table.classes.tolist(), score(network, table).answers, strict=True)
    return tuple(Answer(i, true, answer) for i, (true, answer) in enumerate(pairs))


def find_mistakes(network: MLP, samples: Samples) -> tuple[Mistake, ...]:
    """Return the samples that `network` gets wrong, in their order, each with its trace."""
    mistakes = []
    for found in answer_all(network, samples):
        if not found.is_right:
            forward = network.forward(samples.inputs[found.index])
            if predict_class(forward.output) != found.true:
                mistakes.append(Mistake(found.index, found.true, _two_strongest(forward.output), forward))
    return tuple(mistakes)


def _two_strongest(output: Sequence[float]) -> tuple[int, int]:
    first, second, *_ = sorted(range(len(output)), key=lambda j: (-output[j], j))
    return first, second


def count_answers(true: Sequence[int], answers: Sequence[int], classes: int) -> Counts:
    """Return how many samples of each class were taken for which: counts[true][answer]."""
    counts = [[0] * classes for _ in range(classes)]
    for row, column in zip(true, answers, strict=True):
        counts[row][column] += 1
    return tuple(map(tuple, counts))


def class_accuracies(counts: Counts) -> tuple[float | None, ...]:
    """Return for each class the share of its samples that are right, None where there are no samples of it."""
    return tuple(row[true] / sum(row) if sum(row) else None for true, row in enumerate(counts))


def confused_pairs(counts: Counts, most: int = 3) -> tuple[ConfusedPair, ...]:
    """Return at most so many pairs of classes of which the one was taken for the other most often, and ever."""
    pairs = [
        ConfusedPair(true, answer, count)
        for true, row in enumerate(counts)
        for answer, count in enumerate(row)
        if answer != true and count
    ]
    return tuple(sorted(pairs, key=lambda pair: (-pair.count, pair.true, pair.answer))[:most])
