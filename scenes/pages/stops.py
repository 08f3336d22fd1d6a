"""Running a film without drawing it, and keeping what is seen at each of its stops: the ends of its steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count

from manim import tempconfig

from scenes.pages.picture import Mark, picture_of
from scenes.stage.film import Film
from scenes.stage.unseeing import Unseeing
from scenes.storyboards.readout import Line
from scenes.storyboards.words import Told

QUIETLY = {"dry_run": True, "disable_caching": True, "progress_bar": "none", "verbosity": "WARNING"}


@dataclass(frozen=True, slots=True)
class Stop:
    """The end of the step `id`: what has been said, how long it took in seconds, and what is seen then."""

    id: str
    chapter: int
    said: Line
    seconds: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Stops:
    """A film's stops in order, and the titles of its chapters."""

    stops: tuple[Stop, ...]
    chapters: tuple[str, ...]


def stops_of(film: type[Film]) -> tuple[Film, Stops]:
    """Run `film` and return it with its stops.

    It ends the program with a sentence where it can't show its lesson. Raises ValueError if it has no stops.
    """
    stops: list[Stop] = []

    class Stopping(film):  # type: ignore[valid-type,misc]
        @contextmanager
        def saying(self, told: Told, step: str) -> Iterator[None]:
            with super().saying(told, step):
                yield
            caption = self.captions[-1]
            marks = tuple(picture_of(self))
            stops.append(
                Stop(
                    _free(caption.id, stops),
                    max(0, len(self.chapters) - 1),
                    caption.line,
                    caption.end - ended(self),
                    marks,
                )
            )

    def ended(scene: Film) -> float:
        return scene.captions[-2].end if len(scene.captions) > 1 else 0.0

    Stopping.__name__ = film.__name__  # as refusals and manim's seed of chance know it
    with tempconfig(QUIETLY):
        scene = Stopping(Unseeing(skip_animations=True))
        scene.render()
    if not stops:
        raise ValueError(
            f"{film.__name__} has no stops: a stop is where a step ends, in its construct with self.saying(…)"
        )
    return scene, Stops(tuple(stops), tuple(title for title, _ in scene.chapters) or (film.__name__,))


def _free(id: str, stops: Sequence[Stop]) -> str:
    """Return `id`, with a number where a stop has it already: an address leads to one stop."""
    taken = {stop.id for stop in stops}
    return next(one for one in chain((id,), (f"{id}-{n}" for n in count(2))) if one not in taken)
