"""An image goes through a network: neurons glow, one of them is opened up, and the strongest output answers."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from manim import (
    LEFT,
    AnimationGroup,
    ApplyMethod,
    Create,
    FadeOut,
    GrowFromEdge,
    LaggedStart,
    MoveAlongPath,
    ReplacementTransform,
    Succession,
    VGroup,
    VMobject,
)

from scenes.layout.blocks import lay_out_blocks
from scenes.layout.boxes import Box, Point
from scenes.layout.image_stages import OPENED
from scenes.mobjects.arrival import Arrive
from scenes.mobjects.blocks import BlockDiagram, Connection, LitParts, image_box
from scenes.mobjects.image_parts import BAR_WIDTH, Patch, TitledImage, ring_around
from scenes.mobjects.pixels import ColourScale, PixelGrid
from scenes.mobjects.pulse import Pulse
from scenes.mobjects.text import TextLine
from scenes.mobjects.worksheet import Worksheet
from scenes.stage.image_film import SCALE_Y, ImageFilm
from scenes.storyboards.digits_forward import AnswerBeat, ImageBeat, LitLayer, OpenedNeuron
from scenes.storyboards.notation import written
from scenes.storyboards.tell_digits_forward import tell_digits_forward
from scenes.style import BREATH, HIDDEN, INPUT, MOMENT, POINTER, QUIET, STILL, TEXT, TITLE

UNDER = 0.75  # an image, with its scale between
NEAR_PITCH = 0.68  # from one dot to the next, where a layer stands alone
STEPPED_BACK = 0.2  # opacity of connections that are no longer spoken of
FEW = 2  # layers, beside which there is room for long bars
GONE_BACK = 0.1  # of those that don't lead to the answer


class SeeForward(ImageFilm):
    """An image goes through a network: neurons glow, one of them is opened up, and the strongest output answers."""

    def construct(self) -> None:
        story = tell_digits_forward(self.study)
        answer = story.answer
        long = self.places.answer if len(story.layers) <= FEW else BAR_WIDTH
        self.set_the_stage(story.image.picture, answer, long=long)
        self.answers = self.bars(answer.names, answer.outputs, answer.numbers, answer.predicted, long)
        self.whole = self.blocks
        if area := OPENED[self.format.name].layer:
            self.blocks = self.near(area)
        self.shown = VGroup()  # of the network
        self.connections: list[VGroup] = []  # among that, layer by layer
        self.show_image(story.image)
        for layer in story.layers:
            self.light(layer)
            if layer.layer == 1:
                self.open_up(story.opened, layer)
        self.answer(story.answer)

    def show_image(self, beat: ImageBeat) -> None:
        self.chapter(beat)
        rows, columns, places = beat.picture.rows, beat.picture.columns, OPENED[self.format.name]
        small = image_box(rows, columns, self.places.image)
        self.size = *written(beat.size), " pixels"
        size = self.above(self.size, small, INPUT)
        if self.places.under:
            size.move_to((size.get_x(), small.bottom - UNDER, 0.0))
        self.small = self.pixels.copy(), VGroup(self.scale_of_pixels, size)
        box = image_box(rows, columns, places.large)
        self.pixels.scale_to_fit_width(box.width).move_to((*box.middle, 0.0))
        large = self.above(self.size, box, INPUT)
        at = (box.middle[0], box.bottom - SCALE_Y)
        scale = ColourScale(beat.picture, at, box.width)
        question = TextLine(("?",), places.numbers.middle, "center", 2 * TITLE, QUIET)
        with self.saying(beat, "pixels"):
            self.play(*self.coming(self.pixels, scale), run_time=2 * BREATH)
            self.play(*self.coming(large), run_time=BREATH)
            self.play(*self.coming(question), run_time=BREATH)
        patch = self.patch = Patch(beat, self.pixels, places.numbers)
        with self.saying(beat, "numbers"):
            self.play(Create(patch.ring), FadeOut(question), run_time=MOMENT)
            self.play(Create(patch.ways), *self.coming(patch.cells), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*patch.numbers), lag_ratio=0.1), run_time=2 * BREATH)
            self.wait(BREATH)
        self.fade_away(patch)
        self.around = VGroup(scale, large)
        if self.blocks is self.whole:
            self.play(*self.moving(*self.small), run_time=BREATH)

    def moving(self, image: PixelGrid, around: VGroup) -> list[Any]:
        """Return the animations in which the image goes where another is, with what stands around it there."""
        before, self.around = self.around, around.copy()
        return [self.pixels.animate.match_width(image).move_to(image), *map(ReplacementTransform, before, self.around)]

    def light(self, layer: LitLayer) -> None:
        self.chapter(layer)
        parts = LitParts(self.blocks, layer, self.places.heads)
        drawn, active = (self.note(lines, at=self.noted) for lines in (layer.drawn, layer.active))
        empty = self.blocks.empty(layer.layer)
        with self.saying(layer, "connected"):
            self.play(*self.coming(parts.head, drawn, empty), run_time=MOMENT)
            if parts.edges.submobjects:
                self.play(LaggedStart(*map(Create, parts.edges), lag_ratio=0.05), run_time=2 * BREATH)
            self.play(Pulse(self.blocks.lanes(layer.layer), POINTER), run_time=2 * BREATH)
        with self.saying(layer, "lit"):
            self.play(*self.coming(parts.dots, parts.scale_of_dots), run_time=2 * BREATH)
            self.drop(VGroup(empty))
            if layer.layer == len(self.study.network.layers) and self.blocks is self.whole:
                self.name_outputs()
            rings = [self.blocks.ring(layer.strongest)] if layer.strongest else []
            self.play(Succession(*map(Create, rings), FadeOut(drawn), *self.coming(*active)), run_time=3 * BREATH)
            self.wait(BREATH)
        self.play(
            parts.edges.animate.set_stroke(opacity=STEPPED_BACK), *map(FadeOut, (*active, *rings)), run_time=MOMENT
        )
        self.show(parts)

    def name_outputs(self) -> None:
        """Bring on the names of the outputs, one by one, each with the track of its bar."""
        names, tracks = self.answers.names, self.answers.tracks
        rows = [VGroup(*row) for row in zip(names, tracks, strict=True)]
        self.play(LaggedStart(*self.coming(*rows), lag_ratio=0.5), run_time=2 * BREATH)
        self.drop(names, tracks)
        self.add(names, tracks)

    def show(self, parts: LitParts) -> None:
        """Remember what is seen of a layer."""
        self.shown.add(*parts)
        self.connections.append(parts.edges)

    def near(self, area: Box) -> BlockDiagram:
        """Return the diagram while its first layer stands alone beside the large image."""
        (first,) = lay_out_blocks(self.study.network.sizes[1:2], area, NEAR_PITCH)
        return BlockDiagram(self.pixels, (first, *self.blocks.blocks[1:]), self.places.lowest, rows=False)

    @property
    def noted(self) -> Point:
        """Where notes stand: right of a layer that is alone."""
        if self.blocks is self.whole:
            return self.places.note
        box = self.blocks.block(1).box
        return box.right + 0.6, box.middle[1]

    def open_up(self, beat: OpenedNeuron, layer: LitLayer) -> None:
        self.chapter(beat)
        neuron = beat.neuron.place
        ring, origin = self.blocks.ring(neuron), self.blocks.place(neuron)
        self.play(Create(ring), run_time=BREATH)
        places = OPENED[self.format.name]
        image = TitledImage(*self.image(self.pixels.picture, places.three[0]), self.size, INPUT)
        self.play(FadeOut(self.shown, ring), *self.moving(image.image, image.around), run_time=BREATH)
        alone, large, weights = (
            TitledImage(*self.image(beat.weights, box), beat.titles[1], HIDDEN)
            for box in (places.alone, places.three[1], places.weights)
        )
        result, products = (
            TitledImage(*self.image(beat.products, box), beat.titles[2], TEXT)
            for box in (places.three[2], places.products)
        )
        with self.saying(beat, "weights"):
            dot = alone.image.copy().scale_to_fit_width(2 * ring.width).move_to(origin)
            self.play(ReplacementTransform(dot, alone.image), *self.coming(alone.around), run_time=2 * BREATH)
            self.pair(beat, (self.pixels, alone.image))
        with self.saying(beat, "products"):
            self.play(*alone.becoming(large), run_time=BREATH)
            self.combine([self.pixels, large.image], result)
        with self.saying(beat, "sum"):
            self.play(*self.moving(*self.small), *large.becoming(weights), *result.becoming(products), run_time=BREATH)
            self.add_up(beat, Worksheet(beat.neuron.sheet, places.sheet, INPUT, HIDDEN), weights, products)
        if self.sheet.steps:
            with self.saying(beat, "activation"):
                self.play(LaggedStart(*self.coming(*self.sheet.steps), lag_ratio=0.5), run_time=3 * BREATH)
        self.fade_away(weights, products, self.sheet, self.rings)
        if self.blocks is not self.whole:
            self.blocks, self.shown, self.connections = self.whole, VGroup(), []
            parts = LitParts(self.blocks, layer, self.places.heads)
            parts.edges.set_stroke(opacity=STEPPED_BACK)
            self.show(parts)
        self.play(*self.coming(*self.shown), run_time=BREATH)  # each by itself: connections stay behind the image

    def pair(self, beat: OpenedNeuron, images: tuple[PixelGrid, PixelGrid]) -> None:
        """Let rings go from pixel to pixel in the image, and from the weight of each to that of the next."""
        first, *_ = beat.listed
        rings = [ring_around(image, first) for image in images]
        ways = [VMobject().set_points_as_corners([image.cell(k) for k in (first, *beat.listed)]) for image in images]
        self.play(*map(Create, rings), run_time=MOMENT)
        self.play(*(MoveAlongPath(ring, way) for ring, way in zip(rings, ways, strict=True)), run_time=3 * BREATH)
        self.fade_away(VGroup(*rings))

    def add_up(self, beat: OpenedNeuron, sheet: Worksheet, weights: TitledImage, products: TitledImage) -> None:
        """Add up the products, each row's numbers coming from its pixel in the three images."""
        self.sheet, self.rings = sheet, VGroup()
        images = weights.image, self.pixels, products.image
        rows = []
        for k, row in zip(beat.listed, sheet.rows, strict=True):
            rings = [ring_around(image, k) for image in images]
            numbers = *row.equation.operands, row.equation.result
            origins = {number.path: ring for number, ring in zip(numbers, rings, strict=True)}
            rows.append(Succession(AnimationGroup(*map(Create, rings)), Arrive(row, origins)))
            self.rings.add(*rings)
        note = self.note([beat.note], at=self.places.remark) if beat.note else VGroup()
        self.play(*self.coming(sheet.heading, sheet.columns, note), run_time=MOMENT)
        self.play(LaggedStart(*rows, lag_ratio=0.4), run_time=5 * BREATH)
        self.play(*self.coming(sheet.addends), run_time=BREATH)
        self.play(Create(sheet.rule), *self.coming(sheet.total), run_time=BREATH)
        sheet.add(note)

    def answer(self, beat: AnswerBeat) -> None:
        self.chapter(beat)
        bars = self.answers
        with self.saying(beat, "shares"):
            if bars.names not in self.mobjects:
                self.name_outputs()
            numbers = self.coming(*bars.numbers)
            rows = [
                AnimationGroup(GrowFromEdge(bar, LEFT), number) for bar, number in zip(bars.bars, numbers, strict=True)
            ]
            self.play(LaggedStart(*rows, lag_ratio=0.3), run_time=3 * BREATH)
        with self.saying(beat, "verdict"):
            self.play(*map(Create, bars.ring), run_time=MOMENT)
            self.play(LaggedStart(*self.coming(*self.panel), lag_ratio=0.5), run_time=2 * BREATH)
        if "traced" in beat.says:
            with self.saying(beat, "traced"):
                self.trace_back(beat)
        with self.saying(beat, "seen", STILL):
            for layer in range(1, self.blocks.count):
                self.play(Pulse(self.blocks.lanes(layer), POINTER), run_time=4 * BREATH / (self.blocks.count - 1))

    def trace_back(self, beat: AnswerBeat) -> None:
        """Let the connections that lead to the answer light up, from it back."""
        edges = {edge.place: edge for layer in self.connections for edge in layer if isinstance(edge, Connection)}
        self.play(*(ApplyMethod(layer.set_stroke, None, None, GONE_BACK) for layer in self.connections))
        for _, places in groupby(beat.traced, key=lambda place: place.layer):
            ways = [ApplyMethod(edges[place].set_stroke, None, None, 1.0) for place in places]
            self.play(LaggedStart(*ways, lag_ratio=0.2), run_time=2 * BREATH)
