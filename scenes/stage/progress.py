"""While a film renders, one line tells its name, chapter, percent and time left, in place of manim's hundred bars."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from manim import config, logger, tempconfig

from scenes.lessons.progress import progress_bar
from scenes.stage.renderer import FilmRenderer
from scenes.stage.unseeing import Unseeing
from scenes.stage.writer import BEFORE_CHAPTERS

if TYPE_CHECKING:
    from scenes.stage.film import Film

UNSEEN = {"dry_run": True, "disable_caching": True, "progress_bar": "none"}
THOUSANDTHS = 1000  # of a second, in which the line counts


@contextmanager
def one_line(film: Film) -> Iterator[None]:
    """Show the line on stderr while `film` renders, if that is a terminal; elsewhere there is nothing to be seen.

    manim's bars are left as they are where it is to tell more (-v INFO), or where --progress_bar says what to do.
    """
    if config.progress_bar != "display" or logger.isEnabledFor(logging.INFO):
        yield
        return
    output = film.session_spec.output
    renders = output.is_video or output.is_image_sequence
    is_terminal = sys.stderr is not None and sys.stderr.isatty()
    with tempconfig({"progress_bar": "none"}):
        if not (renders and is_terminal and isinstance(film.renderer, FilmRenderer)):
            yield
            return
        with ExitStack() as stack:
            film.renderer.follower = Line(type(film).__name__, length_of(type(film)), stack)
            yield


class Line:
    """The line of a film called `name`, of a length in seconds; it is there until `stack` is closed, or it ends."""

    def __init__(self, name: str, length: float, stack: ExitStack) -> None:
        self.total = max(1, round(length * THOUSANDTHS))
        self.stack = stack
        self.show = stack.enter_context(progress_bar(name, self.total))

    def reach(self, seconds: float, chapter: str) -> None:
        done = min(round(seconds * THOUSANDTHS), self.total)
        self.show(done, "" if chapter == BEFORE_CHAPTERS else chapter)

    def end(self) -> None:
        self.show(self.total, "")
        self.stack.close()


def length_of(film: type[Film]) -> float:
    """Return how many seconds a film lasts, about: it is run without drawing it, which takes a few seconds itself.

    Those aren't lost: what was typeset and trained is there when it is drawn.
    """
    with tempconfig(UNSEEN):
        draft = film(Unseeing(skip_animations=True))
        draft.render()
    return draft.time
