"""Arithmetic set out as on paper: labelled numbers under each other, a rule, the result."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Line as Stroke
from manim import VGroup

from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline, widest
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line
from scenes.style import BODY, QUIET, RULE, SMALL

ROW = 0.40
GAP = 0.15  # between a label and its number


class EquationRow(VGroup):
    """An equation on screen, in whatever cells, and the `equation` that it shows."""

    def __init__(self, equation: Equation, *cells: TextLine) -> None:
        super().__init__(*cells)
        self.equation = equation


def column_widths(rows: Sequence[Equation], size: float) -> list[float]:
    """Return how wide the numbers in each column of some rows are: the operands', one by one, and the results'."""
    columns = zip(*((*row.operands, row.result) for row in rows), strict=True)
    return [widest((number,) for number in column) * size for column in columns]


def rule(left: float, right: float, y: float) -> Stroke:
    """Return the line under which a result stands."""
    return Stroke((left, y, 0.0), (right, y, 0.0), color=RULE, stroke_width=2)


def width_of_ledger(equation: Equation, labels: tuple[Line, ...], result: Line) -> float:
    """Return how wide a ledger of this equation has to be."""
    entries = (
        outline(label).width * SMALL + outline((operand,)).width * BODY
        for label, operand in zip(labels, equation.operands, strict=True)
    )
    last = outline((*result, f" {equation.relation}")).width + outline((equation.result,), "semibold").width
    return max(*entries, last * BODY) + GAP


class Ledger(VGroup):
    """An equation from the top down: `entries`, one a labelled operand, a `rule`, and the `result` after its label.

    Numbers end at `right`, labels begin at `left`; the first baseline is `top`, and `bottom` is the last.
    """

    def __init__(
        self, equation: Equation, labels: tuple[Line, ...], result: Line, left: float, right: float, top: float
    ) -> None:
        super().__init__()
        self.equation, self.top = equation, top
        self.entries = [
            VGroup(
                TextLine(label, (left, top - index * ROW), size=SMALL, colour=QUIET),
                TextLine((operand,), (right, top - index * ROW), "right", BODY),
            )
            for index, (label, operand) in enumerate(zip(labels, equation.operands, strict=True))
        ]
        y = top - (len(labels) - 1) * ROW - 0.16
        self.rule = rule(left, right, y)
        self.bottom = y - 0.36
        self.result = VGroup(
            TextLine((*result, f" {equation.relation}"), (left, self.bottom), size=BODY),
            TextLine((equation.result,), (right, self.bottom), "right", BODY, weight="semibold"),
        )
        self.add(*self.entries, self.rule, self.result)
