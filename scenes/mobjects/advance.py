"""Mobjects that follow a training run from stage to stage, and the animation that takes them along.

A stage is an epoch of which all numbers were recorded. There is nothing between two stages: numbers, dots, edges and
curves go from one to the next in the same frame, so that all of them tell of the same epoch at every frame.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import floor
from typing import Any

from manim import Animation, ManimColor, VGroup, VMobject, linear

from scenes.mobjects.text import Align, TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.readout import Line
from scenes.style import BODY, TEXT


class Follower(VGroup):
    """What looks different at each stage of a run."""

    def show_at(self, stage: int) -> None:
        raise NotImplementedError

    def advance(self, start: int, stop: int, run_time: float) -> Animation:
        return Advance(self, self.show_at, start, stop, run_time=run_time)


class Advance(Animation):
    """Takes a mobject through the stages from one to another, each for as long as the others, as `show_at` does."""

    def __init__(
        self, mobject: VMobject, show_at: Callable[[int], object], start: int, stop: int, **settings: Any
    ) -> None:
        self.follower, self.show_at, self.start, self.stop = mobject, show_at, start, stop
        super().__init__(mobject, rate_func=linear, **settings)

    def create_starting_mobject(self) -> VMobject:
        # a copy, as manim makes one, would be of everything that a follower knows, and nobody would look at it
        return self.follower

    def interpolate_mobject(self, alpha: float) -> None:
        self.show_at(self.start + floor((self.stop - self.start) * alpha + 1e-9))


def rewrite(text: TextLine, new: TextLine) -> None:
    """Let a line of text be another one, in its own colours."""
    text.line, text.width_set, text.size, text.baseline = new.line, new.width_set, new.size, new.baseline
    for index, span in enumerate(text.spans):
        if index < len(new.spans):
            span.segment, span.points = new.spans[index].segment, new.spans[index].points
        else:
            span.points = span.points[:0]


class Display(Follower):
    """A line of text a stage, all of one colour or each of its own.

    It is one and the same line that shows them all: when a play begins, manim lists each part that is to be drawn
    until it ends, so that of lines that take turns the first would be drawn all the time.
    """

    def __init__(
        self,
        lines: Sequence[Line],
        at: tuple[float, float],
        align: Align = "left",
        size: float = BODY,
        colour: str | Sequence[str] = TEXT,
    ) -> None:
        super().__init__()
        self.lines = lines
        self.colours = [colour] * len(lines) if isinstance(colour, str) else colour
        self.at, self.align, self.size = at, align, size
        self.text = TextLine(max(lines, key=len), at, align, size, self.colours[0])
        self.add(self.text)
        self.show_at(0)

    @property
    def widest(self) -> float:
        """How wide it gets."""
        return max(outline(line).width for line in self.lines) * self.size

    def show_at(self, stage: int) -> None:
        if self.text.line is self.lines[stage]:
            return
        rewrite(self.text, TextLine(self.lines[stage], self.at, self.align, self.size))
        if self.text.get_fill_color() != ManimColor(self.colours[stage]):
            self.text.set_fill(self.colours[stage])
