"""How long a quarter of the frame stays empty: nothing is drawn in it, not even a line that runs through."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from manim import VMobject

from scenes.layout.boxes import Box
from tests.scenes.geometry import Boxes, Family, crossed

NEAR_MIDDLE = 0.3  # what reaches only so far over the middle of the frame doesn't fill the other half
CORNERS = 4  # points of a curve: from its first to its last
QUARTERS = {"upper left": (-1, 1), "upper right": (1, 1), "lower left": (-1, -1), "lower right": (1, -1)}


@dataclass
class Emptiness:
    """The longest times, in seconds, for which quarters of the frame were empty, and since when those are that are."""

    longest: dict[str, float] = field(default_factory=lambda: dict.fromkeys(QUARTERS, 0.0))
    since: dict[str, float] = field(default_factory=lambda: dict.fromkeys(QUARTERS, 0.0))
    before: float = 0.0

    def look(self, family: Family, frame: Box, time: float) -> None:
        """Look at what is on screen at the end of a play; what comes on in a play is there from its beginning."""
        empty = empty_quarters(family, frame)
        for quarter in QUARTERS:
            if quarter in empty:
                began = self.since.setdefault(quarter, time)
                self.longest[quarter] = max(self.longest[quarter], time - began)
            elif (began := self.since.pop(quarter, time)) < self.before:
                self.longest[quarter] = max(self.longest[quarter], self.before - began)
        self.before = time


def empty_quarters(family: Family, frame: Box) -> set[str]:
    lines = lines_of(family)
    starts = lines[:, :2]
    return {
        name
        for name, quarter in ((name, quarter_of(frame, name)) for name in QUARTERS)
        # where a line begins is found at once, and is enough mostly
        if not ((quarter[:2] < starts) & (starts < quarter[2:])).all(axis=1).any() and not crossed(lines, quarter).any()
    }


def quarter_of(frame: Box, name: str) -> np.ndarray:
    """Return a quarter's left, bottom, right, top."""
    across, up = QUARTERS[name]
    x, y = frame.middle
    left, right = sorted((x + across * NEAR_MIDDLE, x + across * frame.width / 2))
    bottom, top = sorted((y + up * NEAR_MIDDLE, y + up * frame.height / 2))
    return np.array([left, bottom, right, top])


def lines_of(family: Family) -> Boxes:
    """Return where the curves that can be seen begin and end, as straight lines."""
    seen = [one.points[:, :2] for one in family.of(VMobject) if len(one.points) >= CORNERS and is_seen(one)]
    ends = [np.hstack([points[::CORNERS], points[CORNERS - 1 :: CORNERS]]) for points in seen]
    return np.concatenate(ends) if ends else np.zeros((0, 4))


def is_seen(member: VMobject) -> bool:
    has_stroke = bool(member.stroke_width) and bool(member.stroke_rgbas[:, 3].any())
    return has_stroke or bool(member.fill_rgbas[:, 3].any())
