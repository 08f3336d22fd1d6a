"""Softmax as a picture: scores as bars, what the exponential function makes of them, and their shares of one whole."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from manim import Line as Stroke
from manim import Rectangle, VGroup

from scenes.layout.boxes import Box
from scenes.layout.composition import SPARE
from scenes.mobjects.stack import Bar
from scenes.mobjects.text import TextLine, below_middle, fitted_line
from scenes.mobjects.typesetting import outline
from scenes.storyboards.forward_pass import SoftmaxBeat
from scenes.storyboards.readout import Line, Readout
from scenes.style import BODY, OUTPUT, QUIET, RULE, SMALL, TEXT

MOST_ROW, LEAST_ROW, FILLED, HIGHEST = 1.0, 0.45, 0.6, 0.5  # heights of a row, its share for a bar, a bar
GAP = 0.15  # between a name, a bar and a number
LEAST_NAME, MOST_NAME = 0.9, 1.6  # width that a name may be cut to, and that it may take
AROUND = 0.04  # the bar of all shares, to its frame
PALEST = 0.45  # opacity of the smallest of the bars, which are told apart by it
ABOVE = 0.25  # a heading, to the bar below
HEADINGS = ("score", "exp(score)", "share")
WHOLE: Line = ("together",)


def width_of_bars(beat: SoftmaxBeat) -> float:
    """Return how wide an area the picture needs."""
    return min(LEAST_NAME, _width_of_names(beat)) + 2 * GAP + LEAST_NAME + _width_of_numbers(beat)


def _width_of_names(beat: SoftmaxBeat) -> float:
    lines = [(row.name,) for row in beat.rows] + ([beat.others[0]] if beat.others else []) + [WHOLE]
    return max(outline(line).width for line in lines) * SMALL


def _width_of_numbers(beat: SoftmaxBeat) -> float:
    return max(outline((number,)).width for number in (*beat.scores, *beat.shares)) * BODY


class SoftmaxBars(VGroup):
    """A row a class: its name, its score as a bar from `zero` on, its number; then, a bar of all their shares.

    The rows are as high as `rows` says, by the class's neuron; the others have one below them. `scores` are the bars of
    the scores, `powers` those of their exponentials, which begin at the left, at `start`; `parts` are the shares, one
    after the other within a `frame`: all exponentials end to end, on their scale. `sums` and `numbers` are the numbers
    of scores and shares; `headings` say what the bars and numbers are, in turn. What only some classes leave to the
    others has a part and a number of its own, the last, and a name.
    """

    def __init__(self, beat: SoftmaxBeat, rows: Sequence[float], area: Box) -> None:
        super().__init__()
        pitch = min((above - below for above, below in pairwise(rows)), default=MOST_ROW)
        self.height_of_bar = min(HIGHEST, FILLED * pitch)
        ys = [*rows, rows[-1] - pitch][: len(beat.shares)]
        below = max(area.bottom, ys[-1] - MOST_ROW)
        together = below if ys[-1] - below > LEAST_ROW else area.top
        self.left = area.left + min(MOST_NAME, _width_of_names(beat) + SPARE) + GAP
        self.right = area.right - _width_of_numbers(beat) - GAP
        self.names = self._lines([(row.name,) for row in beat.rows], area.left, ys, TEXT)
        self.sums, self.numbers = (self._numbers(numbers, area.right, ys) for numbers in (beat.scores, beat.shares))
        top = (area.right, ys[0] + self.height_of_bar / 2 + ABOVE)
        self.headings = [TextLine((word,), top, "right", SMALL, QUIET) for word in HEADINGS]
        scores = [score.value for score in beat.scores]
        low, high = min(0.0, *scores), max(0.0, *scores)
        scale = (self.right - self.left) / (high - low or 1.0)
        origin, count = self.left - low * scale, len(beat.rows)
        ends = ys[0] + self.height_of_bar, ys[count - 1] - self.height_of_bar
        self.zero, self.start = (
            Stroke((x, ends[0], 0.0), (x, ends[1], 0.0), color=RULE, stroke_width=2) for x in (origin, self.left)
        )
        self.scores = self._bars(beat.scores, [origin] * count, ys, scale)
        scale = self.right - self.left
        self.powers = self._bars(
            [row.exponential.result for row in beat.rows], [self.left] * count, ys, scale / beat.total.result.value
        )
        self.frame = Rectangle(color=RULE, stroke_width=2, width=scale, height=self.height_of_bar + 2 * AROUND)
        self.frame.move_to((self.left + scale / 2, together, 0.0))
        starts = list(accumulate((share.value * scale for share in beat.shares), initial=self.left))
        self.parts = self._bars(beat.shares, starts[:-1], [together] * len(beat.shares), scale)
        self.whole = self._lines([WHOLE], area.left, [together], QUIET)
        if beat.others:
            self.whole.add(*self._lines([beat.others[0]], area.left, ys[-1:], QUIET))
        self.add(self.names, self.zero, self.start, *self.scores, *self.powers, *self.parts, self.whole)
        self.add(self.frame, self.sums, self.numbers, *self.headings)

    def _lines(self, lines: Sequence[Line], x: float, ys: Sequence[float], colour: str) -> VGroup:
        """Return names at the left of their rows."""
        room = self.left - GAP - x
        fitting = (fitted_line(line, room, SMALL) for line in lines)
        return VGroup(
            *(
                TextLine(line, (x, below_middle(y, SMALL)), size=SMALL, colour=colour)
                for line, y in zip(fitting, ys, strict=False)
            )
        )

    @staticmethod
    def _numbers(numbers: Sequence[Readout], x: float, ys: Sequence[float]) -> VGroup:
        places = [(x, below_middle(y, BODY)) for y in ys]
        return VGroup(
            *(TextLine((number,), at, "right", BODY, OUTPUT) for number, at in zip(numbers, places, strict=False))
        )

    def _bars(
        self, numbers: Sequence[Readout], starts: Sequence[float], ys: Sequence[float], scale: float
    ) -> list[Bar]:
        bars = []
        paler = (1 - PALEST) / max(1, len(numbers) - 1)
        for readout, start, y in zip(numbers, starts, ys, strict=False):
            opacity = 1 - paler * sum(readout.value < other.value for other in numbers)
            bar = Bar(readout, start, y, scale, self.height_of_bar)
            bars.append(bar.set_fill(OUTPUT, opacity=opacity))
        return bars
