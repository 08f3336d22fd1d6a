"""Every film passes the audit as a square and as a vertical picture, too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import config, tempconfig

from scenes import architecture, backpropagation, digits, forward_pass, gradient_descent, training
from scenes.layout.formats import FORMAT, FORMATS, LANDSCAPE
from scenes.lessons import find_lesson
from scenes.mobjects.text import wrapped
from scenes.mobjects.typesetting import outline
from scenes.stage.film import Film
from scenes.storyboards.readout import say
from scenes.style import BODY
from tests.scenes.audit import DRY, SILENT, watch
from tests.scenes.test_films import FILMS

NARROW = [name for name in FORMATS if name != LANDSCAPE.name]
# a film of each kind, in the format that is harder for it; of these, what is looked at each time
HARDER = {
    (forward_pass.ForwardPass, "vertical"),
    (backpropagation.BackpropagationMazur, "square"),
    (training.TrainingQuadratic, "square"),
    (training.TrainingDecisionBoundary, "square"),
    (gradient_descent.GradientDescent, "square"),
    (digits.DigitsForwardPass, "square"),
    (digits.DigitsBackpropagation, "vertical"),
}
QUICK = {(forward_pass.ForwardPass, "vertical"), (training.TrainingQuadratic, "square")}
PAIRS = [
    pytest.param(film, name, marks=() if (film, name) in QUICK else pytest.mark.slow, id=f"{film.__name__}-{name}")
    for index, (film, _, _) in enumerate(FILMS)
    for turn, name in enumerate(NARROW)
    # each film in one of them, in turn: in both would take the tests too long
    if turn == index % len(NARROW) or (film, name) in HARDER
]
words = st.lists(st.text("abcdefgh", min_size=1, max_size=9), min_size=1, max_size=30)


@pytest.mark.slow
@pytest.mark.parametrize(("film", "name"), PAIRS)
def test_film_passes_the_audit_in_other_formats(film: type[Film], name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FORMAT, name)
    scene, findings = watch(film)
    assert scene.format.name == name
    assert findings.faults == {}
    assert findings.readouts and findings.equations


@pytest.mark.parametrize("name", FORMATS)
def test_a_film_makes_pictures_of_its_format_in_a_folder_of_their_own(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(FORMAT, name)
    with tempconfig({**DRY, **SILENT, "pixel_width": 854, "pixel_height": 480}):
        camera = architecture.ArchitectureByHand().camera
        size = {"landscape": (854, 480), "square": (480, 480), "vertical": (480, 854)}[name]
        assert (camera.pixel_width, camera.pixel_height) == size
        folders = [str(config[key]) for key in ("video_dir", "images_dir")]
        assert [folder.endswith(f"-{name}") for folder in folders] == [name != "landscape"] * 2
        again = architecture.ArchitectureByHand().camera
        assert (again.pixel_width, again.pixel_height) == size
        assert [str(config[key]) for key in ("video_dir", "images_dir")] == folders


@pytest.mark.parametrize("name", NARROW)
def test_a_lesson_that_has_no_room_in_a_format_is_refused_in_a_sentence(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(FORMAT, name)
    lesson = replace(find_lesson("mazur"), classes=("a", "b"), decimals=20)
    with pytest.raises(SystemExit):
        watch(backpropagation.BackpropagationMazur, lesson)
    assert f"a {name} picture" in (said := capsys.readouterr().err)
    assert "--format" in said and said.count("\n") == 1


@given(words, st.floats(1.5, 12.0))
def test_a_line_is_wrapped_at_spaces_and_nothing_of_it_is_lost(given_words: list[str], width: float) -> None:
    text = " ".join(given_words)
    lines = wrapped((text,), width, BODY)
    assert " ".join(map(say, lines)) == text
    for line in lines:
        assert outline(line).width * BODY <= width or " " not in say(line)
