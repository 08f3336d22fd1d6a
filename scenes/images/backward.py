"""What a network learns from one image: errors of its answers, deltas, gradients seen as an image, a step."""

from __future__ import annotations

import math
from dataclasses import replace

from manim import (
    LEFT,
    Animation,
    AnimationGroup,
    Create,
    FadeOut,
    GrowFromEdge,
    Indicate,
    LaggedStart,
    ReplacementTransform,
    TransformFromCopy,
    VGroup,
)

from scenes.layout.image_stages import BACKWARDS
from scenes.mobjects.blocks import MOST_LANES
from scenes.mobjects.image_parts import ErrorBars, TitledImage, WorkedPixel
from scenes.mobjects.pulse import Lane, Pulse
from scenes.mobjects.text import TextLine
from scenes.mobjects.worksheet import Worksheet, width_of_sheet
from scenes.stage.image_film import BESIDE, ImageFilm
from scenes.storyboards.digits_backward import BackBlocks, DigitsBackStory, ErrorBeat, ImageRow
from scenes.storyboards.pictures import Picture
from scenes.storyboards.tell_digits_backward import tell_digits_backward
from scenes.style import BACKWARD, BREATH, HEAD, MOMENT, POINTER, STILL, TEXT

OVERHANG = 0.75  # of what stands above the output and below it, beyond its dots
ARROW = "  →  "
CLEAR = 0.1  # between what is moved aside and the edge of the frame


