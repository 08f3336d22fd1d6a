"""A worksheet on screen: a row a term, what is added, a rule, the sum, and what is made of it."""

from __future__ import annotations

from manim import VGroup

from scenes.mobjects.diagram import Area
from scenes.mobjects.ledger import EquationRow, rule
from scenes.mobjects.plot import ActivationPlot
from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import SIGNS, left_side
from scenes.storyboards.readout import Line
from scenes.storyboards.sheet import Sheet, Step
from scenes.style import BODY, HEAD, POINTER, QUIET, SMALL, TEXT

MOST, LEAST = 0.44, 0.34  # heights of a row
LEAST_PLOT, MOST_PLOT, PLOT_WIDTH = 0.9, 1.7, 3.0


class Worksheet(VGroup):
    """A `sheet` within `area`: `heading`, `columns`, `rows`, and what follows them.

    `addend`, `rule` and `total` are empty groups where the sheet has none; `steps` is one row a step; `plot` is None
    where there is nothing to plot, or no room.
    `firsts` and `seconds` are the colours of the rows' operands, `colour` that of the final result.
    """

    def __init__(self, sheet: Sheet, area: Area, seconds: str, colour: str, firsts: str = TEXT) -> None:
        super().__init__()
        self.area, self.sheet, self.colours = area, sheet, (firsts, seconds)
        lines = (
            len(sheet.rows) + len(sheet.steps) + 1.2 + bool(sheet.rows) + bool(sheet.addend) + 1.3 * bool(sheet.total)
        )
        self.row = max(LEAST, min(MOST, (area.top - area.bottom) / lines))
        width = area.right - area.left
        # the right ends of the columns
        self.stops = (area.left + 0.27 * width, area.left + 0.59 * width, area.right - 0.01 * width)
        self.heading = TextLine(sheet.title, (area.left, area.top), size=HEAD, colour=POINTER, weight="semibold")
        self.y = area.top - 0.2 * self.row
        self.columns = VGroup()
        if sheet.rows:
            self._next()
            self.columns.add(
                *(
                    TextLine((word,), (stop, self.y), "right", SMALL if isinstance(word, str) else BODY, QUIET)
                    for word, stop in zip(sheet.columns, self.stops, strict=True)
                )
            )
        self.rows = [self._row(equation) for equation in sheet.rows]
        self.addend, self.rule, self.total = VGroup(), VGroup(), VGroup()
        if sheet.addend:
            label, number = sheet.addend
            self._next()
            self.addend.add(
                TextLine(label, (area.left, self.y), colour=QUIET),
                TextLine((number,), (self.stops[2], self.y), "right"),
            )
        if sheet.total:
            self.rule.add(rule(area.left, area.right, self.y - 0.4 * self.row))
            self._next(1.25)
            self.total.add(self._step(sheet.total, colour))
        self.steps = [self._next_step(step, colour) for step in sheet.steps]
        self.plot = self._plot(colour)
        self.add(self.heading, self.columns, *self.rows, self.addend, self.rule, self.total, *self.steps)
        if self.plot:
            self.add(self.plot)

    @property
    def conclusion(self) -> list[VGroup]:
        """What follows the rows, the plot aside."""
        return [part for part in (self.addend, self.rule, self.total, *self.steps) if part.submobjects]

    def _next(self, rows: float = 1.0) -> None:
        self.y -= rows * self.row

    def _row(self, equation: Equation) -> EquationRow:
        self._next()
        left, right = equation.operands
        first, second, third = self.stops
        sign = SIGNS.get(equation.operation, "")
        return EquationRow(
            equation,
            TextLine((left,), (first, self.y), "right", colour=self.colours[0]),
            *([TextLine((sign,), (first + 0.17, self.y), "center")] if sign else []),
            TextLine((right,), (second, self.y), "right", colour=self.colours[1]),
            TextLine((equation.relation,), (second + 0.37, self.y), "center"),
            TextLine((equation.result,), (third, self.y), "right"),
        )

    def _next_step(self, step: Step, colour: str) -> EquationRow:
        self._next(1.1)
        return self._step(step, colour)

    def _step(self, step: Step, colour: str) -> EquationRow:
        """Return label, calculation and result; a sum of the rows above needs no calculation beside it."""
        equation = step.equation
        calculation = () if equation.operation in ("sum", "mean") else left_side(equation)
        sign: Line = (*calculation, f" {equation.relation}")
        result, label = (
            outline((equation.result,), "semibold"),
            TextLine(step.label, (self.area.left, self.y), colour=QUIET),
        )
        end = min(self.stops[1] + 0.47, self.stops[2] - result.width * BODY - 0.15)
        size = BODY
        if end - outline(sign).width * BODY < label.get_right()[0] + 0.15:  # too long to stand beside its label
            self._next(0.9)
            end, size = self.stops[2] - result.width * BODY - 0.15, SMALL
        last = not self.sheet.steps or step is self.sheet.steps[-1]
        number = TextLine(
            (equation.result,), (self.stops[2], self.y), "right", BODY, colour if last else TEXT, "semibold"
        )
        return EquationRow(equation, label, TextLine(sign, (end, self.y), "right", size), number)

    def _plot(self, colour: str) -> ActivationPlot | None:
        top = self.y - 0.75
        if not self.sheet.curve or top - self.area.bottom < LEAST_PLOT:
            return None
        middle = (self.area.left + self.area.right) / 2
        left, right = middle - PLOT_WIDTH / 2, middle + PLOT_WIDTH / 2
        place = Area(left, right, self.area.bottom, min(top, self.area.bottom + MOST_PLOT))
        return ActivationPlot(self.sheet.curve, self.sheet.steps[-1].equation, place, colour)
