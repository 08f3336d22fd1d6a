"""A worksheet on screen: a row a term, what is added, a rule, the sum, and what is made of it."""

from __future__ import annotations

from manim import VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.ledger import EquationRow, column_widths, rule
from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import SIGNS, left_side
from scenes.storyboards.readout import TIMES_TEN, Line, Segment
from scenes.storyboards.sheet import Sheet, Step
from scenes.style import BODY, HEAD, POINTER, QUIET, SMALL, TEXT

MOST, LEAST = 0.53, 0.33  # heights of a row
ROOM_FOR_POWERS = 0.4  # height of a row
CLOSE, POWER = 0.35, 0.07  # a row so low has no room for a power of ten below words, and what it lacks
NUMBER, SIGN, RELATION = 0.15, 0.34, 0.44  # room for what stands between two columns
HEADINGS = 0.12  # between the headings of two columns
BESIDE = 0.15  # between a label, what is calculated, and its result
INSET = 0.01  # of the width, from the last column to the right end


def width_of_sheet(sheet: Sheet) -> float:
    """Return how wide an area the sheet needs, its rows set small and long calculations under their labels."""
    steps = (*((sheet.total,) if sheet.total else ()), *sheet.steps)
    texts = [
        outline(sheet.title, "semibold").width * HEAD,
        outline(sheet.note).width * SMALL if sheet.note else 0.0,
        *((outline(label).width + outline((number,)).width) * BODY + BESIDE for label, number in sheet.addends),
        *map(_width_of_step, steps),
    ]
    rows = _width_of_numbers(sheet) + sum(_steps_across(sheet, SMALL))
    return max(*texts, rows) / (1 - INSET)


def _width_of_step(step: Step) -> float:
    """Return how wide a step is whose calculation stands under its label."""
    calculated = outline(_calculation(step.equation)).width * SMALL
    label = outline(step.label).width * BODY
    return max(label, calculated) + BESIDE + outline((step.equation.result,), "semibold").width * BODY


def _width_of_numbers(sheet: Sheet) -> float:
    """Return how much the numbers of what the rows stand for take, where they have any."""
    return max([0.0, *(outline(number).width * SMALL + NUMBER for number in sheet.numbers)])


def _steps_across(sheet: Sheet, size: float) -> list[float]:
    """Return what is needed from the left to the first column's right end, from there to the second's, and on."""
    if not sheet.rows:
        return [0.0, 0.0, 0.0]
    headings = [outline((word,)).width * _size_of_heading(word) + HEADINGS for word in sheet.columns]
    gaps = (0.0, SIGN, RELATION)
    widths = column_widths(sheet.rows, size)
    return [max(gap + width, head) for gap, width, head in zip(gaps, widths, headings, strict=True)]


def _size_of_heading(word: Segment) -> float:
    return SMALL if isinstance(word, str) else BODY


def _columns(sheet: Sheet, area: Box) -> tuple[float, tuple[float, float, float], float]:
    """Return the size of the numbers in the rows, the right ends of their columns, and the middle of the relations.

    Wide numbers are set smaller, and their columns moved as far as they ask for.
    """
    last = area.right - INSET * area.width
    left = area.left + _width_of_numbers(sheet)
    for size in (BODY, SMALL):
        steps = _steps_across(sheet, size)
        if sum(steps) <= last - left:
            break
    second = min(left + 0.59 * (area.right - left), last - steps[2])
    second = max(second, left + steps[0] + steps[1])
    first = min(left + 0.27 * (area.right - left), second - steps[1])
    first = max(first, left + steps[0])
    results = column_widths(sheet.rows, size)[2] if sheet.rows else 0.0
    return size, (first, second, last), min(second + 0.37, (second + last - results) / 2)


def _calculation(equation: Equation) -> Line:
    """Return what stands before the result: a sum of the rows above it needs but the sign."""
    calculation = () if equation.operation in ("sum", "mean over") else left_side(equation)
    return (*calculation, f" {equation.relation}")


