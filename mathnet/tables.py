"""Networks and traces as HTML tables, which a notebook shows.

A cell has a number with four digits, and as its title the number's name in the record and all its digits. Columns and
rows are called as in the records, and count from 0 as they do. Nothing is coloured: a table looks as the notebook does.

    >>> print(table("layers[0]", [("neurons[0]", [Cell("layers[0].neurons[0].z", "z", 0.1 + 0.2)])]))
    <table><caption style="text-align: left">layers[0]</caption>
    <tr><th></th><th>z</th></tr>
    <tr><th>neurons[0]</th><td title="layers[0].neurons[0].z = 0.30000000000000004">0.3000</td></tr>
    </table>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from html import escape

from mathnet.layer import Layer
from mathnet.trace import LayerBackward, LayerForward, LayerUpdate, LossTrace, ParameterUpdate, SoftmaxForward, Vector

MOST = 10  # neurons of a layer, and terms of a neuron, that are in a table
DIGITS = 4
FORWARD = ("products", "bias", "z", "a")
BACKWARD = ("upstream", "local", "delta", "bias_gradient", "weight_gradients")
STEP = tuple(field.name for field in fields(ParameterUpdate))


@dataclass(frozen=True, slots=True)
class Cell:
    """A number, the `path` to it from the record that is shown, and the `head` of its column."""

    path: str
    head: str
    value: float


Row = tuple[str, Sequence[Cell]]


def table(caption: str, rows: Sequence[Row]) -> str:
    """Return named rows, whose cells have the same heads, as a table. Texts are data: none is read as markup."""
    heads = "".join(f"<th>{escape(cell.head)}</th>" for cell in rows[0][1])
    lines = [f'<table><caption style="text-align: left">{escape(caption)}</caption>', f"<tr><th></th>{heads}</tr>"]
    for name, cells in rows:
        numbers = "".join(
            f'<td title="{escape(cell.path)} = {cell.value!r}">{rounded(cell.value)}</td>' for cell in cells
        )
        lines.append(f"<tr><th>{escape(name)}</th>{numbers}</tr>")
    return "\n".join([*lines, "</table>"])


def rounded(value: float) -> str:
    """Return a number with four digits, or as many more as keep what isn't whole from looking so; fewer if it has them.

    >>> rounded(0.123456), rounded(-0.00001), rounded(0.99999), rounded(0.5), rounded(12345.6)
    ('0.1235', '−1e-05', '0.99999', '0.5', '1.235e+04')
    """
    text = f"{value + 0.0:.{DIGITS}g}"  # −0.0 is written as 0
    digits = DIGITS
    while float(text) != value and "e" not in text and (digits == DIGITS or float(text).is_integer()):
        text = f"{value:#.{digits}g}"
        digits += 1
    return text.replace("-", "−", 1) if value < 0.0 else text


def network(layers: Sequence[Layer], loss: str) -> str:
    """Return a network: the weights and the bias of each neuron."""
    sizes = "-".join(map(str, (layers[0].inputs, *(layer.outputs for layer in layers))))
    title = f"MLP {sizes}, {loss}, {sum(layer.parameter_count for layer in layers)} parameters"
    return _page(title, (_parameters(f"layers[{n}]", layer) for n, layer in enumerate(layers)))


def _parameters(path: str, layer: Layer) -> str:
    rows = [
        (
            f"neuron {j}",
            [*_vector(f"{path}.weights[{j}]", "weights", weights), Cell(f"{path}.biases[{j}]", "bias", bias)],
        )
        for j, (weights, bias) in enumerate(zip(layer.weights[:MOST], layer.biases, strict=False))
    ]
    return table(_caption(path, layer, "weights"), rows)


def forward(layers: Sequence[Layer], x: Vector, traced: Sequence[LayerForward]) -> str:
    """Return a forward pass: the input, and of each neuron its products, bias, z and a."""
    return _page("ForwardTrace", _forward(layers, x, traced, ""))


def _forward(layers: Sequence[Layer], x: Vector, traced: Sequence[LayerForward], start: str) -> Iterator[str]:
    yield _line(f"{start}x", x)
    for n, (layer, record) in enumerate(zip(layers, traced, strict=True)):
        path = f"{start}layers[{n}]"
        yield _neurons(path, layer, record.neurons, FORWARD)
        if record.softmax is not None:
            yield from _softmax(f"{path}.softmax", record.softmax)


def _softmax(path: str, record: SoftmaxForward) -> Iterator[str]:
    yield table(path, [("", _cells(path, record, ("shift", "total")))])
    yield _line(f"{path}.shifted", record.shifted)
    yield _line(f"{path}.exponentials", record.exponentials)


def backward(
    layers: Sequence[Layer],
    ahead: tuple[Vector, Sequence[LayerForward]],
    target: Vector,
    loss: LossTrace,
    traced: Sequence[LayerBackward],
) -> str:
    """Return a forward pass (`ahead`: its input and layers), the loss, and the way back from the last layer."""
    tables = [*_forward(layers, *ahead, "forward."), _line("target", target)]
    tables += [table("loss", [("", _cells("loss", loss, ("value", "terms")))])]
    back = [_neurons(f"layers[{n}]", layer, traced[n].neurons, BACKWARD) for n, layer in enumerate(layers)]
    return _page("BackwardTrace", [*tables, *reversed(back)])


def update(learning_rate: float, momentum: float, layers: Sequence[LayerUpdate]) -> str:
    """Return a step: of each parameter the old value, the gradient, the step and the new value."""
    title = f"UpdateTrace, learning_rate {learning_rate!r}, momentum {momentum!r}"
    return _page(title, (_steps(f"layers[{n}]", layer) for n, layer in enumerate(layers)))


def _steps(path: str, layer: LayerUpdate) -> str:
    named = [
        (f"weights[{j}][{k}]", step) for j, row in enumerate(layer.weights[:MOST]) for k, step in enumerate(row[:MOST])
    ] + [(f"biases[{j}]", step) for j, step in enumerate(layer.biases[:MOST])]
    rows = [(name, _cells(f"{path}.{name}", step, STEP)) for name, step in named]
    count = len(layer.biases) * (len(layer.weights[0]) + 1)
    return table(f"{path}: {_amount(len(rows), count, 'parameters')}", rows)


def _neurons(path: str, layer: Layer, neurons: Sequence[object], names: Sequence[str]) -> str:
    rows = [(f"neurons[{j}]", _cells(f"{path}.neurons[{j}]", neuron, names)) for j, neuron in enumerate(neurons[:MOST])]
    return table(_caption(path, layer, "terms"), rows)


def _cells(path: str, record: object, names: Iterable[str]) -> list[Cell]:
    """Return the fields `names` of a record as cells: some of one that has many numbers, none of one that is None."""
    cells: list[Cell] = []
    for name in names:
        value = getattr(record, name)
        if isinstance(value, tuple):
            cells += _vector(f"{path}.{name}", name, value)
        elif value is not None:
            cells.append(Cell(f"{path}.{name}", name, value))
    return cells


def _vector(path: str, name: str, values: Vector) -> list[Cell]:
    return [Cell(f"{path}[{k}]", f"{name}[{k}]", value) for k, value in enumerate(values[:MOST])]


def _line(path: str, values: Vector) -> str:
    """Return a table of one row."""
    cells = _vector(path, "", values)
    return table(f"{path}: {_amount(len(cells), len(values), 'numbers')}", [("", cells)])


def _caption(path: str, layer: Layer, terms: str) -> str:
    some = _amount(min(MOST, layer.inputs), layer.inputs, terms)
    return f"{path}: {layer.activation}, {_amount(min(MOST, layer.outputs), layer.outputs, 'neurons')} of {some}"


def _amount(shown: int, count: int, noun: str) -> str:
    """Return how many there are, and how many of them are shown.

    >>> _amount(8, 8, "neurons"), _amount(10, 1024, "neurons"), _amount(1, 1, "neurons")
    ('8 neurons', '10 of 1024 neurons', '1 neuron')
    """
    noun = noun.removesuffix("s") if count == 1 else noun
    return f"{count} {noun}" if shown == count else f"{shown} of {count} {noun}"


def _page(title: str, tables: Iterable[str]) -> str:
    return "\n".join([f"<p>{escape(title)}</p>", *tables])
