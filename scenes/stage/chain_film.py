"""What the films of a backward pass show of the chain rule: link by link from the loss back to a weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from manim import AnimationGroup, Create, FadeToColor, LaggedStart, VGroup

from scenes.mobjects.chain import ChainSheet
from scenes.mobjects.chain_map import HEIGHT, ChainMap
from scenes.mobjects.diagram import BackwardEdge
from scenes.mobjects.pulse import Pulse, Ride
from scenes.mobjects.worksheet import Worksheet
from scenes.stage.slope_film import CLEAR, SlopeFilm
from scenes.storyboards.chain import Chain
from scenes.storyboards.reading import Values
from scenes.storyboards.sheet import Sheet
from scenes.studies import Weight
from scenes.style import BACKWARD, BREATH, MOMENT, POINTER, TEXT

RIDE = 1.2  # seconds


class ChainFilm(SlopeFilm):
    """A film in which the gradient of one weight is worked out as a chain."""

    def find_room(self, sheets: Iterable[Sheet]) -> None:
        """Keep the lower part of the panel for a map of the chain, where all sheets have room above it."""
        above = replace(self.area, bottom=self.area.bottom + HEIGHT)
        lows = [Worksheet(sheet, above, TEXT, TEXT).bottom for sheet in sheets]
        self.has_map = min(lows) >= above.bottom
        self.above = above if self.has_map else self.area
        self.map: VGroup | ChainMap = VGroup()
        self.by_activation = False

    def take_way(self, by_activation: bool) -> None:
        """Fold the map of the chain where errors come back another way from here on: by the activation, or not."""
        if by_activation != self.by_activation:
            self.fold_map()
        self.by_activation = by_activation

    def light(self, link: int) -> list[Any]:
        """Return the animations in which the map of the chain tells which link is worked out."""
        if not self.has_map:
            return []
        if isinstance(self.map, ChainMap):
            return self.map.light(link)
        self.map = ChainMap(self.area, link, self.by_activation)
        return [*self.coming(self.map)]

    def flash(self) -> None:
        """Let something run through the map of the chain, from the sum to the loss, twice."""
        if isinstance(self.map, ChainMap):
            for _ in range(2):
                self.play(*self.map.flash(), run_time=2 * BREATH)

    def fold_map(self) -> None:
        """Take the map of the chain away."""
        self.fade_away(self.map)
        self.map = VGroup()

    def explain_weight(self, chain: Chain) -> None:
        """Draw the chain from a weight up to the loss, then multiply its links from the loss back to the weight."""
        self.clear_panel()
        sheet = self.panel = ChainSheet(chain, self.area)
        self.mark_weight(chain.place)
        with self.saying(chain, "links"):
            self.play(*self.coming(sheet.heading, self.lit, self.edges), run_time=MOMENT)
            ladder = LaggedStart(*map(Create, sheet.ladder), lag_ratio=0.7)
            self.play(ladder, LaggedStart(*self.pulses(chain.place), lag_ratio=1.0), run_time=4 * BREATH)
        self.collect(chain, sheet)
        for link, line, factor, result in zip(chain.links, sheet.lines, sheet.factors, sheet.results[1:], strict=True):
            with self.saying(chain, link.step):
                if link is chain.links[-1]:
                    self.go_to_weight(chain)
                self.play(line.animate.set_color(BACKWARD), *self.coming(factor), run_time=BREATH)
                self.play(*self.coming(result), run_time=BREATH)
                if link.step == "local":
                    self.show_delta(chain)
        self.find_slope(chain, sheet)
        self.clear_panel()
        self.go_out()

    def pulses(self, place: Weight) -> list[Pulse]:
        """Return how what a nudge of a weight changes runs through those edges that are in view."""
        edges = self.diagram.edges
        after = [edge for weight, edge in edges.items() if weight.start == place.end]
        return [Pulse(some, POINTER) for some in ([edges[place]] if place in edges else [], after)]

    def collect(self, chain: Chain, sheet: ChainSheet) -> None:
        """Show how the loss changes with the first knot: what comes back along all ways, added up."""
        with self.saying(chain, "first"):
            if chain.ways is None:
                self.play(sheet.fan.animate.set_color(BACKWARD), *self.coming(sheet.results[0]), run_time=BREATH)
                return
            if chain.leaving:
                self.leave_neurons()
                self.go_near(chain.leaving)
                self.mark_weight(chain.place)
                self.play(*self.coming(self.lit), run_time=MOMENT)
                self.ride_back([place for place in chain.leaving if isinstance(place, Weight)])
            pairs = zip(sheet.fan, self.coming(*sheet.rows), strict=True)
            steps = [AnimationGroup(FadeToColor(strand, BACKWARD), row) for strand, row in pairs]
            self.play(*self.coming(sheet.columns), run_time=MOMENT)
            self.play(LaggedStart(*steps, lag_ratio=0.4), run_time=(2 + len(steps)) * MOMENT)
            self.play(*self.coming(sheet.results[0]), run_time=BREATH)

    def show_delta(self, chain: Chain) -> None:
        """Let the neuron of the weight show its delta, where it doesn't yet."""
        place, delta = chain.place.end, chain.knots[1].number
        if self.seen.values[place][0] != delta:
            self.turn({place: delta}, MOMENT)

    def mark_weight(self, place: Weight) -> None:
        """Prepare rings at a weight, and its edge where it is in view."""
        self.ring(place)
        edges = [BackwardEdge(self.diagram.edges[place])] if place in self.diagram.edges else []
        self.edges = VGroup(*edges)

    def go_to_weight(self, chain: Chain) -> None:
        """Go where the weight is."""
        self.leave_neurons()
        before = self.view
        self.go_near(chain.arriving)
        if self.view is before:
            self.go_out()
            self.bring(chain.place.layer)
        self.mark_weight(chain.place)
        self.play(*self.coming(self.lit, self.edges), run_time=MOMENT)

    def ride_back(self, weights: list[Weight]) -> None:
        """Let deltas ride back along the edges of weights, and leave these purple."""
        passing = [place for place in weights if place in self.diagram.edges and self.passes(place)]
        if not passing:
            return
        edges = {place: self.diagram.edges[place] for place in passing}
        ways = [BackwardEdge(edge) for edge in edges.values()]
        rides = [Ride(self.values[place.end], edge) for place, edge in edges.items()]
        self.edges.add(*ways)
        self.play(*(Create(way, lag_ratio=0) for way in ways), *rides, run_time=RIDE)

    def passes(self, place: Weight) -> bool:
        """Whether anything comes back along a weight: neither it nor the delta that is seen after it is 0."""
        held = self.seen.values.get(place.end)
        return bool(held and held[0].value) and self.diagram.weight(place) != 0

    def turn(self, deltas: Values, run_time: float) -> None:
        """Let the activations of neurons give way to their deltas."""
        self.release(deltas, run_time=run_time / 2)
        coming, painting = self.take(deltas, BACKWARD)
        self.play(*coming, *painting, run_time=run_time)

    def leave_neurons(self) -> None:
        """Take away rings and edges that are lit, before the network moves."""
        self.fade_away(self.lit, self.edges)
        self.lit, self.edges = VGroup(), VGroup()

    def find_slope(self, chain: Chain, sheet: ChainSheet) -> None:
        """Show that the gradient is the slope of the line that was seen before."""
        if chain.slope is None:
            return
        result = sheet.results[-1]
        up = sheet.first - sheet.last
        heading, plot = self.plot_under(chain.slope, sheet.first - CLEAR, result)
        with self.saying(chain, "slope"):
            self.set_aside(sheet.worked, result, up)
            self.play(*self.coming(heading, plot), run_time=BREATH)
            self.wait(BREATH)
