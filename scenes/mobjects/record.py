"""A row of marks, one for each image that was judged: low where the network was right, high where it was wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from manim import Rectangle, VMobject

from scenes.layout.boxes import Box
from scenes.mobjects.advance import Follower
from scenes.style import HIDDEN, OUTPUT

LOW = 0.4  # of the height, a mark of what is right
WIDEST = 0.5  # a mark
CORNERS = 16  # points of a rectangle


class Record(Follower):
    """The images judged so far, from the left end of `area` on: a low mark where right, a high one where wrong."""

    def __init__(self, right: Sequence[bool], area: Box) -> None:
        super().__init__()
        self.right, self.area = right, area
        self.pitch = min(WIDEST, area.width / len(right))
        self.hits, self.misses = (VMobject(stroke_width=0, fill_opacity=1, fill_color=one) for one in (HIDDEN, OUTPUT))
        marks = [self._mark(i, is_right) for i, is_right in enumerate(right)]
        self.all = {
            kind: np.array([mark for mark, is_right in zip(marks, right, strict=True) if is_right == kind])
            for kind in (True, False)
        }
        self.add(self.hits, self.misses)
        self.show_at(0)

    def _mark(self, i: int, is_right: bool) -> np.ndarray:
        high = self.area.height * (LOW if is_right else 1.0)
        mark = Rectangle(width=self.pitch, height=high)
        return mark.move_to((self.area.left + (i + 0.5) * self.pitch, self.area.bottom + high / 2, 0.0)).points

    def show_at(self, stage: int) -> None:
        hits = sum(self.right[: stage + 1])
        for marks, kind, count in ((self.hits, True, hits), (self.misses, False, stage + 1 - hits)):
            marks.points = self.all[kind].reshape(-1, 3)[: count * CORNERS]
