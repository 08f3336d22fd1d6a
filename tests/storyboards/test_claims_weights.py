"""What is said of weights before and after training is true of them, however well or badly that goes."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any, cast

import pytest

from mathnet import MLP, Layer
from scenes.lessons import Lesson, Plan, find_plan, vary
from scenes.storyboards.tell_training_weights import tell_weights
from scenes.studies.weights import Room
from tests.scenes.arithmetic import number
from tests.storyboards.claims import Check
from tests.storyboards.own import LEARNING, answers, flips, hold, mean_loss, parameters, points, shows, values, weights


def span(study: Any) -> float:
    every = [value for y in study.lesson.training.train.targets for value in y]
    return max(every) - min(every)


def nearly_right(study: Any, network: MLP) -> int:
    samples, room = study.lesson.training.train, 0.1 * (span(study) or 1.0)
    return sum(
        max(abs(p - q) for p, q in zip(a, y, strict=True)) < room
        for a, y in zip(answers(network, samples), samples.targets, strict=True)
    )


def rows(study: Any) -> int:
    return len(study.lesson.training.train)


def says_the_same(study: Any) -> bool:
    said = answers(study.lesson.network, study.lesson.training.train)
    return all(max(column) - min(column) < 0.1 * (span(study) or 1.0) for column in zip(*said, strict=True))


def is_faster_at_first(subject: Any, match: re.Match[str]) -> bool:
    """Whether an epoch moves the parameters more in the first passage than in those after it."""
    study, first = subject
    last = len(study.stages) - 1
    paces = []
    for start, end in ((first.first, first.last), (first.last, last)):
        stages = study.stages[start : end + 1]
        way = sum(math.dist(parameters(a.network), parameters(b.network)) for a, b in pairwise(stages))
        paces.append(way / (stages[-1].epoch - stages[0].epoch))
    return paces[0] > paces[1]


def farther(study: Any) -> int:
    """Return by how many weights are more those that ended farther from zero than those that didn't."""
    olds, news = weights(study.lesson.network), weights(study.network)
    return sum(1 if abs(new) > abs(old) else -1 for old, new in zip(olds, news, strict=True))


def changes(study: Any) -> list[float]:
    olds, news = weights(study.lesson.network), weights(study.network)
    return [new - old for old, new in zip(olds, news, strict=True)]


def is_largest_change(subject: Any, match: re.Match[str]) -> bool:
    found, said = changes(subject[0]), number(match[1])
    largest = [change for change in found if abs(change) == max(map(abs, found))]
    return any(change and is_close(said, change) for change in largest)


def is_close(said: float, true: float) -> bool:
    return math.isclose(said, true, rel_tol=0.05, abs_tol=0.005)


def numbers(match: re.Match[str]) -> tuple[int, ...]:
    return tuple(map(int, match.groups()))


def total(study: Any, network: MLP) -> float:
    return rows(study) * mean_loss(network, study.lesson.training.train)


def improved(study: Any) -> bool:
    return nearly_right(study, study.network) > nearly_right(study, study.lesson.network)


def all_near(study: Any) -> bool:
    return nearly_right(study, study.network) == rows(study)


def drawn(study: Any) -> list[tuple[int, ...]]:
    return [layer.shown for layer in study.part.layers]


def is_whole(study: Any) -> bool:
    return list(map(len, drawn(study))) == list(study.lesson.network.sizes)


def ends_are_whole(story: Any) -> bool:
    sizes = story.lesson.network.sizes
    return [len(layer.shown) for layer in story.ends] == [sizes[0], sizes[-1]]


def columns(study: Any) -> list[int]:
    return [n for n, shown in enumerate(drawn(study)) if shown]


def skips_layers(study: Any) -> bool:
    return len(columns(study)) < len(study.lesson.network.sizes)


def cuts_layers(study: Any) -> bool:
    return any(0 < len(shown) < size for shown, size in zip(drawn(study), study.lesson.network.sizes, strict=True))


def are_around_the_largest_change(study: Any) -> bool:
    """Whether the layers that are drawn follow each other, and a weight is between two of them that changed most."""
    pairs = zip(study.lesson.network.layers, study.network.layers, strict=True)
    largest = [
        max(
            abs(new - old)
            for olds, news in zip(a.weights, b.weights, strict=True)
            for old, new in zip(olds, news, strict=True)
        )
        for a, b in pairs
    ]
    found = columns(study)
    assert found == list(range(found[0], found[-1] + 1))
    between = largest[found[0] : found[-1]]
    return skips_layers(study) and max(largest) > 0 and max(between) == max(largest)


