"""Slides are made in a folder of their own beside their place, and moved there when they are whole."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from mathnet.files import find_place
from scenes.commands.beside import workshop_beside
from scenes.commands.rendering import check_size, render_beside
from scenes.commands.wanted import find_wanted
from scenes.stage.workshop import turn
from scenes.storyboards.readout import printable

FOLDER = Path("media")


@dataclass(frozen=True, slots=True)
class Wish:
    """Of what slides are to be: a film, in a look; and where. `film`, `about` and `network` are as in find_wanted."""

    film: str
    about: str | None
    network: str | None
    look: Mapping[str, str]
    folder: str | None
    force: bool


def make_slides(wish: Wish, options: Sequence[str]) -> None:
    """Render a film with manim's `options`, cut it at its stops, and print how to go on and where the slides are.

    Raises ValueError if that can't be, as far as possible before anything is rendered.
    """
    from scenes.pages.stops import stops_of
    from scenes.slides.presentation import SLIDES, find_cuts, write_slides
    from scenes.stage.container import read_cues

    check_size(options, "slides go")
    wanted = find_wanted(wish.film, wish.about, wish.network, FOLDER)
    folder = FOLDER if wish.folder is None else Path(wish.folder)
    place = folder / SLIDES / f"{wanted.name}.json"
    _spare(place, wish.force)
    run, told = stops_of(wanted.kind)
    with workshop_beside(folder) as workshop:
        made = workshop / "made"
        made.mkdir()
        about = wanted.source, wanted.lesson, wanted.network
        movie = render_beside(*about, [*options, "--format", "mp4"], wish.look, workshop / "media")
        write_slides(movie, made, wanted.name, find_cuts(told, run.captions, read_cues(movie)[1]))
        with turn(workshop.parent):
            _spare(place, wish.force)  # another process may have made the same in the meantime
            _deliver(made / SLIDES, place.parent)
    name = shlex.quote(wanted.name)
    click.echo(printable(f"manim-slides convert --folder {shlex.quote(str(place.parent))} {name} {name}.pptx"))
    click.echo(printable(str(place)))


def _spare(place: Path, force: bool) -> None:
    """Raise ValueError if slides can't be written to `place`, or would overwrite others without `force`."""
    for folder in (place.parent, place.parent.parent):
        if folder.exists() and not folder.is_dir():
            raise ValueError(f"{folder}: expected a folder, found a file: choose another with -o")
    if place.exists() and not force:
        raise ValueError(
            f"{place}: it is there already, and isn't overwritten: choose another folder with -o, or overwrite it "
            "with --force"
        )


def _deliver(made: Path, place: Path) -> None:
    """Move slides to their place, file by file beside what is there; what names the clips comes after them."""
    for path in sorted(made.rglob("*"), key=lambda path: path.suffix == ".json"):
        if path.is_file():
            target = place / path.relative_to(made)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(find_place(target))
