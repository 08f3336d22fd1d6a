"""Study → the beats of its forward pass."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from mathnet import ACTIVATIONS
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import (
    ForwardStory,
    LayerBeat,
    NeuronBeat,
    Pace,
    Scenery,
)
from scenes.storyboards.notation import (
    ACTIVATION_NAMES,
    SAID,
    A,
    Z,
    layer_id,
    layer_name,
    layer_title,
    neuron_id,
    neuron_title,
)
from scenes.storyboards.reading import others_line, part_line, read_activation, shown_neurons, tell_cast
from scenes.storyboards.readout import Line, Reader
from scenes.storyboards.sheet import Sheet, Step
from scenes.storyboards.tell_entrance import tell_entrance
from scenes.storyboards.tell_outcome import NAME_LENGTH, tell_softmax, tell_verdict
from scenes.storyboards.words import Claim, Words, is_about
from scenes.studies import Bias, Neuron, Study, Weight

FEW_LAYERS = 4  # that each can be told for itself
CURVE_STEPS = 40  # to each side of 0
LEAST_SIDE, ROOMY = 0.25, 1.05  # of an axis: what is left on either side of 0, and how much longer it is


def tell_forward_pass(study: Study) -> ForwardStory:
    read = Reader(study, study.lesson.decimals)
    layers = tuple(_layer(study, read, layer) for layer in range(1, len(study.network.sizes)))
    softmax = tell_softmax(study, read) if study.forward.layers[-1].softmax else None
    return ForwardStory(
        study, tell_scenery(study, read), tell_entrance(study, read), layers, softmax, tell_verdict(study, read)
    )


def tell_scenery(study: Study, read: Reader) -> Scenery:
    return Scenery(tell_heads(study, read), tell_cast(study, read, NAME_LENGTH, "this sample"))


def tell_heads(study: Study, read: Reader) -> tuple[tuple[Line, ...], ...]:
    """Return the lines above each layer: its name, how many of its neurons are drawn, its activation."""
    heads = []
    for layer, seen in enumerate(study.view.layers):
        part = part_line(read, layer, seen)
        function = ACTIVATION_NAMES[study.network.activations[layer - 1]] if layer else ""
        lines = (layer_name(study, read, layer), part, (function,) if function else ())
        heads.append(tuple(line for line in lines if line))
    return tuple(heads)


def _layer(study: Study, read: Reader, layer: int) -> LayerBeat:
    activation = study.network.activations[layer - 1]
    then = "softmax comes after" if activation == "softmax" else f"then {ACTIVATION_NAMES[activation]}"
    paces = _paces(study, layer)
    others = (place for place in shown_neurons(study, layer) if place not in paces)
    beats = {**paces, **dict.fromkeys(others, Pace.GLANCE)}
    neurons = tuple(tell_neuron(study, read, place, pace) for place, pace in beats.items())
    axis = _axis(neuron.sheet for neuron in neurons)
    return LayerBeat(
        layer_id(study, layer),
        layer_title(study, read, layer),
        (f"each neuron: inputs times weights, summed, plus its bias; {then}",),
        {"near": ("Take one neuron.",), "others": _glance(study, layer)},
        neurons,
        axis,
        _curve(activation, axis),
    )


def _paces(study: Study, layer: int) -> dict[Neuron, Pace]:
    """Return which neurons to dwell on, the slowest first.

    Of the first layer, one that isn't 0 is told whole, and then one that is, if there is one; of each other layer one.
    """
    activations = {place: study.forward.layers[layer - 1].neurons[place.j].a for place in shown_neurons(study, layer)}
    places = list(activations)
    on = next((place for place in places if activations[place] != 0), places[0])
    if layer > 1:
        layers = len(study.network.layers)
        return {on: Pace.BRISK} if layers <= FEW_LAYERS or layer in (2, layers) else {}
    off = next((place for place in places if activations[place] == 0 and place != on), None)
    second = off or next((place for place in places if place != on), None)
    return {on: Pace.WHOLE} if second is None else {on: Pace.WHOLE, second: Pace.BRISK}


def _glance(study: Study, layer: int) -> Words:
    """Return what is said while the other neurons are worked out: something else in each layer, as it is there."""
    if layer == 1:
        return ("The other neurons work the same way, each with weights of its own.",)
    if layer == len(study.network.layers):
        return ("The last layer does it once more, with what the layer before has found.",)
    before = study.forward.layers[layer - 2].a
    return (
        Claim(
            ("Where a neuron before is switched off, its zero adds nothing here.",),
            study.network.activations[layer - 2] == "relu" and 0.0 in before,
            ("What the layer before has found is weighed anew here.",),
        ),
    )


def tell_neuron(study: Study, read: Reader, place: Neuron, pace: Pace) -> NeuronBeat:
    layer, j = place.layer, place.j
    terms = study.view.products[layer][j]
    weights = tuple(Weight(layer, j, k) for k in terms.listed)
    rows = tuple(
        Equation(
            "product",
            (read(weight.path()), read_activation(study, read, weight.start)),
            read(f"{place.path('products')}[{weight.k}]"),
        )
        for weight in weights
    )
    bias, z = read(Bias(layer, j).path()), read(place.path("z"))
    name = study.network.activations[layer - 1]
    activation = None if name == "softmax" else Equation(name, (z,), read_activation(study, read, place))
    others = f"view.products[{layer}][{j}]"
    rest = ((others_line(read, others), read(f"{others}.others.value")),) if terms.others else ()
    addends = (*rest, (("bias",), bias))
    weighted_sum = Equation("sum", (*(row.result for row in rows), *(number for _, number in addends)), z)
    sheet = Sheet(
        neuron_title(study, read, place),
        ("weight", "input", "product"),
        rows,
        addends,
        Step(("sum  ", Z), weighted_sum),
        (Step((A,), activation),) if activation else (),
        tuple((read.number(weight.start.itself),) for weight in weights) if rest else (),
    )
    drawn = set(shown_neurons(study, layer - 1))
    edges = tuple(weight if weight.start in drawn else None for weight in weights)
    said = _said_of_neuron(pace, rows, weighted_sum, activation)
    return NeuronBeat(neuron_id(study, place), place, pace, sheet, edges, said)


def _axis(sheets: Iterable[Sheet]) -> tuple[float, float]:
    """Return from where to where sums get while they are added up, with some room on both sides of 0."""
    reached = [0.0, *(along for sheet in sheets for along in accumulate(term.value for term in sheet.terms))]
    low, high = min(reached), max(reached)
    span = high - low or 1.0
    return ROOMY * min(low, -LEAST_SIDE * span), ROOMY * max(high, LEAST_SIDE * span)


def _curve(activation: str, axis: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """Return points of the activation function over the axis, 0 among them, where some have a corner."""
    if activation == "softmax":
        return ()
    function, (low, high) = ACTIVATIONS[activation].value, axis
    left = (low * step / CURVE_STEPS for step in range(CURVE_STEPS, 0, -1))
    right = (high * step / CURVE_STEPS for step in range(CURVE_STEPS + 1))
    return tuple((z, function(z)) for z in (*left, *right))


def _said_of_neuron(
    pace: Pace, products: tuple[Equation, ...], weighted_sum: Equation, activation: Equation | None
) -> dict[str, Words]:
    if pace is Pace.GLANCE:
        return {}
    z: Words = ("z", is_about(weighted_sum.result), weighted_sum.result)
    a: Words = ("a", is_about(activation.result), activation.result) if activation else ("softmax comes after",)
    if pace is Pace.BRISK:
        off = activation is not None and activation.operation == "relu" and weighted_sum.result.value < 0
        outcome = Claim((": negative, so ReLU makes it zero.",), off, (", and ", *a, "."))
        return {"all": ("The same again: ", *z, outcome)}
    product = products[0]
    weight, factor = product.operands
    only = len(weighted_sum.operands) == 2  # a product and the bias
    multiplied: Words = ("The" if only else "Each", " input times its weight: ", weight, " times ", factor)
    what = f"{SAID[activation.operation]}: " if activation else "That is the weighted sum; "
    return {
        "products": (*multiplied, is_about(product.result), product.result, "."),
        "sum": (
            "The product" if only else "The products",
            ", and the bias of ",
            weighted_sum.operands[-1],
            ", add up: ",
            *z,
            ".",
        ),
        "activation": (what, *a, "."),
    }
