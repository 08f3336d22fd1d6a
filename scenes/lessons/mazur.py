"""The lesson `mazur`: the worked example that much of the web teaches backpropagation from.

https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
"""

from __future__ import annotations

from functools import cache

from mathnet import MLP, Layer
from scenes.lessons.lesson import Lesson
from scenes.lessons.sample import Published, Sample


@cache
def mazur() -> Lesson:
    """Matt Mazur's 2-2-2 sigmoid network, whose numbers are published."""
    network = MLP(
        [
            Layer([[0.15, 0.20], [0.25, 0.30]], [0.35, 0.35], "sigmoid"),
            Layer([[0.40, 0.45], [0.50, 0.55]], [0.60, 0.60], "sigmoid"),
        ],
        "half-squared-error",
    )
    return Lesson(
        name="mazur",
        title="Mazur's example",
        network=network,
        samples=(Sample((0.05, 0.10), (0.01, 0.99)),),
        features=("i1", "i2"),
        classes=("o1", "o2"),
        decimals=4,
        published=Published(decimals=9, biases_stay=True),
        learning_rate=0.5,
    )
