"""The one rectangle of all layouts."""

from __future__ import annotations

from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A part of the frame, in scene units: the frame's middle is (0, 0)."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> Point:
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def shifted(self, along: float) -> Box:
        """Return the box as it is further right."""
        return Box(self.left + along, self.bottom, self.right + along, self.top)

    def meets(self, other: Box) -> bool:
        """Return whether the boxes share more than a border."""
        return (
            self.left < other.right and other.left < self.right and self.bottom < other.top and other.bottom < self.top
        )

    def contains(self, other: Box) -> bool:
        """Return whether all of the other box is within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.bottom <= other.bottom
            and other.top <= self.top
        )

    def is_crossed(self, start: Point, end: Point) -> bool:
        """Return whether the straight line from `start` to `end` runs through the box."""
        enter, leave = 0.0, 1.0
        for first, last, low, high in (
            (start[0], end[0], self.left, self.right),
            (start[1], end[1], self.bottom, self.top),
        ):
            run = last - first
            if run == 0:
                if not low < first < high:
                    return False
                continue
            one, other = sorted(((low - first) / run, (high - first) / run))
            enter, leave = max(enter, one), min(leave, other)
        return enter < leave
