"""The way back from an answer: what weighs most at each neuron, from the prediction to an input."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest

from mathnet import MLP, Layer
from scenes.lessons import Lesson, Sample
from scenes.studies import study

SHAPES = [
    ((3, 5, 2), "softmax", "cross-entropy"),
    ((30, 40, 20, 12), "softmax", "cross-entropy"),
    ((2, 1), "identity", "mean-squared-error"),
]


def lesson(network: MLP, seed: int) -> Lesson:
    rng, (inputs, *_, outputs) = Random(seed), network.sizes
    x = tuple(rng.gauss(0, 1) for _ in range(inputs))
    target = (1.0, *([0.0] * (outputs - 1)))
    names = tuple(f"f{k}" for k in range(inputs)), tuple(f"c{j}" for j in range(max(outputs, 1)))
    return Lesson("way", "way", network, (Sample(x, target),), *names)


@pytest.mark.parametrize(("sizes", "output", "loss"), SHAPES)
def test_it_leads_from_the_prediction_to_an_input_along_the_largest_drawn_terms(
    sizes: tuple[int, ...], output: str, loss: str
) -> None:
    activations = ("tanh",) * (len(sizes) - 2) + (output,)
    told = study(lesson(MLP.initialised(sizes, activations, loss, Random(3)), 1))
    way = told.way_back
    assert [weight.layer for weight in way] == list(range(len(sizes) - 1, 0, -1))
    assert way[0].j == max(range(sizes[-1]), key=lambda j: told.forward.output[j])
    assert all(later.end == earlier.start for earlier, later in pairwise(way))
    for weight in way:
        a = told.forward.x if weight.layer == 1 else told.forward.layers[weight.layer - 2].a
        row = told.network.layers[weight.layer - 1].weights[weight.j]
        drawn = told.view.layers[weight.layer - 1].shown
        assert abs(row[weight.k] * a[weight.k]) == max(abs(row[k] * a[k]) for k in drawn)


def test_there_is_none_through_a_sum_of_nothing() -> None:
    network = MLP([Layer([[1.0]], [-9.0], "relu"), Layer([[1.0]], [0.5], "identity")], "mean-squared-error")
    assert study(lesson(network, 1)).way_back == ()
