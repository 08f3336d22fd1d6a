"""Films of learning to read images pass the audit for odd lessons or refuse them, and it finds planted faults."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from scenes.digits import DigitsMistakes, DigitsTraining
from scenes.lessons import Lesson, LessonError, find_lesson
from scenes.mobjects import image_mistakes
from scenes.mobjects.advance import Display
from scenes.mobjects.image_training import ChangingImage, Frame, PercentBar
from scenes.mobjects.record import Record
from scenes.stage.film import Film
from scenes.style import NODE_FILL
from tests.scenes.audit import first_fault, watch
from tests.storyboards.read_images import LESSONS, as_it_stands, brightest, images

LONGEST = 130  # seconds that a film of any lesson may last
NAMES = ('#panic("run") $x$', "*a class* of sixty letters or so, they say, and 👍", "W" * 40)


def many(i: int, row: tuple[float, ...]) -> int:
    return i % 12


ODD: dict[str, Callable[[], Lesson]] = {
    "wide": lambda: images(30, brightest, shape=(2, 30)),
    "high": lambda: images(30, brightest, shape=(20, 1)),
    "names": lambda: images(60, brightest, names=NAMES),
    "below 0": lambda: images(60, brightest, least=-1.0),
    "twelve": lambda: images(120, many, 12, epochs=3),
    "many images": lambda: images(2200, many, 12, epochs=1),
    "two images": lambda: images(2, lambda i, row: i, 2, test_share=0, epochs=2),
    "long": lambda: images(40, brightest, epochs=400, every=2),
}
KINDS: list[type[Film]] = [DigitsTraining, DigitsMistakes]
QUICK = ["knows"]  # of them, what is looked at each time


@pytest.mark.parametrize("film", KINDS, ids=lambda film: film.__name__)
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in QUICK else pytest.mark.slow) for name in {**LESSONS, **ODD}]
)
def test_film_passes_the_audit_however_well_it_goes(film: type[Film], name: str) -> None:
    scene, findings = watch(film, {**LESSONS, **ODD}[name]())
    assert findings.faults == {}
    assert 20 <= scene.time <= LONGEST
    ids = [caption.id for caption in scene.captions]
    assert "" not in ids
    assert len(set(ids)) == len(ids), "a page has to find each step by its own id"


def test_film_of_mistakes_works_for_a_network_of_whose_training_nothing_is_known() -> None:
    _, findings = watch(DigitsMistakes, as_it_stands())
    assert findings.faults == {}


@pytest.mark.slow
@pytest.mark.parametrize("film", KINDS, ids=lambda film: film.__name__)
def test_film_of_mnist_needs_no_mnist(film: type[Film]) -> None:
    scene, findings = watch(film, find_lesson("mnist-50"))
    assert findings.faults == {}
    assert 30 <= scene.time <= 120


@pytest.mark.parametrize(
    ("film", "lesson", "expected"),
    [
        (DigitsTraining, lambda: find_lesson("iris"), "images"),
        (DigitsMistakes, lambda: find_lesson("iris"), "images"),
        (DigitsTraining, as_it_stands, "there is only the network as it stands"),
        (DigitsMistakes, lambda: images(20, lambda i, row: i % 2, 2, output="sigmoid"), "an output for each class"),
    ],
)
def test_film_refuses_what_it_cannot_show_before_it_draws(
    film: type[Film], lesson: Callable[[], Lesson], expected: str
) -> None:
    with pytest.raises(LessonError, match=expected):
        film.check(lesson())


def late(follower: type[Any]) -> Callable[[pytest.MonkeyPatch], None]:
    """Return what lets followers of a kind show the stage before the one that they should."""

    def plant(monkeypatch: pytest.MonkeyPatch) -> None:
        right = follower.show_at
        monkeypatch.setattr(follower, "show_at", lambda self, stage: right(self, max(0, stage - 1)))

    return plant


def shortened(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shorter(image_mistakes.Bar):
        def __init__(self, left: float, middle: float, width: float, height: float, colour: str) -> None:
            super().__init__(left, middle, width * (1.0 if colour == NODE_FILL else 0.9), height, colour)

    monkeypatch.setattr(image_mistakes, "Bar", Shorter)


PLANTED: dict[str, tuple[type[Film], Callable[[pytest.MonkeyPatch], None], str]] = {
    "weights of the epoch before": (DigitsTraining, late(ChangingImage), "epoch"),
    "bars of the epoch before": (DigitsTraining, late(PercentBar), "the bar of class"),
    "frames of the epoch before": (DigitsTraining, late(Frame), "framed"),
    "numbers of the epoch before": (DigitsTraining, late(Display), "epoch"),
    "marks that are late": (DigitsMistakes, late(Record), "marks stand for"),
    "images that are late": (DigitsMistakes, late(ChangingImage), "not the one that is shown"),
    "bars too short": (DigitsMistakes, shortened, "the bar of an answer"),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_audit_finds_what_is_drawn_wrong(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    film, plant, expected = PLANTED[name]
    plant(monkeypatch)
    assert expected in first_fault(expected, film, LESSONS["by chance"]())
