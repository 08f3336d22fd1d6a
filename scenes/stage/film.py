"""What every film has: a lesson worked through, chapters, captions that can be read, a heading, a frame."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from manim import Camera, FadeIn, FadeOut, LaggedStart, ManimColor, Mobject, Scene, VGroup, VMobject, config
from manim.renderer.cairo_renderer import CairoRenderer
from manim.scene.scene_file_writer import SceneFileWriter

from scenes.layout.formats import LANDSCAPE, LEADING, Format, chosen, chosen_format
from scenes.lessons import Lesson, LessonError, find_lesson
from scenes.mobjects.arrival import Arrive, numbers_of
from scenes.mobjects.caption import CaptionText
from scenes.mobjects.detour import boxes_of
from scenes.mobjects.diagram import Edge
from scenes.mobjects.pulse import pulses_through
from scenes.mobjects.text import TextLine, fitted_line, wrapped
from scenes.mobjects.typesetting import outline
from scenes.stage.camera import TextureCamera
from scenes.stage.captions import Caption, shows_captions
from scenes.stage.progress import one_line
from scenes.stage.renderer import FilmRenderer
from scenes.stage.speaking import find_voice, speak
from scenes.stage.telling import telling
from scenes.stage.writer import FilmWriter
from scenes.storyboards.readout import Line, say
from scenes.storyboards.words import Chaptered, Told, spoken
from scenes.studies import Study, study
from scenes.style import (
    BACKGROUND,
    BODY,
    HEAD,
    MOMENT,
    QUIET,
    READING_SPEED,
    TEXT,
    THEME,
    THEMES,
    TITLE,
)

EDGE = 0.08  # of a narrow frame, that stays free


def take_size(form: Format) -> None:
    """Let manim make pictures of the format, into folders of their own, as sharp as those of landscape would be."""
    if form is LANDSCAPE:
        return
    config.pixel_width, config.pixel_height = form.pixels(config.pixel_width, config.pixel_height)
    for key in ("video_dir", "images_dir"):
        if not str(config[key]).endswith(f"-{form.name}"):
            config[key] = f"{config[key]}-{form.name}"


class Film(Scene):
    """A film about `lesson`: a Lesson, or the name of a built-in one."""

    lesson: str | Lesson

    def __init__(self, *settings: Any, **named: Any) -> None:
        if "{" in str(config.input_file):
            # manim takes braces in a path for something to be filled in; it needs this one's last part only
            config.input_file = Path(config.input_file).name
        self.format = chosen_format()
        take_size(self.format)
        super().__init__(*settings, **named)
        # manim's own renderer, writer and camera give way to ours; somebody else's don't
        if type(self.renderer) is CairoRenderer:
            self.renderer = FilmRenderer.in_place_of(self.renderer)
        if type(self.renderer.file_writer) is SceneFileWriter:
            self.renderer.file_writer = FilmWriter(self.file_writer_settings)
        if type(self.renderer.camera) is Camera:
            self.renderer.camera = TextureCamera()

    def render(self, preview: bool = False) -> bool:
        """Render; where that can't be, the program ends with a sentence and exit code 2."""
        with telling(type(self).__name__, self.output_plan.primary_artifact), one_line(self):
            return super().render(preview)

    @classmethod
    def check(cls, lesson: Lesson) -> None:
        """Raise LessonError where this film can't show `lesson`, with what it is for and what the lesson would need.

        It asks for nothing to be trained. What is drawn may still turn out too wide for the frame.
        """

    def setup(self) -> None:
        assert isinstance(self.camera, Camera)
        chosen(THEME, THEMES)  # it was read long ago, but not checked
        self.shows_captions = shows_captions()
        self.camera.background_color = ManimColor(BACKGROUND)
        view = self.format.view
        self.camera.frame_width, self.camera.frame_height = view.width, view.height
        self.camera.frame_center = np.array([*view.middle, 0.0])
        self.check(self.subject_matter)
        self.captions: list[Caption] = []
        self.chapters: list[tuple[str, float]] = []
        self.heading = VGroup()
        self.voice = find_voice(self.output_plan.primary_artifact)

    @cached_property
    def subject_matter(self) -> Lesson:
        """The lesson itself, also where only its name was given."""
        lesson = find_lesson(self.lesson) if isinstance(self.lesson, str) else self.lesson
        if not isinstance(lesson, Lesson):
            given = f"{type(lesson).__name__}: a Plan becomes one with .lesson()"
            raise LessonError(f"lesson: expected a Lesson, or the name of one, given {given}")
        return lesson

    @cached_property
    def study(self) -> Study:
        return study(self.subject_matter)

    @property
    def heading_room(self) -> float:
        """How wide a heading may be."""
        return self.format.width

    @property
    def subject(self) -> object:
        """What the paths of this film's readouts lead into."""
        return self.study

    def chapter(self, begun: Chaptered, leaving: Sequence[VGroup] = (), arriving: Sequence[VMobject] = ()) -> None:
        """Begin a chapter: a section of the film under a heading, its aside says in a few words what goes on in it.

        What is `leaving` goes with the old heading, what is `arriving` comes with the new one.
        """
        title, aside = begun.title, begun.aside
        self.next_section(say(spoken(title)))
        self.chapters.append((say(spoken(title)), self.time))
        old, self.heading = (
            self.heading,
            VGroup(self._title(spoken(title)), *self._aside(spoken(aside))),
        )
        if not old.submobjects:
            self.add(self.heading)  # the first frame is what a player shows of a film before it is played
            return
        self.drop(*leaving)
        self.play(*map(FadeOut, (old, *leaving)), run_time=MOMENT / 2)
        self.play(FadeIn(self.heading), *self.coming(*arriving), run_time=MOMENT)

    def _title(self, line: Line) -> TextLine:
        """Return the line of a title, set smaller where it is long, its names cut where that doesn't do."""
        room, weight = self.heading_room, "semibold"
        least = TITLE if self.format is LANDSCAPE else HEAD
        size = min(TITLE, max(least, room / outline(line, weight).width))
        at = (self.format.left, self.format.title_y)
        return TextLine(fitted_line(line, room, size, weight), at, size=size, colour=TEXT, weight=weight)

    def _aside(self, line: Line) -> list[TextLine]:
        form = self.format
        if form.aside_lines > 1:
            lines = wrapped(fitted_line(line, form.aside_lines * form.width, BODY), form.width, BODY)
        else:
            lines = [fitted_line(line, self.heading_room, BODY)]
        return [
            TextLine(part, (form.left, form.aside_y - index * LEADING), size=BODY, colour=QUIET)
            for index, part in enumerate(lines)
        ]

    @contextmanager
    def saying(self, told: Told, step: str, held: float = 0.0) -> Iterator[None]:
        """Caption what is played inside with what `told` says in a step, and wait until that was read, and spoken.

        After that, what is seen then is `held` for so many seconds more.
        """
        line = spoken(told.says[step])
        text = say(line)
        start = self.time
        needed = held + max(len(text) / READING_SPEED, speak(self.voice, line, start, self.renderer.file_writer))
        caption = CaptionText(line, self.format) if self.shows_captions else VGroup()
        self.add(caption)
        yield
        self._keep_within(caption)
        frame = 1 / self.camera.frame_rate
        # at least for a frame: the last one of what is played stops short of its end
        self.wait(max(0.0, needed - (self.time - start)) + frame)
        self.drop(caption)
        self.captions.append(Caption(f"{told.id}-{step}", line, start, self.time))
        self.add_subcaption(text, duration=self.time - start, offset=start - self.time)

    def coming(self, *groups: VMobject, via: Mapping[str, np.ndarray] = MappingProxyType({})) -> list[Arrive]:
        """Return the animations in which groups come on, their numbers from where those stand already.

        Those whose paths are in `via` go through their points there, the others around what else is written.
        """
        standing, boxes = self.standing(), boxes_of(self.mobjects, self.format.frame)
        return [Arrive(group, standing, via, boxes) for group in groups]

    def standing(self) -> dict[str, VMobject]:
        """Return where each number can be seen to come from, by its path: from where it was written last."""
        return dict(numbers_of(self.mobjects))

    def light_through(self, edges: Iterable[Edge], seconds: float, back: bool = False) -> None:
        """Let a light run through the layers of those edges that aren't dim, so many seconds each."""
        if pulses := pulses_through(edges, back):
            self.play(LaggedStart(*pulses, lag_ratio=1), run_time=seconds * len(pulses))

    def _keep_within(self, caption: VGroup) -> None:
        """Raise LessonError where a line leaves the frame of a narrow format: what has no room isn't drawn badly."""
        if self.format is LANDSCAPE:
            return
        frame, view = self.format.frame, self.format.view
        said = caption.get_family()
        lines = (one for mobject in self.mobjects for one in mobject.get_family() if isinstance(one, TextLine))
        for line in lines:
            points, low, edge = line.get_all_points(), frame.bottom, EDGE
            if line in said:
                low, edge = view.bottom, 0.0
            if len(points) and not (
                frame.left + edge <= points[:, 0].min()
                and points[:, 0].max() <= frame.right - edge
                and low + edge <= points[:, 1].min()
                and points[:, 1].max() <= frame.top - edge
            ):
                raise LessonError(
                    f"what it shows of {self.subject_matter.name} has no room in a {self.format.name} picture "
                    f"({say(line.line)!r}): choose another --format"
                )

    def drop(self, *groups: VGroup) -> None:
        """Take groups off the screen at once, with whatever of them was brought on piece by piece."""
        # manim removes a group only as the whole that was added, not its members that were added alone
        self.remove(*(member for group in groups for member in group.get_family()))

    def fade_away(self, *groups: VGroup) -> None:
        """Fade out, as one, what of groups is on screen, however it came on."""
        on_screen = {one for mobject in self.mobjects for one in mobject.get_family()}
        shown = [part for group in groups for part in _parts_in(group, on_screen)]
        self.drop(*groups)
        if shown:
            self.play(*map(FadeOut, shown), run_time=MOMENT)


def _parts_in(group: VMobject, on_screen: set[Mobject]) -> Iterator[VMobject]:
    """Yield the largest parts of a group of which all that has an outline is on screen."""
    drawn = group.family_members_with_points()
    if on_screen.issuperset(drawn):
        yield from [group] if drawn else []
    else:
        for part in group.submobjects:
            yield from _parts_in(part, on_screen)
