"""A bar for each layer of a network, as high as its gradients are large, on a logarithmic axis."""

from __future__ import annotations

from collections.abc import Sequence

from manim import DOWN, Animation, Rectangle, ReplacementTransform, VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Follower
from scenes.mobjects.charts import Frame
from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.charts import Axis
from scenes.storyboards.readout import Line, Readout
from scenes.style import BACKWARD, SMALL

LEFT, BELOW = 0.75, 0.4  # room for what stands around the axes
FILLED = 0.62  # of a layer's share of the width
OVER = 0.1  # from a bar to its number
HAIR = 0.01  # the height of a bar of nothing


class GradientBars(Follower):
    """`bars` in a `frame`, over the `names` of their layers; at each of the `stages` as high as sizes are then."""

    def __init__(self, stages: Sequence[Sequence[float]], axis: Axis, names: Sequence[Line], area: Box) -> None:
        super().__init__()
        self.stages = stages
        count = len(names)
        across = Axis(0.0, float(count), ())
        inner = Box(area.left + LEFT, area.bottom + BELOW, area.right, area.top)
        self.frame = Frame(across, axis, inner, SMALL, LEFT)
        self.pitch = (self.frame.area.right - self.frame.area.left) / count
        self.names = VGroup(
            *(
                TextLine(name, (self.middle(layer), area.bottom + 0.05), "center", SMALL)
                for layer, name in enumerate(names)
            )
        )
        self.bars = [
            Rectangle(width=FILLED * self.pitch, height=1.0, stroke_width=0, fill_opacity=1, fill_color=BACKWARD)
            for _ in names
        ]
        self.add(*self.bars)
        self.show_at(0)

    def middle(self, layer: int) -> float:
        return float(self.frame.across(layer + 0.5))

    def show_at(self, stage: int) -> None:
        area = self.frame.area
        for layer, (bar, size) in enumerate(zip(self.bars, self.stages[stage], strict=True)):
            top = min(area.top, max(area.bottom + HAIR, float(self.frame.place(0.0, size)[1])))
            bar.stretch_to_fit_height(top - area.bottom)
            bar.move_to((self.middle(layer), (top + area.bottom) / 2, 0.0))

    def share(self, layer: int) -> float:
        """Return how high the bar of a layer is, of the frame's height."""
        return float(self.bars[layer].height / self.frame.area.height)

    def rise(self, layer: int) -> Animation:
        """Return the animation in which the bar of a layer comes on."""
        bar = self.bars[layer]
        return ReplacementTransform(bar.copy().stretch(HAIR, 1, about_edge=DOWN), bar)

    def numbered(self, sizes: Sequence[Readout]) -> list[int]:
        """Return which bars have room for their numbers: all, or where these are too wide for that, every other one."""
        last = len(sizes) - 1
        if max(outline((size,)).width for size in sizes) * SMALL < self.pitch:
            return [*range(last + 1)]
        return [*range(0, last - 1, 2), last]

    def number(self, layer: int, size: Readout) -> TextLine:
        """Return the number on a bar."""
        at = (self.middle(layer), float(self.bars[layer].get_top()[1]) + OVER)
        return TextLine((size,), at, "center", SMALL, BACKWARD)
