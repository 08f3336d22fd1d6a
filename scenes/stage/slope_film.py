"""What the films of a backward pass show of a gradient: that it is a slope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from manim import UP, Create, FadeOut, LaggedStart, VGroup

from scenes.mobjects.diagram import BackwardEdge
from scenes.mobjects.factors import FactorsSheet, heading_of
from scenes.mobjects.loss_curve import LossPlot
from scenes.mobjects.text import TextLine
from scenes.stage.network_film import NetworkFilm
from scenes.storyboards.backpropagation import Factors
from scenes.storyboards.slope import SlopeBeat
from scenes.style import BREATH, MOMENT

DRAWING = 2.4  # seconds in which the curve comes into being
A_STOP = 1 / 30  # seconds that the dot takes to the next stop otherwise
CLEAR = 0.2  # under a baseline


class SlopeFilm(NetworkFilm):
    """A film in which what is worked out of one weight is then seen on the curve of its loss."""

    def explain_weight(self, chain: Factors, slope: SlopeBeat | None) -> None:
        """Show the chain rule for a weight, from near, and that what comes of it is a slope."""
        with self.near(slope.weights if slope else {}):
            sheet = self.multiply(chain)
            if slope:
                self.turn_weight(slope, sheet)

    def multiply(self, factors: Factors) -> FactorsSheet:
        """Show a product, and the edge of the weight that it is about: the chain rule, or the weight's own step."""
        sheet = self.panel = FactorsSheet(factors, self.area)
        place, ledger = factors.place, sheet.ledger
        self.lit = VGroup(*(self.diagram.nodes[neuron].pointer() for neuron in (place.end, place.start)))
        self.edges = VGroup(BackwardEdge(self.diagram.edges[place]))
        with self.saying(factors, "factors"):
            self.play(*self.coming(sheet.heading, self.lit), Create(self.edges), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*ledger.entries), lag_ratio=0.8), run_time=3 * BREATH)
        with self.saying(factors, "product"):
            self.play(Create(ledger.rule), *self.coming(ledger.result), run_time=BREATH)
            self.wait(BREATH)
        return sheet

    def turn_weight(self, beat: SlopeBeat, sheet: FactorsSheet) -> None:
        """Turn a weight, so that the curve of its loss comes into being; wiggle it; show its gradient as the slope."""
        heading, plot = self.plot_under(sheet, beat)
        drawn, *wiggle = pairwise(beat.halts)
        plot.curve.show_at(0)
        with self.saying(beat, "curve"):
            coming = self.coming(heading, plot.title, plot.frame)
            self.play(*self.set_aside(sheet), *coming, run_time=BREATH)
            self.play(*self.coming(VGroup(plot.curve, plot.turn)), run_time=BREATH)
            self.play(*(part.advance(*drawn, DRAWING) for part in (plot.curve, plot.turn)))
        with self.saying(beat, "wiggle"):
            self.move_along(plot, wiggle)
        with self.saying(beat, "tangent"):
            self.play(Create(plot.tangent), run_time=BREATH)
            self.play(*self.coming(plot.slope), run_time=BREATH)
            self.wait(BREATH)

    def step_down(self, beat: SlopeBeat, sheet: FactorsSheet) -> None:
        """Show where the step of a weight leads on the curve of its loss."""
        heading, plot = self.plot_under(sheet, beat)
        with self.saying(beat, "step"):
            coming = self.coming(heading, plot)
            self.play(*self.set_aside(sheet), *coming, run_time=BREATH)
            self.move_along(plot, pairwise(beat.halts))

    def plot_under(self, sheet: FactorsSheet, beat: SlopeBeat) -> tuple[TextLine, LossPlot]:
        """Return a heading and a plot for where a product has been worked out; its result stays between them."""
        heading = heading_of(beat.title, self.area)
        plot = LossPlot(beat, replace(self.area, top=sheet.ledger.top - CLEAR))
        self.panel = VGroup(heading, sheet.ledger.result, plot)
        return heading, plot

    def set_aside(self, sheet: FactorsSheet) -> list[Any]:
        """Return the animations that leave of a product its result, close under the heading."""
        ledger = sheet.ledger
        worked = VGroup(sheet.heading, *ledger.entries, ledger.rule)
        self.drop(worked)
        return [FadeOut(worked), ledger.result.animate.shift((ledger.top - ledger.bottom) * UP)]

    def move_along(self, plot: LossPlot, ways: Iterable[tuple[int, int]]) -> None:
        """Let the dot go from halt to halt."""
        for start, stop in ways:
            self.play(plot.turn.advance(start, stop, max(MOMENT, (stop - start) * A_STOP)))
            self.wait(MOMENT)
