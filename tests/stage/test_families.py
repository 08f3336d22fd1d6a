"""Families are found as manim finds them, while a film is played and no longer."""

from __future__ import annotations

from manim import Circle, Mobject, Square, VGroup

from scenes.stage.families import family_of, quick_families


def test_a_family_is_as_manim_s_where_one_stands_twice_too() -> None:
    twice, whole = Circle(), VGroup(VGroup(Circle(), Square()), Square())
    loop = VGroup(whole)
    for tree in (whole, VGroup(VGroup(twice), VGroup(twice, Square())), VGroup(twice, loop, whole), Circle()):
        assert family_of(tree) == Mobject.get_family(tree)


def test_manim_finds_families_its_own_way_again_afterwards() -> None:
    before = Mobject.get_family
    with quick_families():
        assert Mobject.get_family is family_of
    assert Mobject.get_family is before
