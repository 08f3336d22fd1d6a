"""One network and three learning rates: from the same start, in the same time."""

from __future__ import annotations

from functools import cached_property

from manim import Create, FadeOut, Indicate, LaggedStart, VGroup

from scenes.layout.training_stages import RACES, room_beside_epoch
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display
from scenes.mobjects.charts import Frame, GrowingCurve
from scenes.mobjects.dashboard import LEADING, TEXT_SIZE, FitPanel, Notice, inside, title
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine, wrapped
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line
from scenes.storyboards.tell_training_race import RaceStory, tell_race
from scenes.studies.curve import points_of
from scenes.style import BREATH, HEAD, MOMENT, POINTER, QUIET, RUNNERS

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
        area = places.chart
        self.chart = Frame(story.chart.x, story.chart.y, inside(area, 1.0), TEXT_SIZE, 1.0)
        self.chart_title = title(story.chart.title, area)
        self.curves = [
            GrowingCurve(curve, story.chart.stages, self.chart, colour, 5)
            for curve, colour in zip(story.chart.curves, RUNNERS, strict=True)
        ]
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

    def line_up(self) -> None:
        start = self.story.start
        self.open(start)
        with self.saying(start, "copies"):
            panels = [VGroup(fit.still, fit.dots) for fit in self.fits]
            self.play(LaggedStart(*self.coming(*panels), lag_ratio=0.4), run_time=2 * BREATH)
            self.play(*(Create(fit.line) for fit in self.fits), run_time=BREATH)
        with self.saying(start, "rule"):
            explained = TextLine(("the first step of one and the same weight:",), self.places.steps, colour=QUIET)
            self.play(*self.coming(explained), run_time=MOMENT)
            self.play(LaggedStart(*self.coming(*self.steps), lag_ratio=0.6), run_time=3 * BREATH)
            self.wait(2 * BREATH)
        self.play(FadeOut(self.steps, explained), run_time=MOMENT)

    def race(self) -> None:
        self.open(self.story.race)
        self.play(*self.coming(self.chart, self.chart_title, self.names, self.epoch, *self.losses, *self.curves))
        self.add(*self.fallen)
        followers = [*self.fits, *self.curves, *self.losses, *self.fallen, self.epoch]
        for passage, (seconds, most) in zip(self.story.passages, PACES, strict=False):
            self.train(self.story.race, passage, followers, min(seconds, most / (passage.last - passage.first)))

    def finish(self) -> None:
        finish, best = self.story.finish, self.story.study.best
        self.open(finish)
        with self.saying(finish, "losses"):
            if best is not None:
                self.play(Indicate(self.fits[best].line, 1.0, POINTER), run_time=2 * BREATH)
            self.wait(BREATH)
        with self.saying(finish, "meaning"):
            if self.fallen:
                self.play(*(Indicate(notice, 1.1, POINTER) for notice in self.fallen), run_time=2 * BREATH)
            self.wait(2 * BREATH)
