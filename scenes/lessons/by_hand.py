"""The lesson `by-hand`: a 3-5-4-2 network that can be followed with pencil and paper.

Weights, biases and inputs are chosen so that every number before the softmax is a multiple of 0.25: exact with the two
decimals on screen, and exact in binary too.
"""

from __future__ import annotations

from functools import cache

from mathnet import MLP, Layer
from scenes.lessons.lesson import Lesson, Sample


@cache
def by_hand() -> Lesson:
    """A 3-5-4-2 network that can be followed with pencil and paper."""
    network = MLP(
        [
            Layer(
                [[1, -0.5, 0.5], [0.5, 1, -1], [-1, 0.5, 1], [0.5, 0.5, 0.5], [-0.5, 1, 0.5]],
                [0.5, -0.5, 0, 0.25, 0.25],
                "relu",
            ),
            Layer(
                [[1, 1, 0, -1, 1], [1, -1, 1, 1, 0], [-1, 1, 1, 0, 1], [1, 0, -1, 1, -1]], [0, 0.5, -0.25, 0.25], "relu"
            ),
            Layer([[1, -1, 0.5, 1], [-1, 1, 0.5, 1]], [0.25, 0], "softmax"),
        ],
        "cross-entropy",
    )
    return Lesson(
        name="by-hand",
        title="A network to follow by hand",
        network=network,
        samples=(Sample((1.0, 0.5, -1.0), (1.0, 0.0)),),
        features=("clouds", "wind", "pressure"),
        classes=("rain", "dry"),
    )
