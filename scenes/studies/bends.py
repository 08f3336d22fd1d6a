"""Where the line of a network bends: exactly, for one that is made of straight pieces.

A neuron with ReLU bends what it hands on where its weighted sum is 0. Between two such places all later sums are
straight too, so that the places of one layer are found between those of the layers before it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from mathnet import MLP
from scenes.lessons import Lesson
from scenes.studies.scales import Scale
from scenes.studies.units import answers, standardised

LEAST_BEND = 0.1  # that is seen: by how much the line turns, in radians, in a chart as high as wide
SLIGHT = 0.01  # a turn that is seen neither alone nor with others
HAIR = 1e-3  # of the chart: what is closer is one place
APART = 0.05  # of the chart: of bends that are closer, one is seen
Turn = tuple[float, float, float]  # of a line: where it is, x and y, and by how much, to the left above 0


def is_angular(network: MLP) -> bool:
    """Tell whether all that a network of one input can say is a line of straight pieces."""
    return all(layer.activation in ("relu", "identity") for layer in network.layers)


def bends_of(lesson: Lesson, network: MLP, across: Scale, up: Scale) -> tuple[float, ...]:
    """Return where the line of `network` is seen to bend within a chart of these scales; nowhere if it isn't angular.

    Bends that can't be told apart are one, which is where the sharpest of them is.
    """
    if not is_angular(network):
        return ()
    xs = [across.low, across.high]
    try:
        for number, layer in enumerate(network.layers):
            if layer.activation == "relu":
                xs = _with_zeros(lesson, network, number, xs)
    except (OverflowError, ValueError):  # one of its sums overflows
        return ()
    xs = _thinned(xs, HAIR * (across.high - across.low))
    ys = answers(lesson, network, xs)
    seen = (across.high - across.low) / (up.high - up.low)
    directions = [
        math.atan(seen * (after - before) / (right - left))
        for (left, right), (before, after) in zip(pairwise(xs), pairwise(ys), strict=True)
    ]
    turns = zip(xs[1:-1], ys[1:-1], (after - before for before, after in pairwise(directions)), strict=True)
    groups = _grouped((turn for turn in turns if abs(turn[2]) > SLIGHT), APART * (across.high - across.low))
    sharpest = [max(group, key=lambda turn: abs(turn[2])) for group in groups if _is_seen(group)]
    return tuple(x for x, y, _ in sharpest if up.low < y < up.high)


def _grouped(turns: Iterable[Turn], apart: float) -> list[list[Turn]]:
    """Return the turns in groups, each of them closer than `apart` to the one before."""
    groups: list[list[Turn]] = []
    for turn in turns:
        if groups and turn[0] - groups[-1][-1][0] < apart:
            groups[-1].append(turn)
        else:
            groups.append([turn])
    return groups


def _is_seen(group: list[Turn]) -> bool:
    """Whether turns that are seen as one turn the line by more than can be overlooked."""
    return abs(sum(turn for _, _, turn in group)) > LEAST_BEND


def _with_zeros(lesson: Lesson, network: MLP, number: int, xs: list[float]) -> list[float]:
    """Return `xs`, between which the sums of a layer are straight, and where one of those sums is 0."""
    sums = [[n.z for n in network.forward(standardised((x,), lesson.scaling)).layers[number].neurons] for x in xs]
    found = list(xs)
    for (left, right), ends in zip(pairwise(xs), pairwise(sums), strict=True):
        for before, after in zip(*ends, strict=True):
            if before < 0 < after or after < 0 < before:
                found.append(left + (right - left) * before / (before - after))
    return sorted(found)


def _thinned(xs: list[float], least: float) -> list[float]:
    """Return the first, the last, and those between that are further from all that are kept than `least`."""
    kept = xs[:1]
    for x in xs:
        if x - kept[-1] > least and xs[-1] - x > least:
            kept.append(x)
    return [*kept, xs[-1]]
