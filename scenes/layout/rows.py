"""Lines of text above or below columns: where neighbours would meet, they stand at several levels in turn."""

from __future__ import annotations

from collections.abc import Sequence

APART = 0.14  # two lines at one level


def levels(widths: Sequence[float], step: float) -> int:
    """Return at how many levels, taken in turn, lines in the middle of columns `step` apart don't meet.

    >>> levels((1.0, 1.0, 1.0), 2.0), levels((2.0, 2.0, 2.0), 1.2)
    (1, 2)
    """
    return next(
        count
        for count in range(1, len(widths) + 1)
        if all((one + other) / 2 + APART <= count * step for one, other in zip(widths, widths[count:], strict=False))
    )


def row_of(layer: int, counts: Sequence[int], kind: int) -> int:
    """Return in which row the line of a layer stands, of the `kind`-th of lines, which has `counts[kind]` levels."""
    return sum(counts[:kind]) + layer % counts[kind]
