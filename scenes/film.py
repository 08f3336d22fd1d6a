"""What every film has: a lesson worked through, chapters, captions that can be read, a heading, a frame."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

from manim import Camera, FadeIn, FadeOut, Scene, VGroup
from manim.renderer.cairo_renderer import CairoRenderer

from scenes.gif import FilmWriter
from scenes.lessons import Lesson, LessonError, Study, find_lesson, study
from scenes.mobjects.text import TextLine
from scenes.storyboards.readout import Line, say
from scenes.storyboards.words import Words, spoken
from scenes.style import (
    BACKGROUND,
    BODY,
    FRAME_HEIGHT,
    FRAME_WIDTH,
    MARGIN,
    MOMENT,
    QUIET,
    READING_SPEED,
    TITLE,
)

HEADING_Y = FRAME_HEIGHT / 2 - 0.62
ASIDE_Y = HEADING_Y - 0.46
LEFT_EDGE = -FRAME_WIDTH / 2 + MARGIN
RIGHT_EDGE = FRAME_WIDTH / 2 - MARGIN


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said from `start` to `end`, in seconds."""

    line: Line
    start: float
    end: float


class Film(Scene):
    """A film about `lesson`: a Lesson, or the name of a built-in one."""

    lesson: str | Lesson

    def __init__(self, skip_animations: bool = False) -> None:
        renderer = CairoRenderer(FilmWriter, skip_animations=skip_animations)
        super().__init__(renderer, skip_animations=skip_animations)

    def render(self, preview: bool = False) -> bool:
        """Render; a lesson that this film can't show ends the program with a sentence and exit code 2."""
        try:
            return super().render(preview)
        except LessonError as error:
            print(f"{type(self).__name__}: {error}", file=sys.stderr)
            raise SystemExit(2) from None

    def setup(self) -> None:
        assert isinstance(self.camera, Camera)
        self.camera.background_color = BACKGROUND  # type: ignore[assignment]
        self.captions: list[Caption] = []
        self.chapters: list[tuple[str, float]] = []
        self.heading = VGroup()

    @cached_property
    def study(self) -> Study:
        lesson = find_lesson(self.lesson) if isinstance(self.lesson, str) else self.lesson
        return study(lesson)

    @property
    def subject(self) -> object:
        """What the paths of this film's readouts lead into."""
        return self.study

    def chapter(self, title: Words, aside: Words) -> None:
        """Begin a chapter: a section of the film under a heading, `aside` says in a few words what goes on in it."""
        self.next_section(say(spoken(title)))
        self.chapters.append((say(spoken(title)), self.time))
        old, self.heading = (
            self.heading,
            VGroup(
                TextLine(spoken(title), (LEFT_EDGE, HEADING_Y), size=TITLE, weight="semibold"),
                TextLine(spoken(aside), (LEFT_EDGE, ASIDE_Y), size=BODY, colour=QUIET),
            ),
        )
        if not old.submobjects:
            self.add(self.heading)  # the first frame is what a player shows of a film before it is played
            return
        self.play(FadeOut(old), run_time=MOMENT / 2)
        self.play(FadeIn(self.heading), run_time=MOMENT)

    @contextmanager
    def saying(self, words: Words) -> Iterator[None]:
        """Caption what is played inside with the words, and wait until there was time to read them."""
        line = spoken(words)
        text = say(line)
        start = self.time
        yield
        frame = 1 / self.camera.frame_rate
        missing = len(text) / READING_SPEED - (self.time - start)
        if missing > 0:
            self.wait(missing + frame)
        self.captions.append(Caption(line, start, self.time))
        self.add_subcaption(text, duration=self.time - start, offset=start - self.time)

    def drop(self, *groups: VGroup) -> None:
        """Take groups off the screen at once, with whatever of them was brought on piece by piece."""
        # manim removes a group only as the whole that was added, not its members that were added alone
        self.remove(*(member for group in groups for member in group.get_family()))

    def fade_away(self, *groups: VGroup) -> None:
        """Fade groups out, as one, however they came on."""
        shown = [group for group in groups if group.submobjects]
        if shown:
            self.drop(*shown)
            self.play(*map(FadeOut, shown), run_time=MOMENT)
