"""What the films of images share: the image at the left, the layers beside it as blocks of dots."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from manim import FadeIn, VGroup

from scenes.layout.blocks import lay_out_blocks
from scenes.layout.boxes import Box, Point
from scenes.layout.image_stages import IMAGES, ImageStage
from scenes.lessons import Lesson
from scenes.mobjects.blocks import BlockDiagram, image_box
from scenes.mobjects.image_parts import BAR_WIDTH, AnswerBars, PanelBelow, Patch, SidePanel, TitledImage, WorkedPixel
from scenes.mobjects.pixels import ColourScale, PixelGrid
from scenes.mobjects.text import TextLine, wrapped
from scenes.mobjects.typesetting import outline
from scenes.stage.film import Film
from scenes.storyboards.digits_forward import AnswerBeat
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Line, Name, Readout
from scenes.studies.image_study import ImageStudy, study_images
from scenes.studies.images import check_images
from scenes.style import BREATH, QUIET, SMALL

BESIDE = 0.25  # from the output to its names, and from its numbers to the panel
SCALE_Y = 0.28  # below an image
ROW = 0.45
LEADING = 0.38  # of what is noted


class ImageFilm(Film):
    """A film about a lesson whose samples are images."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_images(lesson)

    @property
    def places(self) -> ImageStage:
        return IMAGES[self.format.name]

    patch: Patch | None = None  # pixels that are seen as numbers
    worked: WorkedPixel | None = None  # what happens in one of them

    @cached_property
    def study(self) -> ImageStudy:
        return study_images(self.subject_matter)

    def set_the_stage(
        self,
        picture: Picture,
        answer: AnswerBeat,
        after: Sequence[Line] = (),
        least: float = 0.0,
        long: float = BAR_WIDTH,
    ) -> None:
        """Prepare the image, the layers, and what stands beside the output; nothing is on screen yet.

        The bar of 1 is `long`. The panel gives way to numbers that come `after` it, where there are any. Beside the
        output at `least` so much is left free.
        """
        stage, right = self.places, self.format.right
        self.pixels, self.scale_of_pixels = self.image(picture, stage.image)
        needed = AnswerBars.width_of(answer.names, answer.numbers, long)
        if stage.beside is None:
            self.panel: VGroup = PanelBelow(answer.lines, stage.below)
        else:
            self.panel = SidePanel(answer.lines, right, stage.beside)
            needed += 2 * BESIDE + self.panel.room
        if after:
            needed = max(needed, AnswerBars.width_of(answer.names, after, stage.bar))
        needed = max(needed, least)
        area = Box(stage.image.right, stage.lowest, right - needed - BESIDE, stage.highest)
        self.blocks = BlockDiagram(
            self.pixels, lay_out_blocks(self.study.network.sizes[1:], area), stage.lowest, rows=stage.beside is None
        )

    def note(self, lines: Sequence[Line], colour: str = QUIET, at: Point | None = None) -> VGroup:
        """Return lines under each other from a place on: above the image, or where else a format has room."""
        x, y = at or self.places.note
        room = min(self.places.note_room, self.format.right - x)
        parts = [part for line in lines for part in wrapped(line, room, SMALL)]
        return VGroup(
            *(TextLine(part, (x, y - index * LEADING), size=SMALL, colour=colour) for index, part in enumerate(parts))
        )

    def above(self, line: Line, box: Box, colour: str) -> TextLine:
        """Return a line over the middle of an image, or further right where it would else leave the frame."""
        width = outline(line).width * SMALL
        x = max(box.middle[0], self.format.left + width / 2)
        return TextLine(line, (x, box.top + 0.2), "center", SMALL, colour)

    def bars(
        self,
        names: Sequence[Name],
        outputs: Sequence[Readout],
        numbers: Sequence[Line],
        best: int | None,
        long: float = BAR_WIDTH,
    ) -> AnswerBars:
        """Return the outputs as bars beside the output layer: each beside its dot, where it has a row of its own."""
        block = self.blocks.blocks[-1]
        pitch = block.box.height / block.rows if block.columns == 1 else ROW
        middle, last = block.box.middle[1], len(outputs) - 1
        ys = [middle + (last / 2 - index) * pitch for index in range(len(outputs))]
        return AnswerBars(names, outputs, numbers, best, block.box.right + BESIDE, ys, long)

    def image(self, picture: Picture, within: Box) -> tuple[PixelGrid, ColourScale]:
        """Return a picture as an image as large as there is room, and the scale of its colours below."""
        box = image_box(picture.rows, picture.columns, within)
        return PixelGrid(picture, box), ColourScale(picture, (box.middle[0], box.bottom - SCALE_Y), within.width)

    def combine(self, images: Sequence[PixelGrid], result: TitledImage) -> None:
        """Let images go one after the other, seen through each other, where their `result` is to be, and become it."""
        going = [image.copy() for image in images]
        for index, one in enumerate(going):
            moving = one.animate.match_width(result.image).move_to(result.image).set_fill(opacity=1 / (1 + index))
            self.play(moving, run_time=BREATH)
        self.play(FadeIn(result.image), *self.coming(result.around), run_time=2 * BREATH)
        self.drop(VGroup(*going))
