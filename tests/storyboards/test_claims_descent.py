"""What the film of gradient descent claims is held against walks of the tests' own, for points that break its story."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from scenes.lessons import Lesson, find_lesson
from scenes.storyboards.readout import digits, readouts_of, resolve, say
from scenes.storyboards.tell_descent import DescentStory, tell_descent
from scenes.storyboards.words import spoken
from scenes.studies.descent import SHARES
from scenes.studies.walks import GOOD, LARGE, MOMENTUM, SINGLE, SMALL
from tests.quickly import slow_but
from tests.storyboards.breaking import DESCENTS
from tests.storyboards.claims import assert_claims_are_true

NAMES = ["line", *DESCENTS]
CASES = slow_but(NAMES, "line", "two points")


def lesson(name: str) -> Lesson:
    return find_lesson("line") if name == "line" else DESCENTS[name]


@cache
def told(name: str) -> DescentStory:
    return tell_descent(lesson(name), 1.1)


@cache
def said(name: str) -> list[str]:
    return assert_claims_are_true(told(name), name, TABLE)


@cache
def points(name: str) -> tuple[np.ndarray, np.ndarray, float]:
    """Return x, y, and the share of the squared error in the loss."""
    training = lesson(name).training
    assert training is not None
    x, y = np.array(training.train.inputs)[:, 0], np.array(training.train.targets)[:, 0]
    return x, y, SHARES[lesson(name).network.loss]


def loss(name: str, w: float, b: float) -> float:
    x, y, share = points(name)
    return float(share * ((w * x + b - y) ** 2).mean())


@cache
def walked(name: str, place: int) -> tuple[list[np.ndarray], list[float]]:
    """Return the places (w, b) of a walk of whole batches, and their losses, by the gradient's formula."""
    x, y, share = points(name)
    own = told(name).study.walks[place]
    network = lesson(name).network
    at = np.array([network.layers[0].weights[0][0], network.layers[0].biases[0]])
    step, places = np.zeros(2), [at]
    for _ in range(own.most):
        miss = at[0] * x + at[1] - y
        step = own.rate * 2 * share * np.array([(miss * x).mean(), miss.mean()]) + own.momentum * step
        at = at - step
        places.append(at)
    return places, [loss(name, *place) for place in places]


def shown(name: str, place: int) -> list[float]:
    return walked(name, place)[1][: told(name).study.walks[place].shown + 1]


def single(name: str) -> list[float]:
    """Return the losses of single points, whose steps are held to mathnet's training elsewhere."""
    own = told(name).study.walks[SINGLE]
    return [loss(name, at.w, at.b) for at in own.positions]


def down(name: str, losses: list[float]) -> int | None:
    x, y, _ = points(name)
    lowest = loss(name, *np.polyfit(x, y, 1))
    enough = lowest + 0.01 * (losses[0] - lowest)
    return next((step for step, own in enumerate(losses) if own <= enough), None)


def tried(name: str) -> tuple[float, float]:
    """Return the losses of the first line, and of the flat one."""
    return shown(name, GOOD)[0], loss(name, 0.0, float(points(name)[1].mean()))


def grows(losses: list[float]) -> bool:
    return all(after > before for before, after in pairwise(losses))


def falls(losses: list[float]) -> bool:
    return all(after < before for before, after in pairwise(losses))


def curvatures(name: str) -> tuple[float, float]:
    """Return the smaller curvature, and the larger one."""
    x, _, share = points(name)
    gentle, steep = np.linalg.eigvalsh(2 * share * np.array([[(x * x).mean(), x.mean()], [x.mean(), 1.0]]))
    return float(gentle), float(steep)


def is_limit(name: str, text: str) -> bool:
    limit = 2 / curvatures(name)[1]
    return float(digits(text)) == pytest.approx(limit, abs=0.006)


def leaps_grow(name: str) -> bool:
    places = walked(name, LARGE)[0][: told(name).study.walks[LARGE].shown + 1]
    return grows([float(np.linalg.norm(after - before)) for before, after in pairwise(places)])


def is_sooner(name: str) -> bool:
    alone, whole = down(name, single(name)), down(name, walked(name, GOOD)[1])
    return alone is not None and (whole is None or alone < whole * len(points(name)[0]))


def is_faster(name: str) -> bool:
    good, carried = (down(name, walked(name, place)[1]) for place in (GOOD, MOMENTUM))
    return good is not None and carried is not None and carried < good


def last_pass(name: str) -> list[float]:
    count = len(points(name)[0])
    return single(name)[: told(name).study.walks[SINGLE].shown + 1][-count - 1 :]


