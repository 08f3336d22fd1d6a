"""What films of failures draw of two runs, read back: networks, dots and bars are those of the run and its epoch."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from manim import ManimColor, VMobject

from mathnet import MLP
from scenes.learning.pair import PairFilm
from scenes.mobjects.diagram import THICK, THIN, Diagram
from scenes.mobjects.moving_dots import MovingDots
from scenes.stage.film import Film
from scenes.style import PAIR
from tests.scenes.edges import CLOSE, faults_of_ends, weights_at
from tests.scenes.epochs import epochs_told
from tests.scenes.geometry import Family
from tests.scenes.spots import alike, centres, spots

CIRCLE = 32  # points of a dot


def lane_of(shape: VMobject) -> int:
    """Return which run is drawn in the colour of a shape."""
    return [ManimColor(colour) for colour in PAIR].index(shape.get_color())


def network_at(scene: Film, lane: int, epoch: int) -> MLP:
    return scene.subject.runners[lane].networks[epoch]  # type: ignore[attr-defined,no-any-return]


def faults_of_pair(scene: Film, family: Family) -> Iterator[str]:
    """All that is drawn of the two runs is where their networks put it, in the epoch that is told."""
    if not isinstance(scene, PairFilm):
        return
    told = epochs_told(scene, family)
    epoch = max(told, default=0)
    diagrams = sorted(family.of(Diagram), key=lambda diagram: diagram.get_x())
    for lane, diagram in enumerate(diagrams):
        yield from faults_of_diagram(diagram, network_at(scene, lane, 0))
    for dots in family.of(MovingDots):
        if dots is getattr(scene, "slide", None):
            yield from faults_of_slide(dots, scene, epoch)
        elif told:
            yield from faults_of_sums(dots, scene, epoch)


def faults_of_diagram(diagram: Diagram, network: MLP) -> Iterator[str]:
    """Each edge is as wide as its weight is large beside the largest, red or blue and dashed, and where it belongs."""
    edges = [edge for edge in diagram.edges.values() if len(edge.points)]
    weights = weights_at(network, [edge.place for edge in edges])  # type: ignore[misc]
    widths = THIN + (THICK - THIN) * np.abs(weights) / np.abs(weights).max()
    red = np.array([edge.stroke_rgbas[0][0] > edge.stroke_rgbas[0][2] for edge in edges])
    found = np.array([edge.stroke_width for edge in edges])
    if (np.abs(found - widths) > CLOSE).any() or (red == (weights < 0)).any():
        yield "a network is drawn with the weights of another"
    yield from faults_of_ends(edges, diagram.nodes, {})


def faults_of_sums(dots: MovingDots, scene: Film, epoch: int) -> Iterator[str]:
    """Each dot is on the curve of ReLU, at the sum of the neuron that dies for one of the points."""
    sums = sums_at(scene, lane_of(dots.dots), epoch)
    if not alike(spots(dots.frame, [(z, max(z, 0.0)) for z in sums]), centres(dots.dots, CIRCLE)):
        yield f"in epoch {epoch} the dots are not at the neuron's sums"


def sums_at(scene: Film, lane: int, epoch: int) -> np.ndarray:
    subject = scene.subject
    layer, j = network_at(scene, lane, epoch).layers[0], subject.death.j  # type: ignore[attr-defined]
    inputs = np.array(subject.lesson.training.train.inputs)  # type: ignore[attr-defined]
    return np.array(layer.weights[j][0] * inputs[:, 0] + layer.biases[j])


def faults_of_slide(dots: MovingDots, scene: Film, epoch: int) -> Iterator[str]:
    """The dots are at the neuron's sums after some part of the step that kills it."""
    before, after = (sums_at(scene, lane_of(dots.dots), one) for one in (epoch, epoch + 1))
    parts = np.linspace(0.0, 1.0, len(dots.all))
    ways = ([(z, max(z, 0.0)) for z in before + part * (after - before)] for part in parts)
    if not any(alike(spots(dots.frame, way), centres(dots.dots, CIRCLE)) for way in ways):
        yield "the dots are not on their way from one epoch to the next"
