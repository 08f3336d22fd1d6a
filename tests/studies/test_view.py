"""What is shown of a network: all that there is room for, else what matters most, under its own numbers."""

from __future__ import annotations

import math
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from mathnet import MLP
from scenes.studies.view import MOST_NEURONS, MOST_TERMS, SOME_NEURONS, LayerView, View, view_of

sizes = st.lists(st.integers(1, 30), min_size=2, max_size=5)


def seen(shape: list[int], seed: int = 1) -> tuple[View, MLP, list[float]]:
    rng = Random(seed)
    network = MLP.initialised(shape, ["relu"] * (len(shape) - 2) + ["softmax"], "cross-entropy", rng)
    x = [rng.gauss(0, 1) for _ in range(shape[0])]
    return view_of(network.forward(x), (0,)), network, x


@given(sizes, st.integers(0, 99))
def test_a_layer_is_shown_whole_where_there_is_room_and_by_some_neurons_elsewhere(shape: list[int], seed: int) -> None:
    view, _, _ = seen(shape, seed)
    for size, layer in zip(shape, view.layers, strict=True):
        assert len(layer.shown) == (size if size <= MOST_NEURONS else SOME_NEURONS)
        assert list(layer.shown) == sorted(set(layer.shown))
        assert all(0 <= j < size for j in layer.shown)


@given(sizes, st.integers(0, 99))
def test_no_neuron_that_is_left_out_matters_more_than_one_that_is_shown(shape: list[int], seed: int) -> None:
    view, network, x = seen(shape, seed)
    trace = network.forward(x)
    for n, layer in enumerate(view.layers[:-1]):
        after = [trace.layers[n].neurons[j] for j in view.layers[n + 1].shown]
        importance = [sum(abs(neuron.products[k]) for neuron in after) for k in range(layer.size)]
        left_out = [importance[k] for k in range(layer.size) if k not in layer.shown]
        assert max(left_out, default=0.0) <= min(importance[k] for k in layer.shown)


@given(sizes, st.integers(0, 99))
def test_listed_products_the_others_and_the_bias_are_the_sum_of_a_neuron(shape: list[int], seed: int) -> None:
    view, network, x = seen(shape, seed)
    for n, layer in enumerate(network.forward(x).layers, start=1):
        for j, terms in view.products[n].items():
            neuron = layer.neurons[j]
            listed = [neuron.products[k] for k in terms.listed]
            rest = terms.others.value if terms.others else 0.0
            assert math.isclose(math.fsum([*listed, rest, neuron.bias]), neuron.z, rel_tol=1e-12, abs_tol=1e-12)
            count = terms.others.count if terms.others else 0
            assert len(listed) + count == len(neuron.products) and (count == 0) == (len(neuron.products) <= MOST_TERMS)


def test_the_true_class_is_shown_however_unlikely_it_is() -> None:
    rng = Random(3)
    network = MLP.initialised((4, 50), ["softmax"], "cross-entropy", rng)
    trace = network.forward([1.0, -2.0, 0.5, 3.0])
    least = min(range(50), key=lambda j: trace.output[j])
    likeliest = max(range(50), key=lambda j: trace.output[j])
    assert {least, likeliest} <= set(view_of(trace, (least,)).layers[-1].shown)


@given(sizes, st.integers(1, 9), st.integers(0, 99))
def test_with_other_room_as_many_neurons_are_shown_as_there_is_room_for(shape: list[int], room: int, seed: int) -> None:
    _, network, x = seen(shape, seed)
    view = view_of(network.forward(x), (), [room] * len(shape))
    assert [layer.count for layer in view.layers] == [min(size, room) for size in shape]


def test_the_gap_is_where_most_neurons_are_left_out() -> None:
    assert LayerView(64, (3, 4, 40, 41)).gap == 2
    assert LayerView(64, (3, 4, 5, 6)).gap == 4
    assert LayerView(4, (0, 1, 2, 3)).gap is None
