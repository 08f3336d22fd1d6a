"""Three runs → the beats of a race."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from scenes.lessons import Lesson
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line, Reader, Readout, decimals_of
from scenes.storyboards.training import HARDLY, Chapter, Chart, Curve, Passage, axis
from scenes.storyboards.training_curve import Fit
from scenes.storyboards.training_race import EPOCHS, LOSS, RaceCourse, Runner, X, Y, attend
from scenes.storyboards.words import Claim, Words, equals

SMALL, MIDDLE, LARGE = range(3)
DIGITS = 2  # of a learning rate that has many
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Lane:
    """What is shown of a runner: its fit, what its rate is to the lesson's, the step of one weight, its losses.

    `losses` has a line a stage; from stage `fallen` on, if there is one, that says that it diverged.
    """

    fit: Fit
    name: Line
    step: Equation
    losses: tuple[Line, ...]
    fallen: int | None


@dataclass(frozen=True, slots=True)
class RaceStory:
    """`best` is the lane with the lowest loss at the end, if any of them got there."""

    course: RaceCourse
    start: Chapter
    race: Chapter
    finish: Chapter
    lanes: tuple[Lane, ...]
    chart: Chart
    epochs: tuple[Line, ...]
    passages: tuple[Passage, ...]
    best: int | None


def tell_race(lesson: Lesson) -> RaceStory:
    """Return the story of three runs with learning rates around the lesson's, from the smallest to the largest.

    Raises LessonError unless the lesson's network learns a value from one number.
    """
    course = attend(lesson)
    read = Reader(course, 3)
    chart = Chart(
        ("loss",),
        axis(course.scales, read, EPOCHS),
        axis(course.scales, read, LOSS),
        tuple(Curve("", tuple(enumerate(runner.losses)), ()) for runner in course.runners),
        course.epochs,
    )
    return RaceStory(
        course,
        _start(course),
        Chapter(("The race",), ("all three take one step in each epoch, from all points together",), ()),
        _finish(course, read),
        tuple(_lane(course, read, index) for index in range(len(course.runners))),
        chart,
        tuple(("epoch ", read(f"epochs[{stage}]"), " of ", read("total")) for stage in range(len(course.epochs))),
        _passages(course, read),
        best_of(course),
    )


def best_of(course: RaceCourse) -> int | None:
    """Return which runner ends with the lowest loss, of those that get to the end."""
    finished = [index for index, runner in enumerate(course.runners) if runner.diverged is None]
    return min(finished, key=lambda index: course.runners[index].losses[-1], default=None)


def winner_of(course: RaceCourse) -> int | None:
    """Return which runner ends with the lowest loss, if it is clearly lower than each other's."""
    best = best_of(course)
    if best is None:
        return None
    others = [runner for index, runner in enumerate(course.runners) if index != best and runner.diverged is None]
    own = course.runners[best].losses[-1]
    return best if all(own < (1 - HARDLY) * other.losses[-1] for other in others) else None


def _lane(course: RaceCourse, read: Reader, index: int) -> Lane:
    runner, place = course.runners[index], f"runners[{index}]"
    rate = _rate(course, read, index)
    return Lane(
        Fit(
            ("rate", equals(rate), rate),
            axis(course.scales, read, X),
            axis(course.scales, read, Y),
            course.points,
            course.grid,
            runner.fits,
        ),
        _name(runner, read, place),
        Equation(
            "update",
            (read(f"{place}.step.old", 2), rate, read(f"{place}.step.gradient", 2)),
            read(f"{place}.step.new", 2),
        ),
        tuple(
            ("diverged in epoch ", read(f"{place}.diverged"))
            if runner.diverged is not None and epoch >= runner.diverged
            else ("loss ", read(f"{place}.history.epochs[{epoch}].train_loss"))
            for epoch in course.epochs
        ),
        None if runner.diverged is None else course.epochs.index(runner.diverged),
    )


def _name(runner: Runner, read: Reader, place: str) -> Line:
    """Return what a rate is to the lesson's."""
    if runner.divided > 1:
        return ("the lesson's divided by ", read(f"{place}.divided"))
    return ("the lesson's times ", read(f"{place}.times")) if runner.times > 1 else ("the lesson's own",)


def _rate(course: RaceCourse, read: Reader, index: int) -> Readout:
    rate = course.runners[index].rate
    decimals = max(1, DIGITS - 1 - math.floor(math.log10(rate)))
    return read(f"runners[{index}].rate", max(1, decimals_of((rate,), min(decimals, MOST_DECIMALS))))


def _start(course: RaceCourse) -> Chapter:
    return Chapter(
        ("Three learning rates",),
        ("the same network, the same points, the same start",),
        (
            ("Three copies of one network are to learn the same points. Only the learning rate is different.",),
            (
                "It says how far a step goes: new weight = old weight − learning rate times gradient.",
                Claim((" Later steps carry on some of the step before.",), course.momentum > 0),
            ),
        ),
    )


