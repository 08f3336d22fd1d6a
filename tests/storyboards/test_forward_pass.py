"""The storyboard of a forward pass, checked as plain data."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path

import pytest

from scenes.lessons import find_lesson
from scenes.storyboards.architecture import ArchitectureStory, tell_architecture
from scenes.storyboards.forward_pass import ForwardStory, Pace
from scenes.storyboards.tell_forward_pass import tell_forward_pass
from scenes.storyboards.words import say, spoken
from scenes.studies import Study, study

STORYBOARDS = Path(__file__).parents[2] / "scenes" / "storyboards"


def story(name: str) -> ForwardStory:
    return tell_forward_pass(study(find_lesson(name)))


@pytest.mark.parametrize("name", ["iris", "by-hand"])
def test_every_neuron_is_worked_out_once_with_all_its_terms(name: str) -> None:
    told = story(name)
    network = told.study.network
    assert [len(layer.neurons) for layer in told.layers] == list(network.sizes[1:])
    for layer, inputs in zip(told.layers, network.sizes[:-1], strict=True):
        assert all(len(neuron.sheet.rows) == inputs for neuron in layer.neurons)


@pytest.mark.parametrize("name", ["iris", "by-hand"])
def test_the_first_is_slow_and_the_last_at_a_glance(name: str) -> None:
    paces = [neuron.pace for layer in story(name).layers for neuron in layer.neurons]
    assert paces[0] is Pace.WHOLE
    assert paces[-1] is Pace.GLANCE
    assert paces.count(Pace.WHOLE) == 1


@pytest.mark.parametrize("tell", [tell_forward_pass, tell_architecture])
@pytest.mark.parametrize("name", ["iris", "by-hand", "diabetes", "moons"])
def test_a_film_begins_with_a_question(name: str, tell: Callable[[Study], ForwardStory | ArchitectureStory]) -> None:
    told = tell(study(find_lesson(name)))
    begun = told.entrance if isinstance(told, ForwardStory) else told.layers
    assert say(spoken(next(iter(begun.says.values())))).endswith("?")


@pytest.mark.parametrize("name", ["iris", "by-hand", "moons"])
def test_sums_of_a_layer_stay_on_their_axis_while_they_are_added_up(name: str) -> None:
    for layer in story(name).layers:
        low, high = layer.axis
        for neuron in layer.neurons:
            reached = list(accumulate(term.value for term in neuron.sheet.terms))
            assert low < min(0.0, *reached) and max(0.0, *reached) < high


def test_by_hand_is_exact_on_screen_up_to_the_softmax() -> None:
    told = story("by-hand")
    for neuron in (neuron for layer in told.layers for neuron in layer.neurons):
        assert neuron.sheet.total
        equations = [*neuron.sheet.rows, neuron.sheet.total.equation, *(step.equation for step in neuron.sheet.steps)]
        for equation in equations:
            assert equation.relation == "="
            for readout in (*equation.operands, equation.result):
                assert float(readout.text.replace("−", "-")) == readout.value


def test_storyboards_import_no_manim() -> None:
    names = [f"scenes.storyboards.{path.stem}" for path in STORYBOARDS.glob("*.py")]
    code = f"import sys; sys.modules['manim'] = None; import {', '.join(names)}"
    subprocess.run([sys.executable, "-c", code], check=True)
