"""What the films of a backward pass show of the step that comes of it, and of what the network then says."""

from __future__ import annotations

from manim import LEFT, Create, FadeOut, GrowFromEdge, LaggedStart, ReplacementTransform, VGroup

from scenes.mobjects.diagram import FAINTEST, GradientLine
from scenes.mobjects.factors import StepList
from scenes.mobjects.outcome import Comparison, room_above_comparison
from scenes.mobjects.pulse import Pulse
from scenes.stage.chain_film import ChainFilm
from scenes.storyboards.backpropagation import SecondPass, Steps, UpdateBeat
from scenes.storyboards.parameters import Parameters
from scenes.storyboards.reading import Values
from scenes.style import BREATH, MOMENT, POINTER

STILL = 2.0  # seconds that the end is held, besides reading


class StepFilm(ChainFilm):
    """A film in which all weights take a step, and the same sample goes through the network again."""

    def update(self, beat: UpdateBeat, written: tuple[Parameters, ...]) -> None:
        """Show the step of one weight, then all; `written` is what stands on the network before and after them."""
        self.fold_map()
        self.fade_away(self.scale)  # neurons hold deltas
        self.chapter(beat)
        self.bring(beat.one.place.layer)
        sheet = self.multiply(beat.one)
        if beat.slope:
            self.step_down(beat.slope, sheet)
        self.clear_panel()
        # all weights step: lines as wide as each step is long, then edges as the new weights are
        steps = beat.all
        shown = self.panel = StepList(steps, self.area)
        self.edges = self.lines_of(steps)
        with self.saying(beat, "all"):
            self.play(*self.coming(shown.heading, *self.edges), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*shown.lines), lag_ratio=0.3), run_time=2 * BREATH)
            self.wait(2 * BREATH)
            self.exchange(written)
        self.clear_panel()

    def refill(self, values: Values) -> None:
        """Let a pulse run through the network; the activations that it makes take the place of deltas."""
        for layer in range(1, self.composition.layers):  # what comes in is still there
            self.bring(layer)
            new = {place: value for place, value in values.items() if place.layer == layer and place in self.values}
            edges = (edge for place, edge in self.diagram.edges.items() if place.layer == layer)
            pulse = Pulse([edge for edge in edges if edge.get_stroke_opacity() > FAINTEST], POINTER)
            marks, run_time = [*map(FadeOut, self.unmark(layer))], MOMENT
            if self.composition.is_whole:
                self.play(pulse, *self.leaving(new), *marks, run_time=2 * run_time)
                going = []
            else:  # scrolling takes its time
                going, run_time = [pulse, *self.giving_way(new), *marks], MOMENT / 2
            coming, painting = self.take(new)
            self.play(*going, *coming, *painting, run_time=run_time)

    def lines_of(self, steps: Steps, layer: int | None = None) -> VGroup:
        """Return lines on the edges in view, of a layer or of all, as wide as each step is long."""
        lines = VGroup()
        for place, edge in self.diagram.edges.items():
            if steps.shares[place] > 0 and layer in (None, place.layer):
                lines.add(GradientLine(edge, steps.shares[place]))
        return lines

    def go_forward_again(self, again: SecondPass) -> None:
        self.chapter(again)
        with self.saying(again, "forward"):
            self.play(*self.coming(self.scale), run_time=MOMENT / 2)
            self.refill(again.values)
        comparison = Comparison(again, self.rows_of(again.outputs, room_above_comparison(again)), self.area)
        with self.saying(again, "compared"):
            bars = [*self.coming(comparison.tracks), *(GrowFromEdge(bar, LEFT) for bar in comparison.bars)]
            self.play(LaggedStart(*self.coming(*comparison.outputs), lag_ratio=0.5), *bars, run_time=BREATH)
            running = [ReplacementTransform(*pair) for pair in zip(comparison.bars, comparison.changed, strict=True)]
            if running:
                self.play(*running, run_time=2 * BREATH)
            if again.best is not None:
                self.play(Create(self.diagram.nodes[again.best].pointer()), run_time=BREATH)
        with self.saying(again, "loss"):
            for line in comparison.losses:
                self.play(*self.coming(line), run_time=BREATH)
        with self.saying(again, "end", STILL):
            self.run_through()
            self.run_through(back=True)
