"""A small map of the chain from a weight by a sum, and an activation, to the loss; lit is what is worked out."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from manim import Circle, FadeToColor, ShowPassingFlash, VGroup
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.text import TextLine, below_middle
from scenes.storyboards.notation import C_BY_Z, DELTA, LOSS, W_SMALL, Z_BY_W, A, Z
from scenes.storyboards.readout import Line
from scenes.style import BACKWARD, BODY, NODE_FILL, POINTER, QUIET, RULE, SMALL, TEXT

HEIGHT = 1.3  # what a map takes of a panel, with what is free above it
ROUND = 0.25
MOST = 2.0  # from knot to knot
UNDER = 0.62  # the middle of the knots: what is said of links
LINKS: tuple[Line, ...] = ((Z_BY_W, "  input"), (C_BY_Z, "  ", DELTA))
INPUT_LINK, DELTA_LINK = range(2)


class ChainMap(VGroup):
    """Low in `area`: the weight, the sum of its neuron, the loss; `links` between them, one `lit`, and `labels`.

    On the way from the sum to the loss is the activation, where the error comes back `by_activation`.
    """

    def __init__(self, area: Box, lit: int, by_activation: bool) -> None:
        super().__init__()
        self.lit, self.by_activation = lit, by_activation
        step = min(MOST, (area.width - 2 * ROUND) / 2)
        middle, y = (area.left + area.right) / 2, area.bottom + UNDER + 0.1
        places = [(middle + step * n, y) for n in (-1, 0, 1)]
        knots = dict(zip((W_SMALL, Z, LOSS), (x for x, _ in places), strict=True))
        if by_activation:
            knots[A] = (knots[Z] + knots[LOSS]) / 2
        ends = pairwise(sorted(knots.values()))
        first, *others = (
            Stroke((one + ROUND, y, 0.0), (other - ROUND, y, 0.0), color=RULE, stroke_width=4) for one, other in ends
        )
        self.links = [VGroup(first), VGroup(*others)]
        self.labels = [
            TextLine(label, (x + step / 2, y - UNDER), "center", SMALL, QUIET)
            for label, (x, _) in zip(LINKS, places, strict=False)
        ]
        self.links[lit].set_color(BACKWARD)
        self.labels[lit].set_color(BACKWARD)
        self.add(*self.links, *self.labels)
        for symbol, x in knots.items():
            colour = POINTER if symbol is LOSS else TEXT
            circle = Circle(ROUND, color=colour, stroke_width=2.5).set_fill(NODE_FILL, opacity=1).move_to((x, y, 0.0))
            self.add(circle, TextLine((symbol,), (x, below_middle(y, 0.75 * BODY)), "center", BODY))

    def flash(self) -> list[ShowPassingFlash]:
        """Return the animations in which what moves the sum runs on to the loss."""
        ways = (link.copy().set_color(POINTER) for link in self.links[DELTA_LINK])
        return [ShowPassingFlash(way, time_width=0.5) for way in ways]

    def light(self, lit: int) -> list[Any]:
        """Return the animations in which one link comes to be lit, and no other; none where it is."""
        before, self.lit = self.lit, lit
        if before == lit:
            return []
        dim = [FadeToColor(self.links[before], RULE), FadeToColor(self.labels[before], QUIET)]
        return [*dim, FadeToColor(self.links[lit], BACKWARD), FadeToColor(self.labels[lit], BACKWARD)]
