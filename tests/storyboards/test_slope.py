"""The storyboard of a gradient that is seen as a slope, checked as plain data."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scenes.lessons import find_lesson
from scenes.storyboards.backpropagation import BackStory
from scenes.storyboards.readout import readouts_of
from scenes.storyboards.slope import SlopeBeat
from scenes.storyboards.tell_backpropagation import tell_backpropagation
from scenes.storyboards.words import spoken
from scenes.studies import study

LESSONS = ["by-hand", "iris-mistake", "mazur", "quadratic"]


def story(name: str) -> BackStory:
    return tell_backpropagation(study(find_lesson(name)))


def wiggle_of(told: BackStory) -> SlopeBeat:
    assert told.nudge is not None
    return told.nudge.slope


@pytest.mark.parametrize("name", LESSONS)
def test_the_slope_is_asked_for_and_found_to_be_the_gradient_that_the_chain_rule_gives(name: str) -> None:
    told = story(name)
    (chain,), asked = told.chains, wiggle_of(told)
    assert chain.slope is not None and asked.asks and not chain.slope.asks
    for beat in (asked, chain.slope):
        assert beat.stops[0].weight.path == chain.place.path()
        assert beat.curve.gradient == chain.gradient


@pytest.mark.parametrize("name", LESSONS)
def test_the_dot_goes_from_point_to_point_and_comes_back(name: str) -> None:
    beat = wiggle_of(story(name))
    weights = [weight for weight, _ in beat.curve.points]
    passed = [weights.index(stop.weight.value) for stop in beat.stops]
    assert all(abs(before - after) == 1 for before, after in pairwise(passed))
    assert set(passed) == set(range(len(weights)))
    assert beat.stops[0] == beat.stops[beat.halts[1]] == beat.stops[-1]
    assert all(stop.loss.value == dict(beat.curve.points)[stop.weight.value] for stop in beat.stops)


@pytest.mark.parametrize("name", LESSONS)
def test_at_each_stop_the_network_shows_its_weight_and_what_comes_of_it_and_in_the_end_what_it_was(name: str) -> None:
    told = story(name)
    assert told.nudge is not None
    stops = zip(told.nudge.slope.stops, told.nudge.turned, strict=True)
    assert all(stop.weight.value == turned.weight.value for stop, turned in stops)
    first, last = told.nudge.turned[0], told.nudge.turned[-1]
    assert first == last and first.held.items() <= told.recall.values.items()
    outputs = [place for place in told.recall.values if place.layer == len(told.study.network.layers)]
    assert {told.nudge.place.end, *outputs} <= {*first.held}


@pytest.mark.parametrize("name", LESSONS)
def test_the_two_losses_that_are_said_are_those_of_the_halts(name: str) -> None:
    beat = wiggle_of(story(name))
    down, up = (beat.stops[halt] for halt in beat.halts[2:4])
    assert down.weight.value < beat.stops[0].weight.value < up.weight.value
    assert readouts_of(spoken(beat.says["wiggle"])) == (down.weight, down.loss, up.weight, up.loss)
    assert down.loss.text != up.loss.text


@pytest.mark.parametrize("name", LESSONS)
def test_the_step_goes_from_the_old_weight_to_the_new_one_of_the_update(name: str) -> None:
    told = story(name)
    one, beat = told.update.one, told.update.slope
    assert beat is not None
    first, last = beat.stops[0], beat.stops[-1]
    assert (first.weight, last.weight) == (one.equation.operands[0], one.equation.result)
    passed = [stop.weight.value for stop in beat.stops]
    assert passed in (sorted(passed), sorted(passed, reverse=True))
    # it is not the loss after all weights have stepped
    assert last.loss.value != told.study.after.loss.value
