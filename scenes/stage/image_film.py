"""What the films of images share: the image at the left, the layers beside it as blocks of dots."""

from __future__ import annotations

from functools import cached_property

from scenes.layout.blocks import lay_out_blocks
from scenes.layout.boxes import Box
from scenes.lessons import Lesson
from scenes.mobjects.blocks import BlockDiagram, image_box
from scenes.mobjects.pixels import ColourScale, PixelGrid
from scenes.stage.film import LEFT_EDGE, Film
from scenes.storyboards.pictures import Picture
from scenes.studies.image_study import ImageStudy, study_images
from scenes.studies.images import check_images

IMAGE = Box(LEFT_EDGE, -2.45, LEFT_EDGE + 3.05, 0.6)
LAYERS = Box(IMAGE.right, -3.15, 2.55, 1.35)
HEADS = 1.55  # the lowest baseline above the layers
SCALE_Y = 0.28  # below an image


class ImageFilm(Film):
    """A film about a lesson whose samples are images."""

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        super().check(lesson)
        check_images(lesson)

    @cached_property
    def study(self) -> ImageStudy:
        return study_images(self.subject_matter)

    def set_the_stage(self, picture: Picture) -> None:
        """Prepare the image, its scale and the layers' places; nothing is on screen yet."""
        self.pixels, self.scale_of_pixels = self.image(picture, IMAGE)
        self.blocks = BlockDiagram(self.pixels, lay_out_blocks(self.study.network.sizes[1:], LAYERS))

    def image(self, picture: Picture, within: Box) -> tuple[PixelGrid, ColourScale]:
        """Return a picture as an image as large as there is room, and the scale of its colours below."""
        box = image_box(picture.rows, picture.columns, within)
        return PixelGrid(picture, box), ColourScale(picture, (box.middle[0], box.bottom - SCALE_Y), within.width)
