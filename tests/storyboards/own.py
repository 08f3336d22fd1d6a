"""What the tests of claims compute by themselves, from networks and samples alone."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from statistics import fmean
from typing import Any

from mathnet import MLP, Samples
from scenes.lessons import Data, Lesson, Plan
from scenes.storyboards.readout import digits
from scenes.storyboards.training import Chapter
from scenes.studies import study
from scenes.studies.training import with_snapshots
from tests.storyboards.claims import Check, assert_claims_are_true


def answers(network: MLP, samples: Samples) -> list[tuple[float, ...]]:
    return [network.forward(x).output for x in samples.inputs]


def mean_loss(network: MLP, samples: Samples) -> float:
    return fmean(loss(network, x, y) for x, y in zip(samples.inputs, samples.targets, strict=True))


def loss(network: MLP, x: Sequence[float], y: Sequence[float]) -> float:
    trace = network.forward(x)
    zs = [neuron.z for neuron in trace.layers[-1].neurons]
    squares = sum((a - t) ** 2 for a, t in zip(trace.output, y, strict=True))
    return {
        "mean-squared-error": squares / len(y),
        "half-squared-error": squares / 2,
        "cross-entropy": log_sum(zs) - sum(z * t for z, t in zip(zs, y, strict=True)),
        "binary-cross-entropy": sum(log_sum((0, z)) - z * t for z, t in zip(zs, y, strict=True)),
    }[network.loss]


def log_sum(zs: Sequence[float]) -> float:
    largest = max(zs)
    return largest + math.log(sum(math.exp(z - largest) for z in zs))


def shows(text: str, value: float) -> bool:
    """Whether a text is a value, rounded to its last digit."""
    number = digits(text)
    return abs(number - Decimal(value)) <= Decimal(1).scaleb(number.as_tuple().exponent) / 2


def weights(network: MLP) -> list[float]:
    return [w for layer in network.layers for row in layer.weights for w in row]


def parameters(network: MLP) -> list[float]:
    return weights(network) + [b for layer in network.layers for b in layer.biases]


def flips(study: Any) -> bool:
    first = weights(study.stages[0].network)
    return any(
        (old < 0) != (new < 0) for stage in study.stages for old, new in zip(first, weights(stage.network), strict=True)
    )


def ends(study: Any, passage: Any) -> tuple[MLP, MLP]:
    return study.stages[passage.first].network, study.stages[passage.last].network


def losses_at_ends(study: Any, passage: Any) -> tuple[float, float]:
    before, after = (mean_loss(network, study.lesson.training.train) for network in ends(study, passage))
    return before, after


def losses_seen(study: Any, passage: Any) -> list[tuple[float, float]]:
    """Return the losses of the training and of the test samples at each stage of a passage."""
    training = study.lesson.training
    networks = [stage.network for stage in study.stages[passage.first : passage.last + 1]]
    return [(mean_loss(network, training.train), mean_loss(network, training.test)) for network in networks]


def rises_again(study: Any) -> bool:
    """Whether the mean test loss of the last tenth is over that of the lowest, and the training loss under it."""
    training, networks = study.lesson.training, [snapshot.network for snapshot in study.run.snapshots]
    size = max(1, len(networks) // 10)
    parts = [networks[max(0, end - size) : end] for end in range(len(networks), size - 1, -size)]
    test, train = (
        [fmean(mean_loss(network, samples) for network in part) for part in parts]
        for samples in (training.test, training.train)
    )
    lowest = min(range(len(parts)), key=lambda i: (test[i], -i))
    return test[0] > 1.1 * test[lowest] and train[0] < train[lowest]


LEARNING: dict[str, Check] = {
    "after each sample": lambda s, m: s[0].lesson.training.settings.batch_size == 1,
    "after each batch of samples": lambda s, m: s[0].lesson.training.settings.batch_size > 1,
    "The (?:loss|total error(?: of all rows)?) falls": lambda s, m: (p := losses_at_ends(*s))[1] < 0.99 * p[0],
    "The (?:loss|total error(?: of all rows)?) rises": lambda s, m: (p := losses_at_ends(*s))[1] > 1.01 * p[0],
    "The (?:loss|total error(?: of all rows)?) hardly changes": lambda s, m: (
        0.99 * (p := losses_at_ends(*s))[0] <= p[1] <= 1.01 * p[0]
    ),
    r"Before the end, some change their sign\.": lambda s, m: flips(s[0]),
    r"None of them changes its sign\.": lambda s, m: not flips(s[0]),
    r"All the while, their loss is lower than .*": lambda s, m: all(b < a for a, b in losses_seen(*s)),
    r"Their loss rises again after its lowest, .*": lambda s, m: rises_again(s[0]),
    r"All the while, their loss is higher than .*": lambda s, m: all(b > a for a, b in losses_seen(*s)),
    r"Their loss is now above, now below .*": lambda s, m: (
        min(apart := [b - a for a, b in losses_seen(*s)]) < 0 < max(apart)
    ),
    r"At times, their loss is just .*": lambda s, m: any(math.isclose(a, b) for a, b in losses_seen(*s)),
}


def hold(lesson: Lesson, tell: Callable[[Any], Any], table: dict[str, Check]) -> list[str]:
    """Hold all claims of the story of a lesson against the table, whose checks get (its study, passage or None)."""
    story = tell(study(with_snapshots(lesson)))
    passages = {passage.step: passage for passage in story.passages}
    said = []
    for name in story.__dataclass_fields__:
        chapter = getattr(story, name)
        if isinstance(chapter, Chapter):
            said += assert_claims_are_true((chapter.title, chapter.aside), (story.study, None), table)
            for step, words in chapter.says.items():
                about = passages.get(step) if chapter is story.learning else None
                said += assert_claims_are_true(words, (story.study, about), table)
    return said


def points(
    count: int, label: Callable[[int, tuple[float, float]], int], classes: int = 2, seed: int = 1, **settings: Any
) -> Lesson:
    """Return a lesson of points in a plane; `label` gives the class of point number i."""
    rng = random.Random(seed)
    rows = tuple((rng.uniform(-1, 1), rng.uniform(-1, 1)) for _ in range(count))
    targets = tuple(label(i, row) for i, row in enumerate(rows))
    data = Data(("a", "b"), rows, targets, tuple("ABCDEF"[:classes]))
    return Plan(
        **{"name": "points", "data": data, "hidden": (4,), "epochs": 30, "learning_rate": 0.05} | settings
    ).lesson()


def values(
    count: int, true: Callable[[int, float], tuple[float, ...]], outputs: int = 1, seed: int = 1, **settings: Any
) -> Lesson:
    """Return a lesson of values of one number between −1 and 1; `true` gives those of number i."""
    rng = random.Random(seed)
    xs = [rng.uniform(-1, 1) for _ in range(count)]
    data = Data(
        ("x",), tuple((x,) for x in xs), tuple(true(i, x) for i, x in enumerate(xs)), outputs=("u", "v", "w")[:outputs]
    )
    return Plan(
        **{"name": "values", "data": data, "hidden": (4,), "epochs": 30, "learning_rate": 0.02} | settings
    ).lesson()
