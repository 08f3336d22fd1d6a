"""A frame of which only what changed is drawn looks as if all of it had been."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from manim import Circle, Line, Mobject, Rectangle, Square, VMobject, tempconfig

from scenes.stage.areas import Area, part
from scenes.stage.camera import TextureCamera
from scenes.stage.redrawing import Redrawing

SIZE = {"pixel_width": 284, "pixel_height": 160, "frame_width": 14.22, "frame_height": 8.0}
AT_EDGES = 15  # of 255: by so much a pixel may differ where the edge of an area cuts a line

numbers = st.integers(0, 12)
areas = st.builds(lambda x, y, w, h: Area(x, y, x + w + 1, y + h + 1), numbers, numbers, numbers, numbers)


def pixels(some: list[Area]) -> set[tuple[int, int]]:
    return {(x, y) for one in some for x in range(one.left, one.right) for y in range(one.top, one.bottom)}


@given(st.lists(areas, max_size=8))
def test_parted_areas_hold_all_pixels_and_none_twice(some: list[Area]) -> None:
    apart = part(some)
    assert pixels(some) <= pixels(apart)
    assert len(pixels(apart)) == sum((one.right - one.left) * (one.bottom - one.top) for one in apart)
    assert not any(one.meets(other) for one in apart for other in apart if one is not other)


def shapes() -> list[VMobject]:
    """Return shapes of all kinds that lie over each other: filled, with lines, sharp corners, outlines behind."""
    corner = VMobject(stroke_width=8).set_points_as_corners([(-5, -2, 0), (-1, 2.5, 0), (-0.8, -2, 0)])
    card = Square(1.2, fill_opacity=1, stroke_width=0).set_stroke("#ffffff", 14, background=True)
    gradient = Circle(1.5, fill_opacity=0.6).set_color_by_gradient("#ff0000", "#0000ff")
    crossing = Line((-6, -3, 0), (6, 3, 0), stroke_width=4)
    return [Rectangle(width=9, height=2, fill_opacity=0.4), crossing, corner, card, gradient, Circle(0.5)]


Change = Callable[[list[VMobject], float], object]
changes: dict[str, Change] = {
    "moved": lambda those, amount: those[3].shift((amount, -amount / 2, 0)),
    "recoloured": lambda those, amount: those[0].set_fill("#00ff00", opacity=abs(amount) / 5),
    "with another line": lambda those, amount: those[2].set_stroke("#ff00ff", width=abs(amount)),
    "with another outline behind": lambda those, amount: those[3].set_stroke(width=4 * abs(amount), background=True),
    "turned": lambda those, amount: those[2].rotate(amount),
    "gone": lambda those, amount: those.pop(),
    "come": lambda those, amount: those.append(Circle(abs(amount), fill_opacity=1).shift((2 * amount, 0, 0))),
    "in another order": lambda those, amount: those.reverse(),
    "out of the picture": lambda those, amount: those[-1].shift((9 * amount, 0, 0)),
    "without a change": lambda those, amount: None,
}


@pytest.mark.parametrize("how", changes)
@settings(max_examples=8)
@given(amounts=st.lists(st.floats(-2.5, 2.5).filter(lambda amount: abs(amount) > 0.05), min_size=1, max_size=3))
def test_what_is_redrawn_looks_as_if_it_were_drawn_whole(how: str, amounts: list[float]) -> None:
    with tempconfig(SIZE):
        redrawn, whole = TextureCamera(), TextureCamera()
    assert redrawn.background is not None
    redrawing, those = Redrawing(redrawn, redrawn.background), shapes()
    assert redrawing.draw(those) == [Area(0, 0, 284, 160)]
    for amount in amounts:
        changes[how](those, amount)
        drawn = redrawing.draw(those)
        whole.reset().capture_mobjects(those)
        off = np.abs(redrawn.pixel_array.astype(int) - whole.pixel_array).max(axis=2)
        assert off.max() <= AT_EDGES
        assert (off > 0).sum() < 60
        assert how != "without a change" or drawn == []


def test_what_changes_is_drawn_alone() -> None:
    with tempconfig(SIZE):
        camera = TextureCamera()
    assert camera.background is not None
    painted: list[Mobject] = []
    paint = camera.display_vectorized

    def note(mobject: VMobject, ctx: object) -> TextureCamera:
        painted.append(mobject)
        return paint(mobject, ctx)  # type: ignore[arg-type]

    camera.display_vectorized = note  # type: ignore[method-assign]
    below, beside, above = (Square(1, fill_opacity=0.5).shift((x, 0, 0)) for x in (0.0, 4.0, 0.5))
    redrawing = Redrawing(camera, camera.background)
    redrawing.draw([below, beside, above])
    painted.clear()
    below.set_fill("#ff0000")
    (area,) = redrawing.draw([below, beside, above])
    assert painted == [below, above]
    assert area == camera.area_of(below)
