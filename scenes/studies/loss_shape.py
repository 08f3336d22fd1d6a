"""What the loss makes of one output: its term for any value of that output, its target as it is."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from mathnet import BackwardTrace

POINTS = 120
NEAR_CERTAIN = 0.02  # probabilities so close to 0 or 1 are left out of a curve, where no output is as close
AROUND = 1.5  # on either side of a target, a curve shows so many times what the output is off
LEAST = 1.0  # where it is off by nothing

TERMS: Mapping[str, Callable[[float, float], float]] = {
    "cross-entropy": lambda a, y: -y * math.log(a),
    "binary-cross-entropy": lambda a, y: -y * math.log(a) - (1 - y) * math.log1p(-a),
    "half-squared-error": lambda a, y: (a - y) ** 2 / 2,
    "mean-squared-error": lambda a, y: (a - y) ** 2,
}


@dataclass(frozen=True, slots=True)
class LossShape:
    """The curve of the largest term of a loss: `points` are (output, term) around where output `j` is."""

    j: int
    points: tuple[tuple[float, float], ...]


def loss_shape(backward: BackwardTrace, shown: Sequence[int]) -> LossShape | None:
    """Return the curve of the largest of the terms `shown`; None where an output is too near certainty for a curve."""
    terms, loss = backward.loss.terms, backward.forward.network.loss
    j = max(shown, key=lambda one: terms[one])
    a, y = backward.forward.output[j], backward.target[j]
    if loss.endswith("entropy"):
        if not 0 < a < 1:
            return None
        low, high = min(a, NEAR_CERTAIN), max(a, 1 - NEAR_CERTAIN)
    else:
        reach = AROUND * abs(a - y) or LEAST
        low, high = y - reach, y + reach
    values = [low + (high - low) * n / POINTS for n in range(POINTS + 1)]
    points = tuple((value, TERMS[loss](value, y)) for value in sorted({*values, a}))
    highest = max(term for _, term in points)
    return LossShape(j, points) if 0 < highest < math.inf else None
