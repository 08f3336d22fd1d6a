"""What a user got wrong is told in a sentence by manim itself, too, and where a film is."""

from __future__ import annotations

import math
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from manim import tempconfig
from manim._config import error_console

from scenes.lessons import Data, Lesson, Plan
from scenes.stage.telling import say_where
from tests.stage.films import SILENT, Small

SCENE = """from scenes.forward_pass import ForwardPass
from scenes.lessons import Lesson


class Mine(ForwardPass):
    lesson = {lesson}
"""
DATA = Data(("a",), 10 * ((1.0,), (2.0,)), 10 * (0, 1), ("x", "y"))
TYPO = '[data]\nset = "irs"\n'
WILD = '[data]\nset = "diabetes"\n[training]\nlearning_rate = 1e9\n'


def manim(folder: Path, lesson: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "mine.py").write_text(SCENE.format(lesson=lesson))
    command = [sys.executable, "-m", "manim", "-ql", *options, "mine.py", "Mine"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lesson", "written", "said"),
    [
        ('Lesson.from_toml("my.toml")', TYPO, "my.toml: [data] set: "),
        ('"my.toml"', TYPO, "Mine: my.toml: [data] set: "),
        ('Lesson.from_toml("my.toml")', WILD, "Mine: training diverged in epoch 1 with learning rate 1000000000.0"),
        ('"irs"', "", "Mine: there is no lesson 'irs' (did you mean 'iris'?)"),
    ],
)
def test_manim_tells_of_a_lesson_in_a_sentence(tmp_path: Path, lesson: str, written: str, said: str) -> None:
    (tmp_path / "my.toml").write_text(written)
    done = manim(tmp_path, lesson)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith(said) and done.stderr.endswith(".\n")
    assert "Traceback" not in done.stderr + done.stdout
    assert list(tmp_path.rglob("*.mp4")) == []


@pytest.mark.slow
@pytest.mark.parametrize("lesson", ['Lesson.from_toml("my.toml")', '"my.toml"'])
def test_manim_tells_the_whole_story_when_it_is_asked_to(tmp_path: Path, lesson: str) -> None:
    (tmp_path / "my.toml").write_text(TYPO)
    done = manim(tmp_path, lesson, "-v", "DEBUG")
    assert done.returncode == 2
    assert "Traceback" in done.stderr and "set: " in done.stderr.splitlines()[-1]


@pytest.mark.slow
def test_an_error_of_the_film_s_own_keeps_its_traceback(tmp_path: Path) -> None:
    done = manim(tmp_path, "1 / 0")
    assert done.returncode == 1 and "ZeroDivisionError" in done.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: Data(("a",), ((1.0,), (math.nan,)), (0, 1), ("x", "y")), "the rows[1][0]: expected a finite number"),
        (lambda: Plan("mine", DATA, hidden=4).lesson(), "hidden: expected the sizes of layers, like (8, 6), given 4."),
        (lambda: Plan("mine", DATA, activations="tanh").lesson(), "activations: expected the names of activations"),
    ],
)
def test_manim_tells_of_data_in_python_in_a_sentence(wrong: Callable[[], object], said: str, capsys: Any) -> None:
    with pytest.raises(SystemExit):
        try:
            wrong()
        except ValueError:
            error_console.print_exception()
    assert capsys.readouterr().err.startswith(said)


@pytest.mark.parametrize("module", ["film_of_somebody", "mathnet.checks", "scenes.lessons.data"])
def test_an_error_that_is_no_refusal_keeps_its_traceback(module: str) -> None:
    with error_console.capture() as printed:
        try:
            exec("tuple(zip((1,), (), strict=True))", {"__name__": module})
        except ValueError:
            error_console.print_exception()
    assert "Traceback" in printed.get()


def test_a_film_about_something_else_than_a_lesson_is_refused(capsys: Any) -> None:
    class Planned(Small):
        lesson = Plan("mine", DATA)  # type: ignore[assignment]

    with tempconfig({"dry_run": True, **SILENT}), pytest.raises(SystemExit):
        Planned().render()
    assert "given Plan: a Plan becomes one with .lesson()." in capsys.readouterr().err


def test_an_error_of_the_film_s_own_is_raised_as_it_is() -> None:
    class Broken(Small):
        def construct(self) -> None:
            raise RuntimeError("a film's own")

    with tempconfig({"dry_run": True, **SILENT}), pytest.raises(RuntimeError, match="a film's own"):
        Broken().render()


def test_where_a_film_is_is_told_as_seen_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    say_where(here / "media" / "film.mp4")
    say_where(tmp_path / "film.mp4")
    assert capsys.readouterr().out == f"media/film.mp4\n{tmp_path}/film.mp4\n"


@pytest.mark.slow
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_output_that_is_full_or_closed_is_told_of_and_leaves_the_film() -> None:
    tell = [
        sys.executable,
        "-c",
        "from pathlib import Path; from scenes.stage.telling import say_where as s; s(Path('/f'))",
    ]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(tell, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "/f is there, but this can't be printed (No space left on device).\n")
    closed = subprocess.run(["sh", "-c", 'exec "$@" >&-', "sh", *tell], capture_output=True, text=True, check=False)
    assert (closed.returncode, closed.stderr) == (0, "")


def test_a_lesson_may_be_made_anywhere_else() -> None:
    """Only manim's command is told of in a sentence: Python gets the exception."""
    with pytest.raises(ValueError, match="can't be read"):
        Lesson.from_toml("missing.toml")
