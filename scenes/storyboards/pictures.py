"""Numbers seen as an image, as plain data."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scenes.storyboards.readout import Reader, Readout, resolve
from scenes.studies.rasters import Raster


@dataclass(frozen=True, slots=True)
class Picture:
    """The raster that stands at `path`: its `values` row by row, and the ends of its scale as readouts."""

    path: str
    values: tuple[float, ...]
    columns: int
    low: Readout
    high: Readout

    @property
    def rows(self) -> int:
        return math.ceil(len(self.values) / self.columns)

    @property
    def signed(self) -> bool:
        return self.low.value < 0


def read_picture(read: Reader, path: str) -> Picture:
    """Return the raster at `path` with the ends of its scale as they are read."""
    raster = resolve(read.subject, path)
    assert isinstance(raster, Raster)
    low, high = (_end(read, f"{path}.{end}") for end in ("low", "high"))
    return Picture(path, raster.values, raster.columns, low, high)


def _end(read: Reader, path: str) -> Readout:
    whole = read(path, 0)
    return read(path) if whole.rounded else whole
