"""What is drawn of the answers, read back: bars as long as their outputs, counts in the cells of their classes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

import numpy as np
from manim import Rectangle

from mathnet import predict_class
from scenes.mobjects.neurons import Node
from scenes.mobjects.outcome import Share
from scenes.stage.film import Film
from scenes.storyboards.readout import Name, Readout, readouts_of, resolve
from scenes.studies import learn
from scenes.studies.image_training import ImageTraining
from scenes.studies.training import with_snapshots
from tests.scenes.geometry import Family, Shown, box_of
from tests.scenes.once import outputs_of
from tests.scenes.paths import neuron_of
from tests.scenes.places import middle_of, top_of_panel_below

SHORT = 0.02  # scene units: even a bar of nothing leaves a hair
ROW = 0.15  # by which what stands in one row may be apart
CLASS = re.compile(r"lesson\.classes\[(\d+)\]")
UNDER = 0.25  # the middle of its row, at most, where that has two lines
COUNT = re.compile(r"confusions\[1\]\.counts\[\d+\]\[\d+\]")
Table = tuple[tuple[int, ...], ...]


def faults_of_bars(scene: Film, shown: list[Shown], family: Family) -> Iterator[str]:
    """Each bar fills as much of its track as its output is of one, beside its own neuron, number and name, or below.

    Where the panel is below the network, bars are in the order of their neurons.
    """
    nodes = {member.place: member for member in family.of(Node)}
    below = top_of_panel_below(scene)
    heights = [(place.j, bar.get_y()) for bar in family.of(Share) if (place := neuron_of(bar.readout.path))]
    if math.isfinite(below) and [y for _, y in sorted(heights)] != sorted((y for _, y in heights), reverse=True):
        yield f"bars below the network are in another order than their neurons: {heights}"
    for bar in family.of(Share):
        path = bar.readout.path
        value, place = resolve(scene.subject, path), neuron_of(path)
        assert isinstance(value, float)
        left, right = bar.track.get_left()[0], bar.track.get_right()[0]
        long = value * (right - left)
        if abs(bar.get_left()[0] - left) > 1e-6 or abs(bar.width - long) > 1e-6 + (SHORT if long < SHORT else 0):
            yield f"the bar of {path} is {bar.width / (right - left):.3f} of its track, not {value:.3f}"
        beside = place and bar.get_y() > below
        under = nodes[place].get_y() - bar.get_y() if place and beside else 0.0  # where its row has two lines
        if place is None or not -1e-6 < under < UNDER:
            yield f"the bar of {path} is not beside its neuron"
        row = [one for one in shown if abs(middle_of(one)[1] - bar.get_y() - 2 * under) < ROW]
        beyond = nodes[place].shape.get_right()[0] if place and beside else -math.inf
        ends, starts = (left, right) if under < 1e-6 else (math.inf, beyond)
        numbers = [found.path for one in row if one.box[0] > starts for found in readouts_of(one.line.line)]
        before = [path for one in row if beyond < one.box[0] and one.box[2] <= ends for path in paths_of(one)]
        names = [int(found[1]) for found in map(CLASS.match, before) if found]
        shared = len(scene.study.lesson.classes) > scene.study.network.sizes[-1]
        changes = [path.removeprefix("after."), f"after.{path.removeprefix('after.')}"]  # a bar before and after a step
        if numbers not in ([path], changes) or place is None or names != [place.j + shared]:
            yield f"the bar of {path} stands in the row of {numbers} and class {names}"


def paths_of(one: Shown) -> list[str]:
    return [part.path for part in one.line.line if isinstance(part, Name)]


def faults_of_confusions(scene: Film, shown: list[Shown], family: Family) -> Iterator[str]:
    """Each count is in the row of its true class and the column of what the network says, and shaded as it is large."""
    counts = [one for one in shown if any(COUNT.fullmatch(found.path) for found in readouts_of(one.line.line))]
    counts = [one for one in counts if len(one.line.line) == 1]
    if not counts:
        return
    left, top = min(one.box[0] for one in counts), max(one.box[3] for one in counts)
    named = [
        (one, CLASS.match(part.path)) for one in shown for part in one.line.line if isinstance(part, Name | Readout)
    ]
    heads = [(int(found[1]), *middle_of(one), one) for one, found in named if found]
    rows = {j: y for j, _, y, one in heads if one.box[2] < left and y < top}
    columns = {j: x for j, x, y, _ in heads if y > top and x > left - 0.5}
    cells = [member for member in family if type(member) is Rectangle]
    boxes = np.array([box_of(cell.points) for cell in cells])
    wanted = counted(scene.subject)
    if sorted(rows) != most_confused(wanted):
        yield f"classes {sorted(rows)} are shown, most mistakes are in {most_confused(wanted)}"
    depths = {}
    for one in counts:
        x, y = middle_of(one)
        true = min(rows, key=lambda j: abs(rows[j] - y))
        said = min(columns, key=lambda j: abs(columns[j] - x))
        (readout,) = readouts_of(one.line.line)
        if readout.value != wanted[true][said]:
            yield f"{readout.value} stands where class {true} is taken for class {said}: {wanted[true][said]} are"
        inside = (boxes[:, 0] < x) & (x < boxes[:, 2]) & (boxes[:, 1] < y) & (y < boxes[:, 3])
        cell = cells[int(np.argmax(inside))]
        red, green, _ = cell.get_fill_color().to_rgb()
        depths[readout.value] = cell.get_fill_opacity() if readout.value else 0.0
        if readout.value and (green > red) != (true == said):
            yield f"the cell of class {true} taken for class {said} has the wrong colour"
    if sorted(depths) != sorted(depths, key=lambda count: depths[count]):
        yield "fuller cells are not deeper"


def most_confused(counts: Table) -> list[int]:
    """Return the ten classes with the most mistakes, their own and those that others are taken for."""
    table = np.array(counts)
    mistakes = table.sum(axis=0) + table.sum(axis=1) - 2 * table.diagonal()
    return sorted(np.argsort(-mistakes, kind="stable")[:10].tolist())


def counted(subject: object) -> Table:
    """Return how often samples of each true class are taken for each class after training."""
    training, classes = subject.lesson.training, len(subject.lesson.classes)  # type: ignore[attr-defined]
    if isinstance(subject, ImageTraining):
        if training is None:  # the network comes trained, and not all the images with it
            return subject.course.counts[-1]
        network, _ = learn(with_snapshots(subject.lesson))
    else:
        network = subject.network  # type: ignore[attr-defined]
    samples = training.test or training.train
    outputs = outputs_of(network, samples)
    pairs = [(predict_class(y), predict_class(output)) for y, output in zip(samples.targets, outputs, strict=True)]
    return tuple(tuple(pairs.count((true, said)) for said in range(classes)) for true in range(classes))
