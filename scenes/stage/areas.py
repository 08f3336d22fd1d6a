"""Parts of a picture."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Area(NamedTuple):
    """The pixels of a picture from `left` to before `right`, and from `top`, which is less, to before `bottom`."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: Area) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def around(self, other: Area) -> Area:
        """Return the least area that holds both."""
        return Area(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


def part(areas: Iterable[Area]) -> list[Area]:
    """Return areas of which no two meet, and which together hold all of `areas`.

    >>> part([Area(0, 0, 2, 2), Area(5, 5, 6, 6), Area(1, 1, 3, 3)])
    [Area(left=5, top=5, right=6, bottom=6), Area(left=0, top=0, right=3, bottom=3)]
    """
    apart: list[Area] = []
    for area in areas:
        while met := [one for one in apart if one.meets(area)]:
            apart = [one for one in apart if one not in met]
            for one in met:
                area = area.around(one)
        apart.append(area)
    return apart
