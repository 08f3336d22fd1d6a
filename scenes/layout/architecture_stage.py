"""Where a network stands with all that is said of it, its legend, and the image that it sees, if it sees images."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.layout.boxes import Box, Point
from scenes.layout.formats import LANDSCAPE, SQUARE, VERTICAL

LEGEND_ROOM = 3.1


@dataclass(frozen=True, slots=True)
class ArchitectureStage:
    """The places of the `network` and of its legend, whose upper right is `legend`.

    The legend takes `beside` from a heading that it stands beside, or stands below it in one row, where that is 0.
    """

    network: Box
    legend: Point
    beside: float = 0.0


@dataclass(frozen=True, slots=True)
class UnrollingStage:
    """The places of a `large` image, of the `row` of its pixels, of the `small` image, and of the `network` beside."""

    large: Box
    row: Box
    small: Box
    network: Box


ARCHITECTURES = {
    LANDSCAPE.name: ArchitectureStage(
        Box(LANDSCAPE.left, -3.75, LANDSCAPE.right, 2.6),
        (LANDSCAPE.right, LANDSCAPE.title_y + 0.25),
        beside=LEGEND_ROOM,
    ),
    SQUARE.name: ArchitectureStage(Box(SQUARE.left, -3.45, SQUARE.right, 1.4), (SQUARE.right, SQUARE.note_y)),
    VERTICAL.name: ArchitectureStage(Box(VERTICAL.left, -6.7, VERTICAL.right, 4.5), (VERTICAL.right, VERTICAL.note_y)),
}
UNROLLINGS = {
    LANDSCAPE.name: UnrollingStage(
        large=Box(-2.3, -1.9, 2.3, 2.0),
        row=Box(LANDSCAPE.left, -3.45, LANDSCAPE.right, -3.15),
        small=Box(LANDSCAPE.left, -1.2, LANDSCAPE.left + 2.9, 1.7),
        network=Box(LANDSCAPE.left + 3.4, -3.75, LANDSCAPE.right, 2.5),
    ),
    SQUARE.name: UnrollingStage(
        large=Box(-1.9, -1.8, 1.9, 1.75),
        row=Box(SQUARE.left, -3.35, SQUARE.right, -3.05),
        small=Box(SQUARE.left, -1.2, SQUARE.left + 1.9, 0.7),
        network=Box(SQUARE.left + 2.2, -3.45, SQUARE.right, 1.4),
    ),
    VERTICAL.name: UnrollingStage(
        large=Box(-3.2, -2.3, 3.2, 4.1),
        row=Box(VERTICAL.left, -4.45, VERTICAL.right, -4.15),
        small=Box(VERTICAL.left, -1.6, VERTICAL.left + 2.1, 0.5),
        network=Box(VERTICAL.left + 2.5, -6.7, VERTICAL.right, 4.5),
    ),
}
