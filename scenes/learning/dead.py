"""A ReLU neuron that dies: seen from near, in the step that kills it, and beside the one that lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from manim import Create, Indicate, ReplacementTransform, ShowPassingFlash, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.learning.pair import WIDE, PairFilm
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.charts import Frame, draw_within, straight
from scenes.mobjects.dashboard import FitPanel
from scenes.mobjects.diagram import Edge
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.moving_dots import MovingDots
from scenes.mobjects.named_network import NamedNetwork
from scenes.mobjects.plane import axis_names
from scenes.mobjects.text import TextLine
from scenes.storyboards.charts import Points
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import A, Z
from scenes.storyboards.tell_dead import FLAT, NEW_B, NEW_W, DeadStory, step_line, tell_dead
from scenes.studies.dead import Sums, check_dead
from scenes.studies.pair import FAILS, HELPED
from scenes.style import BODY, BREATH, HEAD, HIDDEN, PAIR, POINTER, SMALL

ROW = 0.62
LEADING, BASE = 0.5, 0.2  # from line to line, and from the bottom to the last one
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


class Sliding:
    """What changes while the step into death gets longer: the dots of the chart, and the line of the fit, if any."""

    def __init__(self, story: DeadStory, chart: SumChart, fits: list[FitPanel]) -> None:
        self.dots = chart.dots_at(tuple(one.sums for one in story.slide))
        self.lines = [
            FitLine([tuple(zip(story.pair.fits[FAILS].grid, one.fit, strict=True)) for one in story.slide], fit.frame)
            for fit in fits
        ]

    @property
    def followers(self) -> list[Follower]:
        return [self.dots, *self.lines]


class FitLine(Follower):
    """A line through the `points` of each stage, in the colour of the run that fails."""

    def __init__(self, points: Sequence[Points], frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.all = [np.array([frame.place(x, y) for x, y in stage]) for stage in points]
        self.line = VMobject(stroke_color=PAIR[FAILS], stroke_width=5)
        self.add(self.line)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        draw_within(self.line, self.all[stage], self.frame.area)


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
        self.chart = chart = SumChart(story, FAILS, self.places.near)
        beside = self.places.beside
        self.fit = [FitPanel(story.pair.fits[FAILS], beside, PAIR[FAILS])] if beside else []
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        for one in self.followers:
            one.show_at(story.stage - 1)
        self.numbers = TextLine(story.parameters[0], (work.left, work.top - 0.3), size=HEAD)
        self.turn_to(told, chart.frame, chart.names, chart.title, self.epoch)
        with self.saying(told, "sum"):
            self.play(*self.coming(self.numbers, *self.fit_pictures), run_time=BREATH)
            sums = chart.sums_at(story.stage - 1)
            self.play(Create(sums), run_time=3 * BREATH)  # one after another
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
            self.write_step(self.steps)
        with self.saying(told, "dead"):
            self.slide(chart)
        self.fade_away(*self.steps)

    def write_step(self, rows: list[EquationRow]) -> None:
        """Let the numbers of a step come to both rows at once: on none yet; the rate, from afar, over the others."""
        _, rate, _ = rows[0].equation.operands
        over = np.array([rows[0].get_x(), rows[0].get_top()[1] + ROW / 4, 0.0])
        self.play(*self.coming(*rows, via={rate.path: over}), run_time=4 * BREATH)

    def slide(self, chart: SumChart) -> None:
        """Let the step get longer, up to its own length: sums, numbers and fit go along."""
        story, work = self.story, self.places.work
        self.sliding = Sliding(story, chart, self.fit)
        numbers = Display([one.numbers for one in story.slide], (work.left, work.top - 0.3), size=HEAD)
        on = Display([one.on for one in story.slide], chart.on.at, size=chart.on.size, colour=PAIR[FAILS])
        self.drop(self.numbers, chart.on, chart.dots, *(VGroup(fit.line) for fit in self.fit))
        parts = [*self.sliding.followers, numbers, on]
        self.add(*parts)
        self.play(*(one.advance(0, len(story.slide) - 1, 3 * BREATH) for one in parts))
        self.drop(*parts)
        for one in self.followers:
            one.show_at(story.stage)
        self.numbers = TextLine(story.parameters[1], (work.left, work.top - 0.3), size=HEAD)
        self.add(chart.dots, chart.on, self.numbers, *(fit.line for fit in self.fit))

    def stay(self) -> None:
        """Show that the next step is none, what of the layer is off, and let the run go on to its end."""
        story, told, area = self.story, self.story.stays, self.chart.frame.area
        self.open(told)
        slope = TextLine(FLAT, (area.left + 0.3, area.bottom + 0.35), size=HEAD, colour=POINTER)
        zeros = self.rows(story.zeros)
        with self.saying(told, "flat"):
            self.play(Indicate(self.chart.flat, 1.0, POINTER), *self.coming(slope), run_time=2 * BREATH)
            along = self.chart.flat.copy().set_color(POINTER)
            self.play(ShowPassingFlash(along, time_width=0.5), run_time=3 * BREATH)
        with self.saying(told, "zero"):
            self.write_step(zeros)
        self.fade_away(*zeros, self.numbers)
        area = self.below_numbers()
        network = self.draw(story.network, replace(area, bottom=area.bottom + LEADING))
        rest = [Display(story.rest, (area.left, area.bottom + BASE), size=BODY)] if story.rest else []
        for line in rest:
            line.show_at(story.stage)
        with self.saying(told, "others"):
            self.play(*self.coming(network.put_out(1, story.fallen), *rest), run_time=2 * BREATH)
            self.light_through(network.diagram.edges.values(), BREATH)
        if not story.study.is_empty:  # other neurons go on: it will be another network
            self.fade_away(network)
        self.run_both(told, story.frozen, [*self.followers, *rest])
        self.left = [
            slope,
            *([network] if story.study.is_empty else []),
            *rest,
            self.chart.pictures,
            *self.fit_pictures,
            VGroup(self.epoch),
        ]

    def below_numbers(self) -> Box:
        """Return what is left of the place for numbers above what the network says."""
        work, beside = self.places.work, self.places.beside
        return replace(work, bottom=beside.top - BASE) if beside else work

    def compare(self) -> None:
        """Show the neuron in both runs, side by side."""
        story, told = self.story, self.story.help
        charts = [SumChart(story, index, area) for index, area in zip((FAILS, HELPED), self.places.halves, strict=True)]
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        self.turn_to(told, *(chart.pictures for chart in charts), self.epoch)
        with self.saying(told, "both"):
            for chart in charts:
                self.play(Indicate(chart.title, 1.0, POINTER), run_time=2 * BREATH)
        followers = [*(one for chart in charts for one in (chart.dots, chart.on)), self.epoch]
        self.run_both(told, story.lives, followers)
        self.left = [*(chart.pictures for chart in charts), VGroup(self.epoch)]

    def ends(self) -> list[NamedNetwork]:
        return [one.put_out(1, gone) for one, gone in zip(super().ends(), self.story.gone, strict=True)]

    def learning(self) -> list[Edge]:
        return [
            edge
            for one, gone in zip(self.networks, self.story.gone, strict=True)
            for place, edge in one.diagram.edges.items()
            if place.layer > 1 or place.j not in gone
        ]
