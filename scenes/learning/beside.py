"""A network that learns at the left, and beside it what becomes of it: what the films of classes and values share."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import Create, LaggedStart, VGroup

from scenes.layout.training_stages import BESIDES, BesideStage
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.diagram import check_depth
from scenes.mobjects.learning_diagram import LearningDiagram
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.learning import LearningStory
from scenes.style import BODY, BREATH, POINTER

STAGE = 0.25  # seconds


class LearnBeside(TrainingFilm):
    """A film in which a network learns beside the charts of what becomes of it, and is judged in the end."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_depth(lesson.network.sizes)

    @cached_property
    def story(self) -> LearningStory:
        raise NotImplementedError

    @property
    def places(self) -> BesideStage:
        return BESIDES[self.format.name]

    def construct(self) -> None:
        self.set_the_stage()
        self.begin()
        self.learn()
        self.judge()

    def set_the_stage(self) -> None:
        story, view, network = self.story, self.story.study.view, self.places.network
        networks = [stage.network for stage in story.study.stages]
        self.diagram = LearningDiagram(networks, view.layers, story.cast, story.drawn, network, self.format.left)
        y = self.places.epoch[not view.is_whole]
        self.epoch = Display(story.epochs, (network.middle[0], y), "center", BODY, POINTER)

    def begin(self) -> None:
        self.open(self.story.before)
        with self.saying(self.story.before, "task"):
            self.play(*self.coming(self.diagram, self.diagram.names), run_time=BREATH)
            self.play(LaggedStart(*map(Create, self.diagram.wires), lag_ratio=0.02), run_time=2 * BREATH)

    def learn(self) -> None:
        story = self.story
        self.open(story.learning)
        for passage in story.passages:
            self.train(story.learning, passage, [self.epoch, *self.followers, self.diagram.wires], STAGE)
        self.wait(BREATH)

    @property
    def followers(self) -> Sequence[Follower]:
        """What follows the run beside the network."""
        raise NotImplementedError

    def judge(self) -> None:
        raise NotImplementedError

    def fade_network(self, *groups: VGroup) -> None:
        """Fade the network out, and the `groups` with it."""
        self.fade_away(self.diagram, self.diagram.wires, self.diagram.names, VGroup(self.epoch), *groups)
