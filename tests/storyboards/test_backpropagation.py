"""The storyboard of a backward pass, checked as plain data."""

from __future__ import annotations

import math
import random

import pytest

from mathnet import MLP
from scenes.lessons import Lesson, Sample, find_lesson
from scenes.storyboards.backpropagation import BackBeat, BackStory
from scenes.storyboards.chain import Chain
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.readout import say
from scenes.storyboards.tell_backpropagation import tell_backpropagation
from scenes.studies import Neuron, study

LESSONS = ["by-hand", "iris-mistake", "mazur"]


def wide(outputs: int) -> Lesson:
    """Return a lesson with so many ways from a hidden neuron to the loss."""
    network = MLP.initialised((2, 3, outputs), ("tanh", "softmax"), "cross-entropy", random.Random(1))
    target = (1.0,) + (0.0,) * (outputs - 1)
    names = tuple(f"c{j}" for j in range(outputs))
    return Lesson(f"{outputs} ways", "wide", network, (Sample((0.5, -1.0), target),), ("a", "b"), names)


WIDE = (wide(5), wide(6), wide(30))


def story(name: str) -> BackStory:
    return tell_backpropagation(study(find_lesson(name)))


def test_mazur_s_film_shows_his_published_numbers() -> None:
    # https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
    told = story("mazur")
    assert told.loss.sheet.total is not None
    assert told.loss.sheet.total.equation.result.text == "0.298371109"
    shown = [float(say(line).split()[-1]) for _, line in told.update.all.lines]
    published = [0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.511301270, 0.561370121]
    assert shown == pytest.approx(published, abs=5e-9)
    # he prints 0.291027924, from a pass with rounded numbers; his biases stay as they were
    assert told.second_pass.losses[1][1].value == pytest.approx(0.291027924, abs=2e-7)


@pytest.mark.parametrize("name", LESSONS)
def test_every_delta_is_worked_out_subtracted_or_off(name: str) -> None:
    told = story(name)
    for layer in told.layers:
        worked_out = {beat.place for beat in layer.neurons}
        if layer.chain and not layer.together:
            worked_out.add(layer.chain.place.end)
        assert worked_out | set(layer.off) == (set() if layer.together else set(layer.deltas))
        assert all(layer.deltas[place].value == 0 and layer.deltas[place].text == "0" for place in layer.off)


@pytest.mark.parametrize("name", LESSONS)
def test_every_gradient_that_is_not_shown_is_zero(name: str) -> None:
    told = story(name)
    for layer in told.layers:
        shown = {beat.place for beat in layer.gradients}
        record = told.study.backward.layers[layer.layer - 1]
        for j, gradients in enumerate(record.weight_gradients):
            assert Neuron(layer.layer, j) in shown or not any(gradients)


def chain_of(told: BackStory) -> Chain:
    (chain,) = told.chains
    return chain


@pytest.mark.parametrize("name", LESSONS)
def test_the_chain_rule_multiplies_from_the_loss_back_to_the_weight(name: str) -> None:
    chain = chain_of(story(name))
    assert chain.gradient.value != 0, "a gradient worth showing"
    for before, link, after in zip(chain.knots, chain.links, chain.knots[1:], strict=False):
        assert after.number.value == pytest.approx(before.number.value * link.factor.value, rel=1e-12)
        assert after.worked is not None and set(after.worked.operands) == {before.number, link.factor}
    product = chain.knots[0].number.value * math.prod(link.factor.value for link in chain.links)
    assert product == pytest.approx(chain.gradient.value, rel=1e-12)


@pytest.mark.parametrize("lesson", [*map(find_lesson, LESSONS), *WIDE], ids=lambda lesson: lesson.name)
def test_all_ways_to_the_loss_add_up_to_how_it_changes_with_the_first_knot(lesson: Lesson) -> None:
    told = tell_backpropagation(study(lesson))
    chain = chain_of(told)
    assert chain.ways is not None
    parts = [row.result.value for row in chain.ways.rows] + [number.value for _, number in chain.ways.rest]
    assert math.fsum(parts) == pytest.approx(chain.knots[0].number.value, rel=1e-9)
    others = told.study.ways.others  # type: ignore[union-attr]
    assert len(chain.ways.rows) + (others.count if others else 0) == lesson.network.sizes[chain.place.layer + 1]
    drawn = [(place, row) for place, row in zip(chain.ways.edges, chain.ways.rows, strict=True) if place]
    assert all(place.start == chain.place.end and row.operands[0].path == place.path() for place, row in drawn)


@pytest.mark.parametrize("name", LESSONS)
def test_the_weight_that_is_nudged_and_updated_is_that_of_the_chain_rule(name: str) -> None:
    told = story(name)
    chain = chain_of(told)
    assert told.nudge is not None and told.nudge.place == told.update.one.place == chain.place
    assert told.update.one.equation.operands[2].value == chain.gradient.value


@pytest.mark.parametrize("name", LESSONS)
def test_neurons_that_are_off_are_spoken_of_once(name: str) -> None:
    told = story(name)
    spoken_of = [layer for layer in told.layers if "off" in layer.says]
    flat = [beat for layer in told.layers for beat in layer.neurons if beat.delta and is_flat(told, beat)]
    shown = [beat for beat in flat if beat.pace is not Pace.GLANCE]
    assert len(spoken_of) + len(shown) == bool([place for layer in told.layers for place in layer.off] + flat)


def is_flat(told: BackStory, beat: BackBeat) -> bool:
    return told.study.backward.layers[beat.place.layer - 1].neurons[beat.place.j].local == 0
