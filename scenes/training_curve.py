"""A network learns a curve: seven panels fill as it bends its line to fit the points."""

from __future__ import annotations

from functools import cached_property

from manim import Create, Dot, FadeIn, Indicate, LaggedStart, VGroup

from scenes.film import ASIDE_Y, HEADING_Y, LEFT_EDGE, RIGHT_EDGE
from scenes.mobjects.advance import Display
from scenes.mobjects.dashboard import FitPanel, GradientPanel, HeatPanel, LossPanel, title
from scenes.mobjects.diagram import Area, BackwardEdge
from scenes.mobjects.learning_diagram import LearningDiagram
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
from scenes.storyboards.notation import X, written
from scenes.storyboards.readout import Line
from scenes.storyboards.tell_training_quadratic import CurveStory, tell_curve
from scenes.storyboards.words import equals
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER, QUIET
from scenes.training_film import TrainingFilm

# the rows of a dashboard, and what is between its panels
TOP, UPPER, LOWER, BOTTOM = 2.62, -0.6, -0.85, -3.9
GAP = 0.35
SIGNAL = 0.3  # how wide the dotted ways of the error are, from 0 to 1


class LearnCurve(TrainingFilm):
    """A network learns a curve: seven panels fill as it bends its line to fit the points."""

    @cached_property
    def story(self) -> CurveStory:
        return tell_curve(self.watched())

    @property
    def subject(self) -> object:
        return self.story.course

    def construct(self) -> None:
        self.set_the_stage()
        self.set_the_task()
        self.open_views()
        self.learn()
        self.conclude()

    def set_the_stage(self) -> None:
        story = self.story
        self.fit = FitPanel(story.fit, Area(LEFT_EDGE, -2.5, UPPER, TOP))
        self.network_title = title(story.network, Area(-1.9, 2.0, UPPER, TOP))
        networks = [stage.network for stage in story.course.stages]
        self.diagram = LearningDiagram(networks, Area(-1.7, 1.8, UPPER, TOP - 0.5))
        self.loss = LossPanel(story.loss, Area(2.55, RIGHT_EDGE, UPPER, TOP))
        lefts = [LEFT_EDGE + index * (RIGHT_EDGE - LEFT_EDGE + GAP) / 4 for index in range(4)]
        areas = [Area(left, left + (RIGHT_EDGE - LEFT_EDGE - 3 * GAP) / 4, BOTTOM, LOWER) for left in lefts]
        self.heats = [HeatPanel(heat, area) for heat, area in zip(story.heats, areas, strict=False)]
        self.gradients = GradientPanel(story.gradients, areas[-1], ("in", "out"))
        self.epoch = Display(story.epochs, (RIGHT_EDGE, HEADING_Y), "right", HEAD, POINTER)

    def set_the_task(self) -> None:
        story = self.story
        self.open(story.task)
        seen, said = story.task.captions
        large = FitPanel(story.fit, Area(LEFT_EDGE, RIGHT_EDGE, BOTTOM, TOP))
        with self.saying(seen):
            self.play(FadeIn(large.still), run_time=BREATH)
            self.play(LaggedStart(*map(FadeIn, large.dots), lag_ratio=0.1), run_time=2 * BREATH)
        with self.saying(said):
            self.play(Create(large.line), run_time=2 * BREATH)
        self.fade_away(large.still, large.dots, large)

    def open_views(self) -> None:
        story = self.story
        self.open(story.views)
        network, loss, rows, gradient = story.views.captions
        with self.saying(network):
            self.play(FadeIn(self.fit.still, self.fit.dots, self.fit), run_time=BREATH)
            self.play(FadeIn(self.network_title, self.diagram), run_time=MOMENT)
            self.play(Create(self.diagram.wires), run_time=2 * BREATH)
        with self.saying(loss):
            self.play(FadeIn(self.loss.still), *map(FadeIn, self.loss.followers), run_time=BREATH)
        with self.saying(rows):
            self.play(LaggedStart(*(FadeIn(heat.still) for heat in self.heats), lag_ratio=0.6), run_time=3 * BREATH)
        with self.saying(gradient):
            self.play(FadeIn(self.gradients.still), *map(FadeIn, self.gradients.followers), run_time=BREATH)
            self.send_back()

    def send_back(self) -> None:
        """Let the error signal run from the output back to the input."""
        signals = [
            VGroup(*(BackwardEdge(edge, SIGNAL) for row in layer for edge in row))
            for layer in reversed(self.diagram.edges)
        ]
        for signal in signals:
            self.play(LaggedStart(*map(Create, signal), lag_ratio=0.05), run_time=2 * BREATH)
        self.fade_away(*signals)

    def learn(self) -> None:
        self.open(self.story.learning)
        self.play(FadeIn(self.epoch), run_time=MOMENT)
        followers = [self.fit, self.diagram.wires, *self.heats, *self.loss.followers, *self.gradients.followers]
        for passage, seconds in zip(self.story.passages, (1.0, 0.45, 0.25), strict=False):
            self.train(passage, [*followers, self.epoch], seconds)

    def conclude(self) -> None:
        story = self.story
        self.open(story.outcome)
        said, checked = story.outcome.captions
        with self.saying(said):
            self.play(Indicate(self.fit.line, 1.0, POINTER), run_time=2 * BREATH)
        x, y = story.tried
        line: Line = ("at ", X, equals(x), x, ":  ", *written(story.miss))
        miss = EquationRow(story.miss, TextLine(line, (RIGHT_EDGE, ASIDE_Y), "right", BODY, paint=(QUIET,)))
        point = Dot(self.fit.frame.place(x.value, y.value), radius=0.11, color=POINTER)
        with self.saying(checked):
            self.play(FadeIn(miss), FadeIn(point, scale=2.0), run_time=BREATH)
            self.wait(3 * BREATH)
