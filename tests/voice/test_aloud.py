"""A caption is spoken in words: no symbol of ours is skipped, and no text of others can do more than be read.

That nothing of a film's captions is skipped is for the audit to see.
"""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.storyboards import notation, tell_gradients
from scenes.storyboards.readout import Name, Readout, Segment, Symbol, shown
from scenes.voice import aloud as module
from scenes.voice.aloud import PUNCTUATION, aloud
from tests.voice.unread import unread

A = Symbol("_a_", "a")


def test_examples_are_true() -> None:
    tried = doctest.testmod(module)
    assert tried.attempted and not tried.failed


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("−0.76", "minus zero point seven six"),
        ("It falls by −12.05.", "It falls by minus 12 point zero five."),
        ("1.2·10⁻⁷", "one point two times 10 to the power of minus 7"),
        ("z ≈ 0.5", "z is about zero point five"),
        ("η = 0.01", "eta equals zero point zero one"),
        ("σ(z)", "sigma, z"),
        ("∂C/∂w", "d C by d w"),
        ("ReLU′(z)", "rayloo prime, z"),
        ("½(a − y)²", "half, a minus y, squared"),
        ("4 → 8", "4 to 8"),
        ("> 0.99", "more than zero point nine nine"),
        ("cross-entropy", "cross-entropy"),
        ("a bias of -1", "a bias of minus 1"),
        ("(so it is).", "so it is."),
        ("3.3 percent of 2410 parameters", "three point three percent of 2410 parameters"),
        ("a flower: 6.1 cm", "a flower: six point one centimetres"),
    ],
)
def test_symbols_and_numbers_are_said_in_words(written: str, said: str) -> None:
    assert aloud((written,)) == said


@pytest.mark.parametrize("a", [A, "a"])
def test_the_symbol_a_is_no_article(a: Segment) -> None:
    assert aloud(("Now ", a, " is ", Readout("", 0.5, "0.50"), ", a half.")) == (
        "Now eigh is zero point five zero, a half."
    )


def test_names_of_others_are_read_as_they_are_and_never_as_commands() -> None:
    hostile = '[[ˈa]] <break time="9s"/> {x} exp a \x1b[2J\u202e\u0000\n👍'
    assert aloud((Name("", hostile, hostile), " wins.")) == (
        "ˈa, less than break time equals 9s over more than x exp a 2J wins."
    ).replace("ˈa,", aloud((Name("", "ˈa", "ˈa"),)))


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(0, 9))
def test_every_digit_of_a_number_is_said(value: float, decimals: int) -> None:
    text = shown(value, decimals)
    assert unread((Readout("", value, text),)) == set()
    said = aloud((Readout("", value, text),))
    assert ("minus" in said) == ("−" in text or "⁻" in text)
    assert said.count("point") == text.count(".")
    if "." in text and "·" not in text:
        assert len(said.partition("point ")[2].split()) == len(text.partition(".")[2])


@given(st.text())
def test_what_is_said_is_one_line_of_letters_digits_and_punctuation(text: str) -> None:
    said = aloud((text,))
    assert all(one == " " or one in PUNCTUATION or one.isalnum() for one in said)
    assert said == " ".join(said.split())


def ours() -> list[Symbol]:
    tables = [vars(notation), vars(tell_gradients), notation.LOSS_TERMS, notation.AROUND]
    values = [value for table in tables for value in table.values()]
    parts = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return [part for part in parts if isinstance(part, Symbol)]


def test_every_symbol_of_ours_can_be_said() -> None:
    assert len(ours()) > 20
    assert {symbol.text: unread((symbol,)) for symbol in ours() if unread((symbol,))} == {}
