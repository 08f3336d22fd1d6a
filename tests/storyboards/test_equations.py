"""Arithmetic that is shown adds up as shown."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.lessons import find_lesson
from scenes.storyboards.equation import OPERATIONS, Equation
from scenes.storyboards.readout import (
    MINUS,
    Reader,
    Readout,
    decimals_of,
    digits,
    resolve,
    shorten,
    shown,
    shown_below_one,
)
from scenes.studies import study
from tests.scenes.arithmetic import evaluate, number, sign_of
from tests.scenes.audit import shows

# operations that are defined for any number, and how many operands they take (a sum takes any number)
ONE = ("exp", "relu", "sigmoid", "tanh", "identity", "relu slope", "sigmoid slope", "tanh slope", "identity slope")
TWO = ("product", "difference", "half squared", "squared")
THREE = ("sum", "product plus", "scaled back", "update")
EXACT = {"product", "sum", "difference", "product plus", "relu", "identity", "half squared", "squared", "relu slope"}
COUNTS = {**dict.fromkeys(ONE, 1), **dict.fromkeys(TWO, 2), **dict.fromkeys(THREE, 3)}


def as_float(equation: Equation) -> float:
    return float(evaluate(equation))


def readout(value: float, decimals: int = 2) -> Readout:
    return Readout("", value, shown(value, decimals))


@given(st.integers(-9999, 9999), st.integers(-9999, 9999), st.integers(2, 4))
def test_a_product_is_equal_only_if_its_digits_multiply_to_the_digits_shown(w: int, a: int, decimals: int) -> None:
    equation = Equation("product", (readout(w / 100), readout(a / 100)), readout(w * a / 10_000, decimals))
    shown_exactly = Fraction(equation.result.text.replace(MINUS, "-")) == Fraction(w * a, 10_000)
    assert equation.relation == ("=" if shown_exactly else "≈")


@given(st.sampled_from(sorted(COUNTS)), st.lists(st.integers(-40, 40), min_size=3, max_size=3), st.integers(1, 6))
def test_the_relation_agrees_with_the_auditors_own_arithmetic(
    operation: str, quarters: list[int], decimals: int
) -> None:
    operands = tuple(readout(quarter / 4, decimals) for quarter in quarters[: COUNTS[operation]])
    exact = as_float(Equation(operation, operands, readout(0.0)))
    equation = Equation(operation, operands, readout(exact, decimals))
    assert equation.relation == sign_of(equation)


@given(st.sampled_from(sorted(EXACT)), st.lists(st.integers(-40, 40), min_size=3, max_size=3))
def test_quarters_are_equal_wherever_six_decimals_are_enough(operation: str, quarters: list[int]) -> None:
    operands = tuple(readout(quarter / 4) for quarter in quarters[: COUNTS[operation]])
    result = readout(as_float(Equation(operation, operands, readout(0.0))), 6)
    assert Equation(operation, operands, result).relation == "="


@given(st.sampled_from(("exp", "sigmoid", "tanh")), st.integers(-40, 40), st.integers(1, 6))
def test_a_transcendental_function_is_equal_at_nought_only(operation: str, quarters: int, decimals: int) -> None:
    operand = readout(quarters / 4)
    result = readout(as_float(Equation(operation, (operand,), readout(0.0))), decimals)
    assert Equation(operation, (operand,), result).relation == ("≈" if quarters else "=")


@given(st.floats(0.01, 0.99), st.sampled_from((0.0, 0.25, 1.0)))
def test_cross_entropy_agrees_with_the_auditors_own_arithmetic(a: float, y: float) -> None:
    for operation in ("cross", "binary cross"):
        operands = (readout(a), readout(y))
        exact = as_float(Equation(operation, operands, readout(0.0)))
        equation = Equation(operation, operands, readout(exact, 6))
        assert equation.relation == sign_of(equation)


def test_every_operation_is_tried() -> None:
    elsewhere = {"mean over", "quotient", "standardised", "cross", "binary cross", "twice over"}
    assert set(OPERATIONS) == set(COUNTS) | elsewhere


def test_what_was_rounded_is_only_almost_equal_even_where_the_digits_agree() -> None:
    assert Equation("sum", (readout(0.3), readout(0.2)), readout(0.5)).relation == "="
    assert Equation("sum", (readout(0.301), readout(0.2)), readout(0.501)).relation == "≈"
    assert Equation("product", (readout(0.301), readout(0.0)), readout(0.0)).relation == "="
    assert Equation("product", (readout(0.25), readout(0.5)), readout(0.125)).relation == "≈"


def test_a_quotient_by_nought_is_equal_to_nothing() -> None:
    assert Equation("quotient", (readout(1.0), readout(0.0)), readout(1000.0)).relation == "≈"


@given(st.floats(-1e300, 1e300), st.integers(1, 6))
def test_what_is_shown_is_the_value_at_its_decimals(value: float, decimals: int) -> None:
    text = shown(value, decimals)
    assert shows(text, value)
    if 10**-decimals < abs(value) < 10_000:
        half = Decimal(1).scaleb(-decimals) / 2
        assert abs(Decimal(text.replace(MINUS, "-")) - Decimal(value)) <= half


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 6))
def test_only_nought_is_shown_as_nought(value: float, decimals: int) -> None:
    assert (digits(shown(value, decimals)) == 0) == (value == 0) == (shown(value, decimals) == "0")


@given(st.floats(-1, 1), st.integers(1, 6))
def test_only_one_is_shown_as_one(value: float, decimals: int) -> None:
    text = shown_below_one(value, decimals)
    assert shows(text, value)
    assert (abs(number(text.strip("<> "))) == 1) == (abs(value) == 1)
    assert (number(text.strip("<> ")) == 0) == (value == 0)


def test_shown_rounds_the_exact_value() -> None:
    assert shown(2.675, 2) == "2.67", "the float is a little less than 2.675"
    assert Decimal("2.675").quantize(Decimal("0.01"), ROUND_HALF_UP) == Decimal("2.68")


@pytest.mark.parametrize("path", ["forward.", "forward..x", "forward.layers[x]", "forward.layers[0].neurons[0].z!"])
def test_a_broken_path_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        resolve(study(find_lesson("by-hand")), path)


def test_a_readout_cannot_show_what_is_no_number() -> None:
    with pytest.raises(TypeError, match="shows a number"):
        Reader(study(find_lesson("by-hand")), 2)("lesson.title")


@given(st.text(max_size=80), st.integers(2, 30))
def test_a_shortened_name_is_short_and_a_beginning_of_the_name(name: str, limit: int) -> None:
    text = shorten(name, limit)
    assert 0 < len(text) <= limit
    assert shorten(name, 100).startswith(text.removesuffix("…"))


def test_a_shortened_name_shows_what_has_no_form() -> None:
    assert shorten("a\tb\x00c\ud800", 20) == "a b�c�"
    assert shorten(" ", 20) == "—"


@given(st.lists(st.integers(-999, 999), min_size=1, max_size=5))
def test_decimals_of_shows_the_values_as_they_are(hundredths: list[int]) -> None:
    values = tuple(value / 100 for value in hundredths)
    decimals = decimals_of(values, 2)
    assert all(math.isclose(float(f"{value:.{decimals}f}"), value) for value in values)
