"""A film as one HTML file: template, style, script, typeface and the stops."""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scenes.layout.formats import chosen_format
from scenes.pages.book import Book, Json
from scenes.pages.colours import PAPER, in_light
from scenes.pages.fonts import faces_for
from scenes.pages.paths import FINE
from scenes.pages.stops import Stops
from scenes.storyboards.readout import say
from scenes.style import BACKGROUND, FONT, POINTER, QUIET, RULE, TEXT

HERE = Path(__file__).parent
# what is on the page beside the picture
OWN = {"ground": BACKGROUND, "text": TEXT, "quiet": QUIET, "rule": RULE, "pointer": POINTER}


def page_of(told: Stops, title: str, about: str) -> str:
    """Return the page of a film's stops, called `title`; `about` says in a sentence what the film shows.

    Texts are data: none of them is read as markup. Nothing in the page asks for anything outside of it.
    """
    book = Book()
    document = book.bind(told)
    templates = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    style = templates.get_template("page.css").render(
        colours=[(name, colour, PAPER if name == "ground" else in_light(colour)) for name, colour in OWN.items()]
        + [(f"c{number}", colour, in_light(colour)) for number, colour in enumerate(book.colours)],
        faces=faces_for(book.letters),
        font=FONT,
    )
    script = (HERE / "page.js").read_text(encoding="utf-8")
    return templates.get_template("page.html").render(
        title=title,
        about=about,
        chapters=_contents(told),
        view=" ".join(str(round(FINE * length)) for length in _view()),
        # marked as safe: our own files, in which the names of others don't occur, and JSON without a <
        style=Markup(style),
        script=Markup(script),
        data=Markup(_as_data(document)),
        style_hash=_hash(style),
        script_hash=_hash(script),
    )


def _contents(told: Stops) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return for each chapter that has stops its title, and address and words of each of them."""
    chapters = [
        (title, [(stop.id, say(stop.said)) for stop in told.stops if stop.chapter == number])
        for number, title in enumerate(told.chapters)
    ]
    return [(title, stops) for title, stops in chapters if stops]


def _view() -> tuple[float, float, float, float]:
    frame = chosen_format().frame
    return (frame.left, -frame.top, frame.width, frame.height)


def _as_data(document: Json) -> str:
    """Return JSON that can stand in a script element: no text in it ends that."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _hash(content: str) -> str:
    """Return what a Content-Security-Policy knows a style or a script by."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode('ascii')}"
