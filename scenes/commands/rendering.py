"""Running manim on a film, in the project's style."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NoReturn

from mathnet.errors import InputError
from scenes.commands.films import ROOT, FilmSource
from scenes.commands.jobs import ALONE, Jobs, check_whole
from scenes.commands.options import take
from scenes.commands.refusals import INTERRUPTED
from scenes.commands.scene_file import write_scene
from scenes.layout.formats import FORMAT, FORMATS, chosen, one_of
from scenes.stage import CAPTIONS, ON_OR_OFF
from scenes.stage.sharing import Team
from scenes.style import THEME, THEMES
from scenes.voice import VOICE
from scenes.voice.engines import ANY, OFF, find_engine

MANIM = "scenes.commands.manim_in_style"
OF_SIZE = ("-q", "--quality", "-r", "--resolution", "--fps", "--frame_rate", "--progress_bar", "-v", "--verbosity")


OF_FILES = ("auto", "none", "png", "png-sequence", "gif", "mp4", "webm", "mov")  # what --format is to manim


def render(
    film: FilmSource,
    lesson: str | None,
    network: str | None,
    options: Sequence[str],
    look: Mapping[str, str],
    jobs: Jobs = ALONE,
) -> NoReturn:
    """Go on as manim, which renders `film`, about `lesson` if one is given, and says where it is.

    With a lesson may go the file of a `network`, which is shown in place of the lesson's. `look` is what the film reads
    from the environment: its captions, its theme, its format.

    There is one process all along: what ends the command ends the rendering, whose exit code is the command's. Where
    there are to be several `jobs`, it leads the others. Raises InputError for what can't be shown, or shared.
    """
    number = jobs.count_with_leader()
    if number > 1:
        check_whole(options)
        options = (*options, "--disable_caching")  # pieces are called by their numbers
    file, name = _find_scene(film, lesson, network, _media_folder(options))
    command = command_of(file, name, options)
    team = Team(number, jobs.scheduler, tuple(command)).to_environment() if number > 1 else {}
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os.execve(sys.executable, command, {**environment(), **look, **team})


def render_beside(
    film: FilmSource,
    lesson: str | None,
    network: str | None,
    options: Sequence[str],
    look: Mapping[str, str],
    media: Path,
) -> Path:
    """Render as `render` does, but into the folder `media`, come back, and return where the film is.

    What manim says of its progress, or of what is wrong, is there to be seen; then its exit code ends the program.
    """
    file, name = _find_scene(film, lesson, network, media)
    command = command_of(file, name, ["--media_dir", str(media), *options])
    try:
        done = subprocess.run(command, env={**environment(), **look}, stdout=subprocess.PIPE, text=True, check=False)
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None  # which manim, interrupted as well, has told of
    if done.returncode != 0:
        raise SystemExit(done.returncode if done.returncode > 0 else 128 - done.returncode)
    return Path(done.stdout.splitlines()[-1]).absolute()


def _find_scene(film: FilmSource, lesson: str | None, network: str | None, media: Path) -> tuple[Path, str]:
    """Return the scene file of a film and the name of its class; raises InputError if there can't be one."""
    if lesson is None:
        return ROOT / film.path, film.name
    from scenes.lessons import find_lesson
    from scenes.studies import study

    study(find_lesson(lesson, network))  # what is wrong with it is said here, and its training recorded
    return write_scene(film, lesson, media, network)


def render_into(folder: Path, film: FilmSource, *options: str) -> Path:
    """Render `film` with manim's `options` into `folder`, and return where it is.

    Raises RuntimeError, with what was said, if it can't be rendered.
    """
    where = ["--progress_bar", "none", "--media_dir", str(folder)]
    command = command_of(ROOT / film.path, film.name, [*where, *options])
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{film.name} isn't rendered:\n{done.stderr}")
    return Path(done.stdout.splitlines()[-1]).absolute()


def command_of(file: Path, name: str, options: Sequence[str]) -> list[str]:
    # -P: a file of the reader's beside the lesson may be called random.py
    return [sys.executable, "-P", "-m", MANIM, *options, str(file), name]


def environment() -> dict[str, str]:
    # manim walks sets: the same frames each time. And each play has a thread of its own, for which the C library would
    # keep memory apart: 660 MB at the peak of a film, 500 without
    return {**os.environ, "PYTHONHASHSEED": "0", "MALLOC_ARENA_MAX": "1"}


def _media_folder(options: Sequence[str]) -> Path:
    folder, _ = take(options, "--media_dir")
    return Path("media" if folder is None else folder)


def check_size(options: Sequence[str], goes: str) -> None:
    """Raise InputError if there is one of manim's options that isn't of size and rate, with which something `goes`."""
    for option in options:
        if option.startswith("-") and not option.startswith(OF_SIZE):
            raise InputError(f"{option}: of manim's options, {goes} with those of size and rate: -ql, --fps 30")


def take_network(options: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the file that `--network` names among `options`, or None, and the others, which are manim's."""
    return take(options, "--network")


def take_data(options: Sequence[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the folder that `--data` names among `options`, or None, and the others."""
    return take(options, "--data")


def take_look(options: Sequence[str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return what `--captions`, `--theme`, `--format` and `--voice` say, by default what the environment does.

    The other `options` are returned, too; a format of files stays among them. Raises InputError for what is neither on
    nor off, no theme, no format, or no voice that is here.
    """
    shape, options = take_format(options)
    look = {FORMAT: shape}
    for option, variable, values in (("--captions", CAPTIONS, ON_OR_OFF), ("--theme", THEME, THEMES)):
        said, options = take(options, option)
        look[variable] = chosen(variable, values) if said is None else one_of(option, said, values)
    voice, options = _take_voice(options)
    engine = find_engine(voice)
    look[VOICE] = OFF if engine is None else engine.name
    return look, tuple(options)


def _take_voice(options: Sequence[str]) -> tuple[str, Sequence[str]]:
    """Return who is to speak, and the other options: after `--voice` there may be a name, or nothing or an option."""
    for i, (option, following) in enumerate(pairwise((*options, "-"))):
        if option == "--voice" and following.startswith("-"):
            return ANY, (*options[:i], *options[i + 1 :])
    said, options = take(options, "--voice")
    return (os.environ.get(VOICE) or OFF) if said is None else said, options


def take_format(options: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the format of the picture that `--format` names among `options`, and the others.

    A format of files is manim's, and stays. Where none is named it is that of the environment. Raises InputError for
    what is no format of either kind.
    """
    shape, of_files = os.environ.get(FORMAT) or next(iter(FORMATS)), []
    while True:
        said, options = take(options, "--format")
        if said is None:
            break
        if said in OF_FILES:
            of_files += ["--format", said]
        else:
            shape = said
    if shape not in FORMATS:
        raise InputError(
            f"--format: expected {', '.join(FORMATS)} for the picture, or {', '.join(OF_FILES)} for the file, "
            f"given {shape!r}"
        )
    return shape, (*options, *of_files)
