"""One network and three learning rates: from the same start, in the same time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from manim import Create, FadeOut, Indicate, LaggedStart, TransformFromCopy, VGroup

from scenes.layout.boxes import Box
from scenes.layout.race_stage import RACES
from scenes.layout.training_stages import room_beside_epoch
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.dashboard import LEADING, TEXT_SIZE, FitPanel, Notice, inside, title
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.steps import StepLines
from scenes.mobjects.text import TextLine, wrapped
from scenes.mobjects.zoom import ZoomChart
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line
from scenes.storyboards.tell_training_race import RaceStory, tell_race
from scenes.storyboards.training import Chapter, Passage
from scenes.studies.curve import points_of
from scenes.style import BREATH, HEAD, MOMENT, POINTER, QUIET, RUNNERS, STILL

PACES = ((1.0, 16.0), (0.4, 16.0), (0.35, 16.0))  # seconds a stage, and at most in all, of each passage
FALLEN: Line = ("diverged",)
ROW, BELOW = 0.6, 0.47  # from one step to the next, and from a name to its loss


class RaceRates(TrainingFilm):
    """One network and three learning rates: from the same start, in the same time."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        points_of(lesson)

    @cached_property
    def story(self) -> RaceStory:
        return tell_race(self.subject_matter)

    @property
    def heading_room(self) -> float:
        return room_beside_epoch(self.format)

    def construct(self) -> None:
        self.set_the_stage()
        self.line_up()
        self.race()
        self.finish()

    def set_the_stage(self) -> None:
        story = self.story
        places = self.places = RACES[self.format.name]
        lanes = list(zip(story.lanes, places.lanes, RUNNERS, strict=True))
        x, y = places.steps
        self.fits = [FitPanel(lane.fit, area, colour, FALLEN) for lane, area, colour in lanes]
        self.steps = VGroup(
            *(
                EquationRow(lane.step, TextLine(written(lane.step), (x, y - index * ROW), size=HEAD, colour=colour))
                for index, (lane, _, colour) in enumerate(lanes, start=1)
            )
        )
        self.stretches = self.stretch()
        area = places.chart
        self.chart = ZoomChart(story.chart, story.climbs, inside(area, 1.0), TEXT_SIZE, 1.0, RUNNERS)
        self.chart_title = title(story.chart.title, area)
        self.names, self.losses = VGroup(), []
        for index, (lane, _, colour) in enumerate(lanes):
            x, y = places.losses[0], places.losses[1] - index * places.step
            lines = wrapped(lane.name, self.format.right - x, TEXT_SIZE)
            if len(lines) * LEADING + BELOW > places.step:
                lines = [lane.name]
            self.names.add(
                *(TextLine(line, (x, y - i * LEADING), size=TEXT_SIZE, colour=QUIET) for i, line in enumerate(lines))
            )
            y -= (len(lines) - 1) * LEADING
            self.losses.append(Display(lane.losses, (x, y - BELOW), size=HEAD, colour=colour))
        self.fallen = [
            Notice(fit.beside_title(FALLEN, colour), lane.fallen)
            for fit, (lane, _, colour) in zip(self.fits, lanes, strict=True)
            if lane.fallen is not None
        ]
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)

    def stretch(self) -> StepLines:
        """Return how far the first steps go, right of what they are."""
        _, y = self.places.steps
        left, ys = self.steps.get_right()[0] + 0.7, [y - index * ROW + 0.12 for index in range(1, 4)]
        area = Box(left, ys[-1] - 0.25, self.format.right, ys[0] + 0.25)
        return StepLines([lane.step for lane in self.story.lanes], self.story.weights, area, ys, RUNNERS)

    def line_up(self) -> None:
        start = self.story.start
        self.open(start)
        alone = FitPanel(self.story.fit, self.places.alone)
        with self.saying(start, "question"):
            self.play(*self.coming(alone.still), run_time=MOMENT)
            self.play(LaggedStart(*self.coming(*alone.dots), lag_ratio=0.1), run_time=2 * BREATH)
            self.play(Create(alone.line), run_time=2 * BREATH)
        with self.saying(start, "copies"):
            self.copy(alone)
        with self.saying(start, "rule"):
            explained = TextLine(("the first step of one and the same weight:",), self.places.steps, colour=QUIET)
            self.play(*self.coming(explained), run_time=MOMENT)
            self.play(LaggedStart(*self.coming(*self.steps), lag_ratio=0.6), run_time=3 * BREATH)
            self.play(*self.coming(self.stretches.frame), Create(self.stretches.start), run_time=MOMENT)
            self.play(LaggedStart(*map(Create, self.stretches.stretches), lag_ratio=0.6), run_time=2 * BREATH)
        self.drop(self.stretches)
        self.play(FadeOut(self.steps, explained, self.stretches), run_time=MOMENT)

    def copy(self, alone: FitPanel) -> None:
        """Let a panel become three, one in each lane."""
        self.fade_away(alone.still)
        pairs = [pair for fit in self.fits for pair in zip(alone.pieces, fit.pieces, strict=True)]
        self.play(
            *(TransformFromCopy(piece, copy) for piece, copy in pairs), FadeOut(*alone.pieces), run_time=2 * BREATH
        )
        self.drop(VGroup(*(copy for _, copy in pairs)))
        self.add(*(part for fit in self.fits for part in (fit.dots, fit)))
        self.play(LaggedStart(*self.coming(*(fit.still for fit in self.fits)), lag_ratio=0.4), run_time=2 * BREATH)

    def race(self) -> None:
        self.open(self.story.race)
        self.play(*self.coming(self.chart, self.chart_title, self.names, self.epoch, *self.losses))
        self.add(*self.fallen)
        for passage, (seconds, most) in zip(self.story.passages, PACES, strict=False):
            self.train(self.story.race, passage, self.followers, min(seconds, most / (passage.last - passage.first)))

    @property
    def followers(self) -> list[Follower]:
        return [*self.fits, *self.chart.curves, *self.losses, *self.fallen, self.epoch]

    def go_through(self, told: Chapter, passage: Passage, followers: Sequence[Follower], run_time: float) -> None:
        """Go through a passage; wherever a loss leaves the chart, that reaches further up, and comes back after all."""
        stages = passage.last - passage.first
        stops = [stage for stage in self.chart.climbs if passage.first < stage <= passage.last]
        for first, last in pairwise(sorted({passage.first, *stops, passage.last})):
            share = (last - first) / stages
            super().go_through(told, Passage(passage.step, first, last), followers, share * run_time)
            if last in stops:
                self.play(self.chart.zoom(self.chart.climbs[last], last, BREATH))
        if stops:
            self.wait(BREATH)
            self.play(self.chart.zoom(self.chart.first, passage.last, 2 * BREATH))

    def finish(self) -> None:
        finish, best = self.story.finish, self.story.study.best
        self.open(finish)
        with self.saying(finish, "meaning"):
            if self.fallen:
                self.play(*(Indicate(notice, 1.1, POINTER) for notice in self.fallen), run_time=2 * BREATH)
        with self.saying(finish, "losses", STILL):
            if best is not None:
                self.play(Indicate(self.fits[best].line, 1.0, POINTER), run_time=2 * BREATH)
            self.wait(BREATH)
