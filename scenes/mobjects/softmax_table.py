"""The softmax table: from weighted sums to probabilities."""

from __future__ import annotations

from manim import VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.ledger import EquationRow, rule
from scenes.mobjects.text import Align, TextLine, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.equation import ALMOST, Equation
from scenes.storyboards.forward_pass import SoftmaxBeat
from scenes.storyboards.notation import SHIFTED, M, Z, written
from scenes.storyboards.readout import Line
from scenes.storyboards.words import equals
from scenes.style import BODY, HEAD, OUTPUT, POINTER, QUIET, SMALL, TEXT

ROW, LEAST_ROW = 0.56, 0.34
GAP = 0.12  # between a name and what stands beside it
SIGN_GAP, BETWEEN = 0.07, 0.08  # between a sign and its number, and before the sign
COLUMN = 0.82  # width of a column, at least
LEAST_NAME = 0.9  # width that a long name may be cut to
CLEAR = 0.04  # between two lines
TITLE: Line = ("softmax",)


def width_of_softmax(beat: SoftmaxBeat) -> float:
    """Return how wide an area the table of this softmax needs, with its equations below."""
    name = min(LEAST_NAME, max(outline((row.name,)).width * SMALL for row in beat.rows))
    top = outline(TITLE, "semibold").width * HEAD + 2 * GAP + outline(_largest(beat)).width * SMALL
    whose, equations = _worked(beat)
    worked = (outline(written(equation)).width * BODY for equation in equations)
    return max(name + GAP + sum(_columns(beat)), top, outline(whose).width * SMALL, *worked)


def _largest(beat: SoftmaxBeat) -> Line:
    return ("largest ", Z, ":  ", M, equals(beat.shift), beat.shift)


def _worked(beat: SoftmaxBeat) -> tuple[Line, tuple[Equation, ...]]:
    """Return whose equations stand below the table, and these."""
    row = beat.rows[beat.worked]
    return (row.name, ", step by step"), (row.shifted, row.exponential, row.probability)


def _columns(beat: SoftmaxBeat) -> list[float]:
    """Return how wide the columns are, with the signs before their numbers and a gap."""
    columns = [[row.result for row in column] for column in beat.columns]
    if beat.others:
        columns = [columns[0], *([*column, more] for column, more in zip(columns[1:], beat.others[1:], strict=True))]
    sign = outline((ALMOST,)).width
    wide = (max(sign + outline((number,)).width for number in column) * SMALL for column in columns)
    return [max(COLUMN, width + SIGN_GAP + BETWEEN) for width in wide]


class SoftmaxTable(VGroup):
    """One row a class: z − m, its exponential, its share of the total; below, one class in full.

    `names` open the rows; `shifted`, `exponentials` and `shares` are columns with their `headings`; `total`
    ends the second; `worked` are the equations of one class, under its name, `whose`. Where only some classes have a
    row, the name, the exponential and the share of the `others` stand in one more.
    """

    def __init__(self, beat: SoftmaxBeat, area: Box) -> None:
        super().__init__()
        rows = len(beat.rows) + bool(beat.others)
        self.row = max(LEAST_ROW, min(ROW, (area.top - area.bottom) / (rows + 7)))
        self.area = area
        _, second, third = _columns(beat)
        self.stops = [area.right - second - third, area.right - third, area.right]
        self.title = TextLine(TITLE, (area.left, area.top), size=HEAD, colour=POINTER, weight="semibold")
        self.largest = TextLine(_largest(beat), (area.right, area.top), "right", SMALL)
        first = area.top - 2.4 * self.row
        ys = [first - index * self.row for index in range(rows)]
        headings: Line = (SHIFTED, "exp", "share")
        self.headings = [
            TextLine((heading,), (stop, first + self.row), "right", SMALL, QUIET)
            for heading, stop in zip(headings, self.stops, strict=True)
        ]
        self.shifted, self.exponentials, self.shares = (
            [self._cell(equation, stop, y, colour) for equation, y in zip(column, ys, strict=False)]
            for column, stop, colour in zip(beat.columns, self.stops, (TEXT, TEXT, OUTPUT), strict=True)
        )
        room = min(cell.get_left()[0] for cell in self.shifted) - area.left - GAP
        self.names = [
            TextLine((fitted(row.name, room, SMALL),), (area.left, y), size=SMALL)
            for row, y in zip(beat.rows, ys, strict=False)
        ]
        self.others = [VGroup(), VGroup(), VGroup()]
        if beat.others:
            at = zip(beat.others, (area.left, self.stops[1], self.stops[2]), (QUIET, TEXT, OUTPUT), strict=True)
            for group, (part, x, colour) in zip(self.others, at, strict=True):
                line: Line = part if isinstance(part, tuple) else (part,)
                align: Align = "left" if isinstance(part, tuple) else "right"
                group.add(TextLine(line, (x, ys[-1]), align, SMALL, colour))
        y = ys[-1] - 0.4 * self.row
        self.rule = rule(self.stops[0] + 0.25, self.stops[1] + 0.05, y)
        y -= 0.85 * self.row
        total = TextLine((beat.total.result,), (self.stops[1], y), "right", SMALL, weight="semibold")
        end = min(self.stops[0] + 0.2, total.get_left()[0] - GAP)
        self.total = EquationRow(
            beat.total, TextLine((f"total {beat.total.relation}",), (end, y), "right", SMALL, QUIET), total
        )
        y -= 1.5 * self.row
        whose, equations = _worked(beat)
        self.whose = TextLine(whose, (area.left, y), size=SMALL, colour=QUIET)
        # letters of some scripts reach far down, powers far up
        y -= max(0.0, outline(whose).depth * SMALL + outline(written(equations[0])).height * BODY + CLEAR - self.row)
        self.worked = [
            EquationRow(equation, TextLine(written(equation), (area.left, y - (index + 1) * self.row)))
            for index, equation in enumerate(equations)
        ]
        self.add(self.title, self.largest, *self.headings, *self.names, *self.shifted, *self.exponentials)
        self.add(*self.others, *self.shares, self.rule, self.total, self.whose, *self.worked)

    @staticmethod
    def _cell(equation: Equation, stop: float, y: float, colour: str) -> EquationRow:
        """Return a result with the sign that tells whether it holds for the digits that it comes from."""
        number = TextLine((equation.result,), (stop, y), "right", SMALL, colour)
        sign = TextLine((equation.relation,), (number.get_left()[0] - SIGN_GAP, y), "right", SMALL, QUIET)
        return EquationRow(equation, sign, number)
