"""One linear neuron and the loss of all its lines → the beats of a descent."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.lessons import Lesson
from scenes.storyboards.charts import Axis, Points, axis, tick_texts
from scenes.storyboards.descent_parts import (
    NAMES,
    TriedLine,
    Way,
    first_step,
    start_lines,
    tried_line,
    way_down,
)
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line, Name, Reader, Readout, Symbol
from scenes.storyboards.tell_ways_down import tell_momentum, tell_rates, tell_single
from scenes.storyboards.words import Chapter, Claim, Words, about, equals
from scenes.studies.descent import BEST, FLAT, START, B, DescentStudy, W, X, Y, study_descent
from scenes.studies.walks import GOOD, LARGE, MOMENTUM, SINGLE, SMALL


@dataclass(frozen=True, slots=True)
class DescentStory:
    """`tries` are the first line, a flat one, and the best; `ways` the ways down, in the order of the study's walks."""

    study: DescentStudy
    question: Chapter
    map: Chapter
    downhill: Chapter
    rates: Chapter
    single: Chapter
    momentum: Chapter
    finish: Chapter
    feature: Name
    target: Name
    axes: tuple[Axis, Axis, Axis, Axis]
    samples: Points
    tries: tuple[TriedLine, ...]
    levels: tuple[Readout, ...]
    lowest: Readout
    limit: Line
    start: tuple[Line, Line]
    gradient: tuple[Line, Line]
    steps: tuple[Equation, Equation]
    ways: tuple[Way, ...]
    percent: Readout


def tell_descent(lesson: Lesson, aspect: float) -> DescentStory:
    """Return the story of a linear neuron's descent, on a plane of lines `aspect` times as wide as high.

    Raises LessonError for another network, or points through which the valley of the loss can't be seen.
    """
    study = study_descent(lesson, aspect)
    read = Reader(study, lesson.decimals)
    gradient, steps = first_step(study, read)
    limit = read("landscape.limit")
    return DescentStory(
        study,
        _question(study, read),
        _map(study, read),
        _downhill(),
        tell_rates(study, read),
        tell_single(study),
        tell_momentum(study, read),
        _finish(study, read),
        read.name("lesson.features[0]"),
        read.name("lesson.classes[0]"),
        (
            axis(study.scales, read, X),
            axis(study.scales, read, Y),
            axis(study.scales, read, W),
            axis(study.scales, read, B),
        ),
        study.points,
        tuple(tried_line(study, read, index) for index in (START, FLAT, BEST)),
        tuple(
            replace(read(f"levels[{index}]"), text=text)
            for index, text in enumerate(tick_texts(study.levels, each=True))
        ),
        read("landscape.lowest"),
        (LIMIT, equals(limit), limit),
        start_lines(read),
        gradient,
        steps,
        tuple(way_down(study, read, index) for index in range(len(study.walks))),
        read("percent"),
    )


LONG = 2.0  # times as steep across as along, it is a valley
LIMIT = Symbol("limit: 2 / largest curvature", "limit: 2 / largest curvature")


def _question(study: DescentStudy, read: Reader) -> Chapter:
    loss = about(read(f"tries[{START}].loss"))
    halves = study.landscape.share != 1
    return Chapter(
        "question",
        ("Which line fits best?",),
        (
            Claim(
                ("one linear neuron; x and y are standardised",),
                study.is_standardised,
                ("one linear neuron: its weight w is a slope, its bias b a height",),
            ),
        ),
        {
            "points": (
                read.name("lesson.features[0]"),
                " comes in, ",
                read.name("lesson.classes[0]"),
                " should come out. Which line fits best?",
            ),
            "line": ("A line is two numbers: its slope w, and its height b where x is zero.",),
            "loss": (
                "Each miss is squared and halved. Their mean is the loss:"
                if halves
                else "Each miss is squared. Their mean is the loss:",
                *loss,
                ".",
            ),
        },
    )


def _map(study: DescentStudy, read: Reader) -> Chapter:
    start, flat = (study.tries[index].loss for index in (START, FLAT))
    loss = about(read(f"tries[{FLAT}].loss"))
    return Chapter(
        "map",
        ("A map of all lines",),
        ("each point of the plane is a line, with its slope w and its height b",),
        {
            "place": ("The line becomes a point: its slope across, its height up.",),
            "another": (
                "Another line is another point. ",
                Claim(
                    ("This one has a lower loss:",),
                    flat < start,
                    (Claim(("This one has a higher loss:",), flat > start, ("This one has the same loss:",)),),
                ),
                *loss,
                ".",
            ),
            "levels": ("Now all lines at once. Along each curve, the loss is the same.",),
            "lowest": (
                Claim(("It is a valley.",), study.landscape.narrowness > LONG, ("It is a bowl.",)),
                " The best line lies at its lowest point.",
            ),
        },
    )


def _downhill() -> Chapter:
    return Chapter(
        "downhill",
        ("Which way is down?",),
        ("the gradient says how fast the loss C grows with w, and how fast with b",),
        {
            "gradient": ("Without a map, one can still feel the slope underfoot: the gradient.",),
            "step": ("A step goes against it: minus learning rate times gradient.",),
            "arrow": ("On the map, that is straight across the curve: the steepest way down.",),
        },
    )


def _finish(study: DescentStudy, read: Reader) -> Chapter:
    reached = {index: study.walks[index].reached for index in (GOOD, MOMENTUM, SMALL, SINGLE, LARGE)}
    down = {index: steps for index, steps in reached.items() if steps is not None}
    fastest = min(down, key=lambda index: down[index], default=None)
    words: Words = ("What it takes until ", read("percent"), " % of the way down is done.")
    if fastest is not None:
        steps = read(f"walks[{fastest}].reached")
        words = (*words, " The fewest steps are ", steps, f": {NAMES[fastest]}.")
    return Chapter(
        "finish",
        ("Five ways down",),
        ("the same points, the same first line",),
        {
            "steps": words,
            "moral": ("The gradient says which way is down. The learning rate says how far to go.",),
        },
    )
