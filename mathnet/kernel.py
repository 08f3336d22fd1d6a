"""The fast loop: for a network's shape, a Python function with every sum written out and every parameter a local.

No loop over neurons, no list and no lookup is left in it, and a relu neuron that gives 0 costs hardly anything. The
numbers are those of propagation.py bit for bit: the same operations in the same order, sums by fsum (which leaving
out terms of 0 doesn't change), and a step of 0 left out, as it doesn't change a parameter either.

Source text is made only from whole numbers and the fixed templates of this file and of activations.py: sizes are
ints, and activations and losses are looked up by names that the network has checked.

    >>> print(write_source("outputs", (2, 1), ("relu",), "half-squared-error"))
    def outputs(parameters, rows, exp=exp, fsum=fsum, log=log, log1p=log1p, tanh=tanh):
        w0_0_0, w0_0_1, b0_0, = parameters
        results = []
        for a0_0, a0_1, y0, in rows:
            z0 = fsum((w0_0_0 * a0_0, w0_0_1 * a0_1, b0_0,))
            if (a1_0 := z0) <= 0.0:
                a1_0 = 0.0
            loss = fsum((0.5 * ((a1_0 - y0) * (a1_0 - y0)),))
            results.append((loss, a1_0,))
        return results
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from mathnet.activations import ACTIVATIONS
from mathnet.network import MLP, Layer
from mathnet.trace import Vector

LARGEST = 100_000
_HEADS = {
    "descend": "def descend(parameters, rows, rate, exp=exp, fsum=fsum, log=log, log1p=log1p, tanh=tanh):",
    "gradients": "def gradients(parameters, rows, exp=exp, fsum=fsum, log=log, log1p=log1p, tanh=tanh):",
    "outputs": "def outputs(parameters, rows, exp=exp, fsum=fsum, log=log, log1p=log1p, tanh=tanh):",
}
_compiled: dict[tuple[str, tuple[int, ...], tuple[str, ...], str], Callable[..., Any]] = {}


def descend(network: MLP, parameters: Vector, rows: Iterable[Vector], rate: float) -> Vector:
    """Return the parameters after one step of gradient descent on each row in turn (a row is x and y in one)."""
    result: Vector = _function("descend", network)(parameters, rows, rate)
    return result


def gradients(network: MLP, parameters: Vector, rows: Iterable[Vector]) -> list[Vector]:
    """Return for each row the gradient of every parameter."""
    result: list[Vector] = _function("gradients", network)(parameters, rows)
    return result


def outputs(network: MLP, parameters: Vector, rows: Iterable[Vector]) -> list[Vector]:
    """Return for each row the loss, followed by the output."""
    result: list[Vector] = _function("outputs", network)(parameters, rows)
    return result


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
        if network.parameter_count > LARGEST:
            raise ValueError(
                f"the network: expected at most {LARGEST:,} parameters to train or evaluate, given "
                f"{network.parameter_count:,}; for networks of that size use a library such as scikit-learn."
            )
        if len(_compiled) >= 32:
            _compiled.clear()
        names: dict[str, Any] = {key: getattr(math, key) for key in ("exp", "fsum", "log", "log1p", "tanh")}
        exec(write_source(*key), names)
        _compiled[key] = names[name]
    return _compiled[key]


def write_source(name: str, sizes: tuple[int, ...], activations: tuple[str, ...], loss: str) -> str:
    """Return the source of the function `name`: "descend", "gradients" or "outputs".

    a{n}_{k} is activation k of layer n (a0 is x), and w{n}_{j}_{k}, b{n}_{j} and d{n}_{j} are the weights, bias and
    delta between layers n and n + 1.
    """
    inputs = list(enumerate(sizes[:-1]))
    parameters = [f"{p}, " for n, m in inputs for j in range(sizes[n + 1]) for p in (*_weights(n, j, m), f"b{n}_{j}")]
    row = [f"a0_{k}, " for k in range(sizes[0])] + [f"y{j}, " for j in range(sizes[-1])]
    body = _forward(sizes, activations)
    if name == "outputs":
        body += [_loss(loss, sizes), f"results.append((loss, {_output(sizes)}))"]
    else:
        body += _output_deltas(sizes, activations, loss)
        body += _backward(sizes, activations, updating=name == "descend")
    if name == "gradients":
        steps = [_gradients(n, j, m) for n, m in inputs for j in range(sizes[n + 1])]
        body.append(f"results.append(({''.join(steps)}))")
    lines = [_HEADS[name], f"    {''.join(parameters)}= parameters"]
    lines += ["    results = []"] * (name != "descend")
    lines += [f"    for {''.join(row)}in rows:", *_indented(body, 2)]
    lines.append(f"    return ({''.join(parameters)})" if name == "descend" else "    return results")
    return "\n".join(lines)


def _indented(lines: Iterable[str], levels: int = 1) -> list[str]:
    return ["    " * levels + line for line in lines]


def _weights(n: int, j: int, inputs: int) -> list[str]:
    return [f"w{n}_{j}_{k}" for k in range(inputs)]


def _output(sizes: tuple[int, ...]) -> str:
    return "".join(f"a{len(sizes) - 1}_{j}, " for j in range(sizes[-1])).rstrip()


def _sum(terms: Iterable[str]) -> str:
    return f"fsum(({', '.join(terms)},))"


def _forward(sizes: tuple[int, ...], activations: tuple[str, ...]) -> list[str]:
    lines, last = [], len(activations) - 1
    for n, name in enumerate(activations):
        for j in range(sizes[n + 1]):
            z = _sum([*(f"{w} * a{n}_{k}" for k, w in enumerate(_weights(n, j, sizes[n]))), f"b{n}_{j}"])
            if n == last:
                lines.append(f"z{j} = {z}")
                z = f"z{j}"
            lines += ACTIVATIONS[name].source.format(a=f"a{n + 1}_{j}", z=z).splitlines()
    if activations[-1] == "softmax":
        outputs = range(sizes[-1])
        lines += ["shift = z0", *(f"if z{j} > shift: shift = z{j}" for j in outputs)]
        lines += [f"e{j} = exp(z{j} - shift)" for j in outputs]
        lines += [f"total = {_sum(f'e{j}' for j in outputs)}", *(f"a{last + 1}_{j} = e{j} / total" for j in outputs)]
    return lines


def _loss(loss: str, sizes: tuple[int, ...]) -> str:
    a, outputs = f"a{len(sizes) - 1}", range(sizes[-1])
    if loss == "cross-entropy":
        # log(total) is worked out once for each output: this isn't the training step
        return f"loss = {_sum(f'0.0 - y{j} * ((z{j} - shift) - log(total))' for j in outputs)}"
    if loss == "binary-cross-entropy":
        terms = (f"(z{j} if z{j} > 0.0 else 0.0) - z{j} * y{j} + log1p(exp(-abs(z{j})))" for j in outputs)
        return f"loss = {_sum(terms)}"
    squares = [f"(({a}_{j} - y{j}) * ({a}_{j} - y{j}))" for j in outputs]
    if loss == "half-squared-error":
        return f"loss = {_sum(f'0.5 * {square}' for square in squares)}"
    return f"loss = {_sum(squares)} / {sizes[-1]}.0"


def _output_deltas(sizes: tuple[int, ...], activations: tuple[str, ...], loss: str) -> list[str]:
    n, outputs = len(sizes) - 2, range(sizes[-1])
    a = [f"a{n + 1}_{j}" for j in outputs]
    if loss in ("cross-entropy", "binary-cross-entropy"):
        return [f"d{n}_{j} = {a[j]} - y{j}" for j in outputs]
    upstream = [
        f"{a[j]} - y{j}" if loss == "half-squared-error" else f"2.0 * ({a[j]} - y{j}) / {sizes[-1]}.0" for j in outputs
    ]
    if activations[-1] == "softmax":
        products = [
            [f"u{i} * ({a[i]} * (1.0 - {a[i]}))" if i == j else f"u{i} * (-{a[i]} * {a[j]})" for i in outputs]
            for j in outputs
        ]
        return [f"u{j} = {upstream[j]}" for j in outputs] + [f"d{n}_{j} = {_sum(products[j])}" for j in outputs]
    return [f"d{n}_{j} = {_times_local(f'({upstream[j]})', activations[-1], a[j])}" for j in outputs]


def _times_local(upstream: str, activation: str, a: str) -> str:
    if activation == "relu":
        return f"{upstream} if {a} > 0.0 else 0.0"
    source = ACTIVATIONS[activation].derivative_source.format(a=a)
    return f"{upstream} * {source}" if source else upstream


def _backward(sizes: tuple[int, ...], activations: tuple[str, ...], updating: bool) -> list[str]:
    """Return the lines from the deltas of the output layer to those of the first one.

    A neuron's block has its delta and, if `updating`, the updates of the weights that leave it (so that one test
    skips the whole block of a relu neuron that gives 0), of its bias and, in the first layer, of its weights.
    """
    last = len(sizes) - 2
    lines = [line for j in range(sizes[-1]) for line in _own_updates(last, j, sizes) if updating]
    for n in range(last - 1, -1, -1):
        for k in range(sizes[n + 1]):
            after = range(sizes[n + 2])
            upstream = _sum(f"w{n + 1}_{j}_{k} * d{n + 1}_{j}" for j in after)
            local = ACTIVATIONS[activations[n]].derivative_source.format(a=f"a{n + 1}_{k}")
            block = [f"d{n}_{k} = {upstream}{f' * {local}' if local else ''}"]
            if updating:
                for j in after:
                    alive = f"if a{n + 2}_{j} > 0.0: " if activations[n + 1] == "relu" else ""
                    block.append(alive + _update(f"w{n + 1}_{j}_{k}", f"(d{n + 1}_{j} * a{n + 1}_{k})"))
                block += _own_updates(n, k, sizes)
            if activations[n] == "relu":
                block = [f"if a{n + 1}_{k} > 0.0:", *_indented(block), "else:", f"    d{n}_{k} = 0.0"]
            lines += block
    return lines


def _own_updates(n: int, j: int, sizes: tuple[int, ...]) -> list[str]:
    weights = enumerate(_weights(n, j, sizes[n]) if n == 0 else ())
    return [_update(f"b{n}_{j}", f"d{n}_{j}"), *(_update(w, f"(d{n}_{j} * a{n}_{k})") for k, w in weights)]


def _update(parameter: str, gradient: str) -> str:
    return f"{parameter} -= rate * {gradient}"


def _gradients(n: int, j: int, inputs: int) -> str:
    return "".join(f"d{n}_{j} * a{n}_{k}, " for k in range(inputs)) + f"d{n}_{j}, "
