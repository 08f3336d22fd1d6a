"""Making a film's page at the command line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click

from mathnet.errors import InputError
from mathnet.files import write_safely
from scenes.commands.refusals import spare
from scenes.commands.wanted import find_wanted
from scenes.pages.handout import find_chromium, print_page
from scenes.storyboards.readout import printable

FOLDER = Path("media") / "pages"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page goes: to the file `output`, where an older one gives way only by `force`, or into media/pages.

    With `pdf` it is printed, too, and the PDF stands beside it.
    """

    output: str | None
    force: bool
    pdf: bool

    def page(self, name: str) -> Path:
        return FOLDER / f"{name}.html" if self.output is None else Path(self.output)

    def check(self, name: str) -> None:
        """Raise InputError if something can't be written where it is to go, or printed."""
        if self.pdf:
            if self.output is not None and Path(self.output).suffix == ".pdf":
                raise InputError(f"{self.output}: expected a name for the page, like FILE.html: the PDF goes beside it")
            find_chromium()
        if self.output is not None:
            spare(self.output, self.force)
            if self.pdf:
                spare(str(self.page(name).with_suffix(".pdf")), self.force)

    def fill(self, name: str, page: str) -> None:
        """Write the text of a page, print it if it is to be, and say where both are."""
        self.check(name)
        place = self.page(name)
        if self.output is None:
            place.parent.mkdir(parents=True, exist_ok=True)
        write_safely(place, lambda beside: beside.write_text(page, encoding="utf-8"))
        click.echo(printable(str(place)))
        if self.pdf:
            printed = place.with_suffix(".pdf")
            write_safely(printed, lambda beside: print_page(place, beside))
            click.echo(printable(str(printed)))


def make_page(film: str, about: str | None, network: str | None, place: Place, theme: str | None) -> None:
    """Make the page of `film` and say where it is.

    `film` is one of ours, with `about` a lesson, or None for its own; or a Python file, with `about` a film in it.
    `network` is the file of a network to show in place of the lesson's. `theme` is the one that the
    page begins in, if not the reader's. Raises InputError for what can't be done.
    """
    place.check("page")  # said before the film is run, not after
    wanted = find_wanted(film, about, network, FOLDER.parent)
    from scenes.pages.page import page_of
    from scenes.pages.stops import stops_of

    scene, told = stops_of(wanted.kind)
    title = f"{wanted.in_words}: {scene.subject_matter.title}"
    place.fill(wanted.name, page_of(told, title, wanted.about(told), theme))
