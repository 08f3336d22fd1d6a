"""The loss of all straight lines through some points is a quadratic form; its level lines are ellipses."""

from __future__ import annotations

import math
from random import Random

import numpy as np
import pytest

from mathnet import MLP, Layer, Samples, evaluate
from scenes.studies.landscape import Landscape, landscape_of

KINDS = {"mean-squared-error": 1.0, "half-squared-error": 0.5}
TURNS = [2 * math.pi * turn / 37 for turn in range(37)]


def drawn(seed: int) -> list[tuple[float, float]]:
    rng = Random(seed)
    middle, spread = rng.uniform(-2, 2), rng.uniform(0.3, 3)
    return [(rng.gauss(middle, spread), rng.gauss(0, 2)) for _ in range(rng.randrange(3, 12))]


def loss_of(points: list[tuple[float, float]], kind: str, w: float, b: float) -> float:
    samples = Samples([(x,) for x, _ in points], [(y,) for _, y in points])
    return evaluate(MLP([Layer([[w]], [b], "identity")], kind), samples)[0]


@pytest.fixture(params=[(seed, kind) for seed in range(8) for kind in KINDS], ids=str)
def case(request: pytest.FixtureRequest) -> tuple[list[tuple[float, float]], str, Landscape]:
    seed, kind = request.param
    points = drawn(seed)
    return points, kind, landscape_of(points, KINDS[kind])


def test_loss_of_any_line_is_that_of_the_network(case: tuple[list[tuple[float, float]], str, Landscape]) -> None:
    points, kind, landscape = case
    for w, b in ((0.0, 0.0), (1.5, -2.0), (-40.0, 3.0), (landscape.w, landscape.b)):
        assert landscape.loss(w, b) == pytest.approx(loss_of(points, kind, w, b), rel=1e-12, abs=1e-12)


def test_loss_on_an_ellipse_is_its_level(case: tuple[list[tuple[float, float]], str, Landscape]) -> None:
    points, kind, landscape = case
    for level in (1.01 * landscape.lowest, landscape.lowest + 1.0, landscape.lowest + 50.0):
        for w, b in landscape.ellipse(level, TURNS):
            assert abs(landscape.loss(w, b) - level) <= 1e-12 * level
            assert loss_of(points, kind, w, b) == pytest.approx(level, rel=1e-12)


def test_lowest_point_is_the_line_of_least_squares(case: tuple[list[tuple[float, float]], str, Landscape]) -> None:
    points, _, landscape = case
    w, b = np.polyfit(*zip(*points, strict=True), 1)
    assert (landscape.w, landscape.b) == pytest.approx((w, b))


def test_curvatures_are_the_eigenvalues_of_the_second_derivatives(
    case: tuple[list[tuple[float, float]], str, Landscape],
) -> None:
    points, kind, landscape = case
    x = np.array([x for x, _ in points])
    second = 2 * KINDS[kind] * np.array([[(x**2).mean(), x.mean()], [x.mean(), 1.0]])
    gentle, steep = np.linalg.eigvalsh(second)
    assert (landscape.gentle, landscape.steep) == pytest.approx((gentle, steep), rel=1e-9)
    assert second @ landscape.across == pytest.approx(steep * np.array(landscape.across), rel=1e-9, abs=1e-9)


def test_extent_is_how_far_an_ellipse_reaches(case: tuple[list[tuple[float, float]], str, Landscape]) -> None:
    _, _, landscape = case
    level = landscape.lowest + 2.0
    places = np.array(landscape.ellipse(level, np.linspace(0, 2 * math.pi, 20_001).tolist()))
    reach = np.abs(places - (landscape.w, landscape.b)).max(axis=0)
    assert landscape.extent(level) == pytest.approx(reach, rel=1e-6)


def test_level_lines_of_standardised_points_are_circles() -> None:
    landscape = landscape_of([(-1.0, 2.0), (1.0, 3.0)], 1.0)
    assert landscape.narrowness == pytest.approx(1.0)
    short, long = landscape.half_axes(landscape.lowest + 1.0)
    assert short == pytest.approx(long)


def test_points_above_each_other_have_no_best_line() -> None:
    with pytest.raises(ZeroDivisionError):
        landscape_of([(2.0, 1.0), (2.0, 3.0)], 1.0)
