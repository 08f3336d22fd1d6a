"""Forward, backward, update: fill the records of trace.py.

Every sum is a math.fsum, so it is the correctly rounded sum and doesn't depend on the order of its terms. Where a
number grows past what a float can hold, a ValueError says in which neuron.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from mathnet import checks
from mathnet.activations import ACTIVATIONS, probabilities, softmax
from mathnet.checks import Numbers
from mathnet.losses import LOSSES, check_target, record_loss, squared_error_derivative
from mathnet.network import MLP, Layer
from mathnet.trace import (
    BackwardTrace,
    ForwardTrace,
    LayerBackward,
    LayerForward,
    LayerUpdate,
    Matrix,
    NeuronBackward,
    NeuronForward,
    OutputError,
    ParameterUpdate,
    SoftmaxJacobian,
    UpdateTrace,
    Vector,
)


def forward(network: MLP, x: Numbers) -> ForwardTrace:
    """Return every number on the way from `x`, as many numbers as the network has inputs, to the output."""
    a = start = checks.vector(x, "the input", network.sizes[0])
    layers = []
    for index, layer in enumerate(network.layers):
        layers.append(_forward_layer(layer, a, index))
        a = layers[-1].a
    return ForwardTrace(network, start, tuple(layers))


def _forward_layer(layer: Layer, inputs: Vector, index: int) -> LayerForward:
    products = [tuple(w * a for w, a in zip(row, inputs, strict=True)) for row in layer.weights]
    z = tuple(
        _sum((*terms, bias), "weighted input", index, j)
        for j, (terms, bias) in enumerate(zip(products, layer.biases, strict=True))
    )
    if layer.activation == "softmax":
        record = softmax(z)
        if not all(map(math.isfinite, record.shifted)):
            raise ValueError(f"{_layer_name(index)}: expected weighted inputs less than 1.8e308 apart, given {z}.")
        activations = probabilities(record)
    else:
        record = None
        activations = tuple(map(ACTIVATIONS[layer.activation].value, z))
    neurons = zip(products, layer.biases, z, activations, strict=True)
    return LayerForward(tuple(NeuronForward(*neuron) for neuron in neurons), record)


def backward(network: MLP, trace: ForwardTrace, target: Numbers) -> BackwardTrace:
    """Return the loss of `trace` at `target` and its derivative in every parameter.

    The four equations are those of Nielsen, http://neuralnetworksanddeeplearning.com/chap2.html. Raises ValueError if
    the trace is another network's, or the target isn't one for the network's loss (see losses.check_target).

    >>> network = MLP([Layer([[0.5, -1.0]], [0.25], "relu")], "half-squared-error")
    >>> trace = network.backward(network.forward([2.0, 0.5]), [1.0])
    >>> trace.loss.value, trace.layers[0].delta, trace.layers[0].weight_gradients
    (0.03125, (-0.25,), ((-0.5, -0.125),))
    """
    if not isinstance(trace, ForwardTrace):
        raise ValueError(f"the trace: expected what forward returned, given {checks.show(trace)}.")
    if trace.network is not network and trace.network != network:
        raise ValueError("the trace: expected one of this network, given one of another network.")
    y = check_target(network.loss, target, network.sizes[-1])
    loss = record_loss(network.loss, trace.layers[-1], y)
    last = len(network.layers) - 1
    layers = [_backward_output(network, trace, y)]
    for index in range(last - 1, -1, -1):
        layers.append(_backward_hidden(network, trace, layers[-1], index))
    return BackwardTrace(trace, y, loss, tuple(reversed(layers)))


def _backward_output(network: MLP, trace: ForwardTrace, y: Vector) -> LayerBackward:
    layer, index = trace.layers[-1], len(trace.layers) - 1
    inputs, nothing = trace.inputs[-1], (None,) * len(y)
    empty: Matrix = ((),) * len(y)
    if LOSSES[network.loss].classifies:
        delta = tuple(a - t for a, t in zip(layer.a, y, strict=True))
        neurons = _neurons(inputs, empty, nothing, nothing, delta, index)
        return LayerBackward(neurons, output_error=OutputError(layer.a, y, delta))
    upstream = squared_error_derivative(network.loss, layer.a, y)
    if layer.softmax is None:
        local = tuple(ACTIVATIONS[network.activations[-1]].derivative(neuron.z, neuron.a) for neuron in layer.neurons)
        delta = tuple(u * s for u, s in zip(upstream, local, strict=True))
        return LayerBackward(_neurons(inputs, empty, upstream, local, delta, index))
    jacobian = _softmax_jacobian(layer.a)
    products = tuple(tuple(u * d for u, d in zip(upstream, row, strict=True)) for row in jacobian)
    delta = tuple(_sum(terms, "error", index, j) for j, terms in enumerate(products))
    neurons = _neurons(inputs, empty, upstream, nothing, delta, index)
    return LayerBackward(neurons, jacobian=SoftmaxJacobian(jacobian, products))


def _softmax_jacobian(a: Vector) -> Matrix:
    """Return jacobian[j][i] = ∂a[i]/∂z[j]."""
    return tuple(
        tuple(a_i * (1.0 - a_i) if i == j else -a_i * a_j for i, a_i in enumerate(a)) for j, a_j in enumerate(a)
    )


def _backward_hidden(network: MLP, trace: ForwardTrace, after: LayerBackward, index: int) -> LayerBackward:
    columns = zip(*network.layers[index + 1].weights, strict=True)
    products = tuple(tuple(w * delta for w, delta in zip(column, after.delta, strict=True)) for column in columns)
    upstream = tuple(_sum(terms, "upstream gradient", index, j) for j, terms in enumerate(products))
    derivative = ACTIVATIONS[network.activations[index]].derivative
    local = tuple(derivative(neuron.z, neuron.a) for neuron in trace.layers[index].neurons)
    delta = tuple(u * s for u, s in zip(upstream, local, strict=True))
    return LayerBackward(_neurons(trace.inputs[index], products, upstream, local, delta, index))


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
            raise ValueError(f"{_layer_name(index)}, neuron {j}: expected a finite gradient, given error {d}.")
        neurons.append(NeuronBackward(terms, u, s, d, gradients, bias_gradient=d))
    return tuple(neurons)


def update(
    network: MLP,
    backward: BackwardTrace,
    learning_rate: float,
    momentum: float = 0.0,
    previous: UpdateTrace | None = None,
) -> UpdateTrace:
    """Return one step of gradient descent on one sample: new = old − step, step = η·gradient.

    With a momentum μ, step = η·gradient + μ·(the step of `previous`), where `previous` is the update that led to this
    network, or None for the first step. Raises ValueError if `backward` is another network's.

    >>> network = MLP([Layer([[0.5]], [0.25], "identity")], "half-squared-error")
    >>> step = network.update(network.backward(network.forward([2.0]), [1.0]), learning_rate=0.5)
    >>> step.layers[0].weights[0][0]
    ParameterUpdate(old=0.5, gradient=0.5, step=0.25, new=0.25)
    """
    return update_from_batch(network, (backward,), learning_rate, momentum, previous)


def update_from_batch(
    network: MLP,
    backwards: Iterable[BackwardTrace],
    learning_rate: float,
    momentum: float = 0.0,
    previous: UpdateTrace | None = None,
) -> UpdateTrace:
    """Return one step of gradient descent on a mini-batch: as `update`, with the mean of the samples' gradients."""
    batch = [_check_backward(network, trace) for trace in checks.items(backwards, "the batch", "backward traces")]
    if not batch:
        raise ValueError("the batch: expected at least one backward trace, given none.")
    rate, mu = checks.positive(learning_rate, "the learning rate"), checks.fraction(momentum, "the momentum")
    _check_previous(network, previous)

    def change(old: float, gradients: Vector, before: ParameterUpdate | None) -> ParameterUpdate:
        gradient = gradients[0] if len(batch) == 1 else math.fsum(gradients) / len(batch)
        step = rate * gradient
        if mu and before is not None:
            step += mu * before.step
        return ParameterUpdate(old, gradient, step, old - step)

    layers = []
    for i, layer in enumerate(network.layers):
        traces, before = [trace.layers[i] for trace in batch], previous.layers[i] if previous else None
        weights, biases = [], []
        for j, (row, bias) in enumerate(zip(layer.weights, layer.biases, strict=True)):
            columns = zip(*(trace.neurons[j].weight_gradients for trace in traces), strict=True)
            pasts = before.weights[j] if before else (None,) * len(row)
            weights.append(tuple(change(*entry) for entry in zip(row, columns, pasts, strict=True)))
            gradients = tuple(trace.neurons[j].bias_gradient for trace in traces)
            biases.append(change(bias, gradients, before.biases[j] if before else None))
        layers.append(LayerUpdate(tuple(weights), tuple(biases)))
    return UpdateTrace(rate, mu, tuple(layers), _updated(network, layers))


