"""What is said of values that are learned is true of them, however well or badly that goes."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from statistics import StatisticsError, correlation, fmean
from typing import Any

import pytest

from scenes.storyboards.tell_training_values import tell_values
from tests.storyboards.breaking import CURVES
from tests.storyboards.claims import Check
from tests.storyboards.own import LEARNING, answers, ends, hold, values


def unit(study: Any, value: float) -> float:
    """Return a target or an answer of the first output as it would have been measured."""
    scaling = study.lesson.target_scaling
    return scaling.means[0] + (scaling.deviations[0] or 1.0) * value if scaling else value


def every_sample(study: Any) -> list[tuple[tuple[float, ...], float]]:
    """Return the input and the first target of each sample."""
    training = study.lesson.training
    sets = [training.train, *([training.test] if training.test else [])]
    return [(x, unit(study, y[0])) for samples in sets for x, y in zip(samples.inputs, samples.targets, strict=True)]


def distances(subject: Any) -> tuple[float, float]:
    """Return how far off the samples are on average at both ends of a passage."""
    study, _ = subject
    before, after = (
        fmean(abs(unit(study, network.forward(x).output[0]) - y) for x, y in every_sample(study))
        for network in ends(*subject)
    )
    return before, after


def relation(subject: Any) -> float | None:
    """Return the correlation of what the untrained network says with what is true."""
    study, _ = subject
    xs, ys = zip(*every_sample(study), strict=True)
    try:
        return correlation([unit(study, study.lesson.network.forward(x).output[0]) for x in xs], ys)
    except StatisticsError:
        return None


def judged(subject: Any) -> list[tuple[float, float]]:
    """Return (true, said) of the samples to judge by, from the smallest true value to the largest."""
    study, _ = subject
    samples = study.lesson.training.test or study.lesson.training.train
    said = answers(study.network, samples)
    return sorted((unit(study, y[0]), unit(study, a[0])) for y, a in zip(samples.targets, said, strict=True))


def beside_the_mean(subject: Any) -> float:
    """Return how far off the network is, as a share of how far off the mean of the training samples is."""
    mean = unit(subject[0], fmean(y[0] for y in subject[0].lesson.training.train.targets))
    off = sum(abs(true - said) for true, said in judged(subject))
    guess = sum(abs(true - mean) for true, _ in judged(subject))
    return off / guess if guess else float("inf") if off else 1.0


def lean(subject: Any, large: bool) -> float:
    """Return by how much a third of the judged is put too high."""
    pairs = judged(subject)
    third = len(pairs) // 3
    return fmean(said - true for true, said in (pairs[-third:] if large else pairs[:third]))


OWN: dict[str, Check] = {
    r": (\d+) of (\d+) samples are shown": lambda s, m: (
        int(m[2]) == len(every_sample(s[0])) > int(m[1]) == len(s[0].said[0]) > 200
    ),
    "and other values": lambda s, m: len(s[0].lesson.training.train.targets[0]) > 1,
    "the dots come closer to the diagonal": lambda s, m: (p := distances(s))[1] < 0.99 * p[0],
    "the dots come no closer to the diagonal": lambda s, m: (p := distances(s))[1] >= 0.99 * p[0],
    r"Its answers have little to do with that yet\.": lambda s, m: (r := relation(s)) is not None and abs(r) < 0.3,
    r"The true values are all the same\.": lambda s, m: len({y for _, y in every_sample(s[0])}) == 1,
    r"So far, its answers are all the same\.": lambda s, m: (
        relation(s) is None and len({y for _, y in every_sample(s[0])}) > 1
    ),
    r"Its answers happen to rise with .*": lambda s, m: (r := relation(s)) is not None and r >= 0.3,
    r"Its answers happen to fall where .*": lambda s, m: (r := relation(s)) is not None and r <= -0.3,
    r"The network does better\.": lambda s, m: beside_the_mean(s) < 0.99,
    r"The network does worse\.": lambda s, m: beside_the_mean(s) > 1.01,
    r"The network does about as well\.": lambda s, m: 0.99 <= beside_the_mean(s) <= 1.01,
    "too low": lambda s, m: lean(s, large=True) < 0,
    "not too low": lambda s, m: lean(s, large=True) >= 0,
    "too high": lambda s, m: lean(s, large=False) > 0,
    "not too high": lambda s, m: lean(s, large=False) <= 0,
}
TABLE = OWN | LEARNING


def noise(i: int, x: float) -> tuple[float, ...]:
    return (Random(i).gauss(0, 1),)


def of_a_line(i: int, x: float) -> tuple[float, ...]:
    return (2 * x + 1,)


LESSONS = {
    "a line": lambda: values(40, of_a_line, epochs=40),
    "noise": lambda: values(40, noise, hidden=(12,), epochs=60, learning_rate=0.05),
    "noise, hardly learned": lambda: values(40, noise, epochs=6, learning_rate=0.01, seed=2),
    "hopeless rate": lambda: values(30, of_a_line, learning_rate=1e-9, epochs=3),
    "a falling line": lambda: values(20, lambda i, x: (-2 * x,), epochs=1, seed=2),
    "many": lambda: values(700, noise, epochs=1, hidden=(1,)),
    "constant": lambda: values(20, lambda i, x: (3.0,), epochs=3),
    "nothing said": lambda: values(20, of_a_line, test_share=0, epochs=2, activations=("sigmoid",), batch_size=7),
    "two outputs": lambda: values(30, lambda i, x: (x, 100 * x), 2, learning_rate=1e-4, epochs=5),
    "one row": lambda: values(1, of_a_line, test_share=0, epochs=1),
    "tanh, too fast": lambda: values(30, noise, activations=("tanh",), learning_rate=0.9, epochs=8),
    "no hidden layer": lambda: values(30, of_a_line, hidden=(), epochs=4, seed=5),
    "far below": lambda: values(30, lambda i, x: (0.1 + x / 20,), output="sigmoid", learning_rate=1e-9, epochs=2),
    "far above": lambda: values(30, lambda i, x: (0.9 + x / 20,), output="sigmoid", learning_rate=1e-9, epochs=2),
    "learned by heart": lambda: values(30, noise, seed=4, epochs=20),
    "one place": lambda: CURVES["one place"].lesson(),
    "the mean": lambda: values(40, noise, hidden=(), epochs=8, learning_rate=0.01, test_share=0),
}


@cache
def said(name: str) -> list[str]:
    return hold(LESSONS[name](), tell_values, TABLE)


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_claimed_of_learned_values_is_true(name: str) -> None:
    assert said(name)


@pytest.mark.slow
def test_every_sentence_is_said_of_some_lesson() -> None:
    every = {sentence for name in LESSONS for sentence in said(name)}
    unsaid = [pattern for pattern in OWN if not any(re.fullmatch(pattern, sentence) for sentence in every)]
    assert unsaid == []
