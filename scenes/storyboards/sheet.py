"""A worksheet: arithmetic set out in rows, as it is worked out beside the network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from scenes.storyboards.equation import ALMOST, Equation
from scenes.storyboards.readout import Line, Readout


def note_of_rounding(equations: Iterable[Equation]) -> Line:
    """Return what is to be said once beside equations of which some don't add up as they stand, else nothing."""
    is_rounded = any(equation.relation == ALMOST for equation in equations)
    return ("worked out with all digits, shown rounded",) if is_rounded else ()


@dataclass(frozen=True, slots=True)
class Step:
    """One more line under the rows: a label, what is calculated, the result."""

    label: Line
    equation: Equation


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of two operands and a result under `columns`; then `addends` and `total`, and `steps` line by line.

    `rows` may be empty; where they are some of many, `numbers` are those of what each stands for, and `note` says how
    many others there are. `addends` are labels and the numbers that are added to the rows: what the others come to, and
    the bias; `total` is the sum of all.
    """

    title: Line
    columns: Line
    rows: tuple[Equation, ...]
    addends: tuple[tuple[Line, Readout], ...] = ()
    total: Step | None = None
    steps: tuple[Step, ...] = ()
    numbers: tuple[Line, ...] = ()
    note: Line = ()

    @property
    def terms(self) -> tuple[Readout, ...]:
        """All that is added up: what the rows come to, and the addends."""
        return (*(row.result for row in self.rows), *(number for _, number in self.addends))

    @property
    def equations(self) -> tuple[Equation, ...]:
        """All that is worked out, line by line."""
        total = (self.total.equation,) if self.total else ()
        return (*self.rows, *total, *(step.equation for step in self.steps))

    @property
    def result(self) -> Readout:
        """What is worked out in the end, in a sheet that has more than rows."""
        last = self.steps[-1] if self.steps else self.total
        assert last is not None
        return last.equation.result
