"""What a network says of every point of a plane, as nested regions of colour that change from stage to stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Circle, Dot, ManimColor, Rectangle, Square, VGroup, VMobject, interpolate_color
from numpy.typing import NDArray

from scenes.mobjects.advance import Follower
from scenes.mobjects.charts import Frame, straight, ways_from
from scenes.mobjects.text import TextLine, fitted
from scenes.mobjects.typesetting import outline as outline_of
from scenes.storyboards.readout import Name
from scenes.studies.boundary import Grid, Point
from scenes.style import (
    BACKGROUND,
    CAPITAL_PER_EM,
    FIRST_CLASS,
    HEAD,
    NODE_FILL,
    POINTER,
    SECOND_CLASS,
    TEXT,
)

LEVELS = (0.1, 0.25, 0.4, 0.6, 0.75, 0.9)  # where one shade ends and the next begins
DEPTH = 0.42  # of the deepest shade, so that the points stand out
BEFORE = 0.4  # a name stands its mark
BETWEEN = 0.6  # two names beside each other
LEADING = 0.46  # from one to the other below it
Values = NDArray[np.float64]

# where the outline of a region runs in a cell, by which of its corners are inside (1: below left, 2: below right,
# 4: above right, 8: above left): from side to side, with the inside to the left
BELOW, RIGHT, ABOVE, LEFT = range(4)
TURNS: dict[int, tuple[tuple[int, int], ...]] = {
    1: ((BELOW, LEFT),),
    2: ((RIGHT, BELOW),),
    3: ((RIGHT, LEFT),),
    4: ((ABOVE, RIGHT),),
    5: ((BELOW, LEFT), (ABOVE, RIGHT)),
    6: ((ABOVE, BELOW),),
    7: ((ABOVE, LEFT),),
    8: ((LEFT, ABOVE),),
    9: ((BELOW, ABOVE),),
    10: ((RIGHT, BELOW), (LEFT, ABOVE)),
    11: ((RIGHT, ABOVE),),
    12: ((LEFT, RIGHT),),
    13: ((BELOW, RIGHT),),
    14: ((LEFT, BELOW),),
}


def outline(values: Values, xs: Values, ys: Values, level: float) -> list[Values]:
    """Return closed polygons around where `values` (rows from below) reach `level`, by marching squares.

    Holes run the other way round. At the border of the grid they run along it.
    """
    # a frame of nothing, of no width, closes what reaches the border
    grid = np.pad(values, 1, constant_values=-1.0) - level
    xs, ys = np.concatenate([xs[:1], xs, xs[-1:]]), np.concatenate([ys[:1], ys, ys[-1:]])
    inside = grid >= 0
    kinds = inside[:-1, :-1] + 2 * inside[:-1, 1:] + 4 * inside[1:, 1:] + 8 * inside[1:, :-1]
    following: dict[tuple[int, int, bool], tuple[int, int, bool]] = {}
    for i, j in np.argwhere((kinds > 0) & (kinds < 15)).tolist():
        # a side is known by where it begins, and whether it is upright
        sides = ((i, j, False), (i, j + 1, True), (i + 1, j, False), (i, j, True))
        for start, end in TURNS[int(kinds[i, j])]:
            following[sides[start]] = sides[end]
    return [_points(loop, grid, xs, ys) for loop in _loops(following)]


def _loops(following: dict[tuple[int, int, bool], tuple[int, int, bool]]) -> list[list[tuple[int, int, bool]]]:
    loops = []
    while following:
        first, side = following.popitem()
        loop = [first]
        while side != first:
            loop.append(side)
            side = following.pop(side)
        loops.append(loop)
    return loops


def _points(loop: list[tuple[int, int, bool]], grid: Values, xs: Values, ys: Values) -> Values:
    """Return where the outline crosses each side, as far along as the values at its ends say."""
    rows, columns, upright = np.array(loop).T
    after_rows, after_columns = rows + upright, columns + 1 - upright
    here, there = grid[rows, columns], grid[after_rows, after_columns]
    share = here / (here - there)
    x = xs[columns] + share * (xs[after_columns] - xs[columns])
    y = ys[rows] + share * (ys[after_rows] - ys[rows])
    return np.column_stack([x, y, np.zeros_like(x)])


def draw_polygons(shape: VMobject, polygons: Sequence[Values]) -> None:
    """Give `shape` the closed polygons as its points."""
    pieces = [straight(polygon, np.roll(polygon, -1, axis=0)) for polygon in polygons]
    shape.points = np.concatenate([np.zeros((0, 3)), *pieces])


class Surface(Follower):
    """Shades from the first class to the second, and the white boundary between them, within `frame`."""

    def __init__(self, stages: Sequence[Grid], frame: Frame) -> None:
        super().__init__()
        self.stages = np.array(stages)
        area = frame.area
        self.xs = np.linspace(area.left, area.right, self.stages.shape[2])
        self.ys = np.linspace(area.bottom, area.top, self.stages.shape[1])
        self.ground = Rectangle(
            width=area.right - area.left, height=area.top - area.bottom, stroke_width=0, fill_opacity=1
        ).move_to(((area.left + area.right) / 2, area.middle[1], 0.0))
        self.ground.set_fill(shade(0.0))
        steps = len(LEVELS)
        self.regions = [
            VMobject(stroke_width=0, fill_opacity=1, fill_color=shade((index + 1) / steps)) for index in range(steps)
        ]
        self.boundary = VMobject(stroke_width=5, stroke_color=TEXT)
        self.add(self.ground, *self.regions, self.boundary)
        self.show_at(0)

    def show_at(self, stage: int) -> None:
        values = self.stages[stage]
        for level, region in zip(LEVELS, self.regions, strict=True):
            draw_polygons(region, outline(values, self.xs, self.ys, level))
        lines = [line for loop in outline(values, self.xs, self.ys, 0.5) for line in self._within(loop)]
        self.boundary.points = np.concatenate([np.zeros((0, 3)), *(straight(line[:-1], line[1:]) for line in lines)])

    def _within(self, loop: Values) -> list[Values]:
        """Return the parts of a closed polygon that don't run along the border."""
        border = (
            (loop[:, 0] <= self.xs[0] + 1e-9)
            | (loop[:, 0] >= self.xs[-1] - 1e-9)
            | (loop[:, 1] <= self.ys[0] + 1e-9)
            | (loop[:, 1] >= self.ys[-1] - 1e-9)
        )
        if not border.any():
            return [np.vstack([loop, loop[:1]])]
        turned, border = np.roll(loop, -int(np.argmax(border)), axis=0), np.roll(border, -int(np.argmax(border)))
        parts: list[Values] = []
        start: int | None = None
        for index in range(1, len(turned) + 1):
            at_border = border[index % len(turned)]
            if not at_border and start is None:
                start = index - 1
            if at_border and start is not None:
                parts.append(np.take(turned, range(start, index + 1), axis=0, mode="wrap"))
                start = None
        return parts


