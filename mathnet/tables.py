"""Networks and traces as HTML tables, which a notebook shows.

A cell has a number with four digits, and as its title the number's name in the record and all its digits. Columns and
rows are called as in the records, and count from 0 as they do. Nothing is coloured: a table looks as the notebook does.

    >>> print(table("layers[0]", [("neurons[0]", [Cell("layers[0].neurons[0].z", "z", 0.1 + 0.2)])]))
    <table><caption style="text-align: left; white-space: nowrap; padding-top: 1em">layers[0]</caption>
    <tr><th></th><th>z</th></tr>
    <tr><th>neurons[0]</th><td title="layers[0].neurons[0].z = 0.30000000000000004">0.3000</td></tr>
    </table>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from html import escape

from mathnet.layer import Layer
from mathnet.subtotals import strongest
from mathnet.trace import LayerBackward, LayerForward, LayerUpdate, LossTrace, ParameterUpdate, SoftmaxForward, Vector

MOST = 10  # neurons of a layer, and terms of a neuron, that are in a table
DIGITS = 4
CAPTION = "text-align: left; white-space: nowrap; padding-top: 1em"
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
Indices = Sequence[int]


def table(caption: str, rows: Sequence[Row]) -> str:
    """Return named rows, whose cells have the same heads, as a table. Texts are data: none is read as markup."""
    heads = "".join(f"<th>{escape(cell.head)}</th>" for cell in rows[0][1])
    lines = [f'<table><caption style="{CAPTION}">{escape(caption)}</caption>', f"<tr><th></th>{heads}</tr>"]
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
    rows, terms = _first(layer.outputs), _first(layer.inputs)
    cells = [
        [
            *_vector(f"{path}.weights[{j}]", "weights", layer.weights[j], terms),
            Cell(f"{path}.biases[{j}]", "bias", layer.biases[j]),
        ]
        for j in rows
    ]
    caption = f"{path}: {layer.activation}, {_amount('first', layer.outputs, 'neurons')}"
    named = [(f"neuron {j}", row) for j, row in zip(rows, cells, strict=True)]
    return table(f"{caption} of {_amount('first', layer.inputs, 'weights')}", named)


def forward(layers: Sequence[Layer], x: Vector, traced: Sequence[LayerForward]) -> str:
    """Return a forward pass: the input, and of each neuron its products, bias, z and a."""
    return _page("ForwardTrace", _forward(layers, x, traced, ""))


def _forward(layers: Sequence[Layer], x: Vector, traced: Sequence[LayerForward], start: str) -> Iterator[str]:
    chosen = _strongest(x, traced)
    yield _line(f"{start}x", x, chosen[0])
    for n, (layer, record) in enumerate(zip(layers, traced, strict=True)):
        path = f"{start}layers[{n}]"
        yield _neurons(path, layer, record.neurons, FORWARD, chosen[n : n + 2])
        if record.softmax is not None:
            yield from _softmax(f"{path}.softmax", record.softmax, chosen[n + 1])


def _softmax(path: str, record: SoftmaxForward, chosen: Indices) -> Iterator[str]:
    yield table(path, [("", _cells(path, record, ("shift", "total"), chosen))])
    yield _line(f"{path}.shifted", record.shifted, chosen)
    yield _line(f"{path}.exponentials", record.exponentials, chosen)


def backward(
    layers: Sequence[Layer],
    ahead: tuple[Vector, Sequence[LayerForward]],
    target: Vector,
    loss: LossTrace,
    traced: Sequence[LayerBackward],
) -> str:
    """Return a forward pass (`ahead`: its input and layers), the loss, and the way back from the last layer."""
    chosen = _strongest(*ahead)
    tables = [*_forward(layers, *ahead, "forward."), _line("target", target, strongest(target, MOST))]
    tables += [table("loss", [("", _cells("loss", loss, ("value", "terms"), strongest(loss.terms, MOST)))])]
    back = [
        _neurons(f"layers[{n}]", layer, traced[n].neurons, BACKWARD, chosen[n : n + 2])
        for n, layer in enumerate(layers)
    ]
    return _page("BackwardTrace", [*tables, *reversed(back)])


def update(learning_rate: float, momentum: float, layers: Sequence[LayerUpdate]) -> str:
    """Return a step: of each parameter the old value, the gradient, the step and the new value."""
    title = f"UpdateTrace, learning_rate {learning_rate!r}, momentum {momentum!r}"
    return _page(title, (_steps(f"layers[{n}]", layer) for n, layer in enumerate(layers)))


def _steps(path: str, layer: LayerUpdate) -> str:
    neurons, terms = len(layer.weights), len(layer.weights[0])
    named = [(f"weights[{j}][{k}]", layer.weights[j][k]) for j in _first(neurons) for k in _first(terms)]
    named += [(f"biases[{j}]", layer.biases[j]) for j in _first(neurons)]
    rows = [(name, _cells(f"{path}.{name}", step, STEP, ())) for name, step in named]
    return table(f"{path}: {_amount('first', neurons, 'neurons')} of {_amount('first', terms, 'weights')}", rows)


def _strongest(x: Vector, traced: Sequence[LayerForward]) -> list[Indices]:
    """Return which neurons of each layer are shown, the input's first: those that are most active."""
    return [strongest(values, MOST) for values in (x, *(layer.a for layer in traced))]


def _first(count: int) -> range:
    return range(min(MOST, count))


def _neurons(
    path: str, layer: Layer, neurons: Sequence[object], names: Sequence[str], chosen: Sequence[Indices]
) -> str:
    """Return the fields `names` of neurons, and of their terms; `chosen` are those of the layer before, and of this."""
    terms, own = chosen
    rows = [(f"neurons[{j}]", _cells(f"{path}.neurons[{j}]", neurons[j], names, terms)) for j in own]
    caption = f"{path}: {layer.activation}, {_amount('strongest', layer.outputs, 'neurons')}"
    return table(f"{caption} of {_amount('strongest', layer.inputs, 'terms')}", rows)


def _cells(path: str, record: object, names: Iterable[str], chosen: Indices) -> list[Cell]:
    """Return the fields `names` of a record as cells: those `chosen` of one with many numbers, none for None."""
    cells: list[Cell] = []
    for name in names:
        value = getattr(record, name)
        if isinstance(value, tuple):
            cells += _vector(f"{path}.{name}", name, value, chosen)
        elif value is not None:
            cells.append(Cell(f"{path}.{name}", name, value))
    return cells


def _vector(path: str, name: str, values: Vector, chosen: Indices) -> list[Cell]:
    return [Cell(f"{path}[{k}]", f"{name}[{k}]", values[k]) for k in chosen]


def _line(path: str, values: Vector, chosen: Indices) -> str:
    """Return a table of one row."""
    return table(f"{path}: {_amount('strongest', len(values), 'numbers')}", [("", _vector(path, "", values, chosen))])


def _amount(which: str, count: int, noun: str) -> str:
    """Return how many there are, and which of them are shown.

    >>> _amount("first", 8, "neurons"), _amount("strongest", 1024, "neurons"), _amount("first", 1, "neurons")
    ('8 neurons', 'strongest 10 of 1024 neurons', '1 neuron')
    """
    noun = noun.removesuffix("s") if count == 1 else noun
    return f"{count} {noun}" if count <= MOST else f"{which} {MOST} of {count} {noun}"


def _page(title: str, tables: Iterable[str]) -> str:
    return "\n".join([f"<p>{escape(title)}</p>", *tables])
