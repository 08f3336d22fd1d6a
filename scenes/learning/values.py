"""A network learns to predict values: loss and answers epoch by epoch, then how far off it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import Create, VGroup

from scenes.learning.beside import LearnBeside
from scenes.lessons import Lesson
from scenes.mobjects.advance import Follower
from scenes.mobjects.curve_chart import CurveChart
from scenes.mobjects.scatter import ScatterPanel, VerdictTable
from scenes.storyboards.tell_training_values import ValueStory, tell_values
from scenes.studies.values import check_values
from scenes.style import BREATH, MOMENT, TEST, TRAIN


class LearnValues(LearnBeside):
    """A network learns to predict values: loss and answers epoch by epoch, then how far off it is."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_values(lesson)

    @cached_property
    def story(self) -> ValueStory:
        return tell_values(self.watched())

    def set_the_stage(self) -> None:
        super().set_the_stage()
        story = self.story
        self.scatter = ScatterPanel(story.scatter, self.places.dots)
        self.loss = CurveChart(story.loss, self.places.loss, (TRAIN, TEST))

    def begin(self) -> None:
        super().begin()
        before = self.story.before
        with self.saying(before, "dots"):
            self.play(*self.coming(self.epoch, self.scatter.still), run_time=BREATH)
            self.play(*self.coming(*self.scatter.followers), run_time=BREATH)
        with self.saying(before, "untrained"):
            self.play(*self.coming(self.loss), run_time=MOMENT)

    @property
    def followers(self) -> Sequence[Follower]:
        return [*self.loss.followers, *self.scatter.followers]

    def judge(self) -> None:
        story, after = self.story, self.story.after
        self.fade_network(self.loss, self.scatter.still, VGroup(*self.scatter.followers))
        self.open(after)
        large = ScatterPanel(story.scatter, self.places.large)
        place = self.places.verdict
        table = VerdictTable(story.verdict, place.left, place.right, place.top)
        last = len(story.study.stages) - 1
        for follower in large.followers:
            follower.show_at(last)
        with self.saying(after, "off"):
            self.play(*self.coming(large.still, *large.followers), run_time=BREATH)
            self.play(Create(large.ways(last)), *self.coming(table.off), run_time=2 * BREATH)
        with self.saying(after, "mean"):
            self.play(Create(large.level(story.verdict.mean)), *self.coming(table.guess), run_time=BREATH)
        if "thirds" in after.says:
            with self.saying(after, "thirds"):
                self.wait(BREATH)
        self.wait(2 * BREATH)