def shade(share: float) -> ManimColor:
    """Return the colour of a place: at 0 surely the first class, at 1 surely the second."""
    ground = ManimColor(BACKGROUND if share in (0.0, 1.0) else NODE_FILL)
    own = ManimColor(FIRST_CLASS if share < 0.5 else SECOND_CLASS)
    return interpolate_color(ground, own, DEPTH * abs(2 * share - 1))


class Points(VGroup):
    """The samples, dots and squares: a mobject for each class, `kinds`, and one for the `rings` of the wrong ones."""

    def __init__(self, points: Sequence[Point], frame: Frame) -> None:
        super().__init__()
        self.frame = frame
        self.kinds = [mark(kind).set_stroke(BACKGROUND, 1.5) for kind in range(2)]
        for kind, shape in enumerate(self.kinds):
            _repeat(shape, [frame.place(point.x, point.y) for point in points if point.kind == kind])
        self.rings = Circle(radius=0.17, color=POINTER, stroke_width=4)
        _repeat(self.rings, [frame.place(point.x, point.y) for point in points if not point.right])
        self.add(*self.kinds)

    def ways_to(self, points: Sequence[Point]) -> VGroup:
        """Return two lines: from the highest point down to its x, and to its y."""
        point = max(points, key=lambda one: one.y)
        return VGroup(*ways_from(self.frame, point.x, point.y))


class ClassNames(VGroup):
    """The names of two classes beside their marks: beside each other where there is room, else one below the other.

    They stand between `left` and `right`, the first baseline at `top`.
    """

    def __init__(self, names: Sequence[Name], left: float, right: float, top: float) -> None:
        super().__init__()
        widths = [outline_of((name,)).width * HEAD + BEFORE for name in names]
        beside = left + widths[0] + BETWEEN + widths[1] <= right
        for kind, (name, colour) in enumerate(zip(names, (FIRST_CLASS, SECOND_CLASS), strict=True)):
            x, y = (left + kind * (widths[0] + BETWEEN), top) if beside else (left, top - kind * LEADING)
            self.add(mark(kind).scale(1.5).move_to((x + 0.12, y + CAPITAL_PER_EM * HEAD / 2, 0.0)))
            self.add(TextLine((fitted(name, right - x - BEFORE, HEAD),), (x + BEFORE, y), size=HEAD, colour=colour))


def _repeat(shape: VMobject, places: Sequence[Values]) -> None:
    """Let `shape`, which is drawn around the origin, be at all of these places."""
    own = shape.points
    shape.points = np.concatenate([own[:0], *(own + place for place in places)])


def mark(kind: int) -> VMobject:
    """Return what a sample looks like: a teal dot for the first class, an orange square for the second."""
    shape: VMobject = Dot(radius=0.075) if kind == 0 else Square(0.13)
    return shape.set_fill((FIRST_CLASS, SECOND_CLASS)[kind], 1).set_stroke(width=0)
