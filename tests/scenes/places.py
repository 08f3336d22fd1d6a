"""What is drawn of a network, read back: each edge, neuron and ring shows its own place, as the trace has it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
from manim import ManimColor, RoundedRectangle
from numpy.typing import NDArray

from scenes.architecture import Architecture
from scenes.backpropagation import Backpropagation
from scenes.forward_pass import ForwardPass
from scenes.learning.weights import CompareWeights
from scenes.mobjects.chain import ChainSheet
from scenes.mobjects.diagram import BRIGHT, FAINT, THIN, WIDEST, BackwardEdge, Edge, GradientLine
from scenes.mobjects.factors import FactorsSheet
from scenes.mobjects.light import LightScale
from scenes.mobjects.loss_curve import LossPlot
from scenes.mobjects.neurons import Node
from scenes.mobjects.text import TextLine
from scenes.stage.film import Film
from scenes.stage.network_film import NetworkFilm
from scenes.storyboards.readout import Name, Readout, readouts_of
from scenes.studies import Neuron, Weight
from scenes.style import BRIGHTEST_FILL, NODE_FILL, POINTER
from tests.scenes.edges import (
    CLOSE,
    faults_of_edges,
    faults_of_ends,
    faults_of_written,
    weights_at,
    weights_drawn,
    weights_written,
)
from tests.scenes.geometry import Family, Shown, box_of
from tests.scenes.paths import is_activation, neuron_of, weight_of

LIGHT = 0.01  # of the way from a dark neuron to the colour of its layer


def faults_of_network(scene: Film, shown: list[Shown], family: Family, networks: list[object]) -> Iterator[str]:
    """Everything at the network is at its own place; the edges are those of one of the `networks`."""
    nodes = {member.place: member for member in family.of(Node)}
    edges = [member for member in family.of(Edge) if member.place]
    yield from faults_of_edges(scene, edges, networks)
    if not isinstance(scene, CompareWeights):
        table = scene.table if isinstance(scene, Architecture) else None  # its numbers are not written on edges
        in_table = set(table.get_family() if table else ())
        beside = [one for one in shown if one.line not in in_table]
        written = weights_written(scene, beside, nodes, edges)
        yield from faults_of_ends(edges, nodes, written)
        yield from faults_of_written(scene, edges, nodes, written)
    yield from faults_of_values(shown, nodes)
    yield from faults_of_lights(scene, shown, family, nodes)
    yield from faults_of_names(scene, shown, nodes)
    yield from faults_of_steps(scene, family, nodes)
    yield from faults_of_rings(scene, shown, family, nodes, edges)
    if isinstance(scene, CompareWeights):
        yield from faults_of_labels(scene, shown, family, edges)


def faults_of_values(shown: list[Shown], nodes: dict[Neuron, Node]) -> Iterator[str]:
    """What stands in a neuron is its own: its value, delta, bias, number or name."""
    if not shown or not nodes:
        return
    places, boxes = list(nodes), np.array([box_of(node.shape.points) for node in nodes.values()])
    middles = np.array([middle_of(one) for one in shown])[:, None]
    inside = ((boxes[:, :2] < middles) & (middles < boxes[:, 2:])).all(axis=2)
    for line, node in np.argwhere(inside):
        paths = [part.path for part in shown[line].line.line if isinstance(part, Readout | Name)]
        if any(neuron_of(path) != places[node] for path in paths):
            yield f"{places[node]} holds {shown[line].text!r}, which is {paths}"


def faults_of_lights(scene: Film, shown: list[Shown], family: Family, nodes: dict[Neuron, Node]) -> Iterator[str]:
    """A neuron is as bright as the activation in it is strong, on the scale that is printed; pale where it is 0."""
    scales = family.of(LightScale)
    if not isinstance(scene, NetworkFilm) or not nodes or not scales:
        return
    printed = [line for line in scales[0] if isinstance(line, TextLine)]
    strongest = max(abs(number.value) for line in printed for number in readouts_of(line.line)) or 1.0
    held = held_in(shown, nodes)
    leaving: dict[Neuron, list[Edge]] = {}
    for edge in family.of(Edge):
        if edge.place:
            leaving.setdefault(edge.place.start, []).append(edge)
    for place, node in nodes.items():
        number = held.get(place)
        lit = number is not None and is_activation(number, place)
        wanted = BRIGHTEST_FILL * abs(number.value) / strongest if lit else 0.0
        dark, full = (ManimColor(colour).to_rgb() for colour in (NODE_FILL, node.colour))
        seen = float(
            np.dot(node.shape.get_fill_color().to_rgb() - dark, full - dark) / np.dot(full - dark, full - dark)
        )
        if abs(seen - wanted) > LIGHT:
            yield f"{place} holds {number and number.text}, it is {seen:.2f} bright, not {wanted:.2f}"
        pale = node.shape.get_stroke_opacity() < 1
        if pale != (number is not None and number.value == 0 and place.layer > 0):
            yield f"{place} holds {number and number.text}, and is drawn as if it were {'off' if pale else 'on'}"
        off = lit and number.value == 0 and place.layer > 0  # type: ignore[union-attr]
        if off and any(edge.get_stroke_opacity() == FAINT for edge in leaving.get(place, ())):
            yield f"{place} is off, and what leaves it is drawn as if it carried something"


def held_in(shown: list[Shown], nodes: dict[Neuron, Node]) -> dict[Neuron, Readout]:
    """Return the activations and deltas that stand in neurons of their own."""
    held = {}
    for one in shown:
        number = one.line.line[0] if len(one.line.line) == 1 else None
        place = neuron_of(number.path) if isinstance(number, Readout) else None
        if place in nodes and (is_activation(number, place) or number.path.endswith(".delta")):
            left, bottom, right, top = box_of(nodes[place].shape.points)
            x, y = middle_of(one)
            if left < x < right and bottom < y < top:
                held[place] = number
    return held


def faults_of_names(scene: Film, shown: list[Shown], nodes: dict[Neuron, Node]) -> Iterator[str]:
    """The name of a feature stands left of its own input, in it or above it; there may be what was measured beside it.

    A line that tells of another number, as where a curve is tried, is no name.
    """
    inputs = {place: node for place, node in nodes.items() if place.layer == 0}
    if not inputs:
        return
    edge = min(node.shape.get_left()[0] for node in inputs.values())
    for one in shown:
        names = [part.path for part in one.line.line if isinstance(part, Name)]
        place = neuron_of(names[0]) if len(names) == 1 else None
        told = readouts_of(one.line.line)
        if place not in inputs or any(".measured[" not in number.path for number in told):
            continue
        # what is in the heading, or in a panel below, is not at the network
        if one.line.baseline >= scene.format.note_y or one.line.baseline <= top_of_panel_below(scene):
            continue
        (left, bottom, right, top), y = box_of(inputs[place].shape.points), inputs[place].get_y()
        if one.box[2] <= edge:
            if abs(y - one.line.baseline) > 0.2:
                yield f"{one.text!r} does not stand at {place}"
        elif one.box[0] < right and not (left < middle_of(one)[0] < right and bottom < one.line.baseline < top + 0.2):
            yield f"{one.text!r} does not stand above {place}, or in it"


def top_of_panel_below(scene: Film) -> float:
    """Return where the panel below the network begins; below everything, where it is beside it."""
    if isinstance(scene, NetworkFilm) and scene.stage.is_below:
        return scene.stage.panel.top
    return -math.inf


def faults_of_steps(scene: Film, family: Family, nodes: dict[Neuron, Node]) -> Iterator[str]:
    """Gradients, and steps, are as wide as they are beside the longest drawn; all in view of a layer are drawn."""
    ways = family.of(GradientLine)
    widths = np.array([float(way.line.stroke_width) for way in ways])
    if not isinstance(scene, Backpropagation) or not ways:
        return
    rate, traced = scene.study.update.learning_rate, scene.study.backward.layers
    layers = [layer.shown for layer in scene.study.view.layers]
    places = [Weight(n, j, k) for n in range(1, len(layers)) for j in layers[n] for k in layers[n - 1]]
    # what is left of a step in the new weight may be nothing: it is the gradients that tell of a tiny one
    gradients = (traced[place.layer - 1].neurons[place.j].weight_gradients[place.k] for place in places)
    lengths = np.abs([rate * gradient for gradient in gradients])
    steps = dict(zip(places, lengths / (lengths.max() or 1.0), strict=True))
    for way, width in zip(ways, widths, strict=True):
        share = (width - THIN) / (WIDEST - THIN)
        if abs(share - steps[way.place]) > CLOSE:
            yield f"the step of {way.place} is drawn as {share:.3f} of the longest, it is {steps[way.place]:.3f}"
    layers_told = {way.place.layer for way in ways}
    in_view = {one for one in steps if one.start in nodes and one.end in nodes and one.layer in layers_told}
    if missing := {place for place in in_view if steps[place] > CLOSE} - {way.place for way in ways}:
        yield f"no steps are drawn of {sorted(missing)}"


def faults_of_rings(
    scene: Film, shown: list[Shown], family: Family, nodes: dict[Neuron, Node], edges: list[Edge]
) -> Iterator[str]:
    """The ring is around the neuron that is worked out, the edges that are lit are its own; in the end, the answer."""
    ringed = {place for ring in rings(family) for place in around(ring, nodes)}
    ways = [member.place for member in family.of(BackwardEdge)]
    worked = {place for one in shown if ", neuron " in one.line.line for place in map(_neuron, one.line.line) if place}
    bright = {edge.place for edge in edges if edge.get_stroke_opacity() == BRIGHT}
    if not nodes or not isinstance(scene, ForwardPass | Backpropagation | Architecture):
        return
    if isinstance(scene, Architecture):
        if len({place.layer for place in (*ringed, *(edge.end for edge in bright))}) > 1:
            yield f"rings and bright edges are of several layers: {sorted(ringed)}"
        return
    if worked and ringed != worked:
        yield f"{sorted(worked)} is worked out, the ring is around {sorted(ringed)}"
    if worked and (any(edge.end not in worked for edge in bright) or any(not worked & {w.start, w.end} for w in ways)):
        yield f"{sorted(worked)} is worked out, edges of others are lit"
    if worked or not ringed:
        return
    if any(isinstance(part, LossPlot | FactorsSheet | ChainSheet) for part in scene.panel.get_family()):
        yield from faults_of_weight(scene.study.worth_showing, ringed, ways, nodes)
    elif ringed != {answer_of(scene)}:
        yield f"the answer is {answer_of(scene)}, the ring is around {sorted(ringed)}"


def faults_of_weight(
    place: Weight, ringed: set[Neuron], ways: list[Weight | None], nodes: dict[Neuron, Node]
) -> Iterator[str]:
    """Where one weight is looked at, the rings are at its ends, and what is lit is its edge, or what comes after it."""
    if ringed != {place.start, place.end} & set(nodes):
        yield f"{place} is looked at, the rings are around {sorted(ringed)}"
    if any(way and way != place and way.start != place.end for way in ways):
        yield f"{place} is looked at, lit are {ways}"


def _neuron(part: object) -> Neuron | None:
    return neuron_of(part.path) if isinstance(part, Readout) else None


def rings(family: Family) -> list[RoundedRectangle]:
    return [
        member
        for member in family.of(RoundedRectangle)
        if not member.get_fill_opacity() and member.get_stroke_color() == ManimColor(POINTER)
    ]


def around(ring: RoundedRectangle, nodes: dict[Neuron, Node]) -> list[Neuron]:
    return [place for place, node in nodes.items() if np.abs(node.shape.get_center() - ring.get_center()).max() < CLOSE]


def answer_of(scene: ForwardPass | Backpropagation) -> Neuron:
    """Return the output that the network's answer is read from, after the step where there was one."""
    output = (scene.study.forward if isinstance(scene, ForwardPass) else scene.study.after.forward).output
    return Neuron(len(scene.study.network.layers), max(range(len(output)), key=lambda j: (output[j], -j)))


