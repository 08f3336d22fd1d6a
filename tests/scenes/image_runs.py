"""What is drawn of runs through epochs of reading, and through images, read back from the trace by other ways."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
from manim import ManimColor

from mathnet import predict_class
from scenes.images.mistakes import SeeMistakes
from scenes.images.training import SeeTraining
from scenes.mobjects.advance import Display
from scenes.mobjects.image_mistakes import Exhibition, TwoAnswers
from scenes.mobjects.image_training import ChangingImage, ClassBars, Frame, PercentBar, WatchedImages
from scenes.mobjects.outcome import Bar
from scenes.mobjects.pixels import ColourScale, PixelGrid
from scenes.mobjects.record import LOW, WIDEST, Record
from scenes.mobjects.text import TextLine
from scenes.stage.film import Film
from scenes.storyboards.readout import Name, readouts_of
from scenes.style import NODE_FILL
from tests.scenes.epochs import epochs_told
from tests.scenes.geometry import Family
from tests.scenes.images import LEVEL, colours_wanted, faults_of_grid
from tests.scenes.once import outputs_of

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
    """Each image has its grey levels, those judged so far have their marks, and answers their bars."""
    network, images = scene.study.network, scene.study.images
    seen = [
        int(found.value)
        for display in family.of(Display)
        for found in readouts_of(display.text.line)
        if found.path.endswith(".seen")
    ]
    if len(set(seen)) > 1:
        yield f"images {set(seen)} are told at once"
    for picture in family.of(ChangingImage):
        yield from faults_of_image(picture.pixels, scene, seen[0])
    for record in family.of(Record):
        yield from faults_of_record(record, scene, seen[0])
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
            grid, line = exhibit
            names = [part.path for part in line.line if isinstance(part, Name)]
            pairs = {
                (f"lesson.classes[{a}]", f"lesson.classes[{b}]") for a, b in answers_to(grid.picture.values, scene)
            }
            if tuple(names[::-1]) not in pairs:
                yield f"under {grid.picture.path} stand {names}, it is one of {pairs}"


def answers_to(pixels: tuple[float, ...], scene: SeeMistakes) -> list[tuple[int, int]]:
    """Return what images of these pixels are taken for, and what they are."""
    said = predict_class(scene.study.network.forward(pixels).output)
    images = scene.study.images
    pairs = zip(images.inputs, images.targets, strict=True)
    return [(said, predict_class(target)) for x, target in pairs if x == pixels]


def faults_of_image(grid: PixelGrid, scene: SeeMistakes, seen: int) -> Iterator[str]:
    """The image on screen is the one that is counted, in its own grey levels."""
    pixels = scene.study.images.inputs[seen - 1]
    wanted = colours_wanted(np.array(pixels), grid.picture.low.value, grid.picture.high.value, grid.shade.colours)
    rows, columns = scene.study.shape
    fine = grid.texture.shape[0] // rows
    shown = grid.texture[::fine, ::fine, :3].astype(float)
    if np.abs(shown - wanted.reshape(rows, columns, 3)).max() > LEVEL:
        yield f"image {seen} is not the one that is shown"


def faults_of_record(record: Record, scene: SeeMistakes, seen: int) -> Iterator[str]:
    """From left to right a mark for each image judged so far, higher where it is wrong."""
    images, total = scene.study.images, len(scene.story.review.pictures)
    outputs = outputs_of(scene.study.network, images)
    marks = [(part, mark) for part in (record.hits, record.misses) for mark in part.points.reshape(-1, 16, 3)]
    if len(marks) != seen:
        yield f"{len(marks)} marks stand for {seen} images"
        return
    marks.sort(key=lambda found: found[1][:, 0].min())
    pitch = min(WIDEST, record.area.width / total)
    for i, (part, mark) in enumerate(marks):
        wrong = predict_class(outputs[i]) != predict_class(images.targets[i])
        left, height = mark[:, 0].min(), np.ptp(mark[:, 1])
        if wrong != (part is record.misses) or abs(height - record.area.height * (1.0 if wrong else LOW)) > CLOSE:
            yield f"image {i + 1} is wrong: {wrong}, and its mark isn't so"
        if abs(left - (record.area.left + i * pitch)) > CLOSE or abs(mark[:, 1].min() - record.area.bottom) > CLOSE:
            yield f"the mark of image {i + 1} is elsewhere"
