"""Every weight and bias of a small network before training and after it, and the change between."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property
from typing import TypeVar

from manim import Create, FadeOut, Indicate, LaggedStart, VGroup, VMobject

from scenes.layout.training_stages import WEIGHTS
from scenes.lessons import Lesson, LessonError
from scenes.mobjects.advance import Display
from scenes.mobjects.answer_table import AnswerTable
from scenes.mobjects.diagram import check_depth
from scenes.mobjects.labelled_network import LabelledNetwork
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.pulse import Pulse
from scenes.mobjects.text import TextLine, ring_around
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.notation import written
from scenes.storyboards.tell_training_weights import WeightStory, tell_weights
from scenes.studies.weights import MOST_COLUMNS, Room
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER, STILL

T = TypeVar("T")
STAGE = 0.1  # seconds
# inputs and outputs, and neurons of each hidden layer, that there may be room for
ENDS = ((6, 2), (3, 3), (9, 1), (4, 2), (6, 1), (3, 2), (4, 1), (2, 1), (1, 1))
HIDDEN = (6, 4, 1)
MOST_NEURONS = 20  # in a column, were there one weight a neuron
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
        """As much of the network as can be read, and as many of the inputs and outputs in a table."""
        plain, places = self.watched(), WEIGHTS[self.format.name]
        sizes = plain.network.sizes

        def tabulate(ends: Room) -> tuple[Room, AnswerTable]:
            return ends, AnswerTable(tell_weights(plain, ends, ends).table, places.table)

        def draw(room: Room) -> tuple[WeightStory, LabelledNetwork]:
            story = tell_weights(plain, room, ends)
            networks, layers = [stage.network for stage in story.study.stages], story.study.part.layers
            parameters = (*story.stages, story.changes)
            names = (story.features, story.outputs, story.numbers)
            return story, LabelledNetwork(networks, layers, parameters, *names, places)

        ends, table = first_readable(tabulate, ends_for(sizes))
        return *first_readable(draw, rooms_for(sizes)), table

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
        self.weights, self.biases = self.network.labels(story.stages)
        self.labels = [*self.weights.values(), *self.biases.values()]
        self.progress = Display(story.epochs, WEIGHTS[self.format.name].progress, "right", BODY, POINTER)

    def set_the_task(self) -> None:
        story = self.story
        self.open(story.task)
        with self.saying(story.task, "rows"):
            head, *rows = self.table.given
            self.play(*self.coming(head), run_time=MOMENT)
            parts = [part for row in rows for part in row]
            self.play(LaggedStart(*self.coming(*parts), lag_ratio=0.6), run_time=4 * BREATH)
            self.play(*self.coming(self.table.asked), run_time=BREATH)
        with self.saying(story.task, "untrained"):
            self.answer(self.table.before)

    def answer(self, answers: VGroup) -> None:
        """Let row by row come in, and what the network says of it come out."""
        head, *rows = answers
        ring = self.table.ring(0)
        self.play(Create(ring), *self.coming(head), run_time=MOMENT)
        for number, row in enumerate(rows):
            if number:
                self.play(ring.animate.move_to(self.table.ring(number)), run_time=MOMENT)
            self.play(*self.coming(row), run_time=MOMENT)
        self.fade_away(VGroup(ring))

    def standing(self) -> dict[str, VMobject]:
        """Return where each number comes from: the weights before training from their edges."""
        wires = {place.path("stages[0].network"): edge for place, edge in self.network.wires.drawn.items()}
        return {**wires, **super().standing()}

    def show_before(self) -> None:
        before = self.story.before
        self.open(before)
        self.fade_away(self.table.given, self.table.before, self.table.asked)
        with self.saying(before, "places"):
            self.play(*self.coming(self.network.neurons, self.network.names, self.network.trunks), run_time=BREATH)
            self.play(LaggedStart(*map(Create, self.network.wires), lag_ratio=0.1), run_time=2 * BREATH)
            self.play(LaggedStart(*self.coming(*self.weights.values()), lag_ratio=0.2), run_time=3 * BREATH)
            self.play(LaggedStart(*self.coming(*self.biases.values()), lag_ratio=0.3), run_time=BREATH)
        if "drawn" in before.says:
            with self.saying(before, "drawn"):
                self.wait(BREATH)
        ring = self.network.ring(self.story.study.farthest_at_first)
        biased = VGroup(*(self.network.nodes[place].pointer() for place in self.biases))
        with self.saying(before, "start"):
            self.point_along(self.labels)
            self.play(Create(ring), run_time=BREATH)
            self.wait(BREATH)
            self.play(LaggedStart(*map(Create, biased), lag_ratio=0.5), run_time=2 * BREATH)
        self.fade_away(VGroup(ring), biased)

    def point_along(self, labels: Iterable[Display]) -> None:
        """Point at one label after another."""
        self.play(LaggedStart(*(Indicate(one, 1.15, POINTER) for one in labels), lag_ratio=0.15), run_time=3 * BREATH)

    def learn(self) -> None:
        self.open(self.story.learning)
        self.play(*self.coming(self.progress), run_time=MOMENT)
        for passage in self.story.passages:
            self.train(self.story.learning, passage, [self.network.wires, *self.labels, self.progress], STAGE)

    def show_after(self) -> None:
        story = self.story
        self.open(story.after)
        rings = VGroup(*map(self.network.ring, story.study.turned))
        with self.saying(story.after, "found"):
            if story.compared:
                self.point_along(self.weights[place] for place in story.compared)
            if rings.submobjects:
                self.play(LaggedStart(*map(Create, rings), lag_ratio=0.3), run_time=2 * BREATH)
        self.fade_away(rings)

    def show_change(self) -> None:
        story = self.story
        self.open(story.change)
        labels = self.network.labels([story.changes], signed=True)
        changes = [change for some in labels for change in some.values()]
        drawn = self.network.edges_of(story.changes)
        edges = VGroup(*drawn.values())
        place, at = story.study.most_changed, WEIGHTS[self.format.name].largest
        ring = self.network.ring(place)
        equation = EquationRow(story.largest, TextLine(written(story.largest), at, "right", HEAD))
        with self.saying(story.change, "differences"):
            self.play(Create(ring), *self.coming(equation), run_time=2 * BREATH)
            self.play(FadeOut(self.network.wires, *self.labels), run_time=MOMENT)
            self.play(*self.coming(edges), LaggedStart(*self.coming(*changes), lag_ratio=0.2), run_time=3 * BREATH)
        with self.saying(story.change, "largest"):
            self.play(Pulse([drawn[place]], POINTER), run_time=2 * BREATH)
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
            self.play(*self.coming(self.table.given, self.table.before), run_time=BREATH)
            self.answer(self.table.after)
            self.play(*self.coming(self.table.nearly), run_time=BREATH)
        name, before, after = self.table.errors
        with self.saying(outcome, "error", STILL):
            self.play(*self.coming(name, before), run_time=BREATH)
            ring = ring_around(before)
            self.play(Create(ring), run_time=BREATH)
            self.play(ring.animate.move_to(after), *self.coming(after), run_time=2 * BREATH)


def first_readable(make: Callable[[Room], T], rooms: list[Room]) -> T:
    """Return what is made for the first of the rooms in which it can be read; raises LessonError if there is none."""
    *larger, least = rooms
    for room in larger:
        with suppress(LessonError):
            return make(room)
    return make(least)


def rooms_for(sizes: tuple[int, ...]) -> list[Room]:
    """Return what may be drawn of a network: all of it, else as much as there may be room for, the most first."""
    layers = range(min(MOST_COLUMNS, len(sizes)), 1, -1)
    some = [Room(inputs, most, outputs, n) for n in layers for inputs, outputs in _sorted(sizes) for most in HIDDEN]
    return [Room(sizes[0], max(sizes), sizes[-1]), *some] if max(sizes) <= MOST_NEURONS else some


def ends_for(sizes: tuple[int, ...]) -> list[Room]:
    """Return how many inputs and outputs may be in a table: a column for each input, and three for each output."""
    some = [Room(inputs, 1, outputs) for inputs, outputs in _sorted(sizes)]
    return [Room(sizes[0], 1, sizes[-1]), *some] if sizes[0] + 3 * sizes[-1] <= MOST_FIGURES else some


def _sorted(sizes: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return for how many inputs and outputs there may be room, the most first."""
    return sorted(ENDS, key=lambda end: -min(end[0], sizes[0]) - 3 * min(end[1], sizes[-1]))
