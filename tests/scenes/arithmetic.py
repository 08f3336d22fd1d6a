"""The auditor's own arithmetic: what is on screen is evaluated from its digits, with other code than the films'."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import MINUS

NUMERAL = re.compile(r"[−-]?\d[\d.]*(?:e[−-]?\d+)?")


def number(text: str) -> float:
    return float(text.replace(MINUS, "-"))


def evaluate(equation: Equation) -> float:
    """Return what an equation's operands give, from their digits on screen: the auditor's own arithmetic."""
    values = [number(operand.text) for operand in equation.operands]
    if equation.operation == "quotient" and values[1] == 0:
        return math.nan
    return {
        "product": lambda: math.prod(values),
        "sum": lambda: math.fsum(values),
        "difference": lambda: values[0] - values[1],
        "quotient": lambda: values[0] / values[1],
        "product plus": lambda: values[0] * values[1] + values[2],
        "standardised": lambda: (values[0] - values[1]) / values[2],
        "exp": lambda: math.exp(values[0]),
        "relu": lambda: max(0.0, values[0]),
        "sigmoid": lambda: 1 / (1 + math.exp(-values[0])),
        "tanh": lambda: math.tanh(values[0]),
        "identity": lambda: values[0],
        "relu slope": lambda: 1.0 if values[0] > 0 else 0.0,
        "sigmoid slope": lambda: values[0] - values[0] ** 2,
        "tanh slope": lambda: (1 + values[0]) * (1 - values[0]),
        "identity slope": lambda: 1.0,
        "half squared": lambda: 0.5 * (values[0] - values[1]) ** 2,
        "squared": lambda: (values[1] - values[0]) ** 2,
        "mean": lambda: math.fsum(values) / len(values),
        "cross": lambda: -xlogy(values[1], values[0]),
        "binary cross": lambda: -xlogy(values[1], values[0]) - xlogy(1 - values[1], 1 - values[0]),
        "twice over": lambda: (values[0] - values[1]) * 2 / values[2],
        "update": lambda: values[0] - values[1] * values[2],
    }[equation.operation]()


def xlogy(x: float, y: float) -> float:
    """Return x · ln y, 0 for x = 0 whatever y is, and −∞ · x for y = 0."""
    if x == 0:
        return 0.0
    return x * (math.log(y) if y > 0 else -math.inf)


def holds(exact: float, result: str) -> bool:
    decimals = len(result.partition(".")[2].partition("e")[0])
    unit = 10.0 ** (int(result.partition("e")[2].replace(MINUS, "-") or 0) - decimals)
    # digits are short decimals, so a tie shows as one to within float error, and a tie does not hold
    return abs(exact - number(result)) < unit / 2 - 1e-12


def written_equations(text: str) -> Iterator[tuple[float, str, str]]:
    """Yield (value of the left side, sign, right side) for what can be read as arithmetic in a line."""
    parts = re.split(r"\s*([=≈])\s*", text)
    for left, sign, right in zip(parts[::2], parts[1::2], parts[2::2], strict=False):
        if NUMERAL.fullmatch(right) and re.search(r"[·+/(]|\d\s*−", left):
            expression = left.replace(MINUS, "-").replace("·", "*").replace("σ", "sigmoid")
            if re.fullmatch(r"(?:[\d.e()+*/, -]|max|exp|tanh|sigmoid)+", expression):
                names = {"max": max, "exp": math.exp, "tanh": math.tanh, "sigmoid": lambda z: 1 / (1 + math.exp(-z))}
                yield eval(expression, {"__builtins__": {}}, names), sign, right
