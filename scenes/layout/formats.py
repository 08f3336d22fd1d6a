"""The formats that a film can be laid out for: how large the frame is, and where heading and captions stand in it.

Text has one size in all of them. A picture of 1080 pixels is as wide as one of 1920 × 1080 is high.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from scenes.layout.boxes import Box, Point
from scenes.lessons import LessonError
from scenes.style import FRAME_HEIGHT, FRAME_WIDTH, MARGIN, VIEW_HEIGHT, VIEW_WIDTH

FORMAT = "MATHNET_FORMAT"  # in the environment
TITLE_DOWN, ASIDE_DOWN = 0.62, 0.46  # from the top to the title's baseline, and from there to the aside's
NARROW = VIEW_HEIGHT  # the width of what is as wide as the other is high
BAND = 1.5  # below a narrow picture: room for three lines of captions
LEADING = 0.4  # of lines that one thing is said on


@dataclass(frozen=True, slots=True)
class Format:
    """A `frame` around (0, 0), what a film shows, and the `view` of the picture, with the band of captions below it.

    `sides` is the picture's width to its height. An aside has `aside_lines` at most. A caption of so many lines has
    `captions[lines - 1]` as baselines, as far below the frame.
    """

    name: str
    frame: Box
    view: Box
    sides: tuple[int, int]
    aside_lines: int
    captions: tuple[tuple[float, ...], ...]

    @property
    def left(self) -> float:
        return self.frame.left + MARGIN

    @property
    def right(self) -> float:
        return self.frame.right - MARGIN

    @property
    def width(self) -> float:
        """How wide what a film shows may be."""
        return self.right - self.left

    @property
    def band(self) -> Box:
        """Where captions stand."""
        return Box(self.left, self.view.bottom, self.right, self.frame.bottom)

    @property
    def title_y(self) -> float:
        """The baseline of a title."""
        return self.frame.top - TITLE_DOWN

    @property
    def aside_y(self) -> float:
        """The first baseline of what is said in passing under a title."""
        return self.title_y - ASIDE_DOWN

    @property
    def note_y(self) -> float:
        """The baseline of what may be noted at the right of the aside, or below it where that may be long."""
        return self.aside_y - (0.0 if self.aside_lines == 1 else self.aside_lines * LEADING + 0.06)

    @property
    def corner(self) -> Point:
        """Where a line at the right of a title ends."""
        return self.right, self.title_y

    def pixels(self, width: int, height: int) -> tuple[int, int]:
        """Return the size in pixels of a picture of this format whose shorter side is that of width × height."""
        if self.name == LANDSCAPE.name:
            return width, height
        short, (across, down) = min(width, height), self.sides
        return short, 2 * round(short * down / across / 2)


def _format(
    name: str,
    frame: tuple[float, float],
    band: float,
    sides: tuple[int, int],
    aside_lines: int,
    captions: tuple[tuple[float, ...], ...],
) -> Format:
    """Return the format of a frame of that size, whose picture may be wider than it, over a band."""
    width, height = frame
    high = height + band
    wide = high * sides[0] / sides[1]
    return Format(
        name,
        Box(-width / 2, -height / 2, width / 2, height / 2),
        Box(-wide / 2, height / 2 - high, wide / 2, height / 2),
        sides,
        aside_lines,
        captions,
    )


LOW = VIEW_HEIGHT - FRAME_HEIGHT
LOWER = ((0.6 * LOW,), (0.365 * LOW, 0.81 * LOW))
BELOW = ((0.86,), (0.65, 1.07), (0.44, 0.86, 1.28))
LANDSCAPE = _format("landscape", (FRAME_WIDTH, FRAME_HEIGHT), LOW, (16, 9), 1, LOWER)
SQUARE = _format("square", (NARROW, NARROW - BAND), BAND, (1, 1), 2, BELOW)
VERTICAL = _format("vertical", (NARROW, VIEW_WIDTH - BAND), BAND, (9, 16), 2, BELOW)
FORMATS = {one.name: one for one in (LANDSCAPE, SQUARE, VERTICAL)}


def chosen_format() -> Format:
    """Return the format that the environment names; raises LessonError where there is none of that name."""
    return FORMATS[chosen(FORMAT, tuple(FORMATS))]


def chosen(variable: str, names: Sequence[str]) -> str:
    """Return which of some names the environment gives, by default the first; raises LessonError for another one."""
    return one_of(variable, os.environ.get(variable) or names[0], names)


def one_of(what: str, name: str, names: Sequence[str]) -> str:
    """Return `name`, if it is one of some names for `what`; raises LessonError if it isn't."""
    if name not in names:
        raise LessonError(f"{what}: expected {' or '.join(names)}, given {name!r}")
    return name
