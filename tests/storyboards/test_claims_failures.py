"""What the films of failures claim is held against runs of the tests' own, for networks that fail in several ways."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from mathnet import MLP, History, TrainingSettings, UpdateTrace, train, update_from_batch
from scenes.lessons import Lesson
from scenes.storyboards.readout import digits
from scenes.storyboards.tell_dead import tell_dead
from scenes.storyboards.tell_twins import tell_twins
from scenes.storyboards.tell_vanishing import tell_vanishing
from scenes.studies.pair import FAILS, HELPED
from tests.quickly import slow_but
from tests.storyboards.claims import assert_claims_are_true
from tests.storyboards.failing import DEAD, TWINS, VANISHING

TELL = {"dead": tell_dead, "vanishing": tell_vanishing, "twins": tell_twins}
CASES = {"dead": DEAD, "vanishing": VANISHING, "twins": TWINS}
ALL = [(kind, name) for kind, cases in CASES.items() for name in cases]
Case = tuple[str, str]
DEEPEST = ("vanishing", "deep-sigmoid")  # takes seconds
TRIED = [pytest.param(case, marks=pytest.mark.slow) if case == DEEPEST else case for case in ALL]


@cache
def told(case: Case) -> Any:
    return TELL[case[0]](lesson(case))


def lesson(case: Case) -> Lesson:
    kind, name = case
    return CASES[kind][name]


@cache
def trained(case: Case, lane: int) -> History:
    """Return a run of the test's own, a step an epoch."""
    training, runner = lesson(case).training, told(case).study.runners[lane]
    assert training is not None
    epochs, together = training.settings.epochs, len(training.train)
    settings = TrainingSettings(runner.rate, epochs, together, shuffle=False, snapshot_every=1)
    return train(runner.networks[0], training.train, settings=settings).history


def stepped(case: Case, lane: int) -> tuple[MLP, ...]:
    """Return the network after each epoch."""
    return tuple(snapshot.network for snapshot in trained(case, lane).snapshots)


def losses(case: Case, lane: int) -> list[float]:
    return [record.train_loss for record in trained(case, lane).epochs]


def step(case: Case, network: MLP, rate: float) -> UpdateTrace:
    training = lesson(case).training
    assert training is not None
    pairs = zip(training.train.inputs, training.train.targets, strict=True)
    return update_from_batch(network, [network.backward(network.forward(x), y) for x, y in pairs], rate)


def ends_at(case: Case, lane: int, text: str) -> bool:
    return float(digits(text)) == pytest.approx(losses(case, lane)[-1], abs=6e-4)


