"""Films of networks too large to be drawn whole pass the audit: some neurons, and sums that still add up."""

from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from mathnet import MLP
from scenes import architecture, backpropagation, forward_pass, training
from scenes.commands.traces import print_tables
from scenes.lessons import Data, Lesson, Plan, Sample, datasets, find_lesson
from scenes.pages.stops import stops_of
from scenes.stage.film import Film
from scenes.stage.network_film import NetworkFilm
from scenes.studies import Neuron, study
from tests.scenes.audit import watch

FILMS = [forward_pass.ForwardPass, backpropagation.Backpropagation]  # of a sample
LONGEST = 150  # seconds


def large(sizes: tuple[int, ...], activations: tuple[str, ...], loss: str) -> Lesson:
    rng = Random(1)
    outputs = sizes[-1]
    return Lesson(
        name="large",
        title="a large network",
        network=MLP.initialised(sizes, activations, loss, rng),
        samples=(Sample(tuple(rng.gauss(0, 1) for _ in range(sizes[0])), (1.0,) + (0.0,) * (outputs - 1)),),
        features=tuple(f"feature {k}" for k in range(sizes[0])),
        classes=tuple(f"class {j}" for j in range(outputs)),
    )


SOFT = "cross-entropy"
SLOW = pytest.mark.slow
SIZES = [
    ((3, 4, 2), ("tanh", "softmax"), SOFT),
    ((13, 16, 3), ("relu", "softmax"), SOFT),
    ((20, 30, 50), ("tanh", "softmax"), SOFT),
    ((12, 20, 50), ("relu", "softmax"), "mean-squared-error"),
    ((30, 12), ("identity",), "half-squared-error"),
    ((64, 32, 10), ("relu", "softmax"), SOFT),
    ((5, 6, 6, 6, 6, 3), ("relu",) * 4 + ("softmax",), SOFT),
]
LARGEST = [  # with the films that the sweep of every_lesson.py doesn't make of such networks
    (backpropagation.Backpropagation, (784, 50, 10), ("sigmoid", "softmax")),
    (forward_pass.ForwardPass, (784, 1024, 512, 10), ("relu", "relu", "softmax")),
    (forward_pass.ForwardPass, (10,) * 10, ("relu",) * 8 + ("softmax",)),
]


@SLOW
def test_a_neuron_is_worked_out_though_none_of_its_strongest_terms_comes_from_a_neuron_that_is_drawn() -> None:
    lesson = find_lesson("mnist-50")
    _, told = stops_of(type("Film", (forward_pass.ForwardPass,), {"lesson": lesson}))
    worked_out = [stop for stop in told.stops if stop.id.startswith("hidden")]
    assert len(worked_out) > 2


@SLOW
@pytest.mark.parametrize(("sizes", "activations", "loss"), SIZES, ids=str)
def test_the_architecture_of_a_network_of_any_size_is_shown(
    sizes: tuple[int, ...], activations: tuple[str, ...], loss: str
) -> None:
    assert_works(architecture.Architecture, large(sizes, activations, loss))


