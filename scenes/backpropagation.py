"""The backpropagation films: loss, deltas and gradients from the output back, an update, and forward again."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import replace

from manim import LEFT, Create, GrowFromEdge, LaggedStart, VGroup

from scenes.layout.formats import LANDSCAPE
from scenes.mobjects.chain_map import DELTA_LINK, INPUT_LINK
from scenes.mobjects.diagram import BackwardEdge, Edge, layer_colour
from scenes.mobjects.loss_picture import LossPicture
from scenes.mobjects.outcome import Outcome, room_above_outcome
from scenes.mobjects.panel import width_of_backpropagation
from scenes.mobjects.pulse import Pulse
from scenes.mobjects.text import TextLine
from scenes.mobjects.worksheet import Worksheet
from scenes.stage.step_film import StepFilm
from scenes.storyboards.backpropagation import (
    BackBeat,
    LayerBack,
    LossBeat,
    Recall,
)
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.reading import Values
from scenes.storyboards.sheet import Sheet
from scenes.storyboards.tell_backpropagation import tell_backpropagation
from scenes.studies import Weight
from scenes.style import BACKWARD, BREATH, MOMENT, POINTER, QUIET, SMALL, TEXT

BELOW_SHEET = 0.45  # what is kept free under its last line


class Backpropagation(StepFilm):
    """The loss runs back through the network: every delta, every gradient, an update, and a smaller loss."""

    lesson = "by-hand"

    def construct(self) -> None:
        story = tell_backpropagation(self.study)
        written = self.parameters("network", "update.network")
        if story.nudge:
            self.turning = tuple({story.nudge.place: one.weight} for one in story.nudge.apart)
        self.lay_out(story, story.recall.features, written, width_of_backpropagation(story))
        self.add(*self.surroundings)
        if self.format is LANDSCAPE and not self.scenery.cast.choice:  # which else stands there
            self.add(TextLine(story.note, self.stage.choice, size=SMALL, colour=QUIET))
        self.find_room(story.sheets)
        self.steps = story.update.all
        self.recall(story.recall)
        self.take_the_loss(story.loss)
        if story.nudge:
            self.nudge(story.nudge)
        for layer in story.layers:
            if not layer.in_passing:
                self.go_back(layer)
        if passing := [layer for layer in story.layers if layer.in_passing]:
            self.pass_by(passing)
        self.update(story.update, written)
        self.go_forward_again(story.second_pass)

    def recall(self, recall: Recall) -> None:
        self.add(*self.feature_column(recall.features).rows)
        self.chapter(recall)
        verdict = recall.verdict
        with self.saying(recall, "asked", BREATH):
            self.fill(recall.values)
            shown = self.panel = Outcome(verdict, self.rows_of(verdict.places, room_above_outcome(verdict)), self.area)
            self.play(*self.coming(shown.lines, shown.names, shown.tracks, shown.numbers), run_time=BREATH)
            if shown.bars.submobjects:
                self.play(*(GrowFromEdge(bar, LEFT) for bar in shown.bars), run_time=BREATH)
        self.clear_panel()

    def take_the_loss(self, beat: LossBeat) -> None:
        self.chapter(beat)
        sheet = Worksheet(beat.sheet, self.area, TEXT, POINTER)
        below = replace(self.area, top=sheet.bottom - BELOW_SHEET)
        self.panel = VGroup(sheet)
        with self.saying(beat, "terms"):
            self.show_rows(sheet)
            if beat.curve and LossPicture.has_room(below):
                picture = LossPicture(beat.curve, below)
                self.panel.add(picture)
                self.play(*self.coming(picture.title), Create(picture.axes), Create(picture.curve), run_time=BREATH)
                self.play(*self.coming(picture.guides, picture.output, picture.term, picture.point), run_time=BREATH)
        with self.saying(beat, "total"):
            self.play(*self.coming(*sheet.conclusion), run_time=BREATH)
            self.wait(BREATH)
        self.clear_panel()

    def go_back(self, layer: LayerBack) -> None:
        self.chapter(layer)
        self.take_way(by_activation=not layer.together)
        self.bring(min(layer.layer + 1, self.composition.layers - 1))
        self.mark(layer.layer)
        if layer.together:
            self.subtract(layer.together, layer)
        is_hidden = layer.layer < self.composition.layers - 1
        if layer.chain and is_hidden:
            self.fold_map()
            self.explain_weight(layer.chain)
            self.bring(layer.layer + 1)
        self.at_their_paces(layer.neurons, layer, "other-deltas")
        self.clear_panel()
        self.turn_off(layer)
        self.bring(layer.layer)
        if layer.chain and not is_hidden:
            self.fold_map()
            self.explain_weight(layer.chain)
        self.at_their_paces(layer.gradients, layer, "other-gradients")
        self.clear_panel()

    def turn_off(self, layer: LayerBack) -> None:
        """Let neurons that are off show their deltas of 0; the first time that is said."""
        if not layer.off:
            return
        deltas = {place: layer.deltas[place] for place in layer.off}
        with self.saying(layer, "off") if "off" in layer.says else nullcontext():
            self.turn(deltas, MOMENT)

    def pass_by(self, layers: list[LayerBack]) -> None:
        """Show more layers of a deep network: of each its deltas, then its gradients, all at a glance."""
        self.chapter(layers[0])
        self.take_way(by_activation=True)
        with self.saying(layers[0], "in-passing"):
            for layer in layers:
                self.bring(layer.layer + 1)
                self.add(self.new_mark(layer.layer))
                self.spread(layer.neurons, layer.deltas, MOMENT / 2)
                self.drop_panel()
                self.bring(layer.layer)
                self.weigh(layer.gradients, MOMENT / 2)
                self.drop_panel()

    def mark(self, layer: int) -> None:
        """Write δ beside the name of a layer: its neurons show deltas from now on."""
        self.play(*self.coming(self.new_mark(layer)), run_time=MOMENT)

    def subtract(self, together: Sheet, layer: LayerBack) -> None:
        sheet = self.panel = Worksheet(together, self.above, TEXT, BACKWARD)
        with self.saying(layer, "meaning"):
            self.play(*self.coming(sheet.heading, sheet.columns), *self.light(DELTA_LINK), run_time=BREATH)
            self.flash()
        with self.saying(layer, "subtraction"):
            self.play(LaggedStart(*self.coming(*sheet.rows), lag_ratio=0.6), run_time=3 * BREATH)
            self.turn(layer.deltas, BREATH)
        self.clear_panel()

    def at_their_paces(self, beats: tuple[BackBeat, ...], layer: LayerBack, others: str) -> None:
        paced = [beat for beat in beats if beat.pace is not Pace.GLANCE]
        for beat in paced:
            self.work_out(beat)
            self.clear_panel()
        if glances := tuple(beat for beat in beats if beat.pace is Pace.GLANCE):
            with self.saying(layer, others):
                if deltas := {beat.place: beat.delta for beat in glances if beat.delta}:
                    self.spread(glances, deltas, BREATH)
                else:
                    self.weigh(glances, BREATH)
                    self.wait(BREATH)

    def spread(self, beats: tuple[BackBeat, ...], deltas: Values, run_time: float) -> None:
        """Let deltas run back to all these neurons at once, which then show their own."""
        edges = {place: edge for beat in beats for place, edge in self.passing(beat).items()}
        self.edges = VGroup(*map(BackwardEdge, edges.values()))
        if edges:
            pulse = Pulse([*edges.values()], BACKWARD, back=True)
            coming = [Create(edge, lag_ratio=0) for edge in self.edges]
            self.play(pulse, *coming, *self.light(DELTA_LINK), run_time=2 * run_time)
        self.turn(deltas, run_time)

    def weigh(self, beats: tuple[BackBeat, ...], run_time: float) -> None:
        """Show the gradients of a layer as lines along its edges, as wide as each is beside the largest of all."""
        if not beats:
            return
        self.edges = self.lines_of(self.steps, beats[0].place.layer)
        self.play(*self.coming(self.edges), *self.light(INPUT_LINK), run_time=run_time)

    def work_out(self, beat: BackBeat) -> None:
        """Show a sheet, whole: row by row, with its edges, and then what comes of them; briskly: all at once."""
        sheet = self.point_at(beat)
        whole = beat.pace is Pace.WHOLE
        with self.saying(beat, "parts" if whole else "all"):
            lighting = self.light(DELTA_LINK if beat.delta else INPUT_LINK)
            self.play(*self.coming(sheet.heading, sheet.columns, self.lit), *lighting, run_time=MOMENT)
            if sheet.rows:
                if beat.delta:
                    self.ride_back([place for place in beat.edges if place])
                elif self.edges.submobjects:
                    self.play(*(Create(edge, lag_ratio=0) for edge in self.edges), run_time=BREATH)
                rows = self.coming(*sheet.rows)
                self.play(LaggedStart(*rows, lag_ratio=0.5), run_time=(2 + len(rows)) * MOMENT / 2)
            else:
                self.play(LaggedStart(*self.coming(*sheet.steps[:-1]), lag_ratio=0.8), run_time=3 * BREATH)
            if whole:
                self.wait(BREATH)
            else:
                self.conclude(beat, sheet, BREATH)
        if whole:
            with self.saying(beat, "result"):
                self.conclude(beat, sheet, 2 * BREATH)
                self.wait(MOMENT)

    def conclude(self, beat: BackBeat, sheet: Worksheet, run_time: float) -> None:
        parts = sheet.conclusion if sheet.rows else sheet.steps[-1:]
        self.play(LaggedStart(*self.coming(*parts), lag_ratio=0.6), run_time=run_time)
        if beat.delta:
            self.turn({beat.place: beat.delta}, MOMENT)

    def point_at(self, beat: BackBeat) -> Worksheet:
        """Prepare the sheet of a neuron, its ring and the dotted ways of its error; nothing is on screen yet."""
        source = layer_colour(beat.place.layer - 1, self.composition.layers)
        colours = (BACKWARD, BACKWARD, TEXT) if beat.delta else (source, BACKWARD, BACKWARD)
        self.panel = Worksheet(beat.sheet, self.above, *colours)
        self.lit = VGroup(self.diagram.nodes[beat.place].pointer())
        self.edges = VGroup() if beat.delta else VGroup(*map(BackwardEdge, self.passing(beat).values()))
        return self.panel

    def passing(self, beat: BackBeat) -> dict[Weight, Edge]:
        """Return the edges that the rows of a sheet follow: a product of 0 passes nothing on."""
        rows = zip(beat.edges, beat.sheet.rows, strict=True) if beat.edges else ()
        return {place: self.diagram.edges[place] for place, row in rows if place and row.result.value}

    def show_rows(self, sheet: Worksheet) -> None:
        self.play(*self.coming(sheet.heading, sheet.columns), run_time=MOMENT)
        self.play(LaggedStart(*self.coming(*sheet.rows), lag_ratio=0.6), run_time=3 * BREATH)


class BackpropagationIris(Backpropagation):
    """The same for the trained Iris network and a flower of its training set that it gets wrong."""

    lesson = "iris-mistake"


class BackpropagationMazur(Backpropagation):
    """The worked example that half the web teaches backpropagation from, with its published numbers."""

    lesson = "mazur"
