"""Where the panels of a race of learning rates stand."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.layout.boxes import Box, Point
from scenes.layout.formats import LANDSCAPE, SQUARE, VERTICAL


@dataclass(frozen=True, slots=True)
class RaceStage:
    """Of the films of a race: what is seen `alone` at first, the `lanes`, the `chart` of losses, how these begin
    beside it, at `losses`, a `step` apart, and where the first steps stand before: what they are at `steps`, each in a
    row."""

    alone: Box
    lanes: tuple[Box, Box, Box]
    chart: Box
    losses: Point
    step: float
    steps: Point


def _in_a_row(area: Box, gap: float) -> tuple[Box, Box, Box]:
    width = (area.width - 2 * gap) / 3
    one, two, three = (area.left + index * (width + gap) for index in range(3))
    return tuple(Box(left, area.bottom, left + width, area.top) for left in (one, two, three))  # type: ignore[return-value]


L, R = LANDSCAPE.left, LANDSCAPE.right
A, B = VERTICAL.left, VERTICAL.right  # the square picture's, too

RACES = {
    LANDSCAPE.name: RaceStage(
        alone=Box(L, -3.9, R, 2.62),
        lanes=_in_a_row(Box(L, -0.75, R, 2.5), 0.5),
        chart=Box(L, -3.9, 2.4, -1.1),
        losses=(3.0, -1.37),
        step=0.93,
        steps=(L, -1.35),
    ),
    SQUARE.name: RaceStage(
        alone=Box(A, -3.5, B, 1.95),
        lanes=_in_a_row(Box(A, -0.55, B, 1.9), 0.35),
        chart=Box(A, -3.6, 0.2, -0.85),
        losses=(0.65, -1.12),
        step=0.93,
        steps=(A, -1.1),
    ),
    VERTICAL.name: RaceStage(
        alone=Box(A, -4.0, B, 4.95),
        lanes=_in_a_row(Box(A, 0.6, B, 5.0), 0.35),
        chart=Box(A, -6.5, 0.6, -0.3),
        losses=(1.0, -1.3),
        step=1.8,
        steps=(A, -1.0),
    ),
}
