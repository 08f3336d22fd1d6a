"""A gallery is made in a folder of its own beside its place, and moved there when it is whole."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
from joblib import Parallel, delayed

from mathnet.errors import InputError
from scenes.commands.beside import check_folder, deliver, workshop_beside
from scenes.commands.films import FilmSource
from scenes.commands.rooms import Room, find_rooms, furnish, hang
from scenes.gallery.index import Card, Section, Sign, index_of
from scenes.lessons import BUILT_IN, UNTRAINED, find_lesson
from scenes.lessons.mnist import FOLDER
from scenes.lessons.progress import progress_bar, tell
from scenes.stage.workshop import turn
from scenes.storyboards.readout import printable
from scenes.studies import learn

INDEX = "index.html"
Task = tuple[int, FilmSource | None]  # the number of a room, and a film in it, or None for what isn't about a film


def make_gallery(lessons: Sequence[str], folder: Path, force: bool) -> None:
    """Write a site of all films that fit each of some lessons into `folder`, and print where its index is.

    Without lessons, it is all built-in ones whose data are there. Raises InputError if it can't be made, as far as
    possible before anything is.
    """
    _spare(folder, force)
    rooms = find_rooms(lessons or _at_hand())
    for room in rooms:
        learn(find_lesson(room.lesson))  # each shows its own progress, and keeps what came of it
    with workshop_beside(folder) as workshop:
        site = workshop / "site"
        for room in rooms:
            (site / room.folder).mkdir(parents=True)
        (site / INDEX).write_text(index_of(_fill(rooms, site)), encoding="utf-8")
        with turn(workshop.parent):
            _spare(folder, force)  # another process may have made the same in the meantime
            deliver(site, folder, INDEX)
    click.echo(printable(str(folder / INDEX)))


def _at_hand() -> list[str]:
    """Return the built-in lessons, but for those whose training needs data that nobody gave."""
    return [name for name in BUILT_IN if name not in UNTRAINED or os.environ.get(FOLDER)]


def _fill(rooms: Sequence[Room], site: Path) -> list[Section]:
    """Write what is in the rooms, on all processors, and return the sections of the index."""
    tasks: list[Task] = [(n, None) for n in range(len(rooms))]
    tasks += [(n, film) for n, room in enumerate(rooms) for film in room.films]
    signs: dict[int, Sign] = {}
    cards: dict[Task, Card] = {}
    jobs = min(len(tasks), os.cpu_count() or 1)
    with (
        progress_bar("Gallery", len(tasks)) as show,
        Parallel(n_jobs=jobs, return_as="generator_unordered") as work,
    ):
        made = work(delayed(_make)(task, rooms[task[0]], site) for task in tasks)
        for done, (task, result) in enumerate(made, start=1):
            room, what = rooms[task[0]].lesson, task[1].name if task[1] else "live network"
            if isinstance(result, Sign):
                signs[task[0]] = result
            elif isinstance(result, Card):
                cards[task] = result
            else:
                tell(f"{what} of {printable(room)} is left out: {printable(result).rstrip('.')}")
            show(done, f"{room}: {what}")
    return [
        Section(room.folder, signs[n], tuple(cards[n, film] for film in room.films if (n, film) in cards))
        for n, room in enumerate(rooms)
    ]


def _make(task: Task, room: Room, site: Path) -> tuple[Task, Sign | Card | str]:
    return task, furnish(room, site) if task[1] is None else hang(room, task[1], site)


def _spare(folder: Path, force: bool) -> None:
    """Raise InputError if a site can't be written into `folder`, or would be beside other files without `force`."""
    check_folder(folder)
    if folder.exists() and any(folder.iterdir()) and not force:
        raise InputError(
            f"{folder}: there is something in it already, which isn't overwritten: choose another folder with -o, or "
            "overwrite files of the same names with --force"
        )
