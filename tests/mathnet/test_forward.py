"""Laws of the forward pass and of the losses."""

from __future__ import annotations

import copy
import math
import pickle
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import ACTIVATIONS, MLP, Layer, predict_class, probabilities, softmax

SMALL = st.floats(-10, 10)


@st.composite
def networks_and_orders(draw):
    """A 3-5-4-2 network, an input, and an order for each hidden layer."""
    activations = draw(st.lists(st.sampled_from(["relu", "sigmoid", "tanh", "identity"]), min_size=2, max_size=2))
    sizes, layers = (3, 5, 4, 2), []
    for inputs, outputs, name in zip(sizes[:-1], sizes[1:], [*activations, "softmax"], strict=True):
        row = st.lists(SMALL, min_size=inputs, max_size=inputs)
        weights = draw(st.lists(row, min_size=outputs, max_size=outputs))
        biases = draw(st.lists(SMALL, min_size=outputs, max_size=outputs))
        layers.append(Layer(weights, biases, name))
    orders = [draw(st.permutations(range(size))) for size in sizes[1:-1]]
    return MLP(layers, "cross-entropy"), draw(st.lists(SMALL, min_size=3, max_size=3)), orders


def permuted(network, orders):
    layers = list(network.layers)
    for i, order in enumerate(orders):
        layer, after = layers[i], layers[i + 1]
        layers[i] = Layer([layer.weights[j] for j in order], [layer.biases[j] for j in order], layer.activation)
        layers[i + 1] = Layer([[row[j] for j in order] for row in after.weights], after.biases, after.activation)
    return MLP(layers, network.loss)


@given(networks_and_orders())
def test_permuting_hidden_neurons_changes_no_bit_of_the_output(drawn):
    network, x, orders = drawn
    trace, other = network.forward(x), permuted(network, orders).forward(x)
    assert repr(other.output) == repr(trace.output)
    assert [sorted(layer.z) for layer in other.layers] == [sorted(layer.z) for layer in trace.layers]


@given(st.lists(SMALL, min_size=4, max_size=4), st.lists(SMALL, min_size=4, max_size=4), SMALL)
def test_a_weighted_input_is_the_correctly_rounded_sum_of_what_is_recorded(weights, x, bias):
    neuron = MLP([Layer([weights], [bias], "identity")], "half-squared-error").forward(x).layers[0].neurons[0]
    assert neuron.z == float(sum(map(Fraction, (*neuron.products, bias))))
    assert neuron.products == tuple(w * value for w, value in zip(weights, x, strict=True))


def test_every_layer_works_on_the_activations_of_the_one_before():
    network = MLP.initialised([2, 3, 3, 1], ["relu", "tanh", "identity"], "mean-squared-error", Random(0))
    trace = network.forward([1, 2])
    assert trace.inputs == (trace.x, trace.layers[0].a, trace.layers[1].a)
    assert trace.output == trace.layers[2].a


@given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=8))
def test_softmax_gives_probabilities_for_any_logits_up_to_ten_thousand(z):
    record = softmax(tuple(z))
    assert record.shift == max(z)
    assert record.shifted == tuple(value - record.shift for value in z)
    assert all(0.0 <= p <= 1.0 for p in probabilities(record))
    assert math.isclose(math.fsum(probabilities(record)), 1.0)


@given(SMALL, SMALL)
def test_cross_entropy_of_two_classes_is_binary_cross_entropy_of_their_difference(z, other):
    two = MLP([Layer([[0.0], [0.0]], [z, other], "softmax")], "cross-entropy")
    one = MLP([Layer([[0.0]], [z - other], "sigmoid")], "binary-cross-entropy")
    loss = two.backward(two.forward([0.0]), [1.0, 0.0]).loss.value
    assert loss == pytest.approx(one.backward(one.forward([0.0]), [1.0]).loss.value, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize(("z", "expected"), [(1e4, 0.0), (-1e4, 1e4), (0.0, math.log(2.0))])
@pytest.mark.parametrize("loss", ["cross-entropy", "binary-cross-entropy"])
def test_cross_entropies_are_right_for_logits_of_ten_thousand(loss, z, expected):
    if loss == "cross-entropy":
        network, y = MLP([Layer([[0.0], [0.0]], [z, 0.0], "softmax")], loss), [1.0, 0.0]
    else:
        network, y = MLP([Layer([[0.0]], [z], "sigmoid")], loss), [1.0]
    trace = network.backward(network.forward([0.0]), y)
    assert trace.loss.value == pytest.approx(expected, abs=1e-300)
    assert trace.layers[0].delta == trace.layers[0].output_error.delta
    assert trace.layers[0].delta[0] == trace.forward.output[0] - 1.0


def test_a_certain_and_correct_output_has_a_loss_of_plain_zero():
    network = MLP([Layer([[0.0], [0.0]], [1e4, 0.0], "softmax")], "cross-entropy")
    loss = network.backward(network.forward([0.0]), [1.0, 0.0]).loss
    assert repr(loss.terms) == "(0.0, 0.0)" and repr(loss.value) == "0.0"


@given(st.floats(-1e4, 1e4))
def test_sigmoid_and_its_mirror_image_add_up_to_one(z):
    sigmoid = ACTIVATIONS["sigmoid"].value
    assert sigmoid(z) + sigmoid(-z) == pytest.approx(1.0, abs=3e-16)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "identity", "relu"])
@pytest.mark.parametrize("z", [-2.0, -0.3, 0.1, 3.0])
def test_each_derivative_is_the_slope_of_its_value(name, z):
    activation, h = ACTIVATIONS[name], 1e-6
    slope = (activation.value(z + h) - activation.value(z - h)) / (2 * h)
    assert activation.derivative(z, activation.value(z)) == pytest.approx(slope, rel=1e-8)


@pytest.mark.parametrize(
    ("output", "expected"),
    [((0.1, 0.8, 0.1), 1), ((0.4, 0.4, 0.2), 0), ((0.5,), 1), ((0.49,), 0), ((-3, -1, -2), 1)],
)
def test_the_predicted_class_is_the_first_of_the_largest(output, expected):
    assert predict_class(output) == expected


def test_a_network_is_a_value():
    layers = [[[1, 2]], [0]], [[[1.0, 2.0]], [-0.0]]
    first, second = (MLP([Layer(*layer, "relu")], "half-squared-error") for layer in layers)
    assert first == second and hash(first) == hash(second) and repr(first) == repr(second)
    with pytest.raises(AttributeError):
        first.loss = "cross-entropy"


def test_sizes_activations_and_parameters_of_the_iris_network():
    network = MLP.initialised([4, 8, 6, 3], ["relu", "relu", "softmax"], "cross-entropy", Random(0))
    assert network.sizes == (4, 8, 6, 3)
    assert network.activations == ("relu", "relu", "softmax")
    assert network.parameter_count == 4 * 8 + 8 + 8 * 6 + 6 + 6 * 3 + 3


def test_networks_and_traces_survive_pickling_and_copying():
    network = MLP.initialised([2, 3, 2], ["relu", "softmax"], "cross-entropy", Random(0))
    trace = network.backward(network.forward([1, 2]), [0, 1])
    assert pickle.loads(pickle.dumps(trace)) == copy.deepcopy(trace) == trace
