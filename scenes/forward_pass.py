"""The forward-pass films: a sample enters the network, and every neuron is worked out on the way to the answer."""

from __future__ import annotations

import numpy as np
from manim import (
    LEFT,
    Animation,
    AnimationGroup,
    Create,
    GrowFromEdge,
    LaggedStart,
    VGroup,
)
from numpy.typing import NDArray

from scenes.mobjects.diagram import CreateBack, layer_colour
from scenes.mobjects.factors import BELOW, heading_of
from scenes.mobjects.ledger import Ledger
from scenes.mobjects.legend import Legend
from scenes.mobjects.outcome import Outcome, room_above_outcome
from scenes.mobjects.panel import width_of_forward_pass
from scenes.mobjects.question import QuestionCard
from scenes.mobjects.stack import growing
from scenes.mobjects.sum_picture import work_out
from scenes.stage.softmax_film import SoftmaxFilm
from scenes.stage.view_film import AT_LAST
from scenes.storyboards.forward_pass import (
    Entrance,
    Feature,
    LayerBeat,
    NeuronBeat,
    Pace,
    Verdict,
)
from scenes.storyboards.notation import X
from scenes.storyboards.parameters import Parameters
from scenes.storyboards.readout import Line
from scenes.storyboards.tell_forward_pass import tell_forward_pass
from scenes.style import BREATH, MOMENT, STILL

AT_LEISURE = 5  # terms of a sum; more of them come on quicker
ABOVE_LEGEND = 1.2  # the lower end of the panel


