"""The audit finds what stands where it doesn't belong: each fault planted in the drawing code is reported."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scenes import backpropagation, forward_pass, training
from scenes.lessons import Lesson, Plan, datasets
from scenes.stage.film import Film
from tests.scenes import plants
from tests.scenes.audit import first_fault, watch
from tests.scenes.plants import Planted


def small(data: Any, **settings: Any) -> Lesson:
    return Plan(
        **{"name": "small", "data": data, "hidden": (3,), "epochs": 12, "learning_rate": 0.05} | settings
    ).lesson()


def points() -> Lesson:
    return small(datasets.moons(30))


def parabola() -> Lesson:
    return small(datasets.quadratic(20))


def untold() -> Lesson:
    """Return a lesson whose network mistakes classes for others, but not as often the other way round."""
    return small(datasets.blobs(40, classes=3, seed=3), learning_rate=1e-9)


def deep() -> Lesson:
    return small(datasets.moons(30), hidden=(3,) * 5, epochs=2)


Forward, Back = forward_pass.ForwardPassByHand, backpropagation.Backpropagation
FAULTS: list[tuple[Callable[[Planted], None], type[Film], Callable[[], Lesson] | None, str]] = [
    (plants.invert_widths, Forward, None, "show another weight"),
    (plants.invert_widths, training.LearnClasses, points, "show another weight"),
    (plants.swap_signs, Forward, None, "show another weight"),
    (plants.draw_other_weight, Forward, None, "show another weight"),
    (plants.draw_between_others, Forward, None, "runs between other neurons"),
    (plants.light_edges, Forward, None, "as if it carried something"),
    (plants.invert_bars, Forward, None, "of its track"),
    (plants.flip_heat, training.LearnCurve, parabola, "the colours of panel"),
    (plants.invert_steps, Back, None, "the step of"),
    (plants.tilt_line, Back, None, "the line's slope"),
    (plants.turn_another_weight, Back, None, "the network has"),
    (plants.lower_curve, Back, None, "from its points"),
    (plants.dot_ahead, Back, None, "the dot of"),
    (plants.stand_still, Back, None, "it would hold"),
    (plants.lower_term, Back, None, "is another one"),
    (plants.tell_other_losses, Back, None, "whose loss is"),
    (plants.move_point, Forward, None, "the point of"),
    (plants.shift_term, Forward, None, "not as its term"),
    (plants.lengthen_shares, Forward, None, "not as its number"),
    (plants.mirror_dots, training.LearnValues, parabola, "the dots are those of another"),
    (plants.shift_marks, training.LearnBoundary, points, "not at their samples"),
    (plants.swap_shades, training.LearnBoundary, points, "the shade at"),
    (plants.shift_samples, training.LearnCurve, parabola, "dots of the fit"),
    (plants.mirror_charts, training.LearnClasses, points, "from its values"),
    (plants.mirror_charts, training.LearnCurve, parabola, "the line of the fit"),
    (plants.swap_gradients, training.LearnCurve, parabola, "gradients of the"),
    (plants.exchange_values, Forward, None, "holds"),
    (plants.exchange_values, Back, None, "holds"),
    (plants.ring_another, Forward, None, "the ring is around"),
    (plants.ring_another, Back, None, "the ring is around"),
    (plants.exchange_written, Forward, None, "does not stand at the edge"),
    (plants.keep_written, Back, None, "written on the edge of another weight"),
    (plants.write_other_sign, Forward, None, "the colour of the other sign"),
    (plants.leave_neurons_behind, forward_pass.ForwardPass, deep, "runs between other neurons"),
    (plants.ring_another_weight, training.CompareWeights, points, "changed most"),
    (plants.exchange_labels, training.CompareWeights, points, "does not stand at the edge"),
    (plants.transpose_cells, training.LearnClasses, untold, "is taken for class"),
    (plants.transpose_counts, training.LearnClasses, untold, "is taken for class"),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plant", "film", "lesson", "words"),
    FAULTS,
    ids=lambda value: getattr(value, "__name__", "") if callable(value) else "",
)
def test_a_fault_planted_in_the_drawing_code_is_found(
    plant: Callable[[Planted], None],
    film: type[Film],
    lesson: Callable[[], Lesson] | None,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    subject = lesson() if lesson else None
    plant(monkeypatch)
    assert words in first_fault(words, film, subject)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("film", "lesson"),
    list(dict.fromkeys((film, lesson) for _, film, lesson, _ in FAULTS if lesson)),
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_same_films_have_no_fault_without_it(film: type[Film], lesson: Callable[[], Lesson]) -> None:
    assert watch(film, lesson())[1].faults == {}
