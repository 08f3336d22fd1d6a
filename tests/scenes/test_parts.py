"""The audit finds it where what is shown of many is not what the film says it is: each fault planted is told of."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import Any

import pytest

from scenes import training
from scenes.lessons import Data, Lesson, Plan, datasets
from scenes.studies import Weight, classes, curve, weights
from tests.scenes.audit import first_fault


def many_classes() -> Lesson:
    """Return a lesson of classes that can't be told apart."""
    rng = Random(1)
    rows = tuple((rng.gauss(0, 1), rng.gauss(0, 1)) for _ in range(84))
    data = Data(("a", "b"), rows, tuple(i % 14 for i in range(84)), tuple("ABCDEFGHIJKLMN"))
    return Plan("many", data, hidden=(3,), epochs=1).lesson()


def wide() -> Lesson:
    return Plan("wide", datasets.quadratic(20), hidden=(40,), epochs=6, learning_rate=0.002).lesson()


@pytest.mark.slow
def test_that_other_classes_are_shown_than_the_most_confused_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classes.Confusion, "most_confused", lambda own, most: tuple(range(most)))
    assert "most mistakes are in" in first_fault("most mistakes are in", training.LearnClasses, many_classes())


@pytest.mark.slow
def test_that_a_band_shows_another_parameter_than_its_strongest_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    in_bands = curve.in_bands

    def take_first(stages: Any) -> curve.Bands:
        bands = in_bands(stages)
        return replace(bands, stages=tuple(row[:: bands.size] for row in stages))

    monkeypatch.setattr(curve, "in_bands", take_first)
    assert "the colours of panel" in first_fault("the colours of panel", training.LearnCurve, wide())


@pytest.mark.slow
def test_that_parameters_have_rows_too_thin_to_be_told_apart_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curve, "MOST_BANDS", 100)
    assert "can't be told apart" in first_fault("can't be told apart", training.LearnCurve, wide())


@pytest.mark.slow
def test_that_another_weight_is_ringed_than_the_most_changed_of_those_drawn_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def ends(own: weights.WeightStudy) -> Weight:
        return Weight(1, own.part.layers[1].shown[-1], own.part.layers[0].shown[-1])

    monkeypatch.setattr(weights.WeightStudy, "most_changed", property(ends))
    lesson = Plan("wide", datasets.load_set("wine"), hidden=(16,), epochs=2).lesson()
    assert "changed most, the ring is around" in first_fault(
        "changed most, the ring is around", training.CompareWeights, lesson
    )