class ForwardPass(SoftmaxFilm):
    """A sample becomes an answer: each neuron's sum, term by term, then its activation."""

    lesson = "iris"

    def construct(self) -> None:
        story = self.story = tell_forward_pass(self.study)
        self.lay_out(story, story.entrance.features, self.parameters("network"), width_of_forward_pass(story))
        glances = [beat for layer in story.layers for beat in layer.neurons if beat.pace is Pace.GLANCE]
        self.glance = self.glance_time(len(glances), BREATH)
        self.enter(story.entrance)
        for layer in story.layers:
            self.work_out_layer(layer)
        if story.softmax:
            self.make_probabilities(story.softmax)
        self.judge(story.verdict)

    def enter(self, entrance: Entrance) -> None:
        self.chapter(entrance)
        card = QuestionCard(entrance, self.study.lesson.unit, self.stage.question)
        self.add(card.names)  # a player shows the first frame before the film is played
        with self.saying(entrance, "question"):
            self.play(LaggedStart(*self.coming(*card.numbers), lag_ratio=0.4), run_time=2 * BREATH)
            self.play(Create(card.arrow), *self.coming(card.answers), run_time=BREATH)
        column = self.feature_column(entrance.features)
        legend = Legend(entrance.legend, (self.area.right, self.area.bottom + ABOVE_LEGEND))
        inputs = {feature.place: feature.x for feature in entrance.features}
        measured = any(feature.measured for feature in entrance.features)
        with self.saying(entrance, "network"):
            self.fade_away(card.names, VGroup(card.arrow), card.answers)
            scale, *network = self.surroundings
            coming = self.coming(*network, legend)
            known = self.coming(*column.rows)
            if not measured:  # what is known are the inputs themselves
                coming += self.coming(scale)
                known += self.take(inputs)[0]
                for place in inputs:
                    self.view.paint(place)
            self.drop(card)
            for one in coming:
                one.rate_func = AT_LAST  # where no number is on its way any more
            self.play(*coming, *known, run_time=2 * BREATH)
        with self.saying(entrance, "input"):
            self.standardise(entrance.features[entrance.worked], entrance.labels)
            if measured:
                coming, painting = self.take(inputs)
                self.play(LaggedStart(*coming, lag_ratio=0.4), *self.coming(scale), *painting, run_time=2 * BREATH)
        self.panel.add(legend)
        self.clear_panel()

    def standardise(self, feature: Feature, labels: tuple[Line, ...]) -> None:
        if feature.standardised is None:
            return
        heading = heading_of((feature.name,), self.area)
        ledger = Ledger(
            feature.standardised,
            labels[: len(feature.standardised.operands)],
            (X,),
            self.area.left,
            self.area.right,
            self.area.top - BELOW,
        )
        self.panel = VGroup(heading, ledger)
        noting = self.noting(feature.standardised)
        self.play(LaggedStart(*self.coming(heading, *ledger.entries), lag_ratio=0.6), *noting, run_time=3 * BREATH)
        self.play(Create(ledger.rule), *self.coming(ledger.result), run_time=BREATH)

    def work_out_layer(self, layer: LayerBeat) -> None:
        self.chapter(layer)
        at = layer.neurons[0].place.layer
        self.bring(at)
        self.seen.layer = at  # as it is seen from here on
        paced = [neuron for neuron in layer.neurons if neuron.pace is not Pace.GLANCE]
        for neuron in paced:
            if neuron.pace is Pace.WHOLE:
                self.take_one(layer, neuron)
                self.work_out_whole(neuron)
            else:
                self.work_out_briskly(layer, neuron, neuron.parameters if neuron is paced[0] else {})
        if glances := layer.neurons[len(paced) :]:
            with self.saying(layer, "others"):
                for neuron in glances:
                    self.drop_panel()
                    self.point_at(layer, neuron)
                    self.work_out_at_a_glance(neuron)
        self.clear_panel()

    def take_one(self, layer: LayerBeat, beat: NeuronBeat) -> None:
        """Go near the first neuron that is worked out, ring it and name it."""
        with self.saying(layer, "near"):
            self.go_near(beat.parameters)
            self.point_at(layer, beat)
            self.play(*self.coming(self.sheet.heading, self.lit), *self.view.dimming(), run_time=MOMENT)

    def step_back(self) -> None:
        self.clear_panel()
        self.go_out()

    def work_out_whole(self, beat: NeuronBeat) -> None:
        sheet, picture = self.sheet, self.picture
        with self.saying(beat, "products"):
            axis = [*picture.base, picture.stack.zero] if picture else []
            coming = self.coming(sheet.columns, *axis)
            self.play(*coming, *self.noting(*beat.sheet.equations), run_time=MOMENT)
            pace = min(1.0, AT_LEISURE / len(sheet.rows))
            for index, (row, edge) in enumerate(zip(sheet.rows, self.edge_of_row, strict=True)):
                share = pace if index else 2.0
                self.play(*self.coming(row, via=self.ways), *map(Create, edge), run_time=share * BREATH)
                if picture:
                    self.play(*growing(picture.stack.bars[index : index + 1]), run_time=pace * MOMENT)
        with self.saying(beat, "sum"):
            self.play(*self.coming(sheet.addends), run_time=BREATH)
            if picture:
                self.play(*growing(picture.stack.bars[len(sheet.rows) :]), run_time=BREATH)
            mark = [Create(picture.stack.mark)] if picture else []
            self.play(Create(sheet.rule), *mark, *self.coming(sheet.total), run_time=BREATH)
        with self.saying(beat, "activation"):
            if picture and picture.plot:
                self.play(*self.coming(picture.rest), run_time=BREATH)
                self.play(Create(picture.plot.drop), *self.coming(picture.plot.point), run_time=BREATH)
                self.play(Create(picture.plot.across), run_time=MOMENT)
            if sheet.steps:
                self.play(*self.coming(*sheet.steps), run_time=BREATH)
            self.finish(beat, BREATH)
            self.wait(MOMENT)
            self.step_back()

    def work_out_briskly(self, layer: LayerBeat, beat: NeuronBeat, near: Parameters) -> None:
        """Work a neuron out in one step, from `near` where there are any parameters to be seen there."""
        with self.saying(beat, "all"):
            self.go_near(near)
            self.point_at(layer, beat)
            sheet, count = self.sheet, len(beat.sheet.rows)
            axis, bars, way = [], [], []
            if self.picture:
                axis, bars, way = (
                    [*self.picture.base, self.picture.rest, self.picture.stack.zero],
                    self.picture.stack.bars,
                    self.picture.way,
                )
            coming = self.coming(sheet.heading, sheet.columns, self.lit, *axis)
            self.play(*coming, *self.noting(*beat.sheet.equations), *self.view.dimming(), run_time=MOMENT)
            terms = (
                AnimationGroup(*self.coming(row, via=self.ways), *map(Create, edge), *growing(bars[index : index + 1]))
                for index, (row, edge) in enumerate(zip(sheet.rows, self.edge_of_row, strict=True))
            )
            self.play(LaggedStart(*terms, lag_ratio=0.3), run_time=2 * BREATH)
            rest = [*growing(bars[count:]), *map(Create, way)]
            self.play(LaggedStart(*self.coming(*sheet.conclusion), *rest, lag_ratio=0.4), run_time=1.5 * BREATH)
            self.finish(beat, BREATH)
            self.step_back()

    def work_out_at_a_glance(self, beat: NeuronBeat) -> None:
        self.add(self.panel, self.lit)
        noting = self.noting(*beat.sheet.equations)
        self.finish(beat, self.glance / 3, *noting, *map(Create, self.edges))
        self.wait(self.glance * 2 / 3)

    def point_at(self, layer: LayerBeat, beat: NeuronBeat) -> None:
        """Prepare the worksheet and the picture of a neuron's sum, its ring and the edges that it hangs on.

        Nothing is on screen yet.
        """
        layers = self.composition.layers
        own, before = layer_colour(beat.place.layer, layers), layer_colour(beat.place.layer - 1, layers)
        self.sheet, self.picture = work_out(layer, beat, self.area, before, own)
        self.panel = VGroup(self.sheet, *([self.picture] if self.picture else []))
        self.lit = VGroup(self.diagram.nodes[beat.place].pointer())
        self.edge_of_row = [VGroup() for _ in beat.edges]
        self.ways: dict[str, NDArray[np.float64]] = {}
        for place, row, edge in zip(beat.edges, beat.sheet.rows, self.edge_of_row, strict=True):
            if place and row.result.value:  # a product of 0 adds nothing
                edge.add(self.diagram.edge(place))
                self.ways |= self.view.way_along(place)
        self.edges = VGroup(*(part for edge in self.edge_of_row for part in edge))

    def finish(self, beat: NeuronBeat, run_time: float, *others: Animation) -> None:
        """Let the neuron take what was worked out for it."""
        coming, painting = self.take({beat.place: beat.sheet.result})
        self.play(*others, *coming, *painting, run_time=run_time)

    def judge(self, verdict: Verdict) -> None:
        self.chapter(verdict)
        outcome = Outcome(verdict, self.rows_of(verdict.places, room_above_outcome(verdict)), self.area)
        with self.saying(verdict, "verdict"):
            dimming = self.looking_at(None)
            self.play(*self.coming(outcome.names, outcome.tracks, outcome.numbers), *dimming, run_time=BREATH)
            if outcome.bars.submobjects:
                self.play(*(GrowFromEdge(bar, LEFT) for bar in outcome.bars), run_time=2 * BREATH)
            if verdict.predicted is not None:
                self.play(Create(self.diagram.nodes[verdict.predicted].pointer()), run_time=BREATH)
            self.play(*self.coming(outcome.lines), run_time=BREATH)
        if verdict.back:
            with self.saying(verdict, "back"):
                self.follow_back(verdict)
        with self.saying(verdict, "seen", held=STILL):
            self.look_at(None)
            self.run_through()
            if verdict.back:
                self.look_at(0)

    def follow_back(self, verdict: Verdict) -> None:
        """Light up the way from the answer to an input, as much of it as is in view."""
        self.look_at(0)  # none of the others
        for weight in verdict.back:
            if weight in self.diagram.edges:
                self.play(CreateBack(self.diagram.edge(weight)), run_time=BREATH)


class ForwardPassByHand(ForwardPass):
    """The same for a network whose every number can be followed with pencil and paper."""

    lesson = "by-hand"
