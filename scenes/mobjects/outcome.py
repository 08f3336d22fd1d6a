"""How the output is read: the softmax table, and the outputs as bars beside their names."""

from __future__ import annotations

from manim import Line as Stroke
from manim import RoundedRectangle, VGroup

from scenes.mobjects.diagram import Area, Diagram
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine, below_middle
from scenes.storyboards.forward_pass import SoftmaxBeat, Verdict
from scenes.storyboards.notation import EXP, POWER, SHIFTED, bracketed
from scenes.storyboards.readout import Line
from scenes.style import BODY, HEAD, OUTPUT, POINTER, QUIET, RULE, SMALL, TEXT

ROW = 0.40
LEAST_ROW = 0.34
ALIGNED = 5  # as many rows can stand at the height of their neurons


class SoftmaxTable(VGroup):
    """One row a class: z − max, its exponential, its share of the total; below, one class in full.

    `shifted`, `exponentials` and `probabilities` are the columns, `total` ends the second; `worked` are its lines.
    """

    def __init__(self, beat: SoftmaxBeat, diagram: Diagram, area: Area) -> None:
        super().__init__()
        count = len(beat.rows)
        self.stops = (area.left + 2.05, area.left + 3.05, area.right)
        self.heading = TextLine(("softmax",), (area.left, area.top), size=HEAD, colour=POINTER, weight="semibold")
        self.offset = TextLine(("max  ", beat.shift), (area.right, area.top), "right", paint=(QUIET,))
        heights = [node.shape.get_y() for node in diagram.nodes[-1]]
        if count > ALIGNED:
            row = max(LEAST_ROW, min(ROW, (area.top - area.bottom) / (count + 6)))
            heights = [area.top - 2.6 * row - index * row for index in range(count)]
        ys = [below_middle(height, BODY) for height in heights]
        self.columns = [
            TextLine((words,), (stop, ys[0] + 0.5), "right", SMALL, QUIET)
            for words, stop in zip((SHIFTED, POWER, "share"), self.stops, strict=True)
        ]
        self.names = VGroup(
            *(TextLine((row.name,), (area.left, y), size=SMALL) for row, y in zip(beat.rows, ys, strict=True))
        )
        self.shifted, self.exponentials, self.probabilities = (
            [TextLine((readout,), (stop, y), "right", colour=colour) for readout, y in zip(readouts, ys, strict=True)]
            for readouts, stop, colour in zip(beat.columns, self.stops, (TEXT, TEXT, OUTPUT), strict=True)
        )
        y = ys[-1] - 0.2
        self.rule = Stroke([self.stops[0] + 0.25, y, 0], [self.stops[1] + 0.05, y, 0], color=RULE, stroke_width=2)
        self.total = EquationRow(
            beat.total,
            TextLine((f"total {beat.total.relation}",), (self.stops[0] + 0.3, y - 0.34), "right", SMALL, QUIET),
            TextLine((beat.total.result,), (self.stops[1], y - 0.34), "right", weight="semibold"),
        )
        self.worked = self._worked(beat, area.left, min(y - 0.95, -1.9 if count <= ALIGNED else y))
        self.add(self.heading, self.offset, self.names, *self.columns, *self.shifted, *self.exponentials)
        self.add(*self.probabilities, self.rule, self.total, *self.worked)

    def _worked(self, beat: SoftmaxBeat, left: float, y: float) -> list[EquationRow]:
        """Return the three equations of the row that is worked out in full."""
        row = beat.rows[beat.worked]
        z, shift = row.shifted.operands
        lines: tuple[tuple[Line, object], ...] = (
            ((z, " − ", *bracketed(shift), f" {row.shifted.relation} ", row.shifted.result), row.shifted),
            (
                (EXP, row.shifted.result, f") {row.exponential.relation} ", row.exponential.result),
                row.exponential,
            ),
            (
                (
                    row.exponential.result,
                    " / ",
                    beat.total.result,
                    f" {row.probability.relation} ",
                    row.probability.result,
                ),
                row.probability,
            ),
        )
        rows = [
            EquationRow(equation, TextLine(line, (left, y - index * ROW)))
            for index, (line, equation) in enumerate(lines)
        ]
        return rows


class Outcome(VGroup):
    """The outputs beside the output neurons: name, bar (for probabilities) and number; above, what that says.

    `bars[i]` grows from its left end; `lines` are the verdict's.
    """

    def __init__(self, verdict: Verdict, diagram: Diagram, area: Area) -> None:
        super().__init__()
        self.lines = VGroup(
            *(
                TextLine(line, (area.left, area.top - index * ROW), size=HEAD, paint=(QUIET, POINTER))
                for index, line in enumerate(verdict.lines)
            )
        )
        self.names, self.bars, self.numbers = VGroup(), VGroup(), VGroup()
        start, end = area.left + 1.55, area.right - 0.75
        for name, output, node in zip(verdict.names, verdict.outputs, diagram.nodes[-1], strict=True):
            middle = node.shape.get_y()
            y = below_middle(middle, SMALL)
            self.names.add(TextLine((name,), (area.left, y), size=SMALL))
            self.numbers.add(TextLine((output,), (area.right, y), "right"))
            if verdict.predicted is not None:
                # a bar too short for its round ends is drawn as short as they allow
                width = max(0.02, (end - start) * output.value)
                bar = RoundedRectangle(
                    corner_radius=min(0.08, width / 2.1),
                    width=width,
                    height=min(0.3, diagram.pitch * 0.6),
                    fill_color=OUTPUT,
                    fill_opacity=1,
                    stroke_width=0,
                )
                self.bars.add(bar.move_to([start + width / 2, middle, 0]))
        self.add(self.lines, self.names, self.bars, self.numbers)
