"""Training a classifier: how often it is right after each epoch, and which classes are taken for which."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import MLP, Samples, predict_class
from scenes.lessons import Lesson, LessonError, Training
from scenes.studies.first_step import FirstStep, first_step
from scenes.studies.scales import Scale, scale
from scenes.studies.study import Study
from scenes.studies.training import TrainingStudy, check_training, choose, judged_by, losses_of, parts_of

EPOCHS, LOSS, ACCURACY = range(3)  # places of the scales
MOST_STAGES = 110
MOST_SHOWN = 10  # classes in a matrix that can be read


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

    @property
    def wrong(self) -> int:
        return self.total - self.right

    def most_confused(self, most: int) -> tuple[int, ...]:
        """Return the classes with the most mistakes, their own and others' for them; of as many, the first."""
        mistakes = [0] * len(self.counts)
        for count, true, said in self.mistakes:
            mistakes[true] += count
            mistakes[said] += count
        return tuple(sorted(sorted(range(len(mistakes)), key=lambda j: -mistakes[j])[:most]))


class Confused:
    """What is to be said of the `confusions` of a lesson's classes before and after training."""

    lesson: Lesson
    confusions: tuple[Confusion, Confusion]

    @property
    def classes(self) -> int:
        return len(self.lesson.classes)

    @property
    def confused(self) -> tuple[int, ...]:
        """The classes that there is room for: those with the most mistakes after training."""
        return self.confusions[1].most_confused(MOST_SHOWN)

    @property
    def shown(self) -> int:
        return len(self.confused)

    @property
    def between(self) -> int:
        """How many of the mistakes after training take one of these classes for another."""
        return sum(count for count, *pair in self.confusions[1].mistakes if set(pair) <= set(self.confused))


@dataclass(frozen=True, slots=True)
class ClassStudy(TrainingStudy, Confused):
    """`percents[i]` is after epoch i; `confusions` before and after training, of the test set if there is one.

    `guess` is how many percent are right by guessing blindly, whatever the classes' shares; `step` is one of learning.
    """

    step: FirstStep
    percents: tuple[Percents, ...]
    confusions: tuple[Confusion, Confusion]
    guess: float


def learns_classes(lesson: Lesson) -> bool:
    """Whether every target of the lesson's training stands for one class, and each class has a name."""
    if lesson.training is None or not lesson.classifies or len(lesson.classes) < 2:
        return False
    sets = (lesson.training.train, lesson.training.test)
    return all(is_class(target) for samples in sets if samples for target in samples.targets)


def is_class(target: tuple[float, ...]) -> bool:
    """Whether a target stands for one class."""
    return target[0] in (0, 1) if len(target) == 1 else sorted(target) == [0.0] * (len(target) - 1) + [1.0]


def check_classes(lesson: Lesson) -> Training:
    """Return how classes are learned; raises LessonError for a lesson of anything else."""
    training = check_training(lesson)
    if not learns_classes(lesson):
        raise LessonError("this film is for lessons whose network learns classes: each target one class, with a name.")
    return training


def study_classes(study: Study) -> ClassStudy:
    """Work out what the film shows besides what training itself recorded; raises LessonError for anything else."""
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
        step=first_step(study.lesson.network, training.train, training.settings.learning_rate, study.view),
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
