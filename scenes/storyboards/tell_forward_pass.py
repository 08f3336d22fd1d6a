"""Study → the beats of its forward pass."""

from __future__ import annotations

from mathnet import ACTIVATIONS
from scenes.lessons import Study
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import (
    Entrance,
    Feature,
    ForwardStory,
    LayerBeat,
    NeuronBeat,
    Pace,
    SoftmaxBeat,
    SoftmaxRow,
    Verdict,
)
from scenes.storyboards.notation import ACTIVATION_NAMES, SAID, A, Z, layer_name, layer_title, output_names
from scenes.storyboards.readout import Line, Reader, decimals_of
from scenes.storyboards.sheet import Sheet, Step

CURVE_STEPS = 40  # to each side of 0
NAME_LENGTH = 14  # letters that a feature's or class's name may have beside the network
SHORT_NAME = 11  # and in a table


def tell_forward_pass(study: Study) -> ForwardStory:
    read = Reader(study, study.lesson.decimals)
    layers = tuple(_layer(study, read, index) for index in range(len(study.network.layers)))
    softmax = _softmax(study, read) if study.forward.layers[-1].softmax else None
    return ForwardStory(
        study,
        tell_heads(study, read),
        output_names(study, read, NAME_LENGTH),
        _entrance(study, read),
        layers,
        softmax,
        _verdict(study, read),
    )


def tell_heads(study: Study, read: Reader) -> tuple[tuple[Line, ...], ...]:
    activations: list[tuple[Line, ...]] = [((ACTIVATION_NAMES[name],),) for name in study.network.activations]
    below: list[tuple[Line, ...]] = [(), *activations]
    return tuple((layer_name(study, read, layer), *lines) for layer, lines in enumerate(below))


def tell_features(study: Study, read: Reader) -> tuple[Feature, ...]:
    return tuple(_feature(study, read, k) for k in range(len(study.lesson.features)))


def _entrance(study: Study, read: Reader) -> Entrance:
    features = tell_features(study, read)
    first = features[0]
    noun = read.name("lesson.noun")
    second: Line
    if first.standardised:
        aside: Line = ("measured, then standardised: how many standard deviations above or below the mean",)
        second = (
            "Minus the mean, divided by the standard deviation: ",
            first.name,
            _is(first.standardised),
            first.x,
            ".",
        )
    else:
        aside = ("its values are the activations of the input layer",)
        second = ("These numbers are the input: ", first.name, " is ", first.x, ".")
    return Entrance(
        ("A ", noun, " enters the network"),
        aside,
        features,
        (("Here is one ", noun, ": what do its numbers tell the network?"), second),
    )


def _feature(study: Study, read: Reader, k: int) -> Feature:
    name, x = read.name(f"lesson.features[{k}]", NAME_LENGTH), read(f"forward.x[{k}]")
    sample, scaling = study.lesson.sample, study.lesson.scaling
    if sample.measured is None or scaling is None:
        return Feature(name, x, None, None)
    measured = read(f"lesson.sample.measured[{k}]", decimals_of(sample.measured, study.lesson.decimals))
    mean, deviation = read(f"lesson.scaling.means[{k}]"), read(f"lesson.scaling.deviations[{k}]")
    return Feature(name, x, measured, Equation("standardised", (measured, mean, deviation), x))


def _layer(study: Study, read: Reader, layer: int) -> LayerBeat:
    activation = study.network.activations[layer]
    then = "softmax comes after" if activation == "softmax" else f"then {ACTIVATION_NAMES[activation]}"
    neurons = range(study.network.layers[layer].outputs)
    return LayerBeat(
        layer_title(study, read, layer + 1),
        (f"each neuron: inputs times weights, summed, plus its bias; {then}",),
        tuple(_neuron(study, read, layer, neuron) for neuron in neurons),
        _glance(study, layer),
    )


def _glance(study: Study, layer: int) -> Line:
    """Return what is said while the other neurons are worked out: something else in each layer, as it is there."""
    if layer == 0:
        return ("The other neurons work the same way, each with weights of its own.",)
    if layer == len(study.network.layers) - 1:
        return ("The last layer does it once more, with what the layer before has found.",)
    if 0.0 in study.forward.layers[layer - 1].a:
        return ("Where a neuron before is switched off, its zero adds nothing here.",)
    return ("What the layer before has found is weighed anew here.",)


def _pace(layer: int, neuron: int) -> Pace:
    """Return how thoroughly to show a neuron: the very first whole, then a brisk one in each layer."""
    if layer == 0 and neuron == 0:
        return Pace.WHOLE
    return Pace.BRISK if neuron == (1 if layer == 0 else 0) else Pace.GLANCE


def _neuron(study: Study, read: Reader, layer: int, neuron: int) -> NeuronBeat:
    record = f"forward.layers[{layer}].neurons[{neuron}]"
    weights, inputs = f"network.layers[{layer}].weights[{neuron}]", f"forward.inputs[{layer}]"
    products = tuple(
        Equation("product", (read(f"{weights}[{k}]"), read(f"{inputs}[{k}]")), read(f"{record}.products[{k}]"))
        for k in range(study.network.layers[layer].inputs)
    )
    bias, z = read(f"{record}.bias"), read(f"{record}.z")
    name = study.network.activations[layer]
    activation = None if name == "softmax" else Equation(name, (z,), read(f"{record}.a"))
    weighted_sum = Equation("sum", (*(product.result for product in products), bias), z)
    title = (*layer_name(study, read, layer + 1), ", neuron ", read(f"positions[{neuron + 1}]"))
    pace = _pace(layer, neuron)
    captions = _neuron_captions(pace, products[0], weighted_sum, activation)
    sheet = Sheet(
        title,
        ("weight", "input", "product"),
        products,
        (("bias",), bias),
        Step(("sum  ", Z), weighted_sum),
        (Step((A,), activation),) if activation else (),
        _curve(activation) if activation and pace is Pace.WHOLE else (),
    )
    return NeuronBeat(layer, neuron, pace, sheet, captions)


