"""A network learns classes: loss, accuracy and weights epoch by epoch, then its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import Create, LaggedStart, VGroup

from scenes.layout.boxes import Box
from scenes.learning.beside import BESIDE, LearnBeside
from scenes.lessons import Lesson
from scenes.mobjects.advance import Follower
from scenes.mobjects.confusion import Accuracies, ConfusionMatrix, GuessLine
from scenes.mobjects.curve_chart import CurveChart
from scenes.stage.film import LEFT_EDGE, RIGHT_EDGE
from scenes.storyboards.tell_training_classes import ClassStory, tell_classes
from scenes.studies.classes import check_classes
from scenes.style import BREATH, MOMENT, TEST, TRAIN

GUESS_ROOM = 1.2  # right of the axes
MOST_BESIDE = 6  # classes in a matrix that leaves the network its place


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
        self.loss = CurveChart(story.loss, Box(BESIDE, -0.55, RIGHT_EDGE, 2.45), colours, room=GUESS_ROOM)
        self.accuracy = CurveChart(
            story.accuracy, Box(BESIDE, -3.85, RIGHT_EDGE, -0.85), colours, " %", room=GUESS_ROOM
        )
        self.guess = GuessLine(story.guess, self.accuracy.frame)
        self.charts = VGroup(self.loss, self.accuracy)

    def begin(self) -> None:
        super().begin()
        before = self.story.before
        with self.saying(before, "accuracy"):
            self.play(*self.coming(self.epoch, self.charts), run_time=BREATH)
            self.wait(2 * BREATH)
        with self.saying(before, "guessing"):
            self.play(Create(self.guess.line), *self.coming(self.guess.label), run_time=BREATH)

    @property
    def followers(self) -> Sequence[Follower]:
        return [*self.loss.followers, *self.accuracy.followers]

    def judge(self) -> None:
        story = self.story
        self.fade_away(self.charts, self.guess)
        left = BESIDE
        if len(story.matrix.names) > MOST_BESIDE:
            self.fade_network()
            left = LEFT_EDGE
        self.open(story.after)
        matrix = ConfusionMatrix(story.matrix, left, 2.45, RIGHT_EDGE - left, 4.7)
        lines = Accuracies(story.share, story.percents, left + 0.3, matrix.bottom - 0.65)
        with self.saying(story.after, "matrix"):
            self.play(*self.coming(matrix.labels), run_time=MOMENT)
            self.play(
                LaggedStart(*self.coming(*(c for cells in matrix.cells for c in cells)), lag_ratio=0.1), run_time=BREATH
            )
            self.wait(BREATH)
        with self.saying(story.after, "right"):
            self.play(*self.coming(lines), run_time=BREATH)
            self.wait(3 * BREATH)
