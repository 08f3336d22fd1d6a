"""Which films there are, and which fit a lesson."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from mathnet.errors import InputError
from scenes.lessons import Lesson, LessonError
from scenes.lessons.wording import nearest

if TYPE_CHECKING:
    from scenes.stage.film import Film  # which imports manim: that takes seconds

SCENES = Path(__file__).parents[1]
ROOT = SCENES.parent
BASE = "Film"
ROOMS = ("", "learning", "images", "stage")  # of scenes/: where films are, and what they descend from


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


@cache
def list_films() -> tuple[FilmSource, ...]:
    """Return every film: a class that descends from Film, in a module of scenes/, and has a lesson.

    The modules are read, once, and not run: importing manim takes seconds.
    """
    paths = [path for room in ROOMS for path in sorted((SCENES / room).glob("*.py"))]
    classes = {found.source.name: found for path in paths for found in _classes(path)}

    def ancestry(name: str) -> Iterator[_Class]:
        if name in classes and name != BASE:
            yield classes[name]
            for base in classes[name].bases:
                yield from ancestry(base)

    def is_film(name: str) -> bool:
        family = list(ancestry(name))
        in_its_place = classes[name].source.path.parent == SCENES.relative_to(ROOT)
        return in_its_place and any(BASE in one.bases for one in family) and any(one.has_lesson for one in family)

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


def films_for(lesson: Lesson) -> Iterator[FilmSource]:
    """Yield the films that can show `lesson`; of those that are one film about several lessons, the first.

    What they are about is told in words for any lesson, but for a film of this one.
    """
    kinds: list[type[Film]] = []
    for source in list_films():
        film = getattr(import_module(f"scenes.{source.path.stem}"), source.name)
        if not any(issubclass(film, kind) and film.construct is kind.construct for kind in kinds):
            kinds.append(film)
            try:
                film.check(lesson)
            except LessonError:
                continue
            yield source if _is_about(film, lesson) else replace(source, about=_about_any(film))


def _is_about(film: type[Film], lesson: Lesson) -> bool:
    own = film.lesson
    return lesson.name == (own if isinstance(own, str) else own.name)


def _about_any(film: type[Film]) -> str:
    """Return what is said, whatever the lesson, of the class that tells the story: this one, or its parent."""
    kind = film if "construct" in vars(film) else film.__mro__[1]
    return (inspect.getdoc(kind) or "").partition("\n")[0]


def find_film(name: str) -> FilmSource:
    """Return the film called `name`, ForwardPass or forward-pass; raises InputError for a name that is none."""
    films = list_films()
    for film in films:
        if _plain(film.name) == _plain(name):
            return film
    names = [film.name for film in films]
    raise InputError(f"there is no film {name!r}{nearest(name, names)}: there are {', '.join(names)}")


def _plain(name: str) -> str:
    return re.sub("[-_]", "", name).lower()
