"""The tables of a layer's forward pass, backward pass and step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.table import Table
from rich.text import Text

from mathnet import LayerBackward, LayerForward
from scenes.commands.extent import Extent, Sums, are_parts, others_of
from scenes.storyboards.readout import decimals_of, printable
from scenes.storyboards.tell_update import MOST_DECIMALS
from scenes.studies import Study

# what stands at the left of its column: text, and rows of numbers that may run over several lines
ROWS = (
    "from",
    "a from",
    "to",
    "δ from",
    "w to",
    "w",
    "w·a",
    "w·δ",
    "∂a/∂z",
    "∂C/∂a·∂a/∂z",
    "∂C/∂w",
    "w before",
    "w after",
)
TEXTS = ("neuron", "feature", "value", *ROWS)
OTHERS = "others"
Listed = dict[int, Sequence[int]]  # which terms of each neuron's sum are printed


def tabulate_forward(extent: Extent, layer: int) -> tuple[str, Table]:
    study, record = extent.study, extent.study.forward.layers[layer - 1]
    activation, softmax = study.network.activations[layer - 1], record.softmax
    sums, is_output = study.view.products[layer], layer == len(study.network.layers)
    title = f"{layer_name(extent, layer)}, forward: z = Σ w·a + b, a = {activation}(z)"
    if softmax:
        title += f"; exp adds up to {extent.number(softmax.total)}"
    listed = {j: extent.terms(sums, j, len(record.neurons[j].products)) for j in extent.neurons(layer)}
    elided, before = are_parts(sums) and not extent.everything, study.forward.inputs[layer - 1]
    columns = {
        "from": _numbers(listed) if elided else {},
        "a from": _lines(listed, lambda _, k: before[k], lambda a: extent.activation(layer - 1, a)) if elided else {},
        "w": _lines(listed, lambda j, k: study.network.layers[layer - 1].weights[j][k], extent.number),
        "w·a": _lines(listed, lambda j, k: record.neurons[j].products[k], extent.number),
        OTHERS: _others(extent, sums, listed),
    }
    rest = ["b", "z", *(["z − max z", "exp"] if softmax else []), "a", *(["target", "C"] if is_output else [])]
    table = new_table("neuron", *(name for name, texts in columns.items() if texts), *rest)
    for j in listed:
        numbers = [extent.number(record.neurons[j].bias), extent.number(record.neurons[j].z)]
        if softmax:
            numbers += [extent.number(softmax.shifted[j]), extent.number(softmax.exponentials[j])]
        numbers.append(extent.activation(layer, record.neurons[j].a))
        if is_output:
            numbers += [extent.number(study.backward.target[j]), extent.number(study.backward.loss.terms[j])]
        add_row(table, neuron_name(study, layer, j), *(texts[j] for texts in columns.values() if texts), *numbers)
    if is_output and study.loss_terms.others:
        _add_others(extent, table, record)
    return title, table


def _add_others(extent: Extent, table: Table, record: LayerForward) -> None:
    """Add what the outputs that films don't draw come to."""
    study = extent.study
    parts = {"C": (study.loss_terms, extent.number)}
    if record.softmax:
        parts |= {"exp": (study.exponentials, extent.share), "a": (study.shares, extent.share)}
    texts = {name: write(terms.others.value) for name, (terms, write) in parts.items() if terms.others}
    cells = (texts.get(str(column.header), "") for column in table.columns[1:])
    assert study.loss_terms.others is not None
    add_row(table, f"{study.loss_terms.others.count} others", *cells)


def tabulate_backward(extent: Extent, layer: int) -> tuple[str, Table]:
    study, record = extent.study, extent.study.backward.layers[layer - 1]
    first, sums = record.neurons[0], study.upstream[layer]
    has_upstream, has_local = first.upstream is not None, first.local is not None
    rule = "upstream · local" if has_local else "upstream · Jacobian of softmax" if has_upstream else "a − target"
    title = f"{layer_name(extent, layer)}, backward: δ = {rule}, ∂C/∂w = δ · a, ∂C/∂b = δ{_inputs(extent, layer)}"
    shown = extent.neurons(layer)
    drawn = dict.fromkeys(shown, extent.neurons(layer - 1))
    columns = {}
    if extent.is_part(layer - 1):
        columns["w"] = _lines(drawn, lambda j, k: study.network.layers[layer - 1].weights[j][k], extent.number)
    columns["∂C/∂w"] = _lines(drawn, lambda j, k: record.neurons[j].weight_gradients[k], extent.number)
    if record.jacobian:
        columns |= _jacobian(extent, record, shown)
    elif sums:
        listed = {j: extent.terms(sums, j, len(record.neurons[j].upstream_products)) for j in shown}
        if are_parts(sums) and not extent.everything:
            columns["to"] = _numbers(listed)
            columns["δ from"] = _lines(listed, lambda _, i: study.backward.layers[layer].delta[i], extent.number)
            columns["w to"] = _lines(listed, lambda j, i: study.network.layers[layer].weights[i][j], extent.number)
        columns["w·δ"] = _lines(listed, lambda j, i: record.neurons[j].upstream_products[i], extent.number)
        columns[OTHERS] = _others(extent, sums, listed)
    rest = [*(["upstream"] if has_upstream else []), *(["local"] if has_local else []), "δ"]
    table = new_table("neuron", *(name for name, texts in columns.items() if texts), *rest)
    for j in shown:
        neuron = record.neurons[j]
        numbers = [number for number in (neuron.upstream, neuron.local, neuron.delta) if number is not None]
        texts = (texts[j] for texts in columns.values() if texts)
        add_row(table, neuron_name(study, layer, j), *texts, *map(extent.number, numbers))
    return title, table


