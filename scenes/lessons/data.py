"""What a lesson is about before anything is made of it: a table of samples, as measured."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import InputError, checks

Rows = tuple[tuple[float, ...], ...]


class LessonError(InputError):
    """A lesson file that can't be read, or doesn't hold what it should."""


def check_shape(image: tuple[int, int], features: int) -> None:
    """Raise LessonError unless a pixel of `image`, (rows, columns), goes with each of so many features."""
    rows, columns = image
    if rows * columns != features:
        raise LessonError(
            f"the image: expected rows · columns = {features}, as there are {features} features, given "
            f"{rows} · {columns} = {rows * columns}."
        )


@dataclass(frozen=True, slots=True)
class Data:
    """A table as measured: `rows[i]` are the features of sample i and `targets[i]` its class, or its value.

    With `classes` a target is the index of its class; without them it is a number to be predicted, or a tuple of
    them, one for each of `outputs`. Where samples are images, `image` is their shape, (rows, columns), and features are
    their pixels, row by row. A data set that says itself what to test with has its `test_count` test samples last.
    Raises InputError for what isn't such a table.
    """

    features: tuple[str, ...]
    rows: Rows
    targets: tuple[int, ...] | Rows
    classes: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ("value",)
    unit: str = ""
    noun: str = "sample"
    image: tuple[int, int] | None = None
    test_count: int = 0

    def __post_init__(self) -> None:
        count = len(checks.matrix(self.rows, "the rows", columns=len(self.features)))
        if len(self.targets) != count:
            raise LessonError(f"the targets: expected one for each of the {count} rows, given {len(self.targets)}.")
        if self.image is not None:
            check_shape(self.image, len(self.features))
        if not 0 <= self.test_count < count:
            raise LessonError(f"the test count: expected 0 to {count - 1}, given {self.test_count}.")
        for i, target in enumerate(self.targets):
            what = f"the targets[{i}]"
            if not self.classes:
                checks.vector(target if isinstance(target, tuple) else (target,), what, len(self.outputs))
            elif target not in range(len(self.classes)):
                raise LessonError(
                    f"{what}: expected the index of a class, 0 to {len(self.classes) - 1}, given {checks.show(target)}."
                )
