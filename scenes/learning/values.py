"""A network learns to predict values: loss and answers epoch by epoch, then how far off it is."""

from __future__ import annotations

from functools import cached_property

from manim import Create, FadeIn, LaggedStart, VGroup

from scenes.layout.boxes import Box
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display
from scenes.mobjects.charts import CurveChart
from scenes.mobjects.diagram import check_depth
from scenes.mobjects.learning_diagram import LearningDiagram
from scenes.mobjects.scatter import ScatterPanel, VerdictTable
from scenes.stage.film import LEFT_EDGE, RIGHT_EDGE
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.tell_training_values import ValueStory, tell_values
from scenes.storyboards.training_values import check_values
from scenes.style import BODY, BREATH, MOMENT, POINTER, TEST, TRAIN

STAGE = 0.25  # seconds


class LearnValues(TrainingFilm):
    """A network learns to predict values: loss and answers epoch by epoch, then how far off it is."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_values(lesson)
        check_depth(lesson.network.sizes)

    @cached_property
    def story(self) -> ValueStory:
        return tell_values(self.watched())

    @property
    def subject(self) -> object:
        return self.story.course

    def construct(self) -> None:
        self.set_the_stage()
        self.begin()
        self.learn()
        self.judge()

    def set_the_stage(self) -> None:
        story = self.story
        networks = [stage.network for stage in story.course.stages]
        self.diagram = LearningDiagram(networks, story.course.view.layers, story.cast, Box(-5.1, -3.75, -0.95, 1.95))
        above = 2.15 if story.course.view.is_whole else 2.48
        self.epoch = Display(story.epochs, (-3.02, above), "center", BODY, POINTER)
        self.scatter = ScatterPanel(story.scatter, Box(1.0, -1.7, RIGHT_EDGE, 2.45))
        self.loss = CurveChart(story.loss, Box(1.0, -3.85, RIGHT_EDGE, -1.9), (TRAIN, TEST))

    def begin(self) -> None:
        story = self.story
        self.open(story.before)
        task, read, untrained = story.before.captions
        with self.saying_words(task):
            self.play(FadeIn(self.diagram, self.diagram.names), run_time=BREATH)
            self.play(LaggedStart(*map(Create, self.diagram.wires), lag_ratio=0.02), run_time=2 * BREATH)
        with self.saying_words(read):
            self.play(FadeIn(self.epoch, self.scatter.still), run_time=BREATH)
            self.play(*map(FadeIn, self.scatter.followers), run_time=BREATH)
        with self.saying_words(untrained):
            self.play(FadeIn(self.loss), run_time=MOMENT)

    def learn(self) -> None:
        self.open(self.story.learning)
        followers = [self.epoch, *self.loss.followers, *self.scatter.followers, self.diagram.wires]
        for passage in self.story.passages:
            self.train(passage, followers, STAGE)
        self.wait(BREATH)

    def judge(self) -> None:
        story = self.story
        self.fade_away(
            self.diagram,
            self.diagram.wires,
            self.diagram.names,
            VGroup(self.epoch),
            self.loss,
            self.scatter.still,
            VGroup(*self.scatter.followers),
        )
        self.open(story.after)
        large = ScatterPanel(story.scatter, Box(LEFT_EDGE, -3.85, 1.2, 2.45))
        table = VerdictTable(story.verdict, 1.9, RIGHT_EDGE, 1.6)
        last = len(story.course.stages) - 1
        for follower in large.followers:
            follower.show_at(last)
        off, guess, *leaning = story.after.captions
        with self.saying_words(off):
            self.play(FadeIn(large.still, *large.followers), run_time=BREATH)
            self.play(Create(large.ways(last)), FadeIn(table.off), run_time=2 * BREATH)
        with self.saying_words(guess):
            self.play(Create(large.level(story.verdict.mean)), FadeIn(table.guess), run_time=BREATH)
        for words in leaning:
            with self.saying_words(words):
                self.wait(BREATH)
        self.wait(2 * BREATH)
