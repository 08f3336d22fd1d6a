"""A chart of what becomes of training and test samples: curves that are told apart by colour, and by dashes."""

from __future__ import annotations

from manim import Line as Stroke
from manim import VGroup

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Display, Follower
from scenes.mobjects.charts import DashedCurve, Frame, GrowingCurve, dashed
from scenes.mobjects.text import TextLine
from scenes.mobjects.typesetting import outline
from scenes.storyboards.charts import Chart
from scenes.storyboards.readout import Line
from scenes.style import BODY, CAPITAL_PER_EM, SMALL

LEFT, BELOW, ABOVE = 0.62, 0.42, 0.55  # room for what stands around the axes
ROW = 0.4  # of the legend
GAP = 0.4  # between what stands in a row
KEY, BESIDE = 0.36, 0.1  # how long the piece of a curve before its name is, and how far from it
NAMES = 1.06 * SMALL  # size of the legend


class CurveChart(VGroup):
    """A chart of curves over the epochs: its `frame`, its `title`, a `legend` with values and growing `curves`.

    The second curve is dashed, and before its name stands a piece of each. The legend stands to the right of the title;
    what there is no room for comes below. Right of the axes there is `room`.
    """

    def __init__(self, chart: Chart, area: Box, colours: tuple[str, ...], unit: str = "", room: float = 0.1) -> None:
        super().__init__()
        baseline = area.top - 0.24
        self.title = TextLine(chart.title, (area.left, baseline), size=BODY, weight="semibold")
        texts: list[list[Line]] = [
            [(f"{curve.name} ", value, unit) for value in curve.values] for curve in chart.curves
        ]
        widths = [max(outline(line).width for line in lines) * NAMES for lines in texts]
        rows = in_rows(widths, area.width, self.title.width_set + GAP)
        inner = Box(area.left + LEFT, area.bottom + BELOW, area.right - room, area.top - ABOVE - (len(rows) - 1) * ROW)
        self.frame = Frame(chart.x, chart.y, inner, room=LEFT)
        legend: dict[int, Display] = {}
        for number, row in enumerate(rows):
            right = area.right
            for index in reversed(row):
                # below each other, all begin at one place
                left, y = right - (max(widths) if len(rows) > 1 else widths[index]), baseline - number * ROW
                legend[index] = Display(texts[index], (left, y), size=NAMES, colour=colours[index])
                self.add(key_of(index, left - BESIDE, y, colours[index]))
                right = left - BESIDE - KEY - GAP
        self.legend = [legend[index] for index in sorted(legend)]
        kinds = (GrowingCurve, DashedCurve)
        self.curves = [
            kind(curve, chart.stages, self.frame, colour)
            for curve, colour, kind in zip(chart.curves, colours, kinds, strict=False)
        ]
        self.add(self.frame, self.title, *self.legend, *reversed(self.curves))

    @property
    def parts(self) -> list[VGroup]:
        """Return what comes on one after the other: the axes, then each curve with its value."""
        following = [VGroup(curve, value) for curve, value in zip(self.curves, self.legend, strict=True)]
        axes = VGroup(*(part for part in self.submobjects if part not in self.followers))
        return [axes, *following]

    @property
    def followers(self) -> list[Follower]:
        return [*self.legend, *self.curves]


def in_rows(widths: list[float], width: float, taken: float) -> list[list[int]]:
    """Return which names of curves, so wide with all that stands beside them, go in which row; of the first some is
    `taken`.
    """
    rows: list[list[int]] = [[]]
    for index, own in enumerate(widths):
        needed = KEY + BESIDE + own
        if taken + needed > width and taken:
            rows.append([])
            taken = 0.0
        rows[-1].append(index)
        taken += needed + GAP
    return rows


def key_of(index: int, right: float, baseline: float, colour: str) -> Stroke:
    """Return the piece of curve number `index` that stands before its name."""
    middle = baseline + CAPITAL_PER_EM * SMALL / 3
    key = Stroke((right - KEY, middle, 0.0), (right, middle, 0.0), color=colour)
    key.points = dashed(key.points) if index else key.points
    return key
