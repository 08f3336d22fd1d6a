"""Lines of text as text: where each segment begins, how large it is, and what is drawn in place of it where it must be.

The page sets its text in the film's own typeface. What that lacks (formulas, a name in another script) is an outline,
under text that isn't seen but can be selected, searched and read aloud.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from scenes.mobjects.text import Span
from scenes.mobjects.typesetting import outline
from scenes.pages.fonts import is_covered
from scenes.pages.paths import FINE, Points, on_grid, path_of
from scenes.storyboards.readout import TIMES_TEN, Readout, Segment, Symbol, say

LOOSE = 0.004  # scene units that outlines may be off for text still to be where the film has it


@dataclass(frozen=True, slots=True)
class Lettering:
    """A segment of a line, in the page's units from the line's beginning: `outline`, in thousandths of an em, is drawn
    in place of `segment` where there is one. `width` is what it takes."""

    segment: Segment
    x: int
    width: int
    colour: str
    opacity: float
    outline: str | None

    @property
    def text(self) -> str:
        return say((self.segment,))


@dataclass(frozen=True, slots=True)
class Writing:
    """Segments of one line at `size` (an em, in the page's units), and where its baseline begins in the picture."""

    letterings: tuple[Lettering, ...]
    size: int
    weight: str
    x: int
    y: int


def write(spans: Sequence[Span]) -> Writing | None:
    """Return what `spans` of one line are as text, or None where they stand crooked, or aren't what they say.

    Spans without outlines are the spaces between; at an end of a line they are left out.
    """
    inked = [index for index, span in enumerate(spans) if len(span.points)]
    spans = spans[inked[0] : inked[-1] + 1]
    places = [_place(span) if len(span.points) else None for span in spans]
    first = places[0]
    if first is None:
        return None
    letterings = []
    x, y, size = first
    end = x
    for span, place in zip(spans, places, strict=True):
        if place is None and len(span.points):
            return None
        begin, baseline, own = place or (end, y, size)
        if abs(baseline - y) > LOOSE or abs(own - size) > LOOSE:
            return None
        letterings.append(_letter(span, begin - x, size))
        end = begin + outline((span.segment,), span.weight).width * size
    corner = on_grid(np.array([[x, y, 0.0]]))[0]
    return Writing(tuple(letterings), round(size * FINE), spans[0].weight, int(corner[0]), int(corner[1]))


def _place(span: Span) -> tuple[float, float, float] | None:
    """Return where a span's text begins and how large an em of it is, or None where it isn't that text upright."""
    set_at_one = outline((span.segment,), span.weight).segments[0]
    if set_at_one.shape != span.points.shape:
        return None
    height = np.ptp(set_at_one, axis=0)
    axis = int(height.argmax())
    size = float(np.ptp(span.points, axis=0)[axis] / height[axis])
    corner = (span.points - set_at_one * size).mean(axis=0)
    if np.abs(set_at_one * size + corner - span.points).max() > LOOSE:
        return None
    return float(corner[0]), float(corner[1]), size


def _letter(span: Span, x: float, size: float) -> Lettering:
    segment = span.segment
    typeset = outline((segment,), span.weight)
    raised = isinstance(segment, Readout) and TIMES_TEN in segment.text
    drawn = bool(len(span.points)) and (isinstance(segment, Symbol) or raised or not is_covered(say((segment,))))
    return Lettering(
        segment,
        round(x * FINE),
        round(typeset.width * size * FINE),
        span.get_fill_color().to_hex(),
        round(span.get_fill_opacity(), 2),
        _outline_of(typeset.segments[0]) if drawn else None,
    )


def _outline_of(points: Points) -> str:
    return path_of(on_grid(points))