def changes_drawn(study: Any) -> list[float]:
    shown = drawn(study)
    return [
        new.weights[j][k] - old.weights[j][k]
        for n, (old, new) in enumerate(zip(study.lesson.network.layers, study.network.layers, strict=True))
        for j in shown[n + 1]
        for k in shown[n]
    ]


def says_how_many(subject: Any, match: re.Match[str]) -> bool:
    """Whether the text says of how many neurons of each layer how many are drawn."""
    counts = [(int(count), int(size)) for count, size in re.findall(r"(\d+) of (\d+)", match[1])]
    every = list(zip(map(len, drawn(subject[0])), subject[0].lesson.network.sizes, strict=True))
    return not is_whole(subject[0]) and counts == [every[n] for n in columns(subject[0])]


def says_which(subject: Any, match: re.Match[str]) -> bool:
    """Whether the text says which layers of the hidden ones are drawn, from the input to the output."""
    hidden = len(subject[0].lesson.network.sizes) - 2
    found = columns(subject[0])
    ends = ["input", *(f"hidden layer {n} of {hidden}" for n in range(1, hidden + 1)), "output"]
    first, last = ends[found[0]], ends[found[-1]]
    if found[0] > 0 and found[-1] <= hidden:
        first, last = f"hidden layers {found[0]}", f"{found[-1]} of {hidden}"
    return skips_layers(subject[0]) and match[1] == f"{first} to {last}"


OWN: dict[str, Check] = {
    ", as the network gets them": lambda s, m: ends_are_whole(s[0]),
    ", at some of the inputs and outputs": lambda s, m: not ends_are_whole(s[0]),
    r"Of each layer, those neurons are drawn that matter most for one sample\.": lambda s, m: cuts_layers(s[0]),
    r"Drawn are the layers around the weight that changes most\.": lambda s, m: are_around_the_largest_change(s[0]),
    r"Drawn are the last layers\.": lambda s, m: (
        skips_layers(s[0]) and not any(changes(s[0])) and columns(s[0])[-1] == len(s[0].lesson.network.sizes) - 1
    ),
    "red and solid is positive, blue and dashed is negative; the thicker, the larger": lambda s, m: is_whole(s[0]),
    "red and solid is positive, blue and dashed is negative; drawn: (.*)": says_how_many,
    "drawn: ((?:input|hidden).*): (.* neurons)": lambda s, m: (
        says_which(s, m) and says_how_many(s, cast(re.Match[str], re.match("(.*)", m[2])))
    ),
    "what training has added to each weight and each bias": lambda s, m: is_whole(s[0]),
    r"what training has added; drawn: (\d.*)": says_how_many,
    "what training has added; drawn: ((?:input|hidden).*)": says_which,
    r"Of those drawn: the weight in the ring has changed most: by (?:about )?(\S+)\.": lambda s, m: (
        any(changes_drawn(s[0])) and is_close(number(m[1]), max(changes_drawn(s[0]), key=abs))
    ),
    r"Of those drawn: no weight has changed\.": lambda s, m: not is_whole(s[0]) and not any(changes_drawn(s[0])),
    "all rows": lambda s, m: rows(s[0]) <= 6,
    r"the first (\d+) of (\d+) rows": lambda s, m: numbers(m) == (6, rows(s[0])) and rows(s[0]) > 6,
    r"It says about the same to all of them\.": lambda s, m: says_the_same(s[0]),
    r"It doesn't say the same to all of them\.": lambda s, m: not says_the_same(s[0]),
    r"and every bias is zero\.": lambda s, m: {b for layer in s[0].lesson.network.layers for b in layer.biases} == {0},
    r"and some bias is not zero\.": lambda s, m: any(b for layer in s[0].lesson.network.layers for b in layer.biases),
    r"The weights move faster here than later on\.": is_faster_at_first,
    r"The weights move no faster here than later on\.": lambda s, m: not is_faster_at_first(s, m),
    r"Most weights are farther from zero than before\.": lambda s, m: farther(s[0]) > 0,
    r"Most weights are no farther from zero than before\.": lambda s, m: farther(s[0]) <= 0,
    r"On the way, some have changed sign\.": lambda s, m: flips(s[0]),
    r"None has changed its sign\.": lambda s, m: not flips(s[0]),
    r"The weight in the ring has changed most: by (?:about )?(\S+)\.": is_largest_change,
    r"No weight has changed\.": lambda s, m: not any(changes(s[0])),
    "Learned by heart": lambda s, m: all_near(s[0]),
    "Learned in part": lambda s, m: not all_near(s[0]) and improved(s[0]),
    "What it says after training": lambda s, m: not all_near(s[0]) and not improved(s[0]),
    "by less than a tenth": lambda s, m: span(s[0]) in (0, 1),
    "by less than a tenth of what the targets span": lambda s, m: span(s[0]) not in (0, 1),
    r"After training, each row gives nearly the right answer\.": lambda s, m: all_near(s[0]),
    r"After training, (\d+) of (\d+) rows give nearly the right answer\.": (
        lambda s, m: numbers(m) == (nearly_right(s[0], s[0].network), rows(s[0])) and not all_near(s[0])
    ),
    r"Training has brought the total error down from (?:about )?(.+) to (?:about )?(.+)\.": lambda s, m: (
        m[1] != m[2]
        and total(s[0], s[0].lesson.network) > total(s[0], s[0].network)
        and shows(m[1], total(s[0], s[0].lesson.network))
        and shows(m[2], total(s[0], s[0].network))
    ),
    r"The total error stays at (?:about )?(.+)\.": lambda s, m: (
        shows(m[1], total(s[0], s[0].lesson.network)) and shows(m[1], total(s[0], s[0].network))
    ),
    r"Training hasn't brought the total error down: .*": lambda s, m: (
        total(s[0], s[0].lesson.network) <= total(s[0], s[0].network)
    ),
}
TABLE = OWN | {pattern: check for pattern, check in LEARNING.items() if "total error" in pattern}


