"""The confusion matrix: which class was taken for which."""

from __future__ import annotations

from manim import Rectangle, VGroup, VMobject

from scenes.layout.boxes import Box
from scenes.mobjects.charts import Frame
from scenes.mobjects.diagram import draw_dashes
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.mobjects.typesetting import outline
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line, Readout, say
from scenes.storyboards.tell_training_classes import Matrix
from scenes.storyboards.words import spoken
from scenes.style import ABSENT, BACKGROUND, HEAD, HIDDEN, NODE_FILL, OUTPUT, QUIET, RULE, SMALL, TEST, TEXT, TRAIN

WIDEST, HIGHEST = 1.5, 1.05  # a cell
DEEPEST = 0.42  # opacity of the fullest cell: text on it keeps its contrast
MOST_FOR_NAMES = 0.24  # of the width, left of the rows
APART = 0.2  # between them and the cells
PADDING = 0.06  # at each side of a column's name
GAP = 0.06  # between two cells
ABOVE = 0.95  # the cells stand two lines of text
LOWEST_GUESS = 0.3  # above the axis


class ConfusionMatrix(VGroup):
    """Rows by true class, columns by predicted one, from the corner (left, top) on; `cells[i][j]` with its count.

    `diagonal` are the cells where the network is right, `sides` and `heads` the names of rows and columns in order, and
    what these are. Where a name that is cut to its room could be that of another class, too, numbers tell them apart.
    At the right end below stands which part of all classes is shown.
    """

    def __init__(self, matrix: Matrix, left: float, top: float, width: float, height: float) -> None:
        super().__init__()
        size = len(matrix.names)
        longest = max(outline((name,)).width * SMALL for name in matrix.names)
        room = min(longest, MOST_FOR_NAMES * width)
        wide = min(WIDEST, (width - room - APART) / size)
        heads: list[Line] = [(fitted(name, wide - 2 * PADDING, SMALL),) for name in matrix.names]
        sides: list[Line] = [(fitted(name, room, SMALL),) for name in matrix.names]
        if min(len({say(line) for line in lines}) for lines in (heads, sides)) < size:
            digits = max(outline((number,)).width * SMALL for number in matrix.numbers)
            heads = [(number,) for number in matrix.numbers]
            sides = [
                (number, "  ", fitted(name, room - digits - APART, SMALL))
                for number, name in zip(matrix.numbers, matrix.names, strict=True)
            ]
        room = max(TextLine(line, size=SMALL).width_set for line in (*sides, (matrix.rows,)))
        wide = min(WIDEST, (width - room - APART) / size)
        high = min(HIGHEST, (height - ABOVE - 0.15) / size)
        edge = left + room
        x, y = edge + APART, top - ABOVE
        self.sides, self.heads = VGroup(), VGroup()
        for i, (side, head) in enumerate(zip(sides, heads, strict=True)):
            middle = below_middle(y - (i + 0.5) * high, SMALL)
            self.sides.add(TextLine(side, (edge, middle), "right", SMALL))
            self.heads.add(TextLine(head, (x + (i + 0.5) * wide, top - 0.72), "center", SMALL))
        # what they are comes last
        self.sides.add(TextLine((matrix.rows,), (edge, top - 0.72), "right", SMALL, QUIET))
        self.heads.add(TextLine((matrix.columns,), (x + size * wide / 2, top - 0.25), "center", SMALL, QUIET))
        largest = max(count.value for row in matrix.counts for count in row) or 1
        self.cells = [
            [
                cell(count, i == j, count.value / largest, Box(*_corner(x, y, i, j, wide, high)))
                for j, count in enumerate(row)
            ]
            for i, row in enumerate(matrix.counts)
        ]
        self.bottom = y - size * high
        for index, words in enumerate(matrix.part):
            at = (left + width, self.bottom - 0.65 - 0.5 * index)
            self.heads.add(TextLine(spoken(words), at, "right", SMALL, QUIET))
        self.labels = VGroup(self.sides, self.heads)
        self.add(self.labels, *(cell for cells in self.cells for cell in cells))

    @property
    def diagonal(self) -> list[VGroup]:
        return [cells[i] for i, cells in enumerate(self.cells)]


def _corner(x: float, y: float, i: int, j: int, wide: float, high: float) -> tuple[float, float, float, float]:
    """Return left, bottom, right and top of the cell in row i and column j of those that begin at (x, y)."""
    left, top, half = x + j * wide, y - i * high, GAP / 2
    return left + half, top - high + half, left + wide - half, top - half


def cell(count: Readout, right: bool, share: float, box: Box) -> VGroup:
    """Return a count in its cell, green where the network is `right`, the deeper the larger a `share` it is.

    Mistakes stand out by their bright border, and a 0 stands back.
    """
    ground = Rectangle(width=box.width, height=box.height, stroke_width=1, color=NODE_FILL)
    ground.set_fill(BACKGROUND, 1)
    if count.value:
        colour = HIDDEN if right else OUTPUT
        ground.set_fill(colour, DEEPEST * (0.35 + 0.65 * share)).set_stroke(
            RULE if right else OUTPUT, 2 if right else 4
        )
    x, y = box.middle
    fits = outline((count,)).width * HEAD < box.width - 2 * PADDING
    size = HEAD if fits and count.value else SMALL
    number = TextLine((count,), (x, below_middle(y, size)), "center", size, TEXT if count.value else ABSENT)
    return VGroup(ground.move_to((x, y, 0.0)), number)


BETWEEN = 0.7  # two accuracies in a row


class Accuracies(VGroup):
    """How many samples are right as a share, and below the accuracies in percent, beside each other if they fit."""

    def __init__(self, share: Equation, percents: tuple[Line, ...], left: float, right: float, top: float) -> None:
        super().__init__()
        line: Line = ("accuracy  ", *written(share))
        self.add(EquationRow(share, TextLine(line, (left, top), size=HEAD, paint=(QUIET,))))
        wide = max(outline(line).width for line in percents) * HEAD + BETWEEN
        beside = len(percents) * wide - BETWEEN <= right - left
        for index, (line, colour) in enumerate(zip(percents, (TRAIN, TEST), strict=False)):
            across, down = (index, 0) if beside else (0, index)
            self.add(TextLine(line, (left + across * wide, top - 0.55 * (1 + down)), size=HEAD, colour=colour))


class GuessLine(VGroup):
    """The accuracy of guessing blindly: a dashed `line` across the chart with `frame`, its `label` right of it."""

    def __init__(self, guess: Readout, frame: Frame) -> None:
        super().__init__()
        start, end = frame.place(frame.x.low, guess.value), frame.place(frame.x.high, guess.value)
        self.line = VMobject(stroke_color=QUIET, stroke_width=2)
        draw_dashes(self.line, start, end)
        x, y = end[0], max(end[1], frame.area.bottom + LOWEST_GUESS)  # its lower line above the axis
        self.percent = TextLine((guess, " %"), (x + 0.12, y - 0.28), size=SMALL, colour=QUIET)
        self.label = VGroup(TextLine(("guessing",), (x + 0.12, y + 0.06), size=SMALL, colour=QUIET), self.percent)
        self.add(self.line, self.label)
