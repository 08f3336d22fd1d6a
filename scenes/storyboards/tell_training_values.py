"""Study → the beats of learning values: loss, and what the network says against what is true, in the values' unit."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, log10

from scenes.storyboards.charts import Axis, axis
from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import (
    NAME_LENGTH,
    SETS,
    LearningStory,
    class_name,
    drawn_line,
    epochs_of,
    loss_chart,
    passages_of,
    say_step,
    tell_learning,
    tell_step,
)
from scenes.storyboards.reading import tell_cast
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.training import Chapter, Passage, Says
from scenes.storyboards.words import Claim
from scenes.studies import Study
from scenes.studies.training import HARDLY
from scenes.studies.values import EPOCHS, LOSS, VALUES, Dot, Rows, ValueStudy, study_values

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
class ValueStory(LearningStory):
    study: ValueStudy
    scatter: Scatter
    verdict: Verdict


def tell_values(plain: Study) -> ValueStory:
    """Return the story of how a network learned values; raises LessonError for one that learned anything else."""
    study = study_values(plain)
    read = Reader(study, decimals_for(study))
    return ValueStory(
        study=study,
        before=_before(study, read),
        learning=tell_learning(study, read, lambda passage: closer(study, passage)),
        after=_after(study, read),
        step=tell_step(study, Reader(study, 2)),
        cast=tell_cast(study, read, NAME_LENGTH),
        drawn=drawn_line(study, read),
        epochs=epochs_of(study, read),
        loss=loss_chart(study, read, EPOCHS, LOSS),
        passages=passages_of(study),
        scatter=_scatter(study, read),
        verdict=_verdict(study, read),
    )


def decimals_for(study: ValueStudy) -> int:
    """Return the decimals that show three figures of what the values span."""
    span = study.scales[VALUES].high - study.scales[VALUES].low
    return max(1, min(6, 2 - floor(log10(span))))


def closer(study: ValueStudy, passage: Passage) -> Claim:
    """Claim which way the dots move in a passage."""
    return Claim(
        ("the dots come closer to the diagonal",),
        study.off(passage.last) < CLOSER * study.off(passage.first),
        ("the dots come no closer to the diagonal",),
    )


def related(study: ValueStudy) -> Claim:
    """Claim what the untrained network's answers have to do with what is true."""
    r = study.correlation
    return Claim(
        ("Its answers have little to do with that yet.",),
        r is not None and abs(r) < RELATED,
        (
            Claim(
                (
                    Claim(
                        ("The true values are all the same.",),
                        len({dot.true for dot in study.dots}) == 1,
                        ("So far, its answers are all the same.",),
                    ),
                ),
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


def _before(study: ValueStudy, read: Reader) -> Chapter:
    return Chapter(
        "before",
        ("Before training",),
        (
            "nothing has been learned yet: how far off is it?",
            Claim((": ", read("shown"), " of ", read("total"), " samples are shown"), study.shown < study.total),
        ),
        {
            "task": (
                "What is measured of each ",
                read.name("lesson.noun", NAME_LENGTH),
                " comes in, ",
                class_name(read, 0),
                Claim((" and other values",), study.network.sizes[-1] > 1),
                " should come out. Can a network learn that from examples?",
            ),
            **say_step(read),
            "dots": (
                "Each dot is a sample: on the diagonal its answer is right, above it too high, below it too low.",
            ),
            "untrained": (
                "The network should say what is true. ",
                related(study),
                " The loss says how far off they are.",
            ),
        },
    )


def _after(study: ValueStudy, read: Reader) -> Chapter:
    kind = SETS["test" if study.is_tested else "train"]
    strangers = "samples that were kept from it" if study.is_tested else "the samples that it learned from"
    first, away, guess = study.misses[0], read("misses[0].off"), read("misses[0].guess")
    return Chapter(
        "after",
        ("How far off it is",),
        (f"on average, for {strangers}",),
        {
            "off": ("For ", kind, " samples it is off by ", *_about(away), " on average, too high or too low."),
            "mean": (
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
            **_leaning(study),
        },
    )


def _about(readout: Readout) -> Line:
    return ("about ", readout) if readout.rounded else (readout,)


def _leaning(study: ValueStudy) -> Says:
    """Return what is said of large values and of small ones, where there are enough of them."""
    if study.leanings is None:
        return {}
    small, large = study.leanings
    return {
        "thirds": (
            "On average, it puts the largest third of the values ",
            Claim(("too low",), large < 0, ("not too low",)),
            ", and the smallest third ",
            Claim(("too high",), small > 0, ("not too high",)),
            ".",
        ),
    }


def _scatter(study: ValueStudy, read: Reader) -> Scatter:
    return Scatter(
        axis(study.scales, read, VALUES),
        class_name(read, 0),
        study.dots,
        study.said,
        tuple(("off the chart: ", read(f"outside[{i}]")) for i in range(len(study.outside)))
        if any(study.outside)
        else (),
    )


def _verdict(study: ValueStudy, read: Reader) -> Verdict:
    indices = range(study.listed)
    away, guess = (tuple(read(f"misses[{j}].{which}") for j in indices) for which in ("off", "guess"))
    ratio = None
    if study.misses[0].ratio is not None:
        ratio = Equation("quotient", (away[0], guess[0]), read("misses[0].ratio", 2))
    names = tuple(class_name(read, j) for j in indices)
    listed = ("the first ", read("listed"), " of ", read("outputs"), " outputs")
    return Verdict(names, away, guess, listed if study.listed < study.outputs else (), ratio, study.misses[0].mean)
