"""The backpropagation films: loss, deltas and gradients from the output back, an update, and forward again."""

from __future__ import annotations

from manim import AnimationGroup, Create, LaggedStart, VGroup

from scenes.mobjects.diagram import BackwardEdge, layer_colour
from scenes.mobjects.factors import StepList
from scenes.mobjects.outcome import Comparison, Outcome, room_above_comparison, room_above_outcome
from scenes.mobjects.panel import width_of_backpropagation
from scenes.mobjects.worksheet import Worksheet
from scenes.stage.slope_film import SlopeFilm
from scenes.storyboards.backpropagation import (
    BackBeat,
    LayerBack,
    LossBeat,
    Recall,
    SecondPass,
    Steps,
    UpdateBeat,
)
from scenes.storyboards.forward_pass import Pace, Verdict
from scenes.storyboards.reading import Values
from scenes.storyboards.sheet import Sheet
from scenes.storyboards.tell_backpropagation import tell_backpropagation
from scenes.style import BACKWARD, BREATH, MOMENT, POINTER, TEXT


class Backpropagation(SlopeFilm):
    """The loss runs back through the network: every delta, every gradient, an update, and a smaller loss."""

    lesson = "by-hand"

    def construct(self) -> None:
        story = tell_backpropagation(self.study)
        self.written = self.parameters("network", "update.network")
        self.set_the_stage(story, story.recall.features, self.written, width_of_backpropagation(story))
        beats = [beat for layer in story.layers for beat in (*layer.neurons, *layer.gradients)]
        self.glance = self.glance_time(sum(beat.pace is Pace.GLANCE for beat in beats), 2 * MOMENT)
        self.recall(story.recall)
        self.take_the_loss(story.loss)
        for layer in story.layers:
            self.go_back(layer)
        self.update(story.update)
        self.go_forward_again(story.second_pass)

    def recall(self, recall: Recall) -> None:
        self.add(*self.feature_column(recall.features).rows)
        self.chapter(recall)
        with self.saying(recall, "done"):
            self.fill(recall.values)
            self.panel = self.judged(recall.verdict)
            if self.panel.submobjects:
                self.play(*self.coming(self.panel), run_time=BREATH)
        self.clear_panel()

    def judged(self, verdict: Verdict) -> VGroup:
        """Return what the answer of a classifier is, and what it should have been."""
        if verdict.predicted is None:
            return VGroup()
        rows = self.rows_of(verdict.places, room_above_outcome(verdict))
        return Outcome(verdict, rows, self.area).lines

    def take_the_loss(self, beat: LossBeat) -> None:
        self.chapter(beat)
        sheet = self.panel = Worksheet(beat.sheet, self.area, TEXT, POINTER)
        with self.saying(beat, "terms"):
            self.show_rows(sheet)
        with self.saying(beat, "total"):
            self.play(*self.coming(*sheet.conclusion), run_time=BREATH)
            self.wait(BREATH)
        self.clear_panel()

    def go_back(self, layer: LayerBack) -> None:
        self.chapter(layer)
        self.bring(min(layer.layer + 1, self.composition.layers - 1))
        if "in-passing" in layer.says:
            self.add(self.new_mark(layer.layer))
            self.pass_by(layer)
            return
        self.mark(layer.layer)
        if layer.together:
            self.subtract(layer.together, layer)
        self.at_their_paces(layer.neurons, layer, "other-deltas")
        self.clear_panel()
        if layer.off:
            with self.saying(layer, "off"):
                self.turn({place: layer.deltas[place] for place in layer.off}, BREATH)
        self.bring(layer.layer)
        if layer.chain:
            self.explain_weight(layer.chain, layer.slope)
        self.at_their_paces(layer.gradients, layer, "other-gradients")
        self.clear_panel()

    def pass_by(self, layer: LayerBack) -> None:
        """Show one more layer of a deep network: its deltas, then its gradients, all at a glance."""
        with self.saying(layer, "in-passing"):
            for beat in layer.neurons:
                self.work_out_at_a_glance(beat)
            if layer.off:
                self.turn({place: layer.deltas[place] for place in layer.off}, MOMENT)
            self.drop_panel()
            self.bring(layer.layer)
            for beat in layer.gradients:
                self.work_out_at_a_glance(beat)
        self.drop_panel()

    def mark(self, layer: int) -> None:
        """Write δ beside the name of a layer: its neurons show deltas from now on."""
        self.play(*self.coming(self.new_mark(layer)), run_time=MOMENT)

    def subtract(self, together: Sheet, layer: LayerBack) -> None:
        sheet = self.panel = Worksheet(together, self.area, TEXT, BACKWARD)
        with self.saying(layer, "subtraction"):
            self.show_rows(sheet)
        with self.saying(layer, "turned"):
            self.turn(layer.deltas, BREATH)
        self.clear_panel()

    def at_their_paces(self, beats: tuple[BackBeat, ...], layer: LayerBack, others: str) -> None:
        paced = [beat for beat in beats if beat.pace is not Pace.GLANCE]
        for beat in paced:
            with self.near(beat.parameters if beat is paced[0] else {}):
                self.work_out(beat)
        glances = [beat for beat in beats if beat.pace is Pace.GLANCE]
        if glances:
            with self.saying(layer, others):
                for beat in glances:
                    self.work_out_at_a_glance(beat)

    def work_out(self, beat: BackBeat) -> None:
        """Show a sheet, whole: row by row, with its edges, and then what comes of them; briskly: all at once."""
        sheet = self.point_at(beat)
        whole = beat.pace is Pace.WHOLE
        with self.saying(beat, "parts" if whole else "all"):
            self.play(*self.coming(sheet.heading, sheet.columns, self.lit), run_time=MOMENT)
            if sheet.rows:
                moment = MOMENT if whole else MOMENT / 2
                rows = self.coming(*sheet.rows)
                edges = beat.edges or (None,) * len(rows)
                ways = [[Create(self.ways[place])] if place in self.ways else [] for place in edges]
                steps = [AnimationGroup(*way, row) for way, row in zip(ways, rows, strict=True)]
                self.play(LaggedStart(*steps, lag_ratio=0.5), run_time=(2 + len(rows)) * moment)
            else:
                self.play(LaggedStart(*self.coming(*sheet.steps[:-1]), lag_ratio=0.8), run_time=3 * BREATH)
            if whole:
                self.wait(BREATH)
            else:
                self.conclude(beat, sheet)
        if whole:
            with self.saying(beat, "result"):
                self.conclude(beat, sheet)

    def conclude(self, beat: BackBeat, sheet: Worksheet) -> None:
        parts = sheet.conclusion if sheet.rows else sheet.steps[-1:]
        self.play(LaggedStart(*self.coming(*parts), lag_ratio=0.6), run_time=2 * BREATH)
        if beat.delta:
            self.turn({beat.place: beat.delta}, MOMENT)
        self.wait(MOMENT)

    def work_out_at_a_glance(self, beat: BackBeat) -> None:
        self.drop_panel()
        self.add(self.point_at(beat), self.lit)
        if self.edges.submobjects:
            self.play(*map(Create, self.edges), run_time=self.glance / 4)
        if beat.delta:
            self.turn({beat.place: beat.delta}, self.glance / 4)
        self.wait(self.glance / 2)

    def point_at(self, beat: BackBeat) -> Worksheet:
        """Prepare the sheet of a neuron, its ring and the dotted ways of its error; nothing is on screen yet."""
        source = layer_colour(beat.place.layer - 1, self.composition.layers)
        colours = (BACKWARD, BACKWARD, TEXT) if beat.delta else (source, BACKWARD, BACKWARD)
        self.panel = Worksheet(beat.sheet, self.area, *colours)
        self.lit = VGroup(self.diagram.nodes[beat.place].pointer())
        rows = zip(beat.edges, beat.sheet.rows, strict=True) if beat.edges else ()
        passing = [place for place, row in rows if place and row.result.value]  # a product of 0 passes nothing on
        self.ways = {place: BackwardEdge(self.diagram.edges[place]) for place in passing}
        self.edges = VGroup(*self.ways.values())
        return self.panel

    def turn(self, deltas: Values, run_time: float) -> None:
        """Let the activations of neurons give way to their deltas."""
        self.release(deltas, run_time=run_time / 2)
        coming, painting = self.take(deltas, BACKWARD)
        self.play(*coming, *painting, run_time=run_time)

    def update(self, beat: UpdateBeat) -> None:
        self.empty_neurons()
        self.chapter(beat)
        self.bring(beat.one.place.layer)
        sheet = self.multiply(beat.one)
        if beat.slope:
            self.step_down(beat.slope, sheet)
        self.clear_panel()
        # all weights step: dots as wide as each step is long, then edges as the new weights are
        steps = beat.all
        shown = self.panel = StepList(steps, self.area)
        self.edges = self.dots_of(steps)
        with self.saying(beat, "all"):
            self.play(*self.coming(shown.heading, *self.edges), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*shown.lines), lag_ratio=0.3), run_time=2 * BREATH)
            self.exchange(self.written)
            self.wait(BREATH)
            self.clear_panel()
            self.step_elsewhere(steps)

    def dots_of(self, steps: Steps) -> VGroup:
        """Return dots on the edges in view, as wide as each step is long."""
        edges = self.diagram.edges
        steps_in_view = {place: share for place, share in steps.shares.items() if share > 0 and place in edges}
        return VGroup(*(BackwardEdge(edges[place], share) for place, share in steps_in_view.items()))

    def step_elsewhere(self, steps: Steps) -> None:
        """Scroll along the layers that were not in view when all weights stepped."""
        seen = {place.layer for place in self.diagram.edges}
        for layer in range(1, self.composition.layers):
            if layer not in seen:
                self.bring(layer)
                seen |= {place.layer for place in self.diagram.edges}
                self.edges = self.dots_of(steps)
                self.play(*self.coming(self.edges), run_time=MOMENT / 2)
                self.drop_panel()

    def go_forward_again(self, again: SecondPass) -> None:
        self.chapter(again)
        with self.saying(again, "forward"):
            self.fill(again.values)
        comparison = Comparison(again, self.rows_of(again.outputs, room_above_comparison(again)), self.area)
        with self.saying(again, "compared"):
            self.play(LaggedStart(*self.coming(*comparison.outputs), lag_ratio=0.5), run_time=2 * BREATH)
            if again.best is not None:
                self.play(Create(self.diagram.nodes[again.best].pointer()), run_time=BREATH)
        with self.saying(again, "loss"):
            for line in comparison.losses:
                self.play(*self.coming(line), run_time=BREATH)
            self.wait(2 * BREATH)

    def show_rows(self, sheet: Worksheet) -> None:
        self.play(*self.coming(sheet.heading, sheet.columns), run_time=MOMENT)
        self.play(LaggedStart(*self.coming(*sheet.rows), lag_ratio=0.6), run_time=3 * BREATH)


class BackpropagationIris(Backpropagation):
    """The same for the trained Iris network and a flower of its training set that it gets wrong."""

    lesson = "iris-mistake"


class BackpropagationMazur(Backpropagation):
    """The worked example that half the web teaches backpropagation from, with its published numbers."""

    lesson = "mazur"
