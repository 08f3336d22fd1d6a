"""Numbers seen as an image: a grid of cells painted as one picture, and the scale that says what its colours mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from manim import ManimColor, Rectangle, VGroup
from numpy.typing import NDArray

from scenes.layout.boxes import Box
from scenes.mobjects.text import TextLine, below_middle
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Line
from scenes.style import BRIGHTEST, DARKEST, NEGATIVE, POSITIVE, QUIET, RULE, SMALL, UNLIT

Texture = NDArray[np.uint8]
FINE = 8  # texels along the side of a cell that may have a hole
HOLE = slice(3, 5)  # of them, in a cell below 0: colour isn't the only sign
ROUND = 24  # texels along the side of a dot's cell
RADIUS, RIM, PIERCED = 0.44, 0.36, 0.14  # of a dot, in cells; the rim is seen also where the dot is dark
STEPS = 64  # of a scale
THICK, ENDS = 0.16, 0.12  # of a scale, and what it keeps from its numbers


class Coloured(Protocol):
    """Numbers from `low` to `high` that have colours, rows of red, green and blue from 0 to 1."""

    @property
    def low(self) -> float: ...

    @property
    def high(self) -> float: ...

    def of(self, values: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]: ...


@dataclass(frozen=True, slots=True)
class Shade:
    """Which colour a number has: from `low` over, if it is signed, 0 to `high`."""

    low: float
    high: float
    colours: tuple[str, ...]  # of the low end and the high one; of a signed scale also of 0, between them

    def of(self, values: Sequence[float] | NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the colours of values, as rows of red, green and blue from 0 to 1."""
        marks = np.linspace(self.low, self.high, len(self.colours))
        if self.low == self.high:
            marks = np.arange(len(self.colours), dtype=float)
        channels = np.array([ManimColor(colour).to_rgb() for colour in self.colours]).T
        return np.column_stack([np.interp(values, marks, channel) for channel in channels])


def shade_of(picture: Picture, colour: str | None = None) -> Shade:
    """Return how the numbers of a picture are coloured: signed ones blue to red, others up to `colour`.

    Without a colour they are grey, as the pixels of an image.
    """
    unsigned = (DARKEST, BRIGHTEST) if colour is None else (UNLIT, colour)
    colours = (NEGATIVE, UNLIT, POSITIVE) if picture.signed else unsigned
    return Shade(picture.low.value, picture.high.value, colours)


class PixelGrid(Rectangle):
    """A `picture` in a `box`, a cell a number, row by row from above; negative ones have a hole.

    With `dots` the cells are round, as neurons are. The camera of the films paints `texture` into the rectangle.
    """

    def __init__(self, picture: Picture, box: Box, colour: str | None = None, dots: bool = False) -> None:
        super().__init__(
            width=box.width, height=box.height, fill_opacity=1, stroke_width=0 if dots else 2, stroke_color=RULE
        )
        self.move_to((*box.middle, 0.0))
        self.dots, self.shade = dots, shade_of(picture, colour)
        self.smooth = dots
        self.carry(picture)

    def carry(self, picture: Picture) -> None:
        """Let the cells be those of another picture with the same scale."""
        self.picture = picture
        empty = -len(picture.values) % picture.columns  # cells of the last row
        values = np.array([*picture.values, *[np.nan] * empty]).reshape(-1, picture.columns)
        cells, negative = self.shade.of(values.ravel()).reshape(*values.shape, 3), values < 0
        self.texture = _dots(cells, negative, self.shade) if self.dots else _squares(cells, negative)

    def cell(self, index: int) -> NDArray[np.float64]:
        """Return the middle of a cell."""
        row, column = divmod(index, self.picture.columns)
        corner = self.get_corner((-1.0, 1.0, 0.0))
        size = np.array([self.width / self.picture.columns, -self.height / self.picture.rows])
        return np.array([*(corner[:2] + size * (column + 0.5, row + 0.5)), 0.0])


