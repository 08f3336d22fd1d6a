"""The index of a gallery: one HTML file without a script, which asks for nothing but the posters beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from scenes.gallery.poster import HEIGHT, WIDTH
from scenes.pages.fonts import faces_for
from scenes.pages.shell import OWN, both, hash_of, templates_in

LIVE, TRACE = "live.html", "trace.json"  # what they are called in the folder of a lesson
TITLE = "Small neural networks, every number of them"


@dataclass(frozen=True, slots=True)
class Sign:
    """What the index says of a lesson; whether there is a trace of it."""

    title: str
    about: str
    facts: tuple[str, ...]
    is_traced: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What the index says of a film, and the addresses from there."""

    title: str
    seconds: int
    chapters: int
    page: str
    dark: str
    light: str


@dataclass(frozen=True, slots=True)
class Section:
    """What the index shows of a lesson, whose files are in `folder`."""

    folder: str
    sign: Sign
    cards: tuple[Card, ...]


def index_of(sections: Sequence[Section]) -> str:
    """Return the index. Texts are data: none of them is read as markup."""
    templates = templates_in(Path(__file__).parent)
    templates.filters |= {"heading": heading, "clock": clock}
    letters = {letter for section in sections for text in (section.sign.title, section.sign.about) for letter in text}
    letters |= set(TITLE)
    style = templates.get_template("index.css").render(
        colours=both(OWN), faces=faces_for({"regular": letters, "semibold": letters})
    )
    return templates.get_template("index.html").render(
        title=TITLE,
        sections=sections,
        live=LIVE,
        trace=TRACE,
        width=WIDTH,
        height=HEIGHT,
        style=Markup(style),  # our own file, in which the names of others don't occur
        style_hash=hash_of(style),
    )


def heading(title: str) -> str:
    """Return a title as it stands above a section.

    >>> heading("the Iris network"), heading("y = x²")
    ('The Iris network', 'y = x²')
    """
    return title if "=" in title else title[:1].upper() + title[1:]


def clock(seconds: int) -> str:
    """Return a length in minutes and seconds.

    >>> clock(83)
    '1:23'
    """
    return f"{seconds // 60}:{seconds % 60:02}"
