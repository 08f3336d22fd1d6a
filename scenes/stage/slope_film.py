"""What the films of a backward pass show of a gradient: that it is a slope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from manim import UP, Create, FadeOut, Indicate, LaggedStart, VGroup

from scenes.mobjects.diagram import BackwardEdge
from scenes.mobjects.factors import FactorsSheet, heading_of
from scenes.mobjects.loss_curve import LossPlot
from scenes.mobjects.reaction import Reaction
from scenes.mobjects.text import TextLine, ring_around
from scenes.stage.network_film import NetworkFilm
from scenes.storyboards.backpropagation import Factors, Nudge
from scenes.storyboards.slope import SlopeBeat
from scenes.studies import Weight
from scenes.style import BREATH, MOMENT, POINTER

DRAWING = 3.2  # seconds in which the curve comes into being
A_STOP = 1 / 30  # seconds that the dot takes to the next stop otherwise
CLEAR = 0.2  # under a baseline


class SlopeFilm(NetworkFilm):
    """A film in which one weight is seen on the curve of its loss, before and after its gradient is worked out."""

    def nudge(self, beat: Nudge) -> None:
        """Turn a weight, so that the curve of its loss comes into being; wiggle it; ask for the slope there."""
        self.chapter(beat)
        slope = beat.slope
        self.bring(beat.place.layer)
        with self.near(slope.weights):
            heading, plot = self.plot_under(slope, self.area.top)
            drawn, *wiggle = pairwise(slope.halts)
            plot.curve.show_at(0)
            self.point_out(beat.place)
            own = self.diagram.edges[beat.place]
            reaction = Reaction(self.view, beat.place, beat.turned, (own, *self.edges))
            with self.saying(slope, "curve"):
                self.play(*self.coming(heading, plot.title, plot.frame, self.lit, self.edges), run_time=BREATH)
                self.play(*self.coming(VGroup(plot.curve, plot.turn)), run_time=BREATH)
                drawing = [part.advance(*drawn, DRAWING) for part in (plot.curve, plot.turn)]
                self.play(*drawing, *reaction.advance(*drawn, DRAWING))
            with self.saying(slope, "wiggle"):
                self.move_along(plot, wiggle, reaction)
            with self.saying(slope, "tangent"):
                self.play(Create(plot.tangent), run_time=BREATH)
                self.play(*self.coming(plot.slope), run_time=BREATH)
                self.play(Indicate(plot.tangent, 1.0, POINTER), run_time=2 * BREATH)
            with self.saying(beat, "all"):
                self.run_through(back=True)

    def point_out(self, place: Weight) -> None:
        """Prepare rings around the neurons that a weight connects, and its edge, bright; nothing is on screen yet."""
        self.ring(place)
        self.edges = VGroup(self.diagram.edge(place))

    def ring(self, place: Weight) -> None:
        """Prepare rings around those neurons in view that a weight connects, and around itself where it is written."""
        nodes = [self.diagram.nodes[end] for end in (place.end, place.start) if end in self.diagram.nodes]
        written = [self.view.labels[place]] if place in self.view.labels else []
        self.lit = VGroup(*(node.pointer() for node in nodes), *map(ring_around, written))

    def multiply(self, factors: Factors) -> FactorsSheet:
        """Show the step of a weight, and its edge."""
        sheet = self.panel = FactorsSheet(factors, self.area)
        ledger = sheet.ledger
        self.ring(factors.place)
        self.edges = VGroup(BackwardEdge(self.diagram.edges[factors.place]))
        with self.saying(factors, "factors"):
            self.play(*self.coming(sheet.heading, self.lit), Create(self.edges[0], lag_ratio=0), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*ledger.entries), lag_ratio=0.8), run_time=3 * BREATH)
        with self.saying(factors, "product"):
            self.play(Create(ledger.rule), *self.coming(ledger.result), run_time=BREATH)
            self.wait(BREATH)
        return sheet

    def step_down(self, beat: SlopeBeat, sheet: FactorsSheet) -> None:
        """Show where the step of a weight leads on the curve of its loss."""
        ledger = sheet.ledger
        heading, plot = self.plot_under(beat, ledger.top - CLEAR, ledger.result)
        with self.saying(beat, "step"):
            worked = VGroup(sheet.heading, *ledger.entries, ledger.rule)
            self.set_aside(worked, ledger.result, ledger.top - ledger.bottom)
            self.play(*self.coming(heading, plot), run_time=BREATH)
            self.move_along(plot, pairwise(beat.halts))

    def plot_under(self, beat: SlopeBeat, top: float, *kept: VGroup) -> tuple[TextLine, LossPlot]:
        """Return a heading and a plot from a height down; what is `kept` of the panel stays between them."""
        heading = heading_of(beat.title, self.area)
        plot = LossPlot(beat, replace(self.area, top=top - CLEAR))
        self.panel = VGroup(heading, *kept, plot)
        return heading, plot

    def set_aside(self, worked: VGroup, kept: VGroup, up: float) -> None:
        """Let what was worked out go; then what is kept of it moves up, over nothing else."""
        self.drop(worked)
        self.play(FadeOut(worked), run_time=MOMENT / 2)
        self.play(kept.animate.shift(up * UP), run_time=MOMENT)

    def move_along(self, plot: LossPlot, ways: Iterable[tuple[int, int]], reaction: Reaction | None = None) -> None:
        """Let the dot go from halt to halt, and the network show what comes of that, if it is to."""
        for start, stop in ways:
            run_time = max(MOMENT, (stop - start) * A_STOP)
            others = reaction.advance(start, stop, run_time) if reaction else ()
            self.play(plot.turn.advance(start, stop, run_time), *others)
            self.wait(MOMENT)
