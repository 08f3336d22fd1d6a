"""Backpropagation against two things that aren't backpropagation: finite differences, and scikit-learn."""

from __future__ import annotations

import math
import warnings
from random import Random

import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier, MLPRegressor

from mathnet import ACTIVATIONS, LOSSES, MLP, Layer

ALLOWED = [
    (output, loss) for output in ACTIVATIONS for loss in LOSSES if LOSSES[loss].output_activation in (None, output)
]
HIDDEN = [name for name in ACTIVATIONS if name != "softmax"]
TARGET = (0.2, 0.7, 0.1)


def random_network(sizes, activations, loss, seed=0):
    """A network whose biases aren't 0 either, so that a forgotten one shows."""
    rng = Random(seed)
    network = MLP.initialised(sizes, activations, loss, rng, "glorot")
    layers = [
        Layer(layer.weights, [rng.uniform(-0.5, 0.5) for _ in layer.biases], layer.activation)
        for layer in network.layers
    ]
    return MLP(layers, loss)


def with_parameter(network, i, j, k, change):
    """The network with `change` added to weights[j][k] of layers[i], or to biases[j] if k is None."""
    layer = network.layers[i]
    weights, biases = [list(row) for row in layer.weights], list(layer.biases)
    if k is None:
        biases[j] += change
    else:
        weights[j][k] += change
    layers = list(network.layers)
    layers[i] = Layer(weights, biases, layer.activation)
    return MLP(layers, network.loss)


def parameters(network):
    """Where each parameter is: (i, j, k), with None for k of a bias."""
    for i, layer in enumerate(network.layers):
        for j in range(layer.outputs):
            yield from ((i, j, k) for k in (*range(layer.inputs), None))


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("output", "loss"), ALLOWED)
def test_every_gradient_is_the_slope_that_finite_differences_measure(hidden, output, loss):
    network = random_network([3, 5, 4, 3], [hidden, hidden, output], loss, seed=5)
    x, h = (0.5, -0.8, 1.1), 1e-6
    trace = network.backward(network.forward(x), TARGET)

    def loss_with(place, change):
        moved = with_parameter(network, *place, change)
        return moved.backward(moved.forward(x), TARGET).loss.value

    for i, j, k in parameters(network):
        neuron = trace.layers[i].neurons[j]
        gradient = neuron.bias_gradient if k is None else neuron.weight_gradients[k]
        slope = (loss_with((i, j, k), h) - loss_with((i, j, k), -h)) / (2 * h)
        assert gradient == pytest.approx(slope, rel=1e-5, abs=1e-8), (i, j, k)


def test_finite_differences_see_living_and_dead_relu_neurons():
    """Guards the test above: with its seed, relu layers have both."""
    network = random_network([3, 5, 4, 3], ["relu", "relu", "identity"], "half-squared-error", seed=5)
    for layer in network.forward((0.5, -0.8, 1.1)).layers[:2]:
        assert any(a > 0 for a in layer.a) and any(a == 0 for a in layer.a)


@pytest.mark.parametrize("output", [name for name in ACTIVATIONS if name != "softmax"])
def test_delta_is_upstream_times_local(output):
    network = random_network([2, 3, 2], ["sigmoid", output], "mean-squared-error")
    trace = network.backward(network.forward((0.3, -0.4)), (0.0, 1.0))
    for layer in trace.layers:
        assert all(neuron.delta == neuron.upstream * neuron.local for neuron in layer.neurons)


def test_upstream_is_the_sum_of_its_products():
    network = random_network([2, 3, 4], ["tanh", "softmax"], "cross-entropy")
    trace = network.backward(network.forward((0.3, -0.4)), (0.0, 1.0, 0.0, 0.0))
    for k, neuron in enumerate(trace.layers[0].neurons):
        weights = [row[k] for row in network.layers[1].weights]
        assert neuron.upstream_products == tuple(w * d for w, d in zip(weights, trace.layers[1].delta, strict=True))
        assert neuron.upstream == math.fsum(neuron.upstream_products)


SKLEARN_NAMES = {"relu": "relu", "sigmoid": "logistic", "tanh": "tanh", "identity": "identity"}


def sklearn_after_one_step(model, network, x, y, first_call):
    """scikit-learn's weights and biases after one step from the parameters of `network`."""
    model.set_params(
        hidden_layer_sizes=network.sizes[1:-1],
        activation=SKLEARN_NAMES[network.activations[0]],
        solver="sgd",
        learning_rate_init=0.3,
        alpha=0.0,
        momentum=0.0,
        batch_size=1,
        shuffle=False,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        first_call(model)  # makes the arrays that are then filled
        for array, layer in zip(model.coefs_, network.layers, strict=True):
            array[:] = np.array(layer.weights).T
        for array, layer in zip(model.intercepts_, network.layers, strict=True):
            array[:] = layer.biases
        model.partial_fit([x], y)
    return model.coefs_, model.intercepts_


def assert_same_parameters(network, coefs, intercepts):
    for layer, weights, biases in zip(network.layers, coefs, intercepts, strict=True):
        np.testing.assert_allclose(np.array(layer.weights).T, weights, rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(layer.biases, biases, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("classes", [2, 3])
def test_one_step_is_that_of_sklearn_classifier(hidden, classes):
    output = ("sigmoid", "binary-cross-entropy", 1) if classes == 2 else ("softmax", "cross-entropy", 3)
    network = random_network([4, 5, 3, output[2]], [hidden, hidden, output[0]], output[1])
    x, label = (0.5, -1.2, 0.3, 2.0), 1
    labels = list(range(classes))
    coefs, intercepts = sklearn_after_one_step(
        MLPClassifier(), network, x, [label], lambda model: model.partial_fit([x], [label], classes=labels)
    )
    target = [1.0] if classes == 2 else [0.0, 1.0, 0.0]
    after = network.update(network.backward(network.forward(x), target), 0.3).network
    assert after != network
    assert_same_parameters(after, coefs, intercepts)


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize("target", [[0.7], [0.7, -0.4]])
def test_one_step_is_that_of_sklearn_regressor(hidden, target):
    """scikit-learn steps along a − y, the gradient of half the summed squared error (its reported loss is a mean)."""
    network = random_network([4, 5, 3, len(target)], [hidden, hidden, "identity"], "half-squared-error")
    x = (0.5, -1.2, 0.3, 2.0)
    y = target if len(target) == 1 else [target]
    coefs, intercepts = sklearn_after_one_step(MLPRegressor(), network, x, y, lambda model: model.partial_fit([x], y))
    after = network.update(network.backward(network.forward(x), target), 0.3).network
    assert after != network
    assert_same_parameters(after, coefs, intercepts)
