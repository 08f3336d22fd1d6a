"""Every weight and bias of a small network before training and after it, and the change between."""

from __future__ import annotations

from functools import cached_property

from manim import Create, FadeIn, FadeOut, LaggedStart, VGroup

from scenes.lessons import Lesson, LessonError
from scenes.mobjects.advance import Display
from scenes.mobjects.answer_table import AnswerTable
from scenes.mobjects.diagram import check_depth
from scenes.mobjects.labelled_network import LabelledNetwork
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
from scenes.stage.film import ASIDE_Y, HEADING_Y, RIGHT_EDGE
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.notation import written
from scenes.storyboards.tell_training_weights import WeightStory, tell_weights
from scenes.studies.weights import MOST_COLUMNS, Room
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER

STAGE = 0.3  # seconds
# inputs and outputs, and neurons of each hidden layer, that there may be room for
ENDS = ((6, 2), (3, 3), (9, 1), (4, 2), (6, 1), (3, 2), (4, 1), (2, 1), (1, 1))
HIDDEN = (6, 4, 1)
MOST_FIGURES = 21  # beside each other in a table, were there nothing else in it


class CompareWeights(TrainingFilm):
    """Every weight and bias of a small network before training and after it, and the change between."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_depth(lesson.network.sizes)

    @cached_property
    def story(self) -> WeightStory:
        return self._drawn[0]

    @cached_property
    def _drawn(self) -> tuple[WeightStory, LabelledNetwork, AnswerTable]:
        """As much of the network as can be read, and the rows at its ends."""
        plain, refusal = self.watched(), LessonError("")
        for rooms in rooms_for(plain.network.sizes):
            table = None
            for room in rooms:
                story = tell_weights(plain, room)
                try:
                    table = table or AnswerTable(story.table, 1.45)
                    return story, draw(story), table
                except LessonError as error:
                    refusal = error
                    if table is None:
                        break
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
        if "drawn" in before.says:
            with self.saying(before, "drawn"):
                self.wait(BREATH)
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


def draw(story: WeightStory) -> LabelledNetwork:
    """Return as much of the network as the story is about; raises LessonError where that is more than can be read."""
    networks, layers = [stage.network for stage in story.study.stages], story.study.part.layers
    parameters = (*story.stages, story.changes)
    return LabelledNetwork(networks, layers, parameters, story.features, story.outputs, story.numbers)


def rooms_for(sizes: tuple[int, ...]) -> list[list[Room]]:
    """Return what may be drawn of a network: all of it, else as much as there may be room for, the most first.

    What has the same inputs and outputs is together. A table has a column for each input, and three for each output.
    """
    ends = sorted(ENDS, key=lambda end: -min(end[0], sizes[0]) - 3 * min(end[1], sizes[-1]))
    layers = range(min(MOST_COLUMNS, len(sizes)), 1, -1)
    some = [[Room(inputs, most, outputs, count) for count in layers for most in HIDDEN] for inputs, outputs in ends]
    whole = Room(sizes[0], max(sizes), sizes[-1])
    return [[whole], *some] if sizes[0] + 3 * sizes[-1] <= MOST_FIGURES else some
