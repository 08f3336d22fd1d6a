"""Which film is meant at the command line: one of ours, about a lesson, or somebody's own."""

from __future__ import annotations

import inspect
import re
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, cast

from mathnet.errors import InputError
from scenes.commands.films import FilmSource, find_film
from scenes.commands.own_film import load_film
from scenes.commands.scene_file import name_film

if TYPE_CHECKING:
    # which import manim: that takes seconds
    from scenes.pages.stops import Stops
    from scenes.stage.film import Film


@dataclass(frozen=True, slots=True)
class Wanted:
    """A film: its class `kind`, the `name` of what is made of it, and where manim finds it.

    manim is pointed at `source`, and told of a `lesson` and the file of a `network` if the film is about those.
    """

    kind: type[Film]
    name: str
    source: FilmSource
    lesson: str | None
    network: str | None

    @property
    def in_words(self) -> str:
        """The film's name as words."""
        return in_words(self.source.name) if self.lesson is None else words_about(self.source, self.lesson)

    def about(self, told: Stops) -> str:
        """Return what the film shows: in its own words, or where it is about a lesson that it wasn't made for, its
        chapters."""
        own = (inspect.getdoc(self.kind) or "").partition("\n")[0]
        return own if self.lesson is None else ", ".join(told.chapters)


def find_wanted(film: str, about: str | None, network: str | None, media: Path) -> Wanted:
    """Return the film that is meant.

    `film` is one of ours, with `about` a lesson, or None for its own; or a Python file, with `about` a film in it.
    `network` is the file of a network to show in place of the lesson's, and `media` where films are put. Raises
    InputError for what there isn't.
    """
    if film.endswith(".py"):
        if network is not None:
            raise InputError("--network goes with a lesson, and a film of your own has one: give the network to that")
        kind = load_film(Path(film), about)
        return Wanted(kind, kind.__name__, FilmSource(kind.__name__, Path(film).resolve(), ""), None, None)
    source = find_film(film)
    name = source.name if about is None else name_film(source, about, media, network)
    return Wanted(film_about(source, about, network), name, source, about, network)


def film_about(source: FilmSource, about: str | None, network: str | None) -> type[Film]:
    """Return one of our films, about a lesson and a network in a file, if they are given. Raises InputError."""
    film = getattr(import_module(f"scenes.{source.path.stem}"), source.name)
    if about is None:
        return cast("type[Film]", film)
    from scenes.lessons import find_lesson

    return type(source.name, (film,), {"lesson": find_lesson(about, network), "__doc__": film.__doc__})


def words_about(source: FilmSource, lesson: str) -> str:
    """Return the name of one of our films as words, without that of its own lesson where it is about another."""
    own = film_about(source, None, None).lesson
    name, words = own if isinstance(own, str) else own.name, in_words(source.name)
    return words if name == lesson else words.removesuffix(f" {name}")


def in_words(name: str) -> str:
    """Return the name of a class as words.

    >>> in_words("ForwardPassByHand"), in_words("DeadRelu")
    ('Forward pass by hand', 'Dead ReLU')
    """
    return re.sub("(?<!^)(?=[A-Z])", " ", name).capitalize().replace("relu", "ReLU")
