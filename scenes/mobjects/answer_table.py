"""The table of what a network should answer, and what it does answer before training and after it."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Line as Stroke
from manim import RoundedRectangle, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.lessons import LessonError
from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import Line, Readout
from scenes.storyboards.weight_tables import Table
from scenes.style import BODY, HEAD, OUTPUT, POINTER, QUIET, RULE, SMALL, TEXT

ROW = 0.85
APART, CLOSER = 0.9, 0.4  # between the parts of the table, and where their titles are on two lines
LEADING = 0.4
AROUND = 0.15  # a row, its ring, and how much of the row's height that takes
HIGH = 0.75
SHORT = 10  # letters of a title that needs no second line
COLUMN_GAP = 0.35  # and between its columns
HEADS = ("comes in", "should come out", "before training", "after training")
COLOURS = (TEXT, POINTER, QUIET, OUTPUT)


class AnswerTable(VGroup):
    """The rows of the data: `given` are their inputs and targets, `before` and `after` what the network says.

    In each of these three, what stands at the top comes first, then row by row. Where `after` will stand, it is `asked`
    at first. Below, `nearly` says how many answers are nearly right, `errors` how large the total error is. Raises
    LessonError where there are more columns than can be read.
    """

    def __init__(self, table: Table, area: Box) -> None:
        super().__init__()
        top = area.top
        parts = (table.inputs, table.targets, table.before, table.after)
        nearly: list[Line] = [("nearly right",), table.before_count, table.after_count]
        errors: list[Line] = [("total error",), (table.before_error,), (table.after_error,)]
        least = max(TextLine(line).width_set for line in (*nearly[1:], *errors[1:]))
        titles, size, widths, apart = self._fit(parts, least, area)
        top -= LEADING * (max(map(len, titles)) - 1)
        rows = len(table.inputs) + 2.1
        pitch = self.pitch = min(ROW, (top - area.bottom) / rows)
        top -= (top - area.bottom - rows * pitch) / 2  # few rows stand in the middle
        last = top - (len(table.inputs) + 1.1) * pitch
        self.asked, self.nearly, self.errors = VGroup(), VGroup(), VGroup()
        groups: list[list[VGroup]] = []
        x = -(sum(widths) + 3 * apart) / 2
        self.rule = Stroke((x, top - 0.22, 0.0), (-x, top - 0.22, 0.0), color=RULE, stroke_width=2)
        below = ((), *zip(nearly, errors, strict=True))
        for part, heading, colour, width, lines in zip(parts, titles, COLOURS, widths, below, strict=True):
            middle = x + width / 2
            group = [VGroup(*(one.shift((middle, 0.0, 0.0)) for one in heading))]
            column = width / len(part[0])
            for i, row in enumerate(part):
                places = [(x + (j + 0.5) * column, top - (i + 1.1) * pitch) for j in range(len(row))]
                group.append(
                    VGroup(*(TextLine((one,), at, "center", size, colour) for one, at in zip(row, places, strict=True)))
                )
                if part is table.after:
                    self.asked.add(*(TextLine(("?",), at, "center", size, QUIET) for at in places))
            for i, (line, below_it) in enumerate(zip(lines, (self.nearly, self.errors), strict=False)):
                below_it.add(TextLine(line, (middle, last - i * pitch), "center", BODY, QUIET))
            groups.append(group)
            x += width + apart
        self.asked.add(*(one.copy() for one in titles[-1]))
        inputs, targets, before, after = groups
        self.inputs = inputs[1:]
        self.before, self.after = VGroup(*before), VGroup(*after)
        self.given = VGroup(VGroup(inputs[0], targets[0], self.rule), *map(VGroup, self.inputs, targets[1:]))

    def ring(self, row: int) -> VMobject:
        """Return the ring that says: what comes in with this row."""
        column, high = VGroup(*self.inputs), HIGH * self.pitch
        wide = column.width + 2 * AROUND
        ring = RoundedRectangle(corner_radius=0.1, width=wide, height=high, color=POINTER, stroke_width=3)
        return ring.move_to((column.get_x(), self.inputs[row].get_y(), 0.0))

    @staticmethod
    def _fit(
        parts: Sequence[tuple[tuple[Readout, ...], ...]], least: float, area: Box
    ) -> tuple[list[list[TextLine]], float, list[float], float]:
        """Return the titles, the size of the numbers, how wide each part gets, and how far apart they are.

        The answers are at least `least` wide. Where titles on one line have no room, they are on two.
        """
        for broken, apart in ((False, APART), (True, CLOSER)):
            titles = [_title(head, area.top, colour, broken) for head, colour in zip(HEADS, COLOURS, strict=True)]
            for size in (HEAD, BODY, SMALL):
                numbers = [max(TextLine((v,), size=size).width_set for row in part for v in row) for part in parts]
                widths = [
                    max(
                        *(line.width_set for line in title),
                        least if index > 1 else 0.0,
                        len(part[0]) * (COLUMN_GAP + number),
                    )
                    for index, (part, title, number) in enumerate(zip(parts, titles, numbers, strict=True))
                ]
                if sum(widths) + 3 * apart <= area.width:
                    return titles, size, widths, apart
        raise LessonError("this film is for rows of so few inputs and outputs that they can be read on one screen.")


def _title(head: str, top: float, colour: str, broken: bool) -> list[TextLine]:
    """Return the lines of a title; if titles are broken, the last word of a long one is on a line of its own."""
    lines = head.rsplit(" ", 1) if broken and len(head) > SHORT else [head]
    first = top - LEADING * (broken and len(lines) == 1)
    return [TextLine((line,), (0.0, first - i * LEADING), "center", BODY, colour) for i, line in enumerate(lines)]
