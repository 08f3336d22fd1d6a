"""A film as one HTML file: template, style, script, typeface and the stops."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from scenes.layout.formats import chosen_format
from scenes.pages.book import Book
from scenes.pages.colours import in_both
from scenes.pages.fonts import faces_for
from scenes.pages.paths import FINE
from scenes.pages.shell import OWN, both, page_from, templates_in
from scenes.pages.stops import Stops
from scenes.storyboards.readout import say
from scenes.style import FONT

HERE = Path(__file__).parent


def page_of(told: Stops, title: str, about: str, theme: str | None = None) -> str:
    """Return the page of a film's stops, called `title`; `about` says in a sentence what the film shows.

    It begins dark or light as `theme` says, or else as the reader has it. Texts are data: none of them is read as
    markup. Nothing in the page asks for anything outside of it.
    """
    book, frame = Book(), chosen_format().frame
    document = book.bind(told)
    templates = templates_in(HERE)
    style = templates.get_template("page.css").render(
        colours=both(OWN) + [(f"c{number}", *in_both(colour)) for number, colour in enumerate(book.colours)],
        faces=faces_for(book.letters),
        font=FONT,
        sides=round(frame.width / frame.height, 4),
    )
    script = (HERE / "page.js").read_text(encoding="utf-8")
    return page_from(
        templates.get_template("page.html"),
        style,
        script,
        document,
        theme,
        title=title,
        about=about,
        chapters=_contents(told),
        view=" ".join(str(round(FINE * length)) for length in _view()),
    )


def _contents(told: Stops) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return for each chapter that has stops its title, and what is said, each with the first stop's address."""
    steps = [(stop.chapter, say(stop.said), stop.id) for stop in told.stops]
    anew = [step for before, step in pairwise([(-1, "", ""), *steps]) if before[:2] != step[:2]]
    chapters = [
        (title, [(id, said) for chapter, said, id in anew if chapter == number])
        for number, title in enumerate(told.chapters)
    ]
    return [(title, stops) for title, stops in chapters if stops]


def _view() -> tuple[float, float, float, float]:
    frame = chosen_format().frame
    return (frame.left, -frame.top, frame.width, frame.height)
