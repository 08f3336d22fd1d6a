"""A study works out what is asked for, once."""

from dataclasses import replace

import pytest

from mathnet import MLP, Layer, predict_class
from scenes.lessons import find_lesson
from scenes.studies import Study, study


@pytest.fixture
def calls(monkeypatch):
    """The methods of networks that were called, in order."""
    names = []

    def note(name, method):
        def noted(*given):
            names.append(name)
            return method(*given)

        monkeypatch.setattr(MLP, name, noted)

    for name in ("forward", "backward", "update"):
        note(name, getattr(MLP, name))
    return names


def test_nothing_is_traced_before_it_is_asked_for_and_then_only_once(calls):
    studied = study(find_lesson("by-hand"))
    assert calls == []
    assert studied.forward is studied.forward and calls == ["forward"]
    assert studied.backward.forward is studied.forward and studied.predicted in (0, 1)
    assert calls == ["forward", "backward"]
    assert studied.after is studied.after and studied.predicted_after in (0, 1)
    assert calls == ["forward", "backward", "update", "forward", "backward"]


def test_what_is_worked_out_is_no_part_of_what_a_study_is():
    one, other = study(find_lesson("by-hand")), study(find_lesson("by-hand"))
    assert one.after and one == other and replace(one, history=None) == other


def test_each_part_follows_from_the_one_before():
    studied = study(find_lesson("by-hand"))
    lesson, network = studied.lesson, studied.network
    assert studied.forward == network.forward(lesson.sample.x)
    assert studied.backward == network.backward(studied.forward, lesson.sample.target)
    assert studied.update == network.update(studied.backward, lesson.learning_rate)
    assert studied.after.forward.network == studied.update.network and studied.after.target == lesson.sample.target
    assert studied.predicted == predict_class(studied.forward.output)
    assert studied.true == predict_class(lesson.sample.target)


def test_biases_that_stay_are_those_of_before():
    studied = study(find_lesson("mazur"))
    for stepped, before, updated in zip(
        studied.after.forward.network.layers, studied.network.layers, studied.update.network.layers, strict=True
    ):
        assert stepped == Layer(updated.weights, before.biases, before.activation) != updated


def test_what_cannot_be_traced_is_told_when_it_is_asked_for():
    lesson = find_lesson("by-hand")
    wild = Study(replace(lesson, learning_rate=1e308), lesson.network, None)
    assert wild.forward == study(lesson).forward
    with pytest.raises(ValueError, match="finite"):
        _ = wild.after