def _passages(course: RaceCourse, read: Reader) -> tuple[Passage, ...]:
    last = len(course.epochs) - 1
    diverged = course.runners[LARGE].diverged
    turn = max(1, last // 3) if diverged is None else course.epochs.index(diverged)
    middle = turn + (last - turn) // 2
    return tuple(
        Passage(begin, end, words)
        for begin, end, words in (
            (0, turn, (_of_the_large(course, read),)),
            (turn, middle, _of_the_small(course, read, middle)),
            (middle, last, _of_the_middle(course, read, middle)),
        )
        if end > begin
    )


def _of_the_large(course: RaceCourse, read: Reader) -> Claim:
    large, runner = _rate(course, read, LARGE), course.runners[LARGE]
    rises = all(after > before for before, after in pairwise(runner.losses))
    stays = Claim(
        ("Even with ", large, ", the largest rate tried, the loss ends lower than it began."),
        runner.losses[-1] < runner.losses[0],
        ("With ", large, ", the largest rate tried, the loss ends no lower than it began."),
    )
    falls_apart = Claim(
        ("With ", large, " every step overshoots: the loss grows and grows."),
        runner.diverged is not None and runner.diverged > 1 and rises,
        (
            Claim(
                ("With ", large, " the loss ends up beyond what a computer can hold."),
                runner.diverged is not None,
                (stays,),
            ),
        ),
    )
    return Claim(
        ("With ", large, " the first step already leads beyond what a computer can hold."),
        runner.diverged == 1,
        (falls_apart,),
    )


def _of_the_small(course: RaceCourse, read: Reader, stage: int) -> Words:
    small, middle = (loss_at(course.runners[index], course.epochs[stage]) for index in (SMALL, MIDDLE))
    rate = _rate(course, read, SMALL)
    return (
        "The smallest rate takes the smallest first step. ",
        Claim(
            ("So far its loss is higher than that in the middle.",),
            small > middle,
            (
                Claim(
                    ("So far its loss is lower than that in the middle.",),
                    small < middle,
                    ("So far ", rate, " has got no further than the rate in the middle."),
                ),
            ),
        ),
    )


def _of_the_middle(course: RaceCourse, read: Reader, stage: int) -> Words:
    runner, rate = course.runners[MIDDLE], _rate(course, read, MIDDLE)
    now, final = loss_at(runner, course.epochs[stage]), loss_at(runner, course.epochs[-1])
    return (
        Claim(
            ("With ", rate, ", in the middle, the loss still falls."),
            final < (1 - HARDLY) * now,
            (
                Claim(
                    ("With ", rate, ", in the middle, the numbers leave what a computer can hold."),
                    runner.diverged is not None,
                    ("With ", rate, ", in the middle, the loss falls no further, or hardly."),
                ),
            ),
        ),
    )


def loss_at(runner: Runner, epoch: int) -> float:
    """Return the loss of a runner after an epoch; one that diverged has an infinite one."""
    return runner.losses[epoch] if epoch <= runner.last else math.inf


def _finish(course: RaceCourse, read: Reader) -> Chapter:
    winner = winner_of(course)
    fallen = [runner.diverged is not None for runner in course.runners]
    own = next(runner for runner in course.runners if runner.times == runner.divided)
    titles = (("The smallest rate did best",), ("Not too small, not too large",), ("The largest rate did best",))
    title = Claim(("All three flew apart",), all(fallen), ("No clear winner",))
    for index, sentence in enumerate(titles):
        title = Claim(sentence, winner == index, (title,))
    aside = Claim(
        ("the learning rate decides whether a network learns at all",),
        any(fallen) and any(not gone and _learned(one) for gone, one in zip(fallen, course.runners, strict=True)),
        (
            Claim(
                ("each of these learning rates is too large here",),
                all(fallen),
                ("the learning rate decides how far a network gets in the same time",),
            ),
        ),
    )
    meaning = Claim(
        ("Diverged means that the numbers grew past what a computer can hold. There is no trained network.",),
        any(fallen),
        ("None of the three diverged: the numbers stayed within what a computer can hold.",),
    )
    warning = Claim((" The lesson's own rate is too large here.",), own.diverged is not None)
    return Chapter((title,), (aside,), (_results(course, read), (meaning, warning)))


def _learned(runner: Runner) -> bool:
    return runner.losses[-1] < runner.losses[0]


def _results(course: RaceCourse, read: Reader) -> Words:
    """Return which loss each rate has come to, of those that got to the end."""
    parts: list[Words] = []
    for index, runner in enumerate(course.runners):
        if runner.diverged is None:
            loss = read(f"runners[{index}].history.epochs[{runner.last}].train_loss")
            parts.append((loss, " with a rate of ", _rate(course, read, index)))
    if not parts:
        return ("None of the three got to the end.",)
    between: list[Words] = [(), *[(", ",)] * (len(parts) - 1)]
    return (
        "The loss at the end: ",
        *(word for gap, part in zip(between, parts, strict=True) for word in (*gap, *part)),
        ".",
    )
