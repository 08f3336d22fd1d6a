"""The films of failures: the audit finds what is drawn of another run; they refuse what fails in other ways."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scenes import failures
from scenes.lessons import Lesson
from scenes.mobjects.diagram import Drawing
from scenes.mobjects.gradient_bars import GradientBars
from scenes.mobjects.hidden_lines import HiddenLines
from scenes.mobjects.moving_dots import MovingDots
from scenes.stage.film import Film
from tests.scenes.audit import watch
from tests.scenes.plants import Planted, instead
from tests.storyboards.failing import DEAD, REFUSED, TWINS, VANISHING

SMALLER = {failures.VanishingGradient: VANISHING["four"]}  # its own lesson takes longer
LONGEST = 95  # seconds
FILMS = {film.__name__: film for film in (failures.DeadRelu, failures.VanishingGradient, failures.EqualWeights)}
OTHERS = [
    (film, lesson)
    for film, lessons in zip(FILMS, (DEAD, VANISHING, TWINS), strict=True)
    for name, lesson in lessons.items()
    if name != FILMS[film].lesson
]


def stay_behind(patch: Planted) -> None:
    instead(patch, MovingDots, "show_at", lambda before, own, stage: before(own, max(0, stage - 1)))


def turn_bars_round(patch: Planted) -> None:
    def build(before: Any, own: Any, stages: Any, *given: Any) -> None:
        before(own, [stage[::-1] for stage in stages], *given)

    instead(patch, GradientBars, "__init__", build)


def lie_on_each_other(patch: Planted) -> None:
    def build(before: Any, own: Any, stages: Any, *given: Any) -> None:
        before(own, [[stage[0]] * len(stage) for stage in stages], *given)

    instead(patch, HiddenLines, "__init__", build)


def draw_negated(patch: Planted) -> None:
    instead(patch, Drawing, "weight", lambda before, own, place: -before(own, place))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("film", "plant", "words"),
    [
        (failures.DeadRelu, stay_behind, "the dots are not at the neuron's sums"),
        (failures.VanishingGradient, turn_bars_round, "is not as high as its gradients are large"),
        (failures.EqualWeights, lie_on_each_other, "is not what it gives"),
        (failures.EqualWeights, draw_negated, "with the weights of another"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_audit_finds_what_is_drawn_of_another_run(
    film: type[Film], plant: Callable[[Planted], None], words: str, monkeypatch: Planted
) -> None:
    plant(monkeypatch)
    _, findings = watch(film, SMALLER.get(film))
    assert words in "; ".join(findings.faults)


@pytest.mark.slow
@pytest.mark.parametrize(("film", "lesson"), OTHERS)
def test_film_passes_the_audit_for_networks_that_fail_in_other_ways(film: str, lesson: Lesson) -> None:
    scene, findings = watch(FILMS[film], lesson)
    assert findings.faults == {}
    assert 40 <= scene.time <= LONGEST


@pytest.mark.parametrize(("film", "lesson"), [(film, one) for film, lessons in REFUSED.items() for one in lessons])
def test_film_refuses_in_a_sentence_what_does_not_fail_as_it_tells(
    film: str, lesson: Lesson, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        watch(FILMS[film], lesson)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert "this film is for" in said and said.count("\n") == 1
