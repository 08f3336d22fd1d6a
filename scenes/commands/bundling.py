"""A bundle is made in a folder of its own beside its place, and moved there when it is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mathnet.files import find_place
from scenes.bundle.documents import Names
from scenes.commands.films import FilmSource
from scenes.commands.rendering import render_beside
from scenes.commands.scene_file import name_film, snake
from scenes.lessons import Lesson, find_lesson
from scenes.stage import CAPTIONS
from scenes.stage.container import Cue
from scenes.stage.workshop import Workshop, clear_abandoned, turn

if TYPE_CHECKING:
    from scenes.stage.film import Film

BUNDLES = Path("media/bundles")
OF_MANIM = ("-q", "--quality", "-r", "--resolution", "--fps", "--frame_rate", "--progress_bar", "-v", "--verbosity")
UNDRAWN = {"dry_run": True, "pixel_width": 64, "pixel_height": 36, "progress_bar": "none", "verbosity": "ERROR"}


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be bundled: a film, about a lesson and a network if they are given, in a look; where, and how.

    `chapter` is that of which a GIF is made, if there is to be one.
    """

    film: FilmSource
    lesson: str | None
    network: str | None
    look: Mapping[str, str]
    folder: str | None
    chapter: str | None
    force: bool


def make_bundle(wish: Wish, options: Sequence[str]) -> None:
    """Render a film with manim's `options`, write its bundle, and print in which folder it is.

    Raises ValueError if it can't be made, as far as possible before anything is rendered.
    """
    from scenes.bundle.bundle import write_bundle
    from scenes.stage.telling import ending_in_order

    _check_options(options)
    scene = wish.film.name if wish.lesson is None else name_film(wish.film, wish.lesson, Path("media"), wish.network)
    names = Names.of(snake(scene).replace("_", "-"), wish.chapter)
    folder = BUNDLES / scene if wish.folder is None else Path(wish.folder)
    _spare(folder, names, wish.force)
    title = _check_film(wish)
    workshop = Workshop(folder.absolute().parent)
    made = workshop.path / "bundle"
    try:
        with ending_in_order():
            clear_abandoned([workshop.path.parent])
            workshop.open()
            made.mkdir()
            movie = render_beside(wish.film, wish.lesson, wish.network, options, wish.look, workshop.path / "media")
            write_bundle(movie, made, names, wish.chapter, title, wish.look[CAPTIONS] == "on")
            with turn(workshop.path.parent):
                _spare(folder, names, wish.force)  # another process may have made the same in the meantime
                _deliver(made, folder)
    except OSError as error:
        reason = error.strerror or error
        raise ValueError(f"{folder}: can't be written ({reason}): make room, or choose another with -o") from None
    finally:
        workshop.close()
    click.echo(folder)


def _check_options(options: Sequence[str]) -> None:
    for option in options:
        if option.startswith("-") and not option.startswith(OF_MANIM):
            raise ValueError(f"{option}: of manim's options, a bundle goes with those of size and rate: -ql, --fps 30")


def _spare(folder: Path, names: Names, force: bool) -> None:
    """Raise ValueError if a bundle can't be written into `folder`, or would overwrite something without `force`."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ValueError(f"{folder}: expected a folder, found a file: choose another with -o")
    for name in names:
        if find_place(folder / name).exists() and not force:
            raise ValueError(
                f"{folder / name}: it is there already, and isn't overwritten: choose another folder with -o, or "
                "overwrite it with --force"
            )


def _check_film(wish: Wish) -> str:
    """Return the title of the film; raises ValueError if it can't show its lesson, or lacks the chapter."""
    from scenes.bundle.bundle import find_chapter

    kind: type[Film] = getattr(import_module(f"scenes.{wish.film.path.stem}"), wish.film.name)
    lesson = kind.lesson if wish.lesson is None else find_lesson(wish.lesson, wish.network)
    subject = lesson if isinstance(lesson, Lesson) else find_lesson(lesson)
    kind.check(subject)
    if wish.chapter is not None:
        find_chapter(wish.chapter, _chapters(type(kind.__name__, (kind,), {"lesson": subject})))
    return f"{snake(kind.__name__).replace('_', ' ').capitalize()}: {subject.title}"


def _chapters(kind: type[Film]) -> list[Cue]:
    """Return the chapters of a film, which is run through without being drawn."""
    from manim import tempconfig

    with tempconfig(UNDRAWN):
        film = kind(skip_animations=True)
        film.render()
    return [Cue(title, start, film.time) for title, start in film.chapters]


def _deliver(made: Path, folder: Path) -> None:
    """Move a bundle to its place: as a folder where there is none yet, else file by file, beside what is there."""
    if not folder.exists():
        made.rename(folder)
        return
    for path in sorted(made.iterdir()):
        path.replace(find_place(folder / path.name))
