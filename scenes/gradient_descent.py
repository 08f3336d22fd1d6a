"""Gradient descent on a map: one linear neuron, the loss of every line, and five ways down."""

from __future__ import annotations

from manim import Animation, ApplyMethod, Arrow, Create, FadeIn, FadeOut, GrowArrow, ShowPassingFlash, VGroup

from scenes.learning.map_of_lines import MapOfLines
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.ledger import EquationRow, rule
from scenes.mobjects.plane import LevelLine, box_around
from scenes.mobjects.text import TextLine
from scenes.mobjects.ways import WayDown, name_ways, sample_of
from scenes.storyboards.descent_parts import NEW_B, NEW_W, step_line
from scenes.storyboards.words import Chapter
from scenes.studies.descent import FLAT, START
from scenes.studies.walks import GOOD, LARGE, MOMENTUM, SINGLE, SMALL
from scenes.style import BODY, BREATH, HEAD, MOMENT, POINTER, QUIET, STILL, TEXT, WAYS
from scenes.style import SMALL as SMALL_TEXT

FAINT = 0.35  # opacity of the ways that were gone before
LIGHT = 8.0  # width of what runs down a way once more
SECONDS = {GOOD: 5.0, SMALL: 3.5, LARGE: 4.0, SINGLE: 5.0, MOMENTUM: 4.0}


