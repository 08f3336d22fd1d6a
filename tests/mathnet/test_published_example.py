"""Matt Mazur, "A Step by Step Backpropagation Example" (2015): a network worked out by hand, figure by figure.

https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
"""

from __future__ import annotations

import pytest

from mathnet import MLP, Layer

NETWORK = MLP(
    [
        Layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35], "sigmoid"),
        Layer([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60], "sigmoid"),
    ],
    "half-squared-error",
)
TRACE = NETWORK.backward(NETWORK.forward([0.05, 0.10]), [0.01, 0.99])
UPDATE = NETWORK.update(TRACE, learning_rate=0.5)


def published(text):
    """A number printed with that many decimals, rounded or cut off."""
    return pytest.approx(float(text), abs=1.0 * 10.0 ** -len(text.split(".")[1]))


def test_forward_pass_is_the_published_one():
    hidden, output = TRACE.forward.layers
    assert hidden.z[0] == published("0.3775")
    assert hidden.a == (published("0.593269992"), published("0.596884378"))
    assert output.z[0] == published("1.105905967")
    assert output.a == (published("0.75136507"), published("0.772928465"))


def test_total_error_is_the_published_one():
    assert TRACE.loss.terms == (published("0.274811083"), published("0.023560026"))
    assert TRACE.loss.value == published("0.298371109")


def test_output_derivatives_are_the_published_ones():
    neuron = TRACE.layers[1].neurons[0]
    assert neuron.upstream == published("0.74136507")
    assert neuron.local == published("0.186815602")
    assert neuron.delta == published("0.138498562")
    assert neuron.weight_gradients[0] == published("0.082167041")


def test_hidden_derivatives_are_the_published_ones():
    neuron = TRACE.layers[0].neurons[0]
    assert neuron.upstream_products == (published("0.055399425"), published("-0.019049119"))
    assert neuron.upstream == published("0.036350306")
    assert neuron.local == published("0.241300709")
    assert neuron.weight_gradients[0] == published("0.000438568")


def test_updated_weights_are_the_published_ones():
    hidden, output = UPDATE.network.layers
    assert output.weights[0] == (published("0.35891648"), published("0.408666186"))
    assert output.weights[1] == (published("0.511301270"), published("0.561370121"))
    assert hidden.weights[0] == (published("0.149780716"), published("0.19956143"))
    assert hidden.weights[1] == (published("0.24975114"), published("0.29950229"))


def test_an_update_records_old_gradient_step_and_new():
    weight = UPDATE.layers[1].weights[0][0]
    assert weight.old == 0.40
    assert weight.gradient == TRACE.layers[1].neurons[0].weight_gradients[0]
    assert weight.step == 0.5 * weight.gradient
    assert weight.new == weight.old - weight.step == UPDATE.network.layers[1].weights[0][0]
