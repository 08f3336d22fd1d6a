"""Where the films of failures have their two fits and losses, and what is seen from near."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.layout.boxes import Box
from scenes.layout.formats import LANDSCAPE, SQUARE, VERTICAL

BETWEEN = 0.5  # two boxes side by side


@dataclass(frozen=True, slots=True)
class FailureStage:
    """`fits` side by side over the `chart` of losses, before which there are `networks`.

    Or `near`, what is seen from near, with its `work` beside or below, and what goes with it where there is room
    (`beside`); or two of that, in `halves`; or a table with a network that has a `share` of the width.
    Or a `deep` network across, and below it `bars` as wide, or a `curve` and the `reason` that it shows; before there
    is a reason beside it, its `slopes` have the room of both.
    """

    fits: tuple[Box, Box]
    chart: Box
    networks: tuple[Box, Box]
    near: Box
    work: Box
    beside: Box | None
    halves: tuple[Box, Box]
    share: float
    deep: Box
    bars: Box
    curve: Box
    reason: Box

    @property
    def slopes(self) -> Box:
        curve, reason = self.curve, self.reason
        return replace(curve, right=reason.right) if reason.left > curve.right else curve


def _halves(area: Box) -> tuple[Box, Box]:
    middle = (area.left + area.right) / 2
    return (
        Box(area.left, area.bottom, middle - BETWEEN / 2, area.top),
        Box(middle + BETWEEN / 2, area.bottom, area.right, area.top),
    )


L, R = LANDSCAPE.left, LANDSCAPE.right
A, B = VERTICAL.left, VERTICAL.right  # the square picture's, too

FAILURES = {
    LANDSCAPE.name: FailureStage(
        fits=_halves(Box(L, -0.75, R, 2.5)),
        chart=Box(L, -3.9, R, -1.0),
        networks=_halves(Box(L, -3.8, R, -1.2)),
        near=Box(L, -3.85, 1.1, 2.45),
        work=Box(1.75, -3.85, R, 2.45),
        beside=Box(1.75, -3.85, R, 0.5),
        halves=_halves(Box(L, -3.85, R, 2.45)),
        share=0.44,
        deep=Box(L, -0.2, R, 2.45),
        bars=Box(L, -3.85, R, -0.65),
        curve=Box(L, -3.85, 0.4, -0.35),
        reason=Box(1.1, -3.85, R, -0.35),
    ),
    SQUARE.name: FailureStage(
        fits=_halves(Box(A, -0.55, B, 1.9)),
        chart=Box(A, -3.6, B, -0.8),
        networks=_halves(Box(A, -3.5, B, -1.0)),
        near=Box(A, -1.15, B, 1.9),
        work=Box(A, -3.6, B, -1.35),
        beside=None,
        halves=_halves(Box(A, -3.6, B, 1.9)),
        share=0.34,
        deep=Box(A, -0.2, B, 1.9),
        bars=Box(A, -3.6, B, -0.65),
        curve=Box(A, -3.6, 0.0, -0.35),
        reason=Box(0.3, -3.6, B, -0.35),
    ),
    VERTICAL.name: FailureStage(
        fits=_halves(Box(A, 0.6, B, 5.0)),
        chart=Box(A, -6.7, B, 0.1),
        networks=_halves(Box(A, -5.0, B, -0.5)),
        near=Box(A, -1.6, B, 5.0),
        work=Box(A, -6.7, B, -2.0),
        beside=Box(A, -6.7, B, -4.1),
        halves=_halves(Box(A, -6.7, B, 5.0)),
        share=0.34,
        deep=Box(A, 1.2, B, 5.0),
        bars=Box(A, -6.7, B, 0.75),
        curve=Box(A, -3.2, B, 0.9),
        reason=Box(A, -6.7, B, -3.5),
    ),
}
