"""What the audit does in manim's place gives what manim gives."""

from __future__ import annotations

import copy

import numpy as np
from manim import Circle, Mobject, Square, VGroup, VMobject

from scenes.mobjects.text import TextLine
from tests.scenes.quicker import copy_of, family_of


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


def test_a_family_is_as_manim_s_where_one_stands_twice_too() -> None:
    twice = Circle()
    for tree in (picture(), VGroup(VGroup(twice), VGroup(twice, Square())), Circle()):
        assert family_of(tree) == Mobject.get_family(tree)
