"""The table of what a network should answer, and what it does answer before training and after it."""

from __future__ import annotations

from collections.abc import Sequence

from manim import Line as Stroke
from manim import VGroup

from scenes.lessons import LessonError
from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import Readout
from scenes.storyboards.weight_tables import Table
from scenes.style import BODY, FRAME_WIDTH, HEAD, MARGIN, OUTPUT, POINTER, QUIET, RULE, SMALL, TEXT

BOTTOM = -3.7
ROW = 0.85
APART = 0.9  # between the parts of the table
COLUMN_GAP = 0.35  # and between its columns


class AnswerTable(VGroup):
    """The rows of the data: `given` are their inputs and targets, `before` and `after` what the network says.

    `counts` below say how many are nearly right. Raises LessonError where there are more columns than can be read.
    """

    def __init__(self, table: Table, top: float) -> None:
        super().__init__()
        heads = (
            ("comes in", TEXT),
            ("should come out", POINTER),
            ("before training", QUIET),
            ("after training", OUTPUT),
        )
        parts = (table.inputs, table.targets, table.before, table.after)
        titles = [TextLine((head,), (0.0, top), "center", BODY, colour) for head, colour in heads]
        counts = [TextLine(line) for line in (table.before_count, table.after_count)]
        size, widths = self._fit(parts, titles, max(text.width_set for text in counts))
        pitch = min(ROW, (top - BOTTOM) / (len(table.inputs) + 1.1))
        last = top - (len(table.inputs) + 1.1) * pitch
        self.counts = VGroup()
        groups = []
        x = -(sum(widths) + 3 * APART) / 2
        self.rule = Stroke((x, top - 0.22, 0.0), (-x, top - 0.22, 0.0), color=RULE, stroke_width=2)
        below = (None, ("nearly right",), table.before_count, table.after_count)
        for part, heading, (_, colour), width, line in zip(parts, titles, heads, widths, below, strict=True):
            middle = x + width / 2
            group = VGroup(heading.shift((middle, 0.0, 0.0)))
            column = width / len(part[0])
            for i, row in enumerate(part):
                for j, value in enumerate(row):
                    at = (x + (j + 0.5) * column, top - (i + 1.1) * pitch)
                    group.add(TextLine((value,), at, "center", size, colour))
            if line:
                self.counts.add(TextLine(line, (middle, last), "center", BODY, QUIET))
            groups.append(group)
            x += width + APART
        inputs, targets, self.before, self.after = groups
        self.given = VGroup(inputs, targets, self.rule)

    @staticmethod
    def _fit(
        parts: Sequence[tuple[tuple[Readout, ...], ...]], titles: Sequence[TextLine], least: float
    ) -> tuple[float, list[float]]:
        """Return the size of the numbers, and how wide each part gets, the answers at least `least`."""
        for size in (HEAD, BODY, SMALL):
            widths = [
                max(
                    title.width_set,
                    least if index > 1 else 0.0,
                    len(part[0]) * (COLUMN_GAP + max(TextLine((v,), size=size).width_set for row in part for v in row)),
                )
                for index, (part, title) in enumerate(zip(parts, titles, strict=True))
            ]
            if sum(widths) + 3 * APART <= FRAME_WIDTH - 2 * MARGIN:
                return size, widths
        raise LessonError("this film is for rows of so few inputs and outputs that they can be read on one screen.")
