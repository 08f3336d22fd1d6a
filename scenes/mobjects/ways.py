"""Ways down the landscape, told apart by colour, by stroke and by the marks at their steps; and their names."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from manim import ORIGIN, Circle, Square, Triangle, VGroup, VMobject
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Follower
from scenes.mobjects.charts import Frame, dashed, straight
from scenes.mobjects.plane import Path, clipped
from scenes.mobjects.text import TextLine
from scenes.storyboards.charts import Points
from scenes.style import BACKGROUND, CAPITAL_PER_EM, SMALL, WAYS

DISTANCES = (0.32, 0.55, 0.85, 1.2, 1.6)  # from the end of a way to its name
DIRECTIONS = 16
ROOM = 0.06  # around a name
SAMPLE = 0.7  # how long a piece of a way is beside its name


@dataclass(frozen=True, slots=True)
class Manner:
    """How a way is drawn: how wide its line is, whether it is `dashed`, and the outline of the `mark` at each step.

    A mark is none for some; its line is `thick`, so that a small one is full.
    """

    colour: str
    width: float
    dashed: bool
    mark: VMobject | None
    thick: float = 3.0


def manner_of(index: int) -> Manner:
    """Return how a way is drawn, by its place."""
    colour = WAYS[index]
    return (
        Manner(colour, 4.0, False, Circle(radius=0.035), 7.0),
        Manner(colour, 2.5, False, Circle(radius=0.02), 4.0),
        Manner(colour, 3.0, True, Square(0.14)),
        Manner(colour, 2.5, False, None),
        Manner(colour, 3.5, False, Triangle().scale(0.1, about_point=ORIGIN)),
    )[index]


def marks_of(manner: Manner, places: Sequence[Path]) -> VMobject:
    """Return the marks of steps, as one mobject."""
    shape = VMobject(stroke_color=manner.colour, stroke_width=manner.thick)
    shape.points = mark_points(manner, places)
    return shape


def mark_points(manner: Manner, places: Sequence[Path]) -> Path:
    empty: Path = np.zeros((0, 3))
    own = empty if manner.mark is None else manner.mark.points
    return np.concatenate([empty, *(own + place for place in places)])


class WayDown(Follower):
    """A way down as far as it has got: a line, a mark for each step, and a ring where it is; cut off at the frame."""

    def __init__(self, index: int, path: Points, stages: Sequence[int], frame: Frame) -> None:
        super().__init__()
        self.index, self.stages, self.frame = index, stages, frame
        self.places = np.array([frame.place(w, b) for w, b in path])
        self.manner = manner = manner_of(index)
        self.line = VMobject(stroke_color=manner.colour, stroke_width=manner.width)
        self.marks = marks_of(manner, [])
        self.head = Circle(radius=0.13, color=manner.colour, stroke_width=4)
        self.add(self.line, self.marks, self.head)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        path, area = self.places[: self.stages[stage] + 1], self.frame.area
        points = clipped(path, area) if len(path) > 1 else path[:0]
        self.line.points = dashed(points) if self.manner.dashed and len(points) else points
        self.marks.points = mark_points(self.manner, [place for place in path if holds(area, place)])
        is_seen = holds(area, path[-1])
        self.head.move_to(path[-1] if is_seen else path[0]).set_stroke(opacity=float(is_seen))

    def rest(self) -> None:
        """Take away the ring: the way has come to its end."""
        self.head.set_stroke(opacity=0.0)

    @property
    def end(self) -> Path:
        """Where the way ends, or is last seen."""
        pieces = clipped(self.places, self.frame.area)
        last: Path = pieces[-1] if len(pieces) else self.places[0]
        return last


def holds(area: Box, place: Path) -> bool:
    """Tell whether a place is within an area."""
    return bool(area.left <= place[0] <= area.right and area.bottom <= place[1] <= area.top)


def sample_of(index: int, left: float, y: float) -> VGroup:
    """Return a short piece of a way as it is drawn, from `left` on at height y: what a table names it by."""
    manner = manner_of(index)
    line = VMobject(stroke_color=manner.colour, stroke_width=manner.width)
    points = straight(np.array([[left, y, 0.0]]), np.array([[left + SAMPLE, y, 0.0]]))
    line.points = dashed(points) if manner.dashed else points
    places = [np.array([left + SAMPLE * share, y, 0.0]) for share in (0.15, 0.5, 0.85)]
    return VGroup(line, marks_of(manner, places))


class NameTag(VGroup):
    """The name of a way near its end, on a ground of its own, and a thin line to there."""

    def __init__(self, text: TextLine, behind: Box, end: Path) -> None:
        super().__init__()
        colour = text.get_fill_color()
        near = np.array([min(max(end[0], behind.left), behind.right), min(max(end[1], behind.bottom), behind.top), 0.0])
        ground = VMobject(stroke_width=0, fill_opacity=0.85, fill_color=BACKGROUND)
        ground.set_points_as_corners(
            [
                (x, y, 0.0)
                for x, y in (
                    (behind.left, behind.bottom),
                    (behind.right, behind.bottom),
                    (behind.right, behind.top),
                    (behind.left, behind.top),
                    (behind.left, behind.bottom),
                )
            ]
        )
        self.text = text
        self.add(Stroke(end, near, color=colour, stroke_width=1.5), ground, text)


def name_ways(ways: Sequence[WayDown], names: Sequence[str], taken: Sequence[Box]) -> list[NameTag]:
    """Return a tag for each way, near its end, where it hides as little as may be of all ways, and nothing `taken`."""
    drawn = np.concatenate(
        [clipped(way.places, way.frame.area).reshape(-1, 4, 3)[:, [0, 3]].mean(axis=1) for way in ways]
    )
    drawn = np.concatenate([drawn, *(way.places for way in ways)])[:, :2]
    tags, occupied = [], list(taken)
    for way, name in zip(ways, names, strict=True):
        width = TextLine((name,), size=SMALL).width_set / 2 + ROOM
        height = CAPITAL_PER_EM * SMALL / 2 + ROOM + 0.03
        end, area = way.end, way.frame.area
        best, least = Box(end[0], end[1], end[0], end[1]), math.inf
        for distance in DISTANCES:
            for step in range(DIRECTIONS):
                turn = 2 * math.pi * step / DIRECTIONS
                x = end[0] + (distance + width - height) * math.cos(turn)
                y = end[1] + distance * math.sin(turn)
                box = Box(x - width, y - height, x + width, y + height)
                if not area.contains(box) or any(box.meets(other) for other in occupied):
                    continue
                hits = (np.abs(drawn - (x, y)) <= (width, height)).all(axis=1).sum()
                if hits + distance < least:
                    best, least = box, hits + distance
        if math.isfinite(least):
            occupied.append(best)
            baseline = best.middle[1] - CAPITAL_PER_EM * SMALL / 2
            text = TextLine((name,), (best.left + ROOM, baseline), size=SMALL, colour=way.manner.colour)
            tags.append(NameTag(text, best, end))
    return tags
