"""Where neurons stand: each in its own place, in the order of their numbers, within their part of the frame."""

from __future__ import annotations

from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from scenes.layout.boxes import Box
from scenes.layout.columns import Columns, lay_out_columns
from scenes.studies import LayerView

AREA = Box(-3.95, -3.6, 2.05, 1.75)
WIDTH = 1.02

whole = st.integers(1, 10).map(lambda size: LayerView(size, tuple(range(size))))
part = st.sets(st.integers(0, 63), min_size=8, max_size=8).map(lambda shown: LayerView(64, tuple(sorted(shown))))
layers = st.lists(st.one_of(whole, part), min_size=2, max_size=5)


def boxes(columns: Columns) -> list[Box]:
    """Return all boxes, those of the ⋮ too."""
    neurons = [box for column in columns.layers for box in column.neurons.values()]
    return neurons + [column.gap for column in columns.layers if column.gap]


@given(layers, st.sampled_from((WIDTH, None)))
def test_no_neuron_meets_another_or_leaves_its_area(seen: list[LayerView], width: float | None) -> None:
    placed = boxes(lay_out_columns(seen, AREA, 0.6, width))
    assert not any(one.meets(other) for one, other in combinations(placed, 2))
    for box in placed:
        assert AREA.left - 1e-9 <= box.left and box.right <= AREA.right + 1e-9
        assert AREA.bottom - 1e-9 <= box.bottom and box.top <= AREA.top + 1e-9


@given(layers)
def test_neurons_stand_in_the_order_of_their_numbers_with_the_gap_where_most_are_left_out(
    seen: list[LayerView],
) -> None:
    for layer, column in zip(seen, lay_out_columns(seen, AREA, 0.6, WIDTH).layers, strict=True):
        assert tuple(column.neurons) == layer.shown
        heights = [box.middle[1] for box in column.neurons.values()]
        assert all(above > below for above, below in pairwise(heights))
        assert (column.gap is None) == layer.is_whole
        if column.gap:
            above = sum(height > column.gap.middle[1] for height in heights)
            left_out = [
                after - before for before, after in zip(layer.shown, (*layer.shown[1:], layer.size), strict=True)
            ]
            assert left_out[above - 1] == max(left_out)


@given(layers)
def test_all_neurons_are_alike(seen: list[LayerView]) -> None:
    placed = boxes(lay_out_columns(seen, AREA, 0.6, WIDTH))
    assert len({(round(box.width, 9), round(box.height, 9)) for box in placed}) == 1
