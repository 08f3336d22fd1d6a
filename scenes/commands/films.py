"""Which films there are, and rendering one of them, of any lesson."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SCENES = Path(__file__).parents[1]
ROOT = SCENES.parent
BASE = "Film"
PICTURES = {".mp4", ".mov", ".webm", ".gif", ".png"}
PIECES = {"partial_movie_files", "sections"}


@dataclass(frozen=True, slots=True)
class FilmSource:
    """Where the film `name` is: its `path` from the root of the project, and what it is about in one sentence."""

    name: str
    path: Path
    about: str


@dataclass(frozen=True, slots=True)
class _Class:
    source: FilmSource
    bases: tuple[str, ...]
    has_lesson: bool


def list_films() -> tuple[FilmSource, ...]:
    """Return every film: a class that descends from Film, in a module of scenes/, and has a lesson.

    The modules are read, not run: importing manim takes seconds.
    """
    classes = {found.source.name: found for path in sorted(SCENES.glob("*.py")) for found in _classes(path)}

    def ancestry(name: str) -> Iterator[_Class]:
        if name in classes and name != BASE:
            yield classes[name]
            for base in classes[name].bases:
                yield from ancestry(base)

    def is_film(name: str) -> bool:
        family = list(ancestry(name))
        return any(BASE in one.bases for one in family) and any(one.has_lesson for one in family)

    return tuple(found.source for name, found in classes.items() if is_film(name))


def _classes(path: Path) -> Iterator[_Class]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            about = (ast.get_docstring(node) or "").partition("\n")[0]
            bases = tuple(base.id for base in node.bases if isinstance(base, ast.Name))
            yield _Class(FilmSource(node.name, path.relative_to(ROOT), about), bases, _sets_lesson(node))


def _sets_lesson(node: ast.ClassDef) -> bool:
    targets = [target for line in node.body if isinstance(line, ast.Assign) for target in line.targets]
    return any(isinstance(target, ast.Name) and target.id == "lesson" for target in targets)


def find_film(name: str) -> FilmSource:
    """Return the film called `name`, ForwardPass or forward-pass; raises ValueError for a name that is none."""
    films = list_films()
    for film in films:
        if _plain(film.name) == _plain(name):
            return film
    raise ValueError(f"there is no film {name!r}: there are {', '.join(film.name for film in films)}")


def _plain(name: str) -> str:
    return re.sub("[-_]", "", name).lower()


def write_scene(film: FilmSource, lesson: str) -> tuple[Path, str]:
    """Write the scene file of `film` about `lesson` under media/lessons, and return it and the name of its class.

    Raises ValueError if it can't be written.
    """
    path = Path(lesson)
    is_file = lesson.endswith(".toml")
    words = re.findall("[A-Za-z0-9]+", path.stem if is_file else lesson)
    name = film.name + "".join(word[0].upper() + word[1:] for word in words)
    # the lesson's name is data: as a literal in ASCII, it is that whatever it holds
    literal = ascii(str(path.resolve()) if is_file else lesson)
    source = (
        f"from scenes.{film.path.stem} import {film.name}\n\n\nclass {name}({film.name}):\n    lesson = {literal}\n"
    )
    file = Path("media", "lessons", "_".join([film.path.stem, *words]).lower() + ".py")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(source, encoding="ascii")
    except OSError as error:
        raise ValueError(f"{file}: can't be written ({error.strerror}): run this in a folder of your own") from None
    return file, name


def render(film: FilmSource, lesson: str | None, options: Sequence[str]) -> int:
    """Render `film`, about `lesson` if one is given, with manim's `options`; return manim's exit code.

    Prints where the film is. Raises ValueError for a lesson that can't be shown.
    """
    if lesson is None:
        file, name = ROOT / film.path, film.name
    else:
        from scenes.lessons import find_lesson, study

        study(find_lesson(lesson))  # what is wrong with it is said here, and its training recorded
        file, name = write_scene(film, lesson)
    began = time.time_ns()
    status = subprocess.run(
        # -P: a file of the reader's beside the lesson may be called random.py
        [sys.executable, "-P", "-m", "manim", "render", *_house_style(options), *options, str(file), name],
        env={**os.environ, "PYTHONHASHSEED": "0"},  # manim walks sets: the same frames each time
        check=False,
    ).returncode
    for written in _written_since(began, _media_folder(options), name) if status == 0 else ():
        print(written.resolve())
    return status


def _house_style(options: Sequence[str]) -> list[str]:
    """Return manim's option for the project's settings, where neither the folder nor the user brings any."""
    own = Path("manim.cfg").exists() or any(option.startswith(("-c", "--config_file")) for option in options)
    return [] if own else ["--config_file", str(ROOT / "manim.cfg")]


def _media_folder(options: Sequence[str]) -> Path:
    for option, value in zip(options, [*options[1:], ""], strict=True):
        if option == "--media_dir":
            return Path(value)
        if option.startswith("--media_dir="):
            return Path(option.partition("=")[2])
    return Path("media")


def _written_since(moment: int, folder: Path, name: str) -> list[Path]:
    """Return the films and pictures written since `moment`: those called `name`, or all if -o gave another name."""
    written = [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in PICTURES and not PIECES & set(path.parts) and path.stat().st_mtime_ns >= moment
    ]
    return [path for path in written if path.name.startswith(name)] or written
