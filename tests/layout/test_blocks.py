"""Layers as blocks of dots: all neurons within the area, none upon another, whatever the sizes."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from scenes.layout.blocks import lay_out_blocks
from scenes.layout.boxes import Box

AREA = Box(-3.75, -3.15, 2.55, 1.35)
sizes = st.lists(st.integers(1, 1100), min_size=1, max_size=9)


@given(sizes)
def test_blocks_stand_side_by_side_within_the_area(layers: list[int]) -> None:
    blocks = lay_out_blocks(layers, AREA)
    assert [block.count for block in blocks] == layers
    for block in blocks:
        assert AREA.left - 1e-9 <= block.box.left and block.box.right <= AREA.right + 1e-9
        assert AREA.bottom - 1e-9 <= block.box.bottom and block.box.top <= AREA.top + 1e-9
        assert block.rows * block.columns >= block.count > (block.rows - 1) * block.columns
    for one, other in pairwise(blocks):
        assert other.box.left - one.box.right > 0.2


@given(st.integers(1, 1100))
def test_every_neuron_has_a_place_of_its_own_within_its_block(count: int) -> None:
    (block,) = lay_out_blocks([count], AREA)
    places = [block.place(j) for j in range(count)]
    assert len({(round(x, 9), round(y, 9)) for x, y in places}) == count
    assert all(block.box.left < x < block.box.right and block.box.bottom < y < block.box.top for x, y in places)
    assert (
        block.box.width / block.columns == block.box.height / block.rows
        or abs(block.box.width / block.columns - block.box.height / block.rows) < 1e-9
    )
