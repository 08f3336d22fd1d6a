"""Films of images pass the audit for any network and image, and the audit finds what is drawn wrong."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from manim import VGroup

from scenes.digits import DigitsArchitecture, DigitsBackpropagation, DigitsForwardPass
from scenes.lessons import Lesson, LessonError, find_lesson
from scenes.mobjects import image_parts
from scenes.mobjects.blocks import BlockDiagram
from scenes.mobjects.image_parts import ErrorBars, Patch
from scenes.mobjects.pixels import PixelGrid
from scenes.stage.film import Film
from scenes.stage.image_film import ImageFilm
from tests.scenes.audit import first_fault, watch
from tests.storyboards.pictured import LESSONS, images

FILMS: list[type[ImageFilm]] = [DigitsArchitecture, DigitsForwardPass, DigitsBackpropagation]
LARGE = [
    images((16, 9, 8, 4), ("relu", "relu", "tanh", "softmax"), shape=(5, 9)),
    images((120, 50), ("sigmoid", "softmax"), shape=(28, 28)),
    images((400, 200, 10), ("relu", "relu", "softmax"), shape=(28, 28)),
    images((60, 30, 20), ("relu", "relu", "softmax"), shape=(20, 6), stretch=3.0),
]


@pytest.mark.slow
@pytest.mark.parametrize("film", FILMS, ids=lambda film: film.__name__)
@pytest.mark.parametrize("lesson", [*LESSONS, *LARGE], ids=lambda lesson: "-".join(map(str, lesson.network.sizes)))
def test_film_of_images_works_for_any_image_and_network(film: type[Film], lesson: Lesson) -> None:
    scene, findings = watch(film, lesson)
    assert findings.faults == {}
    assert scene.time <= 120


def test_films_of_images_refuse_what_has_none_in_a_sentence() -> None:
    with pytest.raises(LessonError, match="images"):
        DigitsForwardPass.check(find_lesson("iris"))


def darker(values: PixelGrid) -> None:
    values.texture[..., :3] //= 2


def plugged(grid: PixelGrid) -> None:
    """Fill the holes of negative cells."""
    if not grid.dots and grid.texture.shape[1] > grid.picture.columns:
        fine = grid.texture.shape[1] // grid.picture.columns
        grid.texture = np.repeat(np.repeat(grid.texture[::fine, ::fine], fine, axis=0), fine, axis=1)


SMALL = images((6, 3), ("tanh", "softmax"), shape=(4, 4), stretch=2.0)
FAULTS: dict[str, tuple[type[ImageFilm], str, Callable[[pytest.MonkeyPatch], None]]] = {}


def planted(film: type[ImageFilm], words: str) -> Callable[[Callable[[pytest.MonkeyPatch], None]], None]:
    def add(plant: Callable[[pytest.MonkeyPatch], None]) -> None:
        FAULTS[plant.__name__] = (film, words, plant)

    return add


@planted(DigitsForwardPass, "another colour")
def grey_levels_halved(monkeypatch: pytest.MonkeyPatch) -> None:
    carry = PixelGrid.carry
    monkeypatch.setattr(PixelGrid, "carry", lambda self, picture: (carry(self, picture), darker(self))[0])


@planted(DigitsForwardPass, "another colour")
def image_upside_down(monkeypatch: pytest.MonkeyPatch) -> None:
    carry = PixelGrid.carry

    def flipped(self: PixelGrid, picture: object) -> None:
        carry(self, picture)  # type: ignore[arg-type]
        self.texture = np.ascontiguousarray(self.texture[::-1])

    monkeypatch.setattr(PixelGrid, "carry", flipped)


@planted(DigitsForwardPass, "are pierced")
def signs_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    carry = PixelGrid.carry
    monkeypatch.setattr(PixelGrid, "carry", lambda self, picture: (carry(self, picture), plugged(self))[0])


@planted(DigitsForwardPass, "no scale")
def scale_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BlockDiagram, "scale", lambda self, layer, picture: VGroup())


@planted(DigitsForwardPass, "carries")
def connections_of_other_neurons(monkeypatch: pytest.MonkeyPatch) -> None:
    edges = BlockDiagram.edges

    def turned(self: BlockDiagram, carried: dict, largest: float) -> object:  # type: ignore[type-arg]
        values = list(carried.values())
        return edges(self, dict(zip(carried, values[1:] + values[:1], strict=True)), largest)

    monkeypatch.setattr(BlockDiagram, "edges", turned)


@planted(DigitsForwardPass, "stands elsewhere")
def patch_of_other_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    init = Patch.__init__

    def shuffled(self: Patch, beat: object, grid: object, box: object) -> None:
        init(self, beat, grid, box)  # type: ignore[arg-type]
        self.cells.submobjects = self.cells.submobjects[::-1]

    monkeypatch.setattr(Patch, "__init__", shuffled)


@planted(DigitsBackpropagation, "on the side of")
def errors_to_the_wrong_side(monkeypatch: pytest.MonkeyPatch) -> None:
    init = ErrorBars.__init__

    def mirrored(self: ErrorBars, beat: object, bars: object) -> None:
        init(self, beat, bars)  # type: ignore[arg-type]
        for bar in self.bars:
            bar.move_to((2 * bar.middle - bar.get_x(), bar.get_y(), 0.0))

    monkeypatch.setattr(ErrorBars, "__init__", mirrored)


@planted(DigitsBackpropagation, "rings are not around")
def ring_around_another_pixel(monkeypatch: pytest.MonkeyPatch) -> None:
    init = image_parts.WorkedPixel.__init__

    def moved(self: image_parts.WorkedPixel, *given: object, **named: object) -> None:
        init(self, *given, **named)  # type: ignore[arg-type]
        self.rings.shift((0.5, 0.0, 0.0))

    monkeypatch.setattr(image_parts.WorkedPixel, "__init__", moved)


@pytest.mark.slow
@pytest.mark.parametrize("name", FAULTS)
def test_the_audit_finds_what_is_drawn_wrong(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    film, words, plant = FAULTS[name]
    plant(monkeypatch)
    assert words in first_fault(words, film, SMALL)


@pytest.mark.slow
@pytest.mark.parametrize("film", sorted({film for film, _, _ in FAULTS.values()}, key=str))
def test_the_same_films_have_no_fault_without_it(film: type[ImageFilm]) -> None:
    assert watch(film, SMALL)[1].faults == {}
