"""What a network that sees images is made of: an image becomes a row of pixels, and the layers are counted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from manim import (
    LEFT,
    RIGHT,
    ApplyMethod,
    Create,
    DashedLine,
    FadeOut,
    LaggedStart,
    ManimColor,
    ReplacementTransform,
    Square,
    VGroup,
)

from scenes.architecture import Architecture
from scenes.layout.architecture_stage import UNROLLINGS
from scenes.layout.boxes import Box
from scenes.mobjects.pixels import PixelGrid
from scenes.mobjects.text import TextLine
from scenes.stage.image_film import ImageFilm
from scenes.storyboards.architecture import ArchitectureStory
from scenes.storyboards.digits_architecture import RowBeat, tell_row
from scenes.storyboards.notation import written
from scenes.studies import Neuron
from scenes.style import BREATH, INPUT, MOMENT, POINTER, QUIET, RULE, SMALL, TITLE


class SeeArchitecture(ImageFilm, Architecture):
    """An image becomes a row of pixels; layers appear one by one, and their parameters add up."""

    @property
    def network(self) -> Box:
        return UNROLLINGS[self.format.name].network

    def construct(self) -> None:
        self.unroll(tell_row(self.study))
        super().construct()

    def tell(self) -> ArchitectureStory:
        """Tell it without the names of the pixels: the image shows where they are."""
        story = super().tell()
        return replace(story, cast=replace(story.cast, features={}))

    def unroll(self, beat: RowBeat) -> None:
        """Show the image, and its rows of pixels side by side, as one long row; then the image where it stays."""
        self.chapter(beat)
        stage = UNROLLINGS[self.format.name]
        image, scale = self.image(beat.picture, stage.large)
        self.pixels, self.scale_of_pixels = self.image(beat.picture, stage.small)
        step = image.height / len(beat.rows)
        rows = VGroup()
        for index, picture in enumerate(beat.rows):
            top = image.get_top()[1] - index * step
            strip = Box(image.get_left()[0], top - step, image.get_right()[0], top)
            rows.add(PixelGrid(picture, strip).set_stroke(width=0))
        size = TextLine((*written(beat.size), " pixels"), (0.0, stage.row.top + 0.15), "center", SMALL, INPUT)
        question = TextLine(("?",), stage.row.middle, "center", TITLE, QUIET)
        with self.saying(beat, "image"):
            self.play(*self.coming(image, scale), run_time=2 * BREATH)
            self.play(*self.coming(question), run_time=BREATH)
        with self.saying(beat, "row"):
            self.fade_away(VGroup(question))
            self.add(rows)
            wide = stage.row.width / len(rows)
            moves: list[Any] = [  # manim says of an animation being built that it is none
                row.animate.stretch_to_fit_width(wide)
                .stretch_to_fit_height(stage.row.height)
                .move_to((stage.row.left + (index + 0.5) * wide, stage.row.middle[1], 0.0))
                for index, row in enumerate(rows)
            ]
            self.play(LaggedStart(*moves, lag_ratio=0.1), run_time=4 * BREATH)
            self.play(*self.coming(size), run_time=MOMENT)
            self.wait(BREATH)
        self.play(
            FadeOut(scale, rows, size),
            ReplacementTransform(image, self.pixels),
            *self.coming(self.scale_of_pixels),
            run_time=BREATH,
        )

    def ask(self, last: int) -> None:
        """Show what comes in, and which of the image's pixels these neurons are, and what is to come out."""
        self.show_neurons(0)
        side = self.pixels.width / self.pixels.picture.columns
        shown = self.study.view.layers[0].shown
        rings = [Square(1.2 * side, color=POINTER, stroke_width=1.5).move_to(self.pixels.cell(k)) for k in shown]
        ways = [
            DashedLine(ring.get_right(), self.diagram.nodes[Neuron(0, k)].shape.get_left(), color=POINTER)
            for k, ring in zip(shown, rings, strict=True)
        ]
        for way in ways:
            way.set_stroke(width=1.5)
        self.play(LaggedStart(*map(Create, (*rings, *ways)), lag_ratio=0.1), run_time=BREATH)
        self.send(shown)
        self.ways = VGroup(*rings, *ways)
        self.show_neurons(last)
        self.play(*self.coming(self.makeup.outputs), run_time=BREATH)

    def send(self, shown: tuple[int, ...]) -> None:
        """Let pixels go to the neurons that they are the input of."""
        side = self.pixels.width / self.pixels.picture.columns
        values = [self.pixels.picture.values[k] for k in shown]
        moving = VGroup()
        for k, colour in zip(shown, self.pixels.shade.of(values), strict=True):
            pixel = Square(side, fill_color=ManimColor(tuple(colour)), fill_opacity=1, stroke_color=RULE)
            moving.add(pixel.set_stroke(width=1.5).move_to(self.pixels.cell(k)))
        self.add(*moving)
        ways = [
            ApplyMethod(pixel.move_to, self.diagram.nodes[Neuron(0, k)].shape.get_left() + 0.6 * side * LEFT)
            for k, pixel in zip(shown, moving, strict=True)
        ]
        self.play(LaggedStart(*ways, lag_ratio=0.1), run_time=2 * BREATH)
        self.drop(moving)
        self.play(FadeOut(moving, shift=side * RIGHT), run_time=MOMENT)
