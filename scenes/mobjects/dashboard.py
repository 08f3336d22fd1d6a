"""The panels of a dashboard: a fit that bends, parameters as colours over time, gradients as dotted curves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import DOWN, UP, Dot, ManimColor, Rectangle, Square, VGroup, VMobject, interpolate_color
from numpy.typing import NDArray

from mathnet import MLP
from scenes.layout.boxes import Box
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.charts import Frame, GrowingCurve, GrowingDots, draw_within, straight, ways_from
from scenes.mobjects.learning_diagram import LearningDiagram
from scenes.mobjects.text import TextLine, wrapped
from scenes.mobjects.typesetting import outline
from scenes.storyboards.charts import Axis, Chart, Fit, Points
from scenes.storyboards.curve_panels import Heat
from scenes.storyboards.reading import Cast
from scenes.storyboards.readout import Line
from scenes.studies import LayerView
from scenes.style import (
    BACKWARD,
    BACKWARD_TOO,
    CAPITAL_PER_EM,
    HEAD,
    NEGATIVE,
    NODE_FILL,
    OUTPUT,
    POSITIVE,
    QUIET,
    RULE,
    SMALL,
)

TEXT_SIZE = 0.33  # large enough for a column of 700 pixels
TITLE_SIZE = 0.36
LEVELS = 12  # shades of each sign
LEADING = 0.36  # from a title to a line below it
CLEAR = 0.05  # between a title and a line that reaches up to it
NOTE = 0.24  # by which a line below the title takes up more room than there is
SHOWERS = 12  # parts in which the points of a fit come on
BEFORE = 0.14  # from a name to the middle of the mark before it
SEAM = 0.004  # by which cells reach into each other, so that no background shines through


def title(line: Line, area: Box) -> TextLine:
    return TextLine(line, (area.left, area.top - CAPITAL_PER_EM * TITLE_SIZE), size=TITLE_SIZE, weight="semibold")


def inside(area: Box, left: float = 0.0, below: int = 0) -> Box:
    """Return what is left of a panel below its title, and as many lines `below` that, and above its ticks."""
    down = NOTE + (below - 1) * LEADING if below else 0.0
    return Box(area.left + left, area.bottom + 0.45, area.right - 0.12, area.top - 0.56 - down)


def room_beside(heading: TextLine, area: Box) -> float:
    """Return how wide a line right of a title may be."""
    return area.right - 0.12 - area.left - 0.2 - heading.width_set


class FitPanel(Follower):
    """The points, and the curve of what the network says, at each stage.

    Beside its title, or below it, there is room for a line as wide as `beside`.
    """

    def __init__(self, fit: Fit, area: Box, colour: str = OUTPUT, beside: Line = ()) -> None:
        super().__init__()
        self.title, self.area = title(fit.title, area), area
        self.below = outline(beside).width * HEAD > room_beside(self.title, area)
        self.frame = Frame(fit.x, fit.y, inside(area, 0.5, self.below), TEXT_SIZE, 0.5)
        self.dots = VGroup(
            *(self._dots(fit.samples[index::SHOWERS]) for index in range(min(SHOWERS, len(fit.samples))))
        )
        self.line = VMobject(stroke_color=colour, stroke_width=5)
        self.curves = np.array(
            [[self.frame.place(x, y) for x, y in zip(fit.grid, stage, strict=True)] for stage in fit.stages]
        )
        self.show_at(0)
        self.still = VGroup(self.title, self.frame)
        self.add(self.line)

    @property
    def pieces(self) -> list[VMobject]:
        """Return the dots, as they come on, and the line."""
        return [*self.dots, self.line]

    def _dots(self, samples: Points) -> VMobject:
        """Return dots for some of the samples, as one mobject: drawing is paid by the mobject."""
        dots = Dot(radius=0.05, color=QUIET)
        dots.points = np.concatenate([dots.points + self.frame.place(x, y) for x, y in samples])
        return dots

    def ways_to(self, samples: Points) -> VGroup:
        """Return two lines: up to a sample in the right half from its x, and on to its y."""
        down, left = ways_from(self.frame, *sorted(samples)[-len(samples) // 4])
        return VGroup(down.reverse_points(), left)

    def beside_title(self, line: Line, colour: str) -> TextLine:
        """Return a line at the right of the title, or below it where it has no room."""
        y = self.title.baseline - (LEADING if self.below else 0.0)
        return TextLine(line, (self.area.right - 0.12, y), "right", HEAD, colour)

    def shows(self, x: float, y: float) -> bool:
        """Tell whether a point is within the frame."""
        frame = self.frame
        return frame.x.low <= x <= frame.x.high and frame.y.low <= y <= frame.y.high

    def show_at(self, stage: int) -> None:
        draw_within(self.line, self.curves[stage], self.frame.area)


class NetworkPanel:
    """A network that learns: `still` are its title and neurons, the `wires` follow the run.

    How its neurons were chosen is said from `left` on.
    """

    def __init__(
        self,
        networks: Sequence[MLP],
        layers: Sequence[LayerView],
        cast: Cast,
        drawn: Line,
        area: Box,
        left: float,
    ) -> None:
        top = area.top - (0.5 if all(layer.is_whole for layer in layers) else 0.9)
        inner = Box(area.left + 0.2, area.bottom, area.right - 0.2, top)
        self.diagram = LearningDiagram(networks, layers, cast, drawn, inner, left)
        self.wires = self.diagram.wires
        self.still = VGroup(title(("network",), area), self.diagram, self.diagram.names)


class Notice(Follower):
    """A text that is there from a stage on."""

    def __init__(self, text: TextLine, first: int) -> None:
        super().__init__(text)
        self.text, self.first = text, first
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        self.text.set_fill(opacity=float(stage >= self.first))


class HeatPanel(Follower):
    """Parameters as rows of colour that fill from the left, blue when negative and red when positive."""

    def __init__(self, heat: Heat, area: Box) -> None:
        super().__init__()
        self.heat = heat
        baseline = area.top - CAPITAL_PER_EM * TITLE_SIZE
        heading = title(heat.title, area)
        room, at = room_beside(heading, area), (area.right - 0.12, baseline)
        self.legend = TextLine((heat.low, "  ", heat.high), at, "right", TEXT_SIZE, paint=(NEGATIVE, None, POSITIVE))
        if self.legend.width_set > room:
            self.legend = TextLine(("±", heat.high), at, "right", TEXT_SIZE, QUIET)
        below, first = self.legend.width_set > room, baseline
        if below:
            over = self.legend.get_top()[1] - heading.get_bottom()[1]  # a power of ten reaches higher than figures
            first -= max(LEADING, over + CLEAR)
            self.legend.shift((first - baseline) * UP)
        note = [] if heat.note == () else wrapped(heat.note, area.width, SMALL)
        inner = inside(area, below=below + len(note))
        self.frame = Frame(heat.x, Axis(0.0, 1.0, ()), inner, TEXT_SIZE, 0.0)
        ground = Rectangle(
            width=inner.right - inner.left,
            height=inner.top - inner.bottom,
            stroke_width=1.5,
            color=RULE,
        ).move_to(((inner.left + inner.right) / 2, inner.middle[1], 0.0))
        lines = [
            TextLine(line, (area.left, first - (i + 1) * LEADING), size=SMALL, colour=QUIET)
            for i, line in enumerate(note)
        ]
        self.still = VGroup(heading, *lines, self.legend, ground, self.frame)
        self.epochs = heat.epochs
        self.heights = np.linspace(inner.top, inner.bottom, len(heat.stages[0]) + 1)
        levels = np.rint(np.array(heat.stages) / heat.high.value * LEVELS).astype(int)
        self.runs = {int(level): self._runs_of(levels, level) for level in np.unique(levels)}
        self.shades = {level: VMobject(stroke_width=0, fill_opacity=1, fill_color=shade(level)) for level in self.runs}
        self.add(*self.shades.values())
        self.show_at(0)

    def _runs_of(self, levels: NDArray[np.int_], level: int) -> NDArray[np.float64]:
        """Return where a shade is: row, first epoch and last of each of its runs.

        What a stage has come to reaches back to the stage before it.
        """
        runs: list[tuple[int, float, float]] = []
        for row in range(levels.shape[1]):
            for stage in range(1, len(self.epochs)):
                if levels[stage, row] == level:
                    start, end = self.epochs[stage - 1], self.epochs[stage]
                    if runs and runs[-1][0] == row and runs[-1][2] == start:
                        runs[-1] = (row, runs[-1][1], end)
                    else:
                        runs.append((row, start, end))
        return np.array(runs, dtype=float).reshape(-1, 3)

    def show_at(self, stage: int) -> None:
        reached = self.epochs[stage]
        for level, shape in self.shades.items():
            runs = self.runs[level]
            runs = runs[runs[:, 1] < reached]
            rows = runs[:, 0].astype(int)
            left, right = self.frame.across(runs[:, 1]), self.frame.across(np.minimum(runs[:, 2], reached))
            shape.points = rectangles(left - SEAM, right + SEAM, self.heights[rows + 1], self.heights[rows])


def shade(level: int) -> ManimColor:
    return interpolate_color(
        ManimColor(NODE_FILL), ManimColor(NEGATIVE if level < 0 else POSITIVE), abs(level) / LEVELS
    )


def rectangles(
    left: NDArray[np.float64], right: NDArray[np.float64], bottom: NDArray[np.float64], top: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return the Bézier points of rectangles, all in one outline."""
    corners = np.stack(
        [
            np.stack([x, y, np.zeros_like(x)], axis=-1)
            for x, y in ((left, bottom), (right, bottom), (right, top), (left, top))
        ],
        axis=1,
    )
    return straight(corners, np.roll(corners, -1, axis=1))


