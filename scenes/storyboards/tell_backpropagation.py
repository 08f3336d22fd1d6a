"""Study → the beats of its backward pass, an update, and the forward pass after it."""

from __future__ import annotations

from itertools import pairwise

from scenes.lessons.lesson import Study
from scenes.storyboards.backpropagation import (
    Again,
    BackStory,
    Factors,
    LayerBack,
    Recall,
    SheetBeat,
)
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Entrance
from scenes.storyboards.notation import LOSS_NAMES, LOSS_TERMS, W_SMALL, layer_title
from scenes.storyboards.readout import Line, Reader, Readout
from scenes.storyboards.sheet import Sheet, Step
from scenes.storyboards.tell_deltas import tell_deltas, tell_together
from scenes.storyboards.tell_forward_pass import tell_entrance, tell_heads
from scenes.storyboards.tell_gradients import tell_chain, tell_gradients, worth_showing

MOST_DECIMALS = 9
MOST_WEIGHTS = 12  # that can be listed one by one


def tell_backpropagation(study: Study) -> BackStory:
    read = Reader(study, study.lesson.decimals)
    layers = tuple(_layer(study, read, layer) for layer in reversed(range(len(study.network.layers))))
    return BackStory(
        study,
        tell_heads(study, read),
        _recall(study, read),
        _loss(study, read),
        layers,
        ("The update",),
        ("every parameter takes a step against its gradient: new = old − learning rate · gradient",),
        _update(study, read),
        _new_weights(study, read),
        _again(study, read),
    )


def values_of(study: Study, read: Reader, forward: str) -> tuple[tuple[Readout, ...], ...]:
    """Return what every neuron holds in the forward trace at the path `forward`, layer by layer."""
    sizes = study.network.sizes
    inputs = tuple(read(f"{forward}.x[{k}]") for k in range(sizes[0]))
    layers = tuple(
        tuple(read(f"{forward}.layers[{layer}].neurons[{j}].a") for j in range(size))
        for layer, size in enumerate(sizes[1:])
    )
    return (inputs, *layers)


def _recall(study: Study, read: Reader) -> Recall:
    told = tell_entrance(study, read)
    entrance = Entrance(
        ("What the network said",), ("the forward pass has filled in every activation",), told.features, told.captions
    )
    said: Line = ("The forward pass is done: every neuron holds its activation. How good is the answer?",)
    return Recall(entrance, values_of(study, read, "forward"), said)


def _loss(study: Study, read: Reader) -> SheetBeat:
    last = len(study.network.layers) - 1
    operation, formula = LOSS_TERMS[study.network.loss]
    rows = tuple(
        Equation(
            operation,
            (read(f"forward.layers[{last}].neurons[{j}].a"), read(f"backward.target[{j}]")),
            read(f"backward.loss.terms[{j}]"),
        )
        for j in range(study.network.sizes[-1])
    )
    loss = read("backward.loss.value", study.lesson.precise)
    kind = "mean" if study.network.loss == "mean-squared-error" else "sum"
    total = Equation(kind, tuple(row.result for row in rows), loss)
    name = LOSS_NAMES[study.network.loss]
    return SheetBeat(
        ("The loss",),
        (f"how far the output is from the target, as one number: {name}",),
        Sheet(("loss",), ("output ", "target", formula), rows, None, Step((kind, "  ", "loss"), total), ()),
        (
            ("Beside each output stands its target. The further apart they are, the larger the term.",),
            (
                "Together: the loss is ",
                loss,
                ". Learning means making it smaller.",
            ),
        ),
    )


def _layer(study: Study, read: Reader, layer: int) -> LayerBack:
    last = len(study.network.layers) - 1
    together = tell_together(study, read) if layer == last else None
    neurons = () if together else tell_deltas(study, read, layer)
    deltas = tuple(
        read.gradient(f"backward.layers[{layer}].neurons[{j}].delta") for j in range(study.network.sizes[layer + 1])
    )
    return LayerBack(
        layer,
        (*layer_title(study, read, layer + 1), ", backwards"),
        ("how the loss changes with each weighted input (delta), then with each weight (gradient)",),
        together,
        neurons,
        deltas,
        tell_gradients(study, read, layer),
        tell_chain(study, read) if layer == worth_showing(study)[0] else None,
        ("The other neurons of this layer work alike.",),
        ("Delta times input gives every gradient of this layer.",),
    )


def _update(study: Study, read: Reader) -> Factors:
    layer, j, k = worth_showing(study)
    record = f"update.layers[{layer}].weights[{j}][{k}]"
    old, gradient = read(f"{record}.old"), read.gradient(f"{record}.gradient")
    new = read(f"{record}.new", study.lesson.precise)
    rate = _visible(read, "update.learning_rate")
    equation = Equation("update", (old, rate, gradient), new)
    moved: Line = ("Old weight ", old, ", minus learning rate ", rate, " times gradient ", gradient, ": ", new, ".")
    return Factors(
        ("one weight",),
        (("old weight",), ("− learning rate",), ("· gradient",)),
        ("new weight",),
        equation,
        (layer, j, k),
        (moved, ("Every weight and every bias takes such a step at once: edges change width, some their sign.",)),
    )


def _new_weights(study: Study, read: Reader) -> tuple[Line, ...]:
    """Return a line for each weight, old → new, where they are few enough to be read: w1 is the first of the first."""
    places = [
        f"update.layers[{layer}].weights[{j}][{k}]"
        for layer, (inputs, outputs) in enumerate(pairwise(study.network.sizes))
        for j in range(outputs)
        for k in range(inputs)
    ]
    if len(places) > MOST_WEIGHTS:
        return ()
    return tuple(
        (
            W_SMALL,
            read(f"positions[{n}]"),
            "   ",
            read(f"{place}.old"),
            "  →  ",
            read(f"{place}.new", study.lesson.precise),
        )
        for n, place in enumerate(places, start=1)
    )


def _visible(read: Reader, path: str) -> Readout:
    """Return a readout with as many decimals as it takes to show the value as it is, at least the lesson's."""
    for decimals in range(read.decimals, MOST_DECIMALS):
        readout = read(path, decimals)
        if float(readout.text.replace("−", "-")) == readout.value:
            return readout
    return read(path, MOST_DECIMALS)


def _again(study: Study, read: Reader) -> Again:
    before, after = _apart(
        Reader(study, study.lesson.precise or read.decimals), "backward.loss.value", "after.loss.value"
    )
    fell = study.after.loss.value < study.backward.loss.value
    kept = study.after.loss.value == study.backward.loss.value
    verdict = (
        "The loss stays as it was" if kept else "The loss fell" if fell else "The loss rose: the step was too long"
    )
    return Again(
        ("Forward again",),
        ("the same sample, the new weights",),
        values_of(study, read, "after.forward"),
        ("loss before  ", before),
        ("loss after  ", after),
        (
            ("The same sample goes through the new network.",),
            (f"{verdict}: from ", before, " to ", after, "."),
        ),
    )


def _apart(read: Reader, one: str, other: str) -> tuple[Readout, Readout]:
    """Return two readouts with the fewest decimals, from the lesson's up, that tell their values apart."""
    for decimals in range(read.decimals, MOST_DECIMALS):
        if read(one, decimals).text != read(other, decimals).text:
            return read(one, decimals), read(other, decimals)
    return read(one, MOST_DECIMALS), read(other, MOST_DECIMALS)
