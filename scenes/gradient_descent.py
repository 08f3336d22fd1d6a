"""Gradient descent on a map: one linear neuron, the loss of every line, and five ways down."""

from __future__ import annotations

from functools import cached_property

from manim import (
    Animation,
    Arrow,
    Create,
    Dot,
    FadeIn,
    FadeOut,
    GrowArrow,
    LaggedStart,
    ReplacementTransform,
    Transform,
    VGroup,
)
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.layout.descent import arrange
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.fitted_line import FittedLine, PointChart
from scenes.mobjects.ledger import EquationRow, rule
from scenes.mobjects.plane import LevelLine, Plane, axis_names, box_around, plane_frame
from scenes.mobjects.text import TextLine
from scenes.mobjects.ways import WayDown, name_ways, sample_of
from scenes.stage.film import ASIDE_Y, LEFT_EDGE, RIGHT_EDGE, Film
from scenes.storyboards.descent_parts import NEW_B, NEW_W, step_line
from scenes.storyboards.notation import B, W_SMALL
from scenes.storyboards.tell_descent import DescentStory, tell_descent
from scenes.storyboards.words import Chapter
from scenes.studies.descent import BEST, FLAT, GOOD, LARGE, MOMENTUM, SINGLE, SMALL, START, check_descent
from scenes.style import BODY, BREATH, FRAME_HEIGHT, HEAD, MOMENT, POINTER, QUIET, TEXT, WAYS
from scenes.style import SMALL as SMALL_TEXT

LAYOUT = arrange(Box(LEFT_EDGE, -FRAME_HEIGHT / 2 + 0.12, RIGHT_EDGE, ASIDE_Y - 0.25))
ROW = 0.46
SPACED = 0.56  # rows with powers of ten
FAINT = 0.35  # opacity of the ways that were gone before
SECONDS = {GOOD: 6.0, SMALL: 4.0, LARGE: 5.0, SINGLE: 6.5, MOMENTUM: 5.0}