class SeeBackward(ImageFilm):
    """An image's error runs back: deltas, gradients that look like the image, a step, and a smaller loss."""

    def construct(self) -> None:
        story = tell_digits_backward(self.study)
        numbers = [(one, ARROW, other) for _, one, other in story.second_pass.outputs.values()]
        delta, stage = story.back.delta, BACKWARDS[self.format.name]
        least = width_of_sheet(delta.sheet) + OVERHANG if delta and not stage.move else 0.0
        self.set_the_stage(story.image.picture, story.answer, numbers, least)
        self.recall(story)
        self.err(story.errors)
        self.go_back(story.back)
        gradients = self.show_gradients(story.gradients)
        self.show_step(story.step, gradients)
        self.go_forward_again(story)

    def recall(self, story: DigitsBackStory) -> None:
        self.chapter(story.image)
        self.dots = {layer.layer: self.lit(layer.layer, layer.picture) for layer in story.lit}
        self.heads = VGroup(*(self.blocks.head(layer.layer, layer.head, self.places.heads) for layer in story.lit))
        answer = story.answer
        self.answers = self.bars(answer.names, answer.outputs, answer.numbers, answer.predicted)
        with self.saying(story.image, "seen"):
            self.play(*self.coming(self.pixels, self.scale_of_pixels), run_time=BREATH)
            self.light_up([*self.dots.values()])
        with self.saying(story.answer, "verdict"):
            self.play(*self.coming(self.answers), run_time=BREATH)
            self.play(
                *map(Create, self.answers.ring),
                LaggedStart(*self.coming(*self.panel), lag_ratio=0.5),
                run_time=2 * BREATH,
            )
            self.wait(BREATH)
        self.fade_away(self.panel)

    def light_up(self, dots: list[VGroup]) -> None:
        """Let what comes in run through the layers, which light up one after the other."""
        empty = [self.blocks.empty(layer) for layer in range(1, self.blocks.count)]
        self.play(*self.coming(self.heads, *empty), run_time=MOMENT)
        for layer, lit in enumerate(dots, start=1):
            self.play(Pulse(self.blocks.lanes(layer), POINTER), run_time=BREATH)
            self.play(*self.coming(lit), run_time=MOMENT)
            self.drop(VGroup(empty[layer - 1]))

    def lit(self, layer: int, picture: Picture) -> VGroup:
        """Return the dots of a layer, and what their colours mean."""
        return VGroup(self.blocks.dots(layer, picture), self.blocks.scale(layer, picture))

    def err(self, beat: ErrorBeat) -> None:
        self.chapter(beat)
        errors = ErrorBars(beat, self.answers)
        with self.saying(beat, "errors"):
            # each by itself: together they would be added anew, in front of the bars
            leaving = map(FadeOut, (self.answers.tracks, self.answers.numbers))
            self.play(*leaving, Create(errors.line), run_time=MOMENT)
            leans = list(zip(beat.errors, self.answers.bars, errors.bars, strict=True))
            for is_right in (True, False):  # the first words are of what leans to the right
                leaning = [ReplacementTransform(*pair) for value, *pair in leans if (value.value > 0) is is_right]
                if leaning:
                    self.play(*leaning, run_time=2 * BREATH)
            self.play(LaggedStart(*self.coming(*errors.numbers), lag_ratio=0.3), run_time=3 * BREATH)
        # its bars have gone already
        self.fade_away(errors, self.answers.names, self.answers.ring)

    def go_back(self, beat: BackBlocks) -> None:
        self.chapter(beat)
        with self.saying(beat, "spread"):
            for layer, picture in beat.layers.items():
                old, self.dots[layer] = self.dots[layer], self.lit(layer, picture)
                if layer < len(beat.layers):
                    self.play(Pulse(self.blocks.lanes(layer + 1), BACKWARD, back=True), run_time=3 * BREATH)
                self.play(FadeOut(old), *self.coming(self.dots[layer]), run_time=BREATH)
        heads = self.heads.copy()
        if beat.delta:
            self.blame(beat)
        self.fade_away(self.heads, *self.dots.values())
        self.heads = heads

    def blame(self, beat: BackBlocks) -> None:
        assert beat.delta
        stage = BACKWARDS[self.format.name]
        blocks, room = self.blocks, stage.sheet
        if stage.move:
            self.make_room(stage.move)
        left = min(room.left, room.right - width_of_sheet(beat.delta.sheet))
        room = replace(room, left=max(left, self.heads.get_right()[0] + BESIDE))
        sheet = Worksheet(beat.delta.sheet, room, BACKWARD, BACKWARD, TEXT)
        ways = self.blocks.ways(beat.ways, beat.largest)
        ring = self.blocks.ring(beat.blamed)
        with self.saying(beat, "blamed"):
            self.play(Create(ring), *self.coming(sheet.heading, sheet.columns), run_time=BREATH)
            steps = [AnimationGroup(Create(way), *self.coming(row)) for way, row in zip(ways, sheet.rows, strict=True)]
            self.play(LaggedStart(*steps, lag_ratio=0.3), run_time=3 * BREATH)
            self.play(LaggedStart(*self.coming(*sheet.conclusion), lag_ratio=0.5), run_time=2 * BREATH)
            self.wait(BREATH)
        self.fade_away(sheet, VGroup(ring), ways)
        self.blocks = blocks

    def make_room(self, along: float) -> None:
        """Let the image go, and move the layers to the left where it was, as far as there is room."""
        layers = VGroup(self.heads, *self.dots.values())
        along = min(along, layers.get_left()[0] - self.format.frame.left - CLEAR)
        self.fade_away(VGroup(self.pixels, self.scale_of_pixels))
        self.play(layers.animate.shift(along * LEFT), run_time=MOMENT)
        self.blocks = self.blocks.shifted(-along)

    def show_gradients(self, row: ImageRow) -> TitledImage:
        """Show how the image, times the delta, becomes the gradients, and what happens in one of their pixels.

        Return the gradients, which stay.
        """
        self.chapter(row)
        pixels, gradients = self.titled(row)
        worked = self.worked = self.work(row, [pixels, gradients])
        factor = TextLine(row.factor, BACKWARDS[self.format.name].images[1].middle, "center", HEAD, BACKWARD)
        first, second = row.images
        with self.saying(row, first):
            come: list[Animation] = [*self.coming(pixels.image)]
            if self.pixels in self.mobjects:
                come = [TransformFromCopy(self.pixels, pixels.image), FadeOut(self.pixels, self.scale_of_pixels)]
            self.play(*come, *self.coming(pixels.around), run_time=2 * BREATH)
            self.play(Create(worked.rings[0]), run_time=BREATH)
            self.play(*self.coming(factor), run_time=BREATH)
            self.play(Pulse([Lane(factor.get_center(), pixels.image.cell(row.ring))], BACKWARD), run_time=BREATH)
        with self.saying(row, second):
            every = range(len(pixels.image.picture.values))
            cells = [pixels.image.cell(k) for k in every[:: math.ceil(len(every) / MOST_LANES)]]
            self.play(Pulse([Lane(factor.get_center(), cell) for cell in cells], BACKWARD), run_time=2 * BREATH)
            self.fade_away(VGroup(factor))
            going = TransformFromCopy(pixels.image, gradients.image)
            self.play(going, *self.coming(gradients.around), run_time=3 * BREATH)
            self.play(Create(worked.rings[1]), run_time=BREATH)
        with self.saying(row, "worked"):
            self.play(*self.coming(worked.equation), run_time=2 * BREATH)
            self.wait(BREATH)
        self.fade_away(pixels, worked)
        return gradients

    def show_step(self, row: ImageRow, gradients: TitledImage) -> None:
        """Show the gradients become what is taken off the weights, what is left of these, and one of their pixels."""
        self.chapter(row)
        before, step, after = self.titled(row)
        worked = self.worked = self.work(row, [before, step, after])
        first, second, third = row.images
        with self.saying(row, first):
            self.play(*self.coming(before), run_time=2 * BREATH)
        with self.saying(row, second):
            becoming = ReplacementTransform(gradients.image, step.image)
            self.play(becoming, FadeOut(gradients.around), *self.coming(step.around), run_time=2 * BREATH)
            self.play(Indicate(step.scale_below, 1.1, POINTER), run_time=2 * BREATH)
        with self.saying(row, third):
            self.combine([before.image, step.image], after)
        with self.saying(row, "worked"):
            self.play(LaggedStart(*map(Create, worked.rings), lag_ratio=0.5), run_time=BREATH)
            self.play(*self.coming(worked.equation), run_time=BREATH)
            self.wait(BREATH)
        self.fade_away(before, step, after, worked)

    def titled(self, row: ImageRow) -> list[TitledImage]:
        """Return the images of a row, each under its title."""
        places = BACKWARDS[self.format.name].images
        found = zip(row.images.values(), places, strict=False)
        return [TitledImage(*self.image(picture, place), title, TEXT) for (title, picture), place in found]

    def work(self, row: ImageRow, images: list[TitledImage]) -> WorkedPixel:
        """Return what happens in one pixel of these images, to stand where there is room beside them."""
        stage = BACKWARDS[self.format.name]
        whole = len(images) == len(stage.images)
        at = stage.of_three if whole else stage.of_two
        return WorkedPixel(row, [one.image for one in images], at, beside=whole and stage.in_a_line)

    def go_forward_again(self, story: DigitsBackStory) -> None:
        beat = story.second_pass
        self.chapter(beat)
        dots = [self.lit(layer, picture) for layer, picture in story.lit_after.items()]
        names, before, after = zip(*beat.outputs.values(), strict=True)
        best = list(beat.outputs).index(beat.best) if beat.best else None
        numbers = [(one, ARROW, other) for one, other in zip(before, after, strict=True)]
        bars = self.bars(names, after, numbers, best, self.places.bar)
        with self.saying(beat, "forward"):
            self.play(*self.coming(self.pixels, self.scale_of_pixels), run_time=MOMENT)
            self.light_up(dots)
        with self.saying(beat, "compared"):
            self.play(*self.coming(bars.names, bars.tracks, bars.numbers), run_time=MOMENT)
            self.play(LaggedStart(*(GrowFromEdge(bar, LEFT) for bar in bars.bars), lag_ratio=0.3), run_time=2 * BREATH)
            self.play(*map(Create, bars.ring), run_time=MOMENT)
        losses = self.note([(f"{label}:  ", loss) for label, loss in beat.losses], POINTER)
        with self.saying(beat, "loss", STILL):
            self.play(LaggedStart(*self.coming(*losses), lag_ratio=0.8), run_time=2 * BREATH)
