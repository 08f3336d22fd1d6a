"""What scikit-learn trains is what mathnet would train; one that was interrupted ends as if it hadn't been."""

import json
import math
import signal
import subprocess
import sys
import warnings
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from sklearn import neural_network
from sklearn.neural_network import MLPClassifier

from mathnet import MLP, DivergenceError, Samples, TrainingSettings, evaluate, predict_class, train
from scenes.lessons import Data, LessonError, Plan, recording, scikit
from scenes.lessons.arrays import score, table_of
from scenes.lessons.checkpoint import read_checkpoint
from scenes.lessons.recording import recall, recall_or_record, record, recording_path
from scenes.lessons.scikit import obstacle, train_large

RNG = Random(5)
ROWS = tuple(tuple(RNG.random() for _ in range(4)) for _ in range(23))
CLASSES = tuple(RNG.randrange(3) for _ in ROWS)
DATA = Data(("a", "b", "c", "d"), ROWS, CLASSES, ("x", "y", "z"))
PLAN = Plan("small", DATA, hidden=(5, 4), learning_rate=0.3, epochs=4, batch_size=5, momentum=0.5, every=2)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Recordings of their own, of networks that all count as large."""
    monkeypatch.setenv("MATHNET_RECORDINGS", str(tmp_path / "recordings"))
    monkeypatch.setattr(scikit, "LARGE", 0)
    return tmp_path / "recordings"


def task(plan=PLAN):
    lesson = plan.lesson()
    return lesson.network, lesson.training


def parameters(network):
    return [value for layer in network.layers for row in (*layer.weights, layer.biases) for value in row]


def both(network, training):
    """Return what mathnet and what scikit-learn make of a training."""
    sets = (network, training.train, training.test)
    ours = train(*sets, settings=training.settings, rng=Random(training.seed))
    return ours, train_large(*sets, settings=training.settings, seed=training.seed)


@pytest.mark.parametrize("epochs", [1, 4])
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh", "identity"])
@pytest.mark.parametrize(
    "change",
    [{}, {"momentum": 0.0}, {"batch_size": 1, "learning_rate": 0.05}, {"batch_size": 99}, {"hidden": ()}],
    ids=str,
)
def test_scikit_learn_and_mathnet_come_to_the_same_parameters(epochs, activation, change):
    ours, theirs = both(*task(replace(PLAN, epochs=epochs, activations=(activation,), **change)))
    assert parameters(theirs.network) == pytest.approx(parameters(ours.network), rel=0, abs=1e-9)
    assert parameters(ours.network) != pytest.approx(parameters(ours.history.snapshots[0].network), rel=0, abs=1e-3)


def test_two_classes_that_share_an_output_are_trained_alike():
    data = replace(DATA, targets=tuple(target % 2 for target in CLASSES), classes=("x", "y"))
    ours, theirs = both(*task(replace(PLAN, data=data, output="sigmoid")))
    assert theirs.network.loss == "binary-cross-entropy"
    assert parameters(theirs.network) == pytest.approx(parameters(ours.network), rel=0, abs=1e-9)


def test_the_samples_may_keep_their_order():
    network, training = task()
    training = replace(training, settings=replace(training.settings, shuffle=False))
    ours, theirs = both(network, training)
    assert parameters(theirs.network) == pytest.approx(parameters(ours.network), rel=0, abs=1e-9)


def test_a_history_is_of_the_same_kind():
    ours, theirs = (result.history for result in both(*task()))
    assert theirs.settings == ours.settings
    assert [snapshot.epoch for snapshot in theirs.snapshots] == [snapshot.epoch for snapshot in ours.snapshots]
    for mine, other in zip(ours.epochs, theirs.epochs, strict=True):
        assert (other.epoch, other.train_accuracy, other.test_accuracy) == (
            mine.epoch, mine.train_accuracy, mine.test_accuracy
        )  # fmt: skip
        assert (other.train_loss, other.test_loss) == pytest.approx((mine.train_loss, mine.test_loss), abs=1e-9)


@pytest.mark.parametrize("output", ["softmax", "sigmoid"])
@pytest.mark.parametrize("activation", ["relu", "sigmoid", "tanh", "identity"])
def test_many_samples_at_once_score_as_one_after_the_other(output, activation):
    outputs, loss = (3, "cross-entropy") if output == "softmax" else (1, "binary-cross-entropy")
    network = MLP.initialised([4, 5, outputs], [activation, output], loss, Random(2))
    targets = [[float(j == c) for j in range(3)] if outputs == 3 else [float(c > 0)] for c in CLASSES]
    samples = Samples(ROWS, targets)
    given = score(network, table_of(samples))
    assert (given.loss, given.accuracy) == pytest.approx(evaluate(network, samples), rel=1e-12)
    assert list(given.answers) == [predict_class(network.forward(x).output) for x in ROWS]


# --- interruptions ---


@pytest.mark.parametrize("change", [{}, {"momentum": 0.0}, {"test_share": 0.0}, {"every": None}], ids=str)
@pytest.mark.parametrize("stopped", [1, 2, 3])
def test_a_training_taken_up_again_ends_with_the_same_bits(folder, monkeypatch, capsys, stopped, change):
    plan = replace(PLAN, **change)
    whole = record(*task(plan), "small")
    recording_path(*task(plan)).unlink()

    class Interrupted(MLPClassifier):
        """Is stopped by Ctrl-C in the epoch after `stopped`: its first call is not for an epoch."""

        calls = 0

        def partial_fit(self, *given, **settings):
            Interrupted.calls += 1
            if Interrupted.calls > stopped + 1:
                raise KeyboardInterrupt
            return super().partial_fit(*given, **settings)

    with monkeypatch.context() as patch:
        patch.setattr(neural_network, "MLPClassifier", Interrupted)
        with pytest.raises(KeyboardInterrupt):
            record(*task(plan), "small")
    assert f"stopped after epoch {stopped} of 4: the same training goes on from there" in capsys.readouterr().err
    (left,) = folder.iterdir()
    assert left.name.endswith(".unfinished.json") and json.loads(left.read_text())["content"]["epoch"] == stopped
    again = record(*task(plan), "small")
    assert f"training goes on after epoch {stopped}" in capsys.readouterr().err
    assert repr(again) == repr(whole) == repr(recall(*task(plan)))
    assert list(folder.iterdir()) == [recording_path(*task(plan))]


def test_an_interruption_within_an_epoch_is_not_taken_for_its_end(folder, monkeypatch):
    """scikit-learn catches Ctrl-C, warns, and returns as if the epoch were over."""

    class Impatient(MLPClassifier):
        def _update_no_improvement_count(self, *given):
            raise KeyboardInterrupt

    monkeypatch.setattr(neural_network, "MLPClassifier", Impatient)
    with pytest.raises(KeyboardInterrupt):
        record(*task(), "small")
    assert not folder.exists()


@pytest.mark.slow
def test_a_process_that_is_killed_leaves_its_last_epoch(folder):
    program = f"""
