"""Arithmetic that is shown adds up as shown."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.lessons import find_lesson, study
from scenes.storyboards.equation import OPERATIONS, Equation
from scenes.storyboards.readout import MINUS, Reader, Readout, decimals_of, resolve, shorten, shown
from tests.scenes.arithmetic import evaluate, holds

numbers = st.floats(-99, 99, allow_nan=False)

# operations that are defined for any number, and how many operands they take (a sum takes any number)
ONE = ("exp", "relu", "sigmoid", "tanh", "identity", "relu slope", "sigmoid slope", "tanh slope", "identity slope")
TWO = ("product", "difference", "half squared", "squared")
THREE = ("sum", "mean", "product plus", "update")
COUNTS = {**dict.fromkeys(ONE, 1), **dict.fromkeys(TWO, 2), **dict.fromkeys(THREE, 3)}


def readout(value: float, decimals: int = 2) -> Readout:
    return Readout("", value, shown(value, decimals))


@given(numbers, numbers)
def test_a_product_is_equal_only_if_its_digits_multiply_to_the_digits_shown(w: float, a: float) -> None:
    equation = Equation("product", (readout(w), readout(a)), readout(w * a))
    exact = Fraction(equation.operands[0].text.replace(MINUS, "-")) * Fraction(
        equation.operands[1].text.replace(MINUS, "-")
    )
    close = abs(exact - Fraction(equation.result.text.replace(MINUS, "-"))) < Fraction(1, 200)
    assert equation.relation == ("=" if close else "≈")


@given(st.sampled_from(sorted(COUNTS)), st.lists(numbers, min_size=3, max_size=3))
def test_the_relation_agrees_with_the_auditors_own_arithmetic(operation: str, values: list[float]) -> None:
    operands = tuple(readout(value / 10) for value in values[: COUNTS[operation]])
    exact = evaluate(Equation(operation, operands, readout(0.0)))
    equation = Equation(operation, operands, readout(exact))
    if abs(abs(exact * 100 % 1) - 0.5) > 1e-6:  # floats can't tell which side of a tie they are on
        assert equation.relation == ("=" if holds(exact, equation.result.text) else "≈") == "="


@given(st.floats(0.01, 0.99), st.floats(0, 1))
def test_cross_entropy_agrees_with_the_auditors_own_arithmetic(a: float, y: float) -> None:
    for operation in ("cross", "binary cross"):
        operands = (readout(a), readout(y))
        exact = evaluate(Equation(operation, operands, readout(0.0)))
        assert Equation(operation, operands, readout(exact, 6)).relation == "="


def test_every_operation_is_tried() -> None:
    elsewhere = {"quotient", "standardised", "cross", "binary cross", "twice over"}
    assert set(OPERATIONS) == set(COUNTS) | elsewhere


def test_a_tie_is_only_almost_equal() -> None:
    assert Equation("product", (readout(0.25), readout(0.5)), readout(0.125)).relation == "≈"


def test_a_quotient_by_what_is_shown_as_nought_is_only_almost_equal() -> None:
    assert Equation("quotient", (readout(1.0), readout(0.001)), readout(1000.0)).relation == "≈"


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 5))
def test_what_is_shown_is_the_value_at_its_decimals(value: float, decimals: int) -> None:
    text = shown(value, decimals)
    assert not text.startswith(f"{MINUS}0") or Decimal(text.replace(MINUS, "-")) != 0
    if abs(value) < 10_000:
        half = Decimal(1).scaleb(-decimals) / 2
        assert abs(Decimal(text.replace(MINUS, "-")) - Decimal(value)) <= half


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
