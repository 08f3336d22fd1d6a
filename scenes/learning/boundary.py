"""A network learns two classes of points: the plane takes on the colours of its answers while the loss falls."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from manim import ApplyMethod, Create, FadeOut, Indicate, LaggedStart, there_and_back

from scenes.layout.training_stages import PLANES, room_beside_epoch
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display
from scenes.mobjects.charts import Frame
from scenes.mobjects.curve_chart import CurveChart
from scenes.mobjects.dashboard import NetworkPanel
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.surface import ClassNames, Points, Surface
from scenes.mobjects.text import TextLine
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.notation import written
from scenes.storyboards.tell_training_boundary import BoundaryStory, tell_boundary
from scenes.studies.boundary import check_plane
from scenes.style import BREATH, HEAD, MOMENT, POINTER, QUIET, STILL, TEST, TRAIN

SECONDS = 0.3  # a stage
MOST_LAYERS = 6
FAINT = 0.2  # opacity of points that aren't spoken of


class LearnBoundary(TrainingFilm):
    """A network learns two classes of points: the plane takes on the colours of its answers while the loss falls."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_plane(lesson)

    @cached_property
    def story(self) -> BoundaryStory:
        return tell_boundary(self.watched())

    @property
    def heading_room(self) -> float:
        return room_beside_epoch(self.format)

    def construct(self) -> None:
        self.set_the_stage()
        self.set_the_task()
        self.learn()
        self.find_mistakes()

    def set_the_stage(self) -> None:
        story = self.story
        places = self.places = PLANES[self.format.name]
        self.frame = Frame(story.x, story.y, places.plane)
        self.surface = Surface(story.study.surfaces, self.frame)
        self.points = Points(story.study.points, self.frame)
        self.names = ClassNames(story.names, places.names.left, places.names.right, places.names.top)
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        self.loss = CurveChart(story.loss, places.loss, (TRAIN, TEST))
        self.networks = self.draw_networks()

    def draw_networks(self) -> list[NetworkPanel]:
        """Return the network, large and then with the loss below it, in formats that are wide and with few layers."""
        story, area = self.story, self.places.network
        if area is None or len(story.study.network.sizes) > MOST_LAYERS:
            return []
        networks, layers = [stage.network for stage in story.study.stages], story.study.view.layers
        large = replace(area, bottom=self.places.loss.bottom)
        return [NetworkPanel(networks, layers, story.cast, story.drawn, box, area.left) for box in (large, area)]

    def set_the_task(self) -> None:
        story = self.story
        self.open(story.task)
        with self.saying(story.task, "points"):
            self.play(*self.coming(self.frame), run_time=MOMENT)
            self.play(LaggedStart(*self.coming(*self.points.kinds), lag_ratio=0.7), run_time=2 * BREATH)
            ways = self.points.ways_to(story.study.points)
            self.play(LaggedStart(*map(Create, ways), lag_ratio=1), run_time=2 * BREATH)
            self.play(FadeOut(ways), *self.coming(self.names), run_time=BREATH)
            for panel in self.networks[:1]:
                self.play(*self.coming(panel.still), run_time=MOMENT)
                self.play(LaggedStart(*map(Create, panel.wires), lag_ratio=0.02), run_time=BREATH)
        with self.saying(story.task, "kinds"):
            for other in reversed(self.points.kinds):
                self.play(ApplyMethod(other.set_opacity, FAINT, rate_func=there_and_back), run_time=2 * BREATH)
        with self.saying(story.task, "untrained"):
            if self.networks:
                self.resettle(*self.networks)
                self.light_through(self.networks[1].wires.drawn.values(), 1.5 * MOMENT)
            self.drop(self.points)
            self.add(self.surface, self.points)
            self.play(*self.coming(self.surface), run_time=BREATH)
            self.play(*self.coming(self.loss), run_time=BREATH)

    def learn(self) -> None:
        self.open(self.story.learning)
        self.play(*self.coming(self.epoch), run_time=MOMENT)
        wires = [panel.wires for panel in self.networks[1:]]
        followers = [self.surface, *wires, self.epoch, *self.loss.followers]
        for passage in self.story.passages:
            self.train(self.story.learning, passage, followers, SECONDS)

    def find_mistakes(self) -> None:
        story = self.story
        self.open(story.outcome)
        line = ("right  ", *written(story.share))
        share = EquationRow(story.share, TextLine(line, self.places.share, size=HEAD, paint=(QUIET,)))
        with self.saying(story.outcome, "right"):
            self.play(*self.coming(share), run_time=MOMENT)
            if self.points.rings.has_points():
                self.play(Create(self.points.rings), run_time=2 * BREATH)
        with self.saying(story.outcome, "moral", STILL):
            self.play(Indicate(self.surface.boundary, 1.0, POINTER), run_time=3 * BREATH)
