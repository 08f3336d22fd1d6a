"""A ReLU neuron that dies: seen from near, in the step that kills it, and beside the one that lives."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from manim import Create, FadeIn, Indicate, ReplacementTransform, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.learning.pair import RUN, WIDE, PairFilm
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.charts import Frame, straight
from scenes.mobjects.dashboard import FitPanel
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.moving_dots import MovingDots
from scenes.mobjects.plane import axis_names
from scenes.mobjects.text import TextLine
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import A, Z
from scenes.storyboards.tell_dead import FLAT, NEW_B, NEW_W, DeadStory, step_line, tell_dead
from scenes.studies.dead import Sums, check_dead
from scenes.studies.pair import FAILS, HELPED
from scenes.style import BODY, BREATH, HEAD, HIDDEN, PAIR, POINTER, SMALL

ROW = 0.62
LEADING = 0.5
LEFT, BELOW, ABOVE = 0.6, 0.5, 1.4  # room around the axes


class SumChart(VGroup):
    """ReLU over the sums of a neuron: its `frame`, its `curve` in two pieces, flat and steep, and a dot a point."""

    def __init__(self, story: DeadStory, index: int, area: Box) -> None:
        super().__init__()
        x, y = story.axes
        self.frame = Frame(x, y, Box(area.left + LEFT, area.bottom + BELOW, area.right, area.top - ABOVE), SMALL)
        self.names = axis_names(self.frame, TextLine(("sum ", Z), size=BODY), TextLine((A,), size=BODY))
        place = self.frame.place
        self.flat, self.steep = (
            VMobject(stroke_color=HIDDEN, stroke_width=5).set_points(straight(np.array([one]), np.array([other])))
            for one, other in ((place(x.low, 0.0), place(0.0, 0.0)), (place(0.0, 0.0), place(y.high, y.high)))
        )
        self.stages, self.colour = story.sums[index].stages, PAIR[index]
        self.dots = self.dots_at(self.stages)
        self.title = TextLine(story.pair.fits[index].title, (area.left, area.top - 0.3), size=HEAD, colour=PAIR[index])
        at = (area.left, area.top - 0.3 - LEADING)
        self.on = Display(story.sums[index].on, at, size=HEAD if area.width > WIDE else BODY, colour=PAIR[index])

    def dots_at(self, stages: tuple[Sums, ...]) -> MovingDots:
        """Return dots on the curve, at the sums of each stage."""
        return MovingDots([tuple((z, max(z, 0.0)) for z in stage) for stage in stages], self.frame, self.colour)

    def sums_at(self, stage: int) -> VMobject:
        """Return the dots of a stage before ReLU: on the axis, at their sums."""
        return MovingDots([tuple((z, 0.0) for z in self.stages[stage])], self.frame, self.colour).dots

    @property
    def pictures(self) -> VGroup:
        return VGroup(self.frame, self.names, self.flat, self.steep, self.title, self.dots, self.on)


class DyingNeuron(PairFilm):
    """A ReLU neuron is pushed to where it is off for every point, and never comes back; a smaller rate spares it."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_dead(lesson)

    @cached_property
    def story(self) -> DeadStory:
        return tell_dead(self.subject_matter)

    def construct(self) -> None:
        self.ask(self.story.question)
        self.look_at_the_neuron()
        self.take_the_step()
        self.stay()
        self.compare()
        self.see_both_again(self.story.finish)

    def look_at_the_neuron(self) -> None:
        """Show the sums of the neuron before it dies, on the curve of ReLU; beside them, what the network says then."""
        story, told, work = self.story, self.story.neuron, self.places.work
        self.turn_to(told)
        self.chart = chart = SumChart(story, FAILS, self.places.near)
        beside = self.places.beside
        self.fit = [FitPanel(story.pair.fits[FAILS], beside, PAIR[FAILS])] if beside else []
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        for one in self.followers:
            one.show_at(story.stage - 1)
        self.numbers = TextLine(story.parameters[0], (work.left, work.top - 0.3), size=HEAD)
        with self.saying(told, "sum"):
            self.play(*self.coming(chart.frame, chart.names, chart.title, self.epoch), run_time=BREATH)
            self.play(*self.coming(self.numbers, *self.fit_pictures), run_time=BREATH)
            sums = chart.sums_at(story.stage - 1)
            self.play(FadeIn(sums), run_time=BREATH)
        with self.saying(told, "relu"):
            self.play(Create(chart.flat), run_time=BREATH)
            self.play(Create(chart.steep), run_time=BREATH)
            self.play(ReplacementTransform(sums, chart.dots.dots), run_time=BREATH)
        with self.saying(told, "dots"):
            self.play(*self.coming(chart.on), run_time=BREATH)

    @property
    def followers(self) -> list[Follower]:
        return [self.chart.dots, self.chart.on, *self.fit, self.epoch]

    @property
    def fit_pictures(self) -> list[VGroup]:
        return [VGroup(fit.frame, fit.dots, fit.line) for fit in self.fit]

    def rows(self, equations: tuple[Equation, Equation]) -> list[EquationRow]:
        work = self.places.work
        return [
            EquationRow(step, TextLine(step_line(symbol, step), (work.left, work.top - 0.3 - index * ROW), size=BODY))
            for index, (symbol, step) in enumerate(zip((NEW_W, NEW_B), equations, strict=True), start=1)
        ]

    def take_the_step(self) -> None:
        """Work the step out, then let the dots go along the curve as it gets longer, up to its own length."""
        story, told, chart = self.story, self.story.step, self.chart
        self.open(told)
        self.steps = self.rows(story.steps)
        with self.saying(told, "update"):
            for row in self.steps:
                self.play(*self.coming(row), run_time=2 * BREATH)
        self.slide = slide = chart.dots_at(story.slide)
        with self.saying(told, "dead"):
            self.fade_away(self.numbers, chart.on)
            self.drop(chart.dots)
            self.add(slide)
            self.play(slide.advance(0, len(story.slide) - 1, 2 * BREATH))
            self.drop(slide)
            self.add(chart.dots)
            for one in self.followers:
                one.show_at(story.stage)
            self.numbers = TextLine(story.parameters[1], (self.places.work.left, self.places.work.top - 0.3), size=HEAD)
            self.play(*self.coming(self.numbers, chart.on), run_time=BREATH)
        self.fade_away(*self.steps)

    def stay(self) -> None:
        """Show that the next step is none, and let the run go on to its end."""
        story, told, area = self.story, self.story.stays, self.chart.frame.area
        self.open(told)
        slope = TextLine(FLAT, (area.left + 0.3, area.bottom + 0.35), size=HEAD, colour=POINTER)
        zeros = self.rows(story.zeros)
        with self.saying(told, "flat"):
            self.play(Indicate(self.chart.flat, 1.0, POINTER), *self.coming(slope), run_time=2 * BREATH)
        with self.saying(told, "zero"):
            for row in zeros:
                self.play(*self.coming(row), run_time=2 * BREATH)
        self.train(told, story.frozen, self.followers, 0.06)
        self.left = [*zeros, slope, self.numbers, self.chart.pictures, *self.fit_pictures, VGroup(self.epoch)]

    def compare(self) -> None:
        """Show the neuron in both runs, side by side."""
        story, told = self.story, self.story.help
        self.turn_to(told)
        charts = [SumChart(story, index, area) for index, area in zip((FAILS, HELPED), self.places.halves, strict=True)]
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        with self.saying(told, "both"):
            self.play(*self.coming(*(chart.pictures for chart in charts), self.epoch), run_time=BREATH)
        followers = [*(one for chart in charts for one in (chart.dots, chart.on)), self.epoch]
        self.train(told, story.lives, followers, RUN)
        self.left = [*(chart.pictures for chart in charts), VGroup(self.epoch)]
