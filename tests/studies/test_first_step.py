"""One step of learning at one weight is what the loss itself says of that weight."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mathnet import MLP
from scenes.lessons import Lesson, find_lesson
from scenes.storyboards.learning import tell_step
from scenes.storyboards.readout import Reader, digits
from scenes.studies import Weight, study
from scenes.studies.classes import study_classes
from scenes.studies.training import with_snapshots
from tests.storyboards.own import loss, points

NUDGE = 1e-5


def nudged(network: MLP, place: Weight, by: float) -> MLP:
    """Return the network with one of its weights changed."""
    layers = list(network.layers)
    rows = [list(row) for row in layers[place.layer - 1].weights]
    rows[place.j][place.k] += by
    layers[place.layer - 1] = replace(layers[place.layer - 1], weights=rows)
    return MLP(layers, network.loss)


def slope(lesson: Lesson, network: MLP, place: Weight) -> float:
    """Return how the loss of the first training sample changes with a weight, from two losses beside each other."""
    assert lesson.training is not None
    x, y = lesson.training.train.inputs[0], lesson.training.train.targets[0]
    high, low = (loss(nudged(network, place, by), x, y) for by in (NUDGE, -NUDGE))
    return (high - low) / (2 * NUDGE)


@pytest.mark.parametrize(
    "lesson", [find_lesson("iris"), points(20, lambda i, row: i % 2, epochs=1)], ids=lambda x: x.name
)
def test_the_step_shown_is_the_largest_and_goes_down_the_slope_of_the_loss(lesson: Lesson) -> None:
    own = study_classes(study(with_snapshots(lesson)))
    step, network, view = own.step, own.stages[0].network, own.view.layers
    rate = own.run.settings.learning_rate
    assert step.update.gradient == pytest.approx(slope(lesson, network, step.place), rel=1e-4, abs=1e-8)
    assert step.update.new == pytest.approx(step.update.old - rate * step.update.gradient)
    for layer in range(1, len(view)):
        for j in view[layer].shown[:3]:
            for k in view[layer - 1].shown[:3]:
                assert abs(slope(lesson, network, Weight(layer, j, k))) <= abs(step.update.gradient) + 1e-6


def test_a_step_is_shown_with_so_many_digits_that_it_can_be_seen() -> None:
    own = study_classes(study(with_snapshots(find_lesson("iris"))))
    beat = tell_step(own, Reader(own, 2))
    assert digits(beat.step.operands[0].text) != digits(beat.step.result.text)
