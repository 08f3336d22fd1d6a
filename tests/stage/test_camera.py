"""What the camera paints is what manim's paints, and of a texture the texture: each cell in its colour."""

from __future__ import annotations

import numpy as np
from manim import (
    Annulus,
    Arrow,
    Camera,
    Circle,
    Line,
    ManimColor,
    Rectangle,
    Square,
    Typst,
    VGroup,
    VMobject,
    tempconfig,
)

from scenes.layout.boxes import Box
from scenes.mobjects.pixels import PixelGrid
from scenes.mobjects.text import TextLine
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
        picture = camera.pixel_array.copy()
        camera.reset().capture_mobjects([*grids, after])
        assert (camera.pixel_array == picture).all(), "painted again"

    def painted(point: np.ndarray) -> np.ndarray:
        return picture[int(400 - 100 * point[1]), int(711 + 100 * point[0]), :3].astype(float)

    for grid in grids:
        wanted = grid.shade.of(values) * 255
        for index in range(16):
            beside_the_hole = grid.cell(index) + np.array([-0.18, 0.18, 0.0])
            assert np.abs(painted(beside_the_hole) - wanted[index]).max() <= 2, index
    assert np.abs(painted(after.get_center()) - np.array(ManimColor(TEXT).to_rgb()) * 255).max() <= 1


def test_what_is_drawn_again_or_was_changed_looks_as_manim_s_camera_draws_it() -> None:
    open_line, gap = VMobject(stroke_width=3), VMobject(stroke_width=5, fill_opacity=0.5)
    open_line.set_points_as_corners([(-3, -1, 0), (-2, 0, 0), (-1, -1.5, 0)])
    gap.set_points_as_corners([(1, -1, 0), (2, 0, 0), (2.5, -1, 0)])
    gap.append_points(Square(0.5).shift((3, -1, 0)).points)
    line = TextLine((Readout("", 0.5, "0.5"),), (-4.0, 2.0), size=0.5, colour=TEXT)
    shapes = [Circle(1.3), Annulus(0.4, 0.7, fill_opacity=0.7).shift((2, 1, 0)), open_line, gap, *line.get_family()]
    shapes = [shape for shape in shapes if len(shape.points)]

    def faults(manim: Camera, ours: TextureCamera) -> int:
        for camera in (manim, ours):
            camera.reset()
            camera.capture_mobjects(shapes)
        assert manim.pixel_array[..., :3].any()
        return int((manim.pixel_array != ours.pixel_array).sum())

    with tempconfig({"pixel_width": 853, "pixel_height": 480, "frame_width": 14.22, "frame_height": 8.0}):
        cameras = Camera(), TextureCamera()
        assert [faults(*cameras), faults(*cameras)] == [0, 0]
        for shape in shapes:
            shape.shift((0.123, 0.0456, 0.0)).set_opacity(0.6)
        assert [faults(*cameras), faults(*cameras)] == [0, 0]
        for shape, unseen in zip(shapes, ("fill", "stroke", "both", "wide") * len(shapes), strict=False):
            if unseen in ("fill", "both"):
                shape.set_fill(opacity=0)
            if unseen in ("stroke", "both"):
                shape.set_stroke(opacity=0)
            if unseen == "wide":
                shape.set_stroke("#ffffff", 6, background=True).set_color_by_gradient("#ff0000", "#00ff00")
        assert [faults(*cameras), faults(*cameras)] == [0, 0]
        for camera in cameras:
            camera.reset_pixel_shape(240, 427)
        assert faults(*cameras) == 0


def parted() -> VMobject:
    """Return a shape of an open part and one that is closed but for less than manim sees."""
    shape = VMobject()
    for first, *others in (((0, 0), (1, 0), (1, 1)), ((3, 0), (4, 0), (3, 1e-7))):
        shape.start_new_path(np.array([*first, 0.0]))
        for other in others:
            shape.add_line_to(np.array([*other, 0.0]))
    return shape


def test_an_outline_is_told_as_manim_tells_it_the_first_time_and_again() -> None:
    camera = TextureCamera()
    ctx = camera.get_cairo_context(camera.pixel_array)
    shapes = [Circle(), Line(), Annulus(), Arrow(), parted(), Typst("0.43 + 2.1 = sigma(z) %8B")]
    for shape in VGroup(shapes).family_members_with_points():
        Camera.set_cairo_context_path(camera, ctx, shape)
        expected = str(ctx.copy_path())
        for _ in range(2):
            camera.set_cairo_context_path(ctx, shape)
            assert str(ctx.copy_path()) == expected
