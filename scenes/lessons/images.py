"""Images as samples: a feature is a pixel, from 0 (background) to 1, row by row.

>>> name_pixels((2, 2))
('pixel 1,1', 'pixel 1,2', 'pixel 2,1', 'pixel 2,2')
"""

from __future__ import annotations

from dataclasses import replace

from scenes.lessons.data import Data, LessonError, check_shape


def name_pixels(shape: tuple[int, int]) -> tuple[str, ...]:
    """Return the name of each pixel, "pixel row,column", counted from 1."""
    rows, columns = shape
    return tuple(f"pixel {row},{column}" for row in range(1, rows + 1) for column in range(1, columns + 1))


def as_images(data: Data, shape: tuple[int, int]) -> Data:
    """Return a table of grey levels as images of `shape`: levels above 1 are all divided by the largest one.

    Raises LessonError if there aren't as many features as pixels, or a level is negative.
    """
    check_shape(shape, len(data.features))
    for name, levels in zip(data.features, zip(*data.rows, strict=True), strict=True):
        if min(levels) < 0:
            raise LessonError(
                f"the image: expected grey levels of 0 or more, given {min(levels):g} in column {name!r}."
            )
    white = max(1.0, max(map(max, data.rows)))
    pixels = tuple(tuple(level / white for level in row) for row in data.rows)
    return replace(data, features=name_pixels(shape), rows=pixels, image=shape)
