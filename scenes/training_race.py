"""One network and three learning rates: too small, about right, and too large."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from manim import Create, FadeIn, FadeOut, Indicate, LaggedStart, VGroup

from scenes.film import HEADING_Y, LEFT_EDGE, RIGHT_EDGE
from scenes.lessons import find_lesson
from scenes.mobjects.advance import Display
from scenes.mobjects.charts import Frame, GrowingCurve
from scenes.mobjects.dashboard import TEXT_SIZE, FitPanel, inside, title
from scenes.mobjects.diagram import Area
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine
from scenes.storyboards.notation import written
from scenes.storyboards.tell_training_race import NAMES, RaceStory, tell_race
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER, QUIET, RUNNERS
from scenes.training_film import TrainingFilm

TOP, UPPER, LOWER, BOTTOM = 2.5, -0.75, -1.1, -3.9
GAP = 0.5
SIDE = 3.0  # where the losses stand, beside their chart


class RaceRates(TrainingFilm):
    """One network and three learning rates: too small, about right, and too large."""

    rates: ClassVar[tuple[float, float, float]]
    epochs: ClassVar[int]

    @cached_property
    def story(self) -> RaceStory:
        lesson = find_lesson(self.lesson) if isinstance(self.lesson, str) else self.lesson
        return tell_race(lesson, self.rates, self.epochs)

    @property
    def subject(self) -> object:
        return self.story.course

    def construct(self) -> None:
        self.set_the_stage()
        self.line_up()
        self.race()
        self.finish()

    def set_the_stage(self) -> None:
        story = self.story
        width = (RIGHT_EDGE - LEFT_EDGE - 2 * GAP) / 3
        lefts = [LEFT_EDGE + index * (width + GAP) for index in range(3)]
        areas = [Area(left, left + width, UPPER, TOP) for left in lefts]
        lanes = list(zip(story.lanes, areas, RUNNERS, strict=True))
        self.fits = [FitPanel(lane.fit, area, colour) for lane, area, colour in lanes]
        self.steps = VGroup(
            *(
                EquationRow(lane.step, TextLine(written(lane.step), (area.left, -2.3), size=BODY, colour=colour))
                for lane, area, colour in lanes
            )
        )
        area = Area(LEFT_EDGE, SIDE - 0.6, BOTTOM, LOWER)
        self.chart = Frame(story.chart.x, story.chart.y, inside(area, 1.0), TEXT_SIZE)
        self.chart_title = title(story.chart.title, area)
        self.curves = [
            GrowingCurve(curve.points, story.chart.stages, self.chart, colour, 5)
            for curve, colour in zip(story.chart.curves, RUNNERS, strict=True)
        ]
        self.names, self.losses = VGroup(), []
        for index, (lane, _, colour) in enumerate(lanes):
            y = LOWER - 0.35 - 0.95 * index
            self.names.add(TextLine((NAMES[index],), (SIDE, y), size=TEXT_SIZE, colour=QUIET))
            self.losses.append(Display(lane.losses, (SIDE, y - 0.42), size=HEAD, colour=colour))
        self.fallen = VGroup(
            *(
                TextLine(("diverged",), ((area.left + area.right + 0.5) / 2, UPPER + 2.1), "center", HEAD, colour)
                for runner, (_, area, colour) in zip(story.course.runners, lanes, strict=True)
                if runner.diverged is not None
            )
        )
        self.epoch = Display(story.epochs, (RIGHT_EDGE, HEADING_Y), "right", HEAD, POINTER)

    def line_up(self) -> None:
        self.open(self.story.start)
        copies, rule = self.story.start.captions
        with self.saying(copies):
            panels = [VGroup(fit.still, fit.dots) for fit in self.fits]
            self.play(LaggedStart(*map(FadeIn, panels), lag_ratio=0.4), run_time=2 * BREATH)
            self.play(*(Create(fit.line) for fit in self.fits), run_time=BREATH)
        with self.saying(rule):
            explained = TextLine(("the first step of one and the same weight:",), (LEFT_EDGE, -1.7), colour=QUIET)
            self.play(FadeIn(explained), run_time=MOMENT)
            self.play(LaggedStart(*map(FadeIn, self.steps), lag_ratio=0.6), run_time=3 * BREATH)
            self.wait(2 * BREATH)
        self.play(FadeOut(self.steps, explained), run_time=MOMENT)

    def race(self) -> None:
        self.open(self.story.race)
        self.play(FadeIn(self.chart, self.chart_title, self.names, self.epoch, *self.losses, *self.curves))
        followers = [*self.fits, *self.curves, *self.losses, self.epoch]
        for passage, seconds in zip(self.story.passages, (1.0, 0.4, 0.35), strict=False):
            self.train(passage, followers, seconds)
            if passage is self.story.passages[0]:
                self.play(FadeIn(self.fallen), run_time=MOMENT)

    def finish(self) -> None:
        self.open(self.story.finish)
        reached, moral = self.story.finish.captions
        with self.saying(reached):
            self.play(Indicate(self.fits[1].line, 1.0, POINTER), run_time=2 * BREATH)
        with self.saying(moral):
            if self.fallen.submobjects:
                self.play(Indicate(self.fallen, 1.15, POINTER), run_time=2 * BREATH)
            self.wait(2 * BREATH)
