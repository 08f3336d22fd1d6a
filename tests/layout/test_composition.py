"""How a network stands in its box: nothing meets, nothing leaves, edges are long enough, all layers can be seen."""

from __future__ import annotations

from dataclasses import astuple, replace
from itertools import combinations, pairwise

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from scenes.layout.boxes import Box
from scenes.layout.composition import BESIDE, LEAST_EDGE, Composition, Labels, Needs, compose
from scenes.studies import LayerView
from tests.scenes.geometry import crossed

BOX = Box(-6.81, -3.6, 2.05, 1.75)
NEAR = 1e-9

whole = st.integers(1, 10).map(lambda size: LayerView(size, tuple(range(size))))
part = st.sets(st.integers(0, 63), min_size=8, max_size=8).map(lambda shown: LayerView(64, tuple(sorted(shown))))
networks = st.lists(st.one_of(whole, part), min_size=2, max_size=10)
small = st.lists(st.integers(1, 5).map(lambda size: LayerView(size, tuple(range(size)))), min_size=2, max_size=4)
needs = st.builds(
    Needs, st.tuples(st.floats(0.6, 2.6), st.just(0.6)), st.floats(0.5, 2.2), st.floats(0.2, 4.0), st.none()
)
labels = st.builds(Labels, st.tuples(st.floats(0.3, 1.5), st.just(0.2)), st.tuples(st.floats(0.6, 1.6), st.just(0.82)))
labelled = st.builds(
    Needs, st.tuples(st.floats(0.6, 1.6), st.just(0.6)), st.floats(0.5, 2.2), st.floats(0.2, 3.0), labels
)


def boxes(composition: Composition, window: range) -> list[Box]:
    """Return the boxes of all that stands in view: neurons, ⋮ and what is written on edges."""
    columns = composition.columns(window)
    neurons = [box for column in columns.layers for box in column.neurons.values()]
    gaps = [column.gap for column in columns.layers if column.gap]
    return [*neurons, *gaps, *(wire.label for wire in columns.wires.values())]


@given(networks, needs, st.floats(-0.75, BOX.right))
def test_nothing_in_view_meets_or_leaves_the_box(layers: list[LayerView], need: Needs, right: float) -> None:
    narrow = replace(BOX, right=right)
    composition = compose(layers, narrow, need)
    for window in composition.windows():
        placed = boxes(composition, window)
        assert not any(one.meets(other) for one, other in combinations(placed, 2))
        for box in placed:
            assert BOX.left - NEAR <= box.left and box.right <= right + NEAR
            assert BOX.bottom - NEAR <= box.bottom and box.top <= BOX.top + NEAR


@given(networks, needs)
def test_edges_are_long_enough_and_heads_apart(layers: list[LayerView], need: Needs) -> None:
    composition = compose(layers, BOX, need)
    for before, after in pairwise(composition.strip.layers):
        left, right = next(iter(before.neurons.values())), next(iter(after.neurons.values()))
        assert right.left - left.right >= LEAST_EDGE - NEAR
        assert after.middle - before.middle >= need.head


@given(networks, needs)
def test_names_have_the_room_they_need_unless_two_columns_need_it(layers: list[LayerView], need: Needs) -> None:
    composition = compose(layers, BOX, need)
    first = composition.columns(range(composition.first_count)).column(0)
    room = next(iter(first.neurons.values())).left - BOX.left - BESIDE
    assert room >= (0.0 if composition.names_above else need.names) or composition.first_count == 2


@given(networks, needs, st.data())
def test_every_layer_can_be_brought_into_view_with_the_one_before_it(
    layers: list[LayerView], need: Needs, data: st.DataObject
) -> None:
    composition = compose(layers, BOX, need)
    windows = list(composition.windows())
    now = data.draw(st.sampled_from(windows))
    for layer in range(1, len(layers)):
        window = composition.window_with(layer, now)
        assert {layer - 1, layer} <= set(window)
        assert window == now or not {layer - 1, layer} <= set(now)
        assert window in windows and len(window) >= 2


@given(networks, needs)
def test_all_is_in_view_where_all_columns_fit(layers: list[LayerView], need: Needs) -> None:
    composition = compose(layers, BOX, need)
    width = max(need.neuron[0] + LEAST_EDGE, need.head + 0.2) * (len(layers) - 1) + need.neuron[0]
    assume(width + max(need.names + BESIDE, need.head) + 0.1 <= BOX.width)
    assert composition.is_whole
    assert list(composition.windows()) == [range(len(layers))]


@given(networks, needs)
def test_columns_that_two_windows_show_move_together(layers: list[LayerView], need: Needs) -> None:
    composition = compose(layers, BOX, need)
    for one, other in pairwise(composition.windows()):
        before, after = composition.columns(one), composition.columns(other)
        along = composition.along(other) - composition.along(one)
        for layer in set(one) & set(other):
            assert abs(after.column(layer).middle - before.column(layer).middle - along) < NEAR


@given(small, labelled)
def test_what_is_written_on_a_small_network_meets_nothing(layers: list[LayerView], need: Needs) -> None:
    composition = compose(layers, BOX, need)
    assume(composition.is_labelled)
    (window,) = composition.windows()
    columns = composition.columns(window)
    placed = boxes(composition, window)
    assert not any(one.meets(other) for one, other in combinations(placed, 2))
    assert len(columns.wires) == sum(before.size * after.size for before, after in pairwise(layers))
    ends = np.array([[*wire.start, *wire.end] for wire in columns.wires.values()])
    for place, wire in columns.wires.items():
        box = columns.box(place.end)
        assert wire.end[0] - wire.start[0] >= LEAST_EDGE - NEAR
        assert wire.end[0] < wire.label.left and wire.label.right < box.left
        assert box.bottom <= wire.end[1] <= box.top
        assert not crossed(ends, np.array(astuple(wire.label))).any()


def test_a_small_network_is_written_on_and_one_too_wide_for_that_is_not() -> None:
    layers = [LayerView(2, (0, 1))] * 3
    need = Needs((1.0, 0.6), 1.0, 0.5, Labels((0.7, 0.2), (1.1, 0.82)))
    composition = compose(layers, BOX, need)
    assert composition.is_labelled and composition.scale > 1
    wide = Needs((1.0, 0.6), 1.0, 0.5, Labels((3.0, 0.2), (1.1, 0.82)))
    assert not compose(layers, BOX, wide).is_labelled
