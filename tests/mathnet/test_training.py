"""Laws of training: the fast loop is "trace, then update", seeds decide every bit, divergence is said aloud."""

from __future__ import annotations

import math
from random import Random

import pytest

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
    predict_class,
    train,
    update_from_batch,
)

ALLOWED = [
    (output, loss) for output in ACTIVATIONS for loss in LOSSES if LOSSES[loss].output_activation in (None, output)
]
HIDDEN = [name for name in ACTIVATIONS if name != "softmax"]


def random_samples(count, seed=1):
    """Inputs with zeros of both signs among them, and one of three classes each."""
    rng = Random(seed)
    inputs = [[rng.choice((0.0, -0.0, rng.uniform(-2, 2), rng.uniform(-2, 2))) for _ in range(3)] for _ in range(count)]
    return Samples(inputs, [[float(k == i % 3) for k in range(3)] for i in range(count)])


def trace_then_update(network, samples, settings, rng):
    """What training means, written with nothing but traces and updates."""
    order, previous = list(range(len(samples))), None
    for _ in range(settings.epochs):
        if settings.shuffle:
            rng.shuffle(order)
        for start in range(0, len(order), settings.batch_size):
            batch = [
                network.backward(network.forward(samples.inputs[i]), samples.targets[i])
                for i in order[start : start + settings.batch_size]
            ]
            previous = update_from_batch(network, batch, settings.learning_rate, settings.momentum, previous)
            network = previous.network
    return network


@pytest.mark.parametrize(("batch_size", "momentum"), [(1, 0.0), (1, 0.9), (5, 0.0), (5, 0.9), (100, 0.0)])
@pytest.mark.parametrize("hidden", [(), *((name,) for name in HIDDEN), ("relu", "tanh"), ("sigmoid", "relu")])
@pytest.mark.parametrize(("output", "loss"), ALLOWED)
def test_the_fast_loop_gives_the_bits_of_trace_then_update(output, loss, hidden, batch_size, momentum):
    sizes = [3, 5, 4, 3] if len(hidden) == 2 else [3, 5, 3] if hidden else [3, 3]
    network = MLP.initialised(sizes, [*hidden, output], loss, Random(2))
    settings = TrainingSettings(0.01, epochs=2, batch_size=batch_size, momentum=momentum)
    samples = random_samples(12)
    trained = train(network, samples, settings=settings, rng=Random(3)).network
    assert trained != network
    assert repr(trained) == repr(trace_then_update(network, samples, settings, Random(3)))


@pytest.mark.parametrize(("output", "loss"), ALLOWED)
def test_evaluating_gives_the_mean_of_the_traced_losses(output, loss):
    network = MLP.initialised([3, 5, 3], ["tanh", output], loss, Random(2))
    samples = random_samples(12)
    forwards = [network.forward(x) for x in samples.inputs]
    losses = [network.backward(f, y).loss.value for f, y in zip(forwards, samples.targets, strict=True)]
    hits = sum(predict_class(f.output) == predict_class(y) for f, y in zip(forwards, samples.targets, strict=True))
    accuracy = hits / 12 if LOSSES[loss].classifies else None
    assert evaluate(network, samples) == (math.fsum(losses) / 12, accuracy)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("output", "loss"), ALLOWED)
def test_evaluating_gives_the_same_bits_with_and_without_the_kernel(monkeypatch, output, loss, hidden):
    network = MLP.initialised([3, 5, 4, 3], [hidden, "tanh", output], loss, Random(2))
    compiled = evaluate(network, random_samples(12))
    rows = [(*x, *y) for x, y in zip(random_samples(12).inputs, random_samples(12).targets, strict=True)]
    outputs = kernel.outputs(network, kernel.flatten(network), rows)
    monkeypatch.setattr(kernel, "LARGEST", 0)
    monkeypatch.setattr(kernel, "_compiled", None)
    assert repr(evaluate(network, random_samples(12))) == repr(compiled)
    assert repr(kernel.outputs(network, kernel.flatten(network), rows)) == repr(outputs)


def iris_like(seed=0):
    return MLP.initialised([3, 6, 3], ["relu", "softmax"], "cross-entropy", Random(seed))


def test_the_same_seed_gives_the_same_bits():
    settings, samples = TrainingSettings(0.05, 3), random_samples(20)
    first, second = (train(iris_like(), samples, settings=settings, rng=Random(9)) for _ in range(2))
    assert repr(first) == repr(second)
    other = train(iris_like(), samples, settings=settings, rng=Random(10))
    assert other.network != first.network


@pytest.mark.parametrize(
    ("initialisation", "golden"),
    [
        ("uniform", "0x1.60b01f314fb7cp-2 0x1.082532f1f3834p-2 -0x1.4556bbeb45a20p-4 -0x1.edbd0e08d74b4p-3"),
        ("glorot", "0x1.aff3ea079d5aap-1 0x1.4382b7783510fp-1 -0x1.8e750019c79c4p-3 -0x1.2e5a1283fb207p-1"),
        ("he", "0x1.316fcea344b7ep+0 0x1.c9835a333cb54p-1 -0x1.19c06d702fda1p-2 -0x1.ab970f78fa7e3p-1"),
    ],
)
def test_a_seed_gives_these_weights_everywhere(initialisation, golden):
    network = MLP.initialised([2, 2], ["relu"], "half-squared-error", Random(0), initialisation)
    assert [weight.hex() for row in network.layers[0].weights for weight in row] == golden.split()
    assert network.layers[0].biases == (0.0, 0.0)


