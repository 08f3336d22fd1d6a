"""A network that learned to read images, worked through: what a film shows of it after each of some epochs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise, zip_longest
from statistics import fmean

from mathnet import EpochRecord, predict_class
from scenes.lessons import Lesson, LessonError
from scenes.studies.classes import Confused, Confusion, Percents, learns_classes
from scenes.studies.image_course import ImageCourse, watch_images
from scenes.studies.images import Counts, check_images
from scenes.studies.rasters import Raster, raster, rasters
from scenes.studies.scales import Scale, scale
from scenes.studies.training import STAGES, choose, judged_by, with_snapshots

EPOCHS, LOSS, ACCURACY = range(3)  # places of the scales
WATCHED = 6  # images
DRAWN = 6  # neurons, of those whose weights are known
WITHIN = 0.95  # of the weights, that the scale of their colours reaches: a few large ones would leave all others dark


@dataclass(frozen=True, slots=True)
class ClassShare:
    """So many images of a class are read right; `percent` is 0 where there is no image of it."""

    right: int
    total: int
    percent: float


@dataclass(frozen=True, slots=True)
class ImageStage:
    """After `epoch`: how well each class is read, and the weights from all pixels to some neurons, on one scale."""

    epoch: int
    classes: tuple[ClassShare, ...]
    weights: tuple[Raster, ...]

    @property
    def strength(self) -> float:
        """The mean magnitude of these weights."""
        return fmean(abs(weight) for image in self.weights for weight in image.values)


@dataclass(frozen=True, slots=True)
class Favourite:
    """So many images are taken for class `answer`: no other is said more often."""

    answer: int
    count: int


@dataclass(frozen=True, slots=True)
class Watched:
    """An image of class `true`, and what it is taken for at each stage: `said`."""

    picture: Raster
    true: int
    said: tuple[int, ...]

    @property
    def last_wrong(self) -> int:
        """The last stage at which it is taken for something else, −1 if there is none."""
        return max((stage for stage, said in enumerate(self.said) if said != self.true), default=-1)

    @property
    def turned(self) -> bool:
        """Whether it is taken for something else at a stage, and read right in the end."""
        return 0 <= self.last_wrong < len(self.said) - 1

    def changes(self, first: int, last: int) -> tuple[bool, bool]:
        """Return whether, from stage `first` to `last`, it once turns from wrong to right, and once back."""
        steps = list(pairwise(said == self.true for said in self.said[first : last + 1]))
        return (False, True) in steps, (True, False) in steps


@dataclass(frozen=True)
class ImageTraining(Confused):
    """How the lesson's network learned (`course`), at those of its stages that are `chosen`.

    Paths of the readouts of a film about it start here.
    """

    lesson: Lesson
    course: ImageCourse
    chosen: tuple[int, ...]

    @cached_property
    def stages(self) -> tuple[ImageStage, ...]:
        course, (_, columns) = self.course, check_images(self.lesson)
        count = self.drawn
        return tuple(
            ImageStage(
                course.stages[i],
                _shares(course.counts[i]),
                tuple(raster(row, columns, self.reach, signed=True) for row in course.weights[i][:count]),
            )
            for i in self.chosen
        )

    @cached_property
    def reach(self) -> float:
        """The magnitude at which the colours of the weights end: at each stage, most weights are within it."""
        every = [self._magnitudes(i) for i in self.chosen]
        return max(one[int(WITHIN * (len(one) - 1))] for one in every) or max(one[-1] for one in every)

    @cached_property
    def beyond(self) -> int:
        """How many of the weights that are shown are beyond it after the last epoch."""
        return sum(weight > self.reach for weight in self._magnitudes(self.chosen[-1]))

    @property
    def weights_shown(self) -> int:
        return len(self._magnitudes(self.chosen[-1]))

    def _magnitudes(self, stage: int) -> list[float]:
        return sorted(abs(weight) for row in self.course.weights[stage][: self.drawn] for weight in row)

    @property
    def records(self) -> tuple[EpochRecord, ...]:
        """How good the network is after each epoch."""
        return self.course.records

    @property
    def last_epoch(self) -> int:
        return len(self.records) - 1

    @property
    def is_tested(self) -> bool:
        return self.records[0].test_loss is not None

    @cached_property
    def percents(self) -> tuple[Percents, ...]:
        """percents[i] is after epoch i."""
        return tuple(
            Percents(100 * (one.train_accuracy or 0.0), None if one.test_accuracy is None else 100 * one.test_accuracy)
            for one in self.records
        )

    @cached_property
    def scales(self) -> tuple[Scale, ...]:
        losses = [loss for one in self.records for loss in (one.train_loss, one.test_loss) if loss is not None]
        return scale(0, self.last_epoch), scale(0.0, max(losses), 4), scale(0, 100)

    @cached_property
    def judged_percents(self) -> tuple[float, ...]:
        """The accuracies of the test set, if there is one, after each epoch."""
        return tuple(one.train if one.test is None else one.test for one in self.percents)

    @cached_property
    def favourite(self) -> Favourite:
        """What the network says most often before training."""
        said = [sum(column) for column in zip(*self.confusions[0].counts, strict=True)]
        return Favourite(said.index(max(said)), max(said))

    @cached_property
    def confusions(self) -> tuple[Confusion, Confusion]:  # type: ignore[override]
        """Before and after training, of the test set if there is one."""
        first, last = self.course.counts[0], self.course.counts[-1]
        return _confusion(first), _confusion(last)

    @property
    def drawn(self) -> int:
        """How many neurons of the first layer are shown."""
        return min(DRAWN, len(self.course.neurons))

    @cached_property
    def watched(self) -> tuple[Watched, ...]:
        """Some images, as different as can be in when they turn right for good: the first to do so first."""
        every = list(self._every())
        turned = [one for one in every if one.turned]
        by_stage = [[one for one in turned if one.last_wrong == stage] for stage in range(len(self.chosen))]
        late_first = [one for one in chain(*zip_longest(*reversed(by_stage))) if one is not None]
        others = sorted((one for one in every if not one.turned), key=lambda one: -one.last_wrong)
        return tuple(sorted((late_first + others)[:WATCHED], key=lambda one: one.last_wrong))

    def _every(self) -> Iterator[Watched]:
        """Yield the images whose answers are known."""
        _, columns = check_images(self.lesson)
        answers = list(zip(*(self.course.answers[i] for i in self.chosen), strict=True))
        samples = list(zip(answers, _samples(self.lesson), strict=False))
        pictures = rasters([x for _, (x, _) in samples], columns, least=1.0)
        for picture, (said, (_, target)) in zip(pictures, samples, strict=True):
            yield Watched(picture, predict_class(target), said)


def check_image_training(lesson: Lesson) -> None:
    """Raise LessonError for a lesson of no images, of no classes, or of whose training nothing is known."""
    check_images(lesson)
    if lesson.training is None and lesson.course is None:
        raise LessonError(
            f"this film is for lessons with a training: of lesson {lesson.name} there is only the network as it stands."
        )
    if lesson.training is not None and not learns_classes(lesson):
        raise LessonError("this film is for lessons whose network learns classes: each target one class, with a name.")


def study_image_training(lesson: Lesson) -> ImageTraining:
    """Return how the lesson's network learns to read images; it is trained unless a recording says how.

    Raises LessonError for a lesson without such a training, and DivergenceError.
    """
    check_image_training(lesson)
    course = watch_images(lesson if lesson.training is None else with_snapshots(lesson))
    return ImageTraining(lesson, course, choose(len(course.stages), STAGES))


def _samples(lesson: Lesson) -> Iterable[tuple[Sequence[float], Sequence[float]]]:
    """Return inputs and targets of the samples that are watched."""
    if lesson.training is None:
        return [(sample.x, sample.target) for sample in lesson.samples]
    judged = judged_by(lesson.training)
    return list(zip(judged.inputs, judged.targets, strict=True))


def _shares(counts: Counts) -> tuple[ClassShare, ...]:
    totals = [sum(row) for row in counts]
    return tuple(
        ClassShare(row[j], total, 100 * row[j] / total if total else 0.0)
        for j, (row, total) in enumerate(zip(counts, totals, strict=True))
    )


def _confusion(counts: Counts) -> Confusion:
    totals = [sum(row) for row in counts]
    usual = totals.index(max(totals))
    return Confusion(counts, sum(row[j] for j, row in enumerate(counts)), sum(totals), usual, totals[usual])
