"""The lesson `line`: one linear neuron and five points, for the film of gradient descent.

Points and first line are chosen so that the losses of the lines that are tried, the first gradient and the best line
(w = 1, b = 0.5) have two decimals at most, and so that the valley of the loss is about three times as long as wide.
"""

from __future__ import annotations

from functools import cache

from mathnet import MLP, Layer, Samples, TrainingSettings
from scenes.lessons.lesson import Lesson
from scenes.lessons.sample import Sample, Training

POINTS = ((0.0, 1.0), (0.5, 0.0), (1.0, 1.5), (1.5, 3.0), (2.0, 2.0))


@cache
def line() -> Lesson:
    """One linear neuron finds the line that fits five points best: a weight and a bias to follow on a map."""
    return Lesson(
        name="line",
        title="a line through five points",
        network=MLP([Layer([[-1.0]], [1.5], "identity")], "mean-squared-error"),
        samples=tuple(Sample((x,), (y,)) for x, y in POINTS),
        features=("x",),
        classes=("y",),
        noun="point",
        training=Training(
            Samples([(x,) for x, _ in POINTS], [(y,) for _, y in POINTS]),
            None,
            TrainingSettings(0.2, 30, batch_size=len(POINTS)),
            seed=1,
        ),
        learning_rate=0.2,
    )
