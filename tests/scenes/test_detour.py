"""Numbers on their way go around what is written in between."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scenes.layout.boxes import Box
from scenes.layout.formats import LANDSCAPE
from scenes.mobjects.arrival import Arrive
from scenes.mobjects.detour import HARDLY, TIMES, box_of, boxes_of, hop, way_aside
from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import Readout

HALF = Readout("half", 0.5, "0.50")
FRAME = LANDSCAPE.frame
places = st.tuples(st.floats(-6, 6), st.floats(-3, 3))
boxes = st.builds(lambda at, wide: np.array([at[0], at[1], at[0] + wide, at[1] + 0.2]), places, st.floats(0.2, 1.5))


def covered(way, others):
    """Return for each time whether one of the others is covered."""
    return np.array([[Box(*at).meets(Box(*other)) for other in others] for at in way]).any(axis=1)


def way_of(start, end, aside):
    return start + TIMES[:, None] * (end - start) + np.outer(hop(TIMES), np.tile(aside[:2], 2))


@pytest.mark.parametrize(
    ("start", "end"),
    [((-4.0, -0.1), (4.0, -0.1)), ((2.0, 0.0), (-2.0, 0.0)), ((0.0, 0.6), (0.0, -0.7)), ((3.0, 0.5), (-3.0, -0.5))],
)
def test_a_number_never_covers_a_word_between_its_places(start, end):
    word, line = TextLine(("between",), (0.0, -0.1), "center"), TextLine((HALF,), end)
    arrival = Arrive(line, {"half": TextLine((HALF,), start).part(0)}, boxes=boxes_of([word], FRAME))
    arrival.begin()
    seen = []
    for time in TIMES:
        arrival.interpolate(time)
        seen.append(box_of(line.part(0).points))
    assert not covered(seen, [box_of(word.part(0).points)]).any()
    assert covered(way_of(seen[0], seen[-1], np.zeros(3)), [box_of(word.part(0).points)]).any()


def test_it_goes_straight_where_nothing_stands_between():
    word = TextLine(("beside",), (0.0, 2.0))
    start, end = (box_of(TextLine((HALF,), at).part(0).points) for at in ((-4.0, 0.0), (4.0, 0.0)))
    assert np.array_equal(way_aside(start, end, boxes_of([word], FRAME)), np.zeros(3))


def test_what_cannot_be_seen_is_in_nobodys_way():
    word = TextLine(("unseen",), (0.0, -0.1), "center").set_opacity(0)
    assert len(boxes_of([word], FRAME)) == len(boxes_of([], FRAME))


@given(boxes, boxes, st.lists(boxes, max_size=8))
def test_no_way_is_longer_over_text_than_the_straight_one_or_leaves_the_frame(start, end, others):
    assume(not any(Box(*start).meets(Box(*other)) or Box(*end).meets(Box(*other)) for other in others))
    aside = way_aside(start, end, np.array([*boxes_of([], FRAME), *others]))
    way, straight = way_of(start, end, aside), way_of(start, end, np.zeros(3))
    if others:
        assert covered(way, others).mean() <= covered(straight, others).mean() + HARDLY
    inside = [FRAME.contains(Box(*at)) for at in way]
    assert np.mean(inside) >= np.mean([FRAME.contains(Box(*at)) for at in straight]) - HARDLY


@given(boxes, boxes, st.lists(boxes, max_size=8))
def test_a_way_begins_and_ends_at_its_places(start, end, others):
    way = way_of(start, end, way_aside(start, end, np.array([*boxes_of([], FRAME), *others])))
    assert np.array_equal(way[0], start) and np.allclose(way[-1], end, atol=1e-12)
