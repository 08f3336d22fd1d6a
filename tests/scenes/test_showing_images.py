"""Places and dashes of the films of reading: nothing meets, nothing leaves its area, dashes stay on their line."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scenes.layout.boxes import Box
from scenes.mobjects.charts import DASH, HOLE, dashed, straight
from scenes.mobjects.image_mistakes import LARGEST, Columns
from scenes.mobjects.image_training import grid
from scenes.studies.image_training import DRAWN, WATCHED, study_image_training
from scenes.studies.rasters import rasters
from tests.storyboards.read_images import LESSONS

AREA = Box(-6.8, -3.85, 6.8, 2.0)
NEARLY = 1e-9


@given(st.integers(1, 60), st.floats(0.4, 2.3), st.floats(0.4, 1.2))
def test_pictures_on_show_have_room_for_their_texts_and_meet_nothing(count: int, least: float, below: float) -> None:
    columns = Columns(count, AREA, below, least)
    cells = columns.cells()
    if columns.side <= 0:  # of so many, with so much text
        return
    whole = [
        Box(cell.middle[0] - columns.pitch / 2, cell.bottom - below, cell.middle[0] + columns.pitch / 2, cell.top)
        for cell in cells
    ]
    assert columns.pitch >= min(least, AREA.width / columns.across) - NEARLY
    assert all(cell.width <= LARGEST + NEARLY for cell in cells)
    assert all(AREA.bottom - NEARLY <= box.bottom and box.top <= AREA.top + NEARLY for box in whole)
    assert all(AREA.left - NEARLY <= box.left and box.right <= AREA.right + NEARLY for box in whole)
    shrunk = [Box(box.left + NEARLY, box.bottom + NEARLY, box.right - NEARLY, box.top - NEARLY) for box in whole]
    assert not any(one.meets(other) for one, other in combinations(shrunk, 2))


@given(st.integers(1, 12))
def test_boxes_of_a_grid_meet_nothing(count: int) -> None:
    boxes = grid(count, AREA)
    assert len(boxes) == count
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


@given(st.lists(st.tuples(st.floats(0.01, 0.6), st.floats(-1, 1)), min_size=1, max_size=30))
def test_dashes_lie_on_their_line_with_holes_between_them(steps: list[tuple[float, float]]) -> None:
    path = np.array([[0.0, 0.0, 0.0], *np.cumsum([(x, y, 0.0) for x, y in steps], axis=0)])
    pieces = dashed(straight(path[:-1], path[1:])).reshape(-1, 4, 3)
    lengths = np.linalg.norm(np.diff(path, axis=0), axis=1)
    marks = np.concatenate([[0.0], np.cumsum(lengths)])
    # the line moves to the right, so where a point is along it follows from its x
    spots = [np.interp(piece[[0, 3], 0], path[:, 0], marks) for piece in pieces]
    for (start, end), piece in zip(spots, pieces, strict=True):
        assert np.abs(np.interp(piece[[0, 3], 0], path[:, 0], path[:, 1]) - piece[[0, 3], 1]).max() < 1e-6
        assert (start + 1e-6) % (DASH + HOLE) <= DASH + 2e-6 and end - start <= DASH + 1e-6
    drawn = sum(end - start for start, end in spots)
    periods, rest = divmod(marks[-1], DASH + HOLE)
    assert abs(drawn - (periods * DASH + min(rest, DASH))) < 1e-6
    assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(spots))


@given(st.lists(st.lists(st.floats(-5, 5), min_size=4, max_size=4), min_size=1, max_size=5))
def test_rasters_of_one_scale_span_all_their_values(rows: list[list[float]]) -> None:
    found = rasters(rows, 2)
    assert len({(one.low, one.high) for one in found}) == 1
    assert all(one.low <= value <= one.high for one in found for value in one.values)


def test_images_that_turn_right_are_watched_before_others() -> None:
    for make in LESSONS.values():
        study = study_image_training(make())
        turned = sum(one.turned for one in study._every())
        watched = study.watched
        assert len(watched) <= WATCHED
        assert sum(one.turned for one in watched) == min(turned, WATCHED)
        assert [one.last_wrong for one in watched] == sorted(one.last_wrong for one in watched)
        weights = [image for stage in study.stages for image in stage.weights]
        assert len(weights) <= DRAWN * len(study.stages)
        assert len({(image.low, image.high) for image in weights}) == 1, "one scale for all epochs"
