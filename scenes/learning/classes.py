"""A network learns classes: loss, accuracy and weights epoch by epoch, then its mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import Create, FadeOut, Indicate, LaggedStart, SurroundingRectangle, Transform, VGroup

from scenes.learning.beside import LearnBeside
from scenes.lessons import Lesson
from scenes.mobjects.advance import Follower
from scenes.mobjects.confusion import Accuracies, ConfusionMatrix, GuessLine
from scenes.mobjects.curve_chart import CurveChart
from scenes.mobjects.text import ring_around
from scenes.storyboards.tell_training_classes import ClassStory, tell_classes
from scenes.studies.classes import check_classes
from scenes.style import BREATH, POINTER, STILL, TEST, TRAIN

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
        judged = self.accuracy.legend[-1].text
        ring = ring_around(judged)
        with self.saying(before, "accuracy"):
            self.play(*self.coming(self.epoch, self.loss), run_time=BREATH)
            self.wait(BREATH)
            self.play(*self.coming(self.accuracy), run_time=BREATH)
            self.wait(BREATH)
            self.play(Create(ring), run_time=BREATH)
        with self.saying(before, "guessing"):
            self.play(Create(self.guess.line), *self.coming(self.guess.label), run_time=BREATH)
            self.play(Transform(ring, ring_around(self.guess.percent)), run_time=BREATH)
            self.wait(BREATH)
            self.play(Transform(ring, ring_around(judged)), run_time=BREATH)
        self.fade_away(VGroup(ring))

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
            self.play(*self.coming(matrix.sides), run_time=BREATH)
            self.play(*self.coming(matrix.heads), run_time=BREATH)
            cells = [cell for row in matrix.cells for cell in row]
            self.play(LaggedStart(*self.coming(*cells), lag_ratio=0.1), run_time=2 * BREATH)
            rings = VGroup(*(ring_of(cell) for cell in matrix.diagonal))
            self.play(LaggedStart(*map(Create, rings), lag_ratio=0.5), run_time=2 * BREATH)
        with self.saying(story.after, "right", STILL):
            self.play(FadeOut(rings), *self.coming(lines[0]), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*lines[1:]), lag_ratio=0.6), run_time=2 * BREATH)
            if story.named:
                row, column = story.named
                self.play(Create(ring_of(matrix.cells[row][column])), run_time=BREATH)
                names = (matrix.sides[row], matrix.heads[column])
                self.play(
                    LaggedStart(*(Indicate(name, 1.1, POINTER) for name in names), lag_ratio=1), run_time=3 * BREATH
                )


def ring_of(cell: VGroup) -> SurroundingRectangle:
    """Return the ring that says: this cell of the matrix."""
    return SurroundingRectangle(cell, color=POINTER, buff=0.03, stroke_width=4)
