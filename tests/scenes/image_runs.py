"""What is drawn of runs through epochs of reading, and through images, read back from the trace by other ways."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
from manim import ManimColor
from numpy.typing import NDArray

from mathnet import Samples, predict_class
from scenes.images.mistakes import SeeMistakes
from scenes.images.training import SeeTraining
from scenes.mobjects.advance import Display
from scenes.mobjects.image_mistakes import Exhibition, Mosaic, TwoAnswers
from scenes.mobjects.image_training import ClassBars, Frame, PercentBar, WatchedImages
from scenes.mobjects.outcome import Bar
from scenes.mobjects.pixels import ColourScale, PixelGrid
from scenes.mobjects.text import TextLine
from scenes.stage.film import Film
from scenes.storyboards.readout import Name, readouts_of
from scenes.style import NODE_FILL
from tests.scenes.epochs import epochs_told
from tests.scenes.geometry import Family
from tests.scenes.images import LEVEL, colours_wanted, faults_of_grid
from tests.scenes.once import once, outputs_of

CLOSE = 1e-3  # scene units
HAIR = 0.02  # of a bar of nothing


def faults_of_image_runs(scene: Film, family: Family) -> Iterator[str]:
    if isinstance(scene, SeeTraining):
        yield from faults_of_learning(scene, family)
    elif isinstance(scene, SeeMistakes):
        yield from faults_of_review(scene, family)


def faults_of_learning(scene: SeeTraining, family: Family) -> Iterator[str]:
    """Bars, weights and frames are those of the epoch that is told."""
    told = epochs_told(scene, family)
    if len(told) > 1:
        yield f"epochs {told} are told at once"
    if not told:
        return
    (epoch,) = told
    course, lesson = scene.story.study.course, scene.subject_matter
    stage = course.stages.index(epoch)
    for bars in family.of(ClassBars):
        yield from faults_of_class_bars(bars, course.counts[stage])
    viewed = SimpleNamespace(subject=scene.subject, study=SimpleNamespace(shape=lesson.image))
    scales = [(one.picture.low.text, one.picture.high.text) for one in family.of(ColourScale)]
    weights = {tuple(row) for row in course.weights[stage]}
    for grid in family.of(PixelGrid):
        yield from faults_of_grid(viewed, grid)  # type: ignore[arg-type]
        if (grid.picture.low.text, grid.picture.high.text) not in scales:
            yield f"no scale says what the colours of {grid.picture.path} mean"
        if "weights" in grid.picture.path and grid.picture.values not in weights:
            yield f"the weights of {grid.picture.path} are not those of epoch {epoch}"
    samples = lesson.training and (lesson.training.test or lesson.training.train)
    rows = list(samples.inputs) if samples else [sample.x for sample in lesson.samples]
    targets = list(samples.targets) if samples else [sample.target for sample in lesson.samples]
    for panel in family.of(WatchedImages):
        grids = [part for part in panel if isinstance(part, PixelGrid)]
        frames = [part for part in panel if isinstance(part, Frame)]
        said = [part for part in panel if isinstance(part, Display)]
        for grid, frame, answer in zip(grids, frames, said, strict=True):
            # of images that are alike pixel by pixel, any will do
            alike = [i for i, row in enumerate(rows[: len(course.answers[stage])]) if tuple(row) == grid.picture.values]
            pairs = [(course.answers[stage][i], predict_class(targets[i])) for i in alike]
            (name,) = answer.text.line
            ring = frame.ring
            framed = ring.get_stroke_opacity() > 0
            if (name.path, framed) not in [(f"lesson.classes[{a}]", a != true) for a, true in pairs]:
                yield f"in epoch {epoch} an image is taken for one of {pairs}; it says {name.text}, framed: {framed}"
            if abs(ring.get_x() - grid.get_x()) > CLOSE or abs(answer.text.get_x() - grid.get_x()) > 0.1:
                yield "a frame or an answer isn't at its image"


def faults_of_class_bars(bars: ClassBars, counts: tuple[tuple[int, ...], ...]) -> Iterator[str]:
    """Each bar fills its track as far as its class is read right, beside its name and its number."""
    names = [part for part in bars if isinstance(part, TextLine) and isinstance(part.line[0], Name)]
    lengths = [part for part in bars if isinstance(part, PercentBar)]
    numbers = [part for part in bars if isinstance(part, Display)]
    for name, length, number in zip(names, lengths, numbers, strict=True):
        j = int(name.line[0].path.partition("[")[2].rstrip("]"))  # type: ignore[union-attr]
        share = counts[j][j] / sum(counts[j]) if sum(counts[j]) else 0.0
        width = length.bar.width
        if abs(width - max(HAIR, share * length.track.width)) > CLOSE:
            yield f"the bar of class {j} is {width / length.track.width:.3f} of its track, not {share:.3f}"
        if abs(length.bar.get_left()[0] - length.track.left) > CLOSE:
            yield f"the bar of class {j} begins elsewhere"
        for readout in readouts_of(number.text.line):
            if abs(readout.value - 100 * share) > 1e-9:
                yield f"beside the bar of class {j} stands {readout.text}, not {100 * share:.2f}"
        if max(abs(name.get_y() - length.bar.get_y()), abs(number.text.get_y() - length.bar.get_y())) > 0.1:
            yield f"name, bar and number of class {j} are not in a row"


def faults_of_review(scene: SeeMistakes, family: Family) -> Iterator[str]:
    """The images judged so far have their grey levels, those that are wrong their frames, and answers their bars."""
    network, images = scene.study.network, scene.study.images
    seen = [
        int(found.value)
        for display in family.of(Display)
        for found in readouts_of(display.text.line)
        if found.path.endswith(".seen")
    ]
    if len(set(seen)) > 1:
        yield f"images {set(seen)} are told at once"
    for mosaic in family.of(Mosaic):
        yield from faults_of_mosaic(mosaic, scene, seen[0])
    for answers in family.of(TwoAnswers):
        output = network.forward(images.inputs[seen[0] - 1]).output
        best = sorted(output, reverse=True)[:2]
        tracks = [part for part in answers.rest if isinstance(part, Bar)]
        for bar, track, wanted in zip(answers.bars, tracks, best, strict=True):
            if track.get_fill_color() != ManimColor(NODE_FILL) or abs(bar.get_y() - track.get_y()) > CLOSE:
                yield "a bar is not in its track"
            if abs(bar.width - max(HAIR, wanted * track.width)) > CLOSE:
                yield f"the bar of an answer of {wanted:.3f} is {bar.width / track.width:.3f} of its track"
        numbers = [
            found.value for part in answers.rest if isinstance(part, TextLine) for found in readouts_of(part.line)
        ]
        if numbers != best:
            yield f"the strongest answers are {best}, beside their bars stand {numbers}"
    for show in family.of(Exhibition):
        for exhibit in show:
            grid, *lines = exhibit
            names = [part.path for part in lines[0].line if isinstance(part, Name)]
            pairs = {
                (f"lesson.classes[{a}]", f"lesson.classes[{b}]") for a, b in answers_to(grid.picture.values, scene)
            }
            if tuple(names if len(lines) == 1 else names[::-1]) not in pairs:
                yield f"under {grid.picture.path} stand {names}, it is one of {pairs}"


def answers_to(pixels: tuple[float, ...], scene: SeeMistakes) -> list[tuple[int, int]]:
    """Return what images of these pixels are taken for, and what they are."""
    said = predict_class(scene.study.network.forward(pixels).output)
    images = scene.study.images
    pairs = zip(images.inputs, images.targets, strict=True)
    return [(said, predict_class(target)) for x, target in pairs if x == pixels]


def faults_of_mosaic(mosaic: Mosaic, scene: SeeMistakes, seen: int) -> Iterator[str]:
    images, (rows, columns) = scene.study.images, scene.study.shape
    texture = mosaic.tiles.texture
    low, high = (end.value for end in (scene.story.review.pictures[0].low, scene.story.review.pictures[0].high))
    ends = scene.followers[0].pixels.shade.colours  # type: ignore[attr-defined]
    wanted, outputs = levels(images, low, high, ends), outputs_of(scene.study.network, images)
    for i in range(len(scene.story.review.pictures)):
        row, column = divmod(i, mosaic.across)
        tile = texture[row * mosaic.high :, column * mosaic.wide :][:rows, :columns]
        if i >= seen:
            if tile[..., 3].any():
                yield f"image {i + 1} is there before it is judged"
            continue
        if np.abs(tile[..., :3] - wanted[i].reshape(rows, columns, 3)).max() > LEVEL:
            yield f"the small image {i + 1} has other grey levels than its pixels"
        wrong = predict_class(outputs[i]) != predict_class(images.targets[i])
        ring = mosaic.rings.get(i)
        if wrong != bool(ring and ring.get_stroke_opacity()):
            yield f"image {i + 1} is wrong: {wrong}, and its frame isn't so"
        if ring:
            cell = mosaic.tiles.width / texture.shape[1]
            left, top, _ = mosaic.tiles.get_corner((-1.0, 1.0, 0.0))
            x, y = left + (column * mosaic.wide + columns / 2) * cell, top - (row * mosaic.high + rows / 2) * cell
            if max(abs(ring.get_x() - x), abs(ring.get_y() - y)) > cell:
                yield f"the frame of image {i + 1} is elsewhere"


@once
def levels(images: Samples, low: float, high: float, ends: tuple[str, ...]) -> list[NDArray[np.float64]]:
    """Return the colours of the pixels of each image."""
    return [colours_wanted(np.array(x), low, high, ends) for x in images.inputs]