import os, signal, sys
sys.path[:0] = {[str(Path.cwd())]!r}
from scenes.lessons import interruption, recording, scikit
from tests.lessons.test_scikit import task
scikit.LARGE = 0
write = interruption.write_checkpoint
def then_die(checkpoint, path):
    write(checkpoint, path)
    if checkpoint.epoch == 3:
        os.kill(os.getpid(), signal.SIGKILL)
interruption.write_checkpoint = then_die
recording.record(*task(), "small")
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    (left,) = folder.iterdir()
    assert read_checkpoint(left).epoch == 3
    again = record(*task(), "small")
    recording_path(*task()).unlink()
    assert repr(again) == repr(record(*task(), "small"))


def test_a_damaged_checkpoint_is_told_of_and_training_begins_anew(folder, monkeypatch, capsys):
    whole = record(*task(), "small")
    path = recording_path(*task())
    path.unlink()
    kept = path.with_suffix(".unfinished.json")

    def refuse(*_):
        raise ValueError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(recording, "_write", refuse)
        record(*task(), "small")
    content = kept.read_text()
    for damaged in ("", "null", "[" * 10_000, content[:-9], content.replace('"epoch": 3', '"epoch": 2', 1)):
        kept.write_text(damaged)
        capsys.readouterr()
        assert repr(record(*task(), "small")) == repr(whole)
        assert "is damaged: training begins anew" in capsys.readouterr().err and not kept.exists()


