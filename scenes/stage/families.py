"""Families of mobjects, gone through quickly: manim looks for them several times a frame, a sixth of its time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from manim import Mobject

get_family, update = Mobject.get_family, Mobject.update


def family_of(mobject: Mobject, recurse: bool = True) -> list[Mobject]:
    """Return what manim's get_family does, of a tree in which nothing stands twice without its generators."""
    if not mobject.submobjects:
        return [mobject]
    family, ahead = [], [mobject]
    while ahead:
        family.append(ahead.pop())
        ahead += reversed(family[-1].submobjects)
    return family if len(set(family)) == len(family) else get_family(mobject, recurse)


def with_points(mobject: Mobject) -> list[Mobject]:
    """Return what manim's family_members_with_points does, without a call for each."""
    return [one for one in mobject.get_family() if len(one.points)]


def update_all(mobject: Mobject, dt: float = 0, recursive: bool = True) -> Mobject:
    """Do what manim's update does, which calls itself for each part: here only those with updaters are called."""
    ahead = [mobject]
    while ahead:
        one = ahead.pop()
        if one.updating_suspended:
            continue
        if one.updaters:
            update(one, dt, recursive=False)
        if recursive:
            ahead += reversed(one.submobjects)
    return mobject


@contextmanager
def quick_families() -> Iterator[None]:
    """Let manim go through families so, as long as this lasts."""
    ways = {"get_family": family_of, "family_members_with_points": with_points, "update": update_all}
    with ExitStack() as patches:
        for name, way in ways.items():
            patches.enter_context(patch.object(Mobject, name, way))
        yield
