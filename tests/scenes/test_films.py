"""Every film passes the audit; every film in scenes/ is listed here."""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path
from random import Random

import pytest

from mathnet import MLP, Layer
from scenes import architecture, backpropagation, digits, failures, forward_pass, gradient_descent, training
from scenes.lessons import Lesson, Sample
from scenes.stage.film import Film
from scenes.storyboards.readout import say
from scenes.style import READING_SPEED
from tests.scenes.audit import watch

ROOT = Path(__file__).parents[2]
STILL = 1.9  # seconds
A_FEW = 5.1  # seconds, for which a quarter of the frame may be empty

# each film with the shortest and the longest that it may last, in seconds
FILMS: list[tuple[type[Film], float, float]] = [
    (architecture.Architecture, 15, 36),
    (architecture.ArchitectureByHand, 15, 36),
    (forward_pass.ForwardPass, 60, 105),
    (forward_pass.ForwardPassByHand, 60, 90),
    (backpropagation.Backpropagation, 60, 150),
    (backpropagation.BackpropagationIris, 60, 150),
    (backpropagation.BackpropagationMazur, 60, 150),
    (training.TrainingIris, 30, 90),
    (training.TrainingDiabetes, 30, 90),
    (training.TrainingQuadratic, 30, 90),
    (training.TrainingDecisionBoundary, 30, 90),
    (training.BeforeAndAfter, 30, 90),
    (training.LearningRates, 30, 90),
    (gradient_descent.GradientDescent, 40, 90),
    (failures.DeadRelu, 40, 90),
    (failures.VanishingGradient, 40, 90),
    (failures.EqualWeights, 40, 90),
    (digits.DigitsArchitecture, 30, 120),
    (digits.DigitsForwardPass, 30, 120),
    (digits.DigitsBackpropagation, 30, 120),
    (digits.DigitsTraining, 30, 120),
    (digits.DigitsMistakes, 30, 120),
]


# one of each kind is looked at quickly
QUICK = {"Architecture", "ForwardPassByHand", "BackpropagationMazur", "EqualWeights", "TrainingQuadratic"}
AUDITED = [
    pytest.param(*one, id=one[0].__name__, marks=() if one[0].__name__ in QUICK else pytest.mark.slow) for one in FILMS
]


@pytest.mark.parametrize(("film", "shortest", "longest"), AUDITED)
def test_film_passes_the_audit(film: type[Film], shortest: float, longest: float) -> None:
    scene, findings = watch(film)
    assert findings.faults == {}
    assert findings.readouts, "a film without a number shows nothing of the trace"
    assert findings.equations, "nothing is worked out"
    assert shortest <= scene.time <= longest
    assert max(findings.emptiness.longest.values()) <= A_FEW, f"a quarter is empty: {findings.emptiness.longest}"
    assert len(scene.chapters) >= 2 and len(scene.captions) >= 3
    first, last = scene.captions[0], scene.captions[-1]
    assert say(first.line).endswith("?"), "it doesn't begin with its question"
    read = last.start + len(say(last.line)) / READING_SPEED
    assert scene.time - read >= STILL, "its last picture isn't held once its last sentence was read"


def test_every_film_is_listed() -> None:
    found = set()
    for path in sorted((ROOT / "scenes").glob("*.py")):
        module = importlib.import_module(f"scenes.{path.stem}")
        found |= {
            member
            for _, member in inspect.getmembers(module, inspect.isclass)
            if issubclass(member, Film) and hasattr(member, "lesson") and member.__module__ == module.__name__
        }
    assert found == {film for film, _, _ in FILMS}


def lesson_of(sizes: tuple[int, ...], activations: tuple[str, ...], loss: str, stretch: float = 1.0) -> Lesson:
    """Return a lesson of a random network, with names that would do harm if they were run as markup."""
    rng = Random(5)
    drawn = MLP.initialised(sizes, activations, loss, rng)
    layers = [
        Layer(
            [[stretch * w for w in row] for row in layer.weights],
            [rng.uniform(-1, 1) for _ in layer.biases],
            layer.activation,
        )
        for layer in drawn.layers
    ]
    x = tuple(rng.gauss(0, stretch) for _ in range(sizes[0]))
    outputs = sizes[-1]
    classes = max(2, outputs) if "entropy" in loss else outputs
    return Lesson(
        name="random",
        title='#panic("run")',
        network=MLP(layers, loss),
        samples=(Sample(x, (1.0,) + (0.0,) * (outputs - 1)),),
        features=tuple(f'#f$x_{k}$ <b>"\\ and a very long name' for k in range(sizes[0])),
        classes=tuple(f"*class* _{j}_ `#` 👍 of sixty letters or so, they say" for j in range(classes)),
    )


SMALL = [
    ((2, 1), ("sigmoid",), "binary-cross-entropy"),
    ((1, 10, 1), ("relu", "identity"), "half-squared-error"),
    ((3, 7, 2), ("tanh", "softmax"), "cross-entropy"),
]
LARGE = [
    ((5, 10, 10, 4), ("tanh", "sigmoid", "identity"), "mean-squared-error"),
    ((5, 10, 10, 4), ("sigmoid", "relu", "softmax"), "mean-squared-error"),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    "film",
    [architecture.Architecture, forward_pass.ForwardPass, backpropagation.Backpropagation],
    ids=lambda film: film.__name__,
)
@pytest.mark.parametrize(
    ("sizes", "activations", "loss", "stretch"),
    [*[(*shape, 1.0) for shape in SMALL], *[pytest.param(*shape, 10.0, marks=pytest.mark.slow) for shape in SMALL]]
    + [pytest.param(*shape, 1.0, marks=pytest.mark.slow) for shape in LARGE],
)
def test_film_works_for_any_network(
    film: type[Film], sizes: tuple[int, ...], activations: tuple[str, ...], loss: str, stretch: float
) -> None:
    _, findings = watch(film, lesson_of(sizes, activations, loss, stretch))
    assert findings.faults == {}
