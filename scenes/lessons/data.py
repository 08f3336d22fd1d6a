"""What a lesson is about before anything is made of it: a table of samples, as measured."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import checks

Rows = tuple[tuple[float, ...], ...]


class LessonError(ValueError):
    """A lesson file that can't be read, or doesn't hold what it should."""


@dataclass(frozen=True, slots=True)
class Data:
    """A table as measured: `rows[i]` are the features of sample i and `targets[i]` its class, or its value.

    With `classes` a target is the index of its class; without them it is a number to be predicted, or a tuple of
    them, one for each of `outputs`. Raises ValueError for what isn't such a table.
    """

    features: tuple[str, ...]
    rows: Rows
    targets: tuple[int, ...] | Rows
    classes: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ("value",)
    unit: str = ""
    noun: str = "sample"

    def __post_init__(self) -> None:
        count = len(checks.matrix(self.rows, "the rows", columns=len(self.features)))
        if len(self.targets) != count:
            raise LessonError(f"the targets: expected one for each of the {count} rows, given {len(self.targets)}.")
        for i, target in enumerate(self.targets):
            what = f"the targets[{i}]"
            if not self.classes:
                checks.vector(target if isinstance(target, tuple) else (target,), what, len(self.outputs))
            elif target not in range(len(self.classes)):
                raise LessonError(
                    f"{what}: expected the index of a class, 0 to {len(self.classes) - 1}, given {checks.show(target)}."
                )