@SLOW
@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.__name__)
@pytest.mark.parametrize(("sizes", "activations", "loss"), SIZES, ids=str)
def test_film_works_for_a_network_of_any_size_and_mathnet_trace_prints_its_numbers(
    film: type[Film],
    sizes: tuple[int, ...],
    activations: tuple[str, ...],
    loss: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lesson = large(sizes, activations, loss)
    assert_is_printed(assert_works(film, lesson), lesson, capsys)


def assert_works(film: type[Film], lesson: Lesson) -> set[tuple[str, str]]:
    """Hold a film to the audit and return the numbers that were on screen: where each stands, and how it is written."""
    scene, findings = watch(film, lesson)
    assert findings.faults == {}
    assert scene.time <= LONGEST
    return findings.readouts


def assert_is_printed(seen: set[tuple[str, str]], lesson: Lesson, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    print_tables(study(lesson))
    printed = set(re.findall(r"[^\s│:;,]+", capsys.readouterr().out))
    numbers = ((path, text) for path, text in seen if not path.startswith("slope.scales"))  # of an axis
    assert {(path, text) for path, text in numbers if not set(text.split()) <= printed} == set()


@SLOW
@pytest.mark.parametrize(("film", "sizes", "activations"), LARGEST, ids=lambda value: getattr(value, "__name__", None))
def test_film_works_for_the_largest_networks(
    film: type[Film], sizes: tuple[int, ...], activations: tuple[str, ...]
) -> None:
    assert_works(film, large(sizes, activations, SOFT))


@SLOW
@pytest.mark.parametrize("film", [forward_pass.ForwardPass, backpropagation.Backpropagation])
def test_every_neuron_of_a_deep_network_shows_its_value_and_its_delta(film: type[NetworkFilm]) -> None:
    scene, findings = watch(film, large((3,) * 8, ("tanh",) * 6 + ("sigmoid",), "half-squared-error"))
    assert findings.faults == {}
    assert isinstance(scene, NetworkFilm)
    assert not scene.composition.is_whole
    told = {path for path, _ in findings.readouts}
    traces = [("a", "forward")]
    if film is backpropagation.Backpropagation:
        traces += [("delta", "backward"), ("a", "after.forward")]
    places = [Neuron(layer, j) for layer in range(1, 8) for j in range(3)]
    assert {place.path(name, trace) for place in places for name, trace in traces} <= told


def classes(count: int, inputs: int = 4, **settings: Any) -> Plan:
    """Return a plan of so many classes, samples of each around a place of its own."""
    rng = Random(count)
    centres = [[rng.gauss(0, 2) for _ in range(inputs)] for _ in range(count)]
    kinds = [i % count for i in range(6 * count)]
    data = Data(
        features=tuple(f"feature {k}" for k in range(inputs)),
        rows=tuple(tuple(rng.gauss(x, 1) for x in centres[kind]) for kind in kinds),
        targets=tuple(kinds),
        classes=tuple(f"a class of the number {j} with a name of sixty letters, they say" for j in range(count)),
    )
    return Plan(**{"name": f"{count} classes", "data": data, "hidden": (6,), "epochs": 3} | settings)


def parabola(scale: float = 1.0, offset: float = 0.0, across: float = 1.0, **settings: Any) -> Plan:
    """Return a plan of points on a parabola, at `offset` and stretched by `scale`."""
    xs = [i / 8 - 1 for i in range(17)]
    rows, targets = tuple((across * x,) for x in xs), tuple((offset + scale * x * x,) for x in xs)
    data = Data(("x",), rows, targets, outputs=("y",))
    return Plan(
        **{"name": f"from {offset} on by {scale}", "data": data, "hidden": (5,), "epochs": 12, "learning_rate": 0.01}
        | settings
    )


def plane(scale: float = 1.0, offset: float = 0.0, length: int = 4) -> Plan:
    """Return a plan of two classes of points, with names of so many letters."""
    moons = datasets.moons(30)
    data = Data(
        features=("a" * length, "b" * length),
        rows=tuple((offset + scale * x, offset - scale * y) for x, y in moons.rows),
        targets=moons.targets,
        classes=("l" * length, "r" * length),
        unit="u" * length,
    )
    return Plan(f"{length} letters by {scale}", data, hidden=(4,), epochs=8)


DEEP, RAW = (6,) * 8, {"standardise_targets": False}
TRAINED = [
    (training.LearnBoundary, plane(length=16)),
    (training.LearnBoundary, plane(1e5, 1e6, 60)),
    (training.LearnBoundary, plane(1e-9)),
    (training.LearnCurve, parabola(4000.0, 1000.0)),
    (training.RaceRates, parabola(4000.0, 1000.0)),
    (training.LearnValues, parabola(1e6, 1e6)),
    (training.LearnValues, parabola(1e-9)),
    (training.LearnClasses, Plan("wine", datasets.load_set("wine"), hidden=(16,), epochs=5)),
    (training.LearnClasses, Plan("digits", datasets.load_set("digits"), hidden=(12,), epochs=1)),
    (training.LearnClasses, classes(11, epochs=1)),
    (training.LearnClasses, classes(50)),
    (training.LearnClasses, classes(50, 100, hidden=(40, 30, 20, 12))),
    (training.LearnClasses, classes(10, 784, hidden=(12,), epochs=1)),
    (training.LearnClasses, classes(4, hidden=DEEP)),
    (training.LearnClasses, classes(4, 20, hidden=(30,) * 8)),
    (training.LearnValues, Plan("wide", datasets.load_set("diabetes"), hidden=(40, 20), epochs=3)),
    (training.LearnValues, parabola(hidden=DEEP)),
    (training.LearnValues, parabola(1e3, learning_rate=1e-6, **RAW)),
    (training.LearnValues, parabola(1e-5, **RAW)),
    (training.LearnCurve, Plan("wide", datasets.quadratic(20), hidden=(40,), epochs=5)),
    (training.LearnCurve, parabola(hidden=(300,), learning_rate=0.0005)),
    (training.LearnCurve, parabola(hidden=DEEP)),
    (training.LearnCurve, parabola(hidden=(30,) * 8, epochs=4)),
    (training.LearnCurve, parabola(1e6, 1e6, 1e5)),
    (training.LearnCurve, parabola(1e-9, across=1e-7)),
    (training.LearnCurve, parabola(1e-5, epochs=60, **RAW)),
    (training.LearnCurve, parabola(1e3, learning_rate=1e-7, **RAW)),
    (training.RaceRates, parabola(1e6, 1e6, 1e5)),
    (training.RaceRates, parabola(1e-5, **RAW)),
    (training.CompareWeights, classes(3)),
    (training.CompareWeights, classes(10, 64, hidden=(32,))),
    (training.CompareWeights, classes(50, 20, hidden=(30,))),
    (training.CompareWeights, classes(6, 10, hidden=(10, 10))),
]


@SLOW
@pytest.mark.parametrize(
    ("film", "plan"),
    TRAINED,
    ids=lambda value: getattr(value, "name", "") or value.__name__,
)
def test_training_film_works_for_a_network_of_any_size(film: type[Film], plan: Plan) -> None:
    scene, findings = watch(film, plan.lesson())
    assert findings.faults == {}
    assert scene.time <= LONGEST
