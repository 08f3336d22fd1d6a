"""Study → the update, of one weight and of all, and what the network says after it."""

from __future__ import annotations

from itertools import pairwise

from scenes.lessons import Study
from scenes.storyboards.backpropagation import Again, Factors, Steps
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import W_SMALL, output_names
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.tell_gradients import worth_showing

MOST_DECIMALS = 9
LISTED = 8  # weights, of the old and new values


def values_of(study: Study, read: Reader, forward: str) -> tuple[tuple[Readout, ...], ...]:
    """Return what every neuron holds in the forward trace at the path `forward`, layer by layer."""
    sizes = study.network.sizes
    inputs = tuple(read(f"{forward}.x[{k}]") for k in range(sizes[0]))
    layers = tuple(
        tuple(read(f"{forward}.layers[{layer}].neurons[{j}].a") for j in range(size))
        for layer, size in enumerate(sizes[1:])
    )
    return (inputs, *layers)


def tell_one_update(study: Study, read: Reader) -> Factors:
    layer, j, k = worth_showing(study)
    record = f"update.layers[{layer}].weights[{j}][{k}]"
    gradient, rate = read(f"{record}.gradient"), _exact(read, "update.learning_rate")
    old, new = _apart(read, f"{record}.old", f"{record}.new")
    if study.lesson.published:
        new = read(f"{record}.new", study.decimals_of_results)
    return Factors(
        ("one weight",),
        (("old weight",), ("− learning rate",), ("· gradient",)),
        ("new weight",),
        Equation("update", (old, rate, gradient), new),
        (layer, j, k),
        (
            ("The learning rate, ", rate, ", decides how long the step is."),
            (old, " minus ", rate, " times ", gradient, " is the new weight: ", new, "."),
        ),
    )


def tell_steps(study: Study, read: Reader) -> Steps:
    steps = tuple(
        tuple(tuple(abs(update.step) for update in row) for row in layer.weights) for layer in study.update.layers
    )
    largest = max(step for layer in steps for row in layer for step in row) or 1.0
    shares = tuple(tuple(tuple(step / largest for step in row) for row in layer) for layer in steps)
    title, lines = _old_and_new(study, read, shares)
    what = "Every weight takes" if study.biases_stay else "Every weight and every bias takes"
    flips = any(u.old * u.new < 0 for layer in study.update.layers for row in layer.weights for u in row)
    after = " Some change sign." if flips else ""
    said: Line = (f"{what} its step at once: the wider the dots, the longer the step.{after}",)
    return Steps(shares, title, lines, said)


def _old_and_new(
    study: Study, read: Reader, shares: tuple[tuple[tuple[float, ...], ...], ...]
) -> tuple[Line, tuple[Line, ...]]:
    """Return lines of old → new: of every weight, numbered from the first, where they are few; else of those that
    take the longest steps."""
    places = [
        (layer, j, k)
        for layer, (inputs, outputs) in enumerate(pairwise(study.network.sizes))
        for j in range(outputs)
        for k in range(inputs)
    ]
    title: Line = ("all weights",)
    numbered = len(places) <= LISTED
    if not numbered:
        title = ("the longest steps",)
        places = sorted(places, key=lambda place: -shares[place[0]][place[1]][place[2]])[:LISTED]
    lines: list[Line] = []
    for number, (layer, j, k) in enumerate(places, start=1):
        record = f"update.layers[{layer}].weights[{j}][{k}]"
        old, new = _apart(read, f"{record}.old", f"{record}.new")
        if study.lesson.published:
            new = read(f"{record}.new", study.decimals_of_results)
        label: Line = (W_SMALL, read(f"positions[{number}]"), "   ") if numbered else ()
        lines.append((*label, old, "  →  ", new))
    return title, tuple(lines)


def tell_again(study: Study, read: Reader) -> Again:
    before, after = _apart(Reader(study, study.decimals_of_results), "backward.loss.value", "after.loss.value")
    return Again(
        ("Forward again",),
        ("the same sample, the new weights",),
        values_of(study, read, "after.forward"),
        (("loss before", before), ("loss after", after)),
        outputs := _outputs(study, read),
        study.predicted_after if study.lesson.classifies and study.network.sizes[-1] > 1 else None,
        (
            ("The same sample goes through the new network.",),
            _compared(study, outputs),
            (f"{_verdict(study)}: from ", before, " to ", after, "."),
        ),
    )


def _outputs(study: Study, read: Reader) -> tuple[tuple[Name, Readout, Readout], ...]:
    last = len(study.network.layers) - 1
    return tuple(
        (name, *_apart(read, *(f"{trace}.layers[{last}].neurons[{j}].a" for trace in ("forward", "after.forward"))))
        for j, name in enumerate(output_names(study, read, 12))
    )


def _compared(study: Study, outputs: tuple[tuple[Name, Readout, Readout], ...]) -> Line:
    shown = study.true if study.lesson.classifies and len(outputs) > 1 else 0
    name, before, after = outputs[shown]
    said: Line = ("Before, ", name, " had ", before, "; now it has ", after, ".")
    if study.lesson.classifies and study.predicted != study.true == study.predicted_after:
        return (*said, " The network is right now.")
    return said


def _verdict(study: Study) -> str:
    before, after = study.backward.loss.value, study.after.loss.value
    if before == after:
        return "The loss stays as it was"
    return "The loss fell" if after < before else "The loss rose, for the step was too long"


def _exact(read: Reader, path: str) -> Readout:
    """Return a readout with as many decimals as it takes to show the value as it is, at least the lesson's."""
    for decimals in range(read.decimals, MOST_DECIMALS):
        readout = read(path, decimals)
        if float(readout.text.replace("−", "-")) == readout.value:
            return readout
    return read(path, MOST_DECIMALS)


def _apart(read: Reader, one: str, other: str) -> tuple[Readout, Readout]:
    """Return two readouts with the fewest decimals, from the lesson's up, that tell their values apart."""
    for decimals in range(read.decimals, MOST_DECIMALS):
        if read(one, decimals).text != read(other, decimals).text:
            return read(one, decimals), read(other, decimals)
    return read(one), read(other)
