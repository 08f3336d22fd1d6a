"""Stops as what a page holds: each shape once, each mark once, and a stop as the marks that are seen at it."""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from manim import Mobject

from scenes.pages.fonts import WEIGHTS
from scenes.pages.lettering import Lettering
from scenes.pages.picture import Mark, Path, Pixels, Shape, Text
from scenes.pages.stops import Stops
from scenes.storyboards.readout import Line, Readout, say

H = TypeVar("H", bound=Hashable)
Json = Any


class Register(Generic[H]):
    """Things in the order in which they were first asked for; each has the number of its place."""

    def __init__(self) -> None:
        self.places: dict[H, int] = {}

    def __call__(self, thing: H) -> int:
        return self.places.setdefault(thing, len(self.places))

    def __iter__(self) -> Any:
        return iter(self.places)


@dataclass
class Book:
    """What the page's script reads, as JSON; scenes/pages/page.js says what each part is."""

    colours: Register[str] = field(default_factory=Register)
    outlines: Register[str] = field(default_factory=Register)
    readouts: Register[tuple[str, str, str]] = field(default_factory=Register)
    shapes: Register[str] = field(default_factory=Register)
    owners: Register[Mobject] = field(default_factory=Register)  # kept: a name is given again once its owner is gone
    marks: Register[tuple[int, int, int, int]] = field(default_factory=Register)
    letters: dict[str, set[str]] = field(default_factory=dict)

    def bind(self, told: Stops) -> Json:
        """Return the document of all stops."""
        self.letters.setdefault("regular", set()).update(*(say(stop.said) for stop in told.stops), *told.chapters)
        before: set[int] = set()
        stops = []
        for stop in told.stops:
            seen = self._see(stop.marks, before)
            before = set(seen)
            stops.append(
                {
                    "id": stop.id,
                    "chapter": stop.chapter,
                    "said": self.line(stop.said),
                    "seconds": round(stop.seconds, 2),
                    "marks": _runs(seen),
                }
            )
        return {
            "chapters": list(told.chapters),
            "readouts": list(self.readouts),
            "outlines": list(self.outlines),
            "shapes": [json.loads(shape) for shape in self.shapes],
            "marks": list(self.marks),
            "stops": stops,
        }

    def line(self, line: Line) -> list[Json]:
        """Return what is said: texts, and numbers of readouts."""
        return [self.readout(part) if isinstance(part, Readout) else say((part,)) for part in line]

    def readout(self, readout: Readout) -> int:
        return self.readouts((readout.path, readout.text, repr(readout.value)))

    def _see(self, marks: Sequence[Mark], before: set[int]) -> list[int]:
        """Return the numbers of marks; one that was there before, for another mobject, is the same to who looks."""
        looks = {tuple(mark[:3]): number for mark, number in self.marks.places.items() if number in before}
        owned = [(self.shapes(self._json(mark.shape)), mark.x, mark.y, self.owners(mark.owner)) for mark in marks]
        taken = {self.marks.places[mark] for mark in owned if mark in self.marks.places}
        seen: list[int] = []
        for mark in owned:
            alike = looks.get(mark[:3])
            if mark not in self.marks.places and alike is not None and alike not in taken:
                taken.add(alike)
                seen.append(alike)
            else:
                seen.append(self.marks(mark))
        return seen

    def _json(self, shape: Shape) -> str:
        document = {Path: self._path, Pixels: _pixels, Text: self._text}[type(shape)](shape)  # type: ignore[operator]
        return json.dumps({name: value for name, value in document.items() if value is not None})

    def _path(self, path: Path) -> Json:
        return {
            "d": path.d,
            "fill": None if path.fill is None else self.colours(path.fill),
            "fillOpacity": None if path.fill_opacity in (0, 1) else path.fill_opacity,
            "stroke": None if path.stroke is None else self.colours(path.stroke),
            "strokeOpacity": None if path.stroke_opacity in (0, 1) else path.stroke_opacity,
            "width": path.stroke_width or None,
            "join": path.join,
            "cap": path.cap,
        }

    def _text(self, text: Text) -> Json:
        return {
            "size": text.size,
            "weight": None if text.weight == "regular" else WEIGHTS[text.weight],
            "parts": [self._part(part, text.weight) for part in text.letterings],
        }

    def _part(self, part: Lettering, weight: str) -> list[Json]:
        """Return a segment as text or readout, its place, width and colour, and what is drawn instead, if it is."""
        said = self.readout(part.segment) if isinstance(part.segment, Readout) else part.text
        self.letters.setdefault(weight, set()).update(part.text)
        drawn = [] if part.outline is None else [self.outlines(part.outline)]
        return [said, part.x, part.width, self.colours(part.colour), part.opacity, *drawn]


def _pixels(pixels: Pixels) -> Json:
    return {
        "image": pixels.uri,
        "across": pixels.width,
        "down": pixels.height,
        "smooth": pixels.smooth or None,
        "opacity": None if pixels.opacity == 1 else pixels.opacity,
    }


def _runs(numbers: Iterable[int]) -> str:
    """Return numbers as runs, in their order.

    >>> _runs([0, 1, 2, 3, 7, 5, 6])
    '0-3,7,5-6'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(low) if low == high else f"{low}-{high}" for low, high in runs)
