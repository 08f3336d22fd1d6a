"""What the film of a curve claims is held against lessons that break its story, by walking along the lines."""

from __future__ import annotations

import math
import re
from functools import cache
from itertools import pairwise

import pytest

from scenes.lessons import Data, LessonError
from scenes.storyboards.tell_training_curve import CurveStory, tell_curve
from scenes.storyboards.training import Passage
from scenes.studies import study
from scenes.studies.curve import LOSS, X, Y
from scenes.studies.training import with_snapshots
from tests.quickly import slow_but
from tests.storyboards.breaking import CURVES, plan
from tests.storyboards.claims import assert_claims_are_true
from tests.storyboards.own import shows

WALKED = 4000  # steps along a line


@cache
def told(name: str) -> CurveStory:
    return tell_curve(study(with_snapshots(CURVES[name].lesson())))


def said_by(name: str, x: float, stage: int = -1) -> float:
    """Return what the network of a stage says of x, both as measured."""
    own = told(name).study
    if own.lesson.scaling is not None:
        (mean,), (deviation,) = own.lesson.scaling.means, own.lesson.scaling.deviations
        x = (x - mean) / (deviation or 1.0)
    said = own.stages[stage].network.forward((x,)).output[0]
    targets = own.lesson.target_scaling
    return said if targets is None else targets.means[0] + (targets.deviations[0] or 1.0) * said


@cache
def walk(name: str, steps: int = WALKED) -> tuple[tuple[float, float], ...]:
    """Return points along the line of the trained network, in a chart as high as wide."""
    across, up = told(name).study.scales[X], told(name).study.scales[Y]
    xs = [across.low + (across.high - across.low) * i / steps for i in range(steps + 1)]
    return tuple(
        ((x - across.low) / (across.high - across.low), (said_by(name, x) - up.low) / (up.high - up.low)) for x in xs
    )


def bends(name: str) -> int:
    """Count the turns within the chart that can't be overlooked; those within a twentieth of it count together."""
    points, runs = walk(name), list(pairwise(walk(name)))
    angles = [math.atan2(after[1] - before[1], after[0] - before[0]) for before, after in runs]
    found, turned, sharpest, straight = 0, 0.0, (0.0, 0.5), 0
    start = angles[0]  # the direction before a turn that may take two steps
    for index, (before, after) in enumerate(pairwise(angles), start=1):
        if abs(after - before) > 1e-6:
            straight = 0
            continue
        if abs(before - start) > 0.01:
            turned += before - start
            sharpest = max(sharpest, (abs(before - start), points[index][1]))
        elif straight == WALKED // 20:
            found += abs(turned) > 0.1 and 0 < sharpest[1] < 1
            turned, sharpest = 0.0, (0.0, 0.5)
        start = before
        straight += 1
    return found + (abs(turned) > 0.1 and 0 < sharpest[1] < 1)


def is_angular(name: str) -> bool:
    """Whether nothing in the network is curved."""
    return set(told(name).study.network.activations) <= {"relu", "identity"}


def is_straight(name: str) -> bool:
    """Whether the line is within a hundredth of the chart of the one that joins its ends."""
    points = walk(name, 80)
    (_, start), (_, end) = points[0], points[-1]
    return all(abs(y - start - x * (end - start)) <= 0.01 for x, y in points)


def passage(name: str, step: str) -> Passage:
    (found,) = [one for one in told(name).passages if one.step == step]
    return found


def change(name: str) -> float:
    """Return by what share of it the loss has changed when it has been spoken of."""
    own = told(name).study
    first, last = (own.stages[stage].epoch for stage in (0, passage(name, "closer").last))
    return own.run.epochs[last].train_loss / own.run.epochs[first].train_loss - 1


def ends(name: str) -> tuple[float, float]:
    records = told(name).study.run.epochs
    return records[0].train_loss, records[-1].train_loss


def follows(name: str) -> bool:
    rows, targets = CURVES[name].data.rows, [target[0] for target in CURVES[name].data.targets]  # type: ignore[index]
    own = told(name).study
    if CURVES[name].test_share:
        rows, targets = [(x,) for x, _ in own.points], [y for _, y in own.points]
    squares = [(said_by(name, x) - y) ** 2 for (x,), y in zip(rows, targets, strict=True)]
    spread = (max(targets) - min(targets)) or abs(targets[0]) or 1.0
    return (sum(squares) / len(squares)) ** 0.5 <= 0.1 * spread


def speeds(name: str) -> tuple[float, float]:
    """Return how far the line moves an epoch, before the last passage and in it."""
    story = told(name)
    turn, own = passage(name, "slower").first, story.study

    def moved(first: int, last: int) -> float:
        away = [abs(said_by(name, x, last) - said_by(name, x, first)) for x in own.grid]
        return sum(away) / (own.stages[last].epoch - own.stages[first].epoch)

    return moved(0, turn), moved(turn, len(own.stages) - 1)


def batch(name: str) -> float:
    return CURVES[name].batch_size / len(told(name).study.points)


def is_tenths(name: str) -> bool:
    ticks = told(name).study.scales[LOSS].ticks
    return all(after / before == pytest.approx(10) for before, after in pairwise(ticks))


