"""The flowers that the Iris films show are what their lessons say of them."""

import pytest

from scenes.lessons import BUILT_IN
from scenes.studies import study


@pytest.fixture(scope="module")
def close_call():
    return study(BUILT_IN["iris"]().lesson())


@pytest.fixture(scope="module")
def mistake():
    return study(BUILT_IN["iris-mistake"]().lesson())


def test_the_flower_shown_is_the_closest_call_of_the_test_set_and_the_network_gets_it_right(close_call):
    lesson, (third, second, first) = close_call.lesson, sorted(close_call.forward.output)
    assert lesson.sample.x in lesson.training.test.inputs and lesson.sample.x not in lesson.training.train.inputs
    assert close_call.predicted == close_call.true
    assert 0.4 < second < first < 0.6 and third < 0.1
    margins = [sorted(close_call.network.forward(x).output)[-2:] for x in lesson.training.test.inputs]
    assert first - second == min(high - low for low, high in margins)


def test_the_mistake_is_a_flower_of_the_training_set_that_the_network_gets_wrong_and_learns_from(mistake):
    lesson = mistake.lesson
    assert lesson.sample.x in lesson.training.train.inputs
    assert mistake.predicted != mistake.true
    assert mistake.after.loss.value < mistake.backward.loss.value


def test_both_lessons_show_one_network(close_call, mistake):
    assert close_call.network == mistake.network
    assert close_call.network.sizes == (4, 8, 6, 3)
    assert close_call.network.activations == ("relu", "relu", "softmax")
    assert close_call.history.settings.epochs == 100
