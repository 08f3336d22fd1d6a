"""Families are found as manim finds them, while a film is played and no longer."""

from __future__ import annotations

from collections.abc import Callable

from manim import Circle, Mobject, Square, VGroup

from scenes.stage.families import family_of, quick_families, update_all, with_points


def test_a_family_is_as_manim_s_where_one_stands_twice_too() -> None:
    twice, whole = Circle(), VGroup(VGroup(Circle(), Square()), Square())
    loop = VGroup(whole)
    for tree in (whole, VGroup(VGroup(twice), VGroup(twice, Square())), VGroup(twice, loop, whole), Circle()):
        assert family_of(tree) == Mobject.get_family(tree)
        assert with_points(tree) == Mobject.family_members_with_points(tree)


def test_manim_finds_families_its_own_way_again_afterwards() -> None:
    before = Mobject.get_family, Mobject.family_members_with_points, Mobject.update
    with quick_families():
        assert (Mobject.get_family, Mobject.update) == (family_of, update_all)
    assert (Mobject.get_family, Mobject.family_members_with_points, Mobject.update) == before


def calls_of(update: Callable[..., Mobject]) -> list[tuple[str, float]]:
    """Return which updaters of a tree are called, in turn: `a` has two, `c` is suspended, with `d`."""
    called: list[tuple[str, float]] = []
    a, b, c, d, e = (VGroup() for _ in range(5))
    for name, one in (("a", a), ("a again", a), ("b", b), ("c", c), ("d", d), ("e", e)):
        one.updaters.append(lambda mobject, dt, name=name: called.append((name, dt)))
    a.add(c.add(d), b, e)
    c.updating_suspended = True
    update(a, 0.5)
    update(a, 0.25, recursive=False)
    return called


def test_updaters_are_called_as_manim_does() -> None:
    assert calls_of(update_all) == calls_of(Mobject.update)
    assert calls_of(update_all) == [
        *((name, 0.5) for name in ("a", "a again", "b", "e")),
        ("a", 0.25),
        ("a again", 0.25),
    ]