def hidden(name: str) -> tuple[int, ...]:
    return told(name).study.network.sizes[1:-1]


def largest_panel(name: str) -> int:
    """Return how many numbers the largest of the panels has to show."""
    layers = told(name).study.network.layers
    counts = [sum(map(len, layers[end].weights)) for end in (0, -1)]
    return max(*counts, sum(len(layer.biases) for layer in layers))


def tilted_only(name: str) -> bool:
    """Whether the network of any stage could but say straight lines: whether halfway is what is halfway between."""
    own = told(name).study
    return all(
        abs(said_by(name, low, s) + said_by(name, high, s) - 2 * said_by(name, (low + high) / 2, s))
        < 1e-6 * max(1, abs(high))
        for s in range(0, len(own.stages), 9)
        for low, high in ((-4.0, 1.0), (-1.0, 4.0), (-60.0, 80.0), (-7.0, 7.0))
    )


TABLE = {
    r"after each point, the weights and biases take a step": lambda n, _: CURVES[n].batch_size == 1,
    r"after all points together, the weights and biases take a step": lambda n, _: batch(n) >= 1,
    r"after every (\d+) points, the weights and biases take a step": lambda n, m: (
        CURVES[n].batch_size == int(m[1]) and 1 < int(m[1]) < len(told(n).study.points)
    ),
    r"Each grey line is a tenth of the one above it\.": lambda n, _: is_tenths(n),
    r"From each grey line down to the next it falls by the same factor\.": lambda n, _: not is_tenths(n),
    r"Input in blue, hidden neurons in green, output in salmon: every edge is a weight\.": lambda n, _: bool(hidden(n)),
    r"Input in blue, output in salmon: the edge between them is a weight\.": lambda n, _: not hidden(n),
    r"Every row is one number of the network": lambda n, _: largest_panel(n) <= 32,
    r"A row is one number of the network, or the strongest of some neighbours": lambda n, _: largest_panel(n) > 32,
    r"the first weights, the last, and all biases\.": lambda n, _: len(told(n).heats) == 3 and bool(hidden(n)),
    r"its only weight, and its only bias\.": lambda n, _: told(n).study.network.parameter_count == 2,
    r"The loss falls": lambda n, _: change(n) < -0.01,
    r"The loss rises": lambda n, _: change(n) > 0.01,
    r"The loss hardly changes": lambda n, _: abs(change(n)) <= 0.01,
    r"Each hidden neuron can bend the line once: its weights and bias say where, and how much\.": lambda n, _: (
        len(hidden(n)) == 1 and CURVES[n].activations == ("relu",)
    ),
    r"The neurons bend the line: their weights and biases say where, and how much\.": lambda n, _: not tilted_only(n),
    r"No neuron here can bend the line: it can only be lifted and tilted\.": lambda n, _: tilted_only(n),
    r"From here on, the line changes less in each epoch\.": lambda n, _: speeds(n)[1] < speeds(n)[0],
    r"The line changes no less in each epoch than before\.": lambda n, _: speeds(n)[1] >= speeds(n)[0],
    r"A line with (\d+) visible bends": lambda n, m: is_angular(n) and bends(n) == int(m[1]) > 1,
    r"What it has learned": lambda n, _: not is_angular(n) or bends(n) < 2,
    r"it follows the points; nobody told it the formula": lambda n, _: follows(n),
    r"it doesn't follow the points closely": lambda n, _: not follows(n),
    r"The loss has come down to (.+)\.": lambda n, m: ends(n)[1] < ends(n)[0] and shows(m[1], ends(n)[1]),
    r"The loss hasn't come down: it is (?:about )?(.+)\.": lambda n, m: (
        ends(n)[1] >= ends(n)[0] and shows(m[1], ends(n)[1])
    ),
    r"The line is made of straight pieces\.": lambda n, _: is_angular(n) and (bends(n) > 0 or not is_straight(n)),
    r"The line is straight, or nearly so\.": lambda n, _: is_straight(n),
    r"The line is a curve\.": lambda n, _: not is_straight(n) and not is_angular(n),
}


@cache
def said(name: str) -> list[str]:
    return assert_claims_are_true(told(name), name, TABLE)


@pytest.mark.parametrize("name", slow_but(CURVES, "quadratic", "tanh", "at once"))
def test_what_is_claimed_of_a_curve_is_true(name: str) -> None:
    assert said(name)


@pytest.mark.slow
def test_lessons_break_the_story_in_every_way() -> None:
    every = {sentence for name in CURVES for sentence in said(name)}
    unsaid = [pattern for pattern in TABLE if not any(re.fullmatch(pattern, sentence) for sentence in every)]
    assert unsaid == []


def test_a_lesson_of_two_features_is_told_what_it_would_need() -> None:
    data = Data(("a", "b"), ((0, 1), (1, 2), (2, 2)), ((0.5,), (1.0,), (2.0,)))
    with pytest.raises(LessonError, match="one feature, and one number as its target"):
        tell_curve(study(with_snapshots(plan(data, epochs=2).lesson())))
