"""The ways down are those of mathnet's training, step for step; their rates lie where they are said to."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from mathnet import Samples, TrainingSettings, train
from scenes.lessons import Lesson, LessonError, find_lesson
from scenes.studies.descent import BEST, FLAT, START, DescentStudy, check_descent
from scenes.studies.walks import GOOD, LARGE, MOMENTUM, SINGLE, SMALL, Walk
from tests.storyboards.test_claims_descent import CASES, lesson, told

STEPS = 40


def studied(name: str) -> DescentStudy:
    return told(name).study  # which is worked out once for both


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("place", [GOOD, SMALL, LARGE, MOMENTUM])
def test_positions_of_whole_batches_are_the_snapshots_of_training(name: str, place: int) -> None:
    own, walk = lesson(name), studied(name).walks[place]
    assert own.training is not None
    settings = TrainingSettings(walk.rate, STEPS, len(own.training.train), walk.momentum, False, 1)
    history = train(own.network, own.training.train, settings=settings).history
    for position, snapshot, record in zip(walk.positions, history.snapshots, history.epochs, strict=False):
        (layer,) = snapshot.network.layers
        assert (position.w, position.b) == (layer.weights[0][0], layer.biases[0])
        assert position.loss == record.train_loss


@pytest.mark.parametrize("name", CASES)
def test_positions_of_single_points_are_those_of_training_after_each_pass(name: str) -> None:
    own, walk = lesson(name), studied(name).walks[SINGLE]
    assert own.training is not None
    settings = TrainingSettings(walk.rate, 5, 1, snapshot_every=1)
    rng = random.Random(own.training.seed)
    history = train(own.network, own.training.train, settings=settings, rng=rng).history
    for snapshot in history.snapshots:
        position = walk.positions[snapshot.epoch * len(own.training.train)]
        (layer,) = snapshot.network.layers
        assert (position.w, position.b) == (layer.weights[0][0], layer.biases[0])


@pytest.mark.parametrize("name", CASES)
def test_rates_are_on_their_side_of_the_limit(name: str) -> None:
    own = studied(name)
    limit = own.landscape.limit
    assert limit / 4 <= own.walks[GOOD].rate <= limit / 2 * (1 + 1e-12)
    assert own.walks[SMALL].rate == pytest.approx(own.walks[GOOD].rate / 10)
    assert 1.05 * limit <= own.walks[LARGE].rate * (1 + 1e-12) <= 1.16 * limit
    assert own.walks[MOMENTUM].rate == own.walks[GOOD].rate
    steepest = max(2 * own.landscape.share * (x * x + 1) for x, _ in own.points)
    assert own.walks[SINGLE].rate <= 1 / steepest * (1 + 1e-12)


@pytest.mark.parametrize("name", CASES)
def test_a_way_is_down_as_soon_as_99_percent_are_done(name: str) -> None:
    own = studied(name)
    enough = own.landscape.lowest + 0.01 * (own.tries[START].loss - own.landscape.lowest)

    def is_down(walk: Walk, step: int) -> bool:
        return walk.positions[step].loss <= enough * (1 + 1e-9)

    for walk in own.walks:
        if walk.reached is None:
            assert not any(is_down(walk, step) for step in range(walk.most))
        else:
            assert is_down(walk, walk.reached)
            assert walk.positions[walk.reached - 1].loss > enough * (1 - 1e-9)
            assert walk.looked == walk.reached * walk.batch


def test_the_built_in_lesson_can_be_followed_with_pencil_and_paper() -> None:
    own = studied("line")
    assert [own.tries[index].loss for index in (START, FLAT, BEST)] == [3.5, 1.0, 0.5]
    assert (own.landscape.w, own.landscape.b, own.landscape.lowest) == (1.0, 0.5, 0.5)
    (layer,) = own.walks[GOOD].updates[0].layers
    assert (layer.weights[0][0].gradient, layer.biases[0].gradient) == (-4.0, -2.0)


@pytest.mark.parametrize("name", CASES)
def test_levels_rise_from_the_lowest_loss(name: str) -> None:
    own = studied(name)
    assert list(own.levels) == sorted(set(own.levels))
    assert own.landscape.lowest < own.levels[0] < own.tries[START].loss


def with_points(points: list[tuple[float, float]]) -> Lesson:
    line = find_lesson("line")
    assert line.training is not None
    samples = Samples([(x,) for x, _ in points], [(y,) for _, y in points])
    return replace(line, training=replace(line.training, train=samples))


@pytest.mark.parametrize(
    ("refused", "sentence"),
    [
        (with_points([(1.0, 2.0)]), "two different x at least, given 1 at 1"),
        (with_points([(3.0, float(i)) for i in range(6)]), "two different x at least, given 6 at 1"),
        (with_points([(float(i), 0.0) for i in range(41)]), "2 to 40 points"),
        (with_points([(1e6 + i, float(i)) for i in range(5)]), "standardise"),
        (with_points([(1e200, 1.0), (2e200, 2.0)]), "standardise"),
        (with_points([(0.0, 1e200), (1.0, 2e200)]), "standardise"),
        (with_points([(0.0, 1.5), (1.0, 0.5), (2.0, -0.5)]), "the best line already"),
        (find_lesson("quadratic"), "one linear neuron"),
        (find_lesson("mazur"), "one linear neuron"),
    ],
)
def test_what_is_no_landscape_is_refused_in_a_sentence(refused: Lesson, sentence: str) -> None:
    with pytest.raises(LessonError, match=sentence):
        check_descent(refused)
