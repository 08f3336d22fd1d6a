"""The audit: what every film is held to, at the end of every play and, where a run is followed, in between.

A film passes through it by being listed in test_films.py. The rules are those of the design: each numeral a readout
that equals its trace value, arithmetic that adds up as shown, nothing overlapping, out of the frame, too small, too
pale or crossed by an edge, captions that can be read and whose numbers are on screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from random import Random
from typing import Any

import numpy as np
from manim import Camera, DecimalNumber, Mobject, SingleStringMathTex, Text, Wait
from manim.mobject.text.typst_mobject import Typst

from scenes import style
from scenes.layout.boxes import Box
from scenes.learning.pair import PairFilm
from scenes.lessons import Lesson
from scenes.mobjects.advance import Advance
from scenes.mobjects.caption import CaptionText
from scenes.mobjects.text import TextLine
from scenes.stage.film import Film
from scenes.stage.image_film import ImageFilm
from scenes.stage.unseeing import Unseeing
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line, Name, Readout, Symbol, readouts_of, resolve, say, shorten
from scenes.voice.aloud import aloud
from tests.scenes.arithmetic import holds, is_exact, number, plain, sign_of, written_equations
from tests.scenes.arrivals import Stood, faults_of_adding, faults_of_arrivals, faults_of_leaving, numbers_on
from tests.scenes.charts import faults_of_charts
from tests.scenes.descent import faults_of_descent
from tests.scenes.emptiness import Emptiness
from tests.scenes.epochs import epochs_told, faults_of_answers, faults_of_drawing, faults_of_epochs, networks_shown
from tests.scenes.geometry import (
    EDGE_OF_FRAME,
    Family,
    Memory,
    Shown,
    faults_of_contrast,
    faults_of_overlap,
    faults_of_place,
)
from tests.scenes.image_runs import faults_of_image_runs
from tests.scenes.images import faults_of_images
from tests.scenes.once import forget
from tests.scenes.pairs import faults_of_pair
from tests.scenes.panels import faults_of_bars, faults_of_confusions
from tests.scenes.places import faults_of_network
from tests.scenes.quicker import configured, quicker
from tests.scenes.slopes import faults_of_slopes
from tests.voice.unread import unread

CONSTANTS = re.compile(r"(?<![\d.])[012](?![\d.])")  # the numerals that formulas of ours may hold
FOREIGN = (Text, SingleStringMathTex, DecimalNumber, Typst)
DRY = {"dry_run": True, "pixel_width": 64, "pixel_height": 36, "frame_rate": 60, "disable_caching": True}
FRAMES_BETWEEN = 5  # looked at in each play in which a run is followed
SILENT = {"verbosity": "ERROR", "progress_bar": "none"}


class FaultFoundError(Exception):
    """There is the fault that was looked for."""


@dataclass
class Findings:
    """What was found wrong in a film, each once, with its time; what was seen, and what it looked like.

    `sought` is a part of the fault with which the film ends, if one is looked for.
    """

    sought: str | None = None
    faults: dict[str, float] = field(default_factory=dict)
    plays: int = 0
    readouts: set[tuple[str, str]] = field(default_factory=set)
    equations: int = 0
    seen: list[tuple[float, frozenset[str]]] = field(default_factory=list)
    memory: Memory = field(default_factory=Memory)
    there: frozenset[Mobject] = frozenset()  # all that was on screen when the last play had ended
    numbers: list[Stood] = field(default_factory=list)  # and the numbers among it
    emptiness: Emptiness = field(default_factory=Emptiness)  # of a film about its own lesson

    def note(self, faults: Iterator[str], time: float) -> None:
        for fault in faults:
            self.faults.setdefault(fault, time)
            if self.sought is not None and self.sought in fault:
                raise FaultFoundError


def watch(film: type[Film], lesson: Lesson | None = None, sought: str | None = None) -> tuple[Film, Findings]:
    """Run a film without drawing it and return it with what was found at the end of each of its plays.

    If a fault is `sought`, the film ends where it is found: a part of what is said of it is enough.
    """
    findings, chance = Findings(sought), Random(film.__name__)

    class Watched(film):  # type: ignore[valid-type,misc]
        def begin_animations(self) -> None:
            super().begin_animations()
            if self.follows_a_run:
                for alpha in sorted(chance.uniform(0, 1) for _ in range(FRAMES_BETWEEN)):
                    self.update_to_time(alpha * self.duration_of_play())
                    findings.note(faults_of_epochs(self), self.time)
                    findings.note(faults_of_drawing(self), self.time)
                    family = Family(self.mobjects)
                    findings.note(faults_of_image_runs(self, family), self.time)
                    findings.note(faults_of_slopes(family, self.subject), self.time)

                    findings.note(faults_of_descent(self, family), self.time)
                    findings.note(faults_of_pair(self, family), self.time)

        def get_moving_and_static_mobjects(self, animations: Any) -> tuple[list[Mobject], list[Mobject]]:
            # only drawing asks for them, and faults_of_drawing
            return super().get_moving_and_static_mobjects(animations) if self.follows_a_run else ([], [])

        @property
        def follows_a_run(self) -> bool:
            return any(isinstance(animation, Advance) for animation in self.animations or ())

        def duration_of_play(self) -> float:
            return float(self.get_run_time(self.animations))

        def play(self, *args: Any, **kwargs: Any) -> None:
            findings.note(faults_of_adding(self, findings.numbers), self.time)
            findings.note(faults_of_arrivals(self, args), self.time)
            findings.note(faults_of_leaving(findings.there | {*Family(self.mobjects)}, args), self.time)
            super().play(*args, **kwargs)
            family = Family(self.mobjects)
            findings.there, findings.numbers = frozenset(family), numbers_on(self)
            if lesson is None:
                findings.emptiness.look(family, self.format.frame, self.time)
            if all(isinstance(argument, Wait) for argument in args) and findings.seen:
                findings.seen.append((self.time, findings.seen[-1][1]))  # nothing has changed but what was dropped
            else:
                inspect(self, family, findings)

    if lesson is not None:
        Watched.lesson = lesson
    with configured({**DRY, **SILENT}), quicker():
        scene = Watched(Unseeing(skip_animations=True))
        with suppress(FaultFoundError):
            try:
                scene.render()
            finally:
                forget()
            findings.note(faults_of_captions(scene, findings), scene.time)
    return scene, findings


def first_fault(sought: str, film: type[Film], lesson: Lesson | None = None) -> str:
    """Return the fault of a film in which this is said, and no other; or all faults, where there is none."""
    faults = list(watch(film, lesson, sought)[1].faults)
    return faults[-1] if faults and sought in faults[-1] else "; ".join(faults)


def inspect(scene: Film, family: Family, findings: Findings) -> None:
    findings.plays += 1
    memory = findings.memory
    lines = [shown for shown in map(memory.show, family.of(TextLine)) if shown]
    said = {line for caption in family.of(CaptionText) for line in caption}
    shown = [one for one in lines if one.line not in said]
    fresh = [one for one in lines if one.fresh]

    def note(faults: Iterator[str]) -> None:
        findings.note(faults, scene.time)

    note(faults_of_camera(scene))
    # of a line that looks as it did at the play before, these have been found already
    for one in fresh:
        note(faults_of_segments(one.line.line, scene.subject))
        findings.readouts |= {(readout.path, readout.text) for readout in readouts_of(one.line.line)}
        note(faults_of_place([one], band_of(scene) if one.line in said else scene.format.frame))
    note(faults_of_arithmetic(fresh, family, findings))
    note(faults_of_contrast(lines, family, memory))
    note(faults_of_overlap(lines, family, memory))
    note(faults_of_charts(scene, family, epochs_told(scene, family)))
    note(faults_of_answers(scene, family))
    note(faults_of_confusions(scene, shown, family))
    note(faults_of_image_runs(scene, family))
    note(faults_of_descent(scene, family))
    if isinstance(scene, ImageFilm):
        note(faults_of_images(scene, shown, family))
    elif isinstance(scene, PairFilm):
        note(faults_of_pair(scene, family))
    else:
        note(faults_of_bars(scene, shown, family))
        note(faults_of_network(scene, shown, family, networks_shown(scene, family)))
    note(f"{type(m).__name__} draws text past the readouts" for kind in FOREIGN for m in family.of(kind))
    # all at once; which one it is has to be found where there is one
    if not np.isfinite(np.concatenate([m.points for m in family] or [np.zeros((0, 3))])).all():
        note(f"{type(m).__name__} is nowhere" for m in family if not np.isfinite(m.points).all())
    # a number that is said has to be in the picture, too
    seen = frozenset(readout.text for one in shown for readout in readouts_of(one.line.line))
    findings.seen.append((scene.time, seen))


def faults_of_camera(scene: Film) -> Iterator[str]:
    """What is measured in scene units is what is seen only while the camera stands as the format has it."""
    camera, view = scene.camera, scene.format.view
    assert isinstance(camera, Camera)
    seen = (camera.frame_width, camera.frame_height, *camera.frame_center[:2])
    if not np.allclose(seen, (view.width, view.height, *view.middle)):
        yield f"the camera has moved, to {np.round(seen, 2)}: lay out what is to be seen from near"


def band_of(scene: Film) -> Box:
    frame = scene.format.frame
    return Box(frame.left, scene.format.view.bottom, frame.right, frame.bottom + EDGE_OF_FRAME)


def faults_of_segments(segments: Line, subject: object) -> Iterator[str]:
    """Each numeral is a readout that equals its trace value at its decimals; each name is that of the lesson."""
    for segment in segments:
        if isinstance(segment, Readout):
            value = resolve(subject, segment.path)
            if value != segment.value or not shows(segment.text, value):
                yield f"{segment.path} is {value!r}, the readout holds {segment.value!r} and shows {segment.text}"
        elif isinstance(segment, Name):
            beginning = segment.text.removesuffix("…")
            whole = shorten(segment.value, len(segment.value) + 1)
            if resolve(subject, segment.path) != segment.value or not beginning or not whole.startswith(beginning):
                yield f"{segment.path} is {segment.value!r}, on screen it is {segment.text!r}"
        elif re.search(r"\d", CONSTANTS.sub("", segment.text) if isinstance(segment, Symbol) else segment):
            yield f"a numeral in {say((segment,))!r} is no readout"


def shows(text: str, value: object) -> bool:
    """Whether `text` is `value` at the decimals that it has."""
    assert isinstance(value, int | float)
    if isinstance(value, int):
        return plain(text) == str(value)
    if bound := re.fullmatch(r"([<>]) (.+)", text):  # as good as one, or as nought
        ends = {
            "<": (0 if number(bound[2]) > 0 else -1, number(bound[2])),
            ">": (number(bound[2]), int(number(bound[2]) > 0)),
        }
        low, high = ends[bound[1]]
        return low < value < high
    mantissa, _, exponent = plain(text).partition("e")
    if float(mantissa) == 0:
        return value == 0 and text == "0"
    if not exponent and "." not in mantissa:
        return float(mantissa) == value  # without decimals it is meant to be exact
    unit = 10.0 ** (int(exponent or 0) - len(mantissa.partition(".")[2]))
    return abs(number(text) - value) <= unit / 2 * (1 + 1e-9)


def faults_of_arithmetic(shown: list[Shown], family: Family, findings: Findings) -> Iterator[str]:
    """Every equation in these lines holds for its digits, or says ≈: what is drawn as one, and what reads as one."""
    on_screen = {id(segment) for one in shown for segment in one.line.line if isinstance(segment, Readout)}
    for member in family if on_screen else ():
        equation = getattr(member, "equation", None)
        if isinstance(equation, Equation) and id(equation.result) in on_screen:
            findings.equations += 1
            right = sign_of(equation)
            row = "".join(say(line.line) for line in Family([member]).of(TextLine))
            if set(row) & {"=", "≈"} != set(right):
                operands = [operand.text for operand in equation.operands]
                yield f"{equation.operation} of {operands}: {right} {equation.result.text} is not what is shown"
    for one in shown:
        rounded = {readout.text for readout in readouts_of(one.line.line) if not is_exact(readout)}
        for left, sign, right in written_equations(one.text):
            findings.equations += 1
            if sign != ("=" if right not in rounded and holds(left, right) else "≈"):
                yield f"{one.text!r} does not add up as shown"
        for before, after in pairwise(one.line.line):
            if isinstance(after, Readout) and say((before,)).rstrip().endswith("=") and not is_exact(after):
                yield f"{one.text!r} says = of a number that was rounded"


def faults_of_captions(scene: Film, findings: Findings) -> Iterator[str]:
    if not scene.captions:
        yield "the film says nothing"
    for caption in scene.captions:
        text, seconds = say(caption.line), caption.end - caption.start
        if len(text) / seconds > style.READING_SPEED:
            yield f"{text!r} runs at {len(text) / seconds:.1f} characters a second"
        if skipped := unread(tuple(part for part in caption.line if not isinstance(part, Name))):
            yield f"{text!r} can't be spoken whole: {sorted(skipped)} would be left out"
        if not aloud(caption.line):
            yield f"{text!r} has nothing that is spoken"
        during = {one for time, texts in findings.seen if caption.start < time <= caption.end + 1e-6 for one in texts}
        for readout in readouts_of(caption.line):
            if readout.text not in during:
                yield f"{text!r} says {readout.text}, which is not on screen"
        yield from faults_of_segments(caption.line, scene.subject)
    if len({caption.id for caption in scene.captions}) < len(scene.captions):
        yield f"steps share an address: {sorted(caption.id for caption in scene.captions)}"
    for one, other in pairwise(scene.captions):
        if other.start < one.end - 1e-6:
            yield f"{say(one.line)!r} is still said when {say(other.line)!r} begins"
