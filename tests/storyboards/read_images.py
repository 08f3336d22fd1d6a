"""Lessons of small images that are learned, among them some that break what is told of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from mathnet import MLP, Layer
from scenes.lessons import Data, Lesson, Plan

MISLABELLED = 18  # an image of the test set
Label = Callable[[int, tuple[float, ...]], int]


def images(count: int, label: Label, classes: int = 3, shape: tuple[int, int] = (3, 3), **settings: Any) -> Lesson:
    """Return a lesson of random images; `label` gives the class of image number i."""
    rng = Random(settings.pop("data_seed", 1))
    size, least = shape[0] * shape[1], settings.pop("least", 0.0)
    names = settings.pop("names", tuple("ABCDEFGHIJKL"[:classes]))
    rows = tuple(tuple(rng.choice((least, rng.random(), 1.0)) for _ in range(size)) for _ in range(count))
    data = Data(
        features=tuple(f"pixel {k}" for k in range(size)),
        rows=rows,
        targets=tuple(label(i, row) for i, row in enumerate(rows)),
        classes=names,
        noun="image",
        image=shape,
    )
    given = {"name": "images", "data": data, "hidden": (4,), "epochs": 6, "learning_rate": 0.1, "every": 1}
    return Plan(**given | settings).lesson()


def brightest(i: int, row: tuple[float, ...]) -> int:
    """Return which of the first three pixels is the brightest."""
    return max(range(3), key=lambda k: row[k])


def half(i: int, row: tuple[float, ...]) -> int:
    return int(row[0] > 0.5)


def chance(i: int, row: tuple[float, ...]) -> int:
    return Random(i).randrange(3)


def knows(label: Label = half) -> Lesson:
    """Return a lesson whose network knows which half it is from the start, and hardly learns."""
    lesson = images(40, label, 2, hidden=(), learning_rate=1e-12, epochs=2)
    layer = Layer([[0.0] * 9, [100.0, *[0.0] * 8]], [0.0, -50.0], "softmax")
    return replace(lesson, network=MLP([layer], "cross-entropy"))


def denies() -> Lesson:
    """Return a lesson whose network is always wrong."""
    lesson = knows()
    layer = lesson.network.layers[0]
    return replace(lesson, network=MLP([Layer(layer.weights[::-1], layer.biases[::-1], "softmax")], "cross-entropy"))


def biased() -> Lesson:
    """Return a lesson whose network says the same of every image before it learns, watched every second epoch."""
    lesson = images(60, brightest, data_seed=2, hidden=(), learning_rate=0.3, epochs=12, every=2)
    layer = Layer([[0.0] * 9] * 3, [5.0, 0.0, 0.0], "softmax")
    return replace(lesson, network=MLP([layer], "cross-entropy"))


def as_it_stands() -> Lesson:
    """Return a lesson of a network of whose training nothing is known."""
    return replace(images(12, brightest), training=None)


LESSONS: dict[str, Callable[[], Lesson]] = {
    "learned": lambda: images(150, brightest, epochs=15),
    "learned, one epoch": lambda: images(60, brightest, epochs=1),
    "by chance": lambda: images(60, chance, hidden=(12,), epochs=25, learning_rate=0.2),
    "hopeless": lambda: images(40, brightest, learning_rate=1e-9),
    "hopeless, many images": lambda: images(120, chance, learning_rate=1e-9, epochs=2, test_share=0),
    "no test set": lambda: images(40, brightest, test_share=0, batch_size=4),
    "too fast": lambda: images(60, brightest, learning_rate=3.0),
    "knows": knows,
    "denies": denies,
    "biased": biased,
    "one mistake": lambda: knows(lambda i, row: half(i, row) ^ (i == MISLABELLED)),
    "rare": lambda: images(60, lambda i, row: int(i % 12 == 0), epochs=5),
    "one class": lambda: images(20, lambda i, row: 1, epochs=3),
    "fading": lambda: images(
        60, chance, hidden=(), epochs=12, learning_rate=0.5, batch_size=48, initialisation="glorot"
    ),
}
