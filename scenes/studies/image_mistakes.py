"""A network that reads images put to the test: what it takes each of them for, and which it gets wrong."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

from mathnet import Samples, predict_class
from scenes.lessons import Lesson, LessonError
from scenes.studies.classes import is_class
from scenes.studies.image_course import load_course
from scenes.studies.image_study import ImageStudy, study_images
from scenes.studies.images import check_images, confused_pairs, count_answers, find_mistakes, samples_of
from scenes.studies.rasters import Raster, rasters
from scenes.studies.study import Study

MOST = 400  # images that are put to the network
LISTED = 40  # mistakes that there is room for at once
SIDE_BY_SIDE = 8  # of the most frequent ones


@dataclass(frozen=True, slots=True)
class Judged:
    """An image of class `true` that is taken for class `said`; with it, `right` of the `seen` images are."""

    picture: Raster
    true: int
    said: int
    right: int
    seen: int

    @property
    def is_right(self) -> bool:
        return self.said == self.true

    @property
    def wrong(self) -> int:
        return self.seen - self.right


@dataclass(frozen=True, slots=True)
class Wrong:
    """Image number `image` of those that are judged, which is wrong: the two strongest answers, and their outputs."""

    image: int
    strongest: tuple[int, int]
    outputs: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pair:
    """The `images` of class `true` that are taken for class `said`: their numbers among those that are judged."""

    true: int
    said: int
    images: tuple[int, ...]

    @property
    def count(self) -> int:
        return len(self.images)


@dataclass(frozen=True)
class MistakeStudy(ImageStudy):
    """What a network takes images for: those of its test set, if there is one."""

    @property
    def is_tested(self) -> bool:
        """Whether the images are known to have been kept from the network while it learned."""
        if self.lesson.course is not None:
            return load_course(self.lesson.course).records[0].test_loss is not None
        return self.lesson.training is not None and self.lesson.training.test is not None

    @property
    def is_learned(self) -> bool:
        """Whether they are known to be what it learned from."""
        return self.lesson.training is not None and self.lesson.training.test is None

    @cached_property
    def images(self) -> Samples:
        """The images, of which the first few are judged."""
        training = self.lesson.training
        return samples_of(self.lesson) if training is None else training.test or training.train

    @property
    def available(self) -> int:
        return len(self.images)

    @cached_property
    def judged(self) -> tuple[Judged, ...]:
        """The images one after the other, as far as they are judged."""
        inputs = self.images.inputs[:MOST]
        said = {one.image: one.strongest[0] for one in self.wrong}
        found, right = [], 0
        for i, picture in enumerate(rasters(inputs, self.shape[1], least=1.0)):
            true = predict_class(self.images.targets[i])
            right += i not in said
            found.append(Judged(picture, true, said.get(i, true), right, i + 1))
        return tuple(found)

    @cached_property
    def wrong(self) -> tuple[Wrong, ...]:
        """The images that the network gets wrong."""
        first = Samples(self.images.inputs[:MOST], self.images.targets[:MOST])
        found = []
        for mistake in find_mistakes(self.network, first):
            one, other = mistake.strongest
            output = mistake.forward.output
            found.append(Wrong(mistake.index, mistake.strongest, (output[one], output[other])))
        return tuple(found)

    @property
    def total(self) -> int:
        return len(self.judged)

    @property
    def right(self) -> int:
        return self.total - len(self.wrong)

    @property
    def mistakes(self) -> int:
        return len(self.wrong)

    @property
    def listed(self) -> int:
        """How many mistakes are shown at once: the first ones."""
        return min(LISTED, self.mistakes)

    @property
    def accuracy(self) -> float:
        return self.right / self.total

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Which class is read as which other: the most frequent mistakes, all that are equally frequent."""
        answers = [(one.true, one.said) for one in self.judged]
        counts = count_answers([true for true, _ in answers], [said for _, said in answers], len(self.lesson.classes))
        every = confused_pairs(counts, most=self.mistakes)
        return tuple(
            Pair(
                one.true,
                one.answer,
                tuple(i for i, answer in enumerate(answers) if answer == (one.true, one.answer)),
            )
            for one in every
            if one.count == every[0].count
        )

    @property
    def frequent(self) -> tuple[int, ...]:
        """The images of these mistakes, pair by pair."""
        return tuple(i for pair in self.pairs for i in pair.images)

    @property
    def frequent_total(self) -> int:
        return len(self.frequent)

    @property
    def side_by_side(self) -> int:
        """How many of them are shown."""
        return min(SIDE_BY_SIDE, self.frequent_total)


def check_mistakes(lesson: Lesson) -> None:
    """Raise LessonError for a lesson of no images, or whose images aren't each of one class."""
    check_images(lesson)
    training = lesson.training
    sets = [samples_of(lesson)] if training is None else [training.test or training.train]
    if not all(is_class(target) for samples in sets for target in samples.targets):
        raise LessonError("this film is for lessons whose images are each of one class, which the network is to name.")


def study_mistakes(lesson: Lesson) -> MistakeStudy:
    """Return what the lesson's network takes images for. Raises LessonError for other lessons, and DivergenceError."""
    check_mistakes(lesson)
    plain = study_images(lesson)
    return MistakeStudy(**{field.name: getattr(plain, field.name) for field in fields(Study)})
