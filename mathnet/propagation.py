"""Forward, backward, update: work out the records of trace.py, layer by layer.

The equations of the backward pass are those of Nielsen, http://neuralnetworksanddeeplearning.com/chap2.html. Every sum
is correctly rounded, so it doesn't depend on the order of its terms. Where a number grows past what a float can hold,
an InputError says in which neuron.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from mathnet import checks
from mathnet.activations import ACTIVATIONS, probabilities, softmax
from mathnet.errors import InputError
from mathnet.layer import Layer
from mathnet.losses import LOSSES, squared_error_derivative
from mathnet.sums import add, mean
from mathnet.trace import (
    LayerBackward,
    LayerForward,
    LayerUpdate,
    Matrix,
    NeuronBackward,
    NeuronForward,
    OutputError,
    ParameterUpdate,
    SoftmaxJacobian,
    Vector,
)


def forward(layers: Sequence[Layer], x: Vector, first: int = 0) -> tuple[LayerForward, ...]:
    """Return the forward pass of layers[first] on `x`, and of each after it on the activations of the one before."""
    a, passed = x, []
    for index in range(first, len(layers)):
        passed.append(_forward_layer(layers[index], a, index))
        a = passed[-1].a
    return tuple(passed)


def forward_turned(
    layers: Sequence[Layer], inputs: Vector, passed: LayerForward, place: tuple[int, int, int], weight: float
) -> tuple[LayerForward, ...]:
    """Return the forward pass of layers[i] and of those after it, were weights[j][k] of layers[i] `weight`.

    `place` is (i, j, k); `inputs` are what layers[i] works on and `passed` is its forward pass as it is: only what
    depends on the weight is worked out anew.
    """
    i, j, k = place
    products, z = [neuron.products for neuron in passed.neurons], list(passed.z)
    products[j] = (*products[j][:k], weight * inputs[k], *products[j][k + 1 :])
    z[j] = _sum((*products[j], layers[i].biases[j]), "weighted input", i, j)
    turned = _activate(layers[i], products, tuple(z), i)
    return (turned, *forward(layers, turned.a, i + 1))


def _forward_layer(layer: Layer, inputs: Vector, index: int) -> LayerForward:
    products = [tuple(w * a for w, a in zip(row, inputs, strict=True)) for row in layer.weights]
    z = tuple(
        _sum((*terms, bias), "weighted input", index, j)
        for j, (terms, bias) in enumerate(zip(products, layer.biases, strict=True))
    )
    return _activate(layer, products, z, index)


def _activate(layer: Layer, products: Sequence[Vector], z: Vector, index: int) -> LayerForward:
    if layer.activation == "softmax":
        record = softmax(z)
        if not all(map(math.isfinite, record.shifted)):
            raise InputError(f"{_layer_name(index)}: expected weighted inputs less than 1.8e308 apart, given {z}.")
        activations = probabilities(record)
    else:
        record = None
        activations = tuple(map(ACTIVATIONS[layer.activation].value, z))
    neurons = zip(products, layer.biases, z, activations, strict=True)
    return LayerForward(tuple(NeuronForward(*neuron) for neuron in neurons), record)


def backward(
    layers: Sequence[Layer], loss: str, x: Vector, passed: Sequence[LayerForward], y: Vector
) -> tuple[LayerBackward, ...]:
    """Return the backward pass of each layer, where `passed` is the forward pass on `x` and `y` the target."""
    inputs = (x, *(layer.a for layer in passed[:-1]))
    last = len(layers) - 1
    result = [_backward_output(layers[last].activation, loss, inputs[last], passed[last], y, last)]
    for index in range(last - 1, -1, -1):
        result.append(
            _backward_hidden(
                layers[index].activation, layers[index + 1], inputs[index], passed[index], result[-1], index
            )
        )
    return tuple(reversed(result))


def _backward_output(
    activation: str, loss: str, inputs: Vector, passed: LayerForward, y: Vector, index: int
) -> LayerBackward:
    nothing = (None,) * len(y)
    empty: Matrix = ((),) * len(y)
    if LOSSES[loss].classifies:
        delta = tuple(a - t for a, t in zip(passed.a, y, strict=True))
        neurons = _neurons(inputs, empty, nothing, nothing, delta, index)
        return LayerBackward(neurons, output_error=OutputError(passed.a, y, delta))
    upstream = squared_error_derivative(loss, passed.a, y)
    if passed.softmax is None:
        local = tuple(ACTIVATIONS[activation].derivative(neuron.z, neuron.a) for neuron in passed.neurons)
        delta = tuple(u * s for u, s in zip(upstream, local, strict=True))
        return LayerBackward(_neurons(inputs, empty, upstream, local, delta, index))
    jacobian = _softmax_jacobian(passed.a)
    products = tuple(tuple(u * d for u, d in zip(upstream, row, strict=True)) for row in jacobian)
    delta = tuple(_sum(terms, "error", index, j) for j, terms in enumerate(products))
    neurons = _neurons(inputs, empty, upstream, nothing, delta, index)
    return LayerBackward(neurons, jacobian=SoftmaxJacobian(jacobian, products))


def _softmax_jacobian(a: Vector) -> Matrix:
    """Return jacobian[j][i] = ∂a[i]/∂z[j]."""
    return tuple(
        tuple(a_i * (1.0 - a_i) if i == j else -a_i * a_j for i, a_i in enumerate(a)) for j, a_j in enumerate(a)
    )


def _backward_hidden(
    activation: str, after: Layer, inputs: Vector, passed: LayerForward, arriving: LayerBackward, index: int
) -> LayerBackward:
    columns = zip(*after.weights, strict=True)
    products = tuple(tuple(w * delta for w, delta in zip(column, arriving.delta, strict=True)) for column in columns)
    upstream = tuple(_sum(terms, "upstream gradient", index, j) for j, terms in enumerate(products))
    derivative = ACTIVATIONS[activation].derivative
    local = tuple(derivative(neuron.z, neuron.a) for neuron in passed.neurons)
    delta = tuple(u * s for u, s in zip(upstream, local, strict=True))
    return LayerBackward(_neurons(inputs, products, upstream, local, delta, index))


def _neurons(
    inputs: Vector,
    products: Matrix,
    upstream: Sequence[float | None],
    local: Sequence[float | None],
    delta: Vector,
    index: int,
) -> tuple[NeuronBackward, ...]:
    neurons = []
    for j, (terms, u, s, d) in enumerate(zip(products, upstream, local, delta, strict=True)):
        gradients = tuple(d * a for a in inputs)
        if not all(map(math.isfinite, (d, *gradients))):
            raise InputError(f"{_layer_name(index)}, neuron {j}: expected a finite gradient, given error {d}.")
        neurons.append(NeuronBackward(terms, u, s, d, gradients, bias_gradient=d))
    return tuple(neurons)


def update(
    layers: Sequence[Layer],
    batch: Sequence[Sequence[LayerBackward]],
    rate: float,
    momentum: float,
    before: Sequence[LayerUpdate] | None,
) -> tuple[LayerUpdate, ...]:
    """Return the step of each layer against the mean gradient of a batch of backward passes, the step before known."""

    def change(old: float, gradients: Vector, past: ParameterUpdate | None) -> ParameterUpdate:
        gradient = gradients[0] if len(batch) == 1 else mean(gradients)
        step = rate * gradient
        if momentum and past is not None:
            step += momentum * past.step
        return ParameterUpdate(old, gradient, step, old - step)

    changes = []
    for i, layer in enumerate(layers):
        samples, past = [sample[i] for sample in batch], before[i] if before else None
        weights, biases = [], []
        for j, (row, bias) in enumerate(zip(layer.weights, layer.biases, strict=True)):
            columns = zip(*(sample.neurons[j].weight_gradients for sample in samples), strict=True)
            pasts = past.weights[j] if past else (None,) * len(row)
            weights.append(tuple(change(*entry) for entry in zip(row, columns, pasts, strict=True)))
            gradients = tuple(sample.neurons[j].bias_gradient for sample in samples)
            biases.append(change(bias, gradients, past.biases[j] if past else None))
        changes.append(LayerUpdate(tuple(weights), tuple(biases)))
    return tuple(changes)


def updated(layers: Sequence[Layer], changes: Sequence[LayerUpdate]) -> tuple[Layer, ...]:
    """Return the layers after their step."""
    result = []
    for index, (layer, change) in enumerate(zip(layers, changes, strict=True)):
        weights = tuple(tuple(weight.new for weight in row) for row in change.weights)
        try:
            result.append(Layer(weights, tuple(bias.new for bias in change.biases), layer.activation))
        except ValueError:
            raise InputError(
                f"{_layer_name(index)}: expected finite parameters after the step, given a learning rate or gradients "
                f"for which they overflow; try a smaller learning rate."
            ) from None
    return tuple(result)


def _sum(terms: Vector, what: str, index: int, j: int) -> float:
    try:
        return add(terms)
    except OverflowError:
        raise InputError(
            f"{_layer_name(index)}, neuron {j}: expected a finite {what}, given terms {checks.show(list(terms))}."
        ) from None


def _layer_name(index: int) -> str:
    return f"layer {index + 1} (layers[{index}])"
