"""Laws of sums: correctly rounded in whatever order, near overflow as anywhere."""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import MLP, Layer, Samples, TrainingSettings, evaluate, train, update_from_batch
from mathnet.sums import add, mean

LARGEST = math.nextafter(math.inf, 0.0)
FINITE = st.floats(allow_nan=False, allow_infinity=False)
LARGE = st.sampled_from([LARGEST, -LARGEST, 1e308, -1e308, 2.0**970, -(2.0**970), 2.0**969, 5e-324, -5e-324, 1.0])


def exactly(terms, count=1):
    """The float next to the exact sum over `count`, or None past what a float can hold."""
    try:
        return float(sum(map(Fraction, terms)) / count)
    except OverflowError:
        return None


def outcome(function, terms):
    try:
        return function(terms)
    except OverflowError:
        return None


@given(st.lists(FINITE | LARGE, min_size=1, max_size=6), st.randoms())
def test_a_sum_is_correctly_rounded_in_any_order(terms, rng):
    expected = exactly(terms)
    assert outcome(add, terms) == expected
    rng.shuffle(terms)
    assert outcome(add, terms) == expected


@given(st.lists(LARGE, min_size=1, max_size=6))
def test_a_mean_of_finite_numbers_is_finite_however_large_they_are(values):
    assert mean(values) == pytest.approx(exactly(values, len(values)), rel=1e-15, abs=1e-323)


@pytest.mark.parametrize("bad", [math.inf, -math.inf, math.nan])
@pytest.mark.parametrize("others", [[], [1.0], [1e308, 1e308], [math.inf], [-math.inf]])
@pytest.mark.parametrize("function", [add, mean])
def test_what_is_not_finite_has_no_sum(function, bad, others):
    for terms in permutations([*others, bad]):
        with pytest.raises(OverflowError):
            function(terms)


@pytest.mark.parametrize("weights", sorted(set(permutations([1e308, 1e308, -1e308]))))
def test_permuting_large_inputs_changes_no_bit_of_pass_loss_and_training(weights):
    samples = Samples([[1.0] * 3], [[0.0]])
    linear = MLP([Layer([weights], [0.0], "identity")], "half-squared-error")
    assert linear.forward([1.0] * 3).output == (1e308,)
    one = MLP([Layer([weights], [0.0], "sigmoid")], "binary-cross-entropy")
    assert evaluate(one, samples) == (1e308, 0.0)
    trained = train(one, samples, settings=TrainingSettings(0.5, 1, shuffle=False)).network
    update = one.update(one.backward(one.forward([1.0] * 3), [0.0]), 0.5)
    assert repr(trained) == repr(update.network) and trained.layers[0].biases == (-0.5,)


@pytest.mark.parametrize("inputs", sorted(set(permutations([1.5e308, 1.5e308, -1.5e308]))))
def test_permuting_a_batch_of_large_gradients_changes_no_bit_of_the_step(inputs):
    network = MLP([Layer([[0.0]], [0.0], "sigmoid")], "binary-cross-entropy")
    backwards = [network.backward(network.forward([x]), [0.0]) for x in inputs]
    update = update_from_batch(network, [*backwards, *backwards], 0.5).layers[0].weights[0][0]
    assert update.gradient == pytest.approx(0.25e308, rel=1e-15)
    samples = Samples([[x] for x in (*inputs, *inputs)], [[0.0]] * 6)
    settings = TrainingSettings(1e-308, 1, batch_size=6, shuffle=False)
    trained = train(network, samples, settings=settings).network.layers[0].weights[0][0]
    assert trained == update_from_batch(network, [*backwards, *backwards], 1e-308).network.layers[0].weights[0][0]
