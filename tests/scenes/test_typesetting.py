"""Typst's outlines: whatever the text, it is set as text."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenes.mobjects.text import TextLine, fitted
from scenes.mobjects.typesetting import _compiler, outline
from scenes.storyboards.readout import Name, Readout, Symbol
from scenes.style import CAPITAL_PER_EM


@given(st.text(min_size=1, max_size=60))
def test_any_name_is_data_never_markup(name: str) -> None:
    segments = outline((Name("", name, name), "end")).segments
    assert len(segments) == 2
    assert len(segments[1]) > 0


def test_markup_in_a_name_is_drawn_letter_by_letter() -> None:
    as_text = outline(('#text(size: 40pt)[x] $x^2$ *b* _i_ `r` \\ "q" <l> @r // c',)).segments[0]
    assert len(as_text) > len(outline(("x x2 b i r q l r c",)).segments[0])
    assert as_text[:, 1].max() < 1.0, "nothing is set in another size"


def test_a_capital_is_as_high_as_the_style_says() -> None:
    top = outline(("H",)).segments[0][:, 1].max()
    assert abs(top - CAPITAL_PER_EM) < 0.01


def test_segments_stand_on_one_baseline_in_their_order() -> None:
    first, fraction, last = outline(("HH", Symbol("$frac(a, b)$", "a/b"), "H")).segments
    assert first[:, 1].min() == last[:, 1].min() == 0
    assert first[:, 0].max() < fraction[:, 0].min() < last[:, 0].min()


def test_digits_are_equally_wide_so_that_columns_align() -> None:
    assert len({round(outline((str(digit) * 4,)).width, 3) for digit in range(10)}) == 1


def test_the_same_digits_are_typeset_once_wherever_they_stand_in_a_trace() -> None:
    one, other = (Readout(path, value, "0.25") for path, value in (("x[0]", 0.25), ("x[1]", 0.2549)))
    assert outline(("b ", one)) is outline(("b ", other))


def test_a_line_ends_where_it_is_asked_to() -> None:
    line = TextLine(("0.50",), (2.0, 1.0), "right")
    assert abs(np.max(line.part(0).points[:, 0]) - 2.0) < 0.05


@given(st.text(alphabet="MWmw ", min_size=1, max_size=60), st.floats(0.5, 3.0))
def test_a_fitted_name_fits_unless_two_letters_do_not(name: str, width: float) -> None:
    shortened = fitted(Name("", name, name), width, 0.3)
    assert outline((shortened,)).width * 0.3 <= width or len(shortened.text) <= 2


def test_a_process_never_runs_out_of_lines() -> None:
    """Typst can tell 65,535 files apart in a process, which the lines of some 200 films are."""
    for _ in range(66_000):
        _compiler(False).compile(input=b"", format="svg")
    assert len(outline(("still set",)).segments[0])
