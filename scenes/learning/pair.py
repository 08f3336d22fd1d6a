"""What the films of failures share: two runs from one start, seen as two fits and two losses."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import Create, Indicate, LaggedStart, VGroup

from scenes.layout.boxes import Box
from scenes.layout.failures import FAILURES, FailureStage
from scenes.layout.training_stages import room_beside_epoch
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.curve_chart import CurveChart
from scenes.mobjects.dashboard import FitPanel
from scenes.mobjects.diagram import Edge
from scenes.mobjects.named_network import NamedNetwork
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.pair import PairStory, Written
from scenes.storyboards.training import Chapter, Passage
from scenes.style import BREATH, HEAD, MOMENT, PAIR, POINTER, STILL

RUN, SLOWLY = 0.1, 0.35  # seconds a stage, and one of the first
EARLY = 8  # of these
WIDE = 5.0  # from here on, a half of the picture has room for larger text


class PairFilm(TrainingFilm):
    """A film about two runs: one that fails to learn, and one that is helped."""

    @cached_property
    def story(self) -> PairStory:
        raise NotImplementedError

    @property
    def heading_room(self) -> float:
        return room_beside_epoch(self.format)

    @cached_property
    def places(self) -> FailureStage:
        return FAILURES[self.format.name]

    def set_the_pair(self) -> None:
        """Make the two fits, the chart of losses and the epoch; nothing is shown yet."""
        pair, places = self.story.pair, self.places
        self.fits = [
            FitPanel(fit, area, colour, beside)
            for fit, area, colour, beside in zip(pair.fits, places.fits, PAIR, pair.results, strict=True)
        ]
        self.losses = CurveChart(pair.chart, places.chart, PAIR)
        self.epoch = Display(pair.epochs, self.format.corner, "right", HEAD, POINTER)

    @property
    def runners(self) -> list[Follower]:
        return [*self.fits, *self.losses.followers, self.epoch]

    def ask(self, question: Chapter) -> None:
        """Show the points and both starts, and let both runs go to their end."""
        self.left: list[VGroup] = []
        self.set_the_pair()
        self.open(question)
        with self.saying(question, "points"):
            panels = [VGroup(fit.still, fit.dots) for fit in self.fits]
            self.play(LaggedStart(*self.coming(*panels), lag_ratio=0.4), run_time=2 * BREATH)
            networks = self.draw_both(self.story.pair.networks)
            self.play(*self.coming(*networks), run_time=BREATH)
            self.play(*(Create(fit.line) for fit in self.fits), run_time=BREATH)
        self.fade_away(*networks)
        self.play(*self.coming(self.losses, self.epoch), run_time=MOMENT)
        self.run_both(question, self.story.pair.whole, self.runners)
        self.left = self.pictures

    def run_both(self, told: Chapter, passage: Passage, followers: Sequence[Follower]) -> None:
        """Take the followers through a passage, its first stages slowly: there most happens."""
        turn = min(passage.first + EARLY, passage.last)
        with self.saying(told, passage.step):
            for part, seconds in (((passage.first, turn), SLOWLY), ((turn, passage.last), RUN)):
                if part[0] < part[1]:
                    self.go_through(told, Passage(passage.step, *part), followers, seconds * (part[1] - part[0]))

    def draw(self, told: Written, area: Box, others: Sequence[Written] = ()) -> NamedNetwork:
        return NamedNetwork(told, self.story.pair.feature, self.story.pair.target, area, others)

    def draw_both(self, both: tuple[Written, Written]) -> list[NamedNetwork]:
        """Return two networks below their fits: both with their numbers, or none."""
        return [self.draw(told, area, both) for told, area in zip(both, self.places.networks, strict=True)]

    def turn_to(self, told: Chapter, *first: VGroup) -> None:
        """Open another chapter: what the last one has left in the picture makes way for what is seen `first`."""
        self.chapter(told, self.left, first)
        self.left = []

    @property
    def pictures(self) -> list[VGroup]:
        return [*(VGroup(fit.still, fit.dots, fit.line) for fit in self.fits), self.losses, VGroup(self.epoch)]

    def ends(self) -> list[NamedNetwork]:
        """Return both networks as they are in the end."""
        return self.draw_both(self.story.pair.ends)

    def see_both_again(self, finish: Chapter) -> None:
        """Show both at the end of their runs, and say what was seen."""
        self.epoch = Display(self.story.epochs, self.format.corner, "right", HEAD, POINTER)
        self.epoch.show_at(len(self.story.epochs) - 1)
        panels = [VGroup(fit.still, fit.dots, fit.line) for fit in self.fits]
        results = [
            fit.beside_title(line, colour)
            for fit, line, colour in zip(self.fits, self.story.pair.results, PAIR, strict=True)
        ]
        self.networks = self.ends()
        self.turn_to(finish, *panels, self.epoch, *self.networks)
        with self.saying(finish, "losses"):
            self.play(*self.coming(*results), run_time=BREATH)
            for fit in self.fits:
                self.play(Indicate(fit.line, 1.0, POINTER), run_time=2 * BREATH)
        with self.saying(finish, "moral", held=STILL):
            self.look_again()

    def look_again(self) -> None:
        """Show once more what was seen, in the networks as they are in the end: light runs, and comes back, as far as
        it gets.
        """
        self.light_through([edge for one in self.networks for edge in one.diagram.edges.values()], BREATH)
        self.light_through(self.learning(), BREATH, back=True)

    def learning(self) -> list[Edge]:
        """Return the edges of both networks to which any error comes back in the end."""
        return [edge for one in self.networks for edge in one.diagram.edges.values()]
