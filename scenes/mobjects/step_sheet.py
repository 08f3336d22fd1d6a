"""A step of learning at one weight: its old value, the learning rate, the gradient, and what they make of it."""

from __future__ import annotations

from manim import VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.text import TextLine, fitted_line
from scenes.mobjects.typesetting import outline
from scenes.storyboards.learning import StepBeat
from scenes.storyboards.notation import written
from scenes.style import BACKWARD, BODY, HEAD, QUIET, SMALL, TEXT

ROW, ROWS = 0.62, 5.6  # and at most so many of them
BEFORE, ASIDE = 0.3, 1.4  # from a name to its number, at least, and how much further to the right there may be room


class StepSheet(VGroup):
    """From the top of `area` down: what it is `of`, the `old` weight, the `gradient`, the `rate`, and the `step`."""

    def __init__(self, beat: StepBeat, area: Box) -> None:
        super().__init__()
        self.area = area
        old, rate, gradient = beat.step.operands
        self.of = TextLine(fitted_line(beat.of, area.width, BODY), (area.left, self._y(0)), size=BODY, colour=QUIET)
        parts = ((("old weight",), old, TEXT), (("gradient",), gradient, BACKWARD), (("learning rate",), rate, QUIET))
        names = [
            TextLine(name, (area.left, self._y(row)), size=HEAD, colour=colour)
            for row, (name, _, colour) in enumerate(parts, start=1)
        ]
        # numbers that go down to the left pass by those below them
        needed = max(name.width_set for name in names) + BEFORE
        needed += max(outline((value,)).width for _, value, _ in parts) * HEAD
        right = area.left + max(needed, min(area.width, needed + ASIDE))
        self.old, self.gradient, self.rate = (
            VGroup(name, TextLine((value,), (right, self._y(row)), "right", HEAD, colour))
            for row, (name, (_, value, colour)) in enumerate(zip(names, parts, strict=True), start=1)
        )
        self.title = TextLine(("new weight",), (area.left, self._y(4.3)), size=BODY, colour=QUIET)
        line = written(beat.step)
        size = max(SMALL, min(HEAD, area.width / outline(line).width))
        self.step = EquationRow(beat.step, TextLine(line, (area.left, self._y(5.3)), size=size))
        self.add(self.of, self.old, self.gradient, self.rate, self.title, self.step)

    def _y(self, row: float) -> float:
        return self.area.top - 0.3 - row * min(ROW, (self.area.height - 0.3) / ROWS)
