"""Study → the sheets of its gradients, and the chain rule with the very factors just worked out."""

from __future__ import annotations

from scenes.storyboards.backpropagation import BackBeat, Factors
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.notation import DELTA, neuron_id, neuron_title
from scenes.storyboards.reading import part_line, read_activation, shown_neurons
from scenes.storyboards.readout import Line, Reader, Readout, Symbol
from scenes.storyboards.sheet import Sheet
from scenes.storyboards.words import Words, about
from scenes.studies import Neuron, Study, Weight

BY_A = Symbol("∂_C_/∂_a_", "∂C/∂a")
BY_Z = Symbol("∂_a_/∂_z_", "∂a/∂z")
BY_W = Symbol("∂_z_/∂_w_", "∂z/∂w")
C_BY_Z = Symbol("∂_C_/∂_z_", "∂C/∂z")
TIMES = "· "
WHOLE = Symbol("∂_C_/∂_w_", "∂C/∂w")


def tell_gradients(study: Study, read: Reader, layer: int) -> tuple[BackBeat, ...]:
    """Return a beat for each neuron drawn of a layer that has a gradient other than 0.

    In the output layer the one with the largest error comes first, and is shown whole.
    """
    deltas = study.backward.layers[layer - 1].delta
    places = [place for place in shown_neurons(study, layer) if deltas[place.j] != 0]
    if layer < len(study.network.layers) or not places:
        return tuple(_gradients(study, read, place, Pace.GLANCE) for place in places)
    first = max(places, key=lambda place: abs(deltas[place.j]))
    others = (_gradients(study, read, place, Pace.GLANCE) for place in places if place != first)
    return (_gradients(study, read, first, Pace.WHOLE), *others)


def _gradients(study: Study, read: Reader, place: Neuron, pace: Pace) -> BackBeat:
    delta, bias = read(place.path("delta", "backward")), read(place.path("bias_gradient", "backward"))
    # a gradient is listed where its input is drawn
    inputs = shown_neurons(study, place.layer - 1)
    edges = tuple(Weight(place.layer, place.j, start.j) for start in inputs)
    record = place.path("weight_gradients", "backward")
    rows = tuple(
        Equation("product", (delta, read_activation(study, read, start)), read(f"{record}[{start.j}]"))
        for start in inputs
    )
    seen = study.view.layers[place.layer - 1]
    sheet = Sheet(
        neuron_title(study, read, place),
        (DELTA, "input", "gradient"),
        rows,
        ((("bias",), bias),),
        numbers=() if seen.is_whole else tuple((read.number(start.itself),) for start in inputs),
        note=part_line(read, place.layer - 1, seen),
    )
    says: dict[str, Words] = {
        "parts": ("The further its input is from zero, the more a weight matters: its gradient is delta times input.",),
        "result": ("The bias has an input of one, so its gradient is delta itself:", *about(bias), "."),
    }
    id = f"{neuron_id(study, place)}-gradients"
    return BackBeat(id, place, pace, sheet, edges, None, says if pace is Pace.WHOLE else {})


def tell_chain(study: Study, read: Reader) -> Factors:
    """Return the chain rule for one weight, with the factors that its neuron's sheets have shown."""
    weight = study.worth_showing
    place = weight.end
    a = read_activation(study, read, weight.start)
    gradient = read(f"{place.path('weight_gradients', 'backward')}[{weight.k}]")
    neuron = study.backward.layers[place.layer - 1].neurons[place.j]
    labels: tuple[Line, ...]
    factors: tuple[Readout, ...]
    way = "to the sum, and"
    if neuron.upstream is None or neuron.local is None:
        factors = (read(place.path("delta", "backward")), a)
        labels = ((C_BY_Z, "  delta"), (TIMES, BY_W, "  input"))
    else:
        way = "to the activation, to the sum,"
        factors = (read(place.path("upstream", "backward")), read(place.path("local", "backward")), a)
        labels = ((BY_A, "  upstream"), (TIMES, BY_Z, "  local"), (TIMES, BY_W, "  input"))
    return Factors(
        "chain-rule",
        ("the chain rule",),
        labels,
        (WHOLE,),
        Equation("product", factors, gradient),
        weight,
        {
            "factors": (f"That is the chain rule: from the loss {way} to the weight, one factor for each step.",),
            "product": ("Their product is the gradient of this weight:", *about(gradient), "."),
        },
    )
