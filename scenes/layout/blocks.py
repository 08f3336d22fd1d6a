"""A network whose layers are blocks of dots, as many as there are neurons; the input is the image itself."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from scenes.layout.boxes import Box, Point

MOST_PITCH = 0.5  # from one dot to the next
SLENDER = 2.2  # times as high as it is wide, about, a block may be
FILLED = 0.62
IN_A_COLUMN = 12  # neurons of a layer that stand one above the other


@dataclass(frozen=True, slots=True)
class Block:
    """A layer of `count` neurons within `box`, row by row, `columns` to a row."""

    box: Box
    count: int
    columns: int

    @property
    def rows(self) -> int:
        return math.ceil(self.count / self.columns)

    def place(self, j: int) -> Point:
        """Return the middle of neuron j."""
        row, column = divmod(j, self.columns)
        return (
            self.box.left + (column + 0.5) * self.box.width / self.columns,
            self.box.top - (row + 0.5) * self.box.height / self.rows,
        )


def lay_out_blocks(sizes: Sequence[int], area: Box, pitch: float = MOST_PITCH) -> tuple[Block, ...]:
    """Return a block for each layer of so many neurons, side by side within `area`, the gap before each alike.

    Blocks take up FILLED of its width at most: of what single columns leave, the others get as much as they ask for, or
    are all made smaller. From one dot to the next it is a `pitch` at most.
    """
    columns = [1 if size <= IN_A_COLUMN else math.ceil(math.sqrt(size / SLENDER)) for size in sizes]
    rows = [math.ceil(size / across) for size, across in zip(sizes, columns, strict=True)]
    widths = [min(pitch, area.height / high) * across for high, across in zip(rows, columns, strict=True)]
    room = FILLED * area.width
    for narrow in (True, False):
        kind = [width for width, across in zip(widths, columns, strict=True) if (across == 1) == narrow]
        # so many single columns that nothing would be left for the others are made smaller as well
        most = room * (len(kind) / len(sizes) if narrow and len(kind) < len(sizes) else 1.0)
        scale = min(1.0, most / sum(kind)) if kind else 1.0
        widths = [
            width * scale if (across == 1) == narrow else width for width, across in zip(widths, columns, strict=True)
        ]
        room -= scale * sum(kind)
    gap = (area.width - sum(widths)) / len(sizes)
    lefts = [area.left + (index + 1) * gap + before for index, before in enumerate(accumulate([0.0, *widths[:-1]]))]
    return tuple(
        Block(_centred(left, width, width / across * high, area), size, across)
        for left, width, high, size, across in zip(lefts, widths, rows, sizes, columns, strict=True)
    )


def _centred(left: float, width: float, height: float, area: Box) -> Box:
    middle = area.middle[1]
    return Box(left, middle - height / 2, left + width, middle + height / 2)
