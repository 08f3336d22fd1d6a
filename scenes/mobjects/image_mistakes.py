"""What is seen of a network's mistakes: the two strongest answers, pictures on show."""

from __future__ import annotations

from collections.abc import Sequence

from manim import VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.blocks import image_box
from scenes.mobjects.outcome import Bar
from scenes.mobjects.pixels import PixelGrid
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.digits_mistakes import Exhibit, Stop
from scenes.storyboards.readout import Line, Name
from scenes.style import BODY, NODE_FILL, OUTPUT, QUIET, SMALL, TEXT

ROW, BAR = 0.55, 0.3
LARGEST = 3.2  # side of a picture on show
LEADING = 0.44
WIDEST, BETWEEN = 2.0, 0.3  # a text that asks for room, and two texts


class TwoAnswers(VGroup):
    """The two strongest answers within `area`: name, bar in its track, number.

    `bars` grow from their left ends; `rest` is all that is beside them: the `heading`, and in `rows` the others.
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
        self.heading, *rows = self.rest
        self.rows = [VGroup(*rows[:3]), VGroup(*rows[3:])]
        self.add(self.rest, self.bars)


class Exhibition(VGroup):
    """Pictures in rows, as large as there is room, each with its lines below."""

    def __init__(self, exhibits: Sequence[Exhibit], area: Box, size: float = SMALL) -> None:
        super().__init__()
        leading = LEADING * size / SMALL
        below = leading * len(exhibits[0].lines) + 0.1
        widest = max(outline(line).width * size for exhibit in exhibits for line in exhibit.lines)
        columns = Columns(len(exhibits), area, below, min(widest, WIDEST) + BETWEEN)
        for exhibit, cell in zip(exhibits, columns.cells(), strict=True):
            box = image_box(exhibit.picture.rows, exhibit.picture.columns, cell)
            group = VGroup(PixelGrid(exhibit.picture, box))
            for index, line in enumerate(exhibit.lines):
                y = cell.bottom - (index + 0.85) * leading
                narrow = _narrow(line, columns.pitch - BETWEEN, size)
                group.add(TextLine(narrow, (cell.middle[0], y), "center", size))
            self.add(group)


def _narrow(line: Line, width: float, size: float) -> Line:
    """Return the line with its names cut to what there is room for."""
    names = [part for part in line if isinstance(part, Name)]
    rest = tuple(part for part in line if not isinstance(part, Name))
    room = (width - outline(rest).width * size) / max(1, len(names)) if rest else width
    return tuple(fitted(part, room, size) if isinstance(part, Name) else part for part in line)


class Columns:
    """Places for `count` squares in rows within `area`, each with room `below` and its text, at least `least` wide.

    They are as large as can be, up to LARGEST; `pitch` is from the middle of one to that of the next.
    """

    def __init__(self, count: int, area: Box, below: float, least: float) -> None:
        self.count, self.area, self.below = count, area, below
        most = min(count, max(1, int(area.width / least)))
        self.across = max(range(1, most + 1), key=lambda across: (round(self._side(across), 6), -across))
        self.side = min(LARGEST, self._side(self.across))
        self.pitch = min(area.width / self.across, max(least, 1.6 * self.side))

    def _side(self, across: int) -> float:
        down = -(-self.count // across)
        return min(0.85 * self.area.width / across, self.area.height / down - self.below - 0.15)

    def cells(self) -> list[Box]:
        down = -(-self.count // self.across)
        high = min(self.area.height / down, self.side + self.below + 0.4)
        (middle, centre), half = self.area.middle, self.side / 2
        boxes = []
        for i in range(self.count):
            row, column = divmod(i, self.across)
            in_row = min(self.across, self.count - row * self.across)
            x = middle + (column - (in_row - 1) / 2) * self.pitch
            y = centre + down * high / 2 - row * high
            boxes.append(Box(x - half, y - self.side, x + half, y))
        return boxes