class EmptyDots(Rectangle):
    """So many neurons in a `box`, in `columns`, that hold nothing yet: the rims of dots in their `colour`."""

    def __init__(self, count: int, columns: int, box: Box, colour: str) -> None:
        super().__init__(width=box.width, height=box.height, fill_opacity=1, stroke_width=0)
        self.move_to((*box.middle, 0.0))
        self.smooth = True
        shade = Shade(0.0, 1.0, (UNLIT, colour))
        cells = np.array([*np.zeros(count), *np.full(-count % columns, np.nan)]).reshape(-1, columns)
        unlit = shade.of(cells.ravel()).reshape(*cells.shape, 3)
        self.texture = _dots(unlit, np.zeros_like(cells, dtype=bool), shade)


def _squares(cells: NDArray[np.float64], negative: NDArray[np.bool_]) -> Texture:
    fine = FINE if negative.any() else 1
    texture = np.repeat(np.repeat(_opaque(cells), fine, axis=0), fine, axis=1)
    if negative.any():
        rows, columns = np.nonzero(negative)
        blocks = texture.reshape(cells.shape[0], fine, cells.shape[1], fine, 4)
        hole = np.array([*np.array(ManimColor(UNLIT).to_rgb()) * 255, 255]).astype(np.uint8)
        for row in range(HOLE.start, HOLE.stop):
            blocks[rows, row, columns, HOLE] = hole
    return np.ascontiguousarray(texture)


def _dots(cells: NDArray[np.float64], negative: NDArray[np.bool_], shade: Shade) -> Texture:
    fine = np.arange(ROUND) + 0.5
    distance = np.hypot(*np.meshgrid(fine / ROUND - 0.5, fine / ROUND - 0.5))
    soft = np.clip((RADIUS - distance) * ROUND + 0.5, 0, 1)
    rim = np.clip((distance - RIM) * ROUND + 0.5, 0, 1)[..., None]
    unlit = np.array(ManimColor(UNLIT).to_rgb())
    edge = np.array(ManimColor(shade.colours[-1]).to_rgb()) * 0.55 + unlit * 0.45
    farther = np.maximum if edge.sum() > unlit.sum() else np.minimum  # from what is unlit: that is dark, or light
    filled = cells[:, None, :, None, :] * (1 - rim)[None, :, None, :, :]
    lit = filled + farther(edge, cells[:, None, :, None, :]) * rim[None, :, None, :, :]
    pierced = negative[:, None, :, None, None] & (distance < PIERCED)[None, :, None, :, None]
    lit = np.where(pierced, unlit, np.nan_to_num(lit))
    mask = soft[None, :, None, :, None] * ~np.isnan(cells[:, None, :, None, :1])
    texture = np.concatenate([lit * mask, mask], axis=4) * 255
    rows, columns = cells.shape[:2]
    return np.ascontiguousarray(texture.round().astype(np.uint8).reshape(rows * ROUND, columns * ROUND, 4))


def _opaque(cells: NDArray[np.float64]) -> Texture:
    alpha = np.ones((*cells.shape[:2], 1))
    return (np.concatenate([cells, alpha], axis=2) * 255).round().astype(np.uint8)


class ColourScale(VGroup):
    """What the colours of a picture mean: its shades from the low end to the high one, with both numbers.

    It is `width` wide with them, its middle at `at`.
    """

    def __init__(self, picture: Picture, at: tuple[float, float], width: float, colour: str | None = None) -> None:
        super().__init__()
        self.picture, self.shade = picture, shade_of(picture, colour)
        x, y = at
        base = below_middle(y, SMALL)
        low: Line = (picture.low,)
        ends = [
            TextLine(low, (x - width / 2, base), "left", SMALL, QUIET),
            TextLine((picture.high,), (x + width / 2, base), "right", SMALL, QUIET),
        ]
        left, right = ends[0].get_right()[0] + ENDS, ends[1].get_left()[0] - ENDS
        self.ramp = Ramp(self.shade, Box(left, y - THICK / 2, right, y + THICK / 2))
        self.add(self.ramp, *ends)


class Ramp(Rectangle):
    """All colours of a shade in a `box`, from the low end at the left to the high one."""

    def __init__(self, shade: Coloured, box: Box) -> None:
        super().__init__(width=box.width, height=box.height, fill_opacity=1, stroke_width=1, stroke_color=RULE)
        self.move_to((*box.middle, 0.0))
        self.smooth = True
        self.texture = _opaque(shade.of(np.linspace(shade.low, shade.high, STEPS))[None])
