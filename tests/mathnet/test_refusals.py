"""Bad input anywhere is a ValueError that says what was given and what was expected."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from mathnet import (
    MLP,
    EpochRecord,
    Layer,
    Samples,
    TrainingSettings,
    checks,
    evaluate,
    predict_class,
    train,
    update_from_batch,
)

NETWORK = MLP.initialised([2, 3, 2], ["tanh", "softmax"], "cross-entropy", Random(0))
OTHER = MLP.initialised([2, 3, 2], ["tanh", "softmax"], "cross-entropy", Random(1))
TRACE = NETWORK.forward([1, 2])
BACKWARD = NETWORK.backward(TRACE, [0, 1])
UPDATE = NETWORK.update(BACKWARD, 0.1)
SAMPLES = Samples([[1, 2]], [[0, 1]])
SETTINGS = TrainingSettings(0.1, 1)
ITSELF = [1.0]
ITSELF.append(ITSELF)
DEEP = 1.0
for _ in range(100_000):
    DEEP = [DEEP]


class Nasty:
    """Offers to be a number, and fails at everything."""

    def __float__(self):
        raise RuntimeError("no")

    def __repr__(self):
        raise RuntimeError("no")


def initialised(sizes=(2, 2), activations=("relu",), loss="half-squared-error", rng=None, initialisation="he"):
    return MLP.initialised(sizes, activations, loss, Random(0) if rng is None else rng, initialisation)


def layer(inputs=2, outputs=2, activation="relu"):
    return Layer([[0.0] * inputs] * outputs, [0.0] * outputs, activation)


NOT_NUMBERS = [math.nan, math.inf, -math.inf, "1", b"1", None, True, 1j, [1.0], 10**400, 10**5000, Nasty(), np.True_]
NOT_VECTORS = [None, 1.0, "12", b"12", {1: 2, 3: 4}, {1.0, 2.0}, [], [1.0], [1, 2, 3], [[1], [2]], ITSELF, DEEP]
NOT_VECTORS += [np.zeros((2, 2)), np.array(1.0), np.array(["1", "2"]), range(3), (x for x in "ab"), object()]


def check(call, given="given", expected="expected"):
    with pytest.raises(ValueError) as caught:
        call()
    message = str(caught.value)
    assert given in message and expected in message, message
    assert len(message) < 500 and "\n" not in message


@pytest.mark.parametrize("bad", NOT_NUMBERS, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize(
    "use",
    [
        lambda bad: Layer([[bad, 1.0]], [0.0], "relu"),
        lambda bad: Layer([[1.0, 1.0]], [bad], "relu"),
        lambda bad: NETWORK.forward([bad, 1.0]),
        lambda bad: NETWORK.backward(TRACE, [bad, 1.0]),
        lambda bad: NETWORK.update(BACKWARD, bad),
        lambda bad: NETWORK.update(BACKWARD, 0.1, momentum=bad),
        lambda bad: predict_class([bad, 1.0]),
        lambda bad: Samples([[bad]], [[1.0]]),
        lambda bad: Samples([[1.0]], [[bad]]),
        lambda bad: TrainingSettings(bad, 10),
        lambda bad: TrainingSettings(0.1, 10, momentum=bad),
    ],
)
def test_what_is_no_finite_number_is_refused_wherever_one_is_wanted(use, bad):
    check(lambda: use(bad))


@pytest.mark.parametrize("bad", NOT_VECTORS, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize(
    "use",
    [
        lambda bad: Layer([[1.0], [1.0]], bad, "relu"),
        lambda bad: Layer([[1.0, 2.0], bad], [1.0, 2.0], "relu"),
        NETWORK.forward,
        lambda bad: NETWORK.backward(TRACE, bad),
        lambda bad: Samples([[1, 2], bad], [[1], [2]]),
        lambda bad: Samples([[1], [2]], [[1, 2], bad]),
    ],
)
def test_what_is_no_vector_of_the_right_length_is_refused_wherever_one_is_wanted(use, bad):
    check(lambda: use(bad))


@pytest.mark.parametrize("bad", [0, -1, 1.0, 1.5, "1", b"1", True, math.nan, [1], np.float64(1.0), np.array([1, 2])])
@pytest.mark.parametrize(
    "use",
    [
        lambda bad: initialised(sizes=[bad, 2]),
        lambda bad: TrainingSettings(0.1, bad),
        lambda bad: TrainingSettings(0.1, 1, batch_size=bad),
        lambda bad: TrainingSettings(0.1, 1, snapshot_every=bad),
    ],
)
def test_what_is_no_whole_number_of_at_least_one_is_refused_wherever_one_is_wanted(use, bad):
    check(lambda: use(bad), expected="whole number of at least 1")


BAD_NAMES = ["", "ReLU", "relu ", None, 3, ["relu"], b"relu", {}]


@pytest.mark.parametrize("bad", BAD_NAMES, ids=str)
@pytest.mark.parametrize(
    ("use", "expected"),
    [
        (lambda bad: layer(activation=bad), "relu, sigmoid, tanh, identity, softmax"),
        (lambda bad: initialised(activations=[bad]), "relu, sigmoid, tanh, identity, softmax"),
        (lambda bad: MLP([layer()], bad), "cross-entropy"),
        (lambda bad: initialised(initialisation=bad), "uniform, glorot, he"),
    ],
)
def test_an_unknown_name_is_refused_with_the_known_ones(use, expected, bad):
    check(lambda: use(bad), expected=expected, given=repr(bad))


@pytest.mark.parametrize(
    ("call", "expected", "given"),
    [
        # shapes
        (lambda: Layer([], [], "relu"), "at least one row", "none"),
        (lambda: Layer([[]], [0], "relu"), "at least one number", "none"),
        (lambda: Layer([[1, 2], [3]], [0, 0], "relu"), "weights[1]: expected 2 numbers", "given 1"),
        (lambda: Layer([[1, 2]], [0, 0], "relu"), "biases: expected 1 number,", "given 2"),
        (lambda: Layer("ab", [0], "relu"), "rows of numbers", "'ab'"),
        (lambda: NETWORK.forward([1]), "input: expected 2 numbers", "given 1: [1.0]"),
        (lambda: NETWORK.backward(TRACE, [1]), "target: expected 2 numbers", "given 1"),
        (lambda: predict_class([]), "at least one number", "none"),
        (lambda: Samples([], []), "at least one row", "none"),
        (lambda: Samples([[1], [2]], [[1]]), "targets: expected 2 rows", "given 1"),
        (lambda: evaluate(NETWORK, Samples([[1]], [[0, 1]])), "inputs[0]: expected 2 numbers", "given 1"),
        (lambda: evaluate(NETWORK, Samples([[1, 2]], [[1]])), "targets[0]: expected 2 numbers", "given 1"),
        # networks
        (lambda: MLP([], "cross-entropy"), "at least one Layer", "none"),
        (lambda: MLP(layer(), "half-squared-error"), "Layers", "Layer("),
        (lambda: MLP(["relu"], "half-squared-error"), "a Layer", "'relu'"),
        (lambda: MLP([layer(2, 3), layer(2, 2)], "half-squared-error"), "take the 3 outputs", "takes 2"),
        (lambda: MLP([layer(2, 2, "softmax"), layer()], "half-squared-error"), "only in the last", "layers[0]"),
        (lambda: MLP([layer()], "cross-entropy"), "expected softmax", "given relu"),
        (lambda: MLP([layer(2, 2, "sigmoid")], "cross-entropy"), "expected softmax", "given sigmoid"),
        (lambda: MLP([layer(2, 2, "softmax")], "binary-cross-entropy"), "expected sigmoid", "given softmax"),
        (lambda: initialised(sizes=[2]), "at least two whole numbers", "[2]"),
        (lambda: initialised(sizes=2), "at least two whole numbers", "given 2"),
        (lambda: initialised(sizes=[2, -3]), "sizes[1]: expected a whole number of at least 1", "-3"),
        (lambda: initialised(activations=[]), "activations: expected 1", "given 0"),
        (lambda: initialised(activations="relu"), "1 names", "'relu'"),
        (lambda: initialised(rng=7), "random.Random", "given 7"),
        (lambda: initialised(rng=np.random.default_rng(0)), "random.Random", "Generator"),
        # targets
        (lambda: NETWORK.backward(TRACE, [0.5, 0.6]), "add up to 1", "[0.5, 0.6]"),
        (lambda: NETWORK.backward(TRACE, [-1, 2]), "from 0 to 1", "[-1.0, 2.0]"),
        (lambda: evaluate(NETWORK, Samples([[1, 2]], [[1, 1]])), "targets[0]: cross-entropy expected", "[1.0, 1.0]"),
        # traces
        (lambda: OTHER.backward(TRACE, [0, 1]), "one of this network", "another network"),
        (lambda: OTHER.update(BACKWARD, 0.1), "one of this network", "another network"),
        (lambda: NETWORK.backward([1, 2], [0, 1]), "what forward returned", "[1, 2]"),
        (lambda: NETWORK.update(TRACE, 0.1), "what backward returned", "ForwardTrace"),
        (lambda: update_from_batch(NETWORK, [], 0.1), "at least one backward trace", "none"),
        (lambda: update_from_batch(NETWORK, BACKWARD, 0.1), "backward traces", "BackwardTrace"),
        (lambda: NETWORK.update(BACKWARD, 0.1, 0.9, UPDATE), "led to this network", "another"),
        (lambda: NETWORK.update(BACKWARD, 0.1, 0.9, "text"), "what update returned", "'text'"),
        # training
        (lambda: NETWORK.update(BACKWARD, 0.0), "greater than 0", "0.0"),
        (lambda: NETWORK.update(BACKWARD, -0.1), "greater than 0", "-0.1"),
        (lambda: NETWORK.update(BACKWARD, 0.1, momentum=1.0), "not including, 1", "1.0"),
        (lambda: TrainingSettings(0.1, 1, momentum=-0.5), "from 0", "-0.5"),
        (lambda: TrainingSettings(0.1, 1, shuffle=1), "True or False", "1"),
        (lambda: train(NETWORK, SAMPLES, settings=SETTINGS), "random.Random to shuffle", "None"),
        (lambda: train(NETWORK, SAMPLES, settings=0.1, rng=Random(0)), "TrainingSettings", "0.1"),
        (lambda: train("net", SAMPLES, settings=SETTINGS, rng=Random(0)), "an MLP", "'net'"),
        (lambda: train(NETWORK, [[1, 2]], settings=SETTINGS, rng=Random(0)), "training set: expected Samples", "[[1"),
        (lambda: train(NETWORK, SAMPLES, 3, settings=SETTINGS, rng=Random(0)), "test set: expected Samples", "given 3"),
        (lambda: evaluate(NETWORK, None), "Samples", "None"),
    ],
)
def test_a_refusal_says_what_was_expected_and_what_was_given(call, expected, given):
    check(call, given, expected)


@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh", "identity", "softmax"])
@pytest.mark.parametrize("weights", [[1e308, 1e308], [1e308, -1e308]])
def test_a_weighted_input_that_overflows_is_refused_with_its_place(activation, weights):
    first, last = Layer([[1.0]] * 2, [0.0] * 2, "identity"), Layer([[0.0, 0.0], weights], [0.0, 0.0], activation)
    network = MLP([first, last], "half-squared-error")
    check(lambda: network.forward([1e300]), "layer 2 (layers[1]), neuron 1", "expected a finite weighted input")


def test_a_loss_that_overflows_is_refused():
    network = MLP([Layer([[1.0]], [0.0], "identity")], "mean-squared-error")
    check(lambda: network.backward(network.forward([1e200]), [0.0]), expected="mean-squared-error to stay finite")
    check(lambda: evaluate(network, Samples([[1e200]], [[0.0]])), expected="expected a finite loss")


def test_a_gradient_that_overflows_is_refused_with_its_place():
    network = MLP([Layer([[1e-200]], [1e100], "identity")], "half-squared-error")
    check(lambda: network.backward(network.forward([1e300]), [0.0]), "layer 1 (layers[0]), neuron 0", "finite gradient")


NUMBERS = [1, 1.0, Decimal(1), Fraction(1), np.float32(1), np.int8(1), np.array(1.0)]


@pytest.mark.parametrize("one", NUMBERS, ids=lambda value: type(value).__name__)
def test_every_kind_of_number_becomes_a_float(one):
    kept = Layer([[one, 2]], [one], "relu")
    assert repr(kept) == repr(Layer([[1.0, 2.0]], [1.0], "relu"))


def test_no_refusal_is_worded_where_nothing_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "show", lambda value: pytest.fail("worded a refusal"))
    samples = Samples([[1, 2.0], (np.float32(3), Fraction(1))], np.eye(2))
    assert samples == Samples(((1.0, 2.0), (3.0, 1.0)), ((1.0, 0.0), (0.0, 1.0)))
    assert NETWORK.update(BACKWARD, 0.1) == UPDATE


def test_arrays_and_other_sequences_give_what_tuples_give():
    expected = Layer(((1.0, 2.0), (3.0, 4.0)), (5.0, 6.0), "relu")
    assert Layer(np.array([[1, 2], [3, 4]]), np.array([5, 6]), "relu") == expected
    assert Layer([range(1, 3), range(3, 5)], (n for n in (5, 6)), "relu") == expected
    assert NETWORK.forward(np.array([1, 2])) == TRACE
    assert initialised(sizes=np.array([2, 2])) == initialised()
    assert Samples(np.array([[1, 2]]), np.array([[0, 1]])) == SAMPLES


def test_records_are_frozen():
    for record in (NETWORK, TRACE, BACKWARD, UPDATE, SAMPLES, SETTINGS, EpochRecord(0, 1.0, None, None, None)):
        name = record.__slots__[0]
        with pytest.raises(AttributeError):
            setattr(record, name, None)
