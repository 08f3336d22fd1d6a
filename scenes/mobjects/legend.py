"""How to read the edges of a network."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import VGroup

from scenes.mobjects.diagram import BRIGHT, Edge
from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline
from scenes.style import QUIET, SMALL

LEADING = 0.38
SAMPLE, GAP = 0.9, 0.15  # length of an edge, and between it and its name
BETWEEN = 0.35  # two of them in a row
MIDDLE = 0.09  # of a line of text, above its baseline
THICKEST = 1.6  # weight of which a weight of 1 is drawn as a share


class Legend(VGroup):
    """A positive edge, a negative one, and what else is to be said of edges, each in a group with its name of `names`.

    They stand under each other, or in a row; their upper right is `corner`.
    """

    def __init__(self, names: Sequence[str], corner: tuple[float, float], in_a_row: bool = False) -> None:
        super().__init__()
        right, y = corner
        widths = [outline((name,)).width * SMALL for name in names]
        samples = [SAMPLE + GAP, SAMPLE + GAP, 0.0]
        for index, (name, sample, weight) in enumerate(zip(names, samples, (1.0, -1.0, 0.0), strict=True)):
            if in_a_row:
                left = right - sum(widths[index:]) - sum(samples[index:]) - BETWEEN * (len(names) - 1 - index)
            else:
                left, y = right - max(widths) - SAMPLE - GAP, corner[1] - index * LEADING
            name_at = (left + (sample if in_a_row else SAMPLE + GAP), y)
            entry = VGroup(TextLine((name,), name_at, size=SMALL, colour=QUIET))
            if weight:
                middle = y + MIDDLE
                start, end = (np.array([x, middle, 0.0]) for x in (left, left + SAMPLE))
                entry.add(Edge(None, start, end, weight, THICKEST, BRIGHT))
            self.add(entry)
