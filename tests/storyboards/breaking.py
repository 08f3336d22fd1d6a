"""Plans of lessons that break the stories of training: hopeless, solved at once, constant, deep, far too fast …"""

from __future__ import annotations

from dataclasses import replace

from mathnet import MLP, Layer
from scenes.lessons import Data, Lesson, Plan, datasets, find_lesson


def plane(rows: object, targets: object) -> Data:
    return Data(("a", "b"), tuple(rows), tuple(targets), ("left", "right"))  # type: ignore[arg-type]


def values(points: list[tuple[float, float]]) -> Data:
    return Data(("x",), tuple((x,) for x, _ in points), tuple((y,) for _, y in points), outputs=("y",))


GENTLE = {"learning_rate": 0.01, "standardise_targets": False}


def plan(data: Data, **settings: object) -> Plan:
    """Return the plan of a small lesson about values."""
    return Plan(**{"name": "values", "data": data, "hidden": (5,), "epochs": 40, "test_share": 0, **GENTLE, **settings})  # type: ignore[arg-type]


RARE = plane([(i % 7, i % 5) for i in range(40)], [int(i in (3, 20)) for i in range(40)])
EQUAL = plane([(2.5, 1e6)] * 8, [0, 1] * 4)
FAR = plane([(100 + i % 3, 100 + i % 4) for i in range(12)], [i % 2 for i in range(12)])
CONSTANT = plane([(i, 3.0) for i in range(12)], [int(i > 5) for i in range(12)])
ALONE = plane([(i, i % 3) for i in range(10)], [1] * 10)
SMALL = plane([(1e-9 * i, 1e6 + i % 3) for i in range(20)], [int(i % 4 == 0) for i in range(20)])
APART = datasets.blobs(40, classes=2, noise=0.6, seed=3)
PLANES = {
    "moons": Plan("moons", datasets.moons(60), hidden=(6,), activations=("tanh",), learning_rate=0.1, epochs=60),
    "hopeless": Plan("hopeless", datasets.moons(40), hidden=(4,), learning_rate=1e-9, epochs=30),
    "straight": Plan("straight", datasets.moons(40), hidden=(), epochs=20),
    "identity": Plan("identity", datasets.circles(40), hidden=(3,), activations=("identity",), epochs=20),
    "apart": Plan("apart", APART, hidden=(4,), epochs=60, output="sigmoid"),
    "apart, hopeless": Plan("apart", APART, hidden=(4,), learning_rate=1e-9, epochs=9, test_share=0),
    "apart, straight": Plan("apart", APART, hidden=(), learning_rate=0.1, epochs=60),
    "at once": Plan("at once", APART, hidden=(4,), learning_rate=0.5, epochs=1),
    "solved": Plan("solved", datasets.circles(30, noise=0.02), hidden=(8,), learning_rate=0.2, epochs=150),
    "too fast": Plan("too fast", datasets.moons(40), hidden=(4,), learning_rate=2.0, epochs=40, seed=2),
    "rare": Plan("rare", RARE, hidden=(3,), learning_rate=0.1, epochs=40, test_share=0),
    "equal": Plan("equal", EQUAL, hidden=(3,), epochs=5, test_share=0),
    "equal tests": Plan("equal tests", EQUAL, hidden=(3,), epochs=5, test_share=0.5),
    "far": Plan("far", FAR, hidden=(3,), epochs=3, standardise=False, test_share=0),
    "constant": Plan("constant", CONSTANT, hidden=(3,), epochs=40, standardise=False, test_share=0),
    "alone": Plan("alone", ALONE, hidden=(3,), learning_rate=0.1, epochs=40, test_share=0, output="sigmoid"),
    "alike": Plan("alike", plane([(1, 2)] * 8, [1] * 8), hidden=(3,), epochs=9),
    "small": Plan("small", SMALL, hidden=(3,), epochs=10, test_share=0),
}

PARABOLA = datasets.quadratic(30)
LINE = values([(i, 2.0 * i + 1) for i in range(12)])
CURVES = {
    "quadratic": plan(PARABOLA, hidden=(10,), epochs=150, test_share=0.2),
    "standardised": plan(PARABOLA, hidden=(5,), epochs=100, batch_size=4),
    "in units": plan(PARABOLA, hidden=(5,), epochs=100, standardise_targets=True),
    "tanh": plan(PARABOLA, activations=("tanh",), learning_rate=0.05, epochs=100),
    "tanh and relu": plan(PARABOLA, hidden=(4, 4), activations=("tanh", "relu"), epochs=50, batch_size=1000),
    "deep": plan(PARABOLA, hidden=(5, 5), learning_rate=0.02, epochs=80),
    "wide": plan(PARABOLA, hidden=(70,), activations=("tanh",), learning_rate=0.002, epochs=12),
    "straight": plan(LINE, hidden=(), learning_rate=0.1, epochs=60),
    "identity": plan(PARABOLA, hidden=(3,), activations=("identity",)),
    "squeezed": plan(PARABOLA, hidden=(), output="sigmoid", learning_rate=0.5),
    "hopeless": plan(PARABOLA, learning_rate=1e-9),
    "too fast": plan(PARABOLA, hidden=(5,), activations=("tanh",), learning_rate=0.15, momentum=0.5, epochs=30),
    "exploding": plan(PARABOLA, hidden=(5,), activations=("tanh",), learning_rate=0.2, epochs=30),
    "jumping": plan(PARABOLA, hidden=(4, 4), learning_rate=0.09, standardise=False),
    "half": plan(PARABOLA, loss="half-squared-error"),
    "at once": plan(values([(i, 0.0) for i in range(8)]), hidden=(), epochs=1, initialisation="uniform"),
    "constant": plan(values([(i, 5.0) for i in range(8)]), learning_rate=0.05),
    "one place": plan(values([(3.0, float(i)) for i in range(6)])),
    "single": plan(values([(3.0, 1e3)]), learning_rate=0.001),
    "small": plan(values([(1e-9 * i, 1e-9 * i * i) for i in range(10)])),
    "large": plan(values([(1e6 + 1000 * i, 1000.0 * i) for i in range(10)]), learning_rate=1e-6),
}

