"""Running a film without drawing it, and keeping what is seen at each of its stops.

Those are the ends of its steps, and epochs within a step in which a network learns for long.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, count

from manim import tempconfig

from mathnet.errors import InputError
from scenes.mobjects.advance import Follower
from scenes.pages.picture import Mark, picture_of
from scenes.stage.film import Film
from scenes.stage.unseeing import Unseeing
from scenes.storyboards.readout import Line
from scenes.storyboards.training import Chapter, Passage, rests
from scenes.storyboards.words import Told, spoken

QUIETLY = {"dry_run": True, "disable_caching": True, "progress_bar": "none", "verbosity": "WARNING"}
REST = 3.0  # seconds between stops while a network learns


@dataclass(frozen=True, slots=True)
class Stop:
    """A stop called `id`: what is said at it, how many seconds after the one before it comes, and what is seen then."""

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

    It ends the program with a sentence where it can't show its lesson. Raises InputError if it has no stops.
    """
    stops: list[Stop] = []
    times = [0.0]

    def keep(scene: Film, id: str, line: Line, time: float) -> None:
        chapter = max(0, len(scene.chapters) - 1)
        stops.append(Stop(_free(id, stops), chapter, line, time - times[-1], tuple(picture_of(scene))))
        times.append(time)

    class Stopping(film):  # type: ignore[valid-type,misc]
        """A film that keeps what is seen where a step ends, and every few seconds while a network learns."""

        @contextmanager
        def saying(self, told: Told, step: str, held: float = 0.0) -> Iterator[None]:
            with super().saying(told, step, held):
                yield
            caption = self.captions[-1]
            keep(self, caption.id, caption.line, caption.end)

        def go_through(self, told: Chapter, passage: Passage, followers: Sequence[Follower], run_time: float) -> None:
            for stage, epoch in rests(passage, self.story.epochs, round(run_time / REST)):
                for follower in followers:
                    follower.show_at(stage)
                # as it ends: what is cut off there still shows this epoch in its last frame
                share = (stage + 1 - passage.first) / (passage.last - passage.first)
                line = spoken(told.says[passage.step])
                keep(self, f"{told.id}-epoch-{epoch}", line, self.time + share * run_time)
            super().go_through(told, passage, followers, run_time)

    Stopping.__name__ = film.__name__  # as refusals and manim's seed of chance know it
    with tempconfig(QUIETLY):
        scene = Stopping(Unseeing(skip_animations=True))
        scene.render()
    if not stops:
        raise InputError(
            f"{film.__name__} has no stops: a stop is where a step ends, in its construct with self.saying(…)"
        )
    return scene, Stops(tuple(stops), tuple(title for title, _ in scene.chapters) or (film.__name__,))


def _free(id: str, stops: Sequence[Stop]) -> str:
    """Return `id`, with a number where a stop has it already: an address leads to one stop."""
    taken = {stop.id for stop in stops}
    return next(one for one in chain((id,), (f"{id}-{n}" for n in count(2))) if one not in taken)
