"""Slides are made in a folder of their own beside their place, and moved there when they are whole."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from scenes.commands.beside import deliver, spare_in, workshop_beside
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

    Raises InputError if that can't be, as far as possible before anything is rendered.
    """
    from scenes.pages.stops import stops_of
    from scenes.slides.presentation import SLIDES, find_cuts, write_slides
    from scenes.stage.container import read_cues

    check_size(options, "slides go")
    wanted = find_wanted(wish.film, wish.about, wish.network, FOLDER)
    folder = FOLDER if wish.folder is None else Path(wish.folder)
    place = folder / SLIDES / f"{wanted.name}.json"
    spare_in(place.parent, [place.name], wish.force)
    run, told = stops_of(wanted.kind)
    with workshop_beside(folder) as workshop:
        made = workshop / "made"
        made.mkdir()
        about = wanted.source, wanted.lesson, wanted.network
        movie = render_beside(*about, [*options, "--format", "mp4"], wish.look, workshop / "media")
        write_slides(movie, made, wanted.name, find_cuts(told, run.captions, read_cues(movie)[1]))
        with turn(workshop.parent):
            spare_in(place.parent, [place.name], wish.force)  # another process may have made the same in the meantime
            deliver(made / SLIDES, place.parent, place.name)
    name = shlex.quote(wanted.name)
    click.echo(printable(f"manim-slides convert --folder {shlex.quote(str(place.parent))} {name} {name}.pptx"))
    click.echo(printable(str(place)))
