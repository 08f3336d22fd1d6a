"""The text of the kernel: for a network's shape, a Python function with every sum written out.

It is made only from whole numbers and the fixed templates of this file and of activations.py: sizes are ints, and
activations and losses are looked up by names that the network has checked.

`z - z` is 0 unless z isn't finite. What would make a finite number of one that isn't gives up; so the others show in
the loss and in the parameters.

    >>> print(write_source("outputs", (2, 1), ("relu",), "half-squared-error"))
    def outputs(parameters, rows, exp=exp, fsum=fsum, log1p=log1p, tanh=tanh):
        w0_0_0, w0_0_1, b0_0, = parameters
        results = []
        for a0_0, a0_1, y0, in rows:
            z0 = fsum((w0_0_0 * a0_0, w0_0_1 * a0_1, b0_0,))
            if (a1_0 := z0) <= 0.0:
                if a1_0 - a1_0: raise OverflowError
                a1_0 = 0.0
            loss = fsum((0.5 * ((a1_0 - y0) * (a1_0 - y0)),))
            if loss - loss: raise OverflowError
            results.append((loss, a1_0,))
        return results
"""

from __future__ import annotations

from collections.abc import Iterable

from mathnet.activations import ACTIVATIONS

FUNCTIONS = ("exp", "fsum", "log1p", "tanh")
_LOCALS = ", ".join(f"{name}={name}" for name in FUNCTIONS)
_HEADS = {
    "descend": f"def descend(parameters, rows, rate, {_LOCALS}):",
    "gradients": f"def gradients(parameters, rows, {_LOCALS}):",
    "outputs": f"def outputs(parameters, rows, {_LOCALS}):",
}


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
        body += [*_loss(loss, sizes), f"results.append((loss, {_names(f'a{len(sizes) - 1}_', range(sizes[-1]))}))"]
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


def _names(name: str, indices: Iterable[int]) -> str:
    return "".join(f"{name}{j}, " for j in indices).rstrip()


def _sum(terms: Iterable[str]) -> str:
    return f"fsum(({', '.join(terms)},))"


def _forward(sizes: tuple[int, ...], activations: tuple[str, ...]) -> list[str]:
    lines, last = [], len(activations) - 1
    for n, activation in enumerate(activations):
        for j in range(sizes[n + 1]):
            z = _sum([*(f"{w} * a{n}_{k}" for k, w in enumerate(_weights(n, j, sizes[n]))), f"b{n}_{j}"])
            if n == last:
                lines.append(f"z{j} = {z}")
                z = f"z{j}"
            lines += ACTIVATIONS[activation].source.format(a=f"a{n + 1}_{j}", z=z).splitlines()
    if activations[-1] == "softmax":
        outputs = range(sizes[-1])
        lines += ["shift = z0", *(f"if z{j} > shift: shift = z{j}" for j in outputs)]
        lines += [f"e{j} = exp(z{j} - shift)" for j in outputs]
        # an exponential of 0 may be that of −∞
        all_there = " and ".join(f"e{j}" for j in outputs)
        lines.append(
            f"if not ({all_there}) and (gap := shift - min(({_names('z', outputs)}))) - gap: raise OverflowError"
        )
        lines += [f"total = {_sum(f'e{j}' for j in outputs)}", *(f"a{last + 1}_{j} = e{j} / total" for j in outputs)]
    return lines


def _loss(loss: str, sizes: tuple[int, ...]) -> list[str]:
    outputs, lines = range(sizes[-1]), []
    if loss == "cross-entropy":
        lines = [f"log_total = log1p({_sum([*(f'e{j}' for j in outputs), '-1.0'])})"]
        value = _sum(f"0.0 - y{j} * ((z{j} - shift) - log_total)" for j in outputs)
    elif loss == "binary-cross-entropy":
        linear = "(1.0 - y{j}) * z{j} if z{j} > 0.0 else 0.0 - y{j} * z{j}"
        value = _sum(f"({linear.format(j=j)}) + log1p(exp(-abs(z{j})))" for j in outputs)
    elif loss == "half-squared-error":
        value = _sum(f"0.5 * {square}" for square in _squares(sizes))
    else:
        value = f"{_sum(_squares(sizes))} / {sizes[-1]}.0"
    return [*lines, f"loss = {value}", "if loss - loss: raise OverflowError"]


def _squares(sizes: tuple[int, ...]) -> list[str]:
    a = f"a{len(sizes) - 1}"
    return [f"(({a}_{j} - y{j}) * ({a}_{j} - y{j}))" for j in range(sizes[-1])]


def _output_deltas(sizes: tuple[int, ...], activations: tuple[str, ...], loss: str) -> list[str]:
    n, outputs = len(sizes) - 2, range(sizes[-1])
    a = [f"a{n + 1}_{j}" for j in outputs]
    if loss in ("cross-entropy", "binary-cross-entropy"):
        return [f"d{n}_{j} = {a[j]} - y{j}" for j in outputs]
    # the traces refuse a loss that overflows: from here on it might
    check = f"if not {' + '.join(_squares(sizes))} < 1e307: raise OverflowError"
    upstream = [
        f"{a[j]} - y{j}" if loss == "half-squared-error" else f"2.0 * ({a[j]} - y{j}) / {sizes[-1]}.0" for j in outputs
    ]
    if activations[-1] == "softmax":
        products = [
            [f"u{i} * ({a[i]} * (1.0 - {a[i]}))" if i == j else f"u{i} * (-{a[i]} * {a[j]})" for i in outputs]
            for j in outputs
        ]
        lines = [check, *(f"u{j} = {upstream[j]}" for j in outputs)]
        return lines + [f"d{n}_{j} = {_sum(products[j])}" for j in outputs]
    return [check, *(f"d{n}_{j} = {_times_local(f'({upstream[j]})', activations[-1], a[j])}" for j in outputs)]


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