def test_a_seed_gives_these_trained_weights_everywhere():
    """With relu, identity and a squared error no function of libm is involved, so that these bits are the platform's
    that follows IEEE 754: any."""
    network = MLP.initialised([3, 2, 3], ["relu", "identity"], "half-squared-error", Random(0))
    trained = train(network, random_samples(20), settings=TrainingSettings(0.05, 10), rng=Random(1)).network
    assert [bias.hex() for layer in trained.layers for bias in layer.biases] == [
        "-0x1.f19313a29f34fp-2",
        "-0x1.84a34686f81cfp-3",
        "0x1.ba3742f9a4e80p-2",
        "0x1.11a45adee69bep-2",
        "0x1.3987ae7806675p-2",
    ]


@pytest.mark.parametrize(("initialisation", "bound"), [("uniform", 0.5), ("glorot", 0.5), ("he", math.sqrt(6 / 20))])
def test_initial_weights_are_uniform_within_their_bound(initialisation, bound):
    network = MLP.initialised([20, 4], ["relu"], "half-squared-error", Random(0), initialisation)
    weights = [weight for row in network.layers[0].weights for weight in row]
    assert all(-bound <= weight <= bound for weight in weights)
    assert max(weights) > 0.9 * bound and min(weights) < -0.9 * bound


def test_a_history_holds_every_epoch_and_the_snapshots_asked_for():
    samples, test_set, seen = random_samples(20), random_samples(7, seed=5), []
    settings = TrainingSettings(0.05, epochs=7, snapshot_every=3)
    network = iris_like()
    result = train(network, samples, test_set, settings=settings, rng=Random(0), progress=seen.append)
    history = result.history
    assert [record.epoch for record in history.epochs] == list(range(8))
    assert seen == list(history.epochs[1:])
    assert [snapshot.epoch for snapshot in history.snapshots] == [0, 3, 6, 7]
    assert history.snapshots[0].network == network and history.snapshots[-1].network == result.network
    for snapshot in history.snapshots:
        record = history.epochs[snapshot.epoch]
        assert evaluate(snapshot.network, samples) == pytest.approx((record.train_loss, record.train_accuracy))
        assert evaluate(snapshot.network, test_set) == pytest.approx((record.test_loss, record.test_accuracy))


def test_without_a_test_set_or_snapshots_there_are_none():
    history = train(iris_like(), random_samples(9), settings=TrainingSettings(0.05, 4), rng=Random(0)).history
    assert all(record.test_loss is None and record.test_accuracy is None for record in history.epochs)
    assert [snapshot.epoch for snapshot in history.snapshots] == [0, 4]


def test_a_snapshot_is_what_training_that_long_gives():
    long = train(
        iris_like(), random_samples(9), settings=TrainingSettings(0.05, 6, snapshot_every=2), rng=Random(0)
    ).history
    short = train(iris_like(), random_samples(9), settings=TrainingSettings(0.05, 4), rng=Random(0))
    assert long.snapshots[2].network == short.network


def test_training_learns_the_classes():
    rng = Random(4)
    inputs = [[rng.gauss(c, 0.3), rng.gauss(-c, 0.3), rng.gauss(0, 0.3)] for c in (-2, 0, 2) for _ in range(30)]
    targets = [[float(k == c) for k in range(3)] for c in range(3) for _ in range(30)]
    samples = Samples(inputs, targets)
    result = train(iris_like(), samples, settings=TrainingSettings(0.05, 30), rng=Random(0))
    assert result.history.epochs[-1].train_accuracy > 0.95
    assert result.history.epochs[-1].train_loss < 0.3 * result.history.epochs[0].train_loss


def test_training_without_shuffling_needs_no_rng():
    settings = TrainingSettings(0.05, 2, shuffle=False)
    trained = train(iris_like(), random_samples(9), settings=settings).network
    assert trained == trace_then_update(iris_like(), random_samples(9), settings, None)


@pytest.mark.parametrize(("batch_size", "momentum"), [(1, 0.0), (4, 0.0), (1, 0.9)])
@pytest.mark.parametrize("output", ["identity", "softmax"])
def test_a_divergence_names_epoch_and_learning_rate(output, batch_size, momentum):
    loss = "cross-entropy" if output == "softmax" else "half-squared-error"
    network = MLP.initialised([3, 4, 4, 3], ["identity", "identity", output], loss, Random(0))
    settings, seen = TrainingSettings(1e60, 5, batch_size, momentum), []
    with pytest.raises(DivergenceError, match=r"epoch 1 with learning rate 1e\+60.*smaller") as caught:
        train(network, random_samples(9), settings=settings, rng=Random(0), progress=seen.append)
    assert (caught.value.epoch, caught.value.learning_rate) == (1, 1e60)
    assert seen == []


def test_a_later_divergence_names_its_epoch():
    network = MLP([Layer([[1.0]], [0.0], "identity")], "half-squared-error")
    samples = Samples([[3.0]], [[1.0]])
    with pytest.raises(DivergenceError) as caught:
        train(network, samples, settings=TrainingSettings(1.0, 1000), rng=Random(0))
    # each step multiplies the error by 1 − η(x² + 1) = −9, and its square overflows past 1.8e308
    assert 155 < caught.value.epoch < 165


LARGE = MLP.initialised([1000, 101], ["identity"], "half-squared-error", Random(0))


def test_a_network_too_large_to_be_written_out_is_not_trained_and_a_way_out_is_named():
    with pytest.raises(ValueError, match=r"^the network: .* at most 100,000 .* to train, given 101,101;.*scikit-learn"):
        train(LARGE, Samples([[0.0] * 1000], [[0.0] * 101]), settings=TrainingSettings(0.1, 1), rng=Random(0))


def test_a_network_too_large_to_be_written_out_is_evaluated_all_the_same():
    x, y = [0.25] * 1000, [1.0] * 101
    loss = LARGE.backward(LARGE.forward(x), y).loss.value
    assert evaluate(LARGE, Samples([x], [y])) == (loss, None)
