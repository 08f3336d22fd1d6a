"""The loss over one weight, as films show it: which weight, how far, and what is so of the curve there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mathnet import MLP, Layer
from scenes.lessons import Lesson, Sample, find_lesson
from scenes.studies import Study, study
from scenes.studies.slope import EACH_SIDE, WIGGLE, Slope

LESSONS = ["by-hand", "iris-mistake", "mazur"]


def slope_of(told: Study) -> Slope:
    assert told.slope is not None
    return told.slope


def line(weight: float, x: float, target: float, bias: float = 0.0, **settings: object) -> Lesson:
    network = MLP([Layer([[weight]], [bias], "identity")], "half-squared-error")
    return Lesson("line", "line", network, (Sample((x,), (target,)),), ("x",), ("y",), **settings)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", LESSONS)
def test_the_weight_that_is_turned_has_the_largest_gradient_drawn_in_its_layer(name: str) -> None:
    told = study(find_lesson(name))
    place = told.worth_showing
    gradients = told.backward.layers[place.layer - 1].weight_gradients
    seen = told.view.layers
    drawn = [abs(gradients[j][k]) for j in seen[place.layer].shown for k in seen[place.layer - 1].shown]
    assert abs(gradients[place.j][place.k]) == max(drawn)


@pytest.mark.parametrize("name", LESSONS)
def test_in_the_middle_of_the_curve_is_the_weight_with_the_loss_of_the_trace(name: str) -> None:
    told = study(find_lesson(name))
    place = told.worth_showing
    middle = slope_of(told).sweep.points[EACH_SIDE]
    assert middle.weight == told.network.layers[place.layer - 1].weights[place.j][place.k]
    assert middle.loss == told.backward.loss.value


def test_the_wiggle_of_an_ordinary_weight_is_a_tenth() -> None:
    points = slope_of(study(find_lesson("mazur"))).sweep.points
    middle = points[EACH_SIDE].weight
    assert points[EACH_SIDE - WIGGLE].weight == pytest.approx(middle - 0.1, abs=1e-12)
    assert points[EACH_SIDE + WIGGLE].weight == pytest.approx(middle + 0.1, abs=1e-12)


@pytest.mark.parametrize("rate", [1e-6, 0.5, 30.0])
def test_where_the_step_leads_is_on_the_curve(rate: float) -> None:
    told = study(line(0.5, 2.0, 3.0, learning_rate=rate))
    slope = slope_of(told)
    assert slope.after.weight == told.update.layers[0].weights[0][0].new
    assert slope.sweep.points[0].weight < slope.after.weight < slope.sweep.points[-1].weight
    across, up = slope.scales
    for point in (*slope.sweep.points, slope.after):
        assert across.low <= point.weight <= across.high and up.low <= point.loss <= up.high


def test_a_loss_that_is_too_large_has_no_curve() -> None:
    assert study(line(1.0, 1.0, 1e150)).slope is None
    assert study(line(1e154, 1.0, 0.0, learning_rate=1e-9)).slope is None


@pytest.mark.parametrize(("bias", "bends"), [(-2.0, True), (-2.25, False), (-1.75, False)])
def test_the_curve_bends_where_a_relu_that_the_weight_works_on_is_at_its_corner(bias: float, bends: bool) -> None:
    layers = [Layer([[1.0]], [0.0], "identity"), Layer([[1.0], [1.0]], [bias, 1.0], "relu")]
    lesson = replace(
        line(1.0, 2.0, 1.0),
        network=MLP(layers, "half-squared-error"),
        samples=(Sample((2.0,), (1.0, 1.0)),),
        classes=("y", "z"),
    )
    assert slope_of(study(lesson)).bends == bends


@pytest.mark.parametrize("name", LESSONS)
def test_the_curve_of_an_ordinary_lesson_has_no_corner_at_the_weight(name: str) -> None:
    assert not slope_of(study(find_lesson(name))).bends
