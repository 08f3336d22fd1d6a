"""What runs along the edges of a network: a pulse on all of them at once, a number from neuron to neuron."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from manim import Animation, MoveAlongPath, VMobject
from numpy.typing import NDArray

from scenes.mobjects.charts import straight
from scenes.mobjects.diagram import FAINTEST, Edge
from scenes.mobjects.text import TextLine
from scenes.style import BACKWARD, POINTER

LENGTH = 0.35  # of an edge that is lit
WIDTH, THIN, FEW = 5.0, 0.8, 40  # more edges than these few share what width they have
FADING = 0.35  # of its way, in which a number goes


class Lane(NamedTuple):
    """Where a light may run although no edge is drawn."""

    start_point: NDArray[np.float64]
    end_point: NDArray[np.float64]


class Pulse(Animation):
    """A light runs along `edges`, all at once, from where they start or `back` from where they end: the more they are,
    the thinner.
    """

    def __init__(self, edges: Sequence[Edge | Lane], colour: str, back: bool = False, **settings: Any) -> None:
        ends = np.array([(edge.start_point, edge.end_point) for edge in edges]).reshape(-1, 2, 3)
        self.starts, self.stops = (ends[:, 1], ends[:, 0]) if back else (ends[:, 0], ends[:, 1])
        line = VMobject(stroke_color=colour, stroke_width=max(THIN, WIDTH * min(1.0, FEW / max(1, len(edges)))))
        super().__init__(line, introducer=True, remover=True, **settings)

    def interpolate_mobject(self, alpha: float) -> None:
        head = alpha * (1 + LENGTH)
        run = self.stops - self.starts
        tail = max(0.0, head - LENGTH)
        self.mobject.points = straight(self.starts + min(1.0, tail) * run, self.starts + min(1.0, head) * run)


def pulses_through(edges: Iterable[Edge], back: bool = False) -> list[Pulse]:
    """Return a pulse for each layer of those edges that aren't dim, in order: forwards, or back as errors go."""
    lit = [(edge.place.layer, edge) for edge in edges if edge.place and edge.get_stroke_opacity() > FAINTEST]
    layers = sorted({layer for layer, _ in lit}, reverse=back)
    colour = BACKWARD if back else POINTER
    return [Pulse([edge for own, edge in lit if own == layer], colour, back) for layer in layers]


class Ride(MoveAlongPath):
    """A copy of what stands where an edge ends, as in a neuron, goes back along it, and is gone where it starts."""

    def __init__(self, number: TextLine, edge: Edge | Lane, **settings: Any) -> None:
        way = VMobject().set_points_as_corners([number.get_center(), edge.end_point, edge.start_point])
        self.number = number.copy()
        super().__init__(self.number, way, introducer=True, remover=True, **settings)

    def interpolate_mobject(self, alpha: float) -> None:
        super().interpolate_mobject(alpha)
        self.number.set_fill(opacity=min(1.0, (1 - alpha) / FADING))  # where several meet, none can be read
