"""Numbers of a network in the unit in which they were measured, where its data were standardised.

>>> celsius = Scaling(means=(20.0,), deviations=(5.0,))
>>> measured((-1.0,), celsius), standardised((15.0,), celsius), measured((0.5,), None)
((15.0,), (-1.0,), (0.5,))
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from mathnet import MLP
from mathnet.kernel import flatten, outputs
from scenes.lessons import Lesson, Scaling

Row = tuple[float, ...]
LARGEST_SHOWN = 1e100  # an answer further away is nowhere


def measured(values: Row, scaling: Scaling | None) -> Row:
    """Return a row of features or targets as they were measured."""
    return scaling.measured(values) if scaling else values


def standardised(values: Row, scaling: Scaling | None) -> Row:
    """Return a row of measured features or targets as the network gets them."""
    return scaling.standardised(values) if scaling else values


def answers(lesson: Lesson, network: MLP, xs: Sequence[float]) -> Row:
    """Return what `network` says of each x, both as measured; what leaves the finite numbers is nan."""
    try:
        # the kernel takes targets along, for losses that nobody asks for here
        rows = [(*standardised((x,), lesson.scaling), 0.0) for x in xs]
        said = [measured(result[1:], lesson.target_scaling) for result in outputs(network, flatten(network), rows)]
    except (OverflowError, ValueError):  # a sum overflows
        return tuple(answers(lesson, network, (x,))[0] for x in xs) if len(xs) > 1 else (math.nan,) * len(xs)
    return tuple(y if abs(y) < LARGEST_SHOWN else math.nan for (y,) in said)
