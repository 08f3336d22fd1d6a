"""A weighted sum worked out as on paper: a row a term, the bias, a rule, the sum, the activation."""

from __future__ import annotations

from manim import Line as Stroke
from manim import VGroup

from scenes.mobjects.diagram import Area
from scenes.mobjects.ledger import EquationRow, rule
from scenes.mobjects.plot import ActivationPlot
from scenes.mobjects.text import TextLine
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import NeuronBeat
from scenes.storyboards.notation import APPLIED, TIMES, A, Z
from scenes.storyboards.readout import Line
from scenes.style import BODY, HEAD, POINTER, QUIET, SMALL

MOST, LEAST = 0.44, 0.36  # heights of a row
LEAST_PLOT, MOST_PLOT, PLOT_WIDTH = 0.9, 1.7, 3.0


class Workings(VGroup):
    """The workings of one neuron within `area`: `heading`, `terms`, `bias`, `rule`, `sum`, `activation` (or None), and
    a `plot` of the activation function where it is asked for and there is room for it (or None).

    `source` is the colour of the layer that the terms come from, `colour` that of the neuron's own layer.
    """

    def __init__(self, beat: NeuronBeat, area: Area, source: str, colour: str) -> None:
        super().__init__()
        rows = len(beat.products) + 5.5  # heading, columns, bias, sum and activation take up the rest
        row = max(LEAST, min(MOST, (area.top - area.bottom) / rows))
        width = area.right - area.left
        # the right ends of the columns
        self.stops = (area.left + 0.27 * width, area.left + 0.56 * width, area.right - 0.02 * width)
        y = area.top
        self.heading = TextLine(beat.title, (area.left, y), size=HEAD, colour=POINTER, weight="semibold")
        y -= 1.2 * row
        self.columns = self._columns(y)
        self.terms = [self._term(product, y - (k + 1) * row, source) for k, product in enumerate(beat.products)]
        y -= (len(beat.products) + 1) * row
        self.bias = VGroup(
            TextLine(("bias",), (self.stops[1], y), "right", SMALL, QUIET),
            TextLine((beat.bias,), (self.stops[2], y), "right", BODY),
        )
        y -= 0.4 * row
        self.rule = rule(area.left, area.right, y)
        y -= 0.85 * row
        self.sum = self._sum(beat.weighted_sum, y)
        self.activation = self._activation(beat.activation, y - 1.1 * row, colour) if beat.activation else None
        self.add(self.heading, self.columns, *self.terms, self.bias, self.rule, self.sum)
        if self.activation:
            self.add(self.activation)
        y -= 2.3 * row
        self.plot = None
        if beat.activation and beat.curve and y - area.bottom > LEAST_PLOT:
            middle = (area.left + area.right) / 2
            place = Area(middle - PLOT_WIDTH / 2, middle + PLOT_WIDTH / 2, area.bottom, min(y, area.bottom + MOST_PLOT))
            self.plot = ActivationPlot(beat.curve, beat.activation, place, colour)
            self.add(self.plot)

    @property
    def conclusion(self) -> list[VGroup | Stroke]:
        """What follows the terms."""
        return [self.bias, self.rule, self.sum, *([self.activation] if self.activation else [])]

    def _columns(self, y: float) -> VGroup:
        words = ("weight", "input", "product")
        return VGroup(
            *(TextLine((word,), (stop, y), "right", SMALL, QUIET) for word, stop in zip(words, self.stops, strict=True))
        )

    def _term(self, product: Equation, y: float, source: str) -> EquationRow:
        weight, activation = product.operands
        first, second, third = self.stops
        return EquationRow(
            product,
            TextLine((weight,), (first, y), "right"),
            TextLine((TIMES.strip(),), (first + 0.2, y), "center"),
            TextLine((activation,), (second, y), "right", colour=source),
            TextLine((product.relation,), (second + 0.45, y), "center"),
            TextLine((product.result,), (third, y), "right"),
        )

    def _sum(self, total: Equation, y: float) -> EquationRow:
        label: Line = ("sum  ", Z, f" {total.relation}")
        return EquationRow(
            total,
            TextLine(label, (self.stops[1] + 0.55, y), "right", paint=(QUIET,)),
            TextLine((total.result,), (self.stops[2], y), "right", weight="semibold"),
        )

    def _activation(self, activation: Equation, y: float, colour: str) -> EquationRow:
        before, after = APPLIED[activation.operation]
        line: Line = (A, " = ", before, activation.operands[0], after, f" {activation.relation}")
        return EquationRow(
            activation,
            TextLine(line, (self.stops[1] + 0.55, y), "right"),
            TextLine((activation.result,), (self.stops[2], y), "right", colour=colour, weight="semibold"),
        )
