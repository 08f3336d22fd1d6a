"""What the film of a race claims is held against races of the tests' own, over lessons that break its story."""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import pairwise

import pytest

from mathnet import DivergenceError, TrainingSettings, train
from scenes.lessons import Data, Plan, datasets
from scenes.storyboards.readout import digits
from scenes.storyboards.tell_training_race import RaceStory, tell_race
from scenes.storyboards.training_race import epochs_of
from scenes.storyboards.words import say, spoken
from tests.storyboards.claims import assert_claims_are_true


def values(points: list[tuple[float, float]]) -> Data:
    return Data(("x",), tuple((x,) for x, _ in points), tuple((y,) for _, y in points), outputs=("y",))


def plan(data: Data, **settings: object) -> Plan:
    return Plan(**{"name": "race", "data": data, "hidden": (5,), "epochs": 40, "test_share": 0, **settings})  # type: ignore[arg-type]


PARABOLA = datasets.quadratic(20)
PLANS = {
    "quadratic": plan(PARABOLA, hidden=(10,), standardise=False, test_share=0.2),
    "slow to diverge": plan(PARABOLA, activations=("tanh",), learning_rate=0.1, epochs=150),
    "hopeless": plan(PARABOLA, learning_rate=1e-12),
    "careful": plan(PARABOLA, learning_rate=1e-5, epochs=25),
    "too fast": plan(PARABOLA, hidden=(), learning_rate=2.0, epochs=300),
    "fast": plan(PARABOLA, hidden=(8, 8), learning_rate=0.27, standardise=False),
    "never": plan(PARABOLA, hidden=(4, 4), activations=("sigmoid",), output="sigmoid", learning_rate=3.0),
    "at once": plan(PARABOLA, learning_rate=1e300),
    "always too fast": plan(PARABOLA, hidden=(10,), learning_rate=1e4, standardise=False),
    "there from the start": plan(values([(0.0, 0.0)] * 3), hidden=(), standardise=False),
    "jumpy": plan(PARABOLA, hidden=(6, 6), activations=("tanh",), learning_rate=0.05, epochs=250),
    "momentum": plan(PARABOLA, learning_rate=0.02, momentum=0.9, epochs=60),
    "one epoch": plan(PARABOLA, epochs=1),
    "solved": plan(values([(0.0, 0.0), (1.0, 0.0)]), hidden=(), standardise=False),
    "constant": plan(values([(i, 5.0) for i in range(6)]), learning_rate=0.1),
    "one place": plan(values([(3.0, float(i)) for i in range(6)]), hidden=()),
    "single": plan(values([(3.0, 1e3)])),
    "large": plan(values([(1e6 + 1000 * i, 1000.0 * i) for i in range(10)]), learning_rate=1e-4, standardise=False),
    "small": plan(values([(1e-9 * i, 1e-9 * i * i) for i in range(10)])),
}
SMALL, MIDDLE, LARGE = range(3)


@cache
def told(name: str) -> RaceStory:
    return tell_race(PLANS[name].lesson())


@cache
def raced(name: str, rate: float) -> tuple[list[float], int | None]:
    """Return the losses of a run of the test's own, as far as it got, and the epoch in which it diverged."""
    lesson = PLANS[name].lesson()
    training = lesson.training
    assert training is not None
    losses, epochs = [], training.settings.epochs
    settings = TrainingSettings(rate, epochs, len(training.train), PLANS[name].momentum, shuffle=False)
    try:
        train(lesson.network, training.train, settings=settings, progress=lambda e: losses.append(e.train_loss))
    except DivergenceError as error:
        return [before(name), *losses], error.epoch
    return [before(name), *losses], None


def before(name: str) -> float:
    """Return the loss before training."""
    lesson = PLANS[name].lesson()
    assert lesson.training is not None
    pairs = zip(lesson.training.train.inputs, lesson.training.train.targets, strict=True)
    squares = [(lesson.network.forward(x).output[0] - y[0]) ** 2 for x, y in pairs]
    return math.fsum(squares) / len(squares)


def losses(name: str, lane: int) -> list[float]:
    return raced(name, told(name).course.runners[lane].rate)[0]


def fallen(name: str, lane: int) -> int | None:
    return raced(name, told(name).course.runners[lane].rate)[1]


def after(name: str, lane: int, epoch: int) -> float:
    own = losses(name, lane)
    return own[epoch] if epoch < len(own) else math.inf


def turn(name: str) -> int:
    """Return the epoch up to which the small one is spoken of."""
    story = told(name)
    (stage,) = [passage.last for passage in story.passages if "smallest first" in say(spoken(passage.caption))]
    return story.course.epochs[stage]


def tail(name: str) -> tuple[float, float]:
    """Return the loss in the middle where it begins to be spoken of, and at the end."""
    story = told(name)
    (stage,) = [passage.first for passage in story.passages if "in the middle, the" in say(spoken(passage.caption))]
    return after(name, MIDDLE, story.course.epochs[stage]), after(name, MIDDLE, story.course.epochs[-1])


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
    return float(digits(text)) == pytest.approx(told(name).course.runners[lane].rate, rel=0.2)


def own_fell(name: str) -> bool:
    return raced(name, PLANS[name].learning_rate)[1] is not None


def rises(name: str) -> bool:
    return all(later > earlier for earlier, later in pairwise(losses(name, LARGE)))


TABLE = {
    r"Later steps carry on some of the step before\.": lambda n, _: PLANS[n].momentum > 0,
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


@pytest.mark.parametrize("name", PLANS)
def test_what_is_claimed_of_a_race_is_true(name: str) -> None:
    assert_claims_are_true(told(name), name, TABLE)


def test_lessons_break_the_story_in_every_way() -> None:
    said = {sentence for name in PLANS for sentence in assert_claims_are_true(told(name), name, TABLE)}
    unsaid = [pattern for pattern in TABLE if not any(re.fullmatch(pattern, sentence) for sentence in said)]
    assert unsaid == []


@pytest.mark.parametrize("name", PLANS)
def test_rates_are_the_lessons_and_the_first_that_diverges(name: str) -> None:
    small, middle, large = told(name).course.runners
    own = PLANS[name].learning_rate
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


@pytest.mark.parametrize("name", PLANS)
def test_each_run_is_as_long_as_the_lesson_and_shown_as_it_was(name: str) -> None:
    course = told(name).course
    for lane, runner in enumerate(course.runners):
        assert list(runner.losses) == pytest.approx(losses(name, lane))
        assert runner.diverged == fallen(name, lane)
    assert course.epochs[-1] <= PLANS[name].epochs
    assert len(course.epochs) <= 83


@pytest.mark.parametrize(("count", "epochs", "raced"), [(40, 200, 200), (40, 100_000, 300), (100_000, 1000, 20)])
def test_a_race_has_the_epochs_of_its_lesson_as_far_as_that_takes_but_seconds(
    count: int, epochs: int, raced: int
) -> None:
    lesson = plan(values([(i / count, 0.0) for i in range(count)]), epochs=epochs).lesson()
    assert lesson.training is not None
    assert epochs_of(lesson, lesson.training) == raced
