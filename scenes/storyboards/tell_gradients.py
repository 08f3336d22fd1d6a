"""Study → the sheets of its gradients: delta times input."""

from __future__ import annotations

from scenes.storyboards.backpropagation import BackBeat
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.notation import DELTA, neuron_id, neuron_title
from scenes.storyboards.reading import part_line, read_activation, shown_neurons
from scenes.storyboards.readout import Reader
from scenes.storyboards.sheet import Sheet
from scenes.storyboards.words import Words
from scenes.studies import Neuron, Study, Weight


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
        "parts": ("Nudge a weight: the sum moves input times as much. So its gradient is delta times input.",),
        "result": ("The bias has an input of one: its gradient is delta itself.",),
    }
    id = f"{neuron_id(study, place)}-gradients"
    return BackBeat(id, place, pace, sheet, edges, None, says if pace is Pace.WHOLE else {})
