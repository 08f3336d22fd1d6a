"""What is seen of a network's mistakes: all images judged so far, the two strongest answers, pictures on show."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Rectangle, VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Follower
from scenes.mobjects.blocks import image_box
from scenes.mobjects.outcome import Bar
from scenes.mobjects.pixels import PixelGrid, Texture
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.digits_mistakes import Exhibit, Stop
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Line, Name
from scenes.style import BODY, NODE_FILL, OUTPUT, QUIET, SMALL, TEXT

ROW, BAR = 0.55, 0.3
FINE = 0.02  # side of a cell, below which cells aren't told apart
LARGEST = 3.2  # side of a picture on show
LEADING = 0.44


class Tiles(Rectangle):
    """A rectangle in which the camera of the films paints a `texture`."""

    def __init__(self, texture: Texture, box: Box) -> None:
        super().__init__(width=box.width, height=box.height, fill_opacity=1, stroke_width=0)
        self.move_to((*box.middle, 0.0))
        self.texture = texture
        self.smooth = box.width / texture.shape[1] < FINE


class Mosaic(Follower):
    """The images judged so far, side by side as one texture; those that are wrong are framed."""

    def __init__(self, pictures: Sequence[Picture], right: Sequence[bool], area: Box) -> None:
        super().__init__()
        first = pictures[0]
        gap = max(1, first.columns // 8)
        self.rows, self.columns = first.rows, first.columns
        self.high, self.wide = self.rows + gap, self.columns + gap
        self.across = max(
            range(1, len(pictures) + 1),
            key=lambda c: min(area.width / (c * self.wide), area.height / (-(-len(pictures) // c) * self.high)),
        )
        down = -(-len(pictures) // self.across)
        box = image_box(down * self.high, self.across * self.wide, area)
        self.all = self._texture(pictures, down)
        self.tiles = Tiles(self.all, Box(box.left, area.top - box.height, box.right, area.top))
        self.rings = {i: self._ring(i) for i, is_right in enumerate(right) if not is_right}
        self.add(self.tiles, *self.rings.values())
        self.show_at(0)

    def _texture(self, pictures: Sequence[Picture], down: int) -> Texture:
        texture = np.zeros((down * self.high, self.across * self.wide, 4), np.uint8)
        for i, picture in enumerate(pictures):
            top, left = self._corner(i)
            pixels = PixelGrid(picture, Box(0.0, 0.0, 1.0, 1.0)).texture
            fine = pixels.shape[0] // self.rows
            texture[top : top + self.rows, left : left + self.columns] = pixels[::fine, ::fine]
        return texture

    def _corner(self, i: int) -> tuple[int, int]:
        row, column = divmod(i, self.across)
        return row * self.high, column * self.wide

    def _ring(self, i: int) -> Rectangle:
        top, left = self._corner(i)
        cell = self.tiles.width / (self.across * self.wide)
        ring = Rectangle(width=self.wide * cell, height=self.high * cell, color=OUTPUT, stroke_width=3)
        corner = self.tiles.get_corner((-1.0, 1.0, 0.0))
        return ring.move_to(corner + np.array([(left + self.columns / 2) * cell, -(top + self.rows / 2) * cell, 0.0]))

    def show_at(self, stage: int) -> None:
        texture = np.zeros_like(self.all)
        top, left = self._corner(stage)
        texture[:top] = self.all[:top]
        texture[top : top + self.high, : left + self.wide] = self.all[top : top + self.high, : left + self.wide]
        self.tiles.texture = texture
        for i, ring in self.rings.items():
            ring.set_stroke(opacity=float(i <= stage))


class TwoAnswers(VGroup):
    """The two strongest answers within `area`: name, bar in its track, number.

    `bars` grow from their left ends; `rest` is all that is beside them.
    """

    def __init__(self, stop: Stop, area: Box) -> None:
        super().__init__()
        self.rest, self.bars = VGroup(), VGroup()
        self.rest.add(TextLine(("its two strongest answers",), (area.left, area.top - 0.2), size=SMALL, colour=QUIET))
        names = [fitted(name, 0.35 * area.width, BODY) for name in stop.names]
        left = area.left + max(outline((name,)).width for name in names) * BODY + 0.2
        right = area.right - max(outline((output,)).width for output in stop.outputs) * BODY - 0.2
        for index, (name, output) in enumerate(zip(names, stop.outputs, strict=True)):
            y = area.top - 0.3 - (index + 0.6) * ROW
            base = below_middle(y, BODY)
            colour = OUTPUT if index == 0 else TEXT
            self.rest.add(TextLine((name,), (area.left, base), colour=colour))
            self.rest.add(Bar(left, y, right - left, BAR, NODE_FILL))
            self.bars.add(Bar(left, y, (right - left) * output.value, BAR, OUTPUT))
            self.rest.add(TextLine((output,), (area.right, base), "right", BODY, colour))
        self.add(self.rest, self.bars)


class Exhibition(VGroup):
    """Pictures in rows, as large as there is room, each with its lines below."""

    def __init__(self, exhibits: Sequence[Exhibit], area: Box, size: float = SMALL) -> None:
        super().__init__()
        leading = LEADING * size / SMALL
        below = leading * len(exhibits[0].lines) + 0.1
        for exhibit, cell in zip(exhibits, _cells(len(exhibits), area, below), strict=True):
            box = image_box(exhibit.picture.rows, exhibit.picture.columns, cell)
            group = VGroup(PixelGrid(exhibit.picture, box))
            for index, line in enumerate(exhibit.lines):
                y = cell.bottom - (index + 0.85) * leading
                group.add(TextLine(_narrow(line, cell.width, size), (cell.middle[0], y), "center", size))
            self.add(group)


def _narrow(line: Line, width: float, size: float) -> Line:
    """Return the line with its names cut to what there is room for."""
    names = [part for part in line if isinstance(part, Name)]
    rest = tuple(part for part in line if not isinstance(part, Name))
    room = (width - outline(rest).width * size) / max(1, len(names)) if rest else width
    return tuple(fitted(part, room, size) if isinstance(part, Name) else part for part in line)


def _cells(count: int, area: Box, below: float) -> list[Box]:
    """Return a square for each picture, in rows, with room `below` each; as large as can be, up to LARGEST."""
    across = max(range(1, count + 1), key=lambda c: (round(_side(c, -(-count // c), area, below), 6), -c))
    down = -(-count // across)
    side = min(LARGEST, _side(across, down, area, below))
    wide, high = area.width / across, min(area.height / down, side + below + 0.4)
    top = area.middle[1] + down * high / 2
    boxes = []
    for i in range(count):
        row, column = divmod(i, across)
        in_row = min(across, count - row * across)
        x = area.middle[0] + (column - (in_row - 1) / 2) * min(wide, 1.6 * side)
        y = top - row * high
        boxes.append(Box(x - side / 2, y - side, x + side / 2, y))
    return boxes


def _side(across: int, down: int, area: Box, below: float) -> float:
    return min(0.9 * area.width / across, area.height / down - below - 0.15)
