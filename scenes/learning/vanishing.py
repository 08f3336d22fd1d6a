"""Gradients that vanish: bars from the last layer back to the first, the slope that makes them shrink, and the help."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from manim import (
    ApplyMethod,
    Create,
    FadeIn,
    FadeOut,
    Indicate,
    LaggedStart,
    ReplacementTransform,
    ShowPassingFlash,
    VGroup,
)

from scenes.layout.boxes import Box
from scenes.learning.pair import PairFilm
from scenes.lessons import Lesson
from scenes.mobjects.advance import Display
from scenes.mobjects.diagram import FAINTEST, ROUND, BackwardEdge, Drawing, Edge
from scenes.mobjects.gradient_bars import GradientBars
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.named_network import drawn_whole
from scenes.mobjects.slope_chart import SlopeChart
from scenes.mobjects.text import TextLine, wrapped
from scenes.mobjects.typesetting import outline
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line, Symbol
from scenes.storyboards.tell_vanishing import Bars, VanishingStory, product_line, tell_vanishing
from scenes.storyboards.training import Chapter
from scenes.studies.pair import FAILS, HELPED
from scenes.studies.vanishing import check_vanishing
from scenes.style import BODY, BREATH, HEAD, MOMENT, PAIR, POINTER

WAY, LIT = 0.9, 5.0  # how wide the one way back is, and the outline of a neuron on it
LEADING, CAPITAL = 0.5, 0.3  # from line to line, and of the first
LINES = 7.3  # beside the curve, at most
HEADING = 1.1  # above bars: room for two lines
PRODUCT = (Symbol("what comes back · slope:", "what comes back · slope:"),)


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

    def go_back(self) -> None:
        """Let the signal go back through the network, and a bar rise below each layer that it has come to."""
        story, told, deep = self.story, self.story.back, self.places.deep
        below = replace(self.places.bars, right=self.places.bars.right - ROUND / 2)
        bars = GradientBars(story.bars[FAILS].stages, story.sizes, story.layers, below)
        area = bars.frame.area
        # columns stand between bars: weights lead from one to the next
        across = replace(deep, left=area.left - ROUND / 2, right=area.right + ROUND / 2)
        self.network = drawn_whole(story.pair.networks[FAILS].network, across)
        self.turn_to(told, self.network)
        with self.saying(told, "gradients"):
            self.play(*self.coming(bars.frame, bars.names), run_time=2 * BREATH)
            self.light_through(self.network.edges.values(), MOMENT, back=True)
        signals, numbers, numbered = [], [], bars.numbered(story.bars[FAILS].first)
        with self.saying(told, "bars"):
            for layer in reversed(range(len(bars.bars))):
                edges = edges_into(self.network, layer + 1)
                signals.append(signals_along(edges, bars.share(layer)))
                dimmed = VGroup(*edges).animate.set_stroke(opacity=FAINTEST)
                self.play(dimmed, *map(Create, signals[-1]), bars.rise(layer), run_time=MOMENT)
                if layer in numbered:
                    numbers.append(bars.number(layer, story.bars[FAILS].first[layer]))
                    self.play(*self.coming(numbers[-1]), run_time=MOMENT / 2)
        at = (area.left + 0.3, area.top - 0.35)  # the bars of the first layers are low
        line, times = (
            EquationRow(one, TextLine(written(one), at, size=HEAD, colour=POINTER)) for one in (story.line, story.times)
        )
        with self.saying(told, "axis"):
            self.play(*self.coming(line), run_time=MOMENT)
            for bar in reversed(bars.bars):
                self.play(Indicate(bar, 1.0, POINTER), run_time=MOMENT)
        with self.saying(told, "times"):
            self.fade_away(line)
            self.play(*self.coming(times), run_time=2 * BREATH)
            for bar in (bars.bars[-1], bars.bars[0]):
                self.play(Indicate(bar, 1.0, POINTER), run_time=BREATH)
        self.left = [*signals, *numbers, bars.frame, bars.names, VGroup(*bars.bars), times]

    def find_the_reason(self) -> None:
        """Show the slope of the sigmoid, where all neurons are on it, and what it makes of a gradient in one."""
        story, told = self.story, self.story.why
        slopes = SlopeChart(story, self.places.slopes)
        self.turn_to(told, slopes.frame, slopes.names)
        with self.saying(told, "slope"):
            self.play(Create(slopes.curve), run_time=2 * BREATH)
            along = slopes.curve.copy().set_color(POINTER)
            self.play(ShowPassingFlash(along, time_width=0.2), run_time=3 * BREATH)
        with self.saying(told, "dots"):
            self.play(FadeIn(slopes.dots), run_time=BREATH)
            self.play(*self.coming(slopes.peak), run_time=MOMENT)
            self.play(Indicate(slopes.dots, 1.0, POINTER), run_time=2 * BREATH)
        rows, node = self.one_neuron(), self.network.nodes[story.place]
        with self.saying(told, "neuron"):
            slopes = self.make_room(slopes)
            lit = node.shape.animate.set_stroke(POINTER, LIT)
            self.play(FadeIn(slopes.one, scale=2.0), lit, run_time=BREATH)
            self.play(LaggedStart(*self.coming(*rows), lag_ratio=0.5), run_time=3 * BREATH)
        way = self.go_one_way(told)
        with self.saying(told, "relu"):
            self.play(*map(Create, slopes.relu), *self.coming(slopes.relu_name), run_time=2 * BREATH)
            ones = self.ones()
            self.play(*self.coming(ones), run_time=BREATH)
        self.left = [slopes.pictures, rows, *way, self.network, ones]

    def make_room(self, before: SlopeChart) -> SlopeChart:
        """Move the slopes to the left, where something is to stand beside them; return them there."""
        if self.places.slopes == self.places.curve:
            return before
        slopes = SlopeChart(self.story, self.places.curve)
        self.play(FadeOut(before.frame, before.names), run_time=MOMENT / 2)
        aside = slopes.peak.get_center() - before.peak.get_center()
        self.play(
            ReplacementTransform(before.curve, slopes.curve),
            ReplacementTransform(before.dots, slopes.dots),
            ApplyMethod(before.peak.shift, aside),
            run_time=BREATH,
        )
        slopes.peak = before.peak
        self.play(*self.coming(slopes.frame, slopes.names), run_time=MOMENT)
        return slopes

    def go_one_way(self, told: Chapter) -> list[VGroup]:
        """Light one way back, and multiply the slopes on it; return what came into the picture for that."""
        network, way, product = self.network, self.story.way, self.product()
        edges = [BackwardEdge(network.edges[place], WAY) for place in way]
        with self.saying(told, "way"):
            for edge, place in zip(edges, way, strict=True):
                passed = [network.nodes[place.start].shape] if place.start.layer else []
                lit = (shape.animate.set_stroke(POINTER, LIT) for shape in passed)
                self.play(Create(edge), *lit, run_time=MOMENT / 2)
            self.play(*self.coming(product), run_time=2 * BREATH)
        return [*edges, product]

    @property
    def leading(self) -> float:
        """How far lines beside the curve are apart."""
        return min(LEADING, (self.places.reason.height - CAPITAL) / LINES)

    def one_neuron(self) -> VGroup:
        """Return what the slope of one neuron makes of what comes back to it."""
        story, area = self.story, self.places.reason
        top, down, line = area.top - CAPITAL, self.leading, written(story.worked)
        return VGroup(
            TextLine(story.heading, (area.left, top), size=HEAD, colour=POINTER),
            TextLine(PRODUCT, (area.left, top - down), size=BODY),
            EquationRow(story.worked, TextLine(line, (area.left, top - 2 * down), size=self.size_for(line))),
        )

    def size_for(self, line: Line) -> float:
        """Return how large a line beside the curve can be."""
        return min(HEAD, self.places.reason.width / outline(line).width)

    def product(self) -> EquationRow:
        """Return the slopes on one way back, multiplied, below that one neuron."""
        story, area = self.story, self.places.reason
        top = area.top - CAPITAL - 3.3 * self.leading
        lines = wrapped(product_line(story.product), area.width, BODY)
        return EquationRow(
            story.product,
            *(TextLine(line, (area.left, top - index * self.leading), size=BODY) for index, line in enumerate(lines)),
        )

    def ones(self) -> VGroup:
        """Return slopes of one, multiplied, at the bottom."""
        area, line = self.places.reason, self.story.ones
        size = min(BODY, self.size_for(line))
        return VGroup(TextLine(line, (area.left, area.bottom + 0.1), size=size, colour=PAIR[HELPED]))

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
            for bar in reversed(both[FAILS].bars):
                self.play(Indicate(bar, 1.0, POINTER), run_time=MOMENT)
        self.left = [*frames, *(VGroup(*bars.bars) for bars in both), *moved, VGroup(self.epoch)]

    def below(self, area: Box) -> Box:
        return Box(area.left, area.bottom, area.right, area.top - HEADING)

    def moved(self, own: Bars, area: Box, lane: int) -> Display:
        return Display(own.moved, (area.left, area.top - 0.3 - LEADING), size=BODY, colour=PAIR[lane])

    def look_again(self) -> None:
        """Let the gradients of the end go back through both networks: the more there is, the wider and brighter."""
        story = self.story
        lanes = []
        for own, network, area in zip(story.bars, self.networks, self.places.halves, strict=True):
            bars = GradientBars(own.stages, story.sizes, story.layers, area)
            bars.show_at(len(story.epochs) - 1)
            layers = range(len(bars.bars))
            lanes.append([signals_along(edges_into(network.diagram, one + 1), bars.share(one)) for one in layers])
        for layer in reversed(range(len(lanes[0]))):
            edges = VGroup(*(edge for one in self.networks for edge in edges_into(one.diagram, layer + 1)))
            signals = (signal for lane in lanes for signal in lane[layer])
            self.play(edges.animate.set_stroke(opacity=FAINTEST), *map(Create, signals), run_time=MOMENT)


def edges_into(network: Drawing, layer: int) -> list[Edge]:
    return [edge for place, edge in network.edges.items() if place.layer == layer]


def signals_along(edges: list[Edge], share: float) -> VGroup:
    """Return the way back along edges: the wider and the brighter, the more comes back."""
    signals = VGroup(*(BackwardEdge(edge, share).dots for edge in edges))
    return signals.set_stroke(opacity=max(FAINTEST, share))
