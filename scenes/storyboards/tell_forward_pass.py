"""Study → the beats of its forward pass."""

from __future__ import annotations

from mathnet import ACTIVATIONS
from scenes.lessons import Study
from scenes.lessons.preparation import STANDARD
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import (
    Entrance,
    Feature,
    ForwardStory,
    LayerBeat,
    NeuronBeat,
    Pace,
)
from scenes.storyboards.notation import (
    ACTIVATION_NAMES,
    SAID,
    A,
    Z,
    layer_name,
    layer_title,
    neuron_title,
    output_names,
)
from scenes.storyboards.reading import read_activation, read_input
from scenes.storyboards.readout import Line, Reader, decimals_of
from scenes.storyboards.sheet import Sheet, Step
from scenes.storyboards.tell_outcome import NAME_LENGTH, tell_softmax, tell_verdict
from scenes.storyboards.words import Claim, Words, about, is_about

FEW_LAYERS = 4  # that each can be told for itself
CURVE_STEPS = 40  # to each side of 0


def tell_forward_pass(study: Study) -> ForwardStory:
    read = Reader(study, study.lesson.decimals)
    layers = tuple(_layer(study, read, index) for index in range(len(study.network.layers)))
    softmax = tell_softmax(study, read) if study.forward.layers[-1].softmax else None
    return ForwardStory(
        study,
        tell_heads(study, read),
        output_names(study, read, NAME_LENGTH),
        _entrance(study, read),
        layers,
        softmax,
        tell_verdict(study, read),
    )


def tell_heads(study: Study, read: Reader) -> tuple[tuple[Line, ...], ...]:
    activations: list[tuple[Line, ...]] = [((ACTIVATION_NAMES[name],),) for name in study.network.activations]
    below: list[tuple[Line, ...]] = [(), *activations]
    return tuple((layer_name(study, read, layer), *lines) for layer, lines in enumerate(below))


def tell_features(study: Study, read: Reader) -> tuple[Feature, ...]:
    return tuple(_feature(study, read, k) for k in range(len(study.lesson.features)))


def _entrance(study: Study, read: Reader) -> Entrance:
    features = tell_features(study, read)
    noun = read.name("lesson.noun")
    # one that varies says more of standardising than one that doesn't
    varied = (
        k for k, feature in enumerate(features) if feature.standardised and len(feature.standardised.operands) > 2
    )
    worked = next(varied, 0)
    feature = features[worked]
    aside: Words = ("its values are the activations of the input layer",)
    second: Words = ("These numbers are the input: ", feature.name, is_about(feature.x), feature.x, ".")
    shift, scale = study.lesson.scaling.names if study.lesson.scaling else STANDARD
    if feature.standardised and feature.measured:
        aside = (f"measured, then scaled: minus the {shift}, divided by the {scale}",)
        if (shift, scale) == STANDARD:
            aside = ("measured, then standardised: how many standard deviations above or below the mean",)
        second = (
            Claim(
                (f"Minus the {shift}, divided by the {scale}: ",),
                _varies(study, worked),
                (f"It is the same in all training samples, so only its {shift} is taken off: ",),
            ),
            feature.name,
            ", ",
            feature.measured,
            f" {study.lesson.unit}" if study.lesson.unit else "",
            ", becomes",
            *about(feature.x),
            ".",
        )
    seen: Words = ("Here is one ", noun, ": what do its numbers tell the network?")
    labels = (("measured",), (f"− {shift}",), (f"÷ {scale}",))
    return Entrance(("A ", noun, " enters the network"), aside, features, worked, (seen, second), labels)


def _varies(study: Study, k: int) -> bool:
    return study.lesson.scaling is not None and study.lesson.scaling.deviations[k] > 0


def _feature(study: Study, read: Reader, k: int) -> Feature:
    name, x = read.name(f"lesson.features[{k}]", NAME_LENGTH), read(f"forward.x[{k}]")
    sample, scaling = study.lesson.sample, study.lesson.scaling
    if sample.measured is None or scaling is None:
        return Feature(name, x, None, None)
    measured = read(f"lesson.sample.measured[{k}]", decimals_of(sample.measured, study.lesson.decimals))
    mean, deviation = read(f"lesson.scaling.means[{k}]"), read(f"lesson.scaling.deviations[{k}]")
    if not _varies(study, k):
        return Feature(name, x, measured, Equation("difference", (measured, mean), x))
    return Feature(name, x, measured, Equation("standardised", (measured, mean, deviation), x))


