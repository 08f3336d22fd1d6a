"""What films of failures draw of two runs, read back: networks, dots and bars are those of the run and its epoch."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from manim import ManimColor, VMobject
from numpy.typing import NDArray

from mathnet import MLP, Samples
from scenes.learning.dead import FitLine
from scenes.learning.pair import PairFilm
from scenes.mobjects.advance import Display
from scenes.mobjects.diagram import THICK, THIN, Drawing
from scenes.mobjects.gradient_bars import GradientBars
from scenes.mobjects.hidden_lines import HiddenLines
from scenes.mobjects.moving_dots import MovingDots
from scenes.stage.film import Film
from scenes.storyboards.readout import Readout
from scenes.studies.dead import step_of
from scenes.studies.pair import FAILS
from scenes.studies.units import answers
from scenes.style import PAIR
from tests.scenes.edges import CLOSE, faults_of_ends, weights_at
from tests.scenes.epochs import epochs_told
from tests.scenes.geometry import Family
from tests.scenes.once import once
from tests.scenes.spots import CLOSE as SPOT
from tests.scenes.spots import alike, along, apart, centres, corners, spots

PART = re.compile(r"slide\[(\d+)\]")
CIRCLE = 32  # points of a dot
HIGH = 0.02  # scene units: even a bar of nothing leaves a hair


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
    diagrams = sorted(family.of(Drawing), key=lambda diagram: diagram.get_x())
    for lane, diagram in enumerate(diagrams):
        yield from faults_of_diagram(diagram, network_at(scene, lane, epoch))
    for kind, faults_of in ((GradientBars, faults_of_bars), (HiddenLines, faults_of_lines)):
        drawn = sorted(family.of(kind), key=lambda one: one.frame.area.left)
        for lane, one in enumerate(drawn if told else ()):
            yield from faults_of(one, network_at(scene, lane, epoch), scene)
    for dots in family.of(MovingDots):
        if dots is getattr(getattr(scene, "sliding", None), "dots", None):
            yield from faults_of_slide(dots, family, scene)
        elif told:
            yield from faults_of_sums(dots, scene, epoch)


def faults_of_diagram(diagram: Drawing, network: MLP) -> Iterator[str]:
    """Each edge is as wide as its weight is large beside the largest, red or blue and dashed, and where it belongs."""
    edges = [edge for edge in diagram.edges.values() if len(edge.points)]
    weights = weights_at(network, [edge.place for edge in edges])  # type: ignore[misc]
    widths = THIN + (THICK - THIN) * np.abs(weights) / np.abs(weights).max()
    red = np.array([edge.stroke_rgbas[0][0] > edge.stroke_rgbas[0][2] for edge in edges])
    found = np.array([edge.stroke_width for edge in edges])
    if (np.abs(found - widths) > CLOSE).any() or (red == (weights < 0)).any():
        yield "a network is drawn with the weights of another"
    yield from faults_of_ends(edges, diagram.nodes, diagram.layout.wires)


def faults_of_bars(bars: GradientBars, network: MLP, scene: Film) -> Iterator[str]:
    """Each bar is as high as the mean size of its layer's gradients, above its layer's name."""
    samples = scene.subject.lesson.training.train  # type: ignore[attr-defined]
    area, wanted = bars.frame.area, sizes_of(network, samples)
    for layer, (bar, name) in enumerate(zip(bars.bars, bars.names, strict=True)):
        top = area.bottom + along(bars.frame.y, float(wanted[layer])) * (area.top - area.bottom)
        if abs(bar.get_top()[1] - min(area.top, max(area.bottom, top))) > HIGH:
            yield f"the bar of layer {layer} is not as high as its gradients are large"
        if abs(bar.get_x() - name.get_x()) > HIGH or abs(bar.get_bottom()[1] - area.bottom) > HIGH:
            yield f"the bar of layer {layer} is not over its name"


@once
def sizes_of(network: MLP, samples: Samples) -> NDArray[np.float64]:
    """Return the mean size of the gradient of the mean loss in the weights of each layer, from traces."""
    traces = [network.backward(network.forward(x), y) for x, y in zip(samples.inputs, samples.targets, strict=True)]
    layers = zip(*(trace.layers for trace in traces), strict=True)
    return np.array([np.abs(np.mean([one.weight_gradients for one in layer], axis=0)).mean() for layer in layers])


def faults_of_lines(lines: HiddenLines, network: MLP, scene: Film) -> Iterator[str]:
    """Each line is what its neuron gives for every x."""
    grid = scene.subject.grid[::4]  # type: ignore[attr-defined]
    for j, line in enumerate(lines.lines):
        given = [(x, network.forward((x,)).layers[0].neurons[j].a) for x in grid]
        if apart(spots(lines.frame, given), corners(line)) > SPOT:
            yield f"the line of neuron {j} is not what it gives"


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


def faults_of_slide(dots: MovingDots, family: Family, scene: Film) -> Iterator[str]:
    """Dots, fit and numbers are those of one and the same part of the step that kills the neuron."""
    subject = scene.subject
    epoch = subject.death.epoch - 1  # type: ignore[attr-defined]
    paths = [part.path for one in family.of(Display) for part in one.text.line if isinstance(part, Readout)]
    (part,) = {int(found[1]) for path in paths if (found := PART.match(path))}
    share = part / (len(subject.slide) - 1)  # type: ignore[attr-defined]
    before, after = (sums_at(scene, FAILS, one) for one in (epoch, epoch + 1))
    way = [(z, max(z, 0.0)) for z in before + share * (after - before)]
    if not alike(spots(dots.frame, way), centres(dots.dots, CIRCLE)):
        yield "the dots are not on their way from one epoch to the next"
    start = network_at(scene, FAILS, epoch)
    rate = subject.runners[FAILS].rate * share  # type: ignore[attr-defined]
    network = step_of(start, subject.lesson.training.train, rate).network if part else start  # type: ignore[attr-defined]
    grid = subject.grid[::8]  # type: ignore[attr-defined]
    wanted = [*zip(grid, answers(subject.lesson, network, grid), strict=True)]  # type: ignore[attr-defined]
    for line in family.of(FitLine):
        if apart(spots(line.frame, wanted), corners(line.line)) > SPOT:
            yield "the line is not on its way from one epoch to the next"
