"""Charts as data: axes whose ticks are readouts, and curves over the epochs with what they have come to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scenes.storyboards.readout import MINUS, RAISED, TIMES_TEN, Line, Reader, Readout, decimals_of, shown
from scenes.studies.scales import Scale
from scenes.studies.training import TrainingStudy

LARGEST_TICK, LEAST_TICK = 1e4, 1e-3  # ticks between them need no power of ten
MOST_DECIMALS = 6
POINTS = 400  # of a curve: more can't be told apart on screen
Points = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis with its ticks as readouts: each stands at its own value."""

    low: float
    high: float
    ticks: tuple[Readout, ...]
    logarithmic: bool = False


@dataclass(frozen=True, slots=True)
class Curve:
    """One curve of a chart, its `name`, and what it has come to at each stage (`values`, beside the name)."""

    name: str
    points: Points
    values: tuple[Readout, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Curves over the epochs; `stages` are the epochs of the snapshots."""

    title: Line
    x: Axis
    y: Axis
    curves: tuple[Curve, ...]
    stages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """The points to be learned from, and what the network says at each stage."""

    title: Line
    x: Axis
    y: Axis
    samples: Points
    grid: tuple[float, ...]
    stages: tuple[tuple[float, ...], ...]


def axis(scales: Sequence[Scale], read: Reader, index: int, path: str = "scales") -> Axis:
    """Return the axis of scale number `index` of those that stand at a path in what `read` reads from."""
    own = scales[index]
    texts = tick_texts(own.ticks, own.logarithmic)
    ticks = tuple(replace(read(f"{path}[{index}].ticks[{i}]"), text=text) for i, text in enumerate(texts))
    return Axis(own.low, own.high, ticks, own.logarithmic)


def tick_texts(ticks: Sequence[float], each: bool = False) -> tuple[str, ...]:
    """Return what stands beside ticks, none rounded: all with as many decimals, unless `each` may have its own.

    >>> tick_texts((0.0, 0.5, 1.0)), tick_texts((0.0, 25e4, 5e5)), tick_texts((1e-9, 1e-3, 1000), each=True)
    (('0', '0.5', '1.0'), ('0', '2.5·10⁵', '5·10⁵'), ('1·10⁻⁹', '0.001', '1000'))
    """
    if each or not all(isinstance(tick, int) or tick == 0 or LEAST_TICK <= abs(tick) < LARGEST_TICK for tick in ticks):
        return tuple(map(_shortest, ticks))
    shared = max(1, decimals_of(tuple(ticks), MOST_DECIMALS))
    return tuple(shown(tick, shared) for tick in ticks)


def _shortest(tick: float) -> str:
    if tick == 0 or isinstance(tick, int):
        return shown(tick, 0)
    if LEAST_TICK <= abs(tick) < LARGEST_TICK:
        return shown(tick, decimals_of((tick,), MOST_DECIMALS))
    mantissa, exponent = f"{tick:.{MOST_DECIMALS}e}".split("e")
    power = str(int(exponent)).translate(RAISED)
    return f"{mantissa.rstrip('0').rstrip('.').replace('-', MINUS)}{TIMES_TEN}{power}"


def thinned(points: Sequence[tuple[float, float]], kept: Iterable[int] = ()) -> Points:
    """Return at most some POINTS of the points, among them the first, the last and those whose index is `kept`."""
    every = math.ceil(len(points) / POINTS)
    indices = {*range(0, len(points), every), len(points) - 1, *kept}
    return tuple(points[index] for index in sorted(indices))


def curves_of(study: TrainingStudy, read: Reader, path: str) -> tuple[Curve, ...]:
    """Return what stands at `path` over the epochs, for the training and the test set: {} are epoch and set."""
    stages = tuple(stage.epoch for stage in study.stages)
    kinds = (("train", "training"), ("test", "test"))[: 1 + study.is_tested]
    return tuple(
        curve_of(name, [read(path.format(epoch, kind), 2) for epoch in range(len(study.run.epochs))], stages)
        for kind, name in kinds
    )


def curve_of(name: str, values: Sequence[Readout], stages: tuple[int, ...]) -> Curve:
    """Return the curve of what there is in each epoch, from the first on, and at each of the `stages`."""
    points = [(float(epoch), readout.value) for epoch, readout in enumerate(values)]
    return Curve(name, thinned(points, stages), tuple(values[epoch] for epoch in stages))
