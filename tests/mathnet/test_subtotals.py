"""A sum is that of its strongest terms and the subtotal of the others."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from mathnet import strongest, subtotal

terms = st.lists(st.floats(-1e100, 1e100), min_size=1, max_size=40)


@given(terms, st.integers(0, 40))
def test_listed_terms_and_the_subtotal_of_the_others_are_the_whole_sum(values: list[float], count: int) -> None:
    listed = strongest(values, count)
    others = subtotal(values, set(range(len(values))) - set(listed))
    exact = sum(map(Fraction, (values[index] for index in others.indices)), start=Fraction(0))
    assert others.value == float(exact), "the correctly rounded sum of exactly those terms"
    assert sorted((*listed, *others.indices)) == list(range(len(values)))
    assert others.count == max(0, len(values) - count)


@given(terms, st.integers(0, 40))
def test_no_term_that_is_left_out_is_stronger_than_a_listed_one(values: list[float], count: int) -> None:
    listed = strongest(values, count)
    left_out = set(range(len(values))) - set(listed)
    assert all(abs(values[one]) >= abs(values[other]) for one in listed for other in left_out)
    assert len(listed) == min(count, len(values))


def test_of_equal_terms_the_first_are_the_strongest() -> None:
    assert strongest((1.0, -1.0, 1.0), 2) == (0, 1)
