"""What is drawn of images, read back: every grey level, dot, connection and bar is that of the trace."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from manim import ManimColor
from numpy.typing import NDArray

from scenes.mobjects.blocks import Connection, WayBack
from scenes.mobjects.diagram import THICK, THIN
from scenes.mobjects.image_parts import Lean, Patch
from scenes.mobjects.outcome import Share
from scenes.mobjects.pixels import ColourScale, PixelGrid
from scenes.stage.image_film import ImageFilm
from scenes.storyboards.readout import Readout, readouts_of, resolve
from scenes.studies import Weight
from scenes.style import NEGATIVE, POSITIVE, UNLIT
from tests.scenes.geometry import Family, Shown
from tests.scenes.panels import CLASS, paths_of
from tests.scenes.paths import neuron_of
from tests.scenes.places import middle_of

CLOSE = 1e-3  # scene units
LEVEL = 2.0  # of 255: what rounding may cost a colour
ROW = 0.15


def faults_of_images(scene: ImageFilm, shown: list[Shown], family: Family) -> Iterator[str]:
    """Everything drawn of images and blocks of neurons shows what stands at its path, on a scale that is printed."""
    scales = [(one.picture.low.text, one.picture.high.text) for one in family.of(ColourScale)]
    for grid in family.of(PixelGrid):
        if grid.get_fill_opacity() == 0:
            continue
        yield from faults_of_grid(scene, grid)
        if (grid.picture.low.text, grid.picture.high.text) not in scales:
            yield f"no scale says what the colours of {grid.picture.path} mean"
    yield from faults_of_connections(scene, family)
    yield from faults_of_shares(scene, shown, family)
    yield from faults_of_ways(scene, family)
    for bar in family.of(Lean):
        yield from faults_of_lean(scene, bar)
    on_screen = set(family)
    if scene.patch and on_screen.issuperset(scene.patch.numbers):
        yield from faults_of_patch(scene, scene.patch)
    for worked in (scene.worked,) if scene.worked and on_screen.issuperset(scene.worked.rings) else ():
        pixel = worked.row.ring
        images = [grid for grid in family.of(PixelGrid) if not grid.dots]
        wanted = sorted(grid.cell(pixel)[:2].round(6).tolist() for grid in images)
        if sorted(ring.get_center()[:2].round(6).tolist() for ring in worked.rings) != wanted:
            yield f"the rings are not around pixel {pixel} of each image"
        about = {place.k for place in map(_weight_index, worked.row.worked.operands) if place}
        if about - {pixel}:
            yield f"the equation is of pixel {about}, the ring around {pixel}"


def _weight_index(readout: Readout) -> Weight | None:
    found = re.search(r"weights\[(\d+)\]\[(\d+)\]", readout.path)
    return Weight(1, int(found[1]), int(found[2])) if found else None


def colours_wanted(values: NDArray[np.float64], low: float, high: float, ends: tuple[str, ...]) -> NDArray[np.float64]:
    """Return the colours from 0 to 255 of values: between two ends, or from UNLIT, at 0, to that of their sign."""
    share = np.clip(np.abs(values) / (high or 1.0), 0, 1)[:, None]
    deepest = np.array([_rgb(ends[-1] if low == 0 else POSITIVE if value >= 0 else NEGATIVE) for value in values])
    return (_rgb(ends[0] if low == 0 else UNLIT) * (1 - share) + deepest * share) * 255


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array(ManimColor(colour).to_rgb())


def faults_of_grid(scene: ImageFilm, grid: PixelGrid) -> Iterator[str]:
    path = grid.picture.path
    raster = resolve(scene.subject, path)
    values = np.array(raster.values)  # type: ignore[attr-defined]
    if grid.picture.values != raster.values:  # type: ignore[attr-defined]
        yield f"the picture of {path} shows other values"
        return
    columns = grid.picture.columns
    if not grid.dots and columns != scene.study.shape[1]:
        yield f"the picture of {path} has {columns} columns"
    fine = grid.texture.shape[1] // columns
    rows, across = np.divmod(np.arange(len(values)), columns)
    # in a square beside its hole, in a dot between its hole and its rim
    beside = fine // 3 if grid.dots else 0
    seen = grid.texture[rows * fine + fine // 2, across * fine + beside, :3].astype(float)
    wanted = colours_wanted(values, grid.picture.low.value, grid.picture.high.value, grid.shade.colours)
    if wrong := int((np.abs(seen - wanted).max(axis=1) > LEVEL).sum()):
        yield f"{wrong} cells of {path} have another colour than their value"
    hole = grid.texture[rows * fine + fine // 2, across * fine + fine // 2, :3].astype(float)
    pierced = np.abs(hole - _rgb(UNLIT) * 255).max(axis=1) <= LEVEL
    dark = np.abs(wanted - _rgb(UNLIT) * 255).max(axis=1) <= 3 * LEVEL  # so dark that a hole is nothing to be seen
    if fine > 1 and (pierced != (values < 0))[~dark].any():
        yield f"cells of {path} are pierced that are positive, or negative ones aren't"


def faults_of_connections(scene: ImageFilm, family: Family) -> Iterator[str]:
    """Each connection runs between its neurons, as wide as what it carries is large, red where that adds."""
    lines = family.of(Connection)
    for layer in sorted({line.place.layer for line in lines}):
        record = scene.study.forward.layers[layer - 1].neurons
        own = [line for line in lines if line.place.layer == layer]
        largest = max(abs(product) for neuron in record for product in neuron.products)
        for line in own:
            place, carried = line.place, record[line.place.j].products[line.place.k]
            width = THIN + (THICK - THIN) * abs(carried) / largest
            red = line.get_stroke_color().to_rgb()[0] > line.get_stroke_color().to_rgb()[2]
            if abs(line.stroke_width - width) > CLOSE or red != (carried > 0):
                yield f"the connection of {place} carries {carried:.3g} and is {line.stroke_width:.2f} wide"
            ends = np.array([scene.blocks.place(place.start), scene.blocks.place(place.end)])
            if len(line.points) and np.abs(line.points[0] - ends[0]).max() > CLOSE:
                yield f"the connection of {place} begins elsewhere"
            if np.abs(np.array([line.start_point, line.end_point]) - ends).max() > CLOSE:
                yield f"the connection of {place} is drawn elsewhere"
        left_out = sorted((abs(p) for neuron in record for p in neuron.products), reverse=True)[len(own) :]
        weakest = min(abs(record[line.place.j].products[line.place.k]) for line in own)
        if left_out and left_out[0] > weakest * (1 + 1e-12):
            yield f"connections into layer {layer} are drawn, and stronger ones are not"


def faults_of_ways(scene: ImageFilm, family: Family) -> Iterator[str]:
    """Each way back runs from the neuron whose error it carries, as wide as weight times delta is large."""
    ways = family.of(WayBack)
    study = scene.study
    carried = [
        abs(study.network.layers[w.place.layer - 1].weights[w.place.j][w.place.k])
        * abs(study.backward.layers[w.place.layer - 1].delta[w.place.j])
        for w in (way for way in ways)
    ]
    for way, value in zip(ways, carried, strict=True):
        width = THIN + (THICK - THIN) * (value / max(carried) if max(carried) else 0.0)
        ends = np.array([scene.blocks.place(way.place.end), scene.blocks.place(way.place.start)])
        if abs(way.stroke_width - width) > CLOSE:
            yield f"the way back through {way.place} is {way.stroke_width:.2f} wide, not {width:.2f}"
        if len(way.points) and np.abs(way.points[0] - ends[0]).max() > CLOSE:
            yield f"the way back through {way.place} begins elsewhere"


def faults_of_shares(scene: ImageFilm, shown: list[Shown], family: Family) -> Iterator[str]:
    """Each bar fills as much of its track as its output is of one, in the row of its own class and number."""
    for bar in family.of(Share):
        path = bar.readout.path
        value, place = resolve(scene.subject, path), neuron_of(path)
        assert isinstance(value, float) and place
        if abs(bar.width - max(0.02, value * bar.track.width)) > CLOSE:
            yield f"the bar of {path} is {bar.width / bar.track.width:.3f} of its track, not {value:.3f}"
        row = [one for one in shown if abs(middle_of(one)[1] - bar.get_y()) < ROW]
        beside = scene.blocks.blocks[-1].box.right
        right, left = bar.track.get_right()[0], bar.track.get_left()[0]
        numbers = [found.path for one in row if one.box[0] > right for found in readouts_of(one.line.line)]
        classes = [
            int(found[1])
            for one in row
            if beside < one.box[0] and one.box[2] <= left
            for found in map(CLASS.match, paths_of(one))
            if found
        ]
        shared = len(scene.study.lesson.classes) > scene.study.network.sizes[-1]
        if (numbers and path not in numbers) or classes != [place.j + shared]:
            yield f"the bar of {path} stands in the row of {numbers} and class {classes}"


def faults_of_lean(scene: ImageFilm, bar: Lean) -> Iterator[str]:
    value = resolve(scene.subject, bar.readout.path)
    assert isinstance(value, float)
    largest = max(abs(delta) for delta in scene.study.backward.layers[-1].delta)
    long = bar.half * abs(value) / largest if largest else 0.0
    side = bar.get_x() - bar.middle
    if abs(bar.width - max(0.02, long)) > CLOSE or (value != 0 and (value > 0) != (side > 0)):
        yield f"the bar of {bar.readout.path} is {bar.width:.3f} long on the side of {side:+.2f}: {value:.3g}"


def faults_of_patch(scene: ImageFilm, patch: Patch) -> Iterator[str]:
    """Each cell has the grey level of its number, and the ring is around these pixels."""
    for cell, number in zip(patch.cells, patch.numbers, strict=True):
        (readout,) = readouts_of(number.line)
        value = resolve(scene.subject, readout.path)
        wanted = colours_wanted(
            np.array([value]),
            scene.pixels.picture.low.value,
            scene.pixels.picture.high.value,
            scene.pixels.shade.colours,
        )[0]
        if np.abs(np.array(cell.get_fill_color().to_rgb()) * 255 - wanted).max() > LEVEL:
            yield f"the cell of {readout.path} has another colour than {value}"
        if np.abs(number.get_center() - cell.get_center()).max() > 0.1:
            yield f"the number of {readout.path} stands elsewhere"
    for index in (0, -1):
        (readout,) = readouts_of(patch.numbers[index].line)
        place = neuron_of(readout.path)
        assert place
        middle = scene.pixels.cell(place.j)
        ring = patch.ring
        inside = abs(middle[0] - ring.get_x()) < ring.width / 2 and abs(middle[1] - ring.get_y()) < ring.height / 2
        if not inside:
            yield f"the ring is not around {readout.path}"