class GradientPanel(VGroup):
    """The sizes of the gradients over the epochs: purple and dotted, as all that runs backwards."""

    def __init__(self, chart: Chart, area: Box, names: tuple[str, str]) -> None:
        super().__init__()
        heading, key = title(chart.title, area), VGroup()
        below = False
        if len(chart.curves) > 1:
            key = self._key(names, area.right - 0.12, heading.baseline)
            below = key.width > room_beside(heading, area)
            key.shift(below * LEADING * DOWN)
        self.frame = Frame(chart.x, chart.y, inside(area, 0.75, below), TEXT_SIZE, 0.75)
        self.still = VGroup(heading, self.frame, *key)
        self.followers = [
            GrowingDots(curve.points, self.frame, colour, mark)
            for curve, (colour, mark) in zip(chart.curves, _gradient_marks(), strict=False)
        ]

    def _key(self, names: tuple[str, str], right: float, y: float) -> VGroup:
        """Return the names of both layers, each behind its mark, that end at `right`."""
        key = VGroup()
        for name, (colour, mark) in reversed(list(zip(names, _gradient_marks(), strict=True))):
            text = TextLine((name,), (right, y), "right", TEXT_SIZE, colour)
            right -= text.width_set + BEFORE
            middle = y + CAPITAL_PER_EM * TEXT_SIZE / 2
            key.add(text, mark.scale(1.5).set_fill(colour, 1).set_stroke(width=0).move_to((right, middle, 0.0)))
            right -= 2 * BEFORE
        return key


def _gradient_marks() -> tuple[tuple[str, VMobject], ...]:
    """Return colour and shape of the gradients of the first layer, and of the last: dots and squares."""
    return (BACKWARD, Dot(radius=0.045)), (BACKWARD_TOO, Square(0.08))


class LossPanel(VGroup):
    """The loss over the epochs, with its value beside the title."""

    def __init__(self, chart: Chart, area: Box) -> None:
        super().__init__()
        self.frame = Frame(chart.x, chart.y, inside(area, 0.75), TEXT_SIZE, 0.75)
        baseline = area.top - CAPITAL_PER_EM * TITLE_SIZE
        self.still = VGroup(title(chart.title, area), self.frame)
        (curve,) = chart.curves
        self.value = Display([(value,) for value in curve.values], (area.right - 0.12, baseline), "right", TITLE_SIZE)
        self.curve = GrowingCurve(curve, chart.stages, self.frame, OUTPUT)
        self.followers: list[Follower] = [self.value, self.curve]
