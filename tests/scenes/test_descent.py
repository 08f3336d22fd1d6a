"""The film of gradient descent: the audit finds what is drawn wrong, and passes it for points that break its story."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from scenes.gradient_descent import GradientDescent
from scenes.lessons import Lesson, find_lesson
from scenes.mobjects import plane, ways
from scenes.mobjects.fitted_line import FittedLine
from scenes.mobjects.plane import Plane
from scenes.mobjects.ways import WayDown
from scenes.studies.landscape import Landscape
from tests.scenes.audit import first_fault, watch
from tests.scenes.plants import Planted, instead
from tests.storyboards.breaking import DESCENTS

LONGEST = 95  # seconds


def mirror_ellipses(patch: Planted) -> None:
    patch.setattr(Landscape, "across", property(lambda own: (0.0, 1.0)))


def widen_ellipses(patch: Planted) -> None:
    instead(patch, plane, "ellipse", lambda before, landscape, level, frame: before(landscape, 1.1 * level, frame))


def exchange_levels(patch: Planted) -> None:
    def label(before: Any, own: Any, *given: Any) -> Any:
        labels = before(own, *given)
        labels[0].shift(labels[1].get_center() - labels[0].get_center())
        return labels

    instead(patch, Plane, "_labels", label)


def move_lowest(patch: Planted) -> None:
    def draw(before: Any, own: Any, *given: Any) -> None:
        before(own, *given)
        own.lowest.shift((0.05, 0.0, 0.0))

    instead(patch, Plane, "__init__", draw)


def run_ahead(patch: Planted) -> None:
    instead(patch, WayDown, "show_at", lambda before, own, stage: before(own, min(stage + 1, len(own.stages) - 1)))


def shift_marks(patch: Planted) -> None:
    instead(patch, ways, "mark_points", lambda before, manner, places: before(manner, [one + 0.02 for one in places]))


def cut_corners(patch: Planted) -> None:
    instead(patch, ways, "clipped", lambda before, path, area: before(path[[0, -1]], area))


def stay_behind(patch: Planted) -> None:
    instead(patch, FittedLine, "show_at", lambda before, own, stage: before(own, max(0, stage - 1)))


def miss_others(patch: Planted) -> None:
    def show(before: Any, own: Any, stage: int) -> None:
        seen = own.lines[stage]
        own.lines = [*own.lines[:stage], replace(seen, said=seen.said[::-1]), *own.lines[stage + 1 :]]
        before(own, stage)

    instead(patch, FittedLine, "show_at", show)


def go_uphill(patch: Planted) -> None:
    import scenes.gradient_descent as film

    before = film.Arrow
    patch.setattr(film, "Arrow", lambda start, end, **given: before(end, start, **given))


def exchange_spots(patch: Planted) -> None:
    instead(patch, GradientDescent, "spot", lambda before, own, index, frame: before(own, 1 - index, frame))


def shift_dots(patch: Planted) -> None:
    import scenes.mobjects.fitted_line as fitted

    before = fitted.Dot
    patch.setattr(fitted, "Dot", lambda place, **given: before(place + np.array([0.0, 0.1, 0.0]), **given))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plant", "words"),
    [
        (mirror_ellipses, "the loss on the level line"),
        (widen_ellipses, "the loss on the level line"),
        (exchange_levels, "stands where the loss is"),
        (move_lowest, "line of least squares"),
        (run_ahead, "is not at step"),
        (shift_marks, "the marks of way"),
        (cut_corners, "leaves out a position"),
        (stay_behind, "the line is not that of"),
        (miss_others, "the miss of the point"),
        (go_uphill, "not the first step"),
        (exchange_spots, "the spot of line"),
        (shift_dots, "not at their samples"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_audit_finds_what_is_drawn_in_another_place(
    plant: Callable[[Planted], None], words: str, monkeypatch: Planted
) -> None:
    plant(monkeypatch)
    assert words in first_fault(words, GradientDescent)


@pytest.mark.slow
@pytest.mark.parametrize("name", DESCENTS)
def test_film_passes_the_audit_for_points_that_break_its_story(name: str) -> None:
    scene, findings = watch(GradientDescent, DESCENTS[name])
    assert findings.faults == {}
    assert 40 <= scene.time <= LONGEST


@pytest.mark.parametrize("lesson", [find_lesson("quadratic"), find_lesson("mazur")], ids=lambda lesson: lesson.name)
def test_film_refuses_what_is_no_linear_neuron(lesson: Lesson, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        watch(GradientDescent, lesson)
    assert ended.value.code == 2
    assert "this film is for one linear neuron" in capsys.readouterr().err
