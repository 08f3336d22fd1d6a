"""What a network learns from one image: errors of its answers, deltas, gradients seen as an image, a step."""

from __future__ import annotations

from dataclasses import replace

from manim import (
    LEFT,
    RIGHT,
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

from scenes.layout.image_stages import BACKWARDS
from scenes.mobjects.image_parts import ErrorBars, WorkedPixel
from scenes.mobjects.pixels import PixelGrid
from scenes.mobjects.pulse import Pulse
from scenes.mobjects.text import TextLine
from scenes.mobjects.worksheet import Worksheet, width_of_sheet
from scenes.stage.image_film import BESIDE, ImageFilm
from scenes.storyboards.digits_backward import BackBlocks, DigitsBackStory, ErrorBeat, ImageRow
from scenes.storyboards.pictures import Picture
from scenes.storyboards.tell_digits_backward import tell_digits_backward
from scenes.style import BACKWARD, BREATH, HEAD, MOMENT, POINTER, SMALL, STILL, TEXT

OVERHANG = 0.75  # of what stands above the output and below it, beyond its dots
ARROW = "  →  "


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
        self.show_row(story.gradients)
        self.show_row(story.step)
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
            pairs = zip(self.answers.bars, errors.bars, strict=True)
            self.play(*(ReplacementTransform(bar, error) for bar, error in pairs), run_time=2 * BREATH)
            self.play(*self.coming(errors.numbers), run_time=BREATH)
            self.wait(BREATH)
        # its bars have gone already
        self.fade_away(errors, self.answers.names, self.answers.ring)

    def go_back(self, beat: BackBlocks) -> None:
        self.chapter(beat)
        with self.saying(beat, "spread"):
            for layer, picture in beat.layers.items():
                old, self.dots[layer] = self.dots[layer], self.lit(layer, picture)
                if layer < len(beat.layers):
                    self.play(Pulse(self.blocks.lanes(layer + 1), BACKWARD, back=True), run_time=2 * BREATH)
                self.play(FadeOut(old), *self.coming(self.dots[layer]), run_time=BREATH)
        if beat.delta:
            self.blame(beat)
        self.fade_away(self.heads, *self.dots.values())
        if beat.delta:
            self.heads.shift(BACKWARDS[self.format.name].move * RIGHT)

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
        """Let the image go, and move the layers to the left where it was."""
        layers = VGroup(self.heads, *self.dots.values())
        self.fade_away(VGroup(self.pixels, self.scale_of_pixels))
        self.play(layers.animate.shift(along * LEFT), run_time=MOMENT)
        self.blocks = self.blocks.shifted(-along)

    def show_row(self, row: ImageRow) -> None:
        """Show images one after the other, then what happens in one of their pixels."""
        self.chapter(row)
        shown, factor = VGroup(), VGroup()
        images: list[PixelGrid] = []
        stage = BACKWARDS[self.format.name]
        for (step, (title, picture)), place in zip(row.images.items(), stage.images, strict=False):
            image, scale = self.image(picture, place)
            label = TextLine(title, (image.get_x(), image.get_top()[1] + 0.2), "center", SMALL, TEXT)
            with self.saying(row, step):
                coming: list[Animation]
                self.fade_away(factor)
                if not images and self.pixels in self.mobjects:
                    coming = [TransformFromCopy(self.pixels, image), FadeOut(self.pixels, self.scale_of_pixels)]
                elif len(images) == len(row.images) - 1:  # the last is made of the first
                    coming = [TransformFromCopy(images[0], image)]
                else:
                    coming = [*self.coming(image)]
                self.play(*coming, *self.coming(scale, label), run_time=2 * BREATH)
                if row.factor and not images:
                    factor = VGroup(TextLine(row.factor, stage.images[1].middle, "center", HEAD, BACKWARD))
                    self.play(*self.coming(factor), run_time=BREATH)
            images.append(image)
            shown.add(image, scale, label)
        whole = len(images) == len(stage.images)  # beside fewer there may be room
        at = stage.of_three if whole else stage.of_two
        worked = self.worked = WorkedPixel(row, images, at, beside=whole and stage.in_a_line)
        with self.saying(row, "worked"):
            self.play(Create(worked.rings), *self.coming(worked.equation), run_time=BREATH)
            self.wait(2 * BREATH)
        self.fade_away(shown, worked)

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
            self.play(*(GrowFromEdge(bar, LEFT) for bar in bars.bars), run_time=BREATH)
            self.play(*map(Create, bars.ring), run_time=MOMENT)
        losses = self.note([(f"{label}:  ", loss) for label, loss in beat.losses], POINTER)
        with self.saying(beat, "loss", STILL):
            self.play(LaggedStart(*self.coming(*losses), lag_ratio=0.8), run_time=2 * BREATH)
