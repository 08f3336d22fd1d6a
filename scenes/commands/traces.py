"""A trace as tables to read, or as JSON: what `mathnet trace` prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mathnet import LayerBackward, LayerForward, Vector, load_network, trace_to_json
from scenes.lessons import Lesson, Study, study
from scenes.storyboards.readout import printable, shown

# what stands at the left of its column: text, and rows of numbers that may run over several lines
TEXTS = ("neuron", "feature", "w·a", "∂C/∂w")


def trace_lesson(lesson: Lesson, file: str | None) -> Study:
    """Trace the lesson's sample through its trained network, or through the one in `file`.

    Raises ValueError for a file that holds no network, or one of other inputs or outputs than the lesson's.
    """
    if file is None:
        return study(lesson)
    network = load_network(file)
    given, needed = ((sizes[0], sizes[-1]) for sizes in (network.sizes, lesson.network.sizes))
    if given != needed:
        raise ValueError(
            f"{file}: a network of {given[0]} inputs and {given[1]} outputs is no match for lesson {lesson.name}, "
            f"which has {needed[0]} and {needed[1]}"
        )
    return study(replace(lesson, network=network, training=None))


def print_json(study: Study) -> None:
    """Print what mathnet.save_trace would write."""
    print(json.dumps(trace_to_json(study.backward), allow_nan=False))


def print_tables(study: Study) -> None:
    """Print the forward and the backward pass of the lesson's sample, layer by layer."""
    # in a file or a pipe, a line may be as long as it likes
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 200)
    for line in _introduce(study):
        console.print(Text(printable(line)))
    for title, table in _tables(study):
        console.print()
        console.print(Text(title))
        console.print(table)


def _introduce(study: Study) -> tuple[str, ...]:
    lesson, network = study.lesson, study.network
    sizes, loss = "-".join(map(str, network.sizes)), shown(study.backward.loss.value, lesson.decimals)
    return (
        f"{lesson.name}: {sizes} ({', '.join(network.activations)}), {network.loss}.",
        f"Sample {lesson.shown} of {len(lesson.samples)}, counted from 0. Loss {loss}.{_verdict(study)}",
        f"Numbers have {lesson.decimals} decimals, as in the films (--json gives all digits); neurons count from 1.",
    )


def _verdict(study: Study) -> str:
    lesson = study.lesson
    if not lesson.classifies:
        return ""
    return f" Predicted: {lesson.classes[study.predicted]}, true: {lesson.classes[study.true]}."


def _tables(study: Study) -> list[tuple[str, Table]]:
    layers = range(len(study.network.layers))
    return [
        _input(study),
        *(_forward(study, index, study.forward.layers[index]) for index in layers),
        *(_backward(study, index, study.backward.layers[index]) for index in reversed(layers)),
    ]


def _input(study: Study) -> tuple[str, Table]:
    lesson, sample = study.lesson, study.lesson.sample
    unit = f" ({lesson.unit})" if lesson.unit else ""
    table = _new_table("feature", *([f"measured{unit}"] if sample.measured else []), "x")
    measured = [(value,) for value in sample.measured] if sample.measured else [()] * len(sample.x)
    for name, before, x in zip(lesson.features, measured, sample.x, strict=True):
        _add_row(study, table, name, (*before, x))
    return "Input", table


def _forward(study: Study, index: int, layer: LayerForward) -> tuple[str, Table]:
    activation = study.network.activations[index]
    softmax = layer.softmax
    title = f"{_layer_name(study, index)}, forward: z = Σ w·a + b, a = {activation}(z)"
    table = _new_table(
        "neuron",
        "w·a",
        "b",
        "z",
        *(["z − max z", "exp"] if softmax else []),
        "a",
        *(["target"] if _is_output(study, index) else []),
    )
    if softmax:
        title += f"; exp adds up to {shown(softmax.total, study.lesson.decimals)}"
    products = _columns(study, [neuron.products for neuron in layer.neurons])
    for j, neuron in enumerate(layer.neurons):
        steps = (softmax.shifted[j], softmax.exponentials[j]) if softmax else ()
        target = (study.backward.target[j],) if _is_output(study, index) else ()
        numbers = (neuron.bias, neuron.z, *steps, neuron.a, *target)
        _add_row(study, table, _neuron_name(study, index, j), numbers, products[j])
    return title, table


def _backward(study: Study, index: int, layer: LayerBackward) -> tuple[str, Table]:
    first = layer.neurons[0]
    has_upstream, has_local = first.upstream is not None, first.local is not None
    rule = "upstream · local" if has_local else "upstream · Jacobian of softmax" if has_upstream else "a − target"
    title = f"{_layer_name(study, index)}, backward: δ = {rule}, ∂C/∂w = δ · a, ∂C/∂b = δ"
    table = _new_table(
        "neuron",
        "∂C/∂w",
        *(["upstream"] if has_upstream else []),
        *(["local"] if has_local else []),
        "δ",
    )
    gradients = _columns(study, [neuron.weight_gradients for neuron in layer.neurons])
    for j, neuron in enumerate(layer.neurons):
        numbers = [number for number in (neuron.upstream, neuron.local, neuron.delta) if number is not None]
        _add_row(study, table, _neuron_name(study, index, j), tuple(numbers), gradients[j])
    return title, table


def _new_table(*columns: str) -> Table:
    table = Table()
    for column in columns:
        table.add_column(Text(column), justify="left" if column in TEXTS else "right")
    return table


def _add_row(study: Study, table: Table, name: str, numbers: Vector, *vectors: str) -> None:
    cells = (printable(name), *vectors, *(shown(number, study.lesson.decimals) for number in numbers))
    # as Text: a name in brackets is no markup
    table.add_row(*map(Text, cells))


def _columns(study: Study, rows: Sequence[Vector]) -> list[str]:
    """Return each row of numbers as one text, so that the numbers of all rows stand below each other."""
    texts = [[shown(number, study.lesson.decimals) for number in row] for row in rows]
    width = max(len(text) for row in texts for text in row)
    return ["  ".join(text.rjust(width) for text in row) for row in texts]


def _is_output(study: Study, index: int) -> bool:
    return index == len(study.network.layers) - 1


def _layer_name(study: Study, index: int) -> str:
    return "Output layer" if _is_output(study, index) else f"Hidden layer {index + 1}"


def _neuron_name(study: Study, index: int, neuron: int) -> str:
    lesson = study.lesson
    named = _is_output(study, index) and len(lesson.classes) == study.network.sizes[-1]
    return f"{neuron + 1} {lesson.classes[neuron]}" if named else str(neuron + 1)
