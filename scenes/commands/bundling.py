"""A bundle is made in a folder of its own beside its place, and moved there when it is whole."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from scenes.bundle.documents import Names
from scenes.commands.beside import deliver, spare_in, workshop_beside
from scenes.commands.rendering import check_size, render_beside
from scenes.commands.scene_file import snake
from scenes.commands.wanted import Wanted, find_wanted
from scenes.lessons import Lesson, find_lesson
from scenes.stage import CAPTIONS
from scenes.stage.container import Cue
from scenes.stage.workshop import turn
from scenes.style import THEME

MEDIA = Path("media")


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be bundled: a film, in a look; where, and how.

    `film`, `about` and `network` are as in find_wanted. `chapter` is that of which a GIF is made, if there is to be
    one.
    """

    film: str
    about: str | None
    network: str | None
    look: Mapping[str, str]
    folder: str | None
    chapter: str | None
    force: bool


def make_bundle(wish: Wish, options: Sequence[str]) -> None:
    """Render a film with manim's `options`, write its bundle, and print in which folder it is.

    Raises InputError if it can't be made, as far as possible before anything is rendered.
    """
    from scenes.bundle.bundle import write_bundle

    check_size(options, "a bundle goes")
    wanted = find_wanted(wish.film, wish.about, wish.network, MEDIA)
    names = Names.of(snake(wanted.name).replace("_", "-"), wish.chapter)
    folder = MEDIA / "bundles" / wanted.name if wish.folder is None else Path(wish.folder)
    spare_in(folder, names, wish.force)
    title, page = _run(wanted, wish.chapter, wish.look[THEME])
    with workshop_beside(folder) as workshop:
        made = workshop / "bundle"
        made.mkdir()
        about = wanted.source, wanted.lesson, wanted.network
        movie = render_beside(*about, options, wish.look, workshop / "media")
        write_bundle(movie, made, names, wish.chapter, title, page, wish.look[CAPTIONS] == "on")
        with turn(workshop.parent):
            spare_in(folder, names, wish.force)  # another process may have made the same in the meantime
            deliver(made, folder)
    click.echo(folder)


def _run(wanted: Wanted, chapter: str | None, theme: str) -> tuple[str, str]:
    """Return the title of the film, and its page; raises InputError if it can't show its lesson, has no stops, or
    lacks the chapter.

    It is run through without being drawn, so that what it can't show is said before it is rendered.
    """
    from scenes.bundle.bundle import find_chapter
    from scenes.pages.page import page_of
    from scenes.pages.stops import stops_of

    lesson = wanted.kind.lesson
    wanted.kind.check(lesson if isinstance(lesson, Lesson) else find_lesson(lesson))
    scene, told = stops_of(wanted.kind)
    if chapter is not None:
        find_chapter(chapter, [Cue(name, start, scene.time) for name, start in scene.chapters])
    title = f"{wanted.in_words}: {scene.subject_matter.title}"
    # a page beside a dark film is as its reader has it
    return title, page_of(told, title, wanted.about(told), "light" if theme == "light" else None)