def test_where_nothing_can_be_kept_training_still_is_done(folder, capsys):
    folder.write_text("")
    assert record(*task(), "small").history.epochs[-1].epoch == 4
    said = capsys.readouterr().err
    assert said.count("can't be interrupted") == 1 and said.count("the recording can't be kept") == 1


# --- who trains ---


def test_it_is_said_who_trains(folder, capsys):
    recall_or_record(*task(), "small")
    assert "4-5-4-3 has 64 parameters: it is trained by scikit-learn, epoch by epoch." in capsys.readouterr().err


def test_small_networks_are_trained_by_mathnet(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("MATHNET_RECORDINGS", str(tmp_path))
    network, training = task()
    ours, _ = both(network, training)
    assert repr(record(network, training, "small")) == repr(ours) and "scikit" not in capsys.readouterr().err


@pytest.mark.parametrize(
    "change, said",
    [
        ({"activations": ("relu", "tanh")}, "has one activation for all hidden layers, not relu and tanh"),
        ({"loss": "mean-squared-error"}, "takes the cross-entropy of classes, not mean-squared-error with softmax"),
        ({"loss": "half-squared-error", "output": "identity"}, "not half-squared-error with identity outputs"),
        ({"output": "sigmoid"}, "takes a single sigmoid output, not 3"),
        (
            {"data": Data(("a",), ((0.0,), (1.0,)), (0, 1), ("x", "y")), "test_share": 0.0},
            "takes softmax for three classes or more: give two classes a single sigmoid output",
        ),
        (
            {
                "data": Data(("a",), ((0.0,), (1.0,)), ((0.5, 0.3, 0.2), (0.0, 0.0, 1.0)), outputs=("x", "y", "z")),
                "output": "softmax",
                "loss": "cross-entropy",
                "test_share": 0.0,
            },
            "takes targets that are classes, not shares of several",
        ),
    ],
)
def test_what_scikit_learn_cannot_do_is_trained_by_mathnet_with_a_warning(folder, capsys, change, said):
    network, training = task(replace(PLAN, **change))
    assert said in obstacle(network, training.train)
    result = record(network, training, "small")
    told = capsys.readouterr().err
    assert "mathnet trains it itself, in less than a minute, as scikit-learn's MLPClassifier" in told and said in told
    ours = train(network, training.train, training.test, settings=training.settings, rng=Random(training.seed))
    assert repr(result) == repr(ours)


def test_how_long_mathnet_takes_is_said_before(folder, monkeypatch, capsys):
    monkeypatch.setattr(recording, "SECONDS", 1.0)
    network, training = task(replace(PLAN, activations=("relu", "tanh")))
    record(network, training, "small")
    minutes = math.ceil(network.parameter_count * len(training.train) * 4 / 60)
    assert f"in about {minutes} minutes" in capsys.readouterr().err


def test_what_neither_can_train_is_no_lesson():
    with pytest.raises(LessonError, match=r"more than 100000 parameters, and its MLPClassifier has one activation"):
        replace(PLAN, hidden=(400, 300), activations=("relu", "tanh")).lesson()
    assert replace(PLAN, hidden=(400, 300)).lesson().network.parameter_count > 100_000


@pytest.mark.parametrize("rate", [1e6, 1e300])
def test_numbers_that_stop_being_finite_are_told_of_as_mathnet_does(rate):
    network, training = task(replace(PLAN, learning_rate=rate, activations=("identity",), epochs=100))
    settings = training.settings
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(DivergenceError, match=r"training diverged in epoch \d+ with learning rate"):
            train_large(network, training.train, None, settings=settings, seed=1)


def test_a_training_of_a_single_sample_is_one():
    settings = TrainingSettings(0.1, 2, batch_size=10)
    network, training = task()
    samples = Samples(training.train.inputs[:1], training.train.targets[:1])
    ours = train(network, samples, settings=settings, rng=Random(1))
    theirs = train_large(network, samples, None, settings=settings, seed=1)
    assert parameters(theirs.network) == pytest.approx(parameters(ours.network), rel=0, abs=1e-9)
