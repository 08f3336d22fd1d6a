"""A line of text on screen that knows what it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import numpy as np
from manim import RoundedRectangle, VGroup, VMobject

from scenes.mobjects.typesetting import colours_of, outline
from scenes.storyboards.readout import Line, Name, Segment, shorten
from scenes.style import BODY, CAPITAL_PER_EM, POINTER, TEXT

BESIDE = 0.045  # a number, inside its ring
LEAST_LETTERS = 4  # of a name that is shortened
Align = Literal["left", "center", "right"]


class Span(VMobject):
    """One segment of a line: a single outline, whatever its number of glyphs, since drawing is paid by the mobject."""

    def __init__(self, segment: Segment, points: np.ndarray, colour: str, weight: str) -> None:
        super().__init__(color=colour, fill_opacity=1, stroke_width=0)
        self.segment, self.weight = segment, weight
        self.points = points


class TextLine(VGroup):
    """A line typeset at `size` (an em, in scene units), its baseline's left end, middle or right end at (x, y).

    `paint` names a colour of its own for a segment (None: `colour`). `part(i)` is the i-th segment on screen.
    """

    def __init__(
        self,
        line: Line,
        at: tuple[float, float] = (0.0, 0.0),
        align: Align = "left",
        size: float = BODY,
        colour: str = TEXT,
        weight: str = "regular",
        paint: Sequence[str | None] = (),
    ) -> None:
        super().__init__()
        self.line = line
        self.size, self.weight, self.baseline = size, weight, at[1]
        typeset = outline(line, weight)
        self.width_set = typeset.width * size
        left = {"left": 0.0, "center": -self.width_set / 2, "right": -self.width_set}[align]
        corner = np.array([at[0] + left, at[1], 0.0])
        for segment, points, own in zip(line, typeset.segments, colours_of(line, colour, paint), strict=True):
            self.add(Span(segment, points * size + corner, own, weight))

    @property
    def spans(self) -> list[Span]:
        return [span for span in self.submobjects if isinstance(span, Span)]

    def part(self, index: int) -> Span:
        return self.spans[index]


def is_seen(span: Span) -> bool:
    return len(span.points) > 0 and bool(span.get_fill_opacity())


def ring_around(text: VMobject) -> VMobject:
    """Return the ring around a number that says: this one; lines above and below it stay clear."""
    width, height = text.width + 2 * BESIDE, text.height + BESIDE
    ring = RoundedRectangle(corner_radius=height / 4, width=width, height=height, color=POINTER, stroke_width=2)
    return ring.move_to(text)


def fitted(name: Name, width: float, size: float) -> Name:
    """Return `name`, shortened visibly until it is at most `width` wide at `size`."""
    length = len(name.text)
    while length > 2 and outline((name,)).width * size > width:
        length -= 1
        name = replace(name, text=shorten(name.value, length))
    return name


def fitted_line(line: Line, width: float, size: float, weight: str = "regular") -> Line:
    """Return a line whose names are shortened, the longest first, until all of it is at most `width` wide at `size`."""
    while outline(line, weight).width * size > width:
        names = [part for part in line if isinstance(part, Name) and len(part.text) > LEAST_LETTERS]
        if not names:
            break
        longest = max(names, key=lambda name: len(name.text))
        shorter = replace(longest, text=shorten(longest.value, len(longest.text) - 1))
        line = tuple(shorter if part is longest else part for part in line)
    return line


def wrapped(line: Line, width: float, size: float, weight: str = "regular") -> list[Line]:
    """Return a line broken at spaces into as few as are at most `width` wide at `size`, about as long as each other.

    What has no space stays as long as it is.
    """
    if outline(line, weight).width * size <= width:
        return [line]
    words = _words(line)
    lines = _filled(words, width, size, weight)
    narrower = width
    while len(lines) > 1 and narrower > 0.5 * width:
        narrower -= 0.02 * width
        tried = _filled(words, narrower, size, weight)
        if len(tried) > len(lines) or max(outline(one, weight).width for one in tried) * size > narrower:
            break
        lines = tried
    return lines


def _words(line: Line) -> list[Line]:
    """Return the parts of a line between its spaces."""
    words: list[list[Segment]] = [[]]
    for segment in line:
        pieces = segment.split(" ") if isinstance(segment, str) else [segment]
        for index, piece in enumerate(pieces):
            if index:
                words.append([])
            if piece:
                words[-1].append(piece)
    return [tuple(word) for word in words if word]


def _filled(words: Sequence[Line], width: float, size: float, weight: str) -> list[Line]:
    """Return lines of as many words each as there is room for."""
    lines: list[Line] = []
    for word in words:
        longer: Line = (*lines[-1], " ", *word) if lines else word
        if lines and outline(longer, weight).width * size > width:
            lines.append(word)
        else:
            lines[-1:] = [longer]
    return lines


def below_middle(y: float, size: float) -> float:
    """Return the baseline for digits of `size` that are to stand in the middle of height `y`."""
    return y - CAPITAL_PER_EM * size / 2
