"""Three runs → the beats of a race."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from scenes.lessons import Lesson
from scenes.storyboards.charts import Axis, Chart, Curve, Fit, axis
from scenes.storyboards.learning import NAME_LENGTH
from scenes.storyboards.race_lanes import Lane, lane_of, rate_of
from scenes.storyboards.readout import Line, Reader
from scenes.storyboards.training import Chapter, Passage
from scenes.storyboards.words import Claim, Words
from scenes.studies.race import EPOCHS, LOSS, STEP, RaceStudy, study_race
from scenes.studies.training import HARDLY

SMALL, MIDDLE, LARGE = range(3)


@dataclass(frozen=True, slots=True)
class RaceStory:
    """`passages` are those of the chapter `race`; at the stages of `climbs` the losses need another axis.

    `fit` is that of the untrained network; the first steps lead along `weights`.
    """

    study: RaceStudy
    start: Chapter
    race: Chapter
    finish: Chapter
    lanes: tuple[Lane, ...]
    fit: Fit
    weights: Axis
    chart: Chart
    climbs: Mapping[int, Axis]
    epochs: tuple[Line, ...]
    passages: tuple[Passage, ...]


def tell_race(lesson: Lesson) -> RaceStory:
    """Return the story of three runs with learning rates around the lesson's, from the smallest to the largest.

    Raises LessonError unless the lesson's network learns a value from one number.
    """
    study = study_race(lesson)
    read = Reader(study, 3)
    run = _passages(study)
    chart = Chart(
        ("loss",),
        axis(study.scales, read, EPOCHS),
        axis(study.scales, read, LOSS),
        tuple(Curve("", tuple(enumerate(runner.losses)), ()) for runner in study.runners),
        study.epochs,
    )
    lanes = tuple(lane_of(study, read, index) for index in range(len(study.runners)))
    return RaceStory(
        study,
        _start(study, read),
        _race(study, read, run),
        _finish(study, read),
        lanes,
        replace(lanes[MIDDLE].fit, title=("before training",)),
        axis(study.scales, read, STEP),
        chart,
        {stage: axis(study.zooms, read, index, "zooms") for index, stage in enumerate(study.climbs)},
        tuple(("epoch ", read(f"epochs[{stage}]"), " of ", read("total")) for stage in range(len(study.epochs))),
        run,
    )


def _start(study: RaceStudy, read: Reader) -> Chapter:
    given, wanted = read.name("lesson.features[0]", NAME_LENGTH), read.name("lesson.classes[0]", NAME_LENGTH)
    return Chapter(
        "start",
        ("Three learning rates",),
        ("the same network, the same points, the same start",),
        {
            "question": (
                given,
                " comes in, ",
                wanted,
                " should come out: a line through the points. How large should each step of learning be?",
            ),
            "copies": ("Here are three copies of the network. Only the learning rate is different.",),
            "rule": (
                "It says how far a step goes: new weight = old weight − learning rate times gradient.",
                Claim((" Later steps carry on some of the step before.",), study.momentum > 0),
            ),
        },
    )


def _passages(study: RaceStudy) -> tuple[Passage, ...]:
    last = len(study.epochs) - 1
    diverged = study.runners[LARGE].diverged
    turn = max(1, last // 3) if diverged is None else study.epochs.index(diverged)
    middle = turn + (last - turn) // 2
    ends = (("large", 0, turn), ("small", turn, middle), ("middle", middle, last))
    return tuple(Passage(step, begin, end) for step, begin, end in ends if end > begin)


def _race(study: RaceStudy, read: Reader, run: tuple[Passage, ...]) -> Chapter:
    says: dict[str, Words] = {}
    for passage in run:
        if passage.step == "large":
            says["large"] = (_of_the_large(study, read),)
        elif passage.step == "small":
            says["small"] = _of_the_small(study, read, passage.last)
        else:
            says["middle"] = _of_the_middle(study, read, passage.first)
    return Chapter("race", ("The race",), ("all three take one step in each epoch, from all points together",), says)


def _of_the_large(study: RaceStudy, read: Reader) -> Claim:
    large, runner = rate_of(study, read, LARGE), study.runners[LARGE]
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


def _of_the_small(study: RaceStudy, read: Reader, stage: int) -> Words:
    small, middle = (study.runners[index].loss_at(study.epochs[stage]) for index in (SMALL, MIDDLE))
    rate = rate_of(study, read, SMALL)
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


def _of_the_middle(study: RaceStudy, read: Reader, stage: int) -> Words:
    runner, rate = study.runners[MIDDLE], rate_of(study, read, MIDDLE)
    now, final = runner.loss_at(study.epochs[stage]), runner.loss_at(study.epochs[-1])
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


def _finish(study: RaceStudy, read: Reader) -> Chapter:
    winner = study.winner
    fallen = [runner.diverged is not None for runner in study.runners]
    own = next(runner for runner in study.runners if runner.times == runner.divided)
    titles = (("The smallest rate did best",), ("Not too small, not too large",), ("The largest rate did best",))
    title = Claim(("All three flew apart",), all(fallen), ("No clear winner",))
    for index, sentence in enumerate(titles):
        title = Claim(sentence, winner == index, (title,))
    aside = Claim(
        ("the learning rate decides whether a network learns at all",),
        any(fallen) and any(not gone and one.learned for gone, one in zip(fallen, study.runners, strict=True)),
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
    return Chapter("finish", (title,), (aside,), {"meaning": (meaning, warning), "losses": _results(study, read)})


def _results(study: RaceStudy, read: Reader) -> Words:
    """Return which loss each rate has come to, of those that got to the end."""
    parts: list[Words] = []
    for index, runner in enumerate(study.runners):
        if runner.diverged is None:
            loss = read(f"runners[{index}].history.epochs[{runner.last}].train_loss")
            parts.append((loss, " with a rate of ", rate_of(study, read, index)))
    if not parts:
        return ("None of the three got to the end.",)
    between: list[Words] = [(), *[(", ",)] * (len(parts) - 1)]
    return (
        "The loss at the end: ",
        *(word for gap, part in zip(between, parts, strict=True) for word in (*gap, *part)),
        ".",
    )
