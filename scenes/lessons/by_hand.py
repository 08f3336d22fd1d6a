"""The lesson `by-hand`: a 3-5-4-2 network that can be followed with pencil and paper.

Weights, biases and inputs are chosen so that every number before the softmax is a multiple of 0.25: exact with the two
decimals on screen, and exact in binary too.
"""

from __future__ import annotations

from functools import cache

from mathnet import MLP, Layer
from scenes.lessons.lesson import Lesson
from scenes.lessons.sample import Sample


@cache
def by_hand() -> Lesson:
    """A network to follow with pencil and paper; it has learned nothing yet, and gets its day wrong."""
    hidden_1 = Layer(
        [[-1, 0.5, 1], [0.5, 1, -0.5], [0.5, -1, -1], [1, 1, 1], [-1, 0.5, 1]],
        [0.5, -0.25, 0.5, 0, 0],
        "relu",
    )
    hidden_2 = Layer(
        [[0.5, 1, -0.5, 0.5, 0.5], [1, 1, -0.5, -1, 0.5], [1, -1, 0.5, -1, 1], [0.5, 1, 0.5, -0.5, 1]],
        [-0.5, -0.25, 0.5, -0.25],
        "relu",
    )
    output = Layer([[1, -1, -1, -1], [-0.5, 0.5, 1, 1]], [0.25, 0.25], "softmax")
    return Lesson(
        name="by-hand",
        title="a network to follow by hand",
        network=MLP([hidden_1, hidden_2, output], "cross-entropy"),
        samples=(Sample((0.5, 1.0, 1.5), (0.0, 1.0)),),
        features=("clouds", "wind", "pressure"),
        classes=("rain", "dry"),
        noun="day",
        learning_rate=0.01,
    )
