"""The chain rule drawn: from the loss down to a weight, what is moved as knots, each factor at its link."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from manim import Circle, VGroup
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.factors import BELOW, heading_of
from scenes.mobjects.ledger import EquationRow, column_widths
from scenes.mobjects.text import TextLine, below_middle
from scenes.mobjects.typesetting import outline
from scenes.storyboards.chain import Chain, Knot, Link, Ways
from scenes.storyboards.notation import LOSS, TIMES
from scenes.storyboards.readout import Line, Symbol
from scenes.storyboards.words import equals
from scenes.style import BACKWARD, BODY, HEAD, NODE_FILL, POINTER, QUIET, RULE, SMALL, TEXT

MOST = 0.62  # height of a row
ROUND, SHARE = 0.24, 0.44  # radius of a knot at most, and as a share of a row
ASIDE = 0.24  # from the left to the middle of the knots
BESIDE = 0.5  # from there to what is said of them
FAN = 0.5  # from there to where ways are widest
DOT = 0.06
AFTER = 0.16  # from there to the row of a way
GAP = 0.16  # between texts
SIGN, RELATION = 0.24, 0.32  # room for what stands between two columns
THICK = 4.0


def width_of_chain(chain: Chain) -> float:
    """Return how wide an area the chain needs, the rows of its ways set small."""
    rows = ASIDE + FAN + AFTER + sum(_columns(chain.ways, SMALL)) if chain.ways else 0.0
    rest = [outline((*label, number)).width * BODY + GAP for label, number in chain.ways.rest] if chain.ways else []
    knots = (
        _width_of(knot.derivative, knot.name, (f"{_relation(knot)} ", knot.number), "semibold") for knot in chain.knots
    )
    links = (_width_of(link.derivative, link.name, (TIMES, link.factor)) for link in chain.links)
    title = outline(chain.title, "semibold").width * HEAD
    return max(title, rows, *(ASIDE + FAN + AFTER + one for one in rest), *knots, *links)


def _width_of(derivative: Symbol, name: str, value: Line, weight: str = "regular") -> float:
    texts = outline((derivative,)).width * BODY + outline((name,)).width * SMALL
    return ASIDE + BESIDE + texts + outline(value, weight).width * BODY + 2 * GAP


def _columns(ways: Ways, size: float) -> list[float]:
    """Return what is needed from the left to the first column's right end, from there to the second's, and on."""
    heads = [outline((word,)).width * SMALL + GAP for word in ways.columns]
    gaps = (0.0, SIGN, RELATION)
    widths = column_widths(ways.rows, size)
    return [max(gap + width, head) for gap, width, head in zip(gaps, widths, heads, strict=True)]


def _relation(knot: Knot) -> str:
    return knot.worked.relation if knot.worked else equals(knot.number).strip()


class Fan(VGroup):
    """All ways from the `loss` to the first `knot`, a strand each, over a dot of its own."""

    def __init__(self, loss: np.ndarray, knot: np.ndarray, dots: list[np.ndarray], radius: float) -> None:
        super().__init__()
        for dot in dots:
            halves = [
                Stroke(_edge_of(end, dot, radius), dot, color=RULE, stroke_width=THICK / 2) for end in (loss, knot)
            ]
            spot = Circle(DOT, color=RULE, fill_color=RULE, fill_opacity=1, stroke_width=0).move_to(dot)
            self.add(VGroup(*halves, spot))


def _edge_of(middle: np.ndarray, towards: np.ndarray, radius: float) -> np.ndarray:
    """Return where a line from the middle of a knot leaves it."""
    way = towards - middle
    edge: np.ndarray = middle + radius * way / np.linalg.norm(way)
    return edge


class ChainSheet(VGroup):
    """In `area` under a `heading`: the `loss` at the top, the `fan` of all ways, the `knots` down to the weight.

    `columns` and `rows` are what is worked out of each way; `lines` join knots, `factors` stand at them; `results` tell
    how the loss changes with each knot. `ladder` is what is drawn before any number comes, from the weight up.
    """

    def __init__(self, chain: Chain, area: Box) -> None:
        super().__init__()
        self.area, self.chain = area, chain
        self.heading = heading_of(chain.title, area)
        ways = chain.ways
        between = len(ways.rows) + len(ways.rest) if ways else 1
        count = 1 + between + len(chain.knots) + len(chain.links)
        top = area.top - BELOW / 2
        self.pitch = min(MOST, (top - area.bottom) / count)
        self.middles = [top - (index + 0.5) * self.pitch for index in range(count)]
        self.x = area.left + ASIDE
        self.first, self.last = top - BELOW / 2, below_middle(self.middles[-1], BODY)  # baselines: under the heading
        ends = [0, *range(1 + between, count, 2)]  # the rows of the loss, and of each knot
        symbols = (LOSS, *(knot.symbol for knot in chain.knots))
        self.knots = [self._knot(symbol, self.middles[row]) for symbol, row in zip(symbols, ends, strict=True)]
        self.lines = [self._line(*pair) for pair in pairwise(ends[1:])]
        self.columns = VGroup()
        self.rows = list(self._rows(ways)) if ways else []
        self.fan = self._fan(ends[1], between if ways else 0)
        self.results = [self._result(knot, row) for knot, row in zip(chain.knots, ends[1:], strict=True)]
        self.factors = [self._factor(link, row + 1) for link, row in zip(chain.links, ends[1:], strict=False)]
        self.add(self.heading, *self.lines, self.fan, *self.knots, self.columns, *self.rows, *self.results)
        self.add(*self.factors)

    @property
    def ladder(self) -> list[VGroup]:
        """What is drawn first, from the weight up to the loss."""
        rungs: list[VGroup] = [self.knots[-1]]
        for line, knot in zip(reversed(self.lines), reversed(self.knots[1:-1]), strict=True):
            rungs += [VGroup(line), knot]
        return [*rungs, self.fan, self.knots[0]]

    @property
    def worked(self) -> VGroup:
        """All but what comes of it in the end."""
        parts = (self.heading, *self.lines, self.fan, *self.knots, self.columns, *self.rows, *self.factors)
        return VGroup(*parts, *self.results[:-1])

    def _knot(self, symbol: Symbol, y: float) -> VGroup:
        circle = Circle(self.radius, color=POINTER if symbol is LOSS else TEXT, stroke_width=2.5)
        circle.set_fill(NODE_FILL, opacity=1).move_to((self.x, y, 0.0))
        return VGroup(circle, TextLine((symbol,), (self.x, below_middle(y, 0.75 * BODY)), "center", BODY))

    @property
    def radius(self) -> float:
        """Of a knot."""
        return min(ROUND, SHARE * self.pitch)

    def _line(self, upper: int, lower: int) -> Stroke:
        start, end = self.middles[upper] - self.radius, self.middles[lower] + self.radius
        return Stroke((self.x, start, 0.0), (self.x, end, 0.0), color=RULE, stroke_width=THICK)

    def _fan(self, first: int, ways: int) -> Fan | VGroup:
        """Return the ways from the loss to the first knot, which is in a row; a line where there is but one."""
        if not ways:
            return VGroup(self._line(0, first))
        ends = [np.array([self.x, self.middles[row], 0.0]) for row in (0, first)]
        dots = [np.array([self.x + FAN, self.middles[row], 0.0]) for row in range(1, 1 + ways)]
        return Fan(ends[0], ends[1], dots, self.radius)

    def _rows(self, ways: Ways) -> Iterator[VGroup]:
        left, right = self.x + FAN + AFTER, self.area.right
        size = next((size for size in (BODY, SMALL) if sum(_columns(ways, size)) <= right - left), SMALL)
        steps = _columns(ways, size)
        spare = max(0.0, right - left - sum(steps)) / 3
        first, second, third = left + steps[0] + spare, right - steps[2] - spare, right
        y = self.middles[0]
        self.columns.add(
            *(
                TextLine((word,), (stop, below_middle(y, SMALL)), "right", SMALL, QUIET)
                for word, stop in zip(ways.columns, (first, second, third), strict=True)
            )
        )
        second_width, third_width = column_widths(ways.rows, size)[1:]
        sign, relation = (first + second - second_width) / 2, (second + third - third_width) / 2
        for index, row in enumerate(ways.rows, start=1):
            y = below_middle(self.middles[index], size)
            one, other = row.operands
            yield EquationRow(
                row,
                TextLine((one,), (first, y), "right", size),
                TextLine(("·",), (sign, y), "center", size),
                TextLine((other,), (second, y), "right", size, BACKWARD),
                TextLine((row.relation,), (relation, y), "center", size),
                TextLine((row.result,), (third, y), "right", size),
            )
        for index, (label, number) in enumerate(ways.rest, start=1 + len(ways.rows)):
            y = below_middle(self.middles[index], BODY)
            yield VGroup(TextLine(label, (left, y), colour=QUIET), TextLine((number,), (right, y), "right"))

    def _result(self, knot: Knot, row: int) -> VGroup:
        texts = self._texts(knot.derivative, knot.name, (_relation(knot), " ", knot.number), row, BACKWARD)
        return EquationRow(knot.worked, *texts) if knot.worked else VGroup(*texts)

    def _factor(self, link: Link, row: int) -> VGroup:
        return VGroup(*self._texts(link.derivative, link.name, (TIMES, link.factor), row, TEXT))

    def _texts(self, derivative: Symbol, name: str, value: Line, row: int, colour: str) -> list[TextLine]:
        y = below_middle(self.middles[row], BODY)
        first = TextLine((derivative,), (self.x + BESIDE, y))
        weight = "semibold" if colour == BACKWARD else "regular"
        return [
            first,
            TextLine((name,), (first.get_right()[0] + GAP, y), size=SMALL, colour=QUIET),
            TextLine(value, (self.area.right, y), "right", BODY, colour, weight),
        ]
