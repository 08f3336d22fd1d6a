"""Cross-entropies against decimal arithmetic: their digits where the answer is nearly sure, and their derivatives."""

from __future__ import annotations

import json
import math
from decimal import Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import MLP, Layer, Samples, TrainingSettings, evaluate, load_trace, save_trace, train
from mathnet.losses import check_target

LOGITS = st.lists(st.floats(-60, 60), min_size=2, max_size=5)
SHARES = st.lists(st.floats(0, 1) | st.floats(0, 1e-12), min_size=2, max_size=5)


def constant(logits, loss="cross-entropy"):
    """A network that gives these weighted inputs at the input 0, whatever it is."""
    activation = "softmax" if loss == "cross-entropy" else "sigmoid"
    return MLP([Layer([[0.0]] * len(logits), logits, activation)], loss)


def loss_at(logits, target, loss="cross-entropy"):
    network = constant(logits, loss)
    return network.backward(network.forward([0.0]), target)


def exact_cross_entropy(logits, target, moved=None, by=Decimal(0)):
    """−Σ y ln a to 60 digits, with `by` added to one of the logits."""
    with localcontext() as context:
        context.prec = 60
        z = [Decimal(value) + (by if j == moved else 0) for j, value in enumerate(logits)]
        log_total = sum(value.exp() for value in z).ln()
        return sum((Decimal(y) * (log_total - value) for y, value in zip(target, z, strict=True)), Decimal(0))


def exact_binary_cross_entropy(z, y):
    with localcontext() as context:
        context.prec = 60
        a = 1 / (1 + (-Decimal(z)).exp())
        other = 1 / (1 + Decimal(z).exp())
        return -(Decimal(y) * a.ln() + (1 - Decimal(y)) * other.ln())


@pytest.mark.parametrize(("other", "digits"), [(-30.0, "9.358e-14"), (-40.0, "4.248e-18"), (-700.0, "9.860e-305")])
def test_a_nearly_sure_answer_keeps_the_digits_of_its_loss(other, digits):
    value = loss_at([0.0, other], [1.0, 0.0]).loss.value
    assert f"{value:.3e}" == digits
    assert value == pytest.approx(float(exact_cross_entropy([0.0, other], [1, 0])), rel=1e-13)


@given(LOGITS, st.data())
def test_cross_entropy_is_right_to_fourteen_digits_for_any_class(logits, data):
    truth = data.draw(st.integers(0, len(logits) - 1))
    target = [float(j == truth) for j in range(len(logits))]
    trace = loss_at(logits, target)
    assert trace.loss.value == pytest.approx(float(exact_cross_entropy(logits, target)), rel=3e-14)
    assert evaluate(constant(logits), Samples([[0.0]], [target]))[0] == trace.loss.value


@given(st.floats(-60, 60), st.sampled_from([0.0, 1.0, 1e-15, 1 - 1e-15, 1e-9, 1 - 1e-9, 0.25]))
def test_binary_cross_entropy_is_right_to_fourteen_digits_for_any_target(z, y):
    trace = loss_at([z], [y], "binary-cross-entropy")
    assert trace.loss.value == pytest.approx(float(exact_binary_cross_entropy(z, y)), rel=1e-14)
    assert evaluate(constant([z], "binary-cross-entropy"), Samples([[0.0]], [[y]]))[0] == trace.loss.value


@given(LOGITS)
def test_the_record_of_a_loss_says_how_it_came_about(logits):
    target = [0.25, 0.75, *[0.0] * (len(logits) - 2)]
    trace = loss_at(logits, target)
    softmax, loss = trace.forward.layers[0].softmax, trace.loss
    assert loss.log_total == pytest.approx(math.log(softmax.total), abs=3e-16)
    assert loss.log_probabilities == tuple(value - loss.log_total for value in softmax.shifted)
    assert loss.terms == tuple(-y * log for y, log in zip(target, loss.log_probabilities, strict=True))
    assert loss.value == math.fsum(loss.terms)
    for log, a in zip(loss.log_probabilities, trace.forward.output, strict=True):
        assert math.exp(log) == pytest.approx(a, rel=1e-13)


def nearly_one(shares, excess):
    """The shares, made to add up to 1 + excess as nearly as floats can."""
    total = math.fsum(shares) or 1.0
    return [min(share / total * (1.0 + excess), 1.0) for share in shares]


@pytest.mark.parametrize("target", [[1.0, 9e-10], [0.5, 0.5 + 9e-10], [0.2, 0.3, 0.5 - 9e-10], [1 / 3] * 3, [0.1] * 10])
def test_the_error_is_the_slope_of_the_loss_also_where_a_target_misses_one(target):
    logits = [0.5 * j - 1.0 for j in range(len(target))]
    trace, h = loss_at(logits, target), Decimal("1e-20")
    assert trace.target == pytest.approx(target, abs=1e-9)
    assert trace.loss.value == pytest.approx(float(exact_cross_entropy(logits, trace.target)), rel=1e-14)
    for j, delta in enumerate(trace.layers[0].delta):
        ends = [exact_cross_entropy(logits, trace.target, j, by) for by in (h, -h)]
        assert delta == pytest.approx(float((ends[0] - ends[1]) / (2 * h)), abs=1e-15)


@given(SHARES.filter(any), st.floats(-9e-10, 9e-10))
def test_a_target_that_was_divided_by_its_sum_never_changes_again(shares, excess):
    once = check_target("cross-entropy", nearly_one(shares, excess), len(shares))
    assert abs(math.fsum(once) - 1.0) < 1e-15
    assert check_target("cross-entropy", once, len(shares)) == once
    assert check_target("cross-entropy", json.loads(json.dumps(once)), len(shares)) == once


def test_a_target_that_misses_one_is_trained_on_as_traced_and_read_back_as_kept(tmp_path):
    network, target = constant([0.5, -0.5]), [0.5, 0.5 + 9e-10]
    trace = network.backward(network.forward([1.0]), target)
    trained = train(network, Samples([[1.0]], [target]), settings=TrainingSettings(0.1, 1, shuffle=False)).network
    assert repr(trained) == repr(network.update(trace, 0.1).network)
    save_trace(trace, tmp_path / "trace.json")
    assert repr(load_trace(tmp_path / "trace.json")) == repr(trace)
