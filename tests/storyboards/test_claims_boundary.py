"""What the film of a boundary claims is held against lessons that break its story, by lines tried one by one."""

from __future__ import annotations

import math
from functools import cache
from itertools import pairwise, product

import pytest

from mathnet import predict_class
from scenes.lessons import Data, LessonError, Plan, datasets
from scenes.storyboards.tell_training_boundary import BoundaryStory, tell_boundary
from scenes.studies import study
from scenes.studies.boundary import COLUMNS, ROWS, X, Y, are_separable
from scenes.studies.training import with_snapshots
from scenes.studies.units import standardised
from tests.quickly import slow_but
from tests.storyboards.breaking import PLANES
from tests.storyboards.claims import assert_claims_are_true

Pair = tuple[float, float]


@cache
def told(name: str) -> BoundaryStory:
    return tell_boundary(study(with_snapshots(PLANES[name].lesson())))


@cache
def points(name: str) -> tuple[tuple[Pair, int, bool], ...]:
    """Return each point as measured, its class, and whether the trained network is right."""
    own, data = told(name).study, PLANES[name].data
    return tuple(
        (
            (row[0], row[1]),
            kind,
            predict_class(own.network.forward(standardised(row, own.lesson.scaling)).output) == kind,
        )
        for row, kind in zip(data.rows, data.targets, strict=True)
    )


def a_line_parts(one: list[Pair], other: list[Pair]) -> bool:
    """Try a line in every direction: between those in which two points of different classes swap places."""
    if not one or not other:
        return False
    stretch = [max(p[k] for p in (*one, *other)) - min(p[k] for p in (*one, *other)) or 1.0 for k in range(2)]
    one, other = ([(p[0] / stretch[0], p[1] / stretch[1]) for p in some] for some in (one, other))
    swaps = {(math.atan2(q[1] - p[1], q[0] - p[0]) + math.pi / 2) % math.pi for p, q in product(one, other)}
    angles = sorted(swaps)
    for angle, after in pairwise([*angles, angles[0] + math.pi]):
        across = (math.cos((angle + after) / 2), math.sin((angle + after) / 2))
        near, far = ([across[0] * p[0] + across[1] * p[1] for p in some] for some in (one, other))
        if max(near) < min(far) - 1e-12 or max(far) < min(near) - 1e-12:
            return True
    return False


def separable(name: str) -> bool:
    return a_line_parts(*([place for place, kind, _ in points(name) if kind == own] for own in range(2)))


def both(name: str) -> bool:
    return len(set(PLANES[name].data.targets)) == 2


def solved(name: str) -> bool:
    return all(right for _, _, right in points(name))


def mixed(name: str) -> bool:
    return any(p[0] == q[0] and p[1] != q[1] for p, q in product(points(name), repeat=2))


def bends(name: str) -> bool:
    """Whether the network does anything but weigh: whether the middle of two inputs gets the middle of their sums."""
    forward = told(name).study.network.forward
    for low, high in (((-3.0, -2.0), (1.0, 5.0)), ((-4.0, 4.0), (2.0, -1.0)), ((-9.0, 0.0), (9.0, 1.0))):
        middle = tuple((p + q) / 2 for p, q in zip(low, high, strict=True))
        sums = [[neuron.z for neuron in forward(x).layers[-1].neurons] for x in (low, middle, high)]
        if any(abs(p + q - 2 * m) > 1e-9 for p, m, q in zip(*sums, strict=True)):
            return True
    return False


@cache
def answers(name: str, stage: int) -> tuple[bool, ...]:
    """Return whether the second class is as likely as the first, all over the chart."""
    own = told(name).study
    xs, ys = own.scales[X], own.scales[Y]
    places = [
        (
            xs.low + (xs.high - xs.low) * i / (COLUMNS - 1),
            ys.low + (ys.high - ys.low) * j / (ROWS - 1),
        )
        for j in range(ROWS)
        for i in range(COLUMNS)
    ]
    forward = own.stages[stage].network.forward
    return tuple(forward(standardised(place, own.lesson.scaling)).output[-1] >= 0.5 for place in places)


def drawn(name: str, stage: int) -> bool:
    return len(set(answers(name, stage))) == 2


def moved(name: str, passage: int) -> float:
    first, last = told(name).passages[passage].first, told(name).passages[passage].last
    surfaces = told(name).study.surfaces[first : last + 1]
    before, *later = ([value >= 0.5 for row in surface for value in row] for surface in surfaces)
    return max(sum(p is not q for p, q in zip(before, after, strict=True)) / len(before) for after in later)


def change(name: str) -> float:
    """Return what became of the loss in the second passage."""
    story = told(name)
    first, last = (
        story.study.run.epochs[story.study.stages[i].epoch] for i in (story.passages[1].first, story.passages[1].last)
    )
    return last.train_loss / first.train_loss - 1


def ends(name: str) -> tuple[float, float]:
    record = told(name).study.run.epochs[-1]
    assert record.test_loss is not None
    return record.train_loss, record.test_loss


