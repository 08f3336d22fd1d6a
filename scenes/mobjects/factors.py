"""A product worked out beside the network, factor by factor; and the list of all weights before and after a step."""

from __future__ import annotations

from manim import VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.ledger import GAP, ROW, Ledger, width_of_ledger
from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.backpropagation import Factors, Steps
from scenes.storyboards.readout import Line
from scenes.style import BODY, HEAD, POINTER, QUIET, SMALL

BELOW = 0.62  # the heading: the first baseline


def heading_of(title: Line, area: Box) -> TextLine:
    """Return the heading of a panel."""
    return TextLine(title, (area.left, area.top), size=HEAD, colour=POINTER, weight="semibold")


def width_of_factors(factors: Factors) -> float:
    """Return how wide an area the product needs."""
    return max(_width_of(factors.title), width_of_ledger(factors.equation, factors.labels, factors.result))


class FactorsSheet(VGroup):
    """A `heading`, and the factors and their product in a `ledger`."""

    def __init__(self, factors: Factors, area: Box) -> None:
        super().__init__()
        self.heading = heading_of(factors.title, area)
        ends = (area.left, area.right, area.top - BELOW)
        self.ledger = Ledger(factors.equation, factors.labels, factors.result, *ends)
        self.add(self.heading, self.ledger)


def width_of_steps(steps: Steps) -> float:
    """Return how wide an area the list needs."""
    return max([_width_of(steps.title), *(outline(change).width * BODY for _, change in steps.lines)])


class StepList(VGroup):
    """A `heading`, and `lines` of old and new, after whose they are, if there is room for that, if need be smaller."""

    def __init__(self, steps: Steps, area: Box) -> None:
        super().__init__()
        self.heading = heading_of(steps.title, area)
        rows = [(outline(whose).width * SMALL, outline(change).width) for whose, change in steps.lines]
        sizes = (size for size in (BODY, SMALL) if all(one + GAP + size * other <= area.width for one, other in rows))
        size = next(sizes, None)
        self.lines = []
        for index, (whose, change) in enumerate(steps.lines):
            y = area.top - BELOW - index * ROW
            label = [TextLine(whose, (area.left, y), size=SMALL, colour=QUIET)] if size else []
            text = TextLine(change, (area.right, y), "right", size) if size else TextLine(change, (area.left, y))
            self.lines.append(VGroup(*label, text))
        self.add(self.heading, *self.lines)


def _width_of(title: Line) -> float:
    return outline(title, "semibold").width * HEAD
