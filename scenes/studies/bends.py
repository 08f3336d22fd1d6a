"""Where the line of a network bends: exactly, for one that is made of straight pieces.

A neuron with ReLU bends what it hands on where its weighted sum is 0. Between two such places all later sums are
straight too, so that the places of one layer are found between those of the layers before it.
"""

from __future__ import annotations

from itertools import pairwise

from mathnet import MLP
from scenes.lessons import Lesson
from scenes.studies.scales import Scale
from scenes.studies.units import answers, standardised

LEAST_BEND = 0.1  # change of slope that is seen, in a chart as high as wide
APART = 1e-3  # of the chart: bends that are closer are seen as one


def is_angular(network: MLP) -> bool:
    """Tell whether all that a network of one input can say is a line of straight pieces."""
    return all(layer.activation in ("relu", "identity") for layer in network.layers)


def bends_of(lesson: Lesson, network: MLP, across: Scale, up: Scale) -> tuple[float, ...]:
    """Return where the line of `network` visibly bends within a chart of these scales; nowhere if it isn't angular."""
    if not is_angular(network):
        return ()
    xs = [across.low, across.high]
    try:
        for number, layer in enumerate(network.layers):
            if layer.activation == "relu":
                xs = _with_zeros(lesson, network, number, xs)
    except (OverflowError, ValueError):  # one of its sums overflows
        return ()
    xs = _thinned(xs, APART * (across.high - across.low))
    ys = answers(lesson, network, xs)
    slopes = [
        (after - before) / (right - left)
        for (left, right), (before, after) in zip(pairwise(xs), pairwise(ys), strict=True)
    ]
    seen = (across.high - across.low) / (up.high - up.low)
    return tuple(
        x
        for x, y, (before, after) in zip(xs[1:-1], ys[1:-1], pairwise(slopes), strict=True)
        if abs(after - before) * seen > LEAST_BEND and up.low < y < up.high
    )


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
