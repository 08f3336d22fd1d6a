"""Gradients that vanish: bars from the last layer back to the first, the slope that makes them shrink, and the help."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from manim import Create, Dot, FadeIn, Indicate, LaggedStart, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.learning.pair import PairFilm
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display
from scenes.mobjects.charts import Frame, straight
from scenes.mobjects.diagram import FAINT, FAINTEST, ROUND, BackwardEdge, Diagram, Edge
from scenes.mobjects.gradient_bars import GradientBars
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.moving_dots import MovingDots
from scenes.mobjects.named_network import drawn_whole
from scenes.mobjects.plane import axis_names
from scenes.mobjects.text import TextLine, wrapped
from scenes.storyboards.notation import Z, written
from scenes.storyboards.readout import Symbol
from scenes.storyboards.tell_vanishing import Bars, VanishingStory, product_line, tell_vanishing
from scenes.studies.pair import FAILS, HELPED
from scenes.studies.vanishing import check_vanishing
from scenes.style import BACKWARD, BODY, BREATH, HEAD, HIDDEN, MOMENT, PAIR, POINTER, SMALL

SHARE = 0.42  # of the height, for a network above its bars
WAY = 0.9  # how wide the one way back is
LEADING = 0.5
LEAST = 2.0  # the height of a network
LEFT, BELOW, ABOVE = 0.6, 0.5, 0.55  # room around the axes
HEADING = 1.1  # above bars: room for two lines
ROW = 0.62
PRODUCT = (Symbol("what comes back · slope:", "what comes back · slope:"),)
SLOPE_NAME = (Symbol("slope", "slope"),)


class SlopeChart:
    """The slope of the sigmoid over its sum: a `curve`, its `peak`, a dot a neuron, and `one` that is worked out."""

    def __init__(self, story: VanishingStory, area: Box) -> None:
        x, y = story.axes
        self.frame = Frame(x, y, Box(area.left + LEFT, area.bottom + BELOW, area.right, area.top - ABOVE), SMALL)
        self.names = axis_names(self.frame, TextLine(("sum ", Z), size=BODY), TextLine(SLOPE_NAME, size=BODY))
        path = np.array([self.frame.place(*point) for point in story.slopes])
        self.curve = VMobject(stroke_color=HIDDEN, stroke_width=5).set_points(straight(path[:-1], path[1:]))
        self.dots = MovingDots([story.sums], self.frame, BACKWARD).dots
        self.one = Dot(self.frame.place(*story.neuron), radius=0.14, color=POINTER)
        highest = self.frame.place(0.0, story.study.peak)
        self.peak = TextLine(story.peak, (highest[0], highest[1] + 0.25), "center", HEAD, HIDDEN)

    @property
    def pictures(self) -> VGroup:
        return VGroup(self.frame, self.names, self.curve, self.dots, self.one, self.peak)


class VanishingGradients(PairFilm):
    """In a deep network of sigmoid neurons, next to no gradient reaches the first layer; with ReLU it does."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_vanishing(lesson)

    @cached_property
    def story(self) -> VanishingStory:
        return tell_vanishing(self.subject_matter)

    def construct(self) -> None:
        self.ask(self.story.question)
        self.go_back()
        self.find_the_reason()
        self.compare()
        self.see_both_again(self.story.finish)

    @property
    def whole(self) -> Box:
        left, right = self.places.halves
        return Box(left.left, left.bottom, right.right, left.top)

    def go_back(self) -> None:
        """Let the signal go back through the network, and a bar rise below each layer that it has come to."""
        story, told, whole = self.story, self.story.back, self.whole
        middle = whole.top - SHARE * whole.height
        below = Box(whole.left, whole.bottom, whole.right - ROUND / 2, middle - 0.45)
        bars = GradientBars(story.bars[FAILS].stages, story.sizes, story.layers, below)
        area = bars.frame.area
        # columns stand between bars: weights lead from one to the next
        network = self.drawn(Box(area.left - ROUND / 2, middle, area.right + ROUND / 2, whole.top))
        self.turn_to(told, network)
        with self.saying(told, "gradients"):
            self.play(*self.coming(bars.frame, bars.names), run_time=2 * BREATH)
        signals, numbers, numbered = [], [], bars.numbered(story.bars[FAILS].first)
        with self.saying(told, "bars"):
            for layer in reversed(range(len(bars.bars))):
                edges = [edge for place, edge in network.edges.items() if place.layer == layer + 1]
                signals.append(VGroup(*(self.signal(edge, bars.share(layer)) for edge in edges)))
                dimmed = VGroup(*edges).animate.set_stroke(opacity=FAINTEST)
                self.play(dimmed, *map(Create, signals[-1]), bars.rise(layer), run_time=MOMENT)
                if layer in numbered:
                    numbers.append(bars.number(layer, story.bars[FAILS].first[layer]))
                    self.play(*self.coming(numbers[-1]), run_time=MOMENT / 2)
        with self.saying(told, "axis"):
            self.play(Indicate(bars.bars[0], 1.0, POINTER), run_time=2 * BREATH)
        at = (area.left + 0.3, area.top - 0.35)  # the bars of the first layers are low
        times = EquationRow(story.times, TextLine(written(story.times), at, size=HEAD, colour=POINTER))
        with self.saying(told, "times"):
            self.play(*self.coming(times), run_time=2 * BREATH)
        self.left = [*signals, network, *numbers, bars.frame, bars.names, VGroup(*bars.bars), times]

    def signal(self, edge: Edge, share: float) -> VMobject:
        """Return the way back along an edge: the wider and the brighter, the more comes back."""
        dots: VMobject = BackwardEdge(edge, share).dots
        return dots.set_stroke(opacity=max(FAINT, share))

    def drawn(self, area: Box) -> Diagram:
        """Return the network that fails, without names."""
        return drawn_whole(self.story.pair.networks[FAILS].network, area)

    def find_the_reason(self) -> None:
        """Show the slope of the sigmoid, where all neurons are on it, and what it makes of a gradient in one."""
        story, told = self.story, self.story.why
        slopes = SlopeChart(story, self.places.near)
        product = self.product()
        network = self.network_below(product.get_bottom()[1] - ROW / 2)
        self.turn_to(told, slopes.frame, slopes.names, *network)
        with self.saying(told, "slope"):
            self.play(Create(slopes.curve), run_time=2 * BREATH)
        with self.saying(told, "dots"):
            self.play(FadeIn(slopes.dots), run_time=BREATH)
            self.play(*self.coming(slopes.peak), run_time=MOMENT)
        rows = self.one_neuron()
        with self.saying(told, "neuron"):
            self.play(FadeIn(slopes.one, scale=2.0), run_time=MOMENT)
            self.play(LaggedStart(*self.coming(*rows), lag_ratio=0.5), run_time=3 * BREATH)
        if self.places.beside is None:
            self.fade_away(rows)
        way = [BackwardEdge(one.edges[place], WAY) for one in network for place in story.way]
        with self.saying(told, "way"):
            for one in network:
                self.play(VGroup(*one.edges.values()).animate.set_stroke(opacity=FAINTEST), run_time=MOMENT)
                for edge, place in zip(way, story.way, strict=True):
                    passed = [one.nodes[place.start].shape] if place.start.layer else []
                    lit = (shape.animate.set_stroke(POINTER, 5) for shape in passed)
                    self.play(Create(edge), *lit, run_time=MOMENT / 2)
            self.play(*self.coming(product), run_time=2 * BREATH)
        self.left = [slopes.pictures, rows, *way, *network, product]

    def one_neuron(self) -> VGroup:
        """Return what the slope of one neuron makes of what comes back to it."""
        story, work = self.story, self.places.work
        top = work.top - 0.3
        return VGroup(
            TextLine(story.heading, (work.left, top), size=HEAD, colour=POINTER),
            TextLine(PRODUCT, (work.left, top - 0.8 * ROW), size=BODY),
            EquationRow(story.worked, TextLine(written(story.worked), (work.left, top - 1.7 * ROW), size=HEAD)),
        )

    def product(self) -> EquationRow:
        """Return the slopes on one way back, multiplied, below that one neuron or in its place."""
        story, work = self.story, self.places.work
        top = work.top - 0.3 - (3.1 * ROW if self.places.beside else 0.0)
        lines = wrapped(product_line(story.product), work.width, HEAD)
        return EquationRow(
            story.product,
            *(TextLine(line, (work.left, top - index * LEADING), size=HEAD) for index, line in enumerate(lines)),
        )

    def network_below(self, top: float) -> list[Diagram]:
        """Return the network, below `top`, where there is room for it."""
        beside = self.places.beside
        if beside is None or min(beside.top, top) - beside.bottom < LEAST:
            return []
        return [self.drawn(Box(beside.left, beside.bottom, beside.right, min(beside.top, top)))]

    def compare(self) -> None:
        """Show the bars of both runs side by side, and let both learn."""
        story, told = self.story, self.story.help
        pairs = list(zip(story.bars, self.places.halves, (FAILS, HELPED), strict=True))
        both = [GradientBars(own.stages, story.sizes, story.layers, self.below(area)) for own, area, _ in pairs]
        titles = [
            TextLine(own.title, (area.left, area.top - 0.3), size=HEAD, colour=PAIR[lane]) for own, area, lane in pairs
        ]
        moved = [self.moved(own, area, lane) for own, area, lane in pairs]
        self.epoch = Display(story.epochs, self.format.corner, "right", HEAD, POINTER)
        frames = [VGroup(title, bars.frame, bars.names) for title, bars in zip(titles, both, strict=True)]
        self.turn_to(told, *frames, self.epoch)
        with self.saying(told, "level"):
            for layer in reversed(range(len(story.layers))):
                self.play(*(bars.rise(layer) for bars in both), run_time=MOMENT)
        self.play(*self.coming(*moved), run_time=MOMENT)
        self.run_both(told, story.whole, [*both, *moved, self.epoch])
        with self.saying(told, "end"):
            self.play(*(Indicate(bars.bars[-1], 1.0, POINTER) for bars in both[:1]), run_time=2 * BREATH)
        self.left = [*frames, *(VGroup(*bars.bars) for bars in both), *moved, VGroup(self.epoch)]

    def below(self, area: Box) -> Box:
        return Box(area.left, area.bottom, area.right, area.top - HEADING)

    def moved(self, own: Bars, area: Box, lane: int) -> Display:
        return Display(own.moved, (area.left, area.top - 0.3 - LEADING), size=BODY, colour=PAIR[lane])
