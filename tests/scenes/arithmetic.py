"""The auditor's own arithmetic: what is on screen is evaluated from its digits, with other code than the films'."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction

from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import MINUS, Readout

POWER = re.compile(r"·10(⁻?[⁰¹²³⁴-⁹]+)")
NUMERAL = re.compile(rf"[−-]?\d[\d.]*(?:{POWER.pattern})?")
# the only arguments for which these end; a result that underflows to 0 is as little equal to it as others
ENDLESS = {
    "exp": lambda z: math.nan if z else 1.0,
    "tanh": lambda z: math.nan if z else 0.0,
    "sigmoid": lambda z: math.nan if z else 0.5,
}


def plain(text: str) -> str:
    """Return `text` with minus signs and powers of ten as Python writes them."""
    return POWER.sub(lambda power: f"e{exponent(power[1])}", text).replace(MINUS, "-")


def exponent(raised: str) -> str:
    return "".join("-" if mark == "⁻" else str(unicodedata.digit(mark)) for mark in raised)


def number(text: str) -> float:
    return float(plain(text))


def is_exact(readout: Readout) -> bool:
    """Whether the digits on screen are all that there is, but for the last bits of a float."""
    if readout.text[0] in "<>":
        return False
    return abs(number(readout.text) - readout.value) <= 1e-11 * abs(readout.value)


def evaluate(equation: Equation) -> float | Fraction:
    """Return what an equation's operands give, from their digits on screen: the auditor's own arithmetic.

    It is exact, as a Fraction, unless a logarithm or a power of e is without an end.
    """
    values = [Fraction(plain(operand.text)) for operand in equation.operands]
    if equation.operation in ("quotient", "standardised") and values[-1] == 0:
        return math.nan
    return {
        "product": lambda: math.prod(values),
        "sum": lambda: sum(values, start=Fraction(0)),
        "difference": lambda: values[0] - values[1],
        "quotient": lambda: values[0] / values[1],
        "product plus": lambda: values[0] * values[1] + values[2],
        "standardised": lambda: (values[0] - values[1]) / values[2],
        "scaled back": lambda: values[0] * values[1] + values[2],
        "exp": lambda: math.exp(values[0]) if values[0] else Fraction(1),
        "relu": lambda: max(Fraction(0), values[0]),
        "sigmoid": lambda: 0.5 + 0.5 * math.tanh(values[0] / 2) if values[0] else Fraction(1, 2),
        "tanh": lambda: math.tanh(values[0]) if values[0] else Fraction(0),
        "identity": lambda: values[0],
        "relu slope": lambda: Fraction(values[0] > 0),
        "sigmoid slope": lambda: values[0] - values[0] ** 2,
        "tanh slope": lambda: (1 + values[0]) * (1 - values[0]),
        "identity slope": lambda: Fraction(1),
        "half squared": lambda: (values[0] - values[1]) ** 2 / 2,
        "squared": lambda: (values[1] - values[0]) ** 2,
        "mean over": lambda: sum(values[:-1], start=Fraction(0)) / values[-1],
        "cross": lambda: -xlogy(values[1], values[0]),
        "binary cross": lambda: -xlogy(values[1], values[0]) - xlogy(1 - values[1], 1 - values[0]),
        "twice over": lambda: (values[0] - values[1]) * 2 / values[2],
        "update": lambda: values[0] - values[1] * values[2],
    }[equation.operation]()


def xlogy(x: Fraction, y: Fraction) -> float | Fraction:
    """Return x · ln y, 0 for x = 0 whatever y is, and −∞ · x for y = 0."""
    if x == 0 or y == 1:
        return Fraction(0)
    return x * math.log(y) if y > 0 else -math.inf * x


def sign_of(equation: Equation) -> str:
    """Return the sign of an equation: = where digits are equal and the result is all there is, none before a bound."""
    if equation.result.text[0] in "<>":
        return ""
    if any(operand.text[0] in "<>" for operand in equation.operands) or not is_exact(equation.result):
        return "≈"
    exact = evaluate(equation)
    return "=" if isinstance(exact, Fraction) and exact == Fraction(plain(equation.result.text)) else "≈"


def holds(exact: float, result: str) -> bool:
    """Whether what was evaluated from the digits of a line is the result, digit by digit."""
    # digits are short decimals: those that differ do so by far more than floats do
    return math.isclose(exact, number(result), rel_tol=1e-12, abs_tol=1e-15)


def written_equations(text: str) -> Iterator[tuple[float, str, str]]:
    """Yield (value of the left side, sign, right side) for what can be read as arithmetic in a line.

    The value is nan, which equals nothing, where it is without an end.
    """
    parts = re.split(r"\s*([=≈])\s*", text)
    for left, sign, right in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        if NUMERAL.fullmatch(right) and re.search(r"[·+/(]|\d\s*−", left):
            expression = plain(left).replace("·", "*").replace("σ", "sigmoid")
            if re.fullmatch(r"(?:[\d.e()+*/, -]|max|exp|tanh|sigmoid)+", expression):
                yield eval(expression, {"__builtins__": {}}, {"max": max, **ENDLESS}), sign, right
