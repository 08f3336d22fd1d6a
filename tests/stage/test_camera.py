"""What a film's camera tells cairo is what manim's does."""

from __future__ import annotations

import numpy as np
from manim import Annulus, Arrow, Camera, Circle, Line, Typst, VGroup, VMobject

from scenes.stage.camera import TextureCamera


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
