"""The chain rule as it is drawn, and what runs along the edges of a network."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from scenes.layout.formats import FORMATS
from scenes.layout.network_stage import STAGES
from scenes.mobjects.chain import ChainSheet, width_of_chain
from scenes.mobjects.diagram import Edge, Turning
from scenes.mobjects.pulse import Pulse
from scenes.storyboards.chain import Chain
from scenes.storyboards.tell_backpropagation import tell_backpropagation
from scenes.studies import Weight, study
from scenes.style import BACKWARD
from tests.storyboards.test_backpropagation import wide


def chain_with(outputs: int) -> Chain:
    (chain,) = tell_backpropagation(study(wide(outputs))).chains
    return chain


@pytest.mark.parametrize("outputs", [2, 5, 6, 30])
@pytest.mark.parametrize("form", FORMATS)
def test_all_of_a_chain_is_within_its_panel_with_a_strand_for_each_way(form: str, outputs: int) -> None:
    chain = chain_with(outputs)
    assert chain.ways is not None
    area = STAGES[form].widened(width_of_chain(chain)).panel
    sheet = ChainSheet(chain, area)
    assert len(sheet.fan) == len(sheet.rows) == len(chain.ways.rows) + len(chain.ways.rest)
    assert area.left - 1e-9 <= sheet.get_left()[0] and sheet.get_right()[0] <= area.right + 1e-9
    assert sheet.get_bottom()[1] >= area.bottom


def test_the_knots_go_from_the_loss_down_to_the_weight_and_each_number_stands_at_its_own() -> None:
    chain = chain_with(3)
    sheet = ChainSheet(chain, STAGES["landscape"].panel)
    heights = [knot.get_y() for knot in sheet.knots]
    assert all(above > below for above, below in pairwise(heights))
    for result, height in zip(sheet.results, heights[1:], strict=True):
        assert abs(result[-1].get_y() - height) < 0.1
    for factor, (above, below) in zip(sheet.factors, pairwise(heights[1:]), strict=True):
        assert below < factor[-1].get_y() < above


def edge(weight: float) -> Edge:
    return Edge(Weight(1, 0, 0), np.array([0.0, 0.0, 0.0]), np.array([4.0, 2.0, 0.0]), weight, 2.0, 1.0)


@pytest.mark.parametrize("back", [False, True])
def test_a_pulse_leaves_one_end_of_its_edge_and_comes_to_the_other(back: bool) -> None:
    start, end = ((4.0, 2.0), (0.0, 0.0)) if back else ((0.0, 0.0), (4.0, 2.0))
    pulse = Pulse([edge(1.0)], BACKWARD, back)
    for alpha, place in ((0.0, start), (1.0, end)):
        pulse.interpolate_mobject(alpha)
        assert np.allclose(pulse.mobject.points[:, :2], place)
    pulse.interpolate_mobject(0.5)
    x, y, _ = pulse.mobject.points.T
    assert np.allclose(y, x / 2) and 0 < x.min() < x.max() < 4


def test_an_edge_that_turns_ends_as_the_edge_of_its_new_weight_is_drawn() -> None:
    turned, wanted = edge(1.5), edge(-0.5)
    change = Turning(turned, -0.5)
    widths = []
    for alpha in (0.0, 0.7, 0.75, 0.8, 1.0):
        change.interpolate_mobject(alpha)
        widths.append(turned.stroke_width)
    assert widths[2] == min(widths), "thinnest where its weight is 0"
    assert np.allclose(turned.points, wanted.points) and turned.stroke_width == wanted.stroke_width
    assert turned.get_stroke_color() == wanted.get_stroke_color()
