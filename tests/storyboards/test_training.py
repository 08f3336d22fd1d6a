"""The stories of training: what they show was recorded or worked out, and nothing of it meets anything else."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.storyboards.training import choose, logarithmic_scale, passages, scale
from scenes.storyboards.training_labels import Box, lay_out

AREA = Box(-6.8, -3.6, 5.4, 2.5)
LABEL = (0.86, 0.2)


@given(st.lists(st.integers(1, 9), min_size=2, max_size=4))
def test_no_label_meets_another_or_a_foreign_edge(sizes: list[int]) -> None:
    try:
        layout = lay_out(sizes, AREA, LABEL, 1.02)
    except ValueError as refusal:
        assert "expected fewer neurons" in str(refusal)
        return
    wires = [wire for rows in layout.wires for row in rows for wire in row]
    neurons = [box for column in layout.neurons for box in column]
    strokes = [(wire.start, wire.end) for wire in wires] + list(layout.trunks)
    boxes = [wire.label for wire in wires]
    assert not any(one.meets(other) for one, other in combinations([*boxes, *neurons], 2))
    for start, end in strokes:
        assert not any(box.is_crossed(start, end) for box in boxes)
    for box in [*boxes, *neurons]:
        assert AREA.left - 1e-9 <= box.left and box.right <= AREA.right + 1e-9
        assert AREA.bottom - 1e-9 <= box.bottom and box.top <= AREA.top + 1e-9


@pytest.mark.parametrize("hidden", range(1, 10))
def test_four_bits_have_room_for_nine_hidden_neurons(hidden: int) -> None:
    layout = lay_out((4, hidden, 2), AREA, LABEL, 1.02)
    assert [len(column) for column in layout.neurons] == [4, hidden, 2]


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6), st.integers(3, 6))
def test_ticks_are_few_round_and_on_the_scale(low: float, span: float, most: int) -> None:
    own = scale(low, low + span, most)
    assert 1 <= len(own.ticks) <= most + 1
    assert all(low - 1e-6 * span <= tick <= low + span * (1 + 1e-6) for tick in own.ticks)


@given(st.lists(st.floats(1e-9, 1e9), min_size=1))
def test_logarithmic_ticks_are_powers_of_ten_on_the_scale(values: list[float]) -> None:
    own = logarithmic_scale(values)
    assert own.low < own.high
    assert own.ticks
    assert all(own.low <= tick <= own.high and f"{tick:e}".startswith("1.000000e") for tick in own.ticks)


@given(st.integers(2, 20_000), st.integers(2, 100))
def test_the_first_and_the_last_snapshot_are_shown(snapshots: int, stages: int) -> None:
    chosen = choose(snapshots, stages)
    assert chosen[0] == 0
    assert chosen[-1] == snapshots - 1
    assert len(chosen) <= stages
    assert list(chosen) == sorted(set(chosen))


@given(st.integers(2, 200))
def test_passages_follow_each_other_without_a_gap(stages: int) -> None:
    run = passages(stages, ((), (), ()), (0.1, 0.5, 1.0))
    assert run[0].first == 0
    assert run[-1].last == stages - 1
    assert all(one.last == other.first for one, other in pairwise(run))
