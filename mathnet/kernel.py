"""The fast loop: for a network's shape, a Python function with every sum written out and every parameter a local.

No loop over neurons, no list and no lookup is left in it, and a relu neuron that gives 0 costs hardly anything (see
kernel_source.py). The numbers are those of propagation.py bit for bit: the same operations in the same order, sums by
fsum (which leaving out terms of 0 doesn't change), and a step of 0 left out, as it doesn't change a parameter either.

Where a weighted input or a partial sum overflows, such a function gives up. Its rows are then taken one at a time, and
the traces asked for the one at fault: they know its numbers, or what to refuse them with. One thing alone the traces
refuse and the fast loop doesn't: an upstream gradient that overflows at a relu neuron that gives 0, as it isn't used.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from mathnet.kernel_source import FUNCTIONS, write_source
from mathnet.layer import Layer
from mathnet.losses import record_loss
from mathnet.network import MLP, BackwardTrace
from mathnet.trace import Vector

LARGEST = 100_000  # parameters: compiling 80,000 takes 1.2 s and half a gigabyte
_compiled: dict[tuple[str, tuple[int, ...], tuple[str, ...], str], Callable[..., Any]] = {}


def descend(network: MLP, parameters: Vector, rows: Sequence[Vector], rate: float) -> Vector:
    """Return the parameters after one step of gradient descent on each row in turn (a row is x and y in one).

    Raises InputError where a number on the way isn't finite; parameters that aren't are returned as they are.
    """
    function = _function("descend", network)
    try:
        result: Vector = function(parameters, rows, rate)
    except (OverflowError, ValueError):
        if len(rows) == 1:
            before, trace = _trace(network, parameters, rows[0])
            return flatten(before.update(trace, rate).network)
        result = parameters
        for row in rows:
            result = descend(network, result, (row,), rate)
    return result


def gradients(network: MLP, parameters: Vector, rows: Sequence[Vector]) -> list[Vector]:
    """Return for each row the gradient of every parameter; raises InputError where a number on the way isn't finite."""
    function = _function("gradients", network)
    try:
        result: list[Vector] = function(parameters, rows)
    except (OverflowError, ValueError):
        if len(rows) == 1:
            _, trace = _trace(network, parameters, rows[0])
            neurons = (neuron for layer in trace.layers for neuron in layer.neurons)
            return [tuple(g for neuron in neurons for g in (*neuron.weight_gradients, neuron.bias_gradient))]
        return [gradients(network, parameters, (row,))[0] for row in rows]
    return result


def outputs(network: MLP, parameters: Vector, rows: Sequence[Vector]) -> list[Vector]:
    """Return for each row the loss, then the output; raises InputError where a number on the way isn't finite.

    A network of any size will do: one larger than LARGEST goes through its traces.
    """
    if network.parameter_count > LARGEST:
        traced = unflatten(network, parameters)
        return [_output(traced, row) for row in rows]
    function = _function("outputs", network)
    try:
        result: list[Vector] = function(parameters, rows)
    except (OverflowError, ValueError):
        if len(rows) == 1:
            return [_output(unflatten(network, parameters), rows[0])]
        return [outputs(network, parameters, (row,))[0] for row in rows]
    return result


def _output(network: MLP, row: Vector) -> Vector:
    x, y = _split(network, row)
    trace = network.forward(x)
    return (record_loss(network.loss, trace.layers[-1], y).value, *trace.output)


def _trace(network: MLP, parameters: Vector, row: Vector) -> tuple[MLP, BackwardTrace]:
    before, (x, y) = unflatten(network, parameters), _split(network, row)
    return before, before.backward(before.forward(x), y)


def _split(network: MLP, row: Vector) -> tuple[Vector, Vector]:
    width = network.sizes[0]
    return row[:width], row[width:]


def flatten(network: MLP) -> Vector:
    """Return the parameters in one tuple: for each neuron of each layer its weights, then its bias."""
    return tuple(
        value
        for layer in network.layers
        for row, bias in zip(layer.weights, layer.biases, strict=True)
        for value in (*row, bias)
    )


def unflatten(network: MLP, parameters: Vector) -> MLP:
    """Return a network of this one's shape with these parameters."""
    layers, start = [], 0
    for layer in network.layers:
        width = layer.inputs + 1
        ends = range(start + width, start + width * layer.outputs + 1, width)
        weights = [parameters[end - width : end - 1] for end in ends]
        layers.append(Layer(weights, [parameters[end - 1] for end in ends], layer.activation))
        start += layer.parameter_count
    return MLP(layers, network.loss)


def _function(name: str, network: MLP) -> Callable[..., Any]:
    key = (name, network.sizes, network.activations, network.loss)
    if key not in _compiled:
        if len(_compiled) >= 32:
            _compiled.clear()
        names: dict[str, Any] = {function: getattr(math, function) for function in FUNCTIONS}
        exec(write_source(*key), names)
        _compiled[key] = names[name]
    return _compiled[key]
