"""While a chart reaches further up, and back, no number at its axis is written over another."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scenes.layout.boxes import Box
from scenes.mobjects.text import TextLine
from scenes.mobjects.zoom import ZoomChart
from scenes.storyboards.charts import Axis, Chart, Curve, tick_texts
from scenes.storyboards.readout import Readout

AREA = Box(-6.0, -3.5, 2.0, -1.0)


def axis(*ticks: float) -> Axis:
    texts = tick_texts(ticks, each=True)
    numbers = (Readout(f"ticks[{i}]", tick, text) for i, (tick, text) in enumerate(zip(ticks, texts, strict=True)))
    return Axis(ticks[0], 3 * ticks[-1], tuple(numbers), logarithmic=True)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((0.1, 1.0), (0.1, 10.0, 1000.0)),
        ((0.1, 10.0, 1e3, 1e5), (0.1, 1e3, 1e7, 1e11)),
        ((0.1, 1e6, 1e13, 1e20), (0.1, 1e53, 1e107, 1e161)),
    ],
)
def test_numbers_of_two_axes_are_never_seen_over_each_other(
    first: tuple[float, ...], second: tuple[float, ...]
) -> None:
    across = Axis(0.0, 10.0, ())
    chart = Chart((), across, axis(*first), (Curve("", ((0.0, 1.0), (10.0, first[-1])), ()),), (0, 10))
    shown = ZoomChart(chart, {1: axis(*second)}, AREA, 0.33, 1.0, ("#ffffff",))
    for frame in (shown.climbs[1], shown.first):
        zoom = shown.zoom(frame, 1, 1.0)
        zoom.begin()
        for step in range(41):
            zoom.interpolate(step / 40)
            lines = [part for own in (zoom.old, zoom.new) for _, part in own.rungs if isinstance(part, TextLine)]
            seen = sorted((one.get_bottom()[1], one.get_top()[1]) for one in lines if one.part(0).get_fill_opacity())
            assert all(low[1] <= high[0] for low, high in pairwise(seen))
            assert seen or 0 < step < 40
        zoom.finish()
        zoom.clean_up_from_scene(None)
