"""Films of networks too large to be drawn whole pass the audit: some neurons, and sums that still add up."""

from __future__ import annotations

from random import Random

import pytest

from mathnet import MLP
from scenes import architecture, backpropagation, forward_pass, training
from scenes.lessons import Lesson, Plan, Sample, datasets
from scenes.stage.film import Film
from scenes.stage.network_film import NetworkFilm
from scenes.studies import Neuron
from tests.scenes.audit import watch

FILMS = [architecture.Architecture, forward_pass.ForwardPass, backpropagation.Backpropagation]
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
    ((13, 16, 3), ("relu", "softmax"), SOFT),
    pytest.param((20, 30, 50), ("tanh", "softmax"), SOFT, marks=SLOW),
    pytest.param((12, 20, 50), ("relu", "softmax"), "mean-squared-error", marks=SLOW),
    pytest.param((30, 12), ("identity",), "half-squared-error", marks=SLOW),
    pytest.param((64, 32, 10), ("relu", "softmax"), SOFT, marks=SLOW),
    pytest.param((784, 50, 10), ("sigmoid", "softmax"), SOFT, marks=SLOW),
    pytest.param((784, 1024, 512, 10), ("relu", "relu", "softmax"), SOFT, marks=SLOW),
    pytest.param((10,) * 10, ("relu",) * 8 + ("softmax",), SOFT, marks=SLOW),
    ((5, 6, 6, 6, 6, 3), ("relu",) * 4 + ("softmax",), SOFT),
]


@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.__name__)
@pytest.mark.parametrize(("sizes", "activations", "loss"), SIZES, ids=str)
def test_film_works_for_a_network_of_any_size(
    film: type[Film], sizes: tuple[int, ...], activations: tuple[str, ...], loss: str
) -> None:
    scene, findings = watch(film, large(sizes, activations, loss))
    assert findings.faults == {}
    assert scene.time <= LONGEST


@pytest.mark.parametrize("film", [forward_pass.ForwardPass, backpropagation.Backpropagation])
def test_every_neuron_of_a_deep_network_shows_its_value_and_its_delta(film: type[NetworkFilm]) -> None:
    scene, findings = watch(film, large((3,) * 8, ("tanh",) * 6 + ("sigmoid",), "half-squared-error"))
    assert isinstance(scene, NetworkFilm)
    assert not scene.composition.is_whole
    told = {path for path, _ in findings.readouts}
    traces = [("a", "forward")]
    if film is backpropagation.Backpropagation:
        traces += [("delta", "backward"), ("a", "after.forward")]
    places = [Neuron(layer, j) for layer in range(1, 8) for j in range(3)]
    assert {place.path(name, trace) for place in places for name, trace in traces} <= told


@pytest.mark.slow
@pytest.mark.parametrize(
    ("film", "plan"),
    [
        (training.TrainingIris, Plan("wine", datasets.load_set("wine"), hidden=(16,), epochs=5)),
        (training.TrainingIris, Plan("digits", datasets.load_set("digits"), hidden=(12,), epochs=1)),
        (training.TrainingDiabetes, Plan("wide", datasets.load_set("diabetes"), hidden=(40, 20), epochs=3)),
        (training.TrainingQuadratic, Plan("wide", datasets.quadratic(20), hidden=(40,), epochs=5)),
    ],
    ids=lambda value: getattr(value, "name", "") or value.__name__,
)
def test_training_film_works_for_a_network_of_any_size(film: type[Film], plan: Plan) -> None:
    scene, findings = watch(film, plan.lesson())
    assert findings.faults == {}
    assert scene.time <= LONGEST