def _layer(study: Study, read: Reader, layer: int) -> LayerBeat:
    activation = study.network.activations[layer]
    then = "softmax comes after" if activation == "softmax" else f"then {ACTIVATION_NAMES[activation]}"
    paces = _paces(study, layer)
    others = (j for j in range(study.network.layers[layer].outputs) if j not in paces)
    beats = {**paces, **dict.fromkeys(others, Pace.GLANCE)}
    return LayerBeat(
        layer_title(study, read, layer + 1),
        (f"each neuron: inputs times weights, summed, plus its bias; {then}",),
        tuple(_neuron(study, read, layer, j, pace) for j, pace in beats.items()),
        _glance(study, layer),
    )


def _paces(study: Study, layer: int) -> dict[int, Pace]:
    """Return which neurons to dwell on, the slowest first.

    Of the first layer, one that isn't 0 is told whole, and then one that is, if there is one; of each other layer one.
    """
    activations = study.forward.layers[layer].a
    on = next((j for j, a in enumerate(activations) if a != 0), 0)
    if layer > 0:
        layers = len(study.network.layers)
        return {on: Pace.BRISK} if layers <= FEW_LAYERS or layer in (1, layers - 1) else {}
    off = next((j for j, a in enumerate(activations) if a == 0 and j != on), None)
    second = off if off is not None else next((j for j in range(len(activations)) if j != on), None)
    return {on: Pace.WHOLE} if second is None else {on: Pace.WHOLE, second: Pace.BRISK}


def _glance(study: Study, layer: int) -> Words:
    """Return what is said while the other neurons are worked out: something else in each layer, as it is there."""
    if layer == 0:
        return ("The other neurons work the same way, each with weights of its own.",)
    if layer == len(study.network.layers) - 1:
        return ("The last layer does it once more, with what the layer before has found.",)
    before = study.forward.layers[layer - 1].a
    return (
        Claim(
            ("Where a neuron before is switched off, its zero adds nothing here.",),
            study.network.activations[layer - 1] == "relu" and 0.0 in before,
            ("What the layer before has found is weighed anew here.",),
        ),
    )


def _neuron(study: Study, read: Reader, layer: int, neuron: int, pace: Pace) -> NeuronBeat:
    record = f"forward.layers[{layer}].neurons[{neuron}]"
    weights = f"network.layers[{layer}].weights[{neuron}]"
    products = tuple(
        Equation(
            "product",
            (read(f"{weights}[{k}]"), read_input(study, read, layer, k)),
            read(f"{record}.products[{k}]"),
        )
        for k in range(study.network.layers[layer].inputs)
    )
    bias, z = read(f"{record}.bias"), read(f"{record}.z")
    name = study.network.activations[layer]
    activation = None if name == "softmax" else Equation(name, (z,), read_activation(study, read, layer, neuron))
    weighted_sum = Equation("sum", (*(product.result for product in products), bias), z)
    sheet = Sheet(
        neuron_title(study, read, layer, neuron),
        ("weight", "input", "product"),
        products,
        (("bias",), bias),
        Step(("sum  ", Z), weighted_sum),
        (Step((A,), activation),) if activation else (),
        _curve(activation) if activation and pace is Pace.WHOLE else (),
    )
    return NeuronBeat(layer, neuron, pace, sheet, _neuron_captions(pace, products, weighted_sum, activation))


def _curve(activation: Equation) -> tuple[tuple[float, float], ...]:
    """Return points of the activation function, as far to both sides as the neuron's own z asks for."""
    reach = max(2.0, 1.25 * abs(activation.operands[0].value))
    function = ACTIVATIONS[activation.operation].value
    steps = range(-CURVE_STEPS, CURVE_STEPS + 1)
    return tuple((reach * step / CURVE_STEPS, function(reach * step / CURVE_STEPS)) for step in steps)


def _neuron_captions(
    pace: Pace, products: tuple[Equation, ...], weighted_sum: Equation, activation: Equation | None
) -> tuple[Words, ...]:
    if pace is Pace.GLANCE:
        return ()
    z: Words = ("z", is_about(weighted_sum.result), weighted_sum.result)
    a: Words = ("a", is_about(activation.result), activation.result) if activation else ("softmax comes after",)
    if pace is Pace.BRISK:
        return (("The same again: ", *z, ", and ", *a, "."),)
    product = products[0]
    weight, factor = product.operands
    return (
        ("Each input times its weight: ", weight, " times ", factor, is_about(product.result), product.result, "."),
        ("The products and the bias, ", weighted_sum.operands[-1], ", add up: ", *z, "."),
        (SAID[activation.operation], ": ", *a, ".") if activation else ("That is the weighted sum; ", *a, "."),
    )
