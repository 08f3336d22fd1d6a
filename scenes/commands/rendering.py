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
from scenes.stage import CAPTIONS

MANIM = "scenes.commands.manim_in_style"


def render(
    film: FilmSource, lesson: str | None, network: str | None, options: Sequence[str], captions: str
) -> NoReturn:
    """Go on as manim, which renders `film`, about `lesson` if one is given, and says where it is.

    With a lesson may go the file of a `network`, which is shown in place of the lesson's. `captions` are "on" or "off".

    There is one process all along: what ends the command ends the rendering, whose exit code is the command's.
    Raises ValueError for a lesson or a network that can't be shown.
    """
    if lesson is None:
        file, name = ROOT / film.path, film.name
    else:
        from scenes.lessons import find_lesson
        from scenes.studies import study

        study(find_lesson(lesson, network))  # what is wrong with it is said here, and its training recorded
        file, name = write_scene(film, lesson, _media_folder(options), network)
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.execve(sys.executable, _command(file, name, options), {**_environment(), CAPTIONS: captions})


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
    folder, _ = _take(options, "--media_dir")
    return Path("media" if folder is None else folder)


def take_network(options: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the file that `--network` names among `options`, or None, and the others, which are manim's."""
    return _take(options, "--network")


def take_data(options: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the folder that `--data` names among `options`, or None, and the others."""
    return _take(options, "--data")


def take_captions(options: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return what `--captions` says among `options`, by default what the environment does or "on", and the others."""
    said, others = _take(options, "--captions")
    return os.environ.get(CAPTIONS, "on") if said is None else said, others


def _take(options: Sequence[str], name: str) -> tuple[str | None, tuple[str, ...]]:
    for i, option in enumerate(options):
        if option == name:
            return "".join(options[i + 1 : i + 2]), (*options[:i], *options[i + 2 :])
        if option.startswith(f"{name}="):
            return option.partition("=")[2], (*options[:i], *options[i + 1 :])
    return None, tuple(options)
