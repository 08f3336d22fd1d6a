"""A map of all straight lines: points, lines that are tried, and the loss of every line as a landscape."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from manim import ApplyMethod, Create, Dot, FadeIn, FadeOut, LaggedStart, ReplacementTransform, Transform, VGroup
from manim import Line as Stroke
from numpy.typing import NDArray

from scenes.layout.boxes import Box
from scenes.layout.descent import DescentLayout, arrange
from scenes.layout.formats import LEADING
from scenes.lessons import Lesson
from scenes.mobjects.charts import Frame
from scenes.mobjects.fitted_line import FittedLine, PointChart
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.plane import Plane, axis_names, box_around, plane_frame
from scenes.mobjects.text import TextLine, below_middle
from scenes.stage.film import Film
from scenes.storyboards.notation import W_SMALL, B
from scenes.storyboards.tell_descent import DescentStory, tell_descent
from scenes.studies.descent import BEST, FLAT, START, check_descent
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER, SMALL

BELOW_HEADING, ABOVE_BAND = 0.25, 0.12
NUMBERS, LOSS = 0.45, 0.95  # from the top of what is under the chart, while that is alone, to their lines


class MapOfLines(Film):
    """A film about one linear neuron, on a map on which each line is a point."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_descent(lesson)

    @cached_property
    def places(self) -> DescentLayout:
        form = self.format
        top = form.aside_y - (form.aside_lines - 1) * LEADING - BELOW_HEADING
        return arrange(Box(form.left, form.frame.bottom + ABOVE_BAND, form.right, top))

    @cached_property
    def story(self) -> DescentStory:
        return tell_descent(self.subject_matter, self.places.plane.width / self.places.plane.height)

    @property
    def subject(self) -> object:
        return self.story.study

    def ask(self) -> None:
        """Show the points, a first line, and its loss, in a chart that has the frame to itself."""
        story, start = self.story, self.story.tries[START]
        self.chapter(story.question)
        x, y, _, _ = story.axes
        self.alone = PointChart(x, y, story.samples, self.places.alone)
        self.names = axis_names(
            self.alone.frame, TextLine((story.feature,), size=SMALL), TextLine((story.target,), size=SMALL)
        )
        self.large = FittedLine([start.seen], self.alone)
        under = self.places.under
        self.numbers = TextLine(start.numbers, (under.left, under.top - NUMBERS), size=HEAD)
        worked = TextLine(start.worked, (under.left, under.top - LOSS), size=BODY)
        self.worked = EquationRow(start.mean, worked)
        with self.saying(story.question, "points"):
            self.play(*self.coming(self.alone.frame, self.names), run_time=MOMENT)
            self.play(
                LaggedStart(*(FadeIn(dot, scale=2.0) for dot in self.alone.dots), lag_ratio=0.4), run_time=2 * BREATH
            )
        with self.saying(story.question, "line"):
            self.play(Create(self.large.line), run_time=BREATH)
            self.play(*self.coming(self.numbers), run_time=MOMENT)
        with self.saying(story.question, "loss"):
            self.play(Create(self.large.misses), run_time=2 * BREATH)
            self.play(*self.coming(self.worked), run_time=BREATH)

    def draw_map(self) -> None:
        self.chapter(self.story.map)
        self.make_room()
        self.place_lines()
        self.raise_landscape()

    def make_room(self) -> None:
        """Move the chart to the left, where its loss goes with it, and open the plane at the right."""
        story, work = self.story, self.places.work
        x, y, w, b = story.axes
        self.chart = PointChart(x, y, story.samples, self.places.chart)
        self.line = FittedLine([story.tries[START].seen], self.chart)
        small = axis_names(
            self.chart.frame, TextLine((story.feature,), size=SMALL), TextLine((story.target,), size=SMALL)
        )
        under = self.places.under
        row = self.places.row
        lift = np.array([work.left - under.left, work.top - row - (under.top - NUMBERS), 0.0])
        step = np.array([lift[0], work.top - 2 * row - (under.top - LOSS), 0.0])
        self.play(FadeOut(self.alone.frame, self.names), run_time=MOMENT)
        # as many dashes as there will be, so that none is torn
        self.large.misses.points = carried(self.line.misses.points, self.chart.frame.area, self.alone.frame.area)
        self.play(
            *(ReplacementTransform(one, other) for one, other in zip(self.alone.dots, self.chart.dots, strict=True)),
            ReplacementTransform(self.large.line, self.line.line),
            ReplacementTransform(self.large.misses, self.line.misses),
            ApplyMethod(self.numbers.shift, lift),
            ApplyMethod(self.worked.shift, step),
            run_time=2 * BREATH,
        )
        self.play(*self.coming(self.chart.frame, small), run_time=MOMENT)
        self.names = small
        frame = plane_frame(w, b, self.places.plane, SMALL)
        self.spots = [self.spot(index, frame) for index in (START, FLAT)]
        self.plane_names = axis_names(
            frame, TextLine((W_SMALL, ", slope"), size=SMALL), TextLine((B, ", height"), size=SMALL)
        )
        taken = [box_around(name) for name in (*self.plane_names, *(text for _, text in self.spots))]
        self.plane = Plane(story.study.landscape, story.levels, frame, story.tries[START].place, taken)

    def written(self, index: int, top: float) -> tuple[TextLine, EquationRow]:
        """Return the numbers of a line that is tried and, below, how its loss is worked out."""
        tried, left = self.story.tries[index], self.places.work.left
        worked = TextLine(tried.worked, (left, top - self.places.row), size=BODY)
        return TextLine(tried.numbers, (left, top), size=HEAD), EquationRow(tried.mean, worked)

    def place_lines(self) -> None:
        """Let two lines become points of the plane, each with its loss beside it."""
        story, frame = self.story, self.plane.frame
        self.add(self.plane.rings)  # behind all that is drawn on it
        with self.saying(story.map, "place"):
            self.play(*self.coming(frame, self.plane_names), run_time=BREATH)
            self.place(START)
        with self.saying(story.map, "another"):
            numbers, worked = self.written(FLAT, self.places.work.top - self.places.row)
            self.fade_away(self.numbers, self.worked)
            self.turn(FLAT)
            self.play(*self.coming(numbers, worked), run_time=MOMENT)
            self.numbers, self.worked = numbers, worked
            self.place(FLAT)

    def spot(self, index: int, frame: Frame) -> VGroup:
        """Return the point of a line that is tried, and its loss beside it."""
        tried = self.story.tries[index]
        at = frame.place(*tried.place)
        loss = TextLine((tried.loss,), size=BODY, colour=POINTER)
        aside = np.array([-loss.width_set / 2, 0.2 if index == FLAT else -0.4, 0.0])  # the two may be at one place
        if index == START and at[1] - 0.5 < frame.area.bottom:
            right = at[0] + 0.25 + loss.width_set < frame.area.right
            aside = np.array([0.25 if right else -0.25 - loss.width_set, below_middle(0.0, BODY), 0.0])
        return VGroup(Dot(at, radius=0.1, color=POINTER), loss.shift(at + aside))

    def place(self, index: int) -> None:
        """Let a dotted trail lead from w and b at the axes to the point, and its loss come to it."""
        area = self.plane.frame.area
        at = self.plane.frame.place(*self.story.tries[index].place)
        trail = VGroup(
            Stroke((at[0], area.bottom, 0.0), at, color=POINTER, stroke_width=2),
            Stroke((area.left, at[1], 0.0), at, color=POINTER, stroke_width=2),
        )
        dot, text = self.spots[index]
        self.play(Create(trail), run_time=BREATH)
        self.play(FadeIn(dot, scale=2.0), *self.coming(text), FadeOut(trail), run_time=BREATH)

    def turn(self, index: int) -> None:
        """Turn the line in the chart to one that is tried."""
        to = FittedLine([self.story.tries[index].seen], self.chart)
        self.play(Transform(self.line.line, to.line.copy()), FadeOut(self.line.misses), run_time=BREATH)
        self.drop(self.line)
        self.line = to
        self.add(to.line)
        self.play(Create(to.misses), run_time=MOMENT)

    def raise_landscape(self) -> None:
        """Draw the level lines from the lowest out, and go to the lowest point."""
        story, plane = self.story, self.plane
        with self.saying(story.map, "levels"):
            self.play(plane.rings.advance(0, len(plane.rings.lines), 3 * BREATH))
            self.play(LaggedStart(*self.coming(*plane.labels), lag_ratio=0.3), run_time=2 * BREATH)
        with self.saying(story.map, "lowest"):
            numbers, worked = self.written(BEST, self.places.work.top - self.places.row)
            self.fade_away(self.numbers, self.worked)
            self.turn(BEST)
            self.play(*self.coming(numbers, worked), Create(plane.lowest), run_time=BREATH)
            self.numbers, self.worked = numbers, worked


def carried(points: NDArray[np.float64], start: Box, end: Box) -> NDArray[np.float64]:
    """Return points within one box as they are in another, stretched as that is."""
    stretch = np.array([end.width / start.width, end.height / start.height, 1.0])
    moved: NDArray[np.float64] = (points - [start.left, start.bottom, 0.0]) * stretch + [end.left, end.bottom, 0.0]
    return moved
