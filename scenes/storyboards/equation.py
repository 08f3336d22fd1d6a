"""Arithmetic that is shown adds up as shown: `=` where both sides are equal digit by digit, `≈` where they are not.

Both sides are evaluated exactly, as they stand on screen. Where the result was rounded it is `≈`, even if the digits
that are left happen to agree. So what follows `=` is true of the digits and of the numbers: −0.55 · 0 = 0.

    >>> from scenes.storyboards.readout import Readout
    >>> half = Readout("", 0.5, "0.50")
    >>> Equation("product", (half, half), Readout("", 0.25, "0.25")).relation
    '='
    >>> third = Readout("", 1 / 3, "0.33")
    >>> Equation("sum", (third, third), Readout("", 2 / 3, "0.66")).relation
    '≈'
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal, Inexact, localcontext
from math import prod

from scenes.storyboards.readout import Readout, digits

EQUAL, ALMOST = "=", "≈"
PRECISION = Context(prec=80)


def _sigmoid(z: Decimal) -> Decimal:
    return 1 / (1 + (-z).exp())


def _tanh(z: Decimal) -> Decimal:
    return 1 - 2 / ((2 * z).exp() + 1)


def _times_log(y: Decimal, a: Decimal) -> Decimal:
    """Return y · ln a, which is 0 for y = 0, whatever a is."""
    return y * a.ln() if y else Decimal(0)


OPERATIONS: Mapping[str, Callable[..., Decimal]] = {
    "product": lambda *values: prod(values, start=Decimal(1)),
    "sum": lambda *values: sum(values, start=Decimal(0)),
    "difference": lambda first, second: first - second,
    "quotient": lambda first, second: first / second,
    "product plus": lambda first, second, added: first * second + added,
    "standardised": lambda measured, mean, deviation: (measured - mean) / deviation,
    "scaled back": lambda output, deviation, mean: output * deviation + mean,
    "exp": lambda value: value.exp(),
    "relu": lambda z: max(Decimal(0), z),
    "sigmoid": _sigmoid,
    "tanh": _tanh,
    "identity": lambda z: z,
    "relu slope": lambda z: Decimal(z > 0),
    "sigmoid slope": lambda a: a * (1 - a),
    "tanh slope": lambda a: 1 - a * a,
    "identity slope": lambda _: Decimal(1),
    "half squared": lambda a, y: (a - y) ** 2 / 2,
    "squared": lambda a, y: (a - y) ** 2,
    "mean over": lambda *values: sum(values[:-1], start=Decimal(0)) / values[-1],
    "cross": lambda a, y: -_times_log(y, a),
    "binary cross": lambda a, y: -_times_log(y, a) - _times_log(1 - y, 1 - a),
    "twice over": lambda a, y, count: 2 * (a - y) / count,
    "update": lambda old, rate, gradient: old - rate * gradient,
}


@dataclass(frozen=True, slots=True)
class Equation:
    """`operation` (a key of OPERATIONS) on the `operands` gives the `result`, all three on screen."""

    operation: str
    operands: tuple[Readout, ...]
    result: Readout

    @property
    def relation(self) -> str:
        """`=` if the result wasn't rounded and both sides are equal, digit by digit, else `≈`.

        Nothing where the text of the result says itself on which side of it the left side is.
        """
        if self.result.is_bound:
            return ""
        if self.result.rounded:
            return ALMOST
        with localcontext(PRECISION) as context:
            context.clear_flags()
            try:
                exact = OPERATIONS[self.operation](*(digits(operand.text) for operand in self.operands))
            except ArithmeticError:  # a divisor that is 0, or its logarithm; an operand that says “< 0.01”
                return ALMOST
            has_an_end = not context.flags[Inexact]
            return EQUAL if has_an_end and exact == digits(self.result.text) else ALMOST
