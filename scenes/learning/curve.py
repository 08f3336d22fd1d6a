"""A network learns a curve: panel by panel, what bends its line to fit the points is seen."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import Animation, Create, Dot, FadeIn, Indicate, LaggedStart, ReplacementTransform, VGroup

from scenes.layout.boxes import Box
from scenes.layout.training_stages import DASHBOARDS, room_beside_epoch
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.dashboard import FitPanel, GradientPanel, HeatPanel, LossPanel, NetworkPanel
from scenes.mobjects.diagram import BackwardEdge, check_depth
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine, ring_around
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line
from scenes.storyboards.tell_training_curve import CurveStory, tell_curve
from scenes.storyboards.words import equals
from scenes.studies.curve import points_of
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER, QUIET, STILL

APART = 0.2  # between an equation and what stands before it
STAGE = 0.25  # seconds
SIGNAL = 0.3  # how wide the dotted ways of the error are, from 0 to 1


class LearnCurve(TrainingFilm):
    """A network learns a curve: panel by panel, what bends its line to fit the points is seen."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        points_of(lesson)
        check_depth(lesson.network.sizes)

    @cached_property
    def story(self) -> CurveStory:
        return tell_curve(self.watched())

    @property
    def heading_room(self) -> float:
        return room_beside_epoch(self.format)

    def construct(self) -> None:
        self.set_the_stage()
        self.set_the_task()
        self.learn()
        self.conclude()

    def set_the_stage(self) -> None:
        story, places = self.story, DASHBOARDS[self.format.name]
        self.places = places
        self.fit = FitPanel(story.fit, places.fit)
        self.large_network, self.network = self.network_in(places.large), self.network_in(places.network)
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        self.loss = LossPanel(story.loss, places.panel)
        self.heats = [
            HeatPanel(heat, area) for heat, area in zip(story.heats, places.parts(len(story.heats)), strict=True)
        ]
        self.gradients = GradientPanel(story.gradients, places.panel, ("weights in", "weights out"))

    def network_in(self, area: Box) -> NetworkPanel:
        story = self.story
        networks = [stage.network for stage in story.study.stages]
        return NetworkPanel(networks, story.study.view.layers, story.cast, story.drawn, area, self.format.left)

    def set_the_task(self) -> None:
        task, fit, network = self.story.task, self.fit, self.large_network
        self.open(task)
        alone = FitPanel(self.story.fit, self.places.alone)
        with self.saying(task, "points"):
            self.play(*self.coming(alone.still), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*alone.dots), lag_ratio=0.1), run_time=2 * BREATH)
            for way in (ways := alone.ways_to(self.story.study.points)):
                self.play(Create(way), run_time=1.5 * BREATH)
        self.fade_away(ways)
        with self.saying(task, "network"):
            self.drop(alone.dots)
            pairs = zip((alone.still, *alone.dots), (fit.still, *fit.dots), strict=True)
            self.play(*(ReplacementTransform(one, other) for one, other in pairs), run_time=BREATH)
            self.drop(fit.dots)
            self.add(fit.dots)
            self.show_layers(network)
        with self.saying(task, "untrained"):
            self.play(Create(fit.line), run_time=2 * BREATH)
            self.play(
                LaggedStart(*(Indicate(dots, 1.0, POINTER) for dots in fit.dots), lag_ratio=0.1), run_time=2 * BREATH
            )
        self.add(fit)

    def show_layers(self, panel: NetworkPanel) -> None:
        """Let the input come, the hidden neurons, the output, and then the edges."""
        first, *hidden, last = (panel.diagram.parts(layer) for layer in range(len(panel.diagram.layout.layers)))
        heading, _, names = panel.still
        for parts in ([heading, *first], [part for column in hidden for part in column], [*last, names]):
            if parts:
                self.play(LaggedStart(*self.coming(*parts), lag_ratio=0.2), run_time=BREATH)
        self.play(LaggedStart(*map(Create, panel.wires), lag_ratio=0.02), run_time=BREATH)
        self.drop(panel.still, panel.wires)
        self.add(panel.still, panel.wires)

    def learn(self) -> None:
        """Train from panel to panel: each comes on where what it shows is spoken of, and training goes on at once."""
        told = self.story.learning
        self.open(told)
        self.resettle(self.large_network, self.network)
        passages = {passage.step: passage for passage in self.story.passages}
        stage = 0
        for (first, *later), show in (
            (("loss", "closer", "bends"), self.show_loss),
            (("rows", "colours"), self.show_rows),
            (("gradients", "slower"), self.show_gradients),
        ):
            with self.saying(told, first):
                followers = [self.fit, self.network.wires, self.epoch, *show(stage)]
                if first in passages:
                    self.go_through(told, passages[first], followers, self.time_for(told, passages[first], STAGE))
                    stage = passages[first].last
            for step in later:
                if step in passages:
                    self.train(told, passages[step], followers, STAGE)
                    stage = passages[step].last

    def show_loss(self, stage: int) -> Sequence[Follower]:
        for follower in self.loss.followers:
            follower.show_at(stage)
        self.play(*self.coming(self.loss.still, *self.loss.followers, self.epoch), run_time=BREATH)
        return self.loss.followers

    def show_rows(self, stage: int) -> Sequence[Follower]:
        self.fade_away(self.loss.still, *self.loss.followers)
        for heat in self.heats:
            heat.show_at(stage)
        self.play(LaggedStart(*self.coming(*(heat.still for heat in self.heats)), lag_ratio=0.3), run_time=BREATH)
        self.play(*self.coming(*self.heats), run_time=MOMENT)
        return self.heats

    def show_gradients(self, stage: int) -> Sequence[Follower]:
        self.fade_away(*self.heats, *(heat.still for heat in self.heats))
        for follower in self.gradients.followers:
            follower.show_at(stage)
        self.play(*self.coming(self.gradients.still, *self.gradients.followers), run_time=MOMENT)
        self.send_back()
        return self.gradients.followers

    def send_back(self) -> None:
        """Let the error signal run from the output back to the input."""
        edges = self.network.diagram.edges
        layers = sorted({place.layer for place in edges}, reverse=True)
        signals = [
            VGroup(*(BackwardEdge(edge, SIGNAL) for place, edge in edges.items() if place.layer == layer))
            for layer in layers
        ]
        for signal in signals:
            self.play(LaggedStart(*map(Create, signal), lag_ratio=0.05), run_time=BREATH)
        self.fade_away(*signals)

    def conclude(self) -> None:
        story = self.story
        self.open(story.outcome)
        x, tried = story.tried, story.study.tried
        right, y = self.format.right, self.places.note_y
        difference = TextLine(written(story.miss), (right, y), "right", BODY)
        line: Line = (story.feature, equals(x), x, ":")
        where = TextLine(line, (right - difference.width_set - APART, y), "right", BODY, QUIET)
        found: list[Animation] = [*self.coming(EquationRow(story.miss, difference), where)]
        if self.fit.shows(tried.x, tried.said):
            point = Dot(self.fit.frame.place(tried.x, tried.said), radius=0.11, color=POINTER)
            found.append(FadeIn(point, scale=2.0))
        with self.saying(story.outcome, "tried"):
            self.play(*found, run_time=BREATH)
        with self.saying(story.outcome, "wanted"):
            self.play(Create(ring_around(difference)), run_time=BREATH)
        self.fade_away(self.gradients.still, *self.gradients.followers)
        with self.saying(story.outcome, "loss", STILL):
            self.show_loss(len(story.study.stages) - 1)
            self.play(Indicate(self.fit.line, 1.0, POINTER), run_time=2 * BREATH)