def ends(name: str) -> tuple[float, float]:
    """Return the losses at the end of single points, and of all points at once."""
    return last_pass(name)[-1], shown(name, GOOD)[-1]


TABLE = {
    r"one linear neuron; x and y are standardised": lambda n, _: lesson(n).scaling is not None,
    r"one linear neuron: its weight w is a slope, its bias b a height": lambda n, _: lesson(n).scaling is None,
    r"This one has a lower loss:": lambda n, _: tried(n)[1] < tried(n)[0],
    r"This one has a higher loss:": lambda n, _: tried(n)[1] > tried(n)[0],
    r"This one has the same loss:": lambda n, _: tried(n)[1] == tried(n)[0],
    r"It is a valley\.": lambda n, _: curvatures(n)[1] > 2 * curvatures(n)[0],
    r"It is a bowl\.": lambda n, _: curvatures(n)[1] <= 2 * curvatures(n)[0],
    r"Step by step the line turns to the points, and the loss falls\.": lambda n, _: falls(shown(n, GOOD)),
    r"Step by step the line turns to the points\.": lambda n, _: not falls(shown(n, GOOD)),
    r"With a rate above(?: about)? (\S+), each leap to the other side is longer than the last\.": lambda n, m: (
        is_limit(n, m[1]) and leaps_grow(n)
    ),
    r"This rate is above(?: about)? (\S+), the limit\.": lambda n, m: (
        is_limit(n, m[1]) and told(n).study.walks[LARGE].rate > 2 / curvatures(n)[1]
    ),
    r"The loss grows\.": lambda n, _: grows(shown(n, LARGE)),
    r"In the end, the loss is higher than at the start\.": lambda n, _: shown(n, LARGE)[-1] > shown(n, LARGE)[0],
    r"So far, the loss is not above that at the start\.": lambda n, _: shown(n, LARGE)[-1] <= shown(n, LARGE)[0],
    r"; one alone may be steep, so the rate is smaller": lambda n, _: (
        told(n).study.walks[SINGLE].rate < told(n).study.walks[GOOD].rate
    ),
    r"But each point pulls its own way\.": lambda n, _: any(b > a for a, b in pairwise(last_pass(n))),
    r"Here they all agree in the end\.": lambda n, _: not any(b > a for a, b in pairwise(last_pass(n))),
    r"Single points come near sooner\.": lambda n, _: is_sooner(n),
    r"Single points don't come near sooner\.": lambda n, _: not is_sooner(n),
    r"In the end, all points at once are lower\.": lambda n, _: ends(n)[0] > ends(n)[1],
    r"In the end, all points at once are no lower\.": lambda n, _: ends(n)[0] <= ends(n)[1],
    r"It overshoots, rolls on,": lambda n, _: any(b > a for a, b in pairwise(shown(n, MOMENTUM))),
    r"It gathers speed,": lambda n, _: not any(b > a for a, b in pairwise(shown(n, MOMENTUM))),
    r"and is down in fewer steps\.": lambda n, _: is_faster(n),
    r"and isn't down in fewer steps\.": lambda n, _: not is_faster(n),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_claimed_of_a_descent_is_true(name: str) -> None:
    assert said(name)


@pytest.mark.slow
def test_points_break_the_story_in_every_way() -> None:
    every = {sentence for name in NAMES for sentence in said(name)}
    unsaid = {pattern for pattern in TABLE if not any(re.fullmatch(pattern, sentence) for sentence in every)}
    assert unsaid == set()


@pytest.mark.parametrize("name", CASES)
def test_after_as_many_steps_the_small_rate_is_higher_up(name: str) -> None:
    assert shown(name, SMALL)[-1] > shown(name, GOOD)[-1]


@pytest.mark.parametrize("name", CASES)
def test_the_fewest_steps_are_those_of_the_fastest_way(name: str) -> None:
    story = told(name)
    line = spoken(story.finish.says["steps"])
    reached = {place: down(name, walked(name, place)[1]) for place in (GOOD, SMALL, LARGE, MOMENTUM)}
    reached[SINGLE] = down(name, single(name))
    fewest = min(steps for steps in reached.values() if steps is not None)
    (steps,) = (readout for readout in readouts_of(line) if readout.path.endswith(".reached"))
    assert steps.value == fewest
    (named,) = (way for way in story.ways if say(line).endswith(f": {way.name}."))
    assert reached[story.ways.index(named)] == fewest
    assert all(resolve(story.study, readout.path) == readout.value for readout in readouts_of(line))
