"""Where an image stands that is read, what is said of it, and the mistakes in the end."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.layout.boxes import Box, Point
from scenes.layout.formats import LANDSCAPE, SQUARE, VERTICAL

L, R = LANDSCAPE.left, LANDSCAPE.right
A, B = VERTICAL.left, VERTICAL.right  # the square picture's, too


@dataclass(frozen=True, slots=True)
class MistakeStage:
    """An `image` under a line at `counted`; in two columns from `left` on, each `column` wide, what it is and what the
    network says, with their labels, names and verdict at `heights`, the names of `size`, if all are short; its
    strongest `answers`; the `record` with the number of mistakes at `wrong`, and how to read it at `key`; the pictures
    on `show`, under lines at `shown`."""

    image: Box
    counted: Point
    left: float
    column: float
    heights: tuple[float, float, float]
    size: float
    answers: Box
    record: Box
    wrong: float
    key: float
    show: Box
    shown: float


MISTAKES = {
    LANDSCAPE.name: MistakeStage(
        image=Box(L, -2.2, L + 3.95, 1.75),
        counted=(L, 2.05),
        left=L + 5.15,
        column=4.2,
        heights=(2.05, 0.65, 0.0),
        size=1.7,
        answers=Box(L + 5.15, -2.3, R, -0.5),
        record=Box(L, -3.85, R, -3.45),
        wrong=L + 5.15,
        key=-3.25,
        show=Box(L, -3.85, R, 2.0),
        shown=2.3,
    ),
    SQUARE.name: MistakeStage(
        image=Box(A, -1.6, A + 3.1, 1.5),
        counted=(A, 1.7),
        left=A + 3.6,
        column=2.35,
        heights=(1.3, 0.45, -0.15),
        size=1.0,
        answers=Box(A + 3.6, -2.1, B, -0.5),
        record=Box(A, -3.55, B, -3.2),
        wrong=A + 5.1,
        key=-2.5,
        show=Box(A, -3.5, B, 1.35),
        shown=1.7,
    ),
    VERTICAL.name: MistakeStage(
        image=Box(-2.4, 0.2, 2.4, 5.0),
        counted=(-2.4, 5.2),
        left=-3.2,
        column=3.8,
        heights=(-0.95, -2.0, -2.7),
        size=1.0,
        answers=Box(-3.2, -4.8, 3.2, -3.2),
        record=Box(A, -6.95, B, -6.5),
        wrong=A + 5.1,
        key=-5.7,
        show=Box(A, -6.9, B, 4.7),
        shown=5.1,
    ),
}
