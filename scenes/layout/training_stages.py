"""Where the panels of the training films stand: a network, its charts, and what is shown of them in the end."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.layout.boxes import Box, Point
from scenes.layout.formats import LANDSCAPE, SQUARE, VERTICAL, Format

GAP = 0.35  # between panels beside each other
CORNER_ROOM = 2.9  # of a title, for the epoch at its right


def room_beside_epoch(form: Format) -> float:
    """Return how wide a title may be where the epoch stands at its right."""
    return form.width if form is LANDSCAPE else form.width - CORNER_ROOM


@dataclass(frozen=True, slots=True)
class BesideStage:
    """Of the films of classes and values: a `network`, how high the `epoch` stands above it (all of it drawn, or a
    part), and two charts, `first` and `second`, for classes; for values the dots are in `dots`, the loss in `loss`.
    A step of one weight is in `step` before.

    In the end a matrix and what is said of it are in `judged`, or in `alone` where it has more than `most` classes;
    `large` are the dots then, and `verdict` how far off they are.
    """

    network: Box
    epoch: Point
    step: Box
    first: Box
    second: Box
    dots: Box
    loss: Box
    judged: Box
    alone: Box
    most: int
    large: Box
    verdict: Box


@dataclass(frozen=True, slots=True)
class PlaneStage:
    """Of the films of a boundary: the `plane`, where the `names` of its classes begin, the `loss`, and the `share` that
    is right; the `network`, where there is room for it, which has the loss's as well until that comes."""

    plane: Box
    names: Box
    loss: Box
    share: Point
    network: Box | None


@dataclass(frozen=True, slots=True)
class DashboardStage:
    """Of the films of a curve: the fit is seen `alone` at first, then in `fit`; the network is seen `large`, then in
    `network`: what is told of the run takes turns in `panel`. What is tried in the end is noted at `note_y`.
    """

    alone: Box
    fit: Box
    large: Box
    network: Box
    panel: Box
    note_y: float

    def parts(self, count: int) -> list[Box]:
        """Return the places of so many panels that take their turn together."""
        width = (self.panel.width + GAP) / count
        left = self.panel.left
        return [replace(self.panel, left=left + i * width, right=left + (i + 1) * width - GAP) for i in range(count)]


@dataclass(frozen=True, slots=True)
class WeightStage:
    """Of the films of all weights: the `network`, the `table` of its answers, where the `progress` of the training and
    the `largest` change end; its outputs' names have `name_room`, and an edge goes across `run` at least (None: as much
    as a label)."""

    network: Box
    name_room: float
    run: float | None
    table: Box
    progress: Point
    largest: Point


L, R = LANDSCAPE.left, LANDSCAPE.right
A, B = VERTICAL.left, VERTICAL.right  # the square picture's, too

