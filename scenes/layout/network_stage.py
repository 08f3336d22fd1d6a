"""Where a network stands, and the panel for what is worked out in it: beside it, or below it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scenes.layout.boxes import Box, Point
from scenes.layout.formats import LANDSCAPE, SQUARE, VERTICAL, Format
from scenes.lessons import LessonError
from scenes.studies import Neuron

ROW, LEAST_ROW = 0.75, 0.34  # of what stands in rows below a network
NEARER = 1.4  # what a neuron from near leaves to the panel beside it


@dataclass(frozen=True, slots=True)
class NetworkStage:
    """The places of a `network` and of a `panel`, and of the `question` that is asked before there are any.

    Where not all of the network is seen, more is said around it, and it is between `partial`, bottom and top. `most` is
    how wide a panel may get: beside a network it takes that from it, below it is in the middle. `choice` is the left
    end of what is said of how its neurons were chosen, `note` that of what is noted where nothing is said of that, if
    there is room for a note; `scale` is where the scale of activations ends at the right, and what it is called, if
    that isn't on the same line; `beside_heading` is what it takes of the heading.
    """

    network: Box
    partial: Point
    panel: Box
    most: float
    choice: Point
    note: Point | None
    scale: tuple[Point, ...]
    question: Box
    beside_heading: float = 0.0

    @property
    def is_below(self) -> bool:
        """Whether the panel is below the network."""
        return self.panel.top < self.network.bottom

    def widened(self, width: float) -> NetworkStage:
        """Return the stage with a panel that is at least `width` wide, as far as it may be."""
        more = min(max(0.0, width - self.panel.width), self.most - self.panel.width)
        if self.is_below:
            panel = replace(self.panel, left=self.panel.left - more / 2, right=self.panel.right + more / 2)
            return replace(self, panel=panel)
        panel = replace(self.panel, left=self.panel.left - more)
        return replace(self, panel=panel, network=replace(self.network, right=self.network.right - more))

    @property
    def nearer(self) -> NetworkStage:
        """The stage for a neuron from near, which takes less room than a network: the panel beside it is wider."""
        return self if self.is_below else self.widened(self.panel.width + NEARER)

    def rows(self, heights: Mapping[Neuron, float], above: float) -> dict[Neuron, float]:
        """Return how high the rows of what is said of some neurons are: each beside its own, or all below the network.

        There they begin `above` below the top of the panel.
        """
        if not self.is_below:
            return dict(heights)
        top = self.panel.top - above
        pitch = max(LEAST_ROW, min(ROW, (top - self.panel.bottom) / max(1, len(heights) - 1)))
        return {place: top - index * pitch for index, place in enumerate(heights)}


STAGES = {
    LANDSCAPE.name: NetworkStage(
        network=Box(LANDSCAPE.left, -3.5, 2.05, 1.75),
        partial=(-3.4, 1.4),
        panel=Box(2.55, -3.6, 6.75, 2.2),
        most=7.0,
        choice=(LANDSCAPE.left, -3.8),
        note=(LANDSCAPE.left, -3.8),
        scale=((LANDSCAPE.right, LANDSCAPE.title_y), (LANDSCAPE.right, LANDSCAPE.aside_y)),
        question=Box(LANDSCAPE.left, -3.5, LANDSCAPE.right, 2.5),
        beside_heading=2.5,
    ),
    SQUARE.name: NetworkStage(
        network=Box(SQUARE.left, -3.1, -0.25, 1.05),
        partial=(-3.0, 1.05),
        panel=Box(0.25, -3.1, SQUARE.right, 1.53),
        most=4.6,
        choice=(SQUARE.left, -3.5),
        note=None,
        scale=((SQUARE.right, -3.5),),
        question=Box(SQUARE.left, -3.3, SQUARE.right, 1.7),
    ),
    VERTICAL.name: NetworkStage(
        network=Box(VERTICAL.left, 0.1, VERTICAL.right - 0.2, 4.35),
        partial=(0.3, 4.0),
        panel=Box(-2.9, -6.95, 2.9, -1.1),
        most=VERTICAL.width,
        choice=(VERTICAL.left, -0.2),
        note=(VERTICAL.left, -0.2),
        scale=((VERTICAL.right, -0.62),),
        question=Box(VERTICAL.left, -5.0, VERTICAL.right, 3.6),
    ),
}


def stage_for(form: Format, width: float) -> NetworkStage:
    """Return the stage of a format whose panel has to be `width` wide; raises LessonError where it can't be."""
    stage = STAGES[form.name]
    if form is not LANDSCAPE and width > stage.most:
        raise LessonError(
            f"its numbers need more room than a {form.name} picture has: take fewer decimals, or another --format"
        )
    return stage.widened(width)
