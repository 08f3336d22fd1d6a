"""Every weight and bias of a small network before training and after it, and the change between."""

from __future__ import annotations

from functools import cached_property

from manim import Create, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.lessons import Lesson
from scenes.mobjects.advance import Display
from scenes.mobjects.labelled_network import AnswerTable, LabelledNetwork, check_readable
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
from scenes.stage.film import ASIDE_Y, HEADING_Y, RIGHT_EDGE
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.notation import written
from scenes.storyboards.tell_training_weights import WeightStory, tell_weights
from scenes.storyboards.training_weights import most_changed
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER

STAGE = 0.3  # seconds


class CompareWeights(TrainingFilm):
    """Every weight and bias of a small network before training and after it, and the change between."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_readable(lesson.network.sizes)

    @cached_property
    def story(self) -> WeightStory:
        return tell_weights(self.watched())

    @property
    def subject(self) -> object:
        return self.story.course

    def construct(self) -> None:
        self.set_the_stage()
        self.set_the_task()
        self.show_before()
        self.learn()
        self.show_after()
        self.show_change()
        self.show_answers()

    def set_the_stage(self) -> None:
        story = self.story
        networks = [stage.network for stage in story.course.stages]
        numbers = (*story.stages, story.changes)
        self.network = LabelledNetwork(networks, numbers, story.features, story.outputs)
        self.labels = self.network.labels(story.stages)
        self.table = AnswerTable(story.table, 1.45)
        self.progress = Display(story.progress, (RIGHT_EDGE, HEADING_Y), "right", BODY, POINTER)

    def set_the_task(self) -> None:
        story = self.story
        self.open(story.task)
        given, said = story.task.captions
        with self.saying_words(given):
            self.play(FadeIn(self.table.given), run_time=BREATH)
        with self.saying_words(said):
            self.play(FadeIn(self.table.before), run_time=BREATH)
        self.fade_away(self.table.given, self.table.before)

    def show_before(self) -> None:
        self.open(self.story.before)
        where, random = self.story.before.captions
        with self.saying_words(where):
            self.play(FadeIn(self.network.neurons, self.network.names, self.network.trunks), run_time=BREATH)
            self.play(LaggedStart(*map(Create, self.network.wires), lag_ratio=0.1), run_time=2 * BREATH)
            self.play(LaggedStart(*map(FadeIn, self.labels), lag_ratio=0.1), run_time=2 * BREATH)
        with self.saying_words(random):
            self.wait(4 * BREATH)

    def learn(self) -> None:
        self.open(self.story.learning)
        self.play(FadeIn(self.progress), run_time=MOMENT)
        for passage in self.story.passages:
            self.train(passage, [self.network.wires, *self.labels, self.progress], STAGE)

    def show_after(self) -> None:
        self.open(self.story.after)
        (said,) = self.story.after.captions
        with self.saying_words(said):
            self.wait(4 * BREATH)

    def show_change(self) -> None:
        story = self.story
        self.open(story.change)
        difference, largest = story.change.captions
        changes = self.network.labels([story.changes], signed=True)
        edges = self.network.edges_of(story.changes)
        ring = self.network.ring(most_changed(story.course))
        equation = EquationRow(story.largest, TextLine(written(story.largest), (RIGHT_EDGE, ASIDE_Y), "right", HEAD))
        with self.saying_words(difference):
            self.play(FadeOut(self.network.wires, *self.labels), run_time=MOMENT)
            self.play(FadeIn(edges, *changes), run_time=BREATH)
            self.wait(2 * BREATH)
        with self.saying_words(largest):
            self.play(FadeIn(equation), Create(ring), run_time=BREATH)
        self.wait(2 * BREATH)
        self.fade_away(
            self.network.neurons,
            self.network.names,
            self.network.trunks,
            edges,
            VGroup(*changes),
            equation,
            VGroup(ring),
        )

    def show_answers(self) -> None:
        self.open(self.story.outcome)
        right, total = self.story.outcome.captions
        with self.saying_words(right):
            self.play(FadeIn(self.table.given, self.table.before), run_time=BREATH)
            self.play(FadeIn(self.table.after, self.table.counts), run_time=BREATH)
        with self.saying_words(total):
            self.wait(3 * BREATH)