def _updated(network: MLP, layers: Sequence[LayerUpdate]) -> MLP:
    return MLP(
        [
            Layer([[w.new for w in row] for row in change.weights], [b.new for b in change.biases], layer.activation)
            for layer, change in zip(network.layers, layers, strict=True)
        ],
        network.loss,
    )


def _check_backward(network: MLP, trace: object) -> BackwardTrace:
    if not isinstance(trace, BackwardTrace):
        raise ValueError(f"the backward trace: expected what backward returned, given {checks.show(trace)}.")
    if trace.forward.network is not network and trace.forward.network != network:
        raise ValueError("the backward trace: expected one of this network, given one of another network.")
    return trace


def _check_previous(network: MLP, previous: object) -> None:
    if previous is not None and not isinstance(previous, UpdateTrace):
        raise ValueError(f"the previous update: expected what update returned, given {checks.show(previous)}.")
    if previous is not None and previous.network != network:
        raise ValueError("the previous update: expected the one that led to this network, given another.")


def _sum(terms: Vector, what: str, index: int, j: int) -> float:
    try:
        total = math.fsum(terms)
    except (OverflowError, ValueError):
        total = math.nan
    if not math.isfinite(total):
        raise ValueError(
            f"{_layer_name(index)}, neuron {j}: expected a finite {what}, given terms {checks.show(list(terms))}."
        )
    return total


def _layer_name(index: int) -> str:
    return f"layer {index + 1} (layers[{index}])"
