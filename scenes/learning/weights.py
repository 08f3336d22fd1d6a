"""Every weight and bias of a small network before training and after it, and the change between."""

from __future__ import annotations

from functools import cached_property

from manim import Create, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.lessons import Lesson, LessonError
from scenes.mobjects.advance import Display
from scenes.mobjects.compared_network import ComparedNetwork, check_readable
from scenes.mobjects.labelled_network import AnswerTable
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
from scenes.stage.film import ASIDE_Y, HEADING_Y, RIGHT_EDGE
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.notation import written
from scenes.storyboards.tell_training_weights import WeightStory, tell_weights
from scenes.studies.weights import Room
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER

STAGE = 0.3  # seconds
# what may be drawn, the first that can be read
ROOMS = (None, Room(6, 8, 2), Room(5, 6, 2), Room(4, 4, 2), Room(3, 3, 1), Room(2, 2, 1), Room(1, 1, 1))


class CompareWeights(TrainingFilm):
    """Every weight and bias of a small network before training and after it, and the change between."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_readable(lesson.network.sizes)

    @cached_property
    def story(self) -> WeightStory:
        return self._drawn[0]

    @cached_property
    def _drawn(self) -> tuple[WeightStory, ComparedNetwork, AnswerTable]:
        """As much of the network as can be read, and the rows at its ends."""
        plain, refusal = self.watched(), LessonError("")
        for room in ROOMS:
            story = tell_weights(plain, room)
            networks = [stage.network for stage in story.study.stages]
            numbers = (*story.stages, story.changes)
            try:
                network = ComparedNetwork(
                    networks, numbers, story.features, story.outputs, story.study.part.layers, story.numbers
                )
                return story, network, AnswerTable(story.table, 1.45)
            except LessonError as error:
                refusal = error
        raise refusal

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
        _, self.network, self.table = self._drawn
        self.labels = self.network.labels(story.stages)
        self.progress = Display(story.progress, (RIGHT_EDGE, HEADING_Y), "right", BODY, POINTER)

    def set_the_task(self) -> None:
        story = self.story
        self.open(story.task)
        with self.saying(story.task, "rows"):
            self.play(FadeIn(self.table.given), run_time=BREATH)
        with self.saying(story.task, "untrained"):
            self.play(FadeIn(self.table.before), run_time=BREATH)
        self.fade_away(self.table.given, self.table.before)

    def show_before(self) -> None:
        before = self.story.before
        self.open(before)
        with self.saying(before, "places"):
            self.play(FadeIn(self.network.neurons, self.network.names, self.network.trunks), run_time=BREATH)
            self.play(LaggedStart(*map(Create, self.network.wires), lag_ratio=0.1), run_time=2 * BREATH)
            self.play(LaggedStart(*map(FadeIn, self.labels), lag_ratio=0.1), run_time=2 * BREATH)
        with self.saying(before, "start"):
            self.wait(4 * BREATH)

    def learn(self) -> None:
        self.open(self.story.learning)
        self.play(FadeIn(self.progress), run_time=MOMENT)
        for passage in self.story.passages:
            self.train(self.story.learning, passage, [self.network.wires, *self.labels, self.progress], STAGE)

    def show_after(self) -> None:
        self.open(self.story.after)
        with self.saying(self.story.after, "found"):
            self.wait(4 * BREATH)

    def show_change(self) -> None:
        story = self.story
        self.open(story.change)
        changes = self.network.labels([story.changes], signed=True)
        edges = self.network.edges_of(story.changes)
        ring = self.network.ring(story.study.most_changed)
        equation = EquationRow(story.largest, TextLine(written(story.largest), (RIGHT_EDGE, ASIDE_Y), "right", HEAD))
        with self.saying(story.change, "differences"):
            self.play(FadeOut(self.network.wires, *self.labels), run_time=MOMENT)
            self.play(FadeIn(edges, *changes), run_time=BREATH)
            self.wait(2 * BREATH)
        with self.saying(story.change, "largest"):
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
        outcome = self.story.outcome
        self.open(outcome)
        with self.saying(outcome, "right"):
            self.play(FadeIn(self.table.given, self.table.before), run_time=BREATH)
            self.play(FadeIn(self.table.after, self.table.counts), run_time=BREATH)
        with self.saying(outcome, "error"):
            self.wait(3 * BREATH)
