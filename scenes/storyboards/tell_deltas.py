"""Study → the sheets of its deltas: upstream, local, delta."""

from __future__ import annotations

from scenes.storyboards.backpropagation import BackBeat
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.notation import DELTA, neuron_id, neuron_title
from scenes.storyboards.reading import others_line, read_activation, shown_neurons
from scenes.storyboards.readout import Reader
from scenes.storyboards.sheet import Sheet, Step
from scenes.storyboards.words import Claim, Words, is_about
from scenes.studies import Neuron, Study, Weight

FEW_LAYERS = 3  # that each can be told for itself


def tell_together(study: Study, read: Reader) -> Sheet | None:
    """Return the sheet of all output deltas where each is output − target; None where there is more to it."""
    last = len(study.network.layers)
    if study.backward.layers[-1].output_error is None:
        return None
    places = shown_neurons(study, last)
    rows = tuple(
        Equation(
            "difference",
            (read_activation(study, read, place), read(f"backward.target[{place.j}]")),
            read(place.path("delta", "backward")),
        )
        for place in places
    )
    note = ("and ", *others_line(read, "shares")) if study.shares.others else ()
    return Sheet(("output deltas",), ("output", "target", DELTA), rows, note=note)


def said_of_subtraction(study: Study) -> dict[str, Words]:
    activation = study.network.activations[-1]
    return {
        "meaning": ("If a neuron’s sum moves a little, how fast does the loss move? That is its delta.",),
        "subtraction": (f"With {activation} and cross-entropy, each delta is simply output minus target.",),
    }


def tell_deltas(study: Study, read: Reader, layer: int) -> tuple[BackBeat, ...]:
    """Return a beat for each neuron drawn of a layer that isn't passed over, the slowest first.

    What the chain rule tells of the delta of a hidden neuron isn't told again.
    """
    paces = _paces(study, layer)
    done = {*paces, *off_neurons(study, layer), *_in_chain(study, layer)}
    others = [place for place in shown_neurons(study, layer) if place not in done]
    beats = {**paces, **dict.fromkeys(others, Pace.GLANCE)}
    return tuple(tell_delta(study, read, place, pace) for place, pace in beats.items())


def off_neurons(study: Study, layer: int) -> tuple[Neuron, ...]:
    """Return the neurons whose activation is flat where they are, but the one that is shown as an example of that."""
    told = {*_paces(study, layer), *_in_chain(study, layer)}
    return tuple(place for place in shown_neurons(study, layer) if _slope(study, place) == 0 and place not in told)


def shows_flat(study: Study, layers: range) -> bool:
    """Whether what a slope of 0 does is seen in any of the layers but the first of them, or in an example there."""
    first, *after = layers
    example = [*_paces(study, first), *_in_chain(study, first)]
    others = [place for layer in after for place in shown_neurons(study, layer)]
    return any(_slope(study, place) == 0 for place in (*example, *others))


def _in_chain(study: Study, layer: int) -> tuple[Neuron, ...]:
    """Return the neuron of a hidden layer whose delta is told by the chain rule, if one is."""
    place = study.worth_showing.end
    return (place,) if place.layer == layer < len(study.network.layers) else ()


def passed_by(study: Study) -> range:
    """Return the layers that are shown in passing: in a deep network all but the last two."""
    layers = len(study.network.layers)
    return range(1, layers - 1) if layers > FEW_LAYERS else range(0)


def _slope(study: Study, place: Neuron) -> float | None:
    return study.backward.layers[place.layer - 1].neurons[place.j].local


def _paces(study: Study, layer: int) -> dict[Neuron, Pace]:
    """Return which neurons to dwell on: the first that passes error on, and the first that is flat where it is.

    In the last hidden layer the chain rule tells of the former.
    """
    last = len(study.network.layers)
    if layer in passed_by(study):
        return {}
    places = [place for place in shown_neurons(study, layer) if place not in _in_chain(study, layer)]
    if layer == last - 1:
        off = next((place for place in places if _slope(study, place) == 0), None)
        return {} if off is None else {off: Pace.BRISK}
    on = next((place for place in places if _slope(study, place) != 0), places[0])
    return {on: Pace.WHOLE if layer == last else Pace.BRISK}


def tell_delta(study: Study, read: Reader, place: Neuron, pace: Pace) -> BackBeat:
    last = len(study.network.layers)
    edges: tuple[Weight | None, ...] = ()
    if place.layer == last and study.backward.layers[-1].jacobian:
        sheet = _jacobian_sheet(study, read, place)
    elif place.layer == last:
        steps = (_loss_step(study, read, place), *_slope_steps(study, read, place))
        sheet = Sheet(neuron_title(study, read, place), (), (), steps=steps)
    else:
        terms = study.upstream[place.layer][place.j]
        weights = tuple(Weight(place.layer + 1, i, place.j) for i in terms.listed)
        drawn = set(shown_neurons(study, place.layer + 1))
        edges = tuple(weight if weight.end in drawn else None for weight in weights)
        sheet = _upstream_sheet(study, read, place, weights)
    said = _said_of_delta(study, place, pace, sheet)
    return BackBeat(f"{neuron_id(study, place)}-delta", place, pace, sheet, edges, sheet.result, said)