def _jacobian(extent: Extent, record: LayerBackward, shown: Sequence[int]) -> dict[str, dict[int, str]]:
    """Return the columns of how softmax passes an error on, where it meets a squared one."""
    jacobian, sums = record.jacobian, extent.study.jacobian
    assert jacobian is not None
    listed = {j: extent.terms(sums, j, len(shown)) for j in shown}
    if extent.everything:
        listed = dict.fromkeys(shown, shown)
    return {
        "from": _numbers(listed) if are_parts(sums) and not extent.everything else {},
        "∂a/∂z": _lines(listed, lambda j, i: jacobian.jacobian[j][i], extent.number),
        "∂C/∂a·∂a/∂z": _lines(listed, lambda j, i: jacobian.products[j][i], extent.number),
        OTHERS: _others(extent, sums, listed),
    }


def tabulate_update(extent: Extent, layer: int) -> tuple[str, Table]:
    study = extent.study
    before, rate = study.network.layers[layer - 1], study.update.learning_rate
    eta = extent.number(rate, max(study.lesson.decimals, decimals_of((rate,), MOST_DECIMALS)))
    after, decimals = study.after.forward.network.layers[layer - 1], study.decimals_of_results
    rule = "w − η · ∂C/∂w, b − η · ∂C/∂b"
    what = "after a step"
    if study.biases_stay:
        rule, what = "w − η · ∂C/∂w", "after a step of the weights alone"
    title = f"{layer_name(extent, layer)}, {what}: {rule}, with η = {eta}{_inputs(extent, layer)}"
    table = new_table("neuron", "w before", "w after", "b", "a")
    drawn, shown = extent.neurons(layer - 1), extent.neurons(layer)
    pairs = {
        j: [tell_apart(extent, before.weights[j][k], after.weights[j][k], extent.number) for k in drawn] for j in shown
    }
    if study.lesson.published:
        pairs = {
            j: [(old, extent.number(after.weights[j][k], decimals)) for k, (old, _) in zip(drawn, row, strict=True)]
            for j, row in pairs.items()
        }
    olds, news = (aligned({j: [pair[end] for pair in row] for j, row in pairs.items()}) for end in (0, 1))
    for j in shown:
        held = extent.activation(layer, study.after.forward.layers[layer - 1].neurons[j].a)
        bias = extent.number(after.biases[j], decimals)
        add_row(table, neuron_name(study, layer, j), olds[j], news[j], bias, held)
    return title, table


def tell_apart(
    extent: Extent, before: float, after: float, write: Callable[[float, int], str], decimals: int | None = None
) -> tuple[str, str]:
    """Return the texts of two numbers with the fewest decimals, from those of the lesson up, that tell them apart."""
    least = extent.study.lesson.decimals if decimals is None else decimals
    for enough in range(least, MOST_DECIMALS) if before != after else ():
        if write(before, enough) != write(after, enough):
            return write(before, enough), write(after, enough)
    return write(before, least), write(after, least)


def _inputs(extent: Extent, layer: int) -> str:
    """Return of which neurons of the layer before the weights are printed, where they aren't all."""
    if not extent.is_part(layer - 1):
        return ""
    return f"; weights from neurons {', '.join(str(k + 1) for k in extent.neurons(layer - 1))}"


def _numbers(listed: Listed) -> dict[int, str]:
    return aligned({j: [str(k + 1) for k in terms] for j, terms in listed.items()}, _between(listed))


def _lines(listed: Listed, value: Callable[[int, int], float], write: Callable[[float], str]) -> dict[int, str]:
    return aligned({j: [write(value(j, k)) for k in terms] for j, terms in listed.items()}, _between(listed))


def _between(listed: Listed) -> str:
    """Return what stands between terms: where each neuron has others than the next, each is on a line of its own."""
    return "  " if len({tuple(terms) for terms in listed.values()}) == 1 else "\n"


def _others(extent: Extent, sums: Sums, shown: Iterable[int]) -> dict[int, str]:
    return {j: others_of(sums.get(j), extent.number) for j in shown} if are_parts(sums) else {}


def aligned(rows: dict[int, list[str]], between: str = "  ") -> dict[int, str]:
    """Return each row as one text, so that the numbers of all rows stand below each other."""
    width = max((len(text) for row in rows.values() for text in row), default=0)
    return {j: between.join(text.rjust(width) for text in row) for j, row in rows.items()}


def new_table(*columns: str) -> Table:
    table = Table()
    for column in columns:
        table.add_column(Text(column), justify="left" if column in TEXTS else "right")
    return table


def add_row(table: Table, name: str, *cells: str) -> None:
    # as Text: a name in brackets is no markup
    table.add_row(*map(Text, (printable(name), *cells)))


def layer_name(extent: Extent, layer: int) -> str:
    name = "Output layer" if layer == len(extent.study.network.layers) else f"Hidden layer {layer}"
    return f"{name} ({extent.count(layer)} neurons)" if extent.is_part(layer) else name


def neuron_name(study: Study, layer: int, neuron: int) -> str:
    lesson = study.lesson
    named = layer == len(study.network.layers) and len(lesson.classes) == study.network.sizes[-1]
    return f"{neuron + 1} {lesson.classes[neuron]}" if named else str(neuron + 1)
