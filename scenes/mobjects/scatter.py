"""What a network says against what is true: a dot for each sample, and how far off the answers are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

import numpy as np
from manim import DOWN, Circle, Square, VGroup, VMobject
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.charts import Frame
from scenes.mobjects.diagram import draw_dashes
from scenes.mobjects.ledger import EquationRow, rule
from scenes.mobjects.text import TextLine, fitted, wrapped
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Readout
from scenes.storyboards.tell_training_values import Scatter, Verdict
from scenes.style import BODY, HEAD, OUTPUT, QUIET, RULE, SMALL, TEST, TRAIN

RADIUS, SIDE = 0.05, 0.1
BOLD = 4.0  # width of a line that is pointed at
LEADING, LESS = 0.46, 0.38
BESIDE = 0.2  # between what stands in one row


def mark(test: bool) -> VMobject:
    """Return what a sample looks like: a white ring to learn from, a yellow square to test with."""
    if test:
        return Square(SIDE).set_stroke(width=0).set_fill(TEST, 1)
    return Circle(RADIUS).set_stroke(TRAIN, 1.5).set_fill(opacity=0)


class ScatterPanel(Follower):
    """The dots at each stage, over what is `still`: axes, diagonal, names. `outside` counts those off the chart."""

    def __init__(self, scatter: Scatter, area: Box) -> None:
        super().__init__()
        says = TextLine(("the network says",), (area.left, area.top - 0.24), size=SMALL, weight="semibold")
        legend = _legend(scatter, area)
        # what has no room beside these words stands below them
        down = LESS if len(legend) and legend.get_left()[0] < says.get_right()[0] + BESIDE else 0.0
        inner = Box(area.left + 0.75, area.bottom + 0.78, area.right - 0.1, area.top - 0.55 - down)
        self.frame = Frame(scatter.axis, scatter.axis, inner)
        low, high = scatter.axis.low, scatter.axis.high
        self.diagonal = Stroke(self.frame.place(low, low), self.frame.place(high, high), color=RULE, stroke_width=3)
        below = area.bottom + 0.08
        self.still = VGroup(
            self.frame,
            self.diagonal,
            says,
            TextLine(("true ", scatter.name), (inner.right, below), "right", SMALL, weight="semibold"),
        )
        self.still.add(*legend.shift(down * DOWN))
        self.outside = [Display(scatter.outside, (area.left, below), size=SMALL)] if scatter.outside else []
        self.scatter = scatter
        self.tested = any(dot.test for dot in scatter.dots)
        self.marks = [mark(test) for test in (False, True)]
        self.shapes = [mark.points.copy() for mark in self.marks]
        self.add(*self.marks)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        own = self.scatter.axis
        for test, (mark, shape) in enumerate(zip(self.marks, self.shapes, strict=True)):
            places = [
                self.frame.place(dot.true, said)
                for dot, said in zip(self.scatter.dots, self.scatter.stages[stage], strict=True)
                if dot.test == test and own.low <= said <= own.high
            ]
            mark.points = np.concatenate([shape[:0], *(shape + place for place in places)])

    def ways(self, stage: int) -> VMobject:
        """Return how far the dots that are judged are off at a stage: a line from each to the diagonal."""
        return self._ways((true, said, true) for true, said in self._judged(stage))

    def ways_either_side(self, stage: int) -> tuple[VMobject, VMobject]:
        """Return these lines of the dots above the diagonal, and of those below."""
        judged = self._judged(stage)
        return (
            self._ways((true, said, true) for true, said in judged if said > true),
            self._ways((true, said, true) for true, said in judged if said < true),
        )

    def ways_of(self, guess: float, stage: int) -> VMobject:
        """Return how far the same dots would be off, were each answer the `guess`."""
        return self._ways((true, guess, true) for true, _ in self._judged(stage))

    def ways_among(self, pairs: Collection[tuple[float, float]]) -> VMobject:
        """Return how far those of the dots are off, in the end, whose true value and answer are among `pairs`."""
        ways = self._ways((true, said, true) for true, said in self._judged(-1) if (true, said) in pairs)
        return ways.set_stroke(width=BOLD, opacity=1)

    def _judged(self, stage: int) -> list[tuple[float, float]]:
        """Return what is true, and what the network says, for those dots on the chart that are judged."""
        own = self.scatter.axis
        return [
            (dot.true, said)
            for dot, said in zip(self.scatter.dots, self.scatter.stages[stage], strict=True)
            if dot.test == self.tested and own.low <= said <= own.high
        ]

    def _ways(self, ends: Iterable[tuple[float, float, float]]) -> VMobject:
        """Return upright lines, given as x, and from which y to which."""
        ways = VMobject(stroke_color=TEST if self.tested else TRAIN, stroke_width=1.5, stroke_opacity=0.6)
        for x, start, end in ends:
            ways.start_new_path(self.frame.place(x, start))
            ways.add_line_to(self.frame.place(x, end))
        return ways

    def level(self, value: float) -> VMobject:
        """Return the dashed line of always saying `value`."""
        own = self.scatter.axis
        line = VMobject(stroke_color=QUIET, stroke_width=2.5)
        draw_dashes(line, self.frame.place(own.low, value), self.frame.place(own.high, value))
        return line

    @property
    def followers(self) -> list[Follower]:
        return [self, *self.outside]

    @property
    def pieces(self) -> list[VMobject]:
        """Return the dots, and what is said of those off the chart."""
        return [*self.marks, *self.outside]


def _legend(scatter: Scatter, area: Box) -> VGroup:
    """Return what the marks mean, at the upper right of an area."""
    legend = VGroup()
    right, y = area.right, area.top - 0.24
    for test, name, colour in ((True, "test", TEST), (False, "training", TRAIN)):
        if any(dot.test == test for dot in scatter.dots):
            text = TextLine((name,), (right, y), "right", SMALL, colour)
            legend.add(text, mark(test).move_to((right - text.width_set - 0.15, y + 0.09, 0.0)))
            right -= text.width_set + 0.6
    return legend


class VerdictTable(VGroup):
    """How far off the network is on average for each output, `off`, and how far the mean would be, `guess`."""

    def __init__(self, verdict: Verdict, left: float, right: float, top: float) -> None:
        super().__init__()
        stops = (right - 1.9, right)
        room = stops[0] - left - max(TextLine((value,)).width_set for value in verdict.off) - 0.2
        y = top - 1.4 * LEADING
        names = [TextLine((fitted(name, room, BODY),), (left, y - i * LEADING)) for i, name in enumerate(verdict.names)]
        self.off = VGroup(
            TextLine(("off on average",), (left, top + 1.5 * LEADING), size=HEAD, weight="semibold"),
            TextLine(("the network",), (stops[0], top), "right", SMALL, OUTPUT),
            rule(left, right, top - 0.16),
            *names,
            *_column(verdict.off, stops[0], y, OUTPUT),
        )
        self.guess = VGroup(
            TextLine(("the mean",), (stops[1], top), "right", SMALL, QUIET), *_column(verdict.guess, stops[1], y, QUIET)
        )
        if verdict.listed:
            y -= LEADING
            self.off.add(TextLine(verdict.listed, (left, y - (len(names) - 1) * LEADING), size=SMALL, colour=QUIET))
        if verdict.ratio:
            y -= (len(names) + 0.7) * LEADING
            words = wrapped(("its error as a share of the mean's",), right - left, SMALL)
            last = y - 1.2 * LEADING - (len(words) - 1) * LESS
            self.guess.add(
                *(TextLine(line, (left, y - i * LESS), size=SMALL, colour=QUIET) for i, line in enumerate(words)),
                EquationRow(verdict.ratio, TextLine(written(verdict.ratio), (left, last), size=HEAD)),
            )
        self.add(self.off, self.guess)


def _column(values: Sequence[Readout], right: float, top: float, colour: str) -> list[TextLine]:
    return [TextLine((value,), (right, top - i * LEADING), "right", BODY, colour) for i, value in enumerate(values)]
