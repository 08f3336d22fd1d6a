"""A worksheet: arithmetic set out in rows, as it is worked out beside the network."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line, Readout


@dataclass(frozen=True, slots=True)
class Step:
    """One more line under the rows: a label, what is calculated, the result."""

    label: Line
    equation: Equation


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of two operands and a result under `columns`; then `addend` and `total`, and `steps` line by line.

    `rows` may be empty, `addend` is a label and the number that is added to the rows, `total` is the sum of all.
    `curve` are points (z, a) of the activation function that a step applies, for a picture of it.
    """

    title: Line
    columns: Line
    rows: tuple[Equation, ...]
    addend: tuple[Line, Readout] | None
    total: Step | None
    steps: tuple[Step, ...]
    curve: tuple[tuple[float, float], ...] = ()

    @property
    def result(self) -> Readout:
        """What is worked out in the end, in a sheet that has more than rows."""
        last = self.steps[-1] if self.steps else self.total
        assert last is not None
        return last.equation.result