def is_flat(case: Case) -> bool:
    late = losses(case, FAILS)[len(losses(case, FAILS)) // 2 :]
    return max(late) - min(late) <= 0.01 * max(late)


def is_halved(case: Case) -> bool:
    return losses(case, HELPED)[-1] < losses(case, HELPED)[0] / 2


def sums(case: Case, lane: int, epoch: int) -> np.ndarray:
    """Return the sums of the neuron that dies."""
    training, layer = lesson(case).training, stepped(case, lane)[epoch].layers[0]
    assert training is not None
    j = told(case).study.death.j
    return np.array([layer.weights[j][0] * x + layer.biases[j] for (x,) in training.train.inputs])


def is_always_on(case: Case) -> bool:
    return all((sums(case, HELPED, epoch) > 0).any() for epoch in range(len(stepped(case, HELPED))))


def died(case: Case) -> int:
    epochs = range(len(stepped(case, FAILS)))
    return max(epoch for epoch in epochs if (sums(case, FAILS, epoch) > 0).any()) + 1


def said(case: Case, epoch: int) -> np.ndarray:
    training, network = lesson(case).training, stepped(case, FAILS)[epoch]
    assert training is not None
    return np.array([network.forward(x).output[0] for x in training.train.inputs])


def is_flat_line(case: Case, epoch: int) -> bool:
    """Whether all that the network says is the bias of its output."""
    return set(said(case, epoch)) == {stepped(case, FAILS)[epoch].layers[-1].biases[0]}


def says_the_mean(case: Case) -> bool:
    training = lesson(case).training
    assert training is not None
    y = np.array(training.train.targets)[:, 0]
    return bool(np.abs(said(case, -1) - y.mean()).max() <= 0.01 * np.ptp(y))


def fallen_behind(case: Case) -> bool:
    """Whether the last layer's gradient has become a hundred times smaller in the run that fails."""
    start, end = (step(case, stepped(case, FAILS)[epoch], 1.0).layers[-1].weights for epoch in (0, -1))
    return bool(np.mean([abs(w.gradient) for w in end[0]]) < np.mean([abs(w.gradient) for w in start[0]]) / 100)


@cache
def sizes(case: Case, lane: int) -> np.ndarray:
    """Return the mean size of each layer's gradient at the start, by a step of rate one."""
    layers = step(case, told(case).study.runners[lane].networks[0], 1.0).layers
    return np.array([np.mean([abs(w.gradient) for row in layer.weights for w in row]) for layer in layers])


def spread(case: Case, lane: int) -> float:
    return float(sizes(case, lane).max() / sizes(case, lane).min())


def is_level(case: Case) -> bool:
    return spread(case, HELPED) < 100 and spread(case, FAILS) > 100 * spread(case, HELPED)


def moved(case: Case, lane: int) -> float:
    networks = stepped(case, lane)
    return float(np.abs(np.subtract(networks[-1].layers[0].weights, networks[0].layers[0].weights)).mean())


def are_twins(case: Case) -> bool:
    layers = [network.layers for network in stepped(case, FAILS)]
    return all(
        len(set(first.weights)) == len(set(first.biases)) == len(set(last.weights[0])) == 1 for first, last in layers
    )


TABLE = {
    r"Why does it stop learning\?": lambda c, _: is_flat(c) and losses(c, FAILS)[-1] > losses(c, HELPED)[-1],
    r"Why does it learn less\?": lambda c, _: not is_flat(c) and losses(c, FAILS)[-1] > losses(c, HELPED)[-1],
    r"One loss falls, to(?: about)? (\S+)\.": lambda c, m: is_halved(c) and ends_at(c, HELPED, m[1]),
    r"One loss ends at(?: about)? (\S+)\.": lambda c, m: not is_halved(c) and ends_at(c, HELPED, m[1]),
    r"The other gets stuck at(?: about)? (\S+)\. Why\?": lambda c, m: is_flat(c) and ends_at(c, FAILS, m[1]),
    r"The other ends higher, at(?: about)? (\S+)\. Why\?": lambda c, m: (
        not is_flat(c) and ends_at(c, FAILS, m[1]) and losses(c, FAILS)[-1] > losses(c, HELPED)[-1]
    ),
    r"This is the very first step:": lambda c, _: not (sums(c, FAILS, 1) > 0).any(),
    r"This is the fatal step:": lambda c, _: bool((sums(c, FAILS, 1) > 0).any()),
    r"Some of them are above zero all the time\.": lambda c, _: is_always_on(c),
    r"In the end, some of them are above zero\.": lambda c, _: (
        not is_always_on(c) and bool((sums(c, HELPED, -1) > 0).any())
    ),
    r"No neuron of the layer gives anything now\. All that is left is the output's bias: a flat line\.": lambda c, _: (
        is_flat_line(c, died(c))
    ),
    r"Grey is what gives nothing any more, for any of the points\.": lambda c, _: not is_flat_line(c, died(c)),
    r"Only that bias still moves, to the mean of the points\. The neuron stays off for ever\.": lambda c, _: (
        is_flat_line(c, died(c)) and says_the_mean(c)
    ),
    r"The training goes on, and the neuron stays where it is, for ever\.": lambda c, _: (
        not (is_flat_line(c, died(c)) and says_the_mean(c))
    ),
    r"At the left it says the mean of the points, for every x\. Errors up and down cancel: hardly any gradient is "
    r"left\.": lambda c, _: says_the_mean(c) and fallen_behind(c),
    r"In the end, even the last layer at the left has hardly any gradient\.": lambda c, _: (
        fallen_behind(c) and not says_the_mean(c)
    ),
    r"So the gradients are after the last step\.": lambda c, _: not fallen_behind(c),
    r"Layer by layer they shrink\.": lambda c, _: all(b < a for b, a in pairwise(sizes(c, FAILS))),
    r"With ReLU, and weights to match, the bars are about level\.": lambda c, _: is_level(c),
    r"Here are the gradients of both, before training\.": lambda c, _: not is_level(c),
    r"Now both train\. The first layer's weights hardly move at the left; at the right they do\.": lambda c, _: (
        moved(c, FAILS) < moved(c, HELPED) / 100
    ),
    r"Now both train\. Above stands how far weights of the first layer have moved, on average\.": lambda c, _: (
        moved(c, FAILS) >= moved(c, HELPED) / 100
    ),
    r"The twins never differ\.": lambda c, _: are_twins(c),
}


@pytest.mark.parametrize("case", TRIED, ids="-".join)
def test_what_is_claimed_of_a_failure_is_true(case: Case) -> None:
    said = assert_claims_are_true(told(case), case, TABLE)
    assert all(any(re.fullmatch(pattern, sentence) for pattern in TABLE) for sentence in said)


@pytest.mark.parametrize("name", DEAD)
def test_a_neuron_is_dead_from_its_death_on_and_not_before(name: str) -> None:
    case = ("dead", name)
    death = told(case).study.death
    on = [(sums(case, FAILS, epoch) > 0).any() for epoch in range(len(stepped(case, FAILS)))]
    assert on[death.epoch - 1] and not any(on[death.epoch :])
    fatal, none = told(case).study.steps
    assert fatal.network == stepped(case, FAILS)[death.epoch]
    changes = (none.layers[0].weights[death.j][0], none.layers[0].biases[death.j])
    assert [change.gradient for change in changes] == [0.0, 0.0]


@pytest.mark.parametrize("name", slow_but(VANISHING, "four", "uniform"))
def test_a_deep_network_of_sigmoids_gets_next_to_no_gradient_in_its_first_layer(name: str) -> None:
    case = ("vanishing", name)
    study = told(case).study
    assert study.sizes[FAILS][0] == pytest.approx(sizes(case, FAILS))
    assert study.times == pytest.approx(sizes(case, FAILS)[-1] / sizes(case, FAILS)[0]) and study.times >= 100
    assert max(slope for _, slope in study.sums) <= study.peak == 0.25


@pytest.mark.parametrize("name", TWINS)
def test_twins_give_the_same_bits_at_every_stage(name: str) -> None:
    study = told(("twins", name)).study
    assert {curve for stage in study.curves[FAILS] for curve in stage} == {stage[0] for stage in study.curves[FAILS]}
    assert set(study.spreads[FAILS]) == {0.0}
    assert study.spreads[HELPED][-1] > 0
