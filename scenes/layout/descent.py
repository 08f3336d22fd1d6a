"""Where the film of gradient descent has its chart, what is worked out below it, and the plane of all lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.layout.boxes import Box

SHARE = 0.48  # of the width, for the chart and what is below it
CHART = 0.55  # of the height, for the chart
NARROW = 10.0  # a content that is less wide has chart and plane side by side, and the work below both
UPPER, LEFT = 0.55, 0.4  # of its height for the two, and of its width for the chart
LEAST_NAMED = 3.0  # the height of a plane on which ways have names
ROW, SPACED = 0.46, 0.56  # from row to row of what is worked out, and of what has powers of ten
STACKED = (0.28, 0.24)  # of the height, for the chart and what is worked out, with the plane below
TALL = 1.25  # times as high as wide is a chart at most that has the height for itself
BETWEEN = 0.75  # the chart and the plane: room for the numbers of its axis
BELOW = 0.42  # a frame: room for the numbers there
BESIDE = 0.6  # a frame: room for the numbers at its left
NAMES = 0.34  # above a frame: room for the name of what goes up
WORK = 1.2  # below the chart while it is alone


@dataclass(frozen=True, slots=True)
class DescentLayout:
    """`alone` is the chart before there is a plane, `under` what is written below it; then `chart`, `work`, `plane`.

    Frames have their numbers and names around them.
    """

    alone: Box
    under: Box
    chart: Box
    work: Box
    plane: Box

    @property
    def names_ways(self) -> bool:
        """Whether the plane has room for the names of ways that stand in a table already."""
        return self.plane.height > LEAST_NAMED

    @property
    def row(self) -> float:
        """How far rows of what is worked out are apart."""
        return min(ROW, self.work.height / 5.6)

    @property
    def spaced(self) -> float:
        """How far those are apart that have powers of ten."""
        return min(SPACED, self.work.height / 4.9)


def arrange(content: Box) -> DescentLayout:
    """Return where things stand within `content`: chart and plane beside each other, or where it is higher below.

    What is worked out is below the chart, or where that is too narrow for it below both.
    """
    if content.height > content.width:
        return _stacked(content)
    middle = content.left + SHARE * content.width
    alone = _framed(replace(content, bottom=content.bottom + WORK))
    under = replace(content, top=content.bottom + WORK - 0.2)
    if content.width < NARROW:
        line, middle = content.top - UPPER * content.height, content.left + LEFT * content.width
        return DescentLayout(
            alone,
            under,
            _framed(replace(content, right=middle, bottom=line)),
            replace(content, top=line - 0.1),
            _framed(replace(content, left=middle + BETWEEN - BESIDE, bottom=line)),
        )
    line = content.top - CHART * content.height
    return DescentLayout(
        alone,
        under,
        _framed(replace(content, right=middle, bottom=line)),
        replace(content, right=middle, top=line - 0.1),
        _framed(replace(content, left=middle + BETWEEN - BESIDE)),
    )


def _stacked(content: Box) -> DescentLayout:
    upper = content.top - STACKED[0] * content.height
    lower = upper - STACKED[1] * content.height
    foot = max(content.bottom + WORK, content.top - TALL * content.width)
    return DescentLayout(
        _framed(replace(content, bottom=foot)),
        replace(content, top=foot - 0.2),
        _framed(replace(content, bottom=upper)),
        replace(content, top=upper - 0.1, bottom=lower),
        _framed(replace(content, top=lower)),
    )


def _framed(box: Box) -> Box:
    return Box(box.left + BESIDE, box.bottom + BELOW, box.right, box.top - NAMES)


def fitted(box: Box, aspect: float) -> Box:
    """Return the largest part of a box, at its lower left, that is `aspect` times as wide as high."""
    width = min(box.width, aspect * box.height)
    return replace(box, right=box.left + width, top=box.bottom + width / aspect)