def upstream_products(read: Reader, place: Neuron, weights: tuple[Weight, ...]) -> tuple[Equation, ...]:
    """Return what comes back to a neuron along each of some weights: weight times delta."""
    record = place.path("upstream_products", "backward")
    return tuple(
        Equation(
            "product",
            (read(weight.path()), read(weight.end.path("delta", "backward"))),
            read(f"{record}[{weight.j}]"),
        )
        for weight in weights
    )


def _upstream_sheet(study: Study, read: Reader, place: Neuron, weights: tuple[Weight, ...]) -> Sheet:
    rows = upstream_products(read, place, weights)
    others = f"upstream[{place.layer}][{place.j}]"
    is_part = study.upstream[place.layer][place.j].others is not None
    rest = ((others_line(read, others), read(f"{others}.others.value")),) if is_part else ()
    parts = (*(row.result for row in rows), *(number for _, number in rest))
    upstream = Equation("sum", parts, read(place.path("upstream", "backward")))
    return Sheet(
        neuron_title(study, read, place),
        ("weight", DELTA, "product"),
        rows,
        rest,
        Step(("upstream",), upstream),
        _slope_steps(study, read, place),
        numbers=tuple((read.number(weight.end.itself),) for weight in weights) if is_part else (),
    )


def _loss_step(study: Study, read: Reader, place: Neuron) -> Step:
    """Return the step that takes the derivative of the loss by an output: a − y, for the mean twice that over n."""
    operands = (read_activation(study, read, place), read(f"backward.target[{place.j}]"))
    result = read(place.path("upstream", "backward"))
    if study.network.loss == "mean-squared-error":
        count = read(f"network.sizes[{place.layer}]")
        return Step(("upstream",), Equation("twice over", (*operands, count), result))
    return Step(("upstream",), Equation("difference", operands, result))


def _slope_steps(study: Study, read: Reader, place: Neuron) -> tuple[Step, Step]:
    """Return the steps to the local gradient and to delta."""
    activation = study.network.activations[place.layer - 1]
    # the slopes of sigmoid and tanh are known from a, those of the others from z
    by_a = activation in ("sigmoid", "tanh")
    known = read_activation(study, read, place) if by_a else read(place.path("z"))
    local = read(place.path("local", "backward"))
    slope = Equation(f"{activation} slope", (known,), local)
    upstream, delta = read(place.path("upstream", "backward")), read(place.path("delta", "backward"))
    return Step(("local",), slope), Step((DELTA,), Equation("product", (upstream, local), delta))


def _jacobian_sheet(study: Study, read: Reader, place: Neuron) -> Sheet:
    """Return the sheet of an output's delta where softmax meets a squared error."""
    record, j = f"backward.layers[{place.layer - 1}]", place.j
    terms, others = study.jacobian[j], f"jacobian[{j}]"
    rows = tuple(
        Equation(
            "product",
            (read(f"{record}.neurons[{i}].upstream"), read(f"{record}.jacobian.jacobian[{j}][{i}]")),
            read(f"{record}.jacobian.products[{j}][{i}]"),
        )
        for i in terms.listed
    )
    rest = ((others_line(read, others), read(f"{others}.others.value")),) if terms.others else ()
    parts = (*(row.result for row in rows), *(number for _, number in rest))
    delta = Equation("sum", parts, read(place.path("delta", "backward")))
    title = neuron_title(study, read, place)
    return Sheet(title, ("upstream", "slope", "product"), rows, rest, Step((DELTA,), delta))


def _said_of_delta(study: Study, place: Neuron, pace: Pace, sheet: Sheet) -> dict[str, Words]:
    if pace is Pace.GLANCE:
        return {}
    delta: Words = ("delta", is_about(sheet.result), sheet.result, ".")
    if _slope(study, place) == 0:
        why = _why_flat(study, place)
        if pace is Pace.WHOLE:
            return {"parts": (why, " No error passes."), "result": ("So ", *delta)}
        return {"all": (why, " No error passes: ", *delta)}
    if pace is Pace.BRISK:
        return {"all": ("The same, one layer further back: ", *delta)}
    if place.layer == len(study.network.layers) and sheet.rows:
        return {
            "parts": ("If this neuron’s sum moves a little, so do all outputs. How fast does the loss move?",),
            "result": ("That is called its delta, in purple: it", is_about(sheet.result), sheet.result, "."),
        }
    if sheet.rows:
        return {
            "parts": ("The deltas of the next layer come back through the weights; their sum is called upstream.",),
            "result": ("Upstream times local, the slope of the activation: ", *delta),
        }
    return {
        "parts": ("The sum moves the output, local; the output moves the loss, upstream: two slopes.",),
        "result": ("Their product is how the loss moves with the sum. In purple: ", *delta),
    }


def _why_flat(study: Study, place: Neuron) -> Claim:
    """Return why the slope of a neuron's activation is 0."""
    activation, z = study.network.activations[place.layer - 1], study.forward.layers[place.layer - 1].neurons[place.j].z
    saturated: Words = (f"This neuron’s sum is so far from zero that {activation} is flat there, to the last digit.",)
    at_zero = Claim(("This neuron’s sum is zero, where ReLU's slope counts as zero.",), activation == "relu", saturated)
    return Claim(("This neuron’s sum is negative: ReLU is flat there.",), activation == "relu" and z < 0, (at_zero,))
