"""The storyboard of a backward pass, checked as plain data."""

from __future__ import annotations

import math

import pytest

from scenes.lessons import find_lesson
from scenes.storyboards.backpropagation import BackStory
from scenes.storyboards.readout import say
from scenes.storyboards.tell_backpropagation import tell_backpropagation
from scenes.studies import Neuron, study

LESSONS = ["by-hand", "iris-mistake", "mazur"]


def story(name: str) -> BackStory:
    return tell_backpropagation(study(find_lesson(name)))


def test_mazur_s_film_shows_his_published_numbers() -> None:
    # https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
    told = story("mazur")
    assert told.loss.sheet.total is not None
    assert told.loss.sheet.total.equation.result.text == "0.298371109"
    shown = [float(say(line).split()[-1]) for line in told.update.all.lines]
    published = [0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.511301270, 0.561370121]
    assert shown == pytest.approx(published, abs=5e-9)
    # he prints 0.291027924, from a pass with rounded numbers; his biases stay as they were
    assert told.second_pass.losses[1][1].value == pytest.approx(0.291027924, abs=2e-7)


@pytest.mark.parametrize("name", LESSONS)
def test_every_delta_is_worked_out_subtracted_or_off(name: str) -> None:
    told = story(name)
    for layer in told.layers:
        worked_out = {beat.place for beat in layer.neurons}
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


@pytest.mark.parametrize("name", LESSONS)
def test_the_chain_rule_is_the_product_of_the_factors_that_were_shown(name: str) -> None:
    told = story(name)
    (chain,) = (layer.chain for layer in told.layers if layer.chain)
    product = math.prod(factor.value for factor in chain.equation.operands)
    assert product == pytest.approx(chain.equation.result.value, rel=1e-12)
    assert chain.equation.result.value != 0, "a gradient worth showing"
    (back,) = (back for back in told.layers if back.layer == chain.place.layer)
    sheets = [beat.sheet for beat in back.neurons if beat.place == chain.place.end]
    seen = {
        step.equation.result for sheet in sheets for step in (*sheet.steps, *([sheet.total] if sheet.total else []))
    }
    assert set(chain.equation.operands[:2]) <= seen


@pytest.mark.parametrize("name", LESSONS)
def test_the_weight_that_is_updated_is_that_of_the_chain_rule(name: str) -> None:
    told = story(name)
    (chain,) = (layer.chain for layer in told.layers if layer.chain)
    assert told.update.one.place == chain.place
    assert told.update.one.equation.operands[2].value == chain.equation.result.value
