"""An image goes through a network: neurons glow, one of them is opened up, and the strongest output answers."""

from __future__ import annotations

from manim import LEFT, Create, FadeOut, GrowFromEdge, LaggedStart, Restore, Succession, VGroup

from scenes.layout.image_stages import OPENED
from scenes.mobjects.blocks import image_box
from scenes.mobjects.image_parts import Patch
from scenes.mobjects.pixels import ColourScale
from scenes.mobjects.text import TextLine
from scenes.mobjects.worksheet import Worksheet
from scenes.stage.image_film import SCALE_Y, ImageFilm
from scenes.storyboards.digits_forward import AnswerBeat, ImageBeat, LitLayer, OpenedNeuron
from scenes.storyboards.notation import written
from scenes.storyboards.tell_digits_forward import tell_digits_forward
from scenes.style import BREATH, HIDDEN, INPUT, MOMENT, SMALL, TEXT

UNDER = 0.75  # an image, with its scale between


class SeeForward(ImageFilm):
    """An image goes through a network: neurons glow, one of them is opened up, and the strongest output answers."""

    def construct(self) -> None:
        story = tell_digits_forward(self.study)
        self.set_the_stage(story.image.picture, story.answer)
        self.shown = VGroup()  # of the network
        self.show_image(story.image)
        for layer in story.layers:
            self.light(layer)
            if layer.layer == 1:
                self.open_up(story.opened)
        self.answer(story.answer)

    def show_image(self, beat: ImageBeat) -> None:
        self.chapter(beat)
        rows, columns, places = beat.picture.rows, beat.picture.columns, OPENED[self.format.name]
        small = image_box(rows, columns, self.places.image)
        size = self.above((*written(beat.size), " pixels"), small, INPUT)
        if self.places.under:
            size.move_to((size.get_x(), small.bottom - UNDER, 0.0))
        self.pixels.save_state()
        box = image_box(rows, columns, places.large)
        self.pixels.scale_to_fit_width(box.width).move_to((*box.middle, 0.0))
        large = self.above(size.line, box, INPUT)
        at = (box.middle[0], box.bottom - SCALE_Y)
        scale = ColourScale(beat.picture, at, box.width)
        with self.saying(beat, "pixels"):
            self.play(*self.coming(self.pixels, scale), run_time=BREATH)
            self.play(*self.coming(large), run_time=BREATH)
        patch = self.patch = Patch(beat, self.pixels, places.numbers)
        with self.saying(beat, "numbers"):
            self.play(Create(patch.ring), run_time=MOMENT)
            self.play(Create(patch.ways), *self.coming(patch.cells), run_time=BREATH)
            self.play(LaggedStart(*self.coming(*patch.numbers), lag_ratio=0.1), run_time=2 * BREATH)
            self.wait(BREATH)
        self.fade_away(patch)
        self.play(
            FadeOut(scale, large), Restore(self.pixels), *self.coming(self.scale_of_pixels, size), run_time=BREATH
        )

    def light(self, layer: LitLayer) -> None:
        self.chapter(layer)
        head = self.blocks.head(layer.layer, layer.head, self.places.heads)
        dots = self.blocks.dots(layer.layer, layer.picture)
        scale = self.blocks.scale(layer.layer, layer.picture)
        edges = self.blocks.edges(layer.connections, layer.largest).set_z_index(-1)  # behind image and neurons
        drawn, active = self.note(layer.drawn), self.note(layer.active)
        with self.saying(layer, "connected"):
            self.play(*self.coming(head, drawn), run_time=MOMENT)
            if edges.submobjects:
                self.play(LaggedStart(*map(Create, edges), lag_ratio=0.05), run_time=2 * BREATH)
        with self.saying(layer, "lit"):
            noted = Succession(FadeOut(drawn), *self.coming(*active))
            self.play(*self.coming(dots, scale), noted, run_time=2 * BREATH)
            self.wait(2 * BREATH)
        self.play(edges.animate.set_stroke(opacity=0.2), *map(FadeOut, active), run_time=MOMENT)
        self.shown.add(head, edges, dots, scale)

    def open_up(self, beat: OpenedNeuron) -> None:
        self.chapter(beat)
        ring = self.blocks.ring(beat.neuron.place)
        self.play(Create(ring), run_time=BREATH)
        self.play(FadeOut(self.shown, ring), run_time=MOMENT)
        places = OPENED[self.format.name]
        weights, scale_of_weights = self.image(beat.weights, places.weights)
        products, scale_of_products = self.image(beat.products, places.products)
        titles = [
            TextLine(line, (image.get_x(), image.get_top()[1] + 0.2), "center", SMALL, colour)
            for line, image, colour in zip(
                beat.titles, (self.pixels, weights, products), (INPUT, HIDDEN, TEXT), strict=True
            )
        ]
        sheet = Worksheet(beat.neuron.sheet, places.sheet, INPUT, HIDDEN)
        with self.saying(beat, "weights"):
            self.play(*self.coming(weights, scale_of_weights, titles[1]), run_time=2 * BREATH)
        with self.saying(beat, "products"):
            self.play(*self.coming(products, scale_of_products, titles[2]), run_time=2 * BREATH)
        with self.saying(beat, "sum"):
            self.play(*self.coming(sheet.heading, sheet.columns), run_time=MOMENT)
            self.play(LaggedStart(*self.coming(*sheet.rows), lag_ratio=0.4), run_time=3 * BREATH)
            self.play(*self.coming(sheet.addends), run_time=BREATH)
            self.play(Create(sheet.rule), *self.coming(sheet.total), run_time=BREATH)
        if sheet.steps:
            with self.saying(beat, "activation"):
                self.play(*self.coming(*sheet.steps), run_time=BREATH)
                self.wait(BREATH)
        self.fade_away(VGroup(weights, scale_of_weights, products, scale_of_products, titles[1], titles[2]), sheet)
        self.play(*self.coming(*self.shown), run_time=BREATH)  # each by itself: connections stay behind the image

    def answer(self, beat: AnswerBeat) -> None:
        self.chapter(beat)
        bars = self.bars(beat.names, beat.outputs, beat.numbers, beat.predicted)
        with self.saying(beat, "shares"):
            self.play(*self.coming(bars.names, bars.tracks), run_time=MOMENT)
            self.play(*(GrowFromEdge(bar, LEFT) for bar in bars.bars), *self.coming(bars.numbers), run_time=2 * BREATH)
        with self.saying(beat, "verdict"):
            self.play(*map(Create, bars.ring), run_time=MOMENT)
            self.play(LaggedStart(*self.coming(*self.panel), lag_ratio=0.5), run_time=2 * BREATH)
            self.wait(3 * BREATH)
