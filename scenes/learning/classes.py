"""A network learns classes: loss, accuracy and weights epoch by epoch, then its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import Create, LaggedStart, VGroup

from scenes.learning.beside import LearnBeside
from scenes.lessons import Lesson
from scenes.mobjects.advance import Follower
from scenes.mobjects.confusion import Accuracies, ConfusionMatrix, GuessLine
from scenes.mobjects.curve_chart import CurveChart
from scenes.storyboards.tell_training_classes import ClassStory, tell_classes
from scenes.studies.classes import check_classes
from scenes.style import BREATH, MOMENT, STILL, TEST, TRAIN

GUESS_ROOM = 1.2  # right of the axes


class LearnClasses(LearnBeside):
    """A network learns classes: loss, accuracy and weights epoch by epoch, then its mistakes."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_classes(lesson)

    @cached_property
    def story(self) -> ClassStory:
        return tell_classes(self.watched())

    def set_the_stage(self) -> None:
        super().set_the_stage()
        story, colours = self.story, (TRAIN, TEST)
        self.loss = CurveChart(story.loss, self.places.first, colours, room=GUESS_ROOM)
        self.accuracy = CurveChart(story.accuracy, self.places.second, colours, " %", room=GUESS_ROOM)
        self.guess = GuessLine(story.guess, self.accuracy.frame)
        self.charts = VGroup(self.loss, self.accuracy)

    def begin(self) -> None:
        super().begin()
        before = self.story.before
        with self.saying(before, "accuracy"):
            self.play(*self.coming(self.epoch, self.charts), run_time=BREATH)
        with self.saying(before, "guessing"):
            self.play(Create(self.guess.line), *self.coming(self.guess.label), run_time=BREATH)

    @property
    def followers(self) -> Sequence[Follower]:
        return [*self.loss.followers, *self.accuracy.followers]

    def judge(self) -> None:
        story = self.story
        self.fade_away(self.charts, self.guess)
        place = self.places.judged
        if len(story.matrix.names) > self.places.most:
            self.fade_network()
            place = self.places.alone
        self.open(story.after)
        matrix = ConfusionMatrix(story.matrix, place.left, place.top, place.width, place.height)
        lines = Accuracies(story.share, story.percents, place.left + 0.3, place.right, matrix.bottom - 0.6)
        with self.saying(story.after, "matrix"):
            self.play(*self.coming(matrix.labels), run_time=MOMENT)
            self.play(
                LaggedStart(*self.coming(*(c for cells in matrix.cells for c in cells)), lag_ratio=0.1), run_time=BREATH
            )
            self.wait(BREATH)
        with self.saying(story.after, "right", STILL):
            self.play(*self.coming(lines), run_time=BREATH)
