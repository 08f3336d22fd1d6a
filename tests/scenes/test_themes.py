"""Both themes can be read: their colours by themselves, and as films put them on each other."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from manim import ManimColor
from PIL import Image

from scenes import style
from tests.scenes.geometry import contrast, rgb
from tests.stage.films import manim

# of words and numbers; each stands on the background, or in a neuron
INKS = (
    *("TEXT", "QUIET", "INPUT", "HIDDEN", "OUTPUT", "BACKWARD", "BACKWARD_TOO", "POSITIVE", "NEGATIVE", "POINTER"),
    *("TRAIN", "TEST", "FIRST_CLASS", "SECOND_CLASS"),
)
# a film of each kind; those of a line are run by one process, which has to be begun in the theme
FILMS = (
    "architecture.Architecture forward_pass.ForwardPass backpropagation.BackpropagationMazur training.TrainingIris "
    "training.TrainingDiabetes training.TrainingQuadratic training.TrainingDecisionBoundary training.LearningRates",
    "digits.DigitsArchitecture digits.DigitsForwardPass digits.DigitsBackpropagation digits.DigitsTraining "
    "digits.DigitsMistakes",
)
AUDIT = """
import sys
from importlib import import_module
from scenes.style import LIGHT
from tests.scenes.audit import watch
assert LIGHT
for film in sys.argv[1:]:
    module, _, name = film.partition(".")
    print(film, watch(getattr(import_module(f"scenes.{module}"), name))[1].faults)
"""
ROOT = Path(__file__).parents[2]


def palette(theme: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    monkeypatch.setenv(style.THEME, theme)
    return runpy.run_path(str(style.__file__))


@pytest.mark.parametrize("theme", style.THEMES)
def test_every_ink_has_contrast_on_the_background_and_in_a_neuron(theme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    colours = palette(theme, monkeypatch)
    grounds = [rgb(colours[ground]) for ground in ("BACKGROUND", "NODE_FILL")]
    ratios = {ink: min(contrast(rgb(colours[ink]), ground) for ground in grounds) for ink in INKS}
    assert {ink: ratio for ink, ratio in ratios.items() if ratio < 4.5} == {}


def test_themes_have_the_same_names_and_no_ink_of_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    dark, light = (palette(theme, monkeypatch) for theme in style.THEMES)
    assert dark.keys() == light.keys()
    assert [ink for ink in INKS if dark[ink] == light[ink]] == []


@pytest.mark.slow
@pytest.mark.parametrize("films", FILMS)
def test_light_films_pass_the_audit(films: str) -> None:
    light, command = {**os.environ, style.THEME: "light"}, [sys.executable, "-c", AUDIT, *films.split()]
    done = subprocess.run(command, env=light, cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.splitlines() == [f"{film} {{}}" for film in films.split()], done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("theme", style.THEMES)
def test_a_still_has_the_background_of_its_theme(theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    background = palette(theme, monkeypatch)["BACKGROUND"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run(manim("Small", "-s"), env=environment, cwd=tmp_path, check=True, capture_output=True)
    (still,) = tmp_path.rglob("*.png")
    with Image.open(still) as picture:
        assert list(picture.convert("RGB").getpixel((2, 2))) == ManimColor(background).to_int_rgb().tolist()
