"""What a film asks before there is a network: what is known of a sample, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from manim import Arrow, VGroup

from scenes.layout.boxes import Box, Point
from scenes.mobjects.entrance import measured_line
from scenes.mobjects.text import TextLine, below_middle, fitted_line
from scenes.mobjects.typesetting import widest
from scenes.storyboards.forward_pass import Entrance
from scenes.storyboards.readout import Line
from scenes.style import BODY, INPUT, OUTPUT, QUIET

MOST_ROW = 1.1  # height
SIZES, LEADING = (0.6, 0.52, 0.46, 0.4, BODY), 1.3  # of text, the largest that has room; height of its row
NAME = 0.8  # size of a feature's name, where that may be smaller
GAP, ARROW = 0.45, 1.2  # between two columns, and the room of the arrow
NAMES, ANSWERS = 0.4, 0.3  # of the width, at most: names of features, and answers


class QuestionCard(VGroup):
    """What is known: `names` of features, `numbers` beside them; and by an `arrow` the `answers` that there may be."""

    def __init__(self, entrance: Entrance, unit: str, area: Box) -> None:
        super().__init__()
        lines = [measured_line(feature, unit) or (feature.x,) for feature in entrance.features]
        names: list[Line] = [(feature.name,) for feature in entrance.features]
        names += [entrance.part] if entrance.part else []
        row = min(MOST_ROW, area.height / max(len(names), len(entrance.answers)))
        for size in SIZES:
            small = max(BODY, NAME * size)
            known = [fitted_line(name, NAMES * area.width, small) for name in names]
            answers = [fitted_line(line, ANSWERS * area.width, size) for line in entrance.answers]
            widths = [widest(known) * small, widest(lines) * size, widest(answers) * size]
            width = sum(widths) + 3 * GAP + ARROW
            if row >= LEADING * size and width <= area.width:
                break
        left, ys = area.middle[0] - width / 2, _heights(len(names), row, area)
        right = left + widths[0] + GAP + widths[1]
        self.names = VGroup(*(TextLine(*at, size=small, colour=INPUT) for at in _at(known, left, ys, size)))
        self.numbers = VGroup(
            *(TextLine(*at, "right", size, paint=(None, QUIET)) for at in _at(lines, right, ys, size)),
        )
        x, y = right + GAP, area.middle[1]
        self.arrow = Arrow((x, y, 0.0), (x + ARROW, y, 0.0), buff=0, color=QUIET, stroke_width=4)
        ys, x = _heights(len(answers), row, area), x + ARROW + GAP
        self.answers = VGroup(*(TextLine(*at, size=size, colour=OUTPUT) for at in _at(answers, x, ys, size)))
        self.add(self.names, self.numbers, self.arrow, self.answers)


def _heights(count: int, row: float, area: Box) -> list[float]:
    """Return the middles of so many rows, in the middle of an area."""
    return [area.middle[1] + ((count - 1) / 2 - index) * row for index in range(count)]


def _at(lines: Sequence[Line], x: float, ys: Sequence[float], size: float) -> Iterator[tuple[Line, Point]]:
    """Yield each line and where it begins or ends, in its row of text of that size."""
    yield from ((line, (x, below_middle(y, size))) for line, y in zip(lines, ys, strict=False))