class GradientDescent(MapOfLines):
    """One linear neuron looks for the line that fits best: a map of all lines, and five ways down into its valley."""

    lesson = "line"

    def construct(self) -> None:
        self.ask()
        self.draw_map()
        self.find_the_way_down()
        self.try_rates()
        self.look_at_single_points()
        self.roll()
        self.finish()

    def find_the_way_down(self) -> None:
        """At the start: its gradient, what a step makes of w and b, and the step on the map."""
        story, work, row = self.story, self.places.work, self.places.row
        told = story.downhill
        self.chapter(told)
        good = story.ways[GOOD]
        with self.saying(told, "gradient"):
            self.fade_away(self.numbers, self.worked, self.spots[FLAT])
            self.turn(START)
            columns = (work.left, work.left + work.width / 2)
            gradient, numbers = (
                VGroup(
                    *(TextLine(line, (x, y), size=HEAD, colour=colour) for x, line in zip(columns, lines, strict=True))
                )
                for lines, y, colour in (
                    (story.gradient, work.top - row, POINTER),
                    (story.start, work.top - 2 * row, TEXT),
                )
            )
            self.play(*self.coming(numbers), run_time=MOMENT)
            self.play(*self.coming(gradient), run_time=BREATH)
        rate = TextLine(good.title, (work.left, work.top - 5 * row), size=BODY, colour=QUIET)
        rows = [
            EquationRow(step, TextLine(step_line(symbol, step), (work.left, work.top - (3 + index) * row), size=BODY))
            for index, (symbol, step) in enumerate(zip((NEW_W, NEW_B), story.steps, strict=True))
        ]
        with self.saying(told, "step"):
            self.play(*self.coming(rate), run_time=MOMENT)
            self.play(*self.coming(*rows), run_time=3 * BREATH)  # at once: neither is in the other's way
        frame, first = self.plane.frame, good.path[:2]
        self.around = LevelLine(story.study.landscape, story.tries[START].loss.value, frame, POINTER, 3.0)
        start, end = (frame.place(*place) for place in first)
        self.arrow = Arrow(start, end, buff=0.0, color=POINTER, stroke_width=6, max_tip_length_to_length_ratio=0.2)
        with self.saying(told, "arrow"):
            loss = VGroup(self.spots[START][1])
            self.drop(loss)
            self.add(self.around, self.plane.labels)  # numbers stand on level lines
            self.play(Create(self.around, introducer=False), FadeOut(loss), run_time=BREATH)
            self.play(GrowArrow(self.arrow), run_time=2 * BREATH)
        self.fade_away(numbers, gradient, VGroup(rate), *rows, VGroup(self.around, self.arrow), self.spots[START])

    def try_rates(self) -> None:
        told, work = self.story.rates, self.places.work
        self.chapter(told)
        self.ways: dict[int, WayDown] = {}
        self.walk(told, "good", GOOD)
        self.put_away()
        self.dim(GOOD)
        self.walk(told, "small", SMALL)
        self.put_away()
        self.dim(SMALL)
        limit = TextLine(
            self.story.limit,
            (work.left, work.top - self.places.row - 3.4 * self.places.spaced),
            size=BODY,
            colour=POINTER,
        )
        self.walk(told, "large", LARGE, limit)
        self.put_away(limit)

    def walk(self, told: Chapter, step: str, index: int, *beside: TextLine) -> None:
        """Go down one of the ways, while the line in the chart turns and its numbers change."""
        way, work = self.story.ways[index], self.places.work
        top = work.top - self.places.row
        below = top - self.places.spaced
        path = self.ways[index] = WayDown(index, way.path, way.stages, self.plane.frame)
        colour = WAYS[index]
        self.line.follow(way.seen, colour)
        sample = sample_of(index, work.left, top + 0.1)
        title = TextLine(way.title, (work.left + 0.9, top), size=HEAD, colour=colour)
        self.readouts = [
            Display(way.steps, (work.right, top), "right", HEAD, colour),
            Display(way.numbers, (work.left, below), size=HEAD),
            Display(way.losses, (work.left, below - self.places.spaced), size=HEAD),
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
        drawn = VGroup(way.line, way.marks)
        return ApplyMethod(drawn.set_stroke, None, None, opacity)

    def look_at_single_points(self) -> None:
        told, work = self.story.single, self.places.work
        self.chapter(told)
        self.play(FadeOut(self.ways[SMALL], self.ways[LARGE]), run_time=MOMENT)
        self.walk(told, "noise", SINGLE)
        good, y = self.story.ways[GOOD], work.top - self.places.row - 3.0 * self.places.spaced
        other = VGroup(
            sample_of(GOOD, work.left, y + 0.1),
            TextLine(good.title, (work.left + 0.9, y), size=HEAD, colour=WAYS[GOOD]),
            TextLine(good.losses[-1], (work.left, y - self.places.spaced), size=HEAD),
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
            for index in (SMALL, LARGE, SINGLE):
                VGroup(self.ways[index].line, self.ways[index].marks).set_stroke(opacity=0.0)
            self.play(*(self.faded(index, 1.0) for index in (LARGE, SINGLE, SMALL, GOOD, MOMENTUM)))
            ways = [self.ways[index] for index in sorted(self.ways)]
            taken = [box_around(one) for one in (*self.plane.labels, *self.plane_names)]
            tags = name_ways(ways, [way.name for way in story.ways], taken) if self.places.names_ways else []
            self.play(*self.coming(*tags), *self.coming(self.table()), run_time=BREATH)
        with self.saying(story.finish, "moral", STILL):
            along = self.ways[GOOD].line.copy().set_stroke(POINTER, LIGHT)
            self.play(ShowPassingFlash(along, time_width=0.4), run_time=4 * BREATH)

    def table(self) -> VGroup:
        """Return a row for each way: how it is drawn, its name, its rate, its steps, the points looked at for them."""
        work, rows = self.places.work, VGroup()
        columns = (work.left, work.left + 0.95, work.left + 3.4, work.left + 5.05, work.right)
        top, pitch = work.top - 0.22, min(self.places.row, (work.height - 0.85) / (len(self.story.ways) - 1))
        rows.add(TextLine(("until ", self.story.percent, " % down"), (columns[0], top), size=SMALL_TEXT, colour=QUIET))
        for column, head in zip(columns[2:], ("rate", "steps", "points"), strict=True):
            rows.add(TextLine((head,), (column, top), "right", SMALL_TEXT, QUIET))
        rows.add(rule(work.left, work.right, top - 0.12))
        for index, way in enumerate(self.story.ways):
            y = top - 0.52 - pitch * index
            rows.add(
                sample_of(index, columns[0], y + 0.1),
                TextLine((way.name,), (columns[1], y), size=BODY, colour=WAYS[index]),
            )
            for column, line in zip(columns[2:], ((way.rate,), way.result, way.looked), strict=True):
                rows.add(TextLine(line, (column, y), "right", BODY, TEXT))
        return rows
