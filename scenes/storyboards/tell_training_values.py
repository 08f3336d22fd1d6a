"""Study → the beats of learning values: loss, and what the network says against what is true, in the values' unit."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, fsum, log10, sqrt

from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import HARDLY, SETS, epochs_of, is_tested, steps, tell_passages
from scenes.storyboards.reading import Cast, tell_cast
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.training import Axis, Chapter, Chart, Passage, axis, curves_of
from scenes.storyboards.training_values import EPOCHS, LOSS, VALUES, Dot, Rows, ValueCourse, attend
from scenes.storyboards.words import Claim, Words
from scenes.studies import Study

NAME_LENGTH = 14
RELATED = 0.3  # a correlation from here on is one that can be seen
CLOSER = 0.99  # times as far off


@dataclass(frozen=True, slots=True)
class Scatter:
    """What the network says (up) of each of the dots against what is true (across), at each stage."""

    axis: Axis
    name: Name
    dots: tuple[Dot, ...]
    stages: Rows
    outside: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """For each output its name, how far off the network is on average, and how far the mean would be.

    `mean` is that of the first output.
    """

    names: tuple[Name, ...]
    off: tuple[Readout, ...]
    guess: tuple[Readout, ...]
    listed: Line
    ratio: Equation | None
    mean: float


@dataclass(frozen=True, slots=True)
class ValueStory:
    course: ValueCourse
    before: Chapter
    learning: Chapter
    after: Chapter
    cast: Cast
    epochs: tuple[Line, ...]
    loss: Chart
    scatter: Scatter
    passages: tuple[Passage, ...]
    verdict: Verdict


def tell_values(study: Study) -> ValueStory:
    """Return the story of how a network learned values; raises LessonError for one that learned anything else."""
    course = attend(study)
    read = Reader(course, decimals_for(course))
    stages = tuple(stage.epoch for stage in course.stages)
    return ValueStory(
        course,
        *_chapters(course, read),
        tell_cast(course, read, NAME_LENGTH),
        epochs_of(course, read),
        Chart(
            ("loss",),
            axis(course.scales, read, EPOCHS),
            axis(course.scales, read, LOSS),
            curves_of(course, read, "run.epochs[{}].{}_loss", is_tested(course)),
            stages,
        ),
        _scatter(course, read),
        tell_passages(course, read, lambda passage: (", ", closer(course, passage))),
        _verdict(course, read),
    )


def decimals_for(course: ValueCourse) -> int:
    """Return the decimals that show three figures of what the values span."""
    span = course.scales[VALUES].high - course.scales[VALUES].low
    return max(1, min(6, 2 - floor(log10(span))))


def off(course: ValueCourse, stage: int) -> float:
    """Return how far the dots are from the diagonal on average."""
    return fsum(abs(a - dot.true) for a, dot in zip(course.said[stage], course.dots, strict=True)) / course.shown


def closer(course: ValueCourse, passage: Passage) -> Claim:
    """Claim which way the dots move in a passage."""
    return Claim(
        ("the dots come closer to the diagonal",),
        off(course, passage.last) < CLOSER * off(course, passage.first),
        ("the dots come no closer to the diagonal",),
    )


def related(course: ValueCourse) -> Claim:
    """Claim what the untrained network's answers have to do with what is true."""
    r = correlation([dot.true for dot in course.dots], course.said[0])
    return Claim(
        ("Its answers have little to do with that yet.",),
        r is not None and abs(r) < RELATED,
        (
            Claim(
                ("Its answers are all the same, or the true values are.",),
                r is None,
                (
                    Claim(
                        ("Its answers happen to rise with the true values.",),
                        r is not None and r > 0,
                        ("Its answers happen to fall where the true values rise.",),
                    ),
                ),
            ),
        ),
    )


def correlation(xs: list[float], ys: tuple[float, ...]) -> float | None:
    """Return Pearson's correlation, None where one of the two doesn't vary."""
    x, y = fsum(xs) / len(xs), fsum(ys) / len(ys)
    spread = sqrt(fsum((a - x) ** 2 for a in xs)) * sqrt(fsum((b - y) ** 2 for b in ys))
    if min(xs) == max(xs) or min(ys) == max(ys) or not spread:
        return None
    return fsum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / spread


def _chapters(course: ValueCourse, read: Reader) -> tuple[Chapter, Chapter, Chapter]:
    kind = SETS["test" if is_tested(course) else "train"]
    before = Chapter(
        ("Before training",),
        (
            "across is what is true, up is what the network says",
            Claim((": ", read("shown"), " of ", read("total"), " samples are shown"), course.shown < course.total),
        ),
        (
            (
                "This network is to predict ",
                read.name("lesson.classes[0]", NAME_LENGTH),
                Claim((" and other values",), course.network.sizes[-1] > 1),
                ". Training starts from weights usually drawn at random.",
            ),
            ("Each dot is a sample: on the diagonal its answer is right, above it too high, below it too low.",),
            ("The network should say what is true. ", related(course)),
        ),
    )
    learning = Chapter(("Learning",), steps(course), ())
    strangers = "samples that were kept from it" if is_tested(course) else "the samples that it learned from"
    first = course.misses[0]
    away, guess = read("misses[0].off"), read("misses[0].guess")
    after = Chapter(
        ("How far off it is",),
        (f"on average, for {strangers}",),
        (
            ("For ", kind, " samples it is off by ", *_about(away), " on average, too high or too low."),
            (
                "Always saying the mean of the training samples would be off by ",
                *_about(guess),
                ". ",
                Claim(
                    ("The network does better.",),
                    first.off < (1 - HARDLY) * first.guess,
                    (
                        Claim(
                            ("The network does worse.",),
                            first.off > (1 + HARDLY) * first.guess,
                            ("The network does about as well.",),
                        ),
                    ),
                ),
            ),
            *_leaning(course),
        ),
    )
    return before, learning, after


def _about(readout: Readout) -> Line:
    return ("about ", readout) if readout.rounded else (readout,)


def _leaning(course: ValueCourse) -> tuple[Words, ...]:
    """Return what is said of large values and of small ones, where there are enough of them."""
    third = len(course.judged) // 3
    ordered = sorted(course.judged)
    if not third or ordered[0][0] == ordered[-1][0]:
        return ()
    small, large = (fsum(said - true for true, said in some) for some in (ordered[:third], ordered[-third:]))
    return (
        (
            "On average, it puts the largest third of the values ",
            Claim(("too low",), large < 0, ("not too low",)),
            ", and the smallest third ",
            Claim(("too high",), small > 0, ("not too high",)),
            ".",
        ),
    )


def _scatter(course: ValueCourse, read: Reader) -> Scatter:
    return Scatter(
        axis(course.scales, read, VALUES),
        read.name("lesson.classes[0]", NAME_LENGTH),
        course.dots,
        course.said,
        tuple(("off the chart: ", read(f"outside[{i}]")) for i in range(len(course.outside)))
        if any(course.outside)
        else (),
    )


def _verdict(course: ValueCourse, read: Reader) -> Verdict:
    indices = range(course.listed)
    away, guess = (tuple(read(f"misses[{j}].{which}") for j in indices) for which in ("off", "guess"))
    ratio = None
    if course.misses[0].ratio is not None:
        ratio = Equation("quotient", (away[0], guess[0]), read("misses[0].ratio", 2))
    names = tuple(read.name(f"lesson.classes[{j}]", NAME_LENGTH) for j in indices)
    listed = ("the first ", read("listed"), " of ", read("outputs"), " outputs")
    return Verdict(names, away, guess, listed if course.listed < course.outputs else (), ratio, course.misses[0].mean)
