"""A network learns to predict values: loss and answers epoch by epoch, then how far off it is."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import Create, FadeOut, Indicate, ReplacementTransform, Transform, VGroup

from scenes.layout.boxes import Box
from scenes.learning.beside import LearnBeside
from scenes.lessons import Lesson
from scenes.mobjects.advance import Follower
from scenes.mobjects.curve_chart import CurveChart
from scenes.mobjects.scatter import ScatterPanel, VerdictTable
from scenes.storyboards.tell_training_values import ValueStory, tell_values
from scenes.studies.values import check_values
from scenes.style import BREATH, POINTER, STILL, TEST, TRAIN

ABOVE = 0.4  # a chart, to the table
LEAST = 1.9  # height of a chart


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
            self.play(Indicate(self.scatter.diagonal, 1.0, POINTER), run_time=BREATH)
            high, low = self.scatter.ways_either_side(0)
            self.play(Create(high), run_time=BREATH)
            self.play(Create(low), run_time=BREATH)
        self.fade_away(VGroup(high, low))
        ways = self.scatter.ways(0)
        with self.saying(before, "untrained"):
            self.play(Indicate(self.scatter.diagonal, 1.0, POINTER), run_time=2 * BREATH)
            self.wait(BREATH)
            self.play(*self.coming(self.loss), run_time=BREATH)
            self.play(Create(ways), run_time=2 * BREATH)
        self.fade_away(VGroup(ways))

    @property
    def followers(self) -> Sequence[Follower]:
        return [*self.loss.followers, *self.scatter.followers]

    def judge(self) -> None:
        story, after = self.story, self.story.after
        large = ScatterPanel(story.scatter, self.places.large)
        place = self.places.verdict
        table = VerdictTable(story.verdict, place.left, place.right, place.top)
        last = len(story.study.stages) - 1
        for follower in large.followers:
            follower.show_at(last)
        below = Box(place.left, place.bottom, place.right, table.get_bottom()[1] - ABOVE)
        self.fade_network()
        old = self.scatter
        pairs = list(zip((old.still, *old.pieces), (large.still, *large.pieces), strict=True))
        self.drop(old.still, *old.followers)
        self.play(
            *(ReplacementTransform(one, other) for one, other in pairs),
            FadeOut(self.loss),
            *self.coming(*self.loss_in(below, last)),
            run_time=BREATH,
        )
        self.drop(*(VGroup(piece) for piece in large.pieces))
        self.add(*large.followers)
        self.open(after)
        high, low = large.ways_either_side(last)
        with self.saying(after, "off"):
            self.play(*self.coming(table.off), run_time=BREATH)
            self.play(Create(high), run_time=1.5 * BREATH)
            self.play(Create(low), run_time=1.5 * BREATH)
        ways = large.ways(last)
        self.drop(VGroup(high, low))
        self.add(ways)
        thirds = story.study.thirds
        with self.saying(after, "mean", 0.0 if thirds else STILL):
            self.play(Create(large.level(story.verdict.mean)), run_time=BREATH)
            self.play(Transform(ways, large.ways_of(story.verdict.mean, last)), run_time=2 * BREATH)
            self.play(*self.coming(table.guess), run_time=BREATH)
            self.play(Transform(ways, large.ways(last)), run_time=BREATH)
        if thirds:
            with self.saying(after, "thirds", STILL):
                for some in reversed(thirds):
                    self.play(Create(large.ways_among(some)), run_time=2 * BREATH)

    def loss_in(self, room: Box, stage: int) -> list[CurveChart]:
        """Return the chart of the loss as it is at a stage, if there is room for it."""
        if room.height < LEAST:
            return []
        chart = CurveChart(self.story.loss, room, (TRAIN, TEST))
        for follower in chart.followers:
            follower.show_at(stage)
        return [chart]
