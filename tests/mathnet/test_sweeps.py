"""The loss as a function of one weight, against passes of the changed network and its own gradient."""

from __future__ import annotations

import math
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import MLP, Layer, sweep
from tests.mathnet.test_gradients import ALLOWED, HIDDEN, TARGET, random_network, with_parameter

X = (0.5, -0.8, 1.1)
SIZES = (3, 5, 4, 3)


def loss_of(network):
    return network.backward(network.forward(X), TARGET).loss.value


def places_of(network):
    layers = enumerate(network.layers)
    return [(i, j, k) for i, layer in layers for j in range(layer.outputs) for k in range(layer.inputs)]


@pytest.mark.parametrize("hidden", HIDDEN)
@pytest.mark.parametrize(("output", "loss"), ALLOWED)
def test_every_point_has_loss_and_activations_of_the_changed_network_to_the_bit(hidden, output, loss):
    network = random_network(SIZES, [hidden, hidden, output], loss, seed=5)
    for place in Random(1).sample(places_of(network), 8):
        i, j, k = place
        weight = network.layers[i].weights[j][k]
        values = [-3.0, weight - 0.1, 0.0, weight + 0.1, 2.5]
        points = sweep(network, X, TARGET, place, values).points
        assert [point.weight for point in points] == values
        for point in points:
            layer = network.layers[i]
            rows = [list(row) for row in layer.weights]
            rows[j][k] = point.weight
            layers = [*network.layers[:i], Layer(rows, layer.biases, layer.activation), *network.layers[i + 1 :]]
            changed = MLP(layers, loss)
            assert point.loss == loss_of(changed)
            assert point.activations == tuple(layer.a for layer in changed.forward(X).layers)


@pytest.mark.parametrize(("output", "loss"), ALLOWED)
def test_at_the_weight_itself_it_is_the_loss_of_the_trace(output, loss):
    network = random_network(SIZES, ["tanh", "relu", output], loss)
    for i, j, k in places_of(network):
        (point,) = sweep(network, X, TARGET, (i, j, k), [network.layers[i].weights[j][k]]).points
        assert point.loss == loss_of(network)


@given(
    st.sampled_from([pair for pair in ALLOWED if pair[0] != "relu"]),
    st.sampled_from([name for name in HIDDEN if name != "relu"]),
    st.integers(0, 10_000),
    st.data(),
)
def test_its_central_difference_tends_to_the_gradient(pair, hidden, seed, data):
    output, loss = pair
    network = random_network(SIZES, [hidden, hidden, output], loss, seed)
    i, j, k = data.draw(st.sampled_from(places_of(network)))
    weight = network.layers[i].weights[j][k]
    gradient = network.backward(network.forward(X), TARGET).layers[i].weight_gradients[j][k]
    for h in (1e-1, 1e-2, 1e-3, 1e-4):
        low, high = sweep(network, X, TARGET, (i, j, k), [weight - h, weight + h]).points
        slope = (high.loss - low.loss) / (high.weight - low.weight)
        # the error of a central difference goes with h², down to what is left of the losses' digits
        assert slope == pytest.approx(gradient, rel=0, abs=10 * h * h + 1e-15 / h)


def test_a_weight_of_a_silent_neuron_changes_nothing():
    network = MLP(
        [Layer([[1.0], [1.0]], [-5.0, 5.0], "relu"), Layer([[1.0, 1.0]], [0.0], "identity")], "half-squared-error"
    )
    points = sweep(network, [1.0], [0.0], (0, 0, 0), [0.0, 1.0, 5.0, 6.0]).points
    assert [point.loss for point in points[:3]] == [18.0, 18.0, 18.0]
    assert points[3].loss == 24.5


@pytest.mark.parametrize(
    ("place", "values", "words"),
    [
        ((0, 0), [1.0], "the place"),
        ("abc", [1.0], "the place"),
        ((0, 0, 3), [1.0], "3-5-4-3 network"),
        ((3, 0, 0), [1.0], "3-5-4-3 network"),
        ((-1, 0, 0), [1.0], "at least 0"),
        ((0, 0, 0), [math.inf], "finite"),
        ((0, 0, 0), [], "at least one number"),
        ((0, 0, 0), [1e308, -1e308], "layer 1"),
    ],
)
def test_what_is_no_sweep_is_refused_with_what_was_expected(place, values, words):
    network = with_parameter(random_network(SIZES, ["relu", "relu", "softmax"], "cross-entropy"), 0, 0, None, 1e308)
    with pytest.raises(ValueError, match=words):
        sweep(network, [1.0, 0.0, 0.0], TARGET, place, values)
