"""The audit itself finds what it is there to find: each fault planted in a film is reported."""

from __future__ import annotations

from dataclasses import replace

import pytest
from manim import Camera, Dot, Text, VGroup
from manim import Line as Stroke

from scenes.layout.boxes import Box
from scenes.mobjects.diagram import Diagram
from scenes.mobjects.ledger import EquationRow
from scenes.mobjects.neurons import NODE_WIDTH
from scenes.mobjects.text import TextLine
from scenes.stage.film import Film
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import written
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.words import Chapter
from tests.scenes.audit import watch
from tests.scenes.emptiness import QUARTERS, Emptiness
from tests.scenes.geometry import Family


class Planted(Film):
    lesson = "by-hand"
    said: Line = ("Nothing to see.",)

    def construct(self) -> None:
        read = Reader(self.study, 2)
        with self.saying(Chapter("planted", (), (), {"said": self.said}), "said"):
            self.add(*self.planted(read))
            self.wait(2)

    def planted(self, read: Reader) -> list[object]:
        return []


def faults(planted: object, said: Line = ("Nothing to see.",)) -> str:
    film = type("Fault", (Planted,), {"planted": lambda self, read: planted(self, read), "said": said})  # type: ignore[operator]
    return "; ".join(watch(film)[1].faults)


Z = "forward.layers[0].neurons[0].z"


def test_a_clean_film_has_no_faults() -> None:
    assert faults(lambda self, read: [TextLine(("z ", read(Z)))]) == ""


@pytest.mark.parametrize(
    ("planted", "words"),
    [
        (lambda self, read: [TextLine(("3 neurons",))], "no readout"),
        (lambda self, read: [TextLine((Readout(Z, 0.25, "0.25"),))], "the readout holds"),
        (lambda self, read: [TextLine((replace(read(Z), text="0.74"),))], "shows 0.74"),
        (lambda self, read: [TextLine((Name("lesson.title", "Iris", "Iris"),))], "on screen it is"),
        (lambda self, read: [TextLine((read(Z),)), TextLine((read(Z),), (0.1, 0.1))], "overlap"),
        (lambda self, read: [TextLine((read(Z),), (6.9, 0.0))], "leaves the frame"),
        (lambda self, read: [TextLine((read(Z),), size=0.25)], "too small"),
        (lambda self, read: [TextLine((read(Z),)).scale(0.7)], "too small"),
        (lambda self, read: [TextLine((read(Z),), colour="#555555")], "contrast"),
        (lambda self, read: [TextLine((read(Z),)).set_opacity(0.3)], "contrast"),
        (lambda self, read: [Text("a")], "past the readouts"),
        (
            lambda self, read: [
                Diagram(self.study.network, self.study.view.layers, Box(-3, -2, 3, 2), {}, NODE_WIDTH),
                TextLine((read(Z),), (-1.8, 0.5)),
            ],
            "crossed",
        ),
    ],
)
def test_a_planted_fault_is_found(planted: object, words: str) -> None:
    assert words in faults(planted)


def test_a_wrong_sign_of_equality_is_found() -> None:
    def planted(self: Film, read: Reader) -> list[object]:
        wrong = Equation("sum", (read("network.sizes[0]"), read("network.sizes[1]")), read("network.sizes[2]"))
        line = tuple(" = " if part == " ≈ " else part for part in written(wrong))
        return [EquationRow(wrong, TextLine(line))]

    assert "not what is shown" in faults(planted)
    assert "add up" in faults(planted)


@pytest.mark.parametrize(("said", "words"), [("A ☂ and a word.", "can't be spoken whole"), ("“…”", "nothing that is")])
def test_a_caption_that_a_voice_could_not_say_is_found(said: str, words: str) -> None:
    assert words in faults(lambda self, read: [VGroup()], (said,))


def test_a_caption_that_says_an_unseen_number_is_found() -> None:
    unseen = Readout(Z, 0.75, "0.75")
    assert "not on screen" in faults(lambda self, read: [VGroup()], ("z is ", unseen, "."))


def test_a_camera_that_moves_is_found() -> None:
    def planted(self: Film, read: Reader) -> list[object]:
        assert isinstance(self.camera, Camera)
        self.camera.frame_width, self.camera.frame_height = 8.0, 4.5
        return [TextLine((read(Z),))]

    assert "the camera has moved" in faults(planted)


@pytest.mark.parametrize(
    ("shown", "empty"),
    [
        ([(-3, 2), (3, 2), (-3, -2), (3, -2)], set()),
        ([(-3, 2), (3, 2), (-3, -2), (0.1, -2)], {"lower right"}),
        ([(-3, 2)], {"upper right", "lower left", "lower right"}),
    ],
)
def test_a_quarter_that_is_empty_is_found(shown: list[tuple[float, float]], empty: set[str]) -> None:
    film = type("Fault", (Planted,), {"planted": lambda self, read: [Dot((*place, 0), radius=0.1) for place in shown]})
    scene, findings = watch(film)
    assert findings.emptiness.longest == {name: scene.time if name in empty else 0.0 for name in QUARTERS}


def test_a_quarter_is_empty_until_the_play_in_which_something_comes_and_from_where_it_has_gone() -> None:
    frame, emptiness = Box(-4, -2, 4, 2), Emptiness()
    across, below = Stroke((-3, -1, 0), (3, 1, 0)), Stroke((-3, 1, 0), (3, -1, 0))
    unseen = below.copy().set_opacity(0)
    for time, shown in ((1, across), (6, unseen), (8, below), (9, across), (12, below)):
        emptiness.look(Family([across, shown]), frame, time)
    assert emptiness.longest == {"upper left": 6, "upper right": 0, "lower left": 0, "lower right": 6}