BESIDES = {
    LANDSCAPE.name: BesideStage(
        network=Box(-5.0, -3.75, -0.95, 1.95),
        epoch=(2.15, 2.48),
        step=Box(1.1, -3.0, R, 1.6),
        first=Box(1.0, -0.55, R, 2.45),
        second=Box(1.0, -3.85, R, -0.85),
        dots=Box(1.0, -1.7, R, 2.45),
        loss=Box(1.0, -3.85, R, -1.9),
        judged=Box(1.0, -2.05, R, 2.45),
        alone=Box(L, -2.25, R, 2.45),
        most=6,
        large=Box(L, -3.85, 1.2, 2.45),
        verdict=Box(1.9, -3.85, R, 1.6),
    ),
    SQUARE.name: BesideStage(
        network=Box(-2.5, -0.4, 2.5, 1.35),
        epoch=(1.5, 1.8),
        step=Box(-2.5, -3.5, B, -0.5),
        first=Box(A, -3.6, -0.2, -0.7),
        second=Box(0.15, -3.6, B, -0.7),
        dots=Box(A, -3.6, -0.2, -0.7),
        loss=Box(0.15, -3.6, B, -0.7),
        judged=Box(A, -1.55, B, 1.95),
        alone=Box(A, -1.55, B, 1.95),
        most=0,
        large=Box(A, -3.6, -0.6, 1.9),
        verdict=Box(-0.25, -3.6, B, 1.0),
    ),
    VERTICAL.name: BesideStage(
        network=Box(-2.35, 1.45, 2.35, 4.6),
        epoch=(4.8, 5.13),
        step=Box(-2.35, -6.0, B, 0.5),
        first=Box(A, -2.85, B, 0.75),
        second=Box(A, -6.95, B, -3.25),
        dots=Box(A, -3.95, B, 0.75),
        loss=Box(A, -6.95, B, -4.35),
        judged=Box(A, -4.6, B, 0.5),
        alone=Box(A, -4.6, B, 4.9),
        most=6,
        large=Box(A, -1.6, B, 5.1),
        verdict=Box(-2.9, -6.95, 2.9, -3.2),
    ),
}
PLANES = {
    LANDSCAPE.name: PlaneStage(
        plane=Box(L + 0.55, -3.3, 1.6, 2.45),
        names=Box(2.4, 1.0, R, 2.2),
        loss=Box(2.4, -3.3, R, -0.72),
        share=(2.4, -3.75),
        network=Box(2.4, -0.55, R, 1.45),
    ),
    SQUARE.name: PlaneStage(
        plane=Box(A + 0.55, -2.6, 0.35, 1.9),
        names=Box(0.7, 0.5, B, 1.6),
        loss=Box(0.7, -2.95, B, 0.7),
        share=(A, -3.5),
        network=None,
    ),
    VERTICAL.name: PlaneStage(
        plane=Box(A + 0.55, -1.2, B - 0.1, 5.1),
        names=Box(A, -2.3, B, -2.2),
        loss=Box(A, -6.9, B, -3.3),
        share=(0.0, -2.95),
        network=None,
    ),
}
DASHBOARDS = {
    LANDSCAPE.name: DashboardStage(
        alone=Box(L, -3.9, R, 2.62),
        fit=Box(L, -3.9, 0.2, 2.62),
        large=Box(0.65, -3.9, R, 2.62),
        network=Box(0.65, -3.9, R, -0.75),
        panel=Box(0.65, -0.45, R, 2.62),
        note_y=LANDSCAPE.note_y,
    ),
    SQUARE.name: DashboardStage(
        alone=Box(A, -3.5, B, 1.95),
        fit=Box(A, -0.95, 1.6, 1.95),
        large=Box(A, -3.35, B, -1.1),
        network=Box(1.95, -0.8, B, 1.95),
        panel=Box(A, -3.15, B, -1.1),
        note_y=-3.46,
    ),
    VERTICAL.name: DashboardStage(
        alone=Box(A, -4.0, B, 4.95),
        fit=Box(A, 0.75, B, 4.95),
        large=Box(A, -6.9, B, 0.45),
        network=Box(A, -6.9, B, -3.0),
        panel=Box(A, -2.7, B, 0.45),
        note_y=VERTICAL.note_y,
    ),
}
WEIGHTS = {
    LANDSCAPE.name: WeightStage(
        network=Box(L, -3.85, R, 2.6),
        name_room=1.35,
        run=None,
        table=Box(L, -3.75, R, 2.0),
        progress=LANDSCAPE.corner,
        largest=(R, LANDSCAPE.note_y),
    ),
    SQUARE.name: WeightStage(
        network=Box(A, -3.55, B, 1.35),
        name_room=1.35,
        run=0.55,
        table=Box(A, -3.45, B, 1.3),
        progress=(B, SQUARE.note_y),
        largest=(-0.7, SQUARE.note_y),
    ),
    VERTICAL.name: WeightStage(
        network=Box(A, -6.9, B, 4.2),
        name_room=1.35,
        run=0.55,
        table=Box(A, -6.0, B, 4.6),
        progress=(B, VERTICAL.note_y),
        largest=(B, VERTICAL.note_y - 0.5),
    ),
}