class Worksheet(VGroup):
    """A `sheet` within `area`: `heading`, `columns`, `rows`, and what follows them.

    `addends`, `rule` and `total` are empty groups where the sheet has none; `steps` is one row a step; `bottom` is the
    last baseline.
    `firsts` and `seconds` are the colours of the rows' operands, `colour` that of the final result.
    """

    def __init__(self, sheet: Sheet, area: Box, seconds: str, colour: str, firsts: str = TEXT) -> None:
        super().__init__()
        self.area, self.sheet, self.colours = area, sheet, (firsts, seconds)
        parts = bool(sheet.rows) + len(sheet.addends) + bool(sheet.note) + 1.3 * bool(sheet.total)
        long = 0.9 * sum(self._is_long(step) for step in sheet.steps)
        lines = len(sheet.rows) + len(sheet.steps) + long + 1.2 + parts
        self.row = max(LEAST, min(MOST, area.height / lines))
        self.size, self.stops, self.relation = _columns(sheet, area)
        self.heading = TextLine(sheet.title, (area.left, area.top), size=HEAD, colour=POINTER, weight="semibold")
        self.y = area.top - 0.2 * self.row
        self.columns = VGroup()
        if sheet.rows:
            self._next()
            self.columns.add(
                *(
                    TextLine((word,), (stop, self.y + 0.05), "right", _size_of_heading(word), QUIET)
                    for word, stop in zip(sheet.columns, self.stops, strict=True)
                )
            )
            first = sheet.rows[0]
            if self.row < CLOSE and any(TIMES_TEN in number.text for number in (*first.operands, first.result)):
                self.y -= POWER  # which rises into the heading
        numbers = sheet.numbers or ((),) * len(sheet.rows)
        self.rows = [self._row(equation, number) for equation, number in zip(sheet.rows, numbers, strict=True)]
        self.addends, self.rule, self.total = VGroup(), VGroup(), VGroup()
        if sheet.note:
            self._next()
            self.addends.add(TextLine(sheet.note, (area.left, self.y), size=SMALL, colour=QUIET))
        for label, number in sheet.addends:
            self._next()
            self.addends.add(
                TextLine(label, (area.left, self.y), colour=QUIET),
                TextLine((number,), (self.stops[2], self.y), "right"),
            )
        if sheet.total:
            self.rule.add(rule(area.left, area.right, self.y - 0.4 * self.row))
            self._next(1.25)
            self.total.add(self._step(sheet.total, colour))
        self.steps = [self._next_step(step, colour) for step in sheet.steps]
        self.add(self.heading, self.columns, *self.rows, self.addends, self.rule, self.total, *self.steps)

    @property
    def bottom(self) -> float:
        return self.y

    @property
    def conclusion(self) -> list[VGroup]:
        """What follows the rows."""
        return [part for part in (self.addends, self.rule, self.total, *self.steps) if part.submobjects]

    def _next(self, rows: float = 1.0) -> None:
        self.y -= rows * self.row

    def _row(self, equation: Equation, number: Line) -> EquationRow:
        self._next()
        left, right = equation.operands
        first, second, third = self.stops
        sign = SIGNS.get(equation.operation, "")
        return EquationRow(
            equation,
            *([TextLine(number, (self.area.left, self.y), size=SMALL, colour=QUIET)] if number else []),
            TextLine((left,), (first, self.y), "right", self.size, self.colours[0]),
            *([TextLine((sign,), (first + SIGN / 2, self.y), "center", self.size)] if sign else []),
            TextLine((right,), (second, self.y), "right", self.size, self.colours[1]),
            TextLine((equation.relation,), (self.relation, self.y), "center", self.size),
            TextLine((equation.result,), (third, self.y), "right", self.size),
        )

    def _next_step(self, step: Step, colour: str) -> EquationRow:
        self._next(1.1)
        return self._step(step, colour)

    def _is_long(self, step: Step) -> bool:
        """Whether what is calculated may need a line of its own under its label."""
        line: Line = (*step.label, *_calculation(step.equation), step.equation.result)
        return outline(line, "semibold").width * BODY + 0.6 > self.area.right - self.area.left

    def _step(self, step: Step, colour: str) -> EquationRow:
        """Return label, calculation and result; a sum of the rows above needs no calculation beside it."""
        equation = step.equation
        sign = _calculation(equation)
        result, label = (
            outline((equation.result,), "semibold"),
            TextLine(step.label, (self.area.left, self.y), colour=QUIET),
        )
        powers = any(TIMES_TEN in number.text for number in (*equation.operands, equation.result))
        size = full = SMALL if powers and self.row < ROOM_FOR_POWERS else BODY
        end = min(self.stops[1] + 0.47, self.stops[2] - result.width * BODY - BESIDE)
        if end - outline(sign).width * BODY < label.get_right()[0] + BESIDE:  # too long to stand beside its label
            self._next(0.9)
            end, size = self.stops[2] - result.width * BODY - BESIDE, SMALL
        last = not self.sheet.steps or step is self.sheet.steps[-1]
        number = TextLine(
            (equation.result,), (self.stops[2], self.y), "right", full, colour if last else TEXT, "semibold"
        )
        return EquationRow(equation, label, TextLine(sign, (end, self.y), "right", size), number)
