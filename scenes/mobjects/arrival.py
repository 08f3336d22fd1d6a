"""How text comes onto the screen: a number that stands somewhere already goes from there to its new place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from manim import Animation, LineJointType, Mobject, VMobject
from numpy.typing import NDArray

from scenes.mobjects.caption import CaptionText
from scenes.mobjects.charts import Frame
from scenes.mobjects.detour import box_of, hop, way_aside
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.light import LightScale
from scenes.mobjects.pixels import ColourScale
from scenes.mobjects.text import Span, TextLine, is_seen
from scenes.storyboards.readout import NUMBER, Readout
from scenes.style import BACKGROUND

UNDERWAY = 0.7  # share of the time for which numbers travel, where other text comes with them
ASIDE = (CaptionText, Frame, ColourScale, LightScale)  # what is said, and scales: what stands there is nowhere from
CARD = 14  # width of the dark outline of a number on its way: it passes over others as if on a card
NOTHING: NDArray[np.float64] = np.empty((0, 4))  # no box
SMALLEST = 0.5  # a number is as it leaves what isn't its own text, as an edge

Aside = Callable[[float], NDArray[np.float64]]  # how far aside of the straight way, at a share of it


def text_of(mobjects: Iterable[Mobject]) -> Iterator[TextLine]:
    """Yield the lines of text in the picture among mobjects and their families, as they are drawn from behind."""
    for mobject in mobjects:
        if isinstance(mobject, TextLine):
            yield mobject
        elif not isinstance(mobject, ASIDE):
            yield from text_of(mobject.submobjects)


def numbers_of(mobjects: Iterable[Mobject]) -> Iterator[tuple[str, Span]]:
    """Yield every number that can be seen among mobjects, after its path.

    What only counts, as in “neuron 2”, is part of a name.
    """
    for line in text_of(mobjects):
        for span in line.spans:
            number = span.segment
            if isinstance(number, Readout) and not number.path.endswith(NUMBER) and is_seen(span):
                yield number.path, span


def add_nothing(mobjects: Iterable[Mobject]) -> Iterator[Span]:
    """Yield what is seen of products that are 0: they add nothing, so nothing goes anywhere for them."""
    for mobject in mobjects:
        if not isinstance(mobject, EquationRow):
            yield from add_nothing(mobject.submobjects)
        elif mobject.equation.operation == "product" and mobject.equation.result.value == 0:
            yield from (span for line in text_of([mobject]) for span in line.spans)


class Arrive(Animation):
    """A group comes on: each number from what `standing` names for its path, all else fades in once they are there.

    On its way a number goes through its point in `via`, if it has one there, by its path; else around what stands in
    the `boxes` of other text (see detour.boxes_of).
    """

    def __init__(
        self,
        group: VMobject,
        standing: Mapping[str, VMobject],
        via: Mapping[str, NDArray[np.float64]] = MappingProxyType({}),
        boxes: NDArray[np.float64] = NOTHING,
        **settings: Any,
    ) -> None:
        still = set(add_nothing([group]))
        origins = {span: path for path, span in numbers_of([group]) if path in standing and span not in still}
        self.flights = {span: Flight(span, standing[path], via.get(path), boxes) for span, path in origins.items()}
        others = [one for one in group.family_members_with_points() if one not in self.flights]
        self.underway = UNDERWAY if others else 1.0
        super().__init__(group, introducer=True, **settings)

    def interpolate_submobject(self, submobject: Mobject, starting_submobject: Mobject, alpha: float) -> Arrive:
        assert isinstance(submobject, VMobject) and isinstance(starting_submobject, VMobject)
        if flight := self.flights.get(submobject):  # type: ignore[call-overload]
            flight.show(submobject, min(1.0, alpha / self.underway))
            return self
        before = self.underway if self.flights else 0.0
        share = max(0.0, alpha - before) / (1 - before) if before < 1 else 1.0
        submobject.set_fill(opacity=share * starting_submobject.get_fill_opacity(), family=False)
        submobject.set_stroke(opacity=share * starting_submobject.get_stroke_opacity(), family=False)
        return self


class Flight:
    """The way of a number from its origin, the same number elsewhere or what carries it: by two lines through the point
    `via`, or straight, or aside of other text in `boxes`.
    """

    def __init__(
        self,
        span: Span,
        origin: VMobject,
        via: NDArray[np.float64] | None = None,
        boxes: NDArray[np.float64] = NOTHING,
    ) -> None:
        span.joint_type = LineJointType.ROUND  # else its outline runs far beyond the corners of its letters
        self.end, self.colour = span.points.copy(), span.fill_rgbas.copy()
        self.is_text = isinstance(origin, Span)
        if self.is_text:
            self.start, self.first = _as_large_as(self.end, origin.points), origin.fill_rgbas.copy()
        else:
            self.start, self.first = _around(self.end, origin.get_center(), SMALLEST), self.colour.copy()
            self.first[:, 3] = 0.0
        if via is None:
            aside = way_aside(box_of(self.start), box_of(self.end), boxes)
            self.aside: Aside = lambda alpha: hop(alpha) * aside
        else:
            self.aside = _through(_middle(self.start), via, _middle(self.end))

    def show(self, span: VMobject, alpha: float) -> None:
        span.points = (1 - alpha) * self.start + alpha * self.end + self.aside(alpha)
        span.fill_rgbas = (1 - alpha) * self.first + alpha * self.colour
        seen = float(span.fill_rgbas[0, 3])  # a card by itself would hide what it passes
        span.set_stroke(BACKGROUND, CARD if alpha < 1 else 0, seen, background=True)


def _through(start: NDArray[np.float64], via: NDArray[np.float64], end: NDArray[np.float64]) -> Aside:
    """Return how far aside of the straight way from start to end the one by two lines through `via` is."""
    first, second = float(np.linalg.norm(via - start)), float(np.linalg.norm(end - via))
    turn = first / ((first + second) or 1.0)
    aside = via - start - turn * (end - start)

    def at(alpha: float) -> NDArray[np.float64]:
        share: NDArray[np.float64] = np.interp(alpha, (0.0, turn, 1.0), (0.0, 1.0, 0.0)) * aside
        return share

    return at


def _middle(points: NDArray[np.float64]) -> NDArray[np.float64]:
    middle: NDArray[np.float64] = (points.min(axis=0) + points.max(axis=0)) / 2
    return middle


def _as_large_as(points: NDArray[np.float64], origin: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the points where the origin is, as high as that is."""
    high, own = (float(np.ptp(one[:, 1])) for one in (origin, points))
    return _around(points, _middle(origin), high / own)


def _around(points: NDArray[np.float64], middle: NDArray[np.float64], scale: float) -> NDArray[np.float64]:
    around: NDArray[np.float64] = (points - _middle(points)) * scale + middle
    return around
