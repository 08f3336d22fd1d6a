"""A trace as tables to read: what `mathnet trace` prints."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from mathnet import LayerBackward, LayerForward, Vector
from scenes.lessons import Scaling
from scenes.storyboards.readout import printable, shown
from scenes.studies import Study

# what stands at the left of its column: text, and rows of numbers that may run over several lines
TEXTS = ("neuron", "feature", "value", "w", "w·a", "∂C/∂w")


def print_tables(study: Study) -> None:
    """Print the forward and the backward pass of the lesson's sample, layer by layer, and a step down the gradient."""
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
    results = f", those after a step {study.decimals_of_results}" if lesson.published else ""
    return (
        f"{lesson.name}: {sizes} ({', '.join(network.activations)}), {network.loss}.",
        f"Sample {lesson.shown} of {len(lesson.samples)}, counted from 0. Loss {loss}.{_verdict(study)}",
        f"Numbers have {lesson.decimals} decimals{results}, as in the films (--json gives all digits); neurons count "
        "from 1.",
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
        *_prediction(study),
        *(_backward(study, index, study.backward.layers[index]) for index in reversed(layers)),
        *(_update(study, index) for index in layers),
        _outcome(study),
    ]


def _input(study: Study) -> tuple[str, Table]:
    lesson, sample = study.lesson, study.lesson.sample
    if sample.measured is None or lesson.scaling is None:
        table = _new_table("feature", "x")
        for name, x in zip(lesson.features, sample.x, strict=True):
            _add_row(study, table, name, (x,))
        return "Input", table
    unit = f" ({lesson.unit})" if lesson.unit else ""
    table = _new_table("feature", f"measured{unit}", *_short(lesson.scaling), "x")
    columns = zip(sample.measured, lesson.scaling.means, lesson.scaling.deviations, sample.x, strict=True)
    for name, numbers in zip(lesson.features, columns, strict=True):
        _add_row(study, table, name, numbers)
    return f"Input: {_rule('x', 'measured', lesson.scaling)}", table


def _rule(scaled: str, measured: str, scaling: Scaling) -> str:
    shift, scale = _short(scaling)
    rule = f"{scaled} = ({measured} − {shift}) / {scale}"
    return rule if all(scaling.deviations) else f"{rule}, or {measured} − {shift} where the {scale} is 0"


def _short(scaling: Scaling) -> tuple[str, str]:
    shift, scale = scaling.names
    return shift, scale.removeprefix("standard ")


def _prediction(study: Study) -> list[tuple[str, Table]]:
    """Return the table of standardised values in their own unit, if there are any."""
    lesson, sample, output = study.lesson, study.lesson.sample, study.measured_output
    if lesson.target_scaling is None or sample.measured_target is None or output is None:
        return []
    table = _new_table("value", "measured", "mean", "deviation", "target", "a", "a in its unit")
    means, deviations = lesson.target_scaling.means, lesson.target_scaling.deviations
    columns = zip(sample.measured_target, means, deviations, sample.target, study.forward.output, output, strict=True)
    for name, numbers in zip(lesson.classes, columns, strict=True):
        _add_row(study, table, name, numbers)
    return [(f"Prediction: {_rule('target', 'measured', lesson.target_scaling)}", table)]


def _forward(study: Study, index: int, layer: LayerForward) -> tuple[str, Table]:
    activation = study.network.activations[index]
    softmax = layer.softmax
    title = f"{_layer_name(study, index)}, forward: z = Σ w·a + b, a = {activation}(z)"
    table = _new_table(
        "neuron",
        "w",
        "w·a",
        "b",
        "z",
        *(["z − max z", "exp"] if softmax else []),
        "a",
        *(["target"] if _is_output(study, index) else []),
    )
    if softmax:
        title += f"; exp adds up to {shown(softmax.total, study.lesson.decimals)}"
    weights = _columns(study, study.network.layers[index].weights)
    products = _columns(study, [neuron.products for neuron in layer.neurons])
    for j, neuron in enumerate(layer.neurons):
        steps = (softmax.shifted[j], softmax.exponentials[j]) if softmax else ()
        target = (study.backward.target[j],) if _is_output(study, index) else ()
        numbers = (neuron.bias, neuron.z, *steps, neuron.a, *target)
        _add_row(study, table, _neuron_name(study, index, j), numbers, weights[j], products[j])
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


def _update(study: Study, index: int) -> tuple[str, Table]:
    rate, layer = study.update.learning_rate, study.after.forward.network.layers[index]
    decimals = study.decimals_of_results
    title = f"{_layer_name(study, index)}, after a step: w − η · ∂C/∂w, b − η · ∂C/∂b, with η = {rate:g}"
    if study.biases_stay:
        title = f"{_layer_name(study, index)}, after a step of the weights alone: w − η · ∂C/∂w, with η = {rate:g}"
    table = _new_table("neuron", "w", "b")
    weights = _columns(study, layer.weights, decimals)
    for j, bias in enumerate(layer.biases):
        _add_row(study, table, _neuron_name(study, index, j), (bias,), weights[j], decimals=decimals)
    return title, table


def _outcome(study: Study) -> tuple[str, Table]:
    before, after = study.backward, study.after
    decimals = study.decimals_of_results
    table = _new_table("neuron", "a before", "a after")
    last = len(study.network.layers) - 1
    for j, pair in enumerate(zip(before.forward.output, after.forward.output, strict=True)):
        _add_row(study, table, _neuron_name(study, last, j), pair)
    losses = [shown(trace.loss.value, decimals) for trace in (before, after)]
    return f"Outcome of the step: loss {losses[0]} before, {losses[1]} after", table


def _new_table(*columns: str) -> Table:
    table = Table()
    for column in columns:
        table.add_column(Text(column), justify="left" if column in TEXTS else "right")
    return table


def _add_row(
    study: Study, table: Table, name: str, numbers: Vector, *vectors: str, decimals: int | None = None
) -> None:
    decimals = study.lesson.decimals if decimals is None else decimals
    cells = (printable(name), *vectors, *(shown(number, decimals) for number in numbers))
    # as Text: a name in brackets is no markup
    table.add_row(*map(Text, cells))


def _columns(study: Study, rows: Sequence[Vector], decimals: int | None = None) -> list[str]:
    """Return each row of numbers as one text, so that the numbers of all rows stand below each other."""
    decimals = study.lesson.decimals if decimals is None else decimals
    texts = [[shown(number, decimals) for number in row] for row in rows]
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