def _curve(activation: Equation) -> tuple[tuple[float, float], ...]:
    """Return points of the activation function, as far to both sides as the neuron's own z asks for."""
    reach = max(2.0, 1.25 * abs(activation.operands[0].value))
    function = ACTIVATIONS[activation.operation].value
    steps = range(-CURVE_STEPS, CURVE_STEPS + 1)
    return tuple((reach * step / CURVE_STEPS, function(reach * step / CURVE_STEPS)) for step in steps)


def _is(equation: Equation) -> str:
    """Return how a result is said: exactly or about."""
    return " is " if equation.relation == "=" else " is about "


def _neuron_captions(
    pace: Pace, product: Equation, weighted_sum: Equation, activation: Equation | None
) -> tuple[Line, ...]:
    if pace is Pace.GLANCE:
        return ()
    z: Line = ("z", _is(weighted_sum), weighted_sum.result)
    a: Line = ("a", _is(activation), activation.result) if activation else ("softmax comes after",)
    if pace is Pace.BRISK:
        return (("The same again: ", *z, ", and ", *a, "."),)
    weight, factor = product.operands
    return (
        ("Each input times its weight: ", weight, " times ", factor, _is(product), product.result, "."),
        ("The products and the bias, ", weighted_sum.operands[-1], ", add up: ", *z, "."),
        (SAID[activation.operation], ": ", *a, ".") if activation else ("That is the weighted sum; ", *a, "."),
    )


def _softmax(study: Study, read: Reader) -> SoftmaxBeat:
    layer = f"forward.layers[{len(study.network.layers) - 1}]"
    shift, total = read(f"{layer}.softmax.shift"), read(f"{layer}.softmax.total")
    rows = tuple(_softmax_row(read, layer, j) for j in range(study.network.sizes[-1]))
    likeliest = rows[study.predicted]
    return SoftmaxBeat(
        ("Softmax",),
        ("from weighted sums to probabilities that add up to one",),
        shift,
        rows,
        Equation("sum", tuple(row.exponential.result for row in rows), total),
        _second_largest(study.forward.output),
        (
            ("Softmax takes the largest sum, ", shift, ", off each: that changes no share, and keeps numbers small."),
            ("Then the exponential of each: always positive, and larger for a larger sum.",),
            ("The exponentials add up to ", total, "."),
            ("Each one's share of the total is its probability.",),
            (
                "These probabilities take the place of the sums: ",
                likeliest.name,
                " gets ",
                likeliest.probability.result,
                ".",
            ),
        ),
    )


def _softmax_row(read: Reader, layer: str, j: int) -> SoftmaxRow:
    z, shift = read(f"{layer}.neurons[{j}].z"), read(f"{layer}.softmax.shift")
    shifted, exponential = read(f"{layer}.softmax.shifted[{j}]"), read(f"{layer}.softmax.exponentials[{j}]")
    total, a = read(f"{layer}.softmax.total"), read(f"{layer}.neurons[{j}].a")
    return SoftmaxRow(
        read.name(f"lesson.classes[{j}]", SHORT_NAME),
        Equation("difference", (z, shift), shifted),
        Equation("exp", (shifted,), exponential),
        Equation("quotient", (exponential, total), a),
    )


def _second_largest(output: tuple[float, ...]) -> int:
    """Return the class to work out in full: the largest has the trivial e⁰ = 1."""
    return sorted(range(len(output)), key=lambda j: output[j])[-2 if len(output) > 1 else -1]


def _verdict(study: Study, read: Reader) -> Verdict:
    layer = f"forward.layers[{len(study.network.layers) - 1}]"
    size = study.network.sizes[-1]
    outputs = tuple(read(f"{layer}.neurons[{j}].a") for j in range(size))
    names = output_names(study, read, NAME_LENGTH)
    title: Line = ("The answer",)
    if not study.lesson.classifies:
        targets = tuple(read(f"lesson.sample.target[{j}]") for j in range(size))
        aside: Line = ("what the network says, and what it should say",)
        said: Line = ("The network says ", outputs[0], "; the target is ", targets[0], ".")
        return Verdict(title, aside, names, outputs, targets, (), None, None, said)
    predicted, true = (read.name(f"lesson.classes[{index}]", NAME_LENGTH) for index in (study.predicted, study.true))
    right = study.predicted == study.true
    shown_at = study.predicted if size > 1 else 0
    said = (predicted, ", with ", outputs[shown_at], ". ")
    if size == 1:  # the one output is the probability of the second class, whichever is predicted
        said = ("The output is ", outputs[0], ": ", predicted, ". ")
    said = (*said, "The true class is ", true, ": the network is right." if right else ": the network is wrong.")
    return Verdict(
        title,
        ("the likeliest class is the prediction",),
        names,
        outputs,
        (),
        (("predicted", predicted), ("true", true)),
        shown_at,
        right,
        said,
    )
