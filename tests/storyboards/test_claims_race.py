"""What the film of a race claims is held against races of the tests' own, over lessons that break its story."""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import pairwise

import pytest

from mathnet import DivergenceError, TrainingSettings, train
from scenes.storyboards.readout import digits
from scenes.storyboards.tell_training_race import RaceStory, tell_race
from scenes.studies.race import LOSS, epochs_of
from tests.quickly import slow_but
from tests.storyboards.breaking import RACES, plan, values
from tests.storyboards.claims import assert_claims_are_true

SMALL, MIDDLE, LARGE = range(3)

CASES = slow_but(RACES, "quadratic", "at once", "solved")


@cache
def told(name: str) -> RaceStory:
    return tell_race(RACES[name].lesson())


@cache
def raced(name: str, rate: float) -> tuple[list[float], int | None]:
    """Return the losses of a run of the test's own, as far as it got, and the epoch in which it diverged."""
    lesson = RACES[name].lesson()
    training = lesson.training
    assert training is not None
    losses, epochs = [], training.settings.epochs
    settings = TrainingSettings(rate, epochs, len(training.train), RACES[name].momentum, shuffle=False)
    try:
        train(lesson.network, training.train, settings=settings, progress=lambda e: losses.append(e.train_loss))
    except DivergenceError as error:
        return [before(name), *losses], error.epoch
    return [before(name), *losses], None


def before(name: str) -> float:
    """Return the loss before training."""
    lesson = RACES[name].lesson()
    assert lesson.training is not None
    pairs = zip(lesson.training.train.inputs, lesson.training.train.targets, strict=True)
    squares = [(lesson.network.forward(x).output[0] - y[0]) ** 2 for x, y in pairs]
    return math.fsum(squares) / len(squares)


def own_rate(name: str) -> float:
    training = RACES[name].lesson().training
    assert training is not None
    return training.settings.learning_rate


def losses(name: str, lane: int) -> list[float]:
    return raced(name, told(name).study.runners[lane].rate)[0]


def fallen(name: str, lane: int) -> int | None:
    return raced(name, told(name).study.runners[lane].rate)[1]


def after(name: str, lane: int, epoch: int) -> float:
    own = losses(name, lane)
    return own[epoch] if epoch < len(own) else math.inf


def turn(name: str) -> int:
    """Return the epoch up to which the small one is spoken of."""
    story = told(name)
    (stage,) = [passage.last for passage in story.passages if passage.step == "small"]
    return story.study.epochs[stage]


def tail(name: str) -> tuple[float, float]:
    """Return the loss in the middle where it begins to be spoken of, and at the end."""
    story = told(name)
    (stage,) = [passage.first for passage in story.passages if passage.step == "middle"]
    return after(name, MIDDLE, story.study.epochs[stage]), after(name, MIDDLE, story.study.epochs[-1])


def falls_still(name: str) -> bool:
    now, final = tail(name)
    return final < 0.99 * now


def winner(name: str) -> int | None:
    final = {lane: losses(name, lane)[-1] for lane in range(3) if fallen(name, lane) is None}
    for lane, loss in final.items():
        if all(loss < 0.99 * other for rival, other in final.items() if rival != lane):
            return lane
    return None


def any_fell(name: str) -> bool:
    return any(fallen(name, lane) is not None for lane in range(3))


def all_fell(name: str) -> bool:
    return all(fallen(name, lane) is not None for lane in range(3))


def some_learned(name: str) -> bool:
    return any(fallen(name, lane) is None and losses(name, lane)[-1] < losses(name, lane)[0] for lane in range(3))


def is_rate(name: str, lane: int, text: str) -> bool:
    return float(digits(text)) == pytest.approx(told(name).study.runners[lane].rate, rel=0.2)


def own_fell(name: str) -> bool:
    return raced(name, own_rate(name))[1] is not None


def rises(name: str) -> bool:
    return all(later > earlier for earlier, later in pairwise(losses(name, LARGE)))


