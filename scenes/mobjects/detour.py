"""Which way a number takes to its new place: straight, or aside, where text stands in between."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from manim import Mobject
from numpy.typing import NDArray

from scenes.layout.boxes import Box
from scenes.mobjects.text import TextLine, is_seen

Array = NDArray[np.float64]

TIMES = np.linspace(0, 1, 21)  # of a way, as shares, at which it is looked at
ASIDE = (0.3, -0.3, 0.45, -0.45, 0.6, -0.6, 0.9, -0.9, 1.3, -1.3)  # of the straight way, in its middle
HARDLY = 0.05  # of its time over text, a number may as well go straight
BORDER = 10.0  # width of what is outside of the frame
GAP = 0.03  # between a number and the text that it passes


def hop(share: Any) -> Any:
    """Return how far a way is aside at a share of it, from 0 at both ends to 1 in the middle: soon, and for long."""
    return 1 - (2 * share - 1) ** 4


def boxes_of(mobjects: Iterable[Mobject], frame: Box) -> Array:
    """Return the boxes of all that is written among mobjects and outside of the frame: a row each, as those of Box."""
    lines = (one for mobject in mobjects for one in mobject.get_family() if isinstance(one, TextLine))
    spans = (span for line in lines for span in line.spans if is_seen(span))
    left, bottom, right, top = frame.left - BORDER, frame.bottom - BORDER, frame.right + BORDER, frame.top + BORDER
    outside = [
        (left, bottom, frame.left, top),
        (frame.right, bottom, right, top),
        (left, bottom, right, frame.bottom),
        (left, frame.top, right, top),
    ]
    return np.array([*outside, *(box_of(span.points) for span in spans)])


def box_of(points: Array) -> Array:
    return np.concatenate([points[:, :2].min(axis=0), points[:, :2].max(axis=0)])


def way_aside(start: Array, end: Array, boxes: Array) -> Array:
    """Return by how much (x, y, z) a number is to leave the straight way from one box to another, in the middle.

    It is over none of the other `boxes`, or as shortly as may be; what it covers at its start or its end doesn't count.
    """
    straight = start + TIMES[:, None] * (end - start)
    x, y = (end[:2] + end[2:] - start[:2] - start[2:]) / 2
    across = np.array([-y, x]) / (np.hypot(x, y) or 1.0)
    across *= np.copysign(1.0, across[1] or across[0])  # upwards first
    others = boxes[~(_covered(start[None], boxes)[0] | _covered(end[None], boxes)[0])]

    def time_over_text(aside: float) -> float:
        way = straight + aside * np.outer(hop(TIMES), np.tile(across, 2))
        return float(_covered(way, others).any(axis=1).mean())

    least, best = time_over_text(0.0) - HARDLY, 0.0
    for aside in ASIDE:
        if least > 0 and (time := time_over_text(aside)) < least:
            least, best = time, aside
    return np.array([*(best * across), 0.0])


def _covered(way: Array, boxes: Array) -> NDArray[np.bool_]:
    """Return which boxes (columns) a number covers in part as it goes this way (rows)."""
    low, high = way[:, None, :2] - GAP, way[:, None, 2:] + GAP
    covered: NDArray[np.bool_] = np.logical_and.reduce((boxes[:, :2] < high) & (low < boxes[:, 2:]), axis=2)
    return covered
