"""A part of a sum: what the terms that a picture has no room for come to, as one number.

>>> subtotal((0.5, 2.0, -0.25, 1.0), (0, 2))
Subtotal(indices=(0, 2), value=0.25)
>>> strongest((0.5, -2.0, -0.25, 1.0), 2)
(1, 3)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mathnet.sums import add


@dataclass(frozen=True, slots=True)
class Subtotal:
    """The correctly rounded sum, `value`, of those terms of a sum that stand at `indices`, in ascending order."""

    indices: tuple[int, ...]
    value: float

    @property
    def count(self) -> int:
        return len(self.indices)


def subtotal(terms: Sequence[float], indices: Iterable[int]) -> Subtotal:
    """Return what the terms at `indices` come to; raises OverflowError if that is no finite number."""
    chosen = tuple(sorted(indices))
    return Subtotal(chosen, add([terms[index] for index in chosen]))


def strongest(terms: Sequence[float], count: int) -> tuple[int, ...]:
    """Return the indices of the `count` terms of largest magnitude, in ascending order; the first of equal ones."""
    ranked = sorted(range(len(terms)), key=lambda index: (-abs(terms[index]), index))
    return tuple(sorted(ranked[:count]))
