"""Three lessons that go wrong, each for a reason of its own: for the films of failures.

Their numbers were chosen so that the failure is whole, and so that one change cures it.
"""

from __future__ import annotations

import math
import random
from functools import cache

from mathnet import MLP, Layer, Samples, TrainingSettings
from scenes.lessons.lesson import Lesson
from scenes.lessons.sample import Sample, Training

Points = tuple[tuple[float, float], ...]
CORNER = tuple((x / 2, abs(x / 2) + 1.0) for x in range(-4, 5))
WAVE = tuple((x / 5, round(math.sin(2 * x / 5), 2)) for x in range(-10, 11))


def _lesson(name: str, title: str, network: MLP, points: Points, rate: float, epochs: int, seed: int = 1) -> Lesson:
    samples = Samples([(x,) for x, _ in points], [(y,) for _, y in points])
    return Lesson(
        name=name,
        title=title,
        network=network,
        samples=tuple(Sample((x,), (y,)) for x, y in points),
        features=("x",),
        classes=("y",),
        noun="point",
        training=Training(samples, None, TrainingSettings(rate, epochs, batch_size=len(points)), seed),
        learning_rate=rate,
    )


@cache
def dying_relu() -> Lesson:
    """Two ReLU neurons whose first step is too large: from then on they are off for every point."""
    hidden = Layer([[1.0], [-1.0]], [0.5, 0.5], "relu")
    network = MLP([hidden, Layer([[1.5, 1.5]], [1.0], "identity")], "mean-squared-error")
    return _lesson("dying-relu", "a corner from two ReLU neurons", network, CORNER, 0.5, 300)


@cache
def deep_sigmoid() -> Lesson:
    """Eight layers of sigmoid neurons: what comes back to the first of them is next to nothing."""
    network = MLP.initialised(
        [1, *[6] * 8, 1], [*["sigmoid"] * 8, "identity"], "mean-squared-error", random.Random(6), "glorot"
    )
    return _lesson("deep-sigmoid", "a wave from eight sigmoid layers", network, WAVE, 0.012, 400, seed=17)


@cache
def equal_weights() -> Lesson:
    """Four hidden neurons that all start with the same weights, and stay the same for ever."""
    hidden = Layer([[1.0]] * 4, [0.0] * 4, "tanh")
    network = MLP([hidden, Layer([[0.5] * 4], [0.0], "identity")], "mean-squared-error")
    return _lesson("equal-weights", "a wave from four equal neurons", network, WAVE, 0.1, 300, seed=14)
