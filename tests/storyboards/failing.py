"""Lessons whose learning fails, in other ways than the built-in ones do: for the films of failures."""

from __future__ import annotations

import random
from dataclasses import replace

from mathnet import MLP, Layer, Samples, TrainingSettings
from scenes.lessons import Lesson, Sample, find_lesson
from scenes.lessons.sample import Training

SLOPES = [(x / 2, abs(x / 2)) for x in range(-4, 5)]
BOWL = [(x / 2, x * x / 4) for x in range(-3, 4)]
SQUARED = "mean-squared-error"


def learning(network: MLP, points: list[tuple[float, float]], rate: float, epochs: int = 60, seed: int = 1) -> Lesson:
    samples = Samples([(x,) for x, _ in points], [(y,) for _, y in points])
    return Lesson(
        name="failing",
        title="a failure",
        network=network,
        samples=tuple(Sample((x,), (y,)) for x, y in points),
        features=("x",),
        classes=("y",),
        training=Training(samples, None, TrainingSettings(rate, epochs, batch_size=2), seed),
        learning_rate=rate,
    )


def hidden(weights: list[float], biases: list[float], out: list[float], bias: float, activation: str = "relu") -> MLP:
    """Return a network of one input, one hidden layer and one output."""
    return MLP([Layer([[w] for w in weights], biases, activation), Layer([out], [bias], "identity")], SQUARED)


def deep(layers: int, width: int, seed: int, initialisation: str) -> MLP:
    names = (*["sigmoid"] * layers, "identity")
    return MLP.initialised([1, *[width] * layers, 1], names, SQUARED, random.Random(seed), initialisation)


DEAD = {
    "dying-relu": find_lesson("dying-relu"),
    "one of two, later": learning(hidden([1.0, -1.0], [0.5, 0.5], [1.0, 0.5], 0.5), SLOPES, 0.5),
    "one of three": learning(hidden([1.0, -1.0, 0.5], [0.5] * 3, [1.0] * 3, 1.0), SLOPES, 0.3),
    "alone": learning(hidden([1.0], [1.0], [2.0], 1.0), SLOPES, 0.3),
}
VANISHING = {
    "deep-sigmoid": find_lesson("deep-sigmoid"),
    "four": learning(deep(4, 4, 4, "glorot"), SLOPES, 0.05, 40, seed=7),
    "uniform": learning(deep(5, 5, 2, "uniform"), BOWL, 0.02, seed=6),
    "short": learning(deep(4, 4, 3, "glorot"), BOWL, 0.01, epochs=2, seed=1),
}
TWINS = {
    "equal-weights": find_lesson("equal-weights"),
    "two": learning(hidden([0.5] * 2, [0.25] * 2, [0.5] * 2, 0.0, "sigmoid"), BOWL, 0.5, 300, seed=3),
    "relu": learning(hidden([1.0] * 5, [0.5] * 5, [0.25] * 5, 0.0), SLOPES, 0.05),
    "ten": learning(hidden([1.0] * 10, [0.0] * 10, [0.125] * 10, 0.0, "tanh"), BOWL, 0.05),
}
REFUSED = {
    "DeadRelu": (
        find_lesson("quadratic"),
        find_lesson("iris"),
        replace(find_lesson("dying-relu"), network=hidden([-1.0], [-9.0], [1.0], 0.0)),
    ),
    "VanishingGradient": (find_lesson("quadratic"), find_lesson("iris"), learning(deep(2, 3, 1, "glorot"), BOWL, 0.1)),
    "EqualWeights": (
        find_lesson("quadratic"),
        find_lesson("iris"),
        learning(hidden([1.0, 2.0], [0.0, 0.0], [1.0, 1.0], 0.0), BOWL, 0.05),
    ),
}
