"""A network learns a curve: panel by panel, what bends its line to fit the points is seen."""

from __future__ import annotations

from functools import cached_property

from manim import Animation, Create, Dot, FadeIn, FadeOut, Indicate, LaggedStart, ReplacementTransform, VGroup

from scenes.layout.training_stages import DASHBOARDS, room_beside_epoch
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.dashboard import FitPanel, GradientPanel, HeatPanel, LossPanel, NetworkPanel
from scenes.mobjects.diagram import BackwardEdge, check_depth
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
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
        story = self.story
        networks = [stage.network for stage in story.study.stages]
        layers, left = story.study.view.layers, self.format.left
        places = self.places = DASHBOARDS[self.format.name]
        self.loss = LossPanel(story.loss, places.loss)
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        # at first, fit and network have the place that the other panels take up later
        self.large_fit = FitPanel(story.fit, places.large_fit)
        self.large_network = NetworkPanel(networks, layers, story.cast, story.drawn, places.large_network, left)
        self.fit = FitPanel(story.fit, places.fit)
        self.network = NetworkPanel(networks, layers, story.cast, story.drawn, places.network, left)
        *areas, last = places.panels(len(story.heats) + 1)
        self.heats = [HeatPanel(heat, area) for heat, area in zip(story.heats, areas, strict=True)]
        self.gradients = GradientPanel(story.gradients, last, ("in", "out"))

    def set_the_task(self) -> None:
        story = self.story
        self.open(story.task)
        large = FitPanel(story.fit, self.places.alone)
        with self.saying(story.task, "points"):
            self.play(*self.coming(large.still), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*large.dots), lag_ratio=0.1), run_time=2 * BREATH)
        with self.saying(story.task, "untrained"):
            self.play(Create(large.line), run_time=2 * BREATH)
        self.add(large)
        self.shown = large

    def learn(self) -> None:
        """Train from panel to panel: each comes on where what it shows is spoken of, and training goes on at once."""
        told = self.story.learning
        self.open(told)
        passages = {passage.step: passage for passage in self.story.passages}
        stage = 0
        for (first, second), show in (
            (("loss", "closer"), self.show_fit),
            (("network", "bends"), self.show_network),
            (("rows", "colours"), self.show_rows),
            (("gradients", "slower"), self.show_gradients),
        ):
            with self.saying(told, first):
                followers = show(stage)
                if first in passages:
                    self.go_through(told, passages[first], followers, self.time_for(told, passages[first], STAGE))
                    stage = passages[first].last
            if second in passages:
                self.train(told, passages[second], followers, STAGE)
                stage = passages[second].last

    def show_fit(self, _: int) -> list[Follower]:
        self.move_fit(self.large_fit, *self.coming(self.loss.still, *self.loss.followers, self.epoch))
        return [self.large_fit, *self.loss.followers, self.epoch]

    def move_fit(self, fit: FitPanel, *others: Animation) -> None:
        """Let the fit have another place, while other things come."""
        old, self.shown = self.shown, fit
        pieces = old.pieces
        self.drop(old, old.dots, old.still)
        self.play(
            FadeOut(old.still),
            *(ReplacementTransform(one, other) for one, other in zip(pieces, fit.pieces, strict=True)),
            *others,
            run_time=BREATH,
        )
        self.drop(VGroup(*fit.pieces))
        self.add(fit.dots, fit)
        self.play(*self.coming(fit.still), run_time=MOMENT)

    def show_network(self, stage: int) -> list[Follower]:
        network = self.large_network
        network.wires.show_at(stage)
        self.play(*self.coming(network.still), run_time=MOMENT)
        self.play(LaggedStart(*map(Create, network.wires), lag_ratio=0.02), run_time=BREATH)
        return [self.large_fit, network.wires, *self.loss.followers, self.epoch]

    def show_rows(self, stage: int) -> list[Follower]:
        followers: list[Follower] = [self.fit, self.network.wires, *self.heats]
        for follower in followers:
            follower.show_at(stage)
        old, new = self.large_network, self.network
        self.drop(old.still, old.wires)
        pairs = list(zip((old.still, *old.wires), (new.still, *new.wires), strict=True))
        self.move_fit(self.fit, *(ReplacementTransform(one, other) for one, other in pairs))
        self.drop(VGroup(*new.wires))
        self.add(new.wires)
        self.play(LaggedStart(*self.coming(*(heat.still for heat in self.heats)), lag_ratio=0.3), run_time=BREATH)
        self.play(*self.coming(*self.heats), run_time=MOMENT)
        return [*followers, *self.loss.followers, self.epoch]

    def show_gradients(self, stage: int) -> list[Follower]:
        for follower in self.gradients.followers:
            follower.show_at(stage)
        self.play(*self.coming(self.gradients.still, *self.gradients.followers), run_time=MOMENT)
        self.send_back()
        return [self.fit, self.network.wires, *self.heats, *self.loss.followers, *self.gradients.followers, self.epoch]

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
        with self.saying(story.outcome, "loss", STILL):
            self.play(Indicate(self.fit.line, 1.0, POINTER), run_time=2 * BREATH)
