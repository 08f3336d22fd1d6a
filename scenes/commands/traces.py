"""A trace as tables to read: what `mathnet trace` prints."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scenes.commands.extent import Extent
from scenes.commands.trace_layers import (
    add_row,
    neuron_name,
    new_table,
    tabulate_backward,
    tabulate_forward,
    tabulate_update,
    tell_apart,
)
from scenes.lessons import Scaling
from scenes.storyboards.backpropagation import BackStory, Nudge, SecondPass
from scenes.storyboards.reading import BOUNDED
from scenes.storyboards.readout import printable, shown
from scenes.storyboards.slope import SlopeBeat
from scenes.storyboards.tell_backpropagation import tell_backpropagation
from scenes.studies import Neuron, Study


def print_tables(study: Study, everything: bool = False) -> None:
    """Print the forward and the backward pass of the lesson's sample, layer by layer, and a step down the gradient.

    Of a network too large for its films, it is what they show of it, unless `everything` is asked for.
    """
    extent = Extent(study, everything)
    # in a file or a pipe, a line may be as long as it likes
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 200)
    for line in _introduce(extent):
        console.print(Text(printable(line)))
    for title, table in _tables(extent):
        console.print()
        console.print(Text(title))
        console.print(table)


def _introduce(extent: Extent) -> Iterator[str]:
    study = extent.study
    lesson, network = study.lesson, study.network
    sizes, loss = "-".join(map(str, network.sizes)), shown(study.backward.loss.value, lesson.decimals)
    results = f", those after a step {study.decimals_of_results}" if lesson.published else ""
    count = network.parameter_count
    yield f"{lesson.name}: {sizes} ({', '.join(network.activations)}), {network.loss}, {count} parameters."
    yield f"Sample {lesson.shown} of {len(lesson.samples)}, counted from 0. Loss {loss}.{_verdict(study)}"
    yield (
        f"Numbers have {lesson.decimals} decimals{results}, as in the films (--json gives all digits); neurons count "
        "from 1."
    )
    if not study.view.is_whole and not extent.everything:
        yield (
            "Large layers are printed as the films draw them: the neurons that matter most for this sample, the "
            "strongest terms of a sum, and what the others come to (--all gives all)."
        )


def _verdict(study: Study) -> str:
    lesson = study.lesson
    if not lesson.classifies:
        return ""
    return f" Predicted: {lesson.classes[study.predicted]}, true: {lesson.classes[study.true]}."


def _tables(extent: Extent) -> Iterator[tuple[str, Table]]:
    layers = range(1, len(extent.study.network.sizes))
    yield _input(extent)
    yield from (tabulate_forward(extent, layer) for layer in layers)
    yield from _prediction(extent)
    yield from (tabulate_backward(extent, layer) for layer in reversed(layers))
    yield from (tabulate_update(extent, layer) for layer in layers)
    story = tell_backpropagation(extent.study)
    yield from _turned(story)
    yield from _ways(extent)
    yield _outcome(extent, story.second_pass)


def _input(extent: Extent) -> tuple[str, Table]:
    lesson, sample = extent.study.lesson, extent.study.lesson.sample
    title = f"Input ({extent.count(0)} features)" if extent.is_part(0) else "Input"
    headings, columns = ["x"], [sample.x]
    if sample.measured is not None and lesson.scaling is not None:
        unit = f" ({lesson.unit})" if lesson.unit else ""
        headings = [f"measured{unit}", *_short(lesson.scaling), "x"]
        columns = [sample.measured, lesson.scaling.means, lesson.scaling.deviations, sample.x]
        title += f": {_rule('x', 'measured', lesson.scaling)}"
    numbered = ["neuron"] if extent.is_part(0) else []
    table = new_table("feature", *numbered, *headings)
    for k in extent.neurons(0):
        number = [str(k + 1)] if numbered else []
        add_row(table, lesson.features[k], *number, *(extent.number(column[k]) for column in columns))
    return title, table


def _rule(scaled: str, measured: str, scaling: Scaling) -> str:
    shift, scale = _short(scaling)
    rule = f"{scaled} = ({measured} − {shift}) / {scale}"
    return rule if all(scaling.deviations) else f"{rule}, or {measured} − {shift} where the {scale} is 0"


def _short(scaling: Scaling) -> tuple[str, str]:
    shift, scale = scaling.names
    return shift, scale.removeprefix("standard ")


def _prediction(extent: Extent) -> Iterator[tuple[str, Table]]:
    """Yield the table of standardised values in their own unit, if there are any."""
    study = extent.study
    lesson, sample, output = study.lesson, study.lesson.sample, study.measured_output
    if lesson.target_scaling is None or sample.measured_target is None or output is None:
        return
    table = new_table("value", "measured", "mean", "deviation", "target", "a", "a in its unit")
    means, deviations = lesson.target_scaling.means, lesson.target_scaling.deviations
    columns = (sample.measured_target, means, deviations, sample.target, study.forward.output, output)
    for j in extent.neurons(len(study.network.layers)):
        add_row(table, lesson.classes[j], *(extent.number(column[j]) for column in columns))
    yield f"Prediction: {_rule('target', 'measured', lesson.target_scaling)}", table


def _turned(story: BackStory) -> Iterator[tuple[str, Table]]:
    """Yield what the loss is where one weight is turned, and what the neurons after it hold, as far as films tell."""
    if story.slopes:
        yield _losses(story.study, story.slopes)
    if story.nudge:
        yield _held(story.study, story.nudge)


def _losses(study: Study, slopes: Iterable[SlopeBeat]) -> tuple[str, Table]:
    """Return the table of the loss at each weight that a film writes out."""
    table = new_table("weight", "loss")
    halts = {
        (stop.weight.text, stop.loss.text): None
        for slope in slopes
        for stop in map(slope.stops.__getitem__, slope.halts)
    }
    for weight, loss in halts:
        add_row(table, weight, loss)
    place = study.worth_showing
    start, end = (neuron_name(study, layer, j) for layer, j in ((place.layer - 1, place.k), (place.layer, place.j)))
    return f"One weight turned: of layer {place.layer}, neuron {end}, from neuron {start}", table


def _held(study: Study, nudge: Nudge) -> tuple[str, Table]:
    """Return the table of what neurons hold where a film pauses as that weight is turned, or turns back."""
    table = new_table("neuron", "weight", "a")
    ends = (pick(nudge.turned, key=lambda one: one.weight.value) for pick in (min, max))
    stops = [*map(nudge.turned.__getitem__, nudge.slope.halts), *ends]
    for one in {id(one): one for one in stops}.values():
        for neuron, held in one.held.items():
            add_row(table, neuron_name(study, neuron.layer, neuron.j), one.weight.text, held.text)
    return "What the neurons after it hold then", table


def _ways(extent: Extent) -> Iterator[tuple[str, Table]]:
    """Yield what comes back to that weight's neuron, where films list but a part of it."""
    ways = extent.study.ways
    if ways is None or ways.others is None:
        return
    table = new_table("ways", "together")
    add_row(table, str(ways.others.count), extent.number(ways.others.value))
    yield f"Ways from its neuron to the loss that are not among the {len(ways.listed)} strongest", table


def _outcome(extent: Extent, told: SecondPass) -> tuple[str, Table]:
    study = extent.study
    before, after, last = study.backward, study.after, len(study.network.layers)
    table = new_table("neuron", "a before", "a after")
    write = extent.share if study.network.activations[-1] in BOUNDED else extent.number
    for j in extent.neurons(last):
        if row := told.outputs.get(Neuron(last, j)):
            pair = row[1].text, row[2].text
        else:
            pair = tell_apart(extent, before.forward.output[j], after.forward.output[j], write)
        add_row(table, neuron_name(study, last, j), *pair)
    losses = tell_apart(extent, before.loss.value, after.loss.value, extent.number, study.decimals_of_results)
    return f"Outcome of the step: loss {losses[0]} before, {losses[1]} after", table
