"""What a lesson is about before anything is made of it: a table of samples, as measured."""

from __future__ import annotations

from dataclasses import dataclass

Rows = tuple[tuple[float, ...], ...]


class LessonError(ValueError):
    """A lesson file that can't be read, or doesn't hold what it should."""


@dataclass(frozen=True, slots=True)
class Data:
    """A table as measured: `rows[i]` are the features of sample i and `targets[i]` its class, or its value.

    With `classes` a target is the index of its class; without them it is a number to be predicted, or a tuple of
    them, one for each of `outputs`.
    """

    features: tuple[str, ...]
    rows: Rows
    targets: tuple[int, ...] | Rows
    classes: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ("value",)
    unit: str = ""
    noun: str = "sample"
