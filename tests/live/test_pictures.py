"""What is drawn on the pad becomes the picture that the data set's own digits are made as: held against numpy."""

import numpy as np
import pytest

from tests.live.made import page

pytestmark = pytest.mark.slow

SEEN = """([side, strokes, rows, columns]) => {
    const paper = { side, ink: new Float64Array(side * side) };
    for (const line of strokes) {
        line.forEach(([x, y], i) => {
            const [before, now] = [line[Math.max(0, i - 1)], [x, y]].map(([x, y]) => ({ x, y }));
            Pictures.stroke(paper, before, now);
        });
    }
    return [[...paper.ink], [...Pictures.seen(paper, [rows, columns])]];
}"""
SIDE = 200
DRAWINGS = {
    "seven": [[(40, 30), (150, 35), (80, 170)]],
    "small, in a corner": [[(20, 20), (40, 22), (30, 50)]],
    "wide": [[(10, 100), (190, 110)]],
    "a dot": [[(120, 60)]],
    "over the edge": [[(-20, 100), (220, 60)], [(70, 10), (80, 230)]],
    "two strokes": [[(50, 50), (140, 60)], [(95, 40), (90, 160)]],
}


def ink_of(strokes, pen=8.0):
    """Return the ink that a round pen leaves: 1 within its radius, fading over one cell at its rim."""
    y, x = np.mgrid[0:SIDE, 0:SIDE] + 0.5
    ink = np.zeros((SIDE, SIDE))
    for line in strokes:
        for (x0, y0), (x1, y1) in zip([line[0], *line], line, strict=False):
            length = (x1 - x0) ** 2 + (y1 - y0) ** 2
            along = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length, 0, 1) if length else 0.0
            distance = np.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0))
            ink = np.maximum(ink, np.clip(pen + 0.5 - distance, 0, 1))
    return ink


def averages(size, parts):
    """Return the matrix that takes `size` cells to the averages over `parts` equal stretches of them."""
    edges = np.linspace(0, size, parts + 1)
    cells = np.arange(size)
    covered = np.minimum(edges[1:, None], cells + 1) - np.maximum(edges[:-1, None], cells)
    return np.clip(covered, 0, None) * parts / size


def cut(ink):
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def resized(ink, rows, columns):
    return averages(ink.shape[0], rows) @ ink @ averages(ink.shape[1], columns).T


def half_up(value):
    return int(np.floor(value + 0.5))


def as_mnist(ink, shape=(28, 28)):
    drawn = cut(ink)
    scale = half_up(min(shape) * 20 / 28) / max(drawn.shape)
    small = resized(drawn, *(max(1, half_up(length * scale)) for length in drawn.shape))
    picture = np.zeros(shape)
    corner = []
    for axis, (room, length) in enumerate(zip(shape, small.shape, strict=True)):
        centre = (small.sum(axis=1 - axis) * np.arange(length)).sum() / small.sum()
        corner.append(int(np.clip(half_up(room // 2 - centre), 0, room - length)))
    picture[corner[0] : corner[0] + small.shape[0], corner[1] : corner[1] + small.shape[1]] = small
    return picture


def as_optdigits(ink):
    drawn = cut(ink)
    wide = max(1, min(24, half_up(drawn.shape[1] * 32 / drawn.shape[0])))
    bitmap = np.zeros((32, 32))
    left = (32 - wide) // 2
    bitmap[:, left : left + wide] = resized(drawn, 32, wide) >= 0.5
    return bitmap.reshape(8, 4, 8, 4).sum(axis=(1, 3)) / 16


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_fitted_and_centred_as_mnists_digits_are(browse, name):
    ink, seen = browse(page("by-hand")).evaluate(SEEN, [SIDE, DRAWINGS[name], 28, 28])
    assert np.allclose(np.reshape(ink, (SIDE, SIDE)), ink_of(DRAWINGS[name]), atol=1e-12)
    picture = np.reshape(seen, (28, 28))
    assert np.allclose(picture, as_mnist(ink_of(DRAWINGS[name])), atol=1e-9)
    rows, columns = np.flatnonzero(picture.any(axis=1)), np.flatnonzero(picture.any(axis=0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20 and picture.min() >= 0 and picture.max() <= 1 + 1e-12
    centre = (picture.sum(axis=1) @ np.arange(28) / picture.sum(), picture.sum(axis=0) @ np.arange(28) / picture.sum())
    assert np.allclose(centre, 14, atol=0.5 + 1e-9)


@pytest.mark.parametrize("name", DRAWINGS)
def test_a_drawing_is_counted_in_blocks_as_the_8_by_8_digits_are(browse, name):
    _, seen = browse(page("by-hand")).evaluate(SEEN, [SIDE, DRAWINGS[name], 8, 8])
    assert np.allclose(np.reshape(seen, (8, 8)), as_optdigits(ink_of(DRAWINGS[name])), atol=1e-12)
    assert all(float(value * 16).is_integer() for value in seen)


def test_other_pictures_are_fitted_alike(browse):
    _, seen = browse(page("by-hand")).evaluate(SEEN, [SIDE, DRAWINGS["seven"], 14, 20])
    assert np.allclose(np.reshape(seen, (14, 20)), as_mnist(ink_of(DRAWINGS["seven"]), (14, 20)), atol=1e-9)


def test_of_a_blank_pad_nothing_is_seen(browse):
    for side in (8, 28):
        _, seen = browse(page("by-hand")).evaluate(SEEN, [SIDE, [], side, side])
        assert seen == [0.0] * side**2
