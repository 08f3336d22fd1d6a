"""What is said of classes that are learned is true of them, however well or badly that goes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

import pytest

from mathnet import MLP, Layer
from scenes.lessons import Data, Lesson, Plan
from scenes.storyboards.tell_training_classes import tell_classes
from tests.storyboards.claims import Check
from tests.storyboards.own import LEARNING, answers, ends, hold, points


def class_of(values: Any) -> int:
    return int(values[0] >= 0.5) if len(values) == 1 else max(range(len(values)), key=lambda j: (values[j], -j))


def pairs(study: Any, network: MLP) -> list[tuple[int, int]]:
    """Return (true class, said class) for each sample that is judged."""
    samples = study.lesson.training.test or study.lesson.training.train
    said = map(class_of, answers(network, samples))
    return list(zip(map(class_of, samples.targets), said, strict=True))


def hits(study: Any, network: MLP) -> int:
    return sum(true == said for true, said in pairs(study, network))


def learned(subject: Any) -> tuple[int, int]:
    """Return how many training samples are right at both ends of a passage."""
    study, passage = subject
    samples = study.lesson.training.train
    counts = [
        sum(class_of(a) == class_of(y) for a, y in zip(answers(network, samples), samples.targets, strict=True))
        for network in ends(study, passage)
    ]
    return counts[0], counts[1]


def guessed(subject: Any) -> tuple[float, float]:
    study, _ = subject
    judged = pairs(study, study.lesson.network)
    return hits(study, study.lesson.network), len(judged) / len(study.lesson.classes)


def mistakes(subject: Any) -> dict[tuple[str, str], int]:
    study, _ = subject
    names, found = study.lesson.classes, {}
    for true, said in pairs(study, study.network):
        if true != said:
            key = names[true], names[said]
            found[key] = found.get(key, 0) + 1
    return found


def is_most_frequent(subject: Any, match: re.Match[str]) -> bool:
    found = mistakes(subject)
    own = found.get((match[1], match[2]), 0)
    return own > 0 and all(count < own for key, count in found.items() if key != (match[1], match[2]))


def has_no_most_frequent(subject: Any, match: re.Match[str]) -> bool:
    counts = sorted(mistakes(subject).values())
    return len(counts) > 1 and counts[-1] == counts[-2]


def is_as_good_always(subject: Any, match: re.Match[str]) -> bool:
    study, _ = subject
    learned_from = [class_of(y) for y in study.lesson.training.train.targets]
    usual = study.lesson.classes.index(match[1])
    if any(learned_from.count(j) > learned_from.count(usual) for j in set(learned_from)):
        return False
    return hits(study, study.network) <= sum(true == usual for true, _ in pairs(study, study.network))


TABLE: dict[str, Check] = LEARNING | {
    "the accuracy rises": lambda s, m: (p := learned(s))[1] > p[0],
    "the accuracy falls": lambda s, m: (p := learned(s))[1] < p[0],
    "the accuracy stays as it was": lambda s, m: (p := learned(s))[1] == p[0],
    r"The untrained network does worse\.": lambda s, m: (p := guessed(s))[0] < p[1],
    r"The untrained network happens to do better\.": lambda s, m: (p := guessed(s))[0] > p[1],
    r"The untrained network does just as well\.": lambda s, m: (p := guessed(s))[0] == p[1],
    r"It makes no mistake here\.": lambda s, m: not mistakes(s),
    r"It says (\w+) every time: .*": lambda s, m: (
        {said for _, said in pairs(s[0], s[0].network)} == {s[0].lesson.classes.index(m[1])}
    ),
    r"Always saying (\w+) would do no worse\.": is_as_good_always,
    r"Its only mistake: (\w+) taken for (\w+)\.": lambda s, m: mistakes(s) == {(m[1], m[2]): 1},
    r"Its most frequent mistake: (\w+) taken for (\w+)\.": is_most_frequent,
    r"No mistake is more frequent than all others\.": has_no_most_frequent,
}


def side(i: int, row: tuple[float, float]) -> int:
    return int(row[0] > 0)


def chance(i: int, row: tuple[float, float]) -> int:
    return Random(i).randrange(3)


def already_right() -> Lesson:
    """Return a lesson whose network knows the answer from the start."""
    lesson = points(40, side, standardise=False, hidden=(), epochs=2)
    return replace(lesson, network=MLP([Layer([[-50, 0], [50, 0]], [0, 0], "softmax")], "cross-entropy"))


def of_one_row(count: int, **settings: Any) -> Lesson:
    """Return a lesson whose rows are all the same, half of them of one class."""
    data = Data(("a",), ((1.0,),) * count, (0, 1) * (count // 2), ("A", "B"))
    return Plan(**{"name": "same", "data": data, "hidden": (2,), "epochs": 1, "test_share": 0} | settings).lesson()


LESSONS = {
    "separable": lambda: points(80, side),
    "separable, one output": lambda: points(80, side, output="sigmoid", activations=("tanh",)),
    "hopeless rate": lambda: points(60, side, learning_rate=1e-9, epochs=3),
    "labels by chance": lambda: points(60, chance, 3, hidden=(12,), epochs=60, learning_rate=0.1),
    "labels by chance, hardly learned": lambda: points(60, chance, 3, hidden=(2,), epochs=4, seed=3),
    "rare class": lambda: points(60, lambda i, row: int(i % 10 == 0), epochs=5, seed=8),
    "always the usual": lambda: points(60, lambda i, row: int(i % 10 == 0), epochs=40, learning_rate=0.001, seed=3),
    "no test set": lambda: points(30, side, test_share=0, batch_size=5),
    "right from the start": already_right,
    "one row": lambda: of_one_row(2),
    "the same row": lambda: of_one_row(40, test_share=0.5, epochs=5),
    "no hidden layer": lambda: points(40, side, hidden=(), epochs=1),
    "too fast": lambda: points(60, side, learning_rate=3.0, epochs=6),
    "stripes": lambda: points(90, lambda i, row: int((row[0] + 1) * 1.49), 3, epochs=4),
}


@cache
def said(name: str) -> list[str]:
    return hold(LESSONS[name](), tell_classes, TABLE)


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_claimed_of_learned_classes_is_true(name: str) -> None:
    assert said(name)


@pytest.mark.slow
def test_every_sentence_is_said_of_some_lesson() -> None:
    every = {sentence for name in LESSONS for sentence in said(name)}
    unsaid = [pattern for pattern in TABLE if not any(re.fullmatch(pattern, sentence) for sentence in every)]
    assert unsaid == []