TABLE = {
    r"Later steps carry on some of the step before\.": lambda n, _: RACES[n].momentum > 0,
    r"With (\S+) the first step already leads beyond what a computer can hold\.": lambda n, m: (
        is_rate(n, LARGE, m[1]) and fallen(n, LARGE) == 1
    ),
    r"With (\S+) every step overshoots: the loss grows and grows\.": lambda n, m: (
        is_rate(n, LARGE, m[1]) and (fallen(n, LARGE) or 0) > 1 and rises(n)
    ),
    r"With (\S+) the loss ends up beyond what a computer can hold\.": lambda n, m: (
        is_rate(n, LARGE, m[1]) and fallen(n, LARGE) is not None
    ),
    r"Even with (\S+), the largest rate tried, the loss ends lower than it began\.": lambda n, m: (
        is_rate(n, LARGE, m[1]) and fallen(n, LARGE) is None and losses(n, LARGE)[-1] < losses(n, LARGE)[0]
    ),
    r"With (\S+), the largest rate tried, the loss ends no lower than it began\.": lambda n, m: (
        is_rate(n, LARGE, m[1]) and fallen(n, LARGE) is None and losses(n, LARGE)[-1] >= losses(n, LARGE)[0]
    ),
    r"So far its loss is higher than that in the middle\.": lambda n, _: (
        after(n, SMALL, turn(n)) > after(n, MIDDLE, turn(n))
    ),
    r"So far its loss is lower than that in the middle\.": lambda n, _: (
        after(n, SMALL, turn(n)) < after(n, MIDDLE, turn(n))
    ),
    r"So far (\S+) has got no further than the rate in the middle\.": lambda n, m: (
        is_rate(n, SMALL, m[1]) and after(n, SMALL, turn(n)) == after(n, MIDDLE, turn(n))
    ),
    r"With (\S+), in the middle, the loss still falls\.": lambda n, m: is_rate(n, MIDDLE, m[1]) and falls_still(n),
    r"With (\S+), in the middle, the numbers leave what a computer can hold\.": lambda n, m: (
        is_rate(n, MIDDLE, m[1]) and fallen(n, MIDDLE) is not None
    ),
    r"With (\S+), in the middle, the loss falls no further, or hardly\.": lambda n, m: (
        is_rate(n, MIDDLE, m[1]) and not falls_still(n) and fallen(n, MIDDLE) is None
    ),
    r"The smallest rate did best": lambda n, _: winner(n) == SMALL,
    r"Not too small, not too large": lambda n, _: winner(n) == MIDDLE,
    r"The largest rate did best": lambda n, _: winner(n) == LARGE,
    r"No clear winner": lambda n, _: winner(n) is None and not all_fell(n),
    r"All three flew apart": lambda n, _: all_fell(n),
    r"the learning rate decides whether a network learns at all": lambda n, _: any_fell(n) and some_learned(n),
    r"each of these learning rates is too large here": lambda n, _: all_fell(n),
    r"the learning rate decides how far a network gets in the same time": lambda n, _: not all_fell(n),
    r"Diverged means that the numbers grew past .+ There is no trained network\.": lambda n, _: any_fell(n),
    r"None of the three diverged: the numbers stayed within what a computer can hold\.": lambda n, _: not any_fell(n),
    r"The lesson's own rate is too large here\.": lambda n, _: own_fell(n),
}


@cache
def said(name: str) -> list[str]:
    return assert_claims_are_true(told(name), name, TABLE)


@pytest.mark.parametrize("name", CASES)
def test_what_is_claimed_of_a_race_is_true(name: str) -> None:
    assert said(name)


@pytest.mark.slow
def test_lessons_break_the_story_in_every_way() -> None:
    every = {sentence for name in RACES for sentence in said(name)}
    unsaid = [pattern for pattern in TABLE if not any(re.fullmatch(pattern, sentence) for sentence in every)]
    assert unsaid == []


@pytest.mark.parametrize("name", CASES)
def test_rates_are_the_lessons_and_the_first_that_diverges(name: str) -> None:
    small, middle, large = told(name).study.runners
    own = own_rate(name)
    if own_fell(name):
        assert large.rate == own
        assert small.rate == pytest.approx(middle.rate / 3)
        rungs = [own / 3**k for k in range(1, 9)]
        kept = [rate for rate in rungs if raced(name, float(f"{rate:.12g}"))[1] is None]
        assert middle.rate == pytest.approx(max(kept, default=rungs[-1]))
        return
    assert middle.rate == own
    assert small.rate == pytest.approx(own / 3)
    rungs = [own * 3**k for k in range(1, 9)]
    fell = [rate for rate in rungs if raced(name, float(f"{rate:.12g}"))[1] is not None]
    assert large.rate == pytest.approx(min(fell, default=rungs[-1]))


@pytest.mark.parametrize("name", CASES)
def test_each_run_is_as_long_as_the_lesson_and_shown_as_it_was(name: str) -> None:
    own = told(name).study
    for lane, runner in enumerate(own.runners):
        assert list(runner.losses) == pytest.approx(losses(name, lane))
        assert runner.diverged == fallen(name, lane)
    assert own.epochs[-1] <= RACES[name].epochs
    assert len(own.epochs) <= 83


@pytest.mark.parametrize(
    ("count", "epochs", "raced"),
    [(40, 200, 200), (40, 100_000, 300), pytest.param(100_000, 1000, 20, marks=pytest.mark.slow)],
)
def test_a_race_has_the_epochs_of_its_lesson_as_far_as_that_takes_but_seconds(
    count: int, epochs: int, raced: int
) -> None:
    lesson = plan(values([(i / count, 0.0) for i in range(count)]), epochs=epochs).lesson()
    assert lesson.training is not None
    assert epochs_of(lesson, lesson.training) == raced


@pytest.mark.slow
def test_the_axis_climbs_wherever_the_loss_of_what_diverges_leaves_it() -> None:
    climbed = 0
    for name in RACES:
        own = told(name).study
        large, high = own.runners[LARGE], own.scales[LOSS].high
        zooms = dict(zip(own.climbs, own.zooms, strict=True))
        climbed += len(zooms)
        for stage, epoch in enumerate(own.epochs):
            if stage in zooms:
                assert large.losses[epoch] > high, "it climbs for nothing"
                high = zooms[stage].high
            assert large.diverged is None or epoch > large.last or large.losses[epoch] <= high
    assert climbed
