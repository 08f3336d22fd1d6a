"""Training a classifier: how often it is right after each epoch, and which classes are taken for which."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import MLP, Samples, predict_class
from scenes.lessons import Lesson, LessonError, Training
from scenes.studies.scales import Scale, scale
from scenes.studies.study import Study
from scenes.studies.training import TrainingStudy, check_training, choose, judged_by, losses_of, parts_of

EPOCHS, LOSS, ACCURACY = range(3)  # places of the scales
MOST_STAGES = 110
MOST_CLASSES = 10  # in a matrix that can be read


@dataclass(frozen=True, slots=True)
class Percents:
    """Accuracies in percent, after one epoch; `test` is None without a test set."""

    train: float
    test: float | None


@dataclass(frozen=True, slots=True)
class Confusion:
    """How often a sample of class `counts[true]` was taken for class `counts[true][predicted]`.

    `right` of the `total` are right, and `usual_right` would be if the answer were always class `usual`.
    """

    counts: tuple[tuple[int, ...], ...]
    right: int
    total: int
    usual: int
    usual_right: int

    @property
    def said(self) -> tuple[int, ...]:
        """The classes that are said at all."""
        return tuple(j for j, column in enumerate(zip(*self.counts, strict=True)) if any(column))

    @property
    def mistakes(self) -> tuple[tuple[int, int, int], ...]:
        """How often which true class is taken for which: (count, true, said), the most frequent first."""
        found = ((count, i, j) for i, row in enumerate(self.counts) for j, count in enumerate(row) if count and i != j)
        return tuple(sorted(found, key=lambda mistake: -mistake[0]))


@dataclass(frozen=True, slots=True)
class ClassStudy(TrainingStudy):
    """`percents[i]` is after epoch i; `confusions` before and after training, of the test set if there is one.

    `guess` is how many percent are right by guessing blindly, whatever the classes' shares.
    """

    percents: tuple[Percents, ...]
    confusions: tuple[Confusion, Confusion]
    guess: float


def learns_classes(lesson: Lesson) -> bool:
    """Whether every target of the lesson's training stands for one class, and each class has a name."""
    if lesson.training is None or not lesson.classifies or len(lesson.classes) < 2:
        return False
    sets = (lesson.training.train, lesson.training.test)
    return all(_is_class(target) for samples in sets if samples for target in samples.targets)


def _is_class(target: tuple[float, ...]) -> bool:
    return target[0] in (0, 1) if len(target) == 1 else sorted(target) == [0.0] * (len(target) - 1) + [1.0]


def check_classes(lesson: Lesson) -> Training:
    """Return how classes are learned; raises LessonError for a lesson of anything else, or of too many."""
    training = check_training(lesson)
    if not learns_classes(lesson):
        raise LessonError("this film is for lessons whose network learns classes: each target one class, with a name.")
    classes = len(lesson.classes)
    if classes > MOST_CLASSES:
        raise LessonError(f"this film is for up to {MOST_CLASSES} classes, not {classes}.")
    return training


def study_classes(study: Study) -> ClassStudy:
    """Work out what the film shows besides what training itself recorded.

    Raises LessonError for a lesson of anything but classes, and of more of them than can be shown.
    """
    training, history, classes = check_classes(study.lesson), study.run, len(study.lesson.classes)
    records = history.epochs
    percents = tuple(
        Percents(
            100 * (record.train_accuracy or 0.0), None if record.test_accuracy is None else 100 * record.test_accuracy
        )
        for record in records
    )
    samples, usual = judged_by(training), most_frequent(training.train, classes)
    return ClassStudy(
        **parts_of(study),
        chosen=choose(len(history.snapshots), MOST_STAGES),
        scales=(scale(0, len(records) - 1), scale(0.0, max(losses_of(history)), 4), Scale(0, 100, (0, 50, 100))),
        percents=percents,
        confusions=(
            confuse(study.lesson.network, samples, classes, usual),
            confuse(study.network, samples, classes, usual),
        ),
        guess=100 / classes,
    )


def most_frequent(samples: Samples, classes: int) -> int:
    """Return the class that most of the samples are of; of several, the first."""
    found = [predict_class(target) for target in samples.targets]
    return max(range(classes), key=found.count)


def confuse(network: MLP, samples: Samples, classes: int, usual: int) -> Confusion:
    """Return which classes `network` takes the samples for."""
    counts = [[0] * classes for _ in range(classes)]
    for x, target in zip(samples.inputs, samples.targets, strict=True):
        counts[predict_class(target)][predict_class(network.forward(x).output)] += 1
    right = sum(counts[j][j] for j in range(classes))
    return Confusion(tuple(map(tuple, counts)), right, len(samples), usual, sum(counts[usual]))
