"""Lessons of every kind and size, for the sweep: extremes that are pinned, and others drawn by a seeded generator.

Each is made when it is asked for, from its kind and its number alone, so that a fault found in one comes again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import cycle, islice
from random import Random

from mathnet import MLP, Layer
from scenes import architecture, backpropagation, forward_pass, training
from scenes.lessons import Data, Lesson, Plan, Sample
from scenes.stage.film import Film

PASSES: tuple[type[Film], ...] = (architecture.Architecture, forward_pass.ForwardPass, backpropagation.Backpropagation)
CLASSES, VALUES, COMPARED = training.TrainingIris, training.TrainingDiabetes, training.BeforeAndAfter
BOUNDARY, CURVE, RACE = training.TrainingDecisionBoundary, training.TrainingQuadratic, training.LearningRates

HOSTILE = (
    '#panic("run") $x_1$ *bold* _it_ `raw` @ref <label> // \\',
    '<b onclick="f()">&amp;</b></script><!--',
    "👍🏽 thumbs 👨‍👩‍👧 up",
    "مرحبا بالعالم",
    "שלום 12 עולם",
    "e\u0301\u0323\u0302\u0308 Z\u0351\u036b\u0343\u036a\u0302",
    "W" * 200,
    "many words " * 18,
    "漢字かな交じり文",
    "line\nbreak\ttab \x1b[2J\u202e\u0000",
    "   ",
    "x",
)

# (sizes, activations of hidden layers and output, loss)
PINNED: tuple[tuple[tuple[int, ...], tuple[str, ...], str], ...] = (
    ((1, 1), ("identity",), "half-squared-error"),
    ((2, 2, 2), ("relu", "softmax"), "cross-entropy"),
    ((3, 5, 4, 2), ("tanh", "sigmoid", "softmax"), "mean-squared-error"),
    ((784, 1), ("sigmoid",), "binary-cross-entropy"),
    ((784, 50, 10), ("relu", "softmax"), "cross-entropy"),
    ((784, 1024, 512, 10), ("relu", "relu", "softmax"), "cross-entropy"),
    ((1,) * 10, ("tanh",) * 8 + ("identity",), "mean-squared-error"),
    ((2, *(10,) * 8, 3), ("relu",) * 8 + ("softmax",), "cross-entropy"),
    ((12, *(100,) * 8, 50), ("tanh",) * 8 + ("softmax",), "cross-entropy"),
    ((5, 50), ("softmax",), "mean-squared-error"),
    ((4, 9, 50), ("relu", "sigmoid"), "binary-cross-entropy"),
    ((100, 100, 50), ("sigmoid", "identity"), "mean-squared-error"),
    ((10, 10, 10), ("identity", "relu"), "half-squared-error"),
    ((11, 11, 11), ("relu", "tanh"), "mean-squared-error"),
    ((3, 100, 1), ("tanh", "sigmoid"), "half-squared-error"),
)
NETWORKS, PLANES, CURVES, TABLES = 26, 20, 20, 16  # how many lessons there are of each kind
ACTIVATIONS = ("relu", "tanh", "sigmoid", "identity")
LOSSES = ("cross-entropy", "binary-cross-entropy", "mean-squared-error", "half-squared-error")


@dataclass(frozen=True, slots=True)
class Case:
    """A lesson that is not made yet."""

    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"


@lru_cache(maxsize=2)
def make(case: Case) -> Lesson:
    return MAKERS[case.kind](case.number, Random(f"{case.kind} {case.number}"))


def list_pairs() -> list[tuple[type[Film], Case]]:
    """Return which films are made of which lessons: each lesson by two or more, each film of twenty or more.

    Forward and backward passes take turns with the networks: both together would take the tests too long.
    """
    pairs: list[tuple[type[Film], Case]] = []
    for kind, count, always, others in (
        ("network", NETWORKS, PASSES, ()),
        ("plane", PLANES, (BOUNDARY,), (CLASSES, COMPARED, CLASSES, *PASSES)),
        ("curve", CURVES, (CURVE, RACE), (VALUES, COMPARED)),
        ("classes", TABLES // 2, (CLASSES, COMPARED), PASSES),
        ("values", TABLES // 2, (VALUES, *PASSES[1:]), (COMPARED,)),
    ):
        turns = cycle(others)
        for number in range(count):
            if kind == "network":
                pairs += [(film, Case(kind, number)) for film in (PASSES[0], PASSES[1 + number % 2])]
                continue
            due = (*always, *islice(turns, max(1, 3 - len(always)) if others else 0))
            pairs += [(film, Case(kind, number)) for film in due]
    return [*pairs, *((VALUES, Case("curve", number)) for number in range(1, CURVES, 4))]


def names(count: int, what: str, number: int) -> tuple[str, ...]:
    """Return plain names for even numbers of lessons, hostile ones for odd ones, each name once."""
    if number % 2 == 0:
        return tuple(f"{what} {k}" for k in range(count))
    return tuple(HOSTILE[(number + k) % len(HOSTILE)] + (f" {k}" if k >= len(HOSTILE) else "") for k in range(count))


def network(number: int, rng: Random) -> Lesson:
    """Return a lesson of a network that is shown as it is."""
    sizes, activations, loss = PINNED[number] if number < len(PINNED) else draw_network(rng)
    stretch = (1.0, 1.0, 1e-9, 30.0, 1e6)[number % 5] if len(sizes) < 5 else (1.0, 1e-3)[number % 2]
    drawn = MLP.initialised(sizes, activations, loss, rng)
    if sum(sizes) < 1000:
        drawn = MLP([stretched(layer, stretch if n == 0 else 1.0, rng) for n, layer in enumerate(drawn.layers)], loss)
    outputs = sizes[-1]
    x = tuple(rng.choice((0.0, 1.0, 1.0)) * rng.gauss(0, 1) for _ in range(sizes[0]))
    shared = outputs == 1 and loss == "binary-cross-entropy"
    return Lesson(
        name="network",
        title=HOSTILE[number % len(HOSTILE)],
        network=drawn,
        samples=(Sample(x, target_for(loss, outputs, rng)),),
        features=names(sizes[0], "feature", number),
        classes=names(2 if shared else outputs, "output", number),
        decimals=1 + number % 6,
        learning_rate=(0.5, 0.01, 1e-6)[number % 3],
    )


def draw_network(rng: Random) -> tuple[tuple[int, ...], tuple[str, ...], str]:
    hidden = [round(100 ** rng.random()) for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 4, 6, 8)))]
    sizes = (round(784 ** rng.random()), *hidden, round(50 ** rng.random()))
    loss = rng.choice(LOSSES)
    output = {"cross-entropy": "softmax", "binary-cross-entropy": "sigmoid"}.get(loss) or rng.choice(
        (*ACTIVATIONS, "softmax")
    )
    return sizes, (*(rng.choice(ACTIVATIONS) for _ in hidden), output), loss


def stretched(layer: Layer, stretch: float, rng: Random) -> Layer:
    weights = [[stretch * weight for weight in row] for row in layer.weights]
    return Layer(weights, [stretch * rng.uniform(-1, 1) for _ in layer.biases], layer.activation)


def target_for(loss: str, outputs: int, rng: Random) -> tuple[float, ...]:
    if loss == "cross-entropy":
        true = rng.randrange(outputs)
        return tuple(float(j == true) for j in range(outputs))
    if loss == "binary-cross-entropy":
        return tuple(float(rng.random() < 0.4) for _ in range(outputs))
    return tuple(rng.gauss(0, 1) for _ in range(outputs))


def settings(number: int, rng: Random) -> dict[str, object]:
    """Return the settings of a short training of a network that may be of any size."""
    hidden = tuple(round(rng.choice((6, 12, 40)) ** rng.random()) for _ in range(number % 4))
    return {
        "name": "trained",
        "title": HOSTILE[(number + 5) % len(HOSTILE)],
        "hidden": hidden,
        "activations": tuple(rng.choice(ACTIVATIONS) for _ in hidden) or ("relu",),
        "learning_rate": rng.choice((0.002, 0.02, 1e-9)),
        "epochs": rng.choice((1, 2, 5, 12)),
        "batch_size": rng.choice((1, 3, 1000)),
        "momentum": rng.choice((0.0, 0.5, 0.9)),
        "test_share": rng.choice((0, 0.3, 0.5)),
        "decimals": 1 + number % 6,
        "seed": number,
    }


def column(count: int, rng: Random) -> list[float]:
    """Return a feature's values: spread, constant, nearly so, far from 0, tiny, or huge."""
    low, spread = rng.choice(((0.0, 1.0), (3.0, 0.0), (1e6, 1.0), (0.0, 1e-9), (-5.0, 1e6), (100.0, 20.0)))
    return [low + spread * rng.random() for _ in range(count)]


