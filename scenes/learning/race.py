"""One network and three learning rates: from the same start, in the same time."""

from __future__ import annotations

from functools import cached_property

from manim import Create, FadeOut, Indicate, LaggedStart, VGroup

from scenes.layout.boxes import Box
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display
from scenes.mobjects.charts import Frame, GrowingCurve
from scenes.mobjects.dashboard import TEXT_SIZE, FitPanel, Notice, inside, title
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
from scenes.stage.film import HEADING_Y, LEFT_EDGE, RIGHT_EDGE
from scenes.stage.training_film import TrainingFilm
from scenes.storyboards.notation import written
from scenes.storyboards.tell_training_race import RaceStory, tell_race
from scenes.studies.curve import points_of
from scenes.style import BREATH, HEAD, MOMENT, POINTER, QUIET, RUNNERS

TOP, UPPER, LOWER, BOTTOM = 2.5, -0.75, -1.1, -3.9
GAP = 0.5
PACES = ((1.0, 16.0), (0.4, 16.0), (0.35, 16.0))  # seconds a stage, and at most in all, of each passage
SIDE = 3.0  # where the losses stand, beside their chart


class RaceRates(TrainingFilm):
    """One network and three learning rates: from the same start, in the same time."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        points_of(lesson)

    @cached_property
    def story(self) -> RaceStory:
        return tell_race(self.subject_matter)

    def construct(self) -> None:
        self.set_the_stage()
        self.line_up()
        self.race()
        self.finish()

    def set_the_stage(self) -> None:
        story = self.story
        width = (RIGHT_EDGE - LEFT_EDGE - 2 * GAP) / 3
        lefts = [LEFT_EDGE + index * (width + GAP) for index in range(3)]
        areas = [Box(left, UPPER, left + width, TOP) for left in lefts]
        lanes = list(zip(story.lanes, areas, RUNNERS, strict=True))
        self.fits = [FitPanel(lane.fit, area, colour) for lane, area, colour in lanes]
        self.steps = VGroup(
            *(
                EquationRow(
                    lane.step, TextLine(written(lane.step), (LEFT_EDGE, -2.3 - 0.6 * index), size=HEAD, colour=colour)
                )
                for index, (lane, _, colour) in enumerate(lanes)
            )
        )
        area = Box(LEFT_EDGE, BOTTOM, SIDE - 0.6, LOWER)
        self.chart = Frame(story.chart.x, story.chart.y, inside(area, 1.0), TEXT_SIZE, 1.0)
        self.chart_title = title(story.chart.title, area)
        self.curves = [
            GrowingCurve(curve, story.chart.stages, self.chart, colour, 5)
            for curve, colour in zip(story.chart.curves, RUNNERS, strict=True)
        ]
        self.names, self.losses = VGroup(), []
        for index, (lane, _, colour) in enumerate(lanes):
            y = LOWER - 0.27 - 0.93 * index
            self.names.add(TextLine(lane.name, (SIDE, y), size=TEXT_SIZE, colour=QUIET))
            self.losses.append(Display(lane.losses, (SIDE, y - 0.47), size=HEAD, colour=colour))
        self.fallen = [
            Notice(TextLine(("diverged",), (area.right - 0.12, fit.title.baseline), "right", HEAD, colour), lane.fallen)
            for fit, (lane, area, colour) in zip(self.fits, lanes, strict=True)
            if lane.fallen is not None
        ]
        self.epoch = Display(story.epochs, (RIGHT_EDGE, HEADING_Y), "right", HEAD, POINTER)

    def line_up(self) -> None:
        start = self.story.start
        self.open(start)
        with self.saying(start, "copies"):
            panels = [VGroup(fit.still, fit.dots) for fit in self.fits]
            self.play(LaggedStart(*self.coming(*panels), lag_ratio=0.4), run_time=2 * BREATH)
            self.play(*(Create(fit.line) for fit in self.fits), run_time=BREATH)
        with self.saying(start, "rule"):
            explained = TextLine(("the first step of one and the same weight:",), (LEFT_EDGE, -1.7), colour=QUIET)
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
