"""The map of a linear neuron's loss, read back: line, misses, level lines and ways are where the points put them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from manim import VMobject
from numpy.typing import NDArray

from scenes.gradient_descent import GradientDescent
from scenes.mobjects.charts import HOLE, Frame
from scenes.mobjects.plane import LevelLine
from scenes.mobjects.text import TextLine
from scenes.mobjects.ways import WayDown
from scenes.stage.film import Film
from scenes.storyboards.readout import readouts_of, resolve
from scenes.studies.descent import SHARES, START
from scenes.studies.walks import GOOD
from tests.scenes.geometry import Family, visible
from tests.scenes.spots import CLOSE, apart, corners, spots

PLACE = re.compile(r"^((?:tries|walks\[(\d+)\]\.positions)\[(\d+)\])\.w$")
LEVEL = re.compile(r"^levels\[\d+\]$")
NEARLY = 1e-3  # of how far it is above the lowest loss: between its corners an ellipse is drawn straight
Pairs = NDArray[np.float64]


def faults_of_descent(scene: Film, family: Family) -> Iterator[str]:
    """All that is drawn of the points, their lines and their losses is where it belongs."""
    if not isinstance(scene, GradientDescent):
        return
    told = list(told_in(family))
    drawn = set(map(id, family))
    for chart in {
        id(one): one for one in (getattr(scene, "alone", None), getattr(scene, "chart", None)) if one
    }.values():
        if id(chart.dots[0]) in drawn:
            yield from faults_of_samples(chart, scene)
    for fitted in (getattr(scene, "large", None), getattr(scene, "line", None)):
        if fitted and len(told) == 1 and id(fitted.line) in drawn:
            yield from faults_of_line(fitted, *told[0][:1], scene, id(fitted.misses) in drawn)
    if not hasattr(scene, "plane"):
        return
    frame = scene.plane.frame
    for one in family.of(LevelLine):
        if one.get_stroke_opacity() and len(one.points):
            yield from faults_of_level(one, frame, scene)
    for label in family.of(TextLine):
        yield from faults_of_label(label, frame, scene)
    yield from faults_of_covered(family)
    for way in (one for one in getattr(scene, "ways", {}).values() if id(one.line) in drawn):
        steps = [step for _, walk, step in told if walk == way.index]
        yield from faults_of_way(way, steps[0] if len(told) == 1 and steps else None, scene)
    if id(scene.plane.lowest) in drawn:
        yield from faults_of_lowest(scene.plane.lowest, frame, scene)
    arrow = getattr(scene, "arrow", None)
    if arrow is not None and id(arrow) in drawn:
        ends = [resolve(scene.subject, path) for path in (f"tries[{START}]", f"walks[{GOOD}].positions[1]")]
        wanted = spots(frame, [(one.w, one.b) for one in ends])  # type: ignore[attr-defined]
        if np.abs(np.array([arrow.get_start()[:2], arrow.get_end()[:2]]) - wanted).max() > CLOSE:
            yield "the arrow is not the first step"
    for index, (dot, _) in enumerate(getattr(scene, "spots", ())):
        tried = scene.story.study.tries[index]
        if id(dot) in drawn and apart(spots(frame, [(tried.w, tried.b)]), dot.get_center()[None, :2]) > CLOSE:
            yield f"the spot of line {index} is not at its w and b"


def told_in(family: Family) -> Iterator[tuple[str, int | None, int]]:
    """Yield where the numbers stand of each line, y = w·x + b, whose w and b are on screen beside each other."""
    for line in family.of(TextLine):
        paths = [readout.path for readout in readouts_of(line.line)] if visible(line) else []
        found = [match for match in map(PLACE.match, paths) if match]
        if len(found) == 1 and f"{found[0][1]}.b" in paths:
            yield found[0][1], int(found[0][2]) if found[0][2] else None, int(found[0][3])


def samples_of(scene: Film) -> Pairs:
    training = scene.subject_matter.training
    assert training is not None
    return np.column_stack([training.train.inputs, training.train.targets])


def loss_at(places: Pairs, scene: Film) -> Pairs:
    """Return the loss at each (w, b), summed over the points one by one."""
    x, y = samples_of(scene).T
    share = SHARES[scene.subject_matter.network.loss]
    misses = places[:, :1] * x + places[:, 1:] - y
    return share * (misses**2).mean(axis=1)


def values_at(found: Pairs, frame: Frame) -> Pairs:
    """Return which (x, y) of its axes each spot of a frame stands for."""
    area = frame.area
    shares = (found - (area.left, area.bottom)) / (area.right - area.left, area.top - area.bottom)
    low, high = np.array([frame.x.low, frame.y.low]), np.array([frame.x.high, frame.y.high])
    return low + shares * (high - low)


def faults_of_samples(chart: object, scene: Film) -> Iterator[str]:
    wanted = spots(chart.frame, [tuple(row) for row in samples_of(scene)])  # type: ignore[attr-defined]
    found = np.array([dot.get_center()[:2] for dot in chart.dots])  # type: ignore[attr-defined]
    if len(found) != len(wanted) or np.abs(found - wanted).max() > CLOSE:
        yield "the dots of the chart are not at their samples"


def faults_of_line(fitted: object, path: str, scene: Film, with_misses: bool) -> Iterator[str]:
    """The line is that whose numbers are beside it, from side to side; each miss leads from its point to the line."""
    own = resolve(scene.subject, path)
    frame, line, misses = fitted.chart.frame, fitted.line, fitted.misses  # type: ignore[attr-defined]
    found = values_at(corners(line), frame)
    ends = np.array([frame.x.low, frame.x.high])
    heights = own.w * ends + own.b  # type: ignore[attr-defined]
    tall = frame.y.high - frame.y.low
    inside = ((heights >= frame.y.low) & (heights <= frame.y.high)).all()
    if len(found) and np.abs(own.w * found[:, 0] + own.b - found[:, 1]).max() > 1e-3 * tall:  # type: ignore[attr-defined]
        yield f"the line is not that of {path}"
    if inside and (not len(found) or np.abs(np.sort(found[:, 0])[[0, -1]] - ends).max() > 1e-3 * (ends[1] - ends[0])):
        yield f"the line of {path} does not go from side to side"
    if not with_misses or not len(misses.points):
        return
    pieces = corners(misses)
    for x, y in samples_of(scene):
        said = float(np.clip(own.w * x + own.b, frame.y.low, frame.y.high))  # type: ignore[attr-defined]
        foot, top = spots(frame, [(x, y), (x, said)])
        here = pieces[np.abs(pieces[:, 0] - foot[0]) < CLOSE]
        length = abs(top[1] - foot[1])
        if not len(here):
            if length > CLOSE:
                yield f"the miss of the point at {x} is not drawn"
            continue
        low, high = sorted((foot[1], top[1]))
        shared = (samples_of(scene)[:, 0] == x).sum() > 1
        if not shared and (here[:, 1].min() < low - CLOSE or here[:, 1].max() > high + CLOSE):
            yield f"the miss of the point at {x} goes past the line of {path}"
        if here[:, 1].min() > low + HOLE + CLOSE or here[:, 1].max() < high - HOLE - CLOSE:
            yield f"the miss of the point at {x} does not reach the line of {path}"


def faults_of_level(one: LevelLine, frame: Frame, scene: Film) -> Iterator[str]:
    losses = loss_at(values_at(corners(one), frame), scene)
    lowest = scene.story.study.landscape.lowest  # type: ignore[attr-defined]
    if np.abs(losses - one.level).max() > NEARLY * (one.level - lowest):
        yield f"the loss on the level line of {one.level:.4g} is {losses.min():.4g} to {losses.max():.4g}"


def faults_of_label(label: TextLine, frame: Frame, scene: Film) -> Iterator[str]:
    """A number on a level line is its level."""
    levels = [readout for readout in readouts_of(label.line) if LEVEL.match(readout.path)]
    if levels:
        (found,) = loss_at(values_at(label.get_center()[None, :2], frame), scene)
        lowest = scene.story.study.landscape.lowest  # type: ignore[attr-defined]
        # glyphs aren't centred in their widths
        if abs(found - levels[0].value) > 0.1 * (levels[0].value - lowest):
            yield f"the number {levels[0].text} stands where the loss is {found:.4g}"


def faults_of_covered(family: Family) -> Iterator[str]:
    """No level line is drawn over the number of its level."""
    rank = {id(one): index for index, one in enumerate(family)}
    for label in family.of(TextLine):
        levels = [readout.value for readout in readouts_of(label.line) if LEVEL.match(readout.path)]
        for line in family.of(LevelLine) if levels else ():
            if line.level == levels[0] and line.get_stroke_opacity() and rank[id(line)] > rank[id(label)]:
                yield f"a level line runs through its number, {levels[0]:.4g}"


def faults_of_way(way: WayDown, step: int | None, scene: Film) -> Iterator[str]:
    """The way goes through every position up to the step that is told, or up to its last, and through no other."""
    walk = scene.story.study.walks[way.index]  # type: ignore[attr-defined]
    until = walk.shown if step is None else step
    wanted = spots(way.frame, [(at.w, at.b) for at in walk.positions[: until + 1]])
    if way.head.get_stroke_opacity():
        last = spots(way.frame, [(walk.positions[until].w, walk.positions[until].b)])
        if apart(last, way.head.get_center()[None, :2]) > CLOSE:
            yield f"the ring of way {way.index} is not at step {until}"
    if until and len(way.line.points):
        hole = HOLE if way.manner.dashed else 0.0
        if apart(wanted, corners(way.line)) > CLOSE + hole:
            yield f"way {way.index} leaves out a position up to step {until}"
        segments = np.array([(at.w, at.b) for at in walk.positions[: until + 1]])
        if off_path(values_at(corners(way.line), way.frame), segments) > 1e-3 * (way.frame.x.high - way.frame.x.low):
            yield f"way {way.index} goes where none of its steps does"
    if way.manner.mark is not None and until:
        size = len(way.manner.mark.points)
        marks = way.marks.points.reshape(-1, size, 3)[..., :2] - way.manner.mark.points[None, :, :2]
        if len(marks) != len(wanted) or np.abs(marks.mean(axis=1) - wanted).max() > CLOSE:
            yield f"the marks of way {way.index} are not at its positions"


def off_path(found: Pairs, path: Pairs) -> float:
    """Return how far the farthest of some places is from a path of straight pieces."""
    starts, runs = path[:-1], np.diff(path, axis=0)
    away = found[:, None] - starts
    shares = ((away * runs).sum(axis=2) / np.maximum((runs**2).sum(axis=1), 1e-300)).clip(0, 1)
    return float(np.linalg.norm(away - shares[..., None] * runs, axis=2).min(axis=1).max())


def faults_of_lowest(mark: VMobject, frame: Frame, scene: Film) -> Iterator[str]:
    x, y = samples_of(scene).T
    (w, b), *_ = np.linalg.lstsq(np.column_stack([x, np.ones_like(x)]), y, rcond=None)
    if apart(spots(frame, [(w, b)]), mark.get_center()[None, :2]) > CLOSE:
        yield "the cross is not at the line of least squares"
