"""Running manim on a film, in the project's style."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from scenes.commands.films import ROOT, FilmSource
from scenes.commands.scene_file import write_scene

MANIM = "scenes.commands.manim_in_style"


def render(film: FilmSource, lesson: str | None, options: Sequence[str]) -> NoReturn:
    """Go on as manim, which renders `film`, about `lesson` if one is given, and says where it is.

    There is one process all along: what ends the command ends the rendering, whose exit code is the command's.
    Raises ValueError for a lesson that can't be shown.
    """
    if lesson is None:
        file, name = ROOT / film.path, film.name
    else:
        from scenes.lessons import find_lesson, study

        study(find_lesson(lesson))  # what is wrong with it is said here, and its training recorded
        file, name = write_scene(film, lesson, _media_folder(options))
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.execve(sys.executable, _command(file, name, options), _environment())


def render_into(folder: Path, film: FilmSource, *options: str) -> Path:
    """Render `film` with manim's `options` into `folder`, and return where it is.

    Raises RuntimeError, with what was said, if it can't be rendered.
    """
    where = ["--progress_bar", "none", "--media_dir", str(folder)]
    command = _command(ROOT / film.path, film.name, [*where, *options])
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{film.name} isn't rendered:\n{done.stderr}")
    return Path(done.stdout.splitlines()[-1]).absolute()


def _command(file: Path, name: str, options: Sequence[str]) -> list[str]:
    # -P: a file of the reader's beside the lesson may be called random.py
    return [sys.executable, "-P", "-m", MANIM, *options, str(file), name]


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONHASHSEED": "0"}  # manim walks sets: the same frames each time


def _media_folder(options: Sequence[str]) -> Path:
    for option, value in zip(options, [*options, ""][1:], strict=True):
        if option == "--media_dir":
            return Path(value)
        if option.startswith("--media_dir="):
            return Path(option.partition("=")[2])
    return Path("media")