def four_bits(**settings: Any) -> Lesson:
    plan = find_plan("four-bit")
    assert isinstance(plan, Plan)
    return vary(plan, **settings).lesson()


def dead() -> Lesson:
    """Return a lesson whose hidden neurons are off for good: no weight ever changes."""
    lesson = values(8, lambda i, x: (0.0,), hidden=(2,), standardise=False, test_share=0, epochs=3)
    off = Layer([[0.0], [0.0]], [-5.0, -5.0], "relu")
    network = MLP([off, Layer([[1.0, 1.0]], [0.0], "identity")], "mean-squared-error")
    return replace(lesson, network=network)


def dead_and_deep() -> Lesson:
    """Return a lesson whose neurons in five hidden layers are off for good."""
    lesson = values(8, lambda i, x: (0.0,), hidden=(1,) * 5, standardise=False, test_share=0, epochs=3)
    off = [Layer([[0.0]], [-5.0], "relu") for _ in range(5)]
    return replace(lesson, network=MLP([*off, Layer([[1.0]], [0.0], "identity")], "mean-squared-error"))


def side(i: int, row: tuple[float, float]) -> int:
    return int(row[0] > 0)


def tell_part(study: Any) -> Any:
    """Tell of a network for a small part of which there is room."""
    return tell_weights(study, Room(1, 1, 1))


LESSONS = {
    "learned by heart": lambda: four_bits(epochs=3000, learning_rate=2.0),
    "too short": lambda: four_bits(epochs=3),
    "hopeless rate": lambda: four_bits(epochs=30, learning_rate=1e-9),
    "tanh": lambda: four_bits(epochs=300, activations=("tanh",)),
    "classes": lambda: points(30, side, hidden=(2,)),
    "no hidden layer": lambda: points(6, side, hidden=(), test_share=0, epochs=1),
    "nothing to be learned": dead,
    "too fast": lambda: values(20, lambda i, x: (3 * x,), activations=("tanh",), learning_rate=0.9, epochs=5),
    "it gets worse": lambda: values(20, lambda i, x: (x,), activations=("tanh",), learning_rate=1.2, epochs=9, seed=4),
    "deep": lambda: points(30, side, hidden=(3,) * 5, activations=("tanh",)),
    "its last layers change most": lambda: points(30, side, hidden=(3,) * 5, seed=5),
    "deepest": lambda: values(12, lambda i, x: (x,), hidden=(2,) * 8, activations=("tanh",), seed=3),
    "deep, nothing to be learned": dead_and_deep,
    "two outputs": lambda: values(12, lambda i, x: (x, -5 * x), 2, epochs=40),
}


@cache
def said(name: str, tell: Callable[[Any], Any]) -> list[str]:
    return hold(LESSONS[name](), tell, TABLE)


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_claimed_of_weights_is_true(name: str) -> None:
    assert said(name, tell_weights)


@pytest.mark.parametrize("name", LESSONS)
def test_what_is_claimed_of_the_weights_drawn_of_a_larger_network_is_true(name: str) -> None:
    assert said(name, tell_part)


@pytest.mark.slow
def test_every_sentence_is_said_of_some_lesson() -> None:
    every = {sentence for name in LESSONS for tell in (tell_weights, tell_part) for sentence in said(name, tell)}
    unsaid = [pattern for pattern in TABLE if not any(re.fullmatch(pattern, sentence) for sentence in every)]
    assert unsaid == []
