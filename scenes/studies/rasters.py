"""Values of a trace seen as an image: a weight or a product for each pixel, an activation for each neuron of a layer.

>>> raster((0.5, -2.0, 0.0, 1.0), columns=2)
Raster(values=(0.5, -2.0, 0.0, 1.0), columns=2, low=-2.0, high=2.0)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Raster:
    """`values` row by row, `columns` to a row (the last row may be shorter), and what their scale spans.

    The scale begins at 0; where a value is negative, it reaches as far below 0 as above.
    """

    values: tuple[float, ...]
    columns: int
    low: float
    high: float


def raster(values: Sequence[float], columns: int, largest: float | None = None, signed: bool = False) -> Raster:
    """Return the raster of values, on a scale to the `largest` magnitude among them, or to another that is given.

    It is `signed` where a value is negative, and where that is asked for.
    """
    reach = max(map(abs, values), default=0.0) if largest is None else largest
    signed = reach > 0 and (signed or min(values, default=0.0) < 0)
    return Raster(tuple(values), columns, -reach if signed else 0.0, reach)


def rasters(rows: Sequence[Sequence[float]], columns: int, least: float = 0.0) -> tuple[Raster, ...]:
    """Return a raster for each row of values, all on one scale: to the largest magnitude in any, or at least `least`.

    >>> [(one.low, one.high) for one in rasters(((0.5, 0.0), (-2.0, 1.0)), columns=2)]
    [(-2.0, 2.0), (-2.0, 2.0)]
    """
    reach = max((abs(value) for row in rows for value in row), default=0.0)
    reach = max(reach, least)
    low = -reach if any(value < 0 for row in rows for value in row) else 0.0
    return tuple(Raster(tuple(row), columns, low, reach) for row in rows)