class GradientDescent(Film):
    """One linear neuron looks for the line that fits best: a map of all lines, and five ways down into its valley."""

    lesson: str | Lesson = "line"

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_descent(lesson)

    @cached_property
    def story(self) -> DescentStory:
        return tell_descent(self.subject_matter, LAYOUT.plane.width / LAYOUT.plane.height)

    @property
    def subject(self) -> object:
        return self.story.study

    def construct(self) -> None:
        self.ask()
        self.draw_map()
        self.find_the_way_down()
        self.try_rates()
        self.look_at_single_points()
        self.roll()
        self.finish()

    def ask(self) -> None:
        """Show the points, a first line, and its loss, in a chart that has the frame to itself."""
        story, start = self.story, self.story.tries[START]
        self.chapter(story.question)
        x, y, _, _ = story.axes
        self.alone = PointChart(x, y, story.samples, LAYOUT.alone)
        self.names = axis_names(
            self.alone.frame, TextLine((story.feature,), size=SMALL_TEXT), TextLine((story.target,), size=SMALL_TEXT)
        )
        self.large = FittedLine([start.seen], self.alone)
        under = LAYOUT.under
        self.numbers = TextLine(start.numbers, (under.left, under.top - 0.45), size=HEAD)
        worked = TextLine(start.worked, (under.left, under.top - 0.95), size=BODY)
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
        story, work = self.story, LAYOUT.work
        x, y, w, b = story.axes
        self.chart = PointChart(x, y, story.samples, LAYOUT.chart)
        self.line = FittedLine([story.tries[START].seen], self.chart)
        small = axis_names(
            self.chart.frame, TextLine((story.feature,), size=SMALL_TEXT), TextLine((story.target,), size=SMALL_TEXT)
        )
        numbers, worked = self.written(START, work.top - ROW)
        self.play(FadeOut(self.alone.frame, self.names), run_time=MOMENT)
        self.play(
            *(ReplacementTransform(one, other) for one, other in zip(self.alone.dots, self.chart.dots, strict=True)),
            ReplacementTransform(self.large.line, self.line.line),
            ReplacementTransform(self.large.misses, self.line.misses),
            *self.coming(self.chart.frame, small, numbers, worked),
            FadeOut(self.numbers, self.worked),
            run_time=2 * BREATH,
        )
        self.numbers, self.worked, self.names = numbers, worked, small
        frame = plane_frame(w, b, LAYOUT.plane, SMALL_TEXT)
        self.plane_names = axis_names(
            frame, TextLine((W_SMALL, ", slope"), size=SMALL_TEXT), TextLine((B, ", height"), size=SMALL_TEXT)
        )
        taken = [box_around(name) for name in self.plane_names]
        self.plane = Plane(story.study.landscape, story.levels, frame, story.tries[START].place, taken)

    def written(self, index: int, top: float) -> tuple[TextLine, EquationRow]:
        """Return the numbers of a line that is tried and, below, how its loss is worked out."""
        tried, left = self.story.tries[index], LAYOUT.work.left
        worked = TextLine(tried.worked, (left, top - ROW), size=BODY)
        return TextLine(tried.numbers, (left, top), size=HEAD), EquationRow(tried.mean, worked)

    def place_lines(self) -> None:
        """Let two lines become points of the plane, each with its loss beside it."""
        story, frame = self.story, self.plane.frame
        self.spots = [self.spot(index) for index in (START, FLAT)]
        self.add(self.plane.rings)  # behind all that is drawn on it
        with self.saying(story.map, "place"):
            self.play(*self.coming(frame, self.plane_names), run_time=BREATH)
            self.place(START)
        with self.saying(story.map, "another"):
            numbers, worked = self.written(FLAT, LAYOUT.work.top - ROW)
            self.fade_away(self.numbers, self.worked)
            self.turn(FLAT)
            self.play(*self.coming(numbers, worked), run_time=MOMENT)
            self.numbers, self.worked = numbers, worked
            self.place(FLAT)

    def spot(self, index: int) -> VGroup:
        """Return the point of a line that is tried, and its loss beside it."""
        tried = self.story.tries[index]
        at = self.plane.frame.place(*tried.place)
        beside = (at[0], at[1] + (0.2 if index == FLAT else -0.4))  # the two may be at one place
        return VGroup(Dot(at, radius=0.1, color=POINTER), TextLine((tried.loss,), beside, "center", BODY, POINTER))

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
            numbers, worked = self.written(BEST, LAYOUT.work.top - ROW)
            self.fade_away(self.numbers, self.worked)
            self.turn(BEST)
            self.play(*self.coming(numbers, worked), Create(plane.lowest), run_time=BREATH)
            self.numbers, self.worked = numbers, worked

    def find_the_way_down(self) -> None:
        """At the start: its gradient, what a step makes of w and b, and the step on the map."""
        story, work = self.story, LAYOUT.work
        told = story.downhill
        self.chapter(told)
        good = story.ways[GOOD]
        with self.saying(told, "gradient"):
            self.fade_away(self.numbers, self.worked, self.spots[FLAT])
            self.turn(START)
            numbers = TextLine(story.tries[START].numbers, (work.left, work.top - ROW), size=HEAD)
            gradient = VGroup(
                *(
                    TextLine(line, (work.left + work.width / 2 * index, work.top - 2 * ROW), size=HEAD, colour=POINTER)
                    for index, line in enumerate(story.gradient)
                )
            )
            self.play(*self.coming(numbers), run_time=MOMENT)
            self.play(*self.coming(gradient), run_time=BREATH)
        rate = TextLine(good.title, (work.left, work.top - 3 * ROW), size=BODY, colour=QUIET)
        rows = [
            EquationRow(step, TextLine(step_line(symbol, step), (work.left, work.top - (4 + index) * ROW), size=BODY))
            for index, (symbol, step) in enumerate(zip((NEW_W, NEW_B), story.steps, strict=True))
        ]
        with self.saying(told, "step"):
            self.play(*self.coming(rate), run_time=MOMENT)
            self.play(LaggedStart(*self.coming(*rows), lag_ratio=0.6), run_time=3 * BREATH)
        frame, first = self.plane.frame, good.path[:2]
        self.around = LevelLine(story.study.landscape, story.tries[START].loss.value, frame, POINTER, 3.0)
        start, end = (frame.place(*place) for place in first)
        self.arrow = Arrow(start, end, buff=0.0, color=POINTER, stroke_width=6, max_tip_length_to_length_ratio=0.2)
        with self.saying(told, "arrow"):
            self.play(Create(self.around), run_time=BREATH)
            self.play(GrowArrow(self.arrow), run_time=2 * BREATH)
        self.fade_away(numbers, gradient, VGroup(rate), *rows, VGroup(self.around), self.arrow, self.spots[START])

    def try_rates(self) -> None:
        told = self.story.rates
        self.chapter(told)
        self.ways: dict[int, WayDown] = {}
        self.walk(told, "good", GOOD)
        self.put_away()
        self.dim(GOOD)
        self.walk(told, "small", SMALL)
        self.put_away()
        self.dim(SMALL)
        limit = TextLine(
            self.story.limit, (LAYOUT.work.left, LAYOUT.work.top - ROW - 3.4 * SPACED), size=BODY, colour=POINTER
        )
        self.walk(told, "large", LARGE, limit)
        self.put_away(limit)

    def walk(self, told: Chapter, step: str, index: int, *beside: TextLine) -> None:
        """Go down one of the ways, while the line in the chart turns and its numbers change."""
        way, work = self.story.ways[index], LAYOUT.work
        path = self.ways[index] = WayDown(index, way.path, way.stages, self.plane.frame)
        colour = WAYS[index]
        self.line.follow(way.seen, colour)
        sample = sample_of(index, work.left, work.top - ROW + 0.1)
        title = TextLine(way.title, (work.left + 0.9, work.top - ROW), size=HEAD, colour=colour)
        below = work.top - ROW - SPACED
        self.readouts = [
            Display(way.steps, (work.right, work.top - ROW), "right", HEAD, colour),
            Display(way.numbers, (work.left, below), size=HEAD),
            Display(way.losses, (work.left, below - SPACED), size=HEAD),
        ]
        followers: list[Follower] = [path, self.line, *self.readouts]
        self.heading_of_walk = VGroup(sample, title)
        with self.saying(told, step):
            self.play(*self.coming(sample, title, *beside), run_time=MOMENT)
            self.play(FadeIn(path), *self.coming(*self.readouts), run_time=MOMENT)
            last = len(way.stages) - 1
            self.play(*(follower.advance(0, last, SECONDS[index]) for follower in followers))
        path.rest()

    def put_away(self, *others: VGroup) -> None:
        """Take away what was written of the last way."""
        self.fade_away(self.heading_of_walk, *self.readouts, *others)

    def dim(self, *indices: int) -> None:
        self.play(*(self.faded(index, FAINT) for index in indices), run_time=MOMENT)

    def faded(self, index: int, opacity: float) -> Animation:
        way = self.ways[index]
        return VGroup(way.line, way.marks).animate.set_stroke(opacity=opacity)

    def look_at_single_points(self) -> None:
        told, work = self.story.single, LAYOUT.work
        self.chapter(told)
        self.play(FadeOut(self.ways[SMALL], self.ways[LARGE]), run_time=MOMENT)
        self.walk(told, "noise", SINGLE)
        good, y = self.story.ways[GOOD], work.top - ROW - 3.2 * SPACED
        other = VGroup(
            sample_of(GOOD, work.left, y + 0.1),
            TextLine(good.title, (work.left + 0.9, y), size=HEAD, colour=WAYS[GOOD]),
            TextLine(good.losses[-1], (work.left, y - SPACED), size=HEAD),
        )
        with self.saying(told, "compared"):
            self.play(self.faded(GOOD, 1.0), *self.coming(other), run_time=MOMENT)
        self.put_away(other)

    def roll(self) -> None:
        told = self.story.momentum
        self.chapter(told)
        self.play(FadeOut(self.ways[SINGLE]), self.faded(GOOD, FAINT), run_time=MOMENT)
        self.walk(told, "rolls", MOMENTUM)
        self.put_away()

    def finish(self) -> None:
        story = self.story
        self.chapter(story.finish)
        with self.saying(story.finish, "steps"):
            self.play(*(FadeIn(self.ways[index]) for index in (SMALL, LARGE, SINGLE)), self.faded(GOOD, 1.0))
            ways = [self.ways[index] for index in sorted(self.ways)]
            taken = [box_around(one) for one in (*self.plane.labels, *self.plane_names)]
            tags = name_ways(ways, [way.name for way in story.ways], taken)
            self.play(*self.coming(*tags), *self.coming(self.table()), run_time=2 * BREATH)
        with self.saying(story.finish, "moral"):
            self.wait(3 * BREATH)

    def table(self) -> VGroup:
        """Return a row for each way: how it is drawn, its name, its rate, its steps, the points looked at for them."""
        work, rows = LAYOUT.work, VGroup()
        columns = (work.left, work.left + 0.95, work.left + 3.4, work.left + 5.05, work.right)
        top = work.top - 0.22
        rows.add(TextLine(("until ", self.story.percent, " % down"), (columns[0], top), size=SMALL_TEXT, colour=QUIET))
        for column, head in zip(columns[2:], ("rate", "steps", "points"), strict=True):
            rows.add(TextLine((head,), (column, top), "right", SMALL_TEXT, QUIET))
        rows.add(rule(work.left, work.right, top - 0.12))
        for index, way in enumerate(self.story.ways):
            y = top - 0.52 - ROW * index
            rows.add(
                sample_of(index, columns[0], y + 0.1),
                TextLine((way.name,), (columns[1], y), size=BODY, colour=WAYS[index]),
            )
            for column, line in zip(columns[2:], ((way.rate,), way.result, way.looked), strict=True):
                rows.add(TextLine(line, (column, y), "right", BODY, TEXT))
        return rows
