"""Three runs → the beats of a race."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.lessons import Lesson
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line, Reader, Readout, decimals_of
from scenes.storyboards.training import Chapter, Chart, Curve, Passage, axis, thinned
from scenes.storyboards.training_quadratic import Fit, grid_of
from scenes.storyboards.training_race import EPOCHS, LOSS, RaceCourse, X, Y, attend

NAMES = ("too small", "about right", "too large")


@dataclass(frozen=True, slots=True)
class Lane:
    """What is shown of a runner: its fit, the step of one weight, and its loss, or that it diverged, at each stage."""

    fit: Fit
    step: Equation
    losses: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class RaceStory:
    course: RaceCourse
    start: Chapter
    race: Chapter
    finish: Chapter
    lanes: tuple[Lane, ...]
    chart: Chart
    epochs: tuple[Line, ...]
    passages: tuple[Passage, ...]


def tell_race(lesson: Lesson, rates: tuple[float, float, float], epochs: int) -> RaceStory:
    """Return the story of three runs of so many epochs, from the smallest learning rate to the largest.

    Raises ValueError unless the lesson's network learns a value from one number.
    """
    course = attend(lesson, rates, epochs)
    read = Reader(course, 3)
    chart = Chart(
        ("loss",),
        axis(course.scales, read, EPOCHS),
        axis(course.scales, read, LOSS),
        tuple(
            Curve(
                "",
                thinned(
                    [(record.epoch, record.train_loss) for record in runner.history.epochs], (*range(runner.last),)
                ),
                (),
            )
            for runner in course.runners
        ),
        course.epochs,
    )
    return RaceStory(
        course,
        *_chapters(course, read),
        tuple(_lane(course, read, index) for index in range(len(rates))),
        chart,
        tuple(("epoch ", read(f"epochs[{stage}]"), " of ", read("total")) for stage in range(len(course.epochs))),
        _passages(course, read),
    )


def _lane(course: RaceCourse, read: Reader, index: int) -> Lane:
    runner, place = course.runners[index], f"runners[{index}]"
    rate = _rate(course, read, index)
    samples = course.lesson.training
    assert samples is not None
    points = tuple((x, y) for (x,), (y,) in zip(samples.train.inputs, samples.train.targets, strict=True))
    xs = [x for x, _ in points]
    return Lane(
        Fit(
            (f"{NAMES[index]}: ", rate),
            axis(course.scales, read, X),
            axis(course.scales, read, Y),
            points,
            grid_of(xs),
            runner.fits,
        ),
        Equation(
            "update",
            (read(f"{place}.step.old", 2), rate, read(f"{place}.step.gradient", 2)),
            read(f"{place}.step.new", 2),
        ),
        tuple(
            ("diverged in epoch ", read(f"{place}.diverged"))
            if runner.diverged is not None and epoch >= runner.diverged
            else ("loss ", read(f"{place}.history.epochs[{min(epoch, runner.last)}].train_loss"))
            for epoch in course.epochs
        ),
    )


def _rate(course: RaceCourse, read: Reader, index: int) -> Readout:
    return read(f"runners[{index}].rate", max(1, decimals_of((course.runners[index].rate,), 6)))


def _passages(course: RaceCourse, read: Reader) -> tuple[Passage, ...]:
    last = len(course.epochs) - 1
    diverged = course.runners[-1].diverged
    large, small = _rate(course, read, 2), _rate(course, read, 0)
    if diverged is None:
        turn = last // 4
        first: Line = ("With ", large, " every step overshoots: the loss jumps about.")
    else:
        turn = course.epochs.index(diverged)
        first = ("With ", large, " each step overshoots more than the one before: the loss explodes.")
    second: Line = ("Meanwhile ", small, " takes steps so small that it hardly gets anywhere.")
    third: Line = ("The learning rate in the middle gets down quickly, and goes on.",)
    middle = turn + (last - turn) // 2
    return tuple(
        Passage(begin, end, line)
        for begin, end, line in ((0, turn, first), (turn, middle, second), (middle, last, third))
        if end > begin
    )


def _chapters(course: RaceCourse, read: Reader) -> tuple[Chapter, Chapter, Chapter]:
    diverged = course.runners[-1].diverged
    end: Line = (
        ("Diverged means that the numbers grew past what a computer can hold. There is no trained network.",)
        if diverged is not None
        else ("The largest rate never settles.",)
    )
    losses = tuple(read(f"runners[{i}].history.epochs[{course.runners[i].last}].train_loss") for i in (0, 1))
    return (
        Chapter(
            ("Three learning rates",),
            ("the same network, the same points, the same random start",),
            (
                ("Three copies of one network are to learn the same curve. Only the learning rate is different.",),
                ("It says how far a step goes: new weight = old weight − learning rate times gradient.",),
            ),
        ),
        Chapter(("The race",), ("all three take one step in each epoch, from all points together",), ()),
        Chapter(
            ("Not too small, not too large",),
            ("the learning rate decides whether a network learns at all",),
            (("In the same time: a loss of ", losses[0], " with tiny steps, ", losses[1], " with good ones."), end),
        ),
    )
