"""The confusion matrix: which class was taken for which."""

from __future__ import annotations

from manim import Rectangle, VGroup, VMobject

from scenes.mobjects.charts import Frame
from scenes.mobjects.diagram import draw_dashes
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine, below_middle, fitted
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line, Readout
from scenes.storyboards.tell_training_classes import Matrix
from scenes.style import HEAD, HIDDEN, NODE_FILL, OUTPUT, QUIET, RULE, SMALL, TEST, TEXT, TRAIN

WIDEST, HIGHEST = 1.5, 1.05  # a cell
DEEPEST = 0.42  # opacity of the fullest cell: text on it keeps its contrast
NAME_ROOM = 1.6


class ConfusionMatrix(VGroup):
    """Rows by true class, columns by predicted one, from the corner (left, top) on; `cells[i][j]` with its count.

    `diagonal` are the cells where the network is right.
    """

    def __init__(self, matrix: Matrix, left: float, top: float, width: float, height: float) -> None:
        super().__init__()
        size = len(matrix.names)
        wide = min(WIDEST, (width - NAME_ROOM - 0.2) / size)
        high = min(HIGHEST, (height - 1.1) / size)
        x, y = left + NAME_ROOM + 0.2, top - 0.95
        largest = max(count.value for row in matrix.counts for count in row) or 1
        self.labels = VGroup(
            TextLine((matrix.columns,), (x + size * wide / 2, top - 0.25), "center", SMALL, QUIET),
            TextLine((matrix.rows,), (left + NAME_ROOM, top - 0.72), "right", SMALL, QUIET),
        )
        self.cells: list[list[VGroup]] = []
        for i, (name, row) in enumerate(zip(matrix.names, matrix.counts, strict=True)):
            middle = y - (i + 0.5) * high
            across = x + (i + 0.5) * wide
            self.labels.add(
                TextLine(
                    (fitted(name, NAME_ROOM, SMALL),), (left + NAME_ROOM, below_middle(middle, SMALL)), "right", SMALL
                ),
                TextLine((fitted(name, wide - 0.12, SMALL),), (across, top - 0.72), "center", SMALL),
            )
            cells = []
            for j, count in enumerate(row):
                box = Rectangle(
                    width=wide - 0.06,
                    height=high - 0.06,
                    stroke_width=2,
                    color=RULE,
                    fill_color=NODE_FILL,
                    fill_opacity=1,
                )
                if count.value:
                    box.set_fill(HIDDEN if i == j else OUTPUT, DEEPEST * (0.35 + 0.65 * count.value / largest))
                centre = (x + (j + 0.5) * wide, middle)
                box.move_to((*centre, 0.0))
                colour = TEXT if count.value else QUIET
                number = TextLine((count,), (centre[0], below_middle(middle, HEAD)), "center", HEAD, colour)
                cells.append(VGroup(box, number))
            self.cells.append(cells)
        self.add(self.labels, *(cell for cells in self.cells for cell in cells))
        self.bottom = y - size * high

    @property
    def diagonal(self) -> list[VGroup]:
        return [cells[i] for i, cells in enumerate(self.cells)]


class Accuracies(VGroup):
    """How many samples are right as a share, and below the accuracies in percent, each with its name."""

    def __init__(self, share: Equation, percents: tuple[tuple[str, Readout], ...], left: float, top: float) -> None:
        super().__init__()
        line: Line = ("accuracy  ", *written(share))
        self.add(EquationRow(share, TextLine(line, (left, top), size=HEAD, paint=(QUIET,))))
        for index, ((name, value), colour) in enumerate(zip(percents, (TRAIN, TEST), strict=False)):
            self.add(TextLine((f"{name}  ", value, " %"), (left + 3.1 * index, top - 0.6), size=HEAD, colour=colour))


class GuessLine(VGroup):
    """The accuracy of guessing blindly: a dashed `line` across the chart with `frame`, its `label` right of it."""

    def __init__(self, guess: Readout, frame: Frame) -> None:
        super().__init__()
        start, end = frame.place(frame.x.low, guess.value), frame.place(frame.x.high, guess.value)
        self.line = VMobject(stroke_color=QUIET, stroke_width=2)
        draw_dashes(self.line, start, end)
        x, y, _ = end
        self.label = VGroup(
            TextLine(("guessing",), (x + 0.12, y + 0.06), size=SMALL, colour=QUIET),
            TextLine((guess, " %"), (x + 0.12, y - 0.28), size=SMALL, colour=QUIET),
        )
        self.add(self.line, self.label)
