"""Where a number stands already, it comes from there: no readout whose number is on screen just fades in, or pops up.

But for those of a product of nothing, which adds nothing: there, nothing goes anywhere. And but for a worksheet that is
put up whole, which is how films work out at a glance what was worked out slowly before. And nothing fades out that was
not on screen: it would flash up first.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np
from manim import Animation, AnimationGroup, FadeOut, Mobject, MoveAlongPath, VMobject

from scenes.mobjects.arrival import Arrive, numbers_of, text_of
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import Span
from scenes.mobjects.worksheet import Worksheet
from scenes.stage.film import Film
from scenes.storyboards.readout import say

HERE = 0.15  # scene units within which a number stands where one stood


@dataclass(frozen=True, slots=True)
class Stood:
    """What a number was written as, which stands there still unless it was taken away."""

    path: str
    span: Span
    text: str


def faults_of_arrivals(scene: Film, animations: tuple[Any, ...]) -> Iterator[str]:
    """Compare what is about to come on with what is on screen before the play."""
    parts = [one for animation in animations for one in parts_of(animation)]
    flying = {span for one in parts if isinstance(one, Arrive) for span in one.flights}
    coming = [one.mobject for one in parts if one.is_introducer() and not isinstance(one, MoveAlongPath)]
    if not coming:
        return
    there, nothing = dict(numbers_of(scene.mobjects)), in_products_of_nothing(coming)
    for line in text_of(coming):
        for path, span in numbers_of([line]):
            if path in there and there[path] is not span and span not in flying | nothing:
                yield f"{say(line.line)!r} fades in, though {path} is on screen already: it should come from there"


def faults_of_adding(scene: Film, before: Sequence[Stood]) -> Iterator[str]:
    """Compare what is on screen before a play with the numbers that stood there when the play before had ended."""
    known, paths = {one.span for one in before}, {one.path for one in before}
    added = [one for one in numbers_on(scene) if one.span not in known and one.path in paths]
    if not added:
        return
    excused = in_products_of_nothing(scene.mobjects) | in_worksheets(scene.mobjects)
    for one in added:
        alike = (other.span for other in before if other.text == one.text)
        stays = any(np.allclose(span.get_center(), one.span.get_center(), atol=HERE) for span in alike)
        if not stays and one.span not in excused:
            yield f"{one.path} pops up, though it is on screen already: {one.text} should come from there"


def numbers_on(scene: Film) -> list[Stood]:
    return [Stood(path, span, span.segment.text) for path, span in numbers_of(scene.mobjects)]


def in_worksheets(mobjects: list[Mobject]) -> set[Mobject]:
    every = (member for one in mobjects for member in one.get_family())
    return {part for one in every if isinstance(one, Worksheet) for part in one.get_family()}


def faults_of_leaving(there: Set[Mobject], animations: tuple[Any, ...]) -> Iterator[str]:
    """Compare what is about to fade out with what was `there` when the play before had ended."""
    leaving = [one.mobject for animation in animations for one in parts_of(animation) if isinstance(one, FadeOut)]
    for one in (one for mobject in leaving for one in mobject.family_members_with_points()):
        if one not in there and is_drawn(one):
            yield f"a {type(one).__name__} that was not on screen flashes up, only to fade out"


def is_drawn(mobject: VMobject) -> bool:
    has_stroke = bool(mobject.get_stroke_width() and mobject.get_stroke_opacity())
    return has_stroke or bool(mobject.get_fill_opacity())


def in_products_of_nothing(mobjects: list[Mobject]) -> set[Mobject]:
    """Return all that is drawn of rows whose product, of the numbers in the trace, is 0."""
    rows = [row for one in mobjects for row in one.get_family() if isinstance(row, EquationRow)]
    products = [row for row in rows if row.equation.operation == "product"]
    return {
        member
        for row in products
        if math.prod(operand.value for operand in row.equation.operands) == 0
        for member in row.get_family()
    }


def parts_of(animation: Any) -> Iterator[Animation]:
    if isinstance(animation, AnimationGroup):
        for part in animation.animations:
            yield from parts_of(part)
    elif isinstance(animation, Animation):
        yield animation