def astray(name: str) -> tuple[float, float]:
    """Return which share of the training points is wrong in the end, and which of the test points."""
    own, shares = told(name).study, []
    training = own.lesson.training
    assert training is not None
    for samples in (training.train, training.test or training.train):
        pairs = zip(samples.inputs, samples.targets, strict=True)
        wrong = [predict_class(own.network.forward(x).output) != predict_class(y) for x, y in pairs]
        shares.append(sum(wrong) / len(wrong))
    return shares[0], shares[1]


TABLE = {
    r"Here are two classes of points, and no straight line parts them\.": lambda n, _: both(n) and not separable(n),
    r"Here are two classes of points\. A straight line could part them\.": lambda n, _: separable(n),
    r"All points here are of one class\.": lambda n, _: not both(n),
    r"So far it says the same class everywhere\.": lambda n, _: (
        not any(drawn(n, stage) for stage in range(told(n).passages[0].last + 1))
    ),
    r"A straight line won't do here\.": lambda n, _: both(n) and not separable(n),
    r"A straight line would do here\.": lambda n, _: separable(n),
    r"There is nothing to be parted here\.": lambda n, _: not both(n),
    r"Its hidden neurons let the network bend the line\.": lambda n, _: bends(n),
    r"This network can only draw a straight one\.": lambda n, _: not bends(n),
    r"The loss falls": lambda n, _: change(n) < -0.01,
    r"The loss rises": lambda n, _: change(n) > 0.01,
    r"The loss hardly changes": lambda n, _: abs(change(n)) <= 0.01,
    r"In these epochs the line hardly moves\.": lambda n, _: drawn(n, told(n).passages[2].last) and moved(n, 2) < 0.02,
    r"In these epochs the line keeps moving\.": lambda n, _: drawn(n, told(n).passages[2].last) and moved(n, 2) >= 0.02,
    r"It says the same class everywhere\.": lambda n, _: not drawn(n, told(n).passages[2].last),
    r"It ends higher than the training loss\.": lambda n, _: ends(n)[1] > ends(n)[0],
    r"It ends lower .+: by chance, a smaller share of these points lies on the wrong side\.": lambda n, _: (
        ends(n)[1] < ends(n)[0] and astray(n)[1] < astray(n)[0]
    ),
    r"It ends lower .+: by chance, these points are easier for it\.": lambda n, _: ends(n)[1] < ends(n)[0],
    r"Both losses end alike\.": lambda n, _: ends(n)[1] == ends(n)[0],
    r"The boundary that it found": lambda n, _: drawn(n, -1),
    r"It found no boundary": lambda n, _: not drawn(n, -1),
    r"; those with a ring do not\.": lambda n, _: not solved(n),
    r"\.": lambda n, _: solved(n),
    r"With points of one class alone, there is nothing to tell apart\.": lambda n, _: not both(n),
    r"No straight line could have got all of them right\.": lambda n, _: solved(n) and both(n) and not separable(n),
    r"A straight line is enough for these points\.": lambda n, _: solved(n) and separable(n),
    r"A straight line could get all of them right: this network hasn't found one\.": lambda n, _: (
        separable(n) and not solved(n)
    ),
    r"A line with enough bends could get all of them right, and might do worse on new points\.": lambda n, _: (
        bends(n) and not mixed(n)
    ),
    r"Where points of both classes lie at one place, nobody gets all of them right\.": lambda n, _: mixed(n),
    r"No straight line gets all of them right, and this network draws no other\.": lambda n, _: (
        not separable(n) and not bends(n)
    ),
}


@cache
def said(name: str) -> list[str]:
    return assert_claims_are_true(told(name), name, TABLE)


@pytest.mark.parametrize("name", slow_but(PLANES, "at once", "alike"))
def test_what_is_claimed_of_a_boundary_is_true(name: str) -> None:
    assert said(name)


@pytest.mark.slow
def test_lessons_break_the_story_in_every_way() -> None:
    every = {sentence for name in PLANES for sentence in said(name)}
    assert len(every) == len(TABLE)


@pytest.mark.parametrize(("seed", "noise"), list(product(range(8), (0.3, 1.5, 3.0))))
def test_a_line_is_found_where_there_is_one(seed: int, noise: float) -> None:
    data = datasets.blobs(14, classes=2, noise=noise, seed=seed)
    kinds = [[row for row, kind in zip(data.rows, data.targets, strict=True) if kind == own] for own in range(2)]
    assert are_separable(*map(set, kinds)) == a_line_parts(*kinds)  # type: ignore[arg-type]


def test_a_lesson_that_says_no_two_classes_is_told_what_it_would_need() -> None:
    values = Data(("a", "b"), ((0, 1), (1, 2), (2, 2)), ((0.5, 1.0), (1.0, 2.0), (2.0, 0.5)), outputs=("c", "d"))
    lesson = Plan("values", values, hidden=(2,), epochs=2, test_share=0).lesson()
    with pytest.raises(LessonError, match="two features, two classes"):
        tell_boundary(study(lesson))
