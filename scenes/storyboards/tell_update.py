"""Study → the update, of one weight and of all, and what the network says after it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from scenes.lessons import Study
from scenes.storyboards.backpropagation import Again, Factors, Steps
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import W_SMALL, output_names
from scenes.storyboards.reading import BOUNDED, values_of
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.tell_gradients import worth_showing
from scenes.storyboards.words import Claim, Words, about

Read = Callable[[str, int | None], Readout]
MOST_DECIMALS = 9
LISTED = 8  # weights, of the old and new values


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
            (old, " minus ", rate, " times ", gradient, " makes the new weight:", *about(new), "."),
        ),
    )


def tell_steps(study: Study, read: Reader) -> Steps:
    steps = tuple(
        tuple(tuple(abs(update.step) for update in row) for row in layer.weights) for layer in study.update.layers
    )
    largest = max(step for layer in steps for row in layer for step in row) or 1.0
    shares = tuple(tuple(tuple(step / largest for step in row) for row in layer) for layer in steps)
    title, lines = _old_and_new(study, read, shares)
    return Steps(shares, title, lines, _said_of_steps(study))


def _said_of_steps(study: Study) -> Words:
    what = "weight" if study.biases_stay else "weight and every bias"
    changes = [change for layer in study.update.layers for row in layer.weights for change in row]
    if not study.biases_stay:
        changes += [change for layer in study.update.layers for change in layer.biases]
    return (
        Claim(
            (f"Every {what} takes its step at once: the wider the dots, the longer the step.",),
            all(change.step != 0 for change in changes),
            (
                Claim(
                    ("All whose gradient isn't zero take their step at once: the wider the dots, the longer.",),
                    any(change.step != 0 for change in changes),
                    ("All gradients are zero: there is no step to take.",),
                ),
            ),
        ),
        Claim((" Some change sign.",), any(change.old * change.new < 0 for change in changes)),
    )


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
    for number, (layer, j, k) in enumerate(places):
        record = f"update.layers[{layer}].weights[{j}][{k}]"
        old, new = _apart(read, f"{record}.old", f"{record}.new")
        if study.lesson.published:
            new = read(f"{record}.new", study.decimals_of_results)
        label: Line = (W_SMALL, read.number(f"weights[{number}]"), "   ") if numbered else ()
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
            _said_of_loss(study, before, after),
        ),
    )


def _outputs(study: Study, read: Reader) -> tuple[tuple[Name, Readout, Readout], ...]:
    last = len(study.network.layers) - 1
    way = read.below_one if study.network.activations[last] in BOUNDED else read
    rows = []
    for j, name in enumerate(output_names(study, read, 12)):
        before, after = (f"{trace}.layers[{last}].neurons[{j}].a" for trace in ("forward", "after.forward"))
        rows.append((name, *_apart(read, before, after, way)))
    return tuple(rows)


def _compared(study: Study, outputs: tuple[tuple[Name, Readout, Readout], ...]) -> Words:
    shown = study.true if study.lesson.classifies and len(outputs) > 1 else 0
    name, before, after = outputs[shown]
    said: Words = ("Before, ", name, " had ", before, "; now it has ", after, ".")
    if not study.lesson.classifies:
        return said
    was_right, is_right = study.predicted == study.true, study.predicted_after == study.true
    return (
        *said,
        Claim(
            (" The network is now right.",),
            is_right and not was_right,
            (
                Claim(
                    (" The network is still right.",),
                    is_right,
                    (Claim((" The network is now wrong.",), was_right, (" The network is still wrong.",)),),
                ),
            ),
        ),
    )


def _said_of_loss(study: Study, before: Readout, after: Readout) -> Words:
    """Return how the loss has changed; `before` and `after` are what is shown of it."""
    if before.text == after.text:
        same = study.backward.loss.value == study.after.loss.value
        return (
            Claim(("The loss stays as it was:",), same, ("The loss changes by less than can be shown:",)),
            *about(after),
            ".",
        )
    fell = study.after.loss.value < study.backward.loss.value
    return (
        Claim(("The loss fell",), fell, ("The loss rose, for the step was too long",)),
        ": from ",
        before,
        " to ",
        after,
        ".",
    )


def _exact(read: Reader, path: str) -> Readout:
    """Return a readout with as many decimals as it takes to show the value as it is, at least the lesson's."""
    for decimals in range(read.decimals, MOST_DECIMALS):
        readout = read(path, decimals)
        if not readout.rounded:
            return readout
    return read(path, MOST_DECIMALS)


def _apart(read: Reader, one: str, other: str, way: Read | None = None) -> tuple[Readout, Readout]:
    """Return two readouts with the fewest decimals, from the lesson's up, that tell their values apart.

    They are read in a `way` of the reader's: by default as any number.
    """
    way = way or read
    for decimals in range(read.decimals, MOST_DECIMALS):
        if way(one, decimals).text != way(other, decimals).text:
            return way(one, decimals), way(other, decimals)
    return way(one, None), way(other, None)