def rows_of(count: int, features: int, rng: Random) -> tuple[tuple[float, ...], ...]:
    return tuple(zip(*(column(count, rng) for _ in range(features)), strict=True))


def classed(number: int, rng: Random, features: int, classes: int, output: str | None) -> Lesson:
    """Return a lesson of classes: of one row, of one class alone, of a class that is rare, or of any."""
    count = (30, 1, 12, 24, 40)[number % 5]
    targets = [rng.randrange(classes) for _ in range(count)]
    if number % 7 == 3:
        targets = [classes - 1] * count
    data = Data(
        names(features, "feature", number),
        rows_of(count, features, rng),
        tuple(targets),
        names(classes, "class", number + 1),
        noun=HOSTILE[number % len(HOSTILE)] if number % 3 == 0 else "sample",
    )
    return Plan(data=data, output=output, **fitting(settings(number, rng), count, classes)).lesson()  # type: ignore[arg-type]


def valued(number: int, rng: Random, features: int, outputs: int) -> Lesson:
    """Return a lesson of values: of one row, constant, tiny, or up to a million."""
    count = (25, 12, 1, 40, 8)[number % 5]
    scale = (1.0, 1e6, 1e-9, 0.0, 1000.0)[(number // 2) % 5]
    targets = tuple(tuple(scale * rng.gauss(j, 1) for j in range(outputs)) for _ in range(count))
    data = Data(
        names(features, "feature", number),
        rows_of(count, features, rng),
        targets,
        outputs=names(outputs, "value", number + 1),
        unit=("", "cm", '"$'[number % 2 :])[number % 3],
    )
    return Plan(data=data, **fitting(settings(number, rng), count, 1)).lesson()  # type: ignore[arg-type]


def fitting(given: dict[str, object], count: int, classes: int) -> dict[str, object]:
    """Return settings without a test set where the rows don't suffice for one."""
    return given if count > 3 * classes else {**given, "test_share": 0}


def plane(number: int, rng: Random) -> Lesson:
    return classed(number, rng, 2, 2, ("softmax", "sigmoid")[number % 2])


def curve(number: int, rng: Random) -> Lesson:
    return valued(number, rng, 1, 1)


def classes(number: int, rng: Random) -> Lesson:
    features, count = ((3, 3), (13, 10), (64, 20), (2, 50), (30, 2), (1, 6), (8, 11), (20, 4))[number]
    return classed(number, rng, features, count, None)


def values(number: int, rng: Random) -> Lesson:
    features, outputs = ((3, 1), (10, 2), (40, 12), (2, 50), (200, 1), (1, 4), (13, 1), (4, 3))[number]
    return valued(number, rng, features, outputs)


MAKERS: dict[str, Callable[[int, Random], Lesson]] = {
    "network": network,
    "plane": plane,
    "curve": curve,
    "classes": classes,
    "values": values,
}