SMALL_PARABOLA = datasets.quadratic(20)
RACES = {
    "quadratic": plan(SMALL_PARABOLA, hidden=(10,), standardise=False, test_share=0.2),
    "slow to diverge": plan(SMALL_PARABOLA, activations=("tanh",), learning_rate=0.1, epochs=150),
    "hopeless": plan(SMALL_PARABOLA, learning_rate=1e-12),
    "careful": plan(SMALL_PARABOLA, learning_rate=1e-5, epochs=25),
    "too fast": plan(SMALL_PARABOLA, hidden=(), learning_rate=2.0, epochs=300),
    "fast": plan(SMALL_PARABOLA, hidden=(8, 8), learning_rate=0.27, standardise=False),
    "never": plan(SMALL_PARABOLA, hidden=(4, 4), activations=("sigmoid",), output="sigmoid", learning_rate=3.0),
    "at once": plan(SMALL_PARABOLA, learning_rate=1e300),
    "always too fast": plan(SMALL_PARABOLA, hidden=(10,), learning_rate=1e4, standardise=False),
    "there from the start": plan(values([(0.0, 0.0)] * 3), hidden=(), standardise=False),
    "jumpy": plan(SMALL_PARABOLA, hidden=(6, 6), activations=("tanh",), learning_rate=0.05, epochs=250),
    "momentum": plan(SMALL_PARABOLA, learning_rate=0.02, momentum=0.9, epochs=60),
    "one epoch": plan(SMALL_PARABOLA, epochs=1),
    "in units": plan(SMALL_PARABOLA, standardise_targets=True),
    "solved": plan(values([(0.0, 0.0), (1.0, 0.0)]), hidden=(), standardise=False),
    "constant": plan(values([(i, 5.0) for i in range(6)]), learning_rate=0.1),
    "one place": plan(values([(3.0, float(i)) for i in range(6)]), hidden=()),
    "single": plan(values([(3.0, 1e3)])),
    "large": plan(values([(1e6 + 1000 * i, 1000.0 * i) for i in range(10)]), learning_rate=1e-4, standardise=False),
    "small": plan(values([(1e-9 * i, 1e-9 * i * i) for i in range(10)])),
}

UNSCALED = {"hidden": (), "standardise": False, "standardise_targets": False}


def from_start(w: float, b: float) -> Lesson:
    """Return the lesson of the line with another first line."""
    line = find_lesson("line")
    return replace(line, network=MLP([Layer([[w]], [b], "identity")], line.network.loss))


POINTS = {
    "standardised": plan(values([(i, 2.0 * i + i % 3) for i in range(8)]), hidden=(), standardise_targets=True),
    "two points": plan(values([(0.0, 1.0), (1.0, 3.0)]), **UNSCALED),
    "perfect": plan(values([(i / 2, 1.5 - i / 4) for i in range(5)]), **UNSCALED),
    "half": plan(values([(0.0, 1.0), (1.0, -1.0), (2.0, 2.5), (2.5, 1.0)]), **UNSCALED, loss="half-squared-error"),
    "narrow": plan(values([(2.0 + i / 2, float(i % 3)) for i in range(6)]), **UNSCALED),
    "shallow": plan(values([(i / 8, float(i % 3)) for i in range(6)]), **UNSCALED),
    "large": plan(values([(i, 1e6 * (i % 4)) for i in range(6)]), **UNSCALED),
    "small": plan(values([(i, 1e-6 * (i % 4)) for i in range(6)]), **UNSCALED),
    "huge": plan(values([(1e9 * i, 1e12 * (i % 4)) for i in range(6)]), hidden=(), standardise_targets=True),
    "high above": plan(values([(i / 2, 1e3 + i % 3) for i in range(5)]), **UNSCALED),
    "many": plan(values([(i / 10, (i % 7) / 3) for i in range(40)]), **UNSCALED),
    "level": plan(values([(i / 2, 2.0) for i in range(4)]), **UNSCALED),
    "along": plan(values([(-1.0, 1.0), (1.0, 1.0)]), **UNSCALED),
}
DESCENTS = {
    **{name: plan.lesson() for name, plan in POINTS.items()},
    "from the flat line": from_start(0.0, 1.5),
    "from better than flat": from_start(1.5, 0.5),
    "along the valley": from_start(-0.23, 2.08),
    "down and up": from_start(-1.0, 2.0),
    "across the valley": from_start(1.8, 1.1),
}
