"""One law for what leaves the finite numbers: what the traces refuse, evaluate and train refuse, and nothing else."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import (
    ACTIVATIONS,
    LOSSES,
    MLP,
    DivergenceError,
    Layer,
    Samples,
    TrainingSettings,
    evaluate,
    kernel,
    train,
    update_from_batch,
)

HIDDEN = [name for name in ACTIVATIONS if name != "softmax"]
ENDS = [(end, loss) for end in ACTIVATIONS for loss in LOSSES if LOSSES[loss].output_activation in (None, end)]
EXTREME = [s * m for s in (1.0, -1.0) for m in (1e308, 1e300, 1e200, 1e154, 1e100, 1e10, 1.0, 0.5, 1e-10, 1e-300)]
NUMBER = st.sampled_from([0.0, *EXTREME]) | st.floats(-3, 3)


@st.composite
def lessons(draw, hidden=HIDDEN):
    """A 2-3-2-2 network, three samples, and settings, numbers of any size among them all."""
    (end, loss), sizes, layers = draw(st.sampled_from(ENDS)), (2, 3, 2, 2), []
    names = [draw(st.sampled_from(hidden)), draw(st.sampled_from(hidden)), end]
    for inputs, outputs, name in zip(sizes[:-1], sizes[1:], names, strict=True):
        row = st.lists(NUMBER, min_size=inputs, max_size=inputs)
        weights = draw(st.lists(row, min_size=outputs, max_size=outputs))
        layers.append(Layer(weights, draw(st.lists(NUMBER, min_size=outputs, max_size=outputs)), name))
    inputs = [draw(st.lists(NUMBER, min_size=2, max_size=2)) for _ in range(3)]
    target = st.sampled_from([[1.0, 0.0], [0.0, 1.0], [0.25, 0.75]])
    if not LOSSES[loss].classifies:
        target |= st.lists(NUMBER, min_size=2, max_size=2)
    samples = Samples(inputs, [draw(target) for _ in range(3)])
    rate = draw(st.sampled_from([1e-300, 0.5, 1e100]))
    batch_size, momentum = draw(st.sampled_from([(1, 0.0), (1, 0.5), (2, 0.0), (2, 0.5)]))
    return MLP(layers, loss), samples, TrainingSettings(rate, 1, batch_size, momentum, shuffle=False)


def finite(function, *arguments, **named):
    """What the function returns, or None where it refuses."""
    try:
        return function(*arguments, **named)
    except ValueError as error:
        assert "expected" in str(error) and "\n" not in str(error)
        return None


def train_by_traces(network, samples, settings):
    """What training one epoch means, the losses before and after included, written with traces and updates."""
    evaluate(network, samples)
    pairs, previous = list(zip(samples.inputs, samples.targets, strict=True)), None
    for start in range(0, len(pairs), settings.batch_size):
        batch = [network.backward(network.forward(x), y) for x, y in pairs[start : start + settings.batch_size]]
        previous = update_from_batch(network, batch, settings.learning_rate, settings.momentum, previous)
        network = previous.network
    evaluate(network, samples)
    return network


@given(lessons())
def test_whatever_forward_refuses_evaluate_refuses_and_train_refuses(lesson):
    network, samples, settings = lesson
    if not all(finite(network.forward, x) for x in samples.inputs):
        assert finite(evaluate, network, samples) is None
        assert finite(train, network, samples, settings=settings) is None


@given(lessons())
def test_evaluate_refuses_nothing_but_what_forward_or_the_loss_refuses(lesson):
    network, samples, _ = lesson
    pairs = zip(samples.inputs, samples.targets, strict=True)
    traces = [finite(network.forward, x) and finite(network.backward, network.forward(x), y) for x, y in pairs]
    if all(traces):
        loss = sum(trace.loss.value / 3 for trace in traces)
        assert evaluate(network, samples)[0] == pytest.approx(loss)


@given(lessons())
def test_evaluate_gives_and_refuses_the_same_with_and_without_the_kernel(lesson):
    network, samples, _ = lesson
    compiled = finite(evaluate, network, samples)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernel, "LARGEST", 0)
        assert repr(finite(evaluate, network, samples)) == repr(compiled)


@given(lessons(hidden=[name for name in HIDDEN if name != "relu"]))
def test_train_gives_the_bits_of_traces_and_refuses_what_they_refuse(lesson):
    network, samples, settings = lesson
    expected, result = finite(train_by_traces, *lesson), finite(train, network, samples, settings=settings)
    assert repr(result and result.network) == repr(expected)


@given(lessons(hidden=["relu"]))
def test_with_relu_train_may_only_go_on_where_an_unused_upstream_overflows(lesson):
    network, samples, settings = lesson
    result = finite(train, network, samples, settings=settings)
    try:
        assert repr(result and result.network) == repr(train_by_traces(*lesson))
    except ValueError as error:
        assert result is None or "upstream gradient" in str(error)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_a_saturated_neuron_does_not_hide_that_its_weighted_input_overflows(activation, sign):
    network = MLP([Layer([[sign * 1e300]], [0.0], activation), Layer([[0.5]], [0.0], "identity")], "half-squared-error")
    samples = Samples([[1e10]], [[0.0]])
    with pytest.raises(ValueError, match="finite weighted input"):
        network.forward([1e10])
    with pytest.raises(ValueError, match="the samples: expected a finite loss"):
        evaluate(network, samples)
    with pytest.raises(ValueError, match="the samples: expected a finite loss"):
        train(network, samples, settings=TrainingSettings(0.1, 1), rng=Random(0))


@pytest.mark.parametrize(("batch_size", "momentum"), [(1, 0.0), (2, 0.5)])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh"])
def test_a_weighted_input_that_overflows_in_training_is_a_divergence(activation, batch_size, momentum):
    """The step makes the weight large, the neuron saturates, and its gradient is 0: nothing else would tell."""
    network = MLP([Layer([[0.0]], [0.0], "identity"), Layer([[1.0]], [0.0], activation)], "half-squared-error")
    samples = Samples([[1e10]], [[-1.0]])
    settings = TrainingSettings(1e290, 3, batch_size, momentum, shuffle=False)
    with pytest.raises(DivergenceError):
        train(network, samples, settings=settings)


def test_a_loss_that_overflows_in_the_middle_of_an_epoch_is_a_divergence():
    """The second sample's, and by the end of the epoch all is well again."""
    network = MLP([Layer([[0.0]], [0.0], "identity")], "half-squared-error")
    samples = Samples([[1e100], [1.0], [0.0]], [[1e60], [0.0], [0.0]])
    step = network.update(network.backward(network.forward([1e100]), [1e60]), 1.0).network
    with pytest.raises(ValueError, match="half-squared-error to stay finite"):
        step.backward(step.forward([1.0]), [0.0])
    with pytest.raises(DivergenceError):
        train(network, samples, settings=TrainingSettings(1.0, 1, shuffle=False))


def test_weighted_inputs_too_far_apart_for_softmax_are_refused_by_all():
    network = MLP([Layer([[1.0], [-1.0]], [0.0, 0.0], "softmax")], "mean-squared-error")
    samples = Samples([[1e308]], [[0.0, 1.0]])
    with pytest.raises(ValueError, match=r"less than 1\.8e308 apart"):
        network.forward([1e308])
    with pytest.raises(ValueError, match="the samples: expected a finite loss"):
        evaluate(network, samples)


def test_a_step_past_the_finite_numbers_is_refused_with_its_layer():
    network = MLP([Layer([[0.0]], [0.0], "identity")], "half-squared-error")
    backward = network.backward(network.forward([1e100]), [1e100])
    with pytest.raises(ValueError, match=r"layer 1 \(layers\[0\]\): expected finite parameters.*smaller"):
        network.update(backward, 1e200)
