"""What the audit does in manim's place gives what manim gives."""

from __future__ import annotations

import copy

import numpy as np
import pytest
from manim import (
    DR,
    LEFT,
    ORIGIN,
    RIGHT,
    UP,
    Circle,
    ManimColor,
    Polygram,
    Scene,
    Square,
    VGroup,
    VMobject,
    config,
    tempconfig,
)

from scenes.mobjects.text import TextLine
from scenes.stage.unseeing import Unseeing
from scenes.storyboards.readout import Symbol
from tests.scenes.audit import DRY, SILENT
from tests.scenes.quicker import (
    boundary_of,
    configured,
    copy_of,
    members_of,
    point_of_box,
    rounded,
    shade,
    value_of,
    without,
)


def picture() -> VGroup:
    inner = VGroup(Circle(color="#ff0000"), TextLine(("a line ", "of text")))
    whole = VGroup(inner, Square(fill_opacity=0.5))
    whole.saved = {"corner": inner[0]}
    whole[1].target = inner
    return whole


def test_a_copy_is_as_manim_s_and_shares_nothing_that_changes() -> None:
    original = picture()
    one, other = copy_of(original, {}), copy.deepcopy(original)
    for mine, manims, given in zip(one.get_family(), other.get_family(), original.get_family(), strict=True):
        assert type(mine) is type(manims) and list(vars(mine)) == list(vars(manims))
        assert mine.original_id == manims.original_id == str(id(given))
        for name in ("points", "fill_rgbas", "stroke_rgbas"):
            if isinstance(given, VMobject):
                assert np.array_equal(getattr(mine, name), getattr(manims, name))
                assert not np.shares_memory(getattr(mine, name), getattr(given, name))
        assert mine.submobjects is not given.submobjects and mine.updaters is not given.updaters
    assert one.saved["corner"] is one[0][0] and one[1].target is one[0]  # type: ignore[attr-defined,index]


def test_what_is_left_of_a_scene_and_who_is_in_it_are_as_manim_says() -> None:
    with tempconfig({**DRY, **SILENT}):
        scene = Scene(Unseeing(skip_animations=True))
        first, second = picture(), picture()
        scene.mobjects = [first, second, first[0], Square().set_z_index(-1)]
        for gone in ([], [first], [first[0][1], second], [second[0], second[1], first[0][0]]):
            assert without(scene, scene.mobjects, gone) == scene.get_restructured_mobject_list(scene.mobjects, gone)
        assert members_of(scene) == scene.get_mobject_family_members()


@pytest.mark.parametrize(
    "color", [None, ManimColor("#4080c0"), "#4080c0", [ManimColor("#ff0000"), ManimColor("#0000ff")]]
)
@pytest.mark.parametrize("opacity", [None, 0.25, 1])
@pytest.mark.parametrize("before", [None, [[0.1, 0.2, 0.3, 0.4]], [[0.1, 0.2, 0.3, 0.4], [0.5, 0.6, 0.7, 0.8]]])
@pytest.mark.parametrize("sheen", [0.0, 0.5])
def test_a_shade_is_as_manim_s(
    color: object, opacity: float | None, before: list[list[float]] | None, sheen: float
) -> None:
    shaded = []
    for way in (shade, VMobject.update_rgbas_array):
        square = Square()
        square.sheen_factor = sheen
        if before is not None:
            square.some_rgbas = np.array(before)
        way(square, "some_rgbas", color, opacity)
        shaded.append(square.some_rgbas)
    assert np.array_equal(*shaded)


def test_boxes_are_those_of_manim() -> None:
    moved, empty = picture().scale(1.7).shift((0.3, -2.0, 0.0)), VGroup(VMobject(), VGroup())
    for mobject in (*moved.get_family(), moved, empty, VMobject().start_new_path(np.ones(3))):
        assert np.array_equal(boundary_of(mobject), mobject.get_points_defining_boundary())
        for direction in (UP, DR, ORIGIN, (-2, 0.5, 0)):
            assert np.array_equal(point_of_box(mobject, direction), mobject.get_critical_point(direction))


@pytest.mark.parametrize("radius", [0.25, -0.1, 0.0, [0.1, 0.2, 0.3], 1])
def test_corners_are_as_round_as_manim_s_however_often(radius: float | list[float]) -> None:
    wanted = Polygram([LEFT, UP, RIGHT]).round_corners(radius)
    for _ in range(2):
        found = rounded(Polygram([LEFT, UP, RIGHT]), radius)
        assert np.array_equal(found.points, wanted.points)
        found.shift(UP)


def test_settings_are_there_and_gone_again() -> None:
    before = config.copy()
    with configured({**DRY, **SILENT}):
        assert {name: config[name] for name in DRY} == DRY
    assert config == before


def test_what_cannot_change_is_in_a_copy_itself_and_lists_are_not() -> None:
    line, square = ("a", Symbol("_w_", "w")), Square()
    given = [line, (square, line), [1]]
    copies: dict[int, object] = {}
    found = value_of(given, copies)
    assert found == [line, (copies[id(square)], line), [1]]
    assert found[0] is line and found[1][0] is not square
    assert found is not given and found[2] is not given[2] and value_of(given, copies) is found
