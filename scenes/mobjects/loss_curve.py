"""The loss over one weight: a curve, the line whose slope is the gradient, a dot that tells weight and loss."""

from __future__ import annotations

import numpy as np
from manim import Dot, LineJointType, VGroup, VMobject
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.charts import BESIDE, ROOM, Frame, draw_within
from scenes.mobjects.text import Align, TextLine, below_middle
from scenes.mobjects.typesetting import outline, widest
from scenes.storyboards.notation import W_SMALL
from scenes.storyboards.readout import Line
from scenes.storyboards.slope import LossCurve, SlopeBeat, Stop
from scenes.storyboards.words import equals
from scenes.style import BACKWARD, BODY, CAPITAL_PER_EM, POINTER, QUIET, SMALL, TEXT

ABOVE, BELOW = 0.34, 0.92  # the axes: room for the title, and for two rows of numbers
UNDER = 0.78  # the axes: the baseline of the weight
NARROWEST = 2.0  # axes
LONG = 1.5  # the line at most, on either side of the weight
LEAD = 0.52  # from the slope to the title
GUIDE = 0.55  # opacity


def width_of_slope(beat: SlopeBeat) -> float:
    """Return how wide an area the curve needs, and what stands above it."""
    ticks = max((outline((tick,)).width * SMALL + BESIDE for tick in beat.curve.y.ticks), default=0.0)
    label = outline((*beat.curve.label, "   ", beat.curve.gradient)).width * BODY
    title = outline(beat.curve.title).width * SMALL
    return max(max(ROOM, ticks) + NARROWEST + _room_for_losses(beat), label, title)


def _room_for_losses(beat: SlopeBeat) -> float:
    """Return how wide what stands right of the axes is."""
    return widest((stop.loss,) for stop in beat.stops) * SMALL + BESIDE


class LossPlot(VGroup):
    """In `area` from above: the `slope` as a number, or a ?, the `title`, the `frame`, the `curve` and the `tangent`.

    `turn` is the dot on the curve.
    """

    def __init__(self, beat: SlopeBeat, area: Box) -> None:
        super().__init__()
        curve = beat.curve
        first = area.top - CAPITAL_PER_EM * BODY
        self.slope = VGroup(
            TextLine(curve.label, (area.left, first), size=BODY, colour=BACKWARD),
            TextLine(("?" if beat.asks else curve.gradient,), (area.right, first), "right", BODY, BACKWARD, "semibold"),
        )
        self.title = TextLine(curve.title, (area.left, first - LEAD), size=SMALL, colour=QUIET)
        inner = Box(area.left + ROOM, area.bottom + BELOW, area.right - _room_for_losses(beat), first - LEAD - ABOVE)
        self.frame = Frame(curve.x, curve.y, inner, room=ROOM)
        self.curve = Trail(beat, self.frame)
        self.tangent = Tangent(curve, beat.stops[0], self.frame)
        self.turn = Turn(beat.stops, self.frame, area)
        self.add(self.slope, self.title, self.frame, self.curve, self.tangent, self.turn)


class Trail(Follower):
    """The curve: all of it, or as much as the dot has come by at a stage."""

    def __init__(self, beat: SlopeBeat, frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.weights = np.array([weight for weight, _ in beat.curve.points])
        self.places = np.array([frame.place(*point) for point in beat.curve.points])
        gone = [stop.weight.value for stop in beat.stops]
        self.lows, self.highs = np.minimum.accumulate(gone), np.maximum.accumulate(gone)
        self.line = VMobject(stroke_color=TEXT, stroke_width=4, joint_type=LineJointType.ROUND)
        self.add(self.line)
        draw_within(self.line, self.places, frame.area)

    def show_at(self, stage: int) -> None:
        seen = (self.weights >= self.lows[stage]) & (self.weights <= self.highs[stage])
        draw_within(self.line, self.places[seen], self.frame.area)


class Tangent(VMobject):
    """The line through the point of the weight as it is, with the gradient as its slope, within the axes."""

    def __init__(self, curve: LossCurve, stop: Stop, frame: Frame) -> None:
        super().__init__(stroke_color=BACKWARD, stroke_width=5)
        self.frame = frame
        middle = frame.place(stop.weight.value, stop.loss.value)
        width, height = frame.area.right - frame.area.left, frame.area.top - frame.area.bottom
        up = curve.gradient.value * (curve.x.high - curve.x.low) / (curve.y.high - curve.y.low) * height / width
        way = min(LONG / np.hypot(1.0, up), width / 2) * np.array([1.0, up, 0.0])
        draw_within(self, np.array([middle - way, middle + way]), frame.area)


class Turn(Follower):
    """A dot that goes from stop to stop; guides lead from it to its weight below the axes and its loss beside them."""

    def __init__(self, stops: tuple[Stop, ...], frame: Frame, area: Box) -> None:
        super().__init__()
        self.frame, self.area = frame, area
        self.places = [frame.place(stop.weight.value, stop.loss.value) for stop in stops]
        weights: list[Line] = [(W_SMALL, equals(stop.weight), stop.weight) for stop in stops]
        half = widest(weights) * SMALL / 2
        across = [min(max(place[0], area.left + half), area.right - half) for place in self.places]
        below, beside = area.bottom + BELOW - UNDER, frame.area.right + BESIDE
        self.weight = Sliding(weights, [(x, below) for x in across], "center")
        self.loss = Sliding(
            [(stop.loss,) for stop in stops], [(beside, below_middle(place[1], SMALL)) for place in self.places], "left"
        )
        self.guides = VGroup(*(Stroke(color=POINTER, stroke_width=2).set_stroke(opacity=GUIDE) for _ in range(2)))
        self.dot = Dot(radius=0.1, color=POINTER)
        self.add(self.guides, self.dot, self.weight, self.loss)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        place, area = self.places[stage], self.frame.area
        for guide, end in zip(self.guides, ((place[0], area.bottom, 0.0), (area.right, place[1], 0.0)), strict=True):
            guide.set_points_as_corners([place, end])
        self.dot.move_to(place)
        self.weight.show_at(stage)
        self.loss.show_at(stage)


class Sliding(Display):
    """A line of text a stage, each at a place of its own."""

    def __init__(self, lines: list[Line], places: list[tuple[float, float]], align: Align) -> None:
        self.places = places
        super().__init__(lines, places[0], align, SMALL, POINTER)

    def show_at(self, stage: int) -> None:
        self.at = self.places[stage]
        super().show_at(stage)