def faults_of_labels(scene: CompareWeights, shown: list[Shown], family: Family, edges: list[Edge]) -> Iterator[str]:
    """Each number at an edge is that of its weight, in the colour of its sign; rings are around those spoken of."""
    ends = {edge.place: edge for edge in edges}
    labels = [(one, readouts_of(one.line.line)) for one in shown]
    places = {id(one): weight_of(found[0].path) for one, found in labels if len(found) == 1 and ends}
    for one, found in labels:
        if place := places.get(id(one)):
            off = min(abs(one.middle_of_digits - end[1]) for end in (ends[place].start_point, ends[place].end_point))
            if off > 0.05:
                yield f"{one.text!r} does not stand at the edge of {place}"
            red, _, blue = one.line.part(-1).get_fill_color().to_rgb()
            if (red > blue) == (found[0].value < 0):
                yield f"{one.text!r} has the colour of the other sign"
    boxes = [box_of(ring.points) for ring in rings(family)]
    ringed = {
        places[id(one)]: found[0].path
        for one, found in labels
        if places.get(id(one))
        and any((box[:2] < middle_of(one)).all() and (middle_of(one) < box[2:]).all() for box in boxes)
    }
    meant = weights_meant(scene.subject, *ringed.values()) if ringed else {}
    if ringed and set(ringed) not in meant.values():
        yield (
            " or ".join(f"{weights} {what}" for what, weights in meant.items()) + f", the ring is around {set(ringed)}"
        )


def weights_meant(study: Any, path: str, *_: str) -> dict[str, set[Weight]]:
    """Return which weights a ring may be around while the number at this path stands at one of them, and why these."""
    drawn = weights_drawn(study.part)
    first, *later = (weights_at(stage.network, drawn) for stage in study.stages)
    if path.startswith("stages[0]."):
        return {"is farthest from zero": {max(zip(np.abs(first), drawn, strict=True))[1]}}
    changes = weights_at(SimpleNamespace(layers=study.changes), drawn)
    largest = {"changed most": {max(zip(np.abs(changes), drawn, strict=True))[1]}}
    if path.startswith("changes["):
        return largest
    turned = np.any([(stage < 0) != (first < 0) for stage in later], axis=0)
    return {"changed sign": {place for place, sign in zip(drawn, turned, strict=True) if sign}, **largest}


def middle_of(one: Shown) -> NDArray[np.float64]:
    return (one.box[:2] + one.box[2:]) / 2
