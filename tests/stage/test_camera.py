"""What the camera paints of a texture is the texture: each cell in its colour, and text beside it unharmed."""

from __future__ import annotations

import numpy as np
from manim import ManimColor, Rectangle, tempconfig

from scenes.layout.boxes import Box
from scenes.mobjects.pixels import PixelGrid
from scenes.stage.camera import TextureCamera
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Readout
from scenes.style import TEXT


def test_several_textures_are_painted_cell_by_cell_and_leave_what_comes_after_them_as_it_is() -> None:
    values = tuple((7 * k % 16 - 8) / 8 for k in range(16))
    ends = Readout("", -1.0, "−1"), Readout("", 1.0, "1")
    grids = [PixelGrid(Picture("", values, 4, *ends), Box(x, -1.0, x + 2.0, 1.0)) for x in (-6.0, -3.0, 0.0)]
    after = Rectangle(width=1.0, height=1.0, fill_color=TEXT, fill_opacity=1, stroke_width=0).move_to((4.0, 0.0, 0.0))
    with tempconfig({"pixel_width": 1422, "pixel_height": 800, "frame_width": 14.22, "frame_height": 8.0}):
        camera = TextureCamera()
        camera.capture_mobjects([*grids, after])
        picture = camera.pixel_array

    def painted(point: np.ndarray) -> np.ndarray:
        return picture[int(400 - 100 * point[1]), int(711 + 100 * point[0]), :3].astype(float)

    for grid in grids:
        wanted = grid.shade.of(values) * 255
        for index in range(16):
            beside_the_hole = grid.cell(index) + np.array([-0.18, 0.18, 0.0])
            assert np.abs(painted(beside_the_hole) - wanted[index]).max() <= 2, index
    assert np.abs(painted(after.get_center()) - np.array(ManimColor(TEXT).to_rgb()) * 255).max() <= 1
