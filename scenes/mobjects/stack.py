"""The terms of a sum as bars that follow each other: to the right what is positive, to the left what is negative."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from manim import LEFT, RIGHT, GrowFromEdge, Rectangle, VGroup
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.storyboards.readout import Readout
from scenes.style import NEGATIVE, POINTER, POSITIVE, RULE

MOST = 0.3  # height of a row
FILLED = 0.7  # share of it
HAIR = 0.015  # the width of a bar of nothing


class Stack(VGroup):
    """The `bars` of some `terms` within `area`, each beginning where the one above ends, and the `mark` of their sum.

    The area is as wide as the axis below from `low` to `high`; `zero` is the line that they start from.
    """

    def __init__(self, terms: Sequence[Readout], total: Readout, ends: tuple[float, float], area: Box) -> None:
        super().__init__()
        self.terms, self.sum = terms, total
        low, high = ends
        scale = area.width / (high - low)
        rows = rows_of(terms)
        pitch = min(MOST, area.height / (rows[-1] + 1))
        x = origin = area.left - low * scale
        self.zero = Stroke((origin, area.top, 0.0), (origin, area.bottom, 0.0), color=RULE, stroke_width=2)
        self.bars: list[Bar] = []
        for term, row in zip(terms, rows, strict=True):
            self.bars.append(Bar(term, x, area.top - (row + 0.5) * pitch, scale, FILLED * pitch))
            x += term.value * scale
        end = origin + total.value * scale
        self.mark = Stroke(
            (end, area.top - (rows[-1] + 1) * pitch, 0.0), (end, area.bottom, 0.0), color=POINTER, stroke_width=3
        )
        self.add(self.zero, *self.bars, self.mark)


def rows_of(terms: Sequence[Readout]) -> list[int]:
    """Return in which row each bar is: where a term is 0, the next needs no other."""
    return list(accumulate((int(term.value != 0) for term in terms[:-1]), initial=0))


class Bar(Rectangle):
    """A `term` from `start` on, in the middle of height `y`; it grows away from there, `side`."""

    def __init__(self, term: Readout, start: float, y: float, scale: float, height: float) -> None:
        length = term.value * scale
        colour = NEGATIVE if term.value < 0 else POSITIVE
        super().__init__(width=max(HAIR, abs(length)), height=height, fill_color=colour, fill_opacity=1, stroke_width=0)
        self.term, self.side = term, RIGHT if term.value < 0 else LEFT
        self.move_to((start + length / 2, y, 0.0))


def growing(bars: Sequence[Bar]) -> list[GrowFromEdge]:
    """Return the animations in which bars grow from where they begin."""
    return [GrowFromEdge(bar, bar.side) for bar in bars]
