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
