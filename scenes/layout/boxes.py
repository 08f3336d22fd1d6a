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
