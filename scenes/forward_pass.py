"""The forward-pass films: a sample enters the network, and every neuron is worked out on the way to the answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import (
    LEFT,
    Animation,
    AnimationGroup,
    Create,
    FadeOut,
    GrowFromEdge,
    LaggedStart,
    ReplacementTransform,
    TransformFromCopy,
    VGroup,
)
from numpy.typing import NDArray

from scenes.mobjects.diagram import layer_colour
from scenes.mobjects.factors import BELOW, heading_of
from scenes.mobjects.ledger import Ledger
from scenes.mobjects.legend import Legend
from scenes.mobjects.outcome import Outcome, room_above_outcome
from scenes.mobjects.panel import width_of_forward_pass
from scenes.mobjects.question import QuestionCard
from scenes.mobjects.softmax_bars import SoftmaxBars
from scenes.mobjects.softmax_table import SoftmaxTable
from scenes.mobjects.stack import Bar
from scenes.mobjects.sum_picture import work_out
from scenes.stage.network_film import NetworkFilm
from scenes.storyboards.forward_pass import (
    Entrance,
    Feature,
    LayerBeat,
    NeuronBeat,
    Pace,
    SoftmaxBeat,
    Verdict,
)
from scenes.storyboards.notation import X
from scenes.storyboards.readout import Line
from scenes.storyboards.tell_forward_pass import tell_forward_pass
from scenes.style import BREATH, MOMENT

ABOVE_LEGEND = 1.2  # the lower end of the panel
ABOVE_BARS = 0.3  # the middle of the first, in a panel below the network


class ForwardPass(NetworkFilm):
    """A flower's measurements become a species: each neuron's sum, term by term, then softmax."""

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
        with self.saying(entrance, "network"):
            coming = self.coming(*column.rows)
            self.drop(card)
            self.play(FadeOut(card), *coming, run_time=2 * BREATH)
            self.play(*self.coming(*self.surroundings, legend), run_time=BREATH)
        with self.saying(entrance, "input"):
            self.standardise(entrance.features[entrance.worked], entrance.labels)
            coming, painting = self.take({feature.place: feature.x for feature in entrance.features})
            self.play(LaggedStart(*coming, lag_ratio=0.4), *painting, run_time=2 * BREATH)
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
        self.play(LaggedStart(*self.coming(heading, *ledger.entries), lag_ratio=0.6), run_time=3 * BREATH)
        self.play(Create(ledger.rule), *self.coming(ledger.result), run_time=BREATH)

    def work_out_layer(self, layer: LayerBeat) -> None:
        self.chapter(layer)
        at = layer.neurons[0].place.layer
        self.bring(at)
        self.look_at(at)
        paced = [neuron for neuron in layer.neurons if neuron.pace is not Pace.GLANCE]
        for neuron in paced:
            with self.near(neuron.parameters if neuron is paced[0] else {}):
                self.point_at(layer, neuron)
                self.work_out_whole(neuron) if neuron.pace is Pace.WHOLE else self.work_out_briskly(neuron)
        if glances := layer.neurons[len(paced) :]:
            with self.saying(layer, "others"):
                for neuron in glances:
                    self.drop_panel()
                    self.point_at(layer, neuron)
                    self.work_out_at_a_glance(neuron)
        self.clear_panel()

    def work_out_whole(self, beat: NeuronBeat) -> None:
        sheet, picture = self.sheet, self.picture
        with self.saying(beat, "products"):
            self.play(*self.coming(sheet.heading, sheet.columns, self.lit), run_time=MOMENT)
            for index, (row, edge) in enumerate(zip(sheet.rows, self.edge_of_row, strict=True)):
                self.play(*self.coming(row, via=self.ways), *map(Create, edge), run_time=1.5 * BREATH)
                if picture:
                    self.play(*growing(picture.stack.bars[index : index + 1]), run_time=MOMENT)
        with self.saying(beat, "sum"):
            self.play(*self.coming(sheet.addends), run_time=BREATH)
            if picture:
                self.play(*growing(picture.stack.bars[len(sheet.rows) :]), run_time=BREATH)
            mark = [Create(picture.stack.mark)] if picture else []
            self.play(Create(sheet.rule), *mark, *self.coming(sheet.total), run_time=BREATH)
            self.wait(BREATH)
        with self.saying(beat, "activation"):
            if picture:
                self.play(*self.coming(picture.axis), run_time=BREATH)
            if picture and picture.plot:
                self.play(Create(picture.plot.drop), *self.coming(picture.plot.point), run_time=BREATH)
                self.play(Create(picture.plot.across), run_time=MOMENT)
            if sheet.steps:
                self.play(*self.coming(*sheet.steps), run_time=BREATH)
            self.finish(beat, BREATH)
            self.wait(BREATH)

    def work_out_briskly(self, beat: NeuronBeat) -> None:
        sheet, count = self.sheet, len(beat.sheet.rows)
        axis, bars, way = (
            (self.picture.axis, self.picture.stack.bars, self.picture.way) if self.picture else ((), [], [])
        )
        with self.saying(beat, "all"):
            self.play(*self.coming(sheet.heading, sheet.columns, self.lit, *axis), run_time=MOMENT)
            terms = (
                AnimationGroup(*self.coming(row, via=self.ways), *map(Create, edge), *growing(bars[index : index + 1]))
                for index, (row, edge) in enumerate(zip(sheet.rows, self.edge_of_row, strict=True))
            )
            self.play(LaggedStart(*terms, lag_ratio=0.3), run_time=2.5 * BREATH)
            rest = [*growing(bars[count:]), *map(Create, way)]
            self.play(LaggedStart(*self.coming(*sheet.conclusion), *rest, lag_ratio=0.4), run_time=2 * BREATH)
            self.finish(beat, BREATH)

    def work_out_at_a_glance(self, beat: NeuronBeat) -> None:
        self.add(self.panel, self.lit)
        self.finish(beat, self.glance / 3, *map(Create, self.edges))
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

    def make_probabilities(self, beat: SoftmaxBeat) -> None:
        self.chapter(beat)
        self.look_at(None)
        self.split_up(beat)
        self.tabulate(beat)
        places = list(self.story.scenery.cast.outputs)
        sums = [self.values[place] for place in places]
        with self.saying(beat, "swapped"):
            self.play(*map(FadeOut, sums), run_time=MOMENT)
            shares = [row.probability.result for row in beat.rows]
            coming, painting = self.take(dict(zip(places, shares, strict=True)))
            self.play(*coming, *painting, run_time=2 * BREATH)
        self.clear_panel()

    def split_up(self, beat: SoftmaxBeat) -> None:
        """Show softmax as a picture: scores grow into exponentials, and these become the parts of one bar."""
        rows = self.rows_of(self.story.scenery.cast.outputs, ABOVE_BARS)
        bars = self.panel = SoftmaxBars(beat, list(rows.values()), self.area)
        with self.saying(beat, "scores"):
            self.play(*self.coming(bars.names), Create(bars.zero), run_time=BREATH)
            self.play(*self.coming(bars.sums), *growing(bars.scores), run_time=2 * BREATH)
        with self.saying(beat, "raised"):
            self.play(FadeOut(bars.sums), run_time=MOMENT)
            pairs = [(bars.zero, bars.start), *zip(bars.scores, bars.powers, strict=True)]
            self.play(*(ReplacementTransform(*pair) for pair in pairs), run_time=3 * BREATH)
        with self.saying(beat, "shared"):
            self.play(*self.coming(bars.whole), run_time=MOMENT)
            parts = [TransformFromCopy(*pair) for pair in zip(bars.powers, bars.parts, strict=False)]
            self.play(LaggedStart(*parts, lag_ratio=0.5), run_time=2 * BREATH)
            rest = growing(bars.parts[len(parts) :])
            self.play(*rest, *self.coming(bars.numbers), run_time=BREATH)
            self.wait(BREATH)
        self.clear_panel()

    def tabulate(self, beat: SoftmaxBeat) -> None:
        """Show softmax in numbers, below the table how one of each column comes about."""
        table = self.panel = SoftmaxTable(beat, self.area)
        step, power, share = table.worked
        with self.saying(beat, "shifted"):
            self.play(*self.coming(table.title, *table.names, table.whose, table.largest), run_time=BREATH)
            self.play(*self.coming(table.headings[0], *table.shifted, table.others[0], step), run_time=BREATH)
            self.play(*self.coming(table.headings[1], *table.exponentials, table.others[1], power), run_time=BREATH)
            self.play(Create(table.rule), *self.coming(table.total), run_time=BREATH)
            self.play(*self.coming(table.headings[2], *table.shares, table.others[2], share), run_time=BREATH)

    def judge(self, verdict: Verdict) -> None:
        self.chapter(verdict)
        outcome = Outcome(verdict, self.rows_of(verdict.places, room_above_outcome(verdict)), self.area)
        with self.saying(verdict, "verdict"):
            self.play(*self.coming(outcome.names, outcome.tracks, outcome.numbers), run_time=BREATH)
            if outcome.bars.submobjects:
                self.play(*(GrowFromEdge(bar, LEFT) for bar in outcome.bars), run_time=2 * BREATH)
            if verdict.predicted is not None:
                self.play(Create(self.diagram.nodes[verdict.predicted].pointer()), run_time=BREATH)
            self.play(*self.coming(outcome.lines), run_time=BREATH)
            self.wait(2 * BREATH)


def growing(bars: Sequence[Bar]) -> list[GrowFromEdge]:
    """Return the animations in which bars grow from where they begin."""
    return [GrowFromEdge(bar, bar.side) for bar in bars]


class ForwardPassByHand(ForwardPass):
    """The same for a network whose every number can be followed with pencil and paper."""

    lesson = "by-hand"
