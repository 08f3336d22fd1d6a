"""What is drawn of weights, read back: each edge runs where its weight is, is as wide, and is written as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import SimpleNamespace

import numpy as np
from numpy.typing import NDArray

from scenes.learning.weights import CompareWeights
from scenes.mobjects.diagram import HOLE, THICK, THIN, Edge
from scenes.mobjects.neurons import Node
from scenes.stage.film import Film
from scenes.storyboards.readout import Readout, readouts_of
from scenes.studies import Neuron, View, Weight
from tests.scenes.geometry import Shown, box_of
from tests.scenes.once import once
from tests.scenes.paths import TURNED, weight_of

CLOSE = 1e-3  # scene units


def faults_of_edges(scene: Film, edges: list[Edge], networks: list[object]) -> Iterator[str]:
    """Each edge is as wide as its weight is large beside the largest drawn; it is red, or blue and dashed."""
    if not edges:
        return
    places = [edge.place for edge in edges]
    widths = np.array([edge.stroke_width for edge in edges], dtype=float)
    colours = np.array([edge.stroke_rgbas[0] for edge in edges])
    red, dashed = colours[:, 0] > colours[:, 2], np.array([len(edge.points) > 4 for edge in edges])
    whole = np.array([len(edge.points) > 0 for edge in edges])
    found = []
    for network in networks:
        weights = weights_at(network, places)
        wanted = THIN + (THICK - THIN) * np.abs(weights) / (largest_for(type(scene), scene.subject, network) or 1.0)
        narrow = np.abs(widths - wanted) > CLOSE
        wrong = narrow | (whole & ((red == (weights < 0)) | (dashed != (weights < 0))))
        if not wrong.any():
            return
        found.append((int(wrong.sum()), int(np.argmax(wrong)), weights))
    count, first, weights = min(found, key=lambda one: one[0])
    sign = "red" if red[first] else "blue"
    yield (
        f"{count} edges show another weight than theirs: {places[first]} is {weights[first]:.3g}, "
        f"its edge {widths[first]:.2f} wide, {sign}, {'dashed' if dashed[first] else 'solid'}"
    )


def weights_at(network: object, places: Iterable[Weight]) -> NDArray[np.float64]:
    layers = network.layers  # type: ignore[attr-defined]
    return np.array([layers[place.layer - 1].weights[place.j][place.k] for place in places])


@once
def largest_for(film: type[Film], subject: object, network: object) -> float:
    """Return the weight that is drawn widest: the largest drawn of the run, or of the network before its step."""
    if isinstance(network, SimpleNamespace):
        return float(np.abs(weights_at(network, _drawn(film, subject))).max())
    return largest_of_run(film, subject)


def _drawn(film: type[Film], subject: object) -> list[Weight]:
    return weights_drawn(subject.part if issubclass(film, CompareWeights) else subject.view)  # type: ignore[attr-defined]


@once
def largest_of_run(film: type[Film], subject: object) -> float:
    places = _drawn(film, subject)
    every = [stage.network for stage in getattr(subject, "stages", ())] or [subject.network]  # type: ignore[attr-defined]
    return max(float(np.abs(weights_at(network, places)).max()) for network in every)


def weights_drawn(view: View) -> list[Weight]:
    """Return the weights between the neurons that a view shows."""
    layers = [layer.shown for layer in view.layers]
    return [Weight(n, j, k) for n in range(1, len(layers)) for j in layers[n] for k in layers[n - 1]]


def weights_written(
    scene: Film, shown: list[Shown], nodes: dict[Neuron, Node], edges: list[Edge]
) -> dict[Weight, Shown]:
    """Return the lines among the neurons that are a weight, and nothing else."""
    right = max((node.shape.get_right()[0] for node in nodes.values()), default=-np.inf)
    bottom = min((node.shape.get_bottom()[1] for node in nodes.values()), default=np.inf)
    places = {edge.place for edge in edges}
    found = {}
    for one in (one for one in shown if one.box[2] < right and one.box[3] > bottom and len(one.line.line) == 1):
        part = one.line.line[0]
        place = weight_of(part.path) if isinstance(part, Readout) else None
        if isinstance(part, Readout) and TURNED.search(part.path):
            place = scene.subject.worth_showing  # type: ignore[attr-defined]
        if place in places:
            found[place] = one
    return found


def faults_of_written(
    scene: Film, edges: list[Edge], nodes: dict[Neuron, Node], written: dict[Weight, Shown]
) -> Iterator[str]:
    """A weight that is written on a network stands between its edge's end and its neuron, in the colour of its sign."""
    if not written:
        return
    largest = max(edge.largest for edge in edges)
    for edge in edges:
        if edge.place not in written:
            yield f"other weights are written on their edges, that of {edge.place} is not"
            continue
        one, box = written[edge.place], box_of(nodes[edge.place.end].shape.points)
        (x, y), (readout,) = edge.end_point[:2], readouts_of(one.line.line)
        if not (x < one.box[0] and one.box[2] < box[0]) or abs(one.middle_of_digits - y) > 0.05:
            yield f"{one.text!r} does not stand at the edge of {edge.place}"
        red, _, blue = one.line.part(-1).get_fill_color().to_rgb()
        if (red > blue) == (readout.value < 0):
            yield f"{one.text!r} has the colour of the other sign"
        share = abs(readout.value) / largest if largest else 0.0
        if abs(edge.stroke_width - THIN - (THICK - THIN) * share) > CLOSE:
            yield f"{one.text!r} is written on the edge of another weight than {readout.value}"


def faults_of_ends(edges: list[Edge], nodes: dict[Neuron, Node], written: dict[Weight, Shown]) -> Iterator[str]:
    """Each edge runs from the neuron that its weight weighs to the neuron whose sum it is in.

    Where the weight is written, that is where the edge ends, before the neuron and no higher or lower than it.
    """
    drawn = [edge for edge in edges if edge.place.start in nodes and edge.place.end in nodes and len(edge.points)]
    if not drawn:
        return
    boxes = {place: box_of(node.shape.points) for place, node in nodes.items()}
    starts, ends = (np.array([boxes[getattr(edge.place, end)] for edge in drawn]) for end in ("start", "end"))
    first, last = (np.array([edge.points[index, :2] for edge in drawn]) for index in (0, -1))
    wanted_first = np.column_stack([starts[:, 2], (starts[:, 1] + starts[:, 3]) / 2])
    wanted_last = np.column_stack([ends[:, 0], (ends[:, 1] + ends[:, 3]) / 2])
    labelled = np.array([edge.place in written for edge in drawn])
    beyond = (last[:, 0] > ends[:, 0]) | (last[:, 1] < ends[:, 1]) | (last[:, 1] > ends[:, 3])
    astray = np.where(labelled, beyond, np.abs(last - wanted_last).max(axis=1) > HOLE + CLOSE)
    off = (np.abs(first - wanted_first).max(axis=1) > CLOSE) | astray
    for index in np.flatnonzero(off):
        yield f"the edge of {drawn[index].place} runs between other neurons"
