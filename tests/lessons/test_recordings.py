"""Training once is enough: its recording is found again, never trusted blindly, and stale once anything changes."""

import json
import os
from dataclasses import replace

import pytest

from mathnet import Layer, train
from scenes.lessons import Data, Plan, recording
from scenes.lessons.recording import recall, recall_or_record, record, recording_path, recordings_folder
from scenes.studies import learn
from tests.quickly import write_anew

DATA = Data(("a", "b"), ((0, 0), (0, 1), (1, 0), (1, 1)), (0, 1, 1, 0), ("same", "different"))
PLAN = Plan(name="xor", data=DATA, hidden=(2,), epochs=3, test_share=0, standardise=False)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("MATHNET_RECORDINGS", str(tmp_path / "recordings"))
    return tmp_path / "recordings"


def task(plan=PLAN):
    lesson = plan.lesson()
    return lesson.network, lesson.training


def test_what_is_recalled_is_what_was_recorded_bit_for_bit():
    assert recall(*task()) is None
    made = record(*task(), "xor")
    assert recall(*task()) == made and repr(recall(*task())) == repr(made)


def test_training_happens_once(monkeypatch):
    times = []
    monkeypatch.setattr(recording, "train", lambda *given, **settings: times.append(1) or train(*given, **settings))
    first = recall_or_record(*task(), "xor")
    assert recall_or_record(*task(), "xor") == first and len(times) == 1


def test_a_lesson_is_learned_from_its_recording(monkeypatch):
    plan = replace(PLAN, seed=77)
    made = record(*task(plan), "xor")
    monkeypatch.delattr(recording, "train")
    assert learn(plan.lesson()) == (made.network, made.history)


@pytest.mark.parametrize(
    "change",
    [
        {"learning_rate": 0.02},
        {"epochs": 4},
        {"batch_size": 2},
        {"momentum": 0.5},
        {"seed": 2},
        {"every": 1},
        {"test_share": 0.5},
        {"hidden": (3,)},
        {"activations": ("tanh",)},
        {"initialisation": "glorot"},
        {"loss": "half-squared-error"},
        {"standardise": True},
        {"data": replace(DATA, rows=((0, 0), (0, 1), (1, 0), (1, 1.0000000000000002)))},
        {"data": replace(DATA, targets=(0, 1, 1, 1))},
    ],
    ids=str,
)
def test_a_changed_lesson_has_no_recording_yet(change):
    record(*task(), "xor")
    assert recall(*task(replace(PLAN, **change))) is None


@pytest.mark.parametrize("change", [{"title": "Other"}, {"shown": 1}, {"decimals": 4}, {"name": "other"}], ids=str)
def test_what_training_does_not_depend_on_needs_no_other_recording(change):
    record(*task(), "xor")
    assert recall(*task(replace(PLAN, **change))) is not None


def test_a_network_with_one_other_bit_has_no_recording_yet():
    network, training = task()
    first = network.layers[0]
    other = replace_layer(network, Layer(first.weights, (5e-324, 0.0), first.activation))
    assert recording_path(other, training) != recording_path(network, training)


def replace_layer(network, layer):
    return type(network)([layer, *network.layers[1:]], network.loss)


@pytest.mark.slow
def test_a_recording_cut_short_anywhere_is_noticed_told_and_made_again(capsys):
    made = record(*task(), "xor")
    path = recording_path(*task())
    whole = path.read_bytes()
    for length in range(len(whole)):
        write_anew(path, whole[:length])
        capsys.readouterr()
        assert recall(*task()) is None
        assert capsys.readouterr().err == f"mathnet: {path}: the recording is damaged: it is made again.\n"
    assert recall_or_record(*task(), "xor") == made and path.read_bytes() == whole


def test_a_digit_changed_anywhere_is_noticed():
    record(*task(), "xor")
    path = recording_path(*task())
    whole = path.read_text()
    for place in [i for i, letter in enumerate(whole) if letter.isdigit()][::7]:
        write_anew(path, whole[:place] + str((int(whole[place]) + 1) % 10) + whole[place + 1 :])
        assert recall(*task()) is None


@pytest.mark.parametrize("content", ["", "null", "[]", "{}", "[" * 100_000, '{"of": 1}', "\xff", '{"checksum": NaN}'])
def test_what_is_no_recording_is_made_again(content):
    made = record(*task(), "xor")
    path = recording_path(*task())
    path.write_bytes(content.encode("latin-1"))
    assert recall_or_record(*task(), "xor") == made == recall(*task())


def test_the_recording_of_another_training_is_noticed():
    record(*task(), "xor")
    other = replace(PLAN, seed=2)
    record(*task(other), "xor")
    recording_path(*task()).write_bytes(recording_path(*task(other)).read_bytes())
    assert recall(*task()) is None


def test_a_folder_in_place_of_the_recording_is_told_of(capsys):
    recording_path(*task()).mkdir(parents=True)
    assert recall_or_record(*task(), "xor").history.epochs
    said = capsys.readouterr().err
    assert "damaged" in said and "can't be kept" in said


def test_a_pipe_in_place_of_the_recording_is_told_of_at_once(folder, capsys):
    folder.mkdir()
    os.mkfifo(recording_path(*task()))
    assert recall_or_record(*task(), "xor").history.epochs
    said = capsys.readouterr().err
    assert "damaged" in said and "can't be kept" in said and recording_path(*task()).is_fifo()


def test_where_no_recording_can_be_kept_training_still_is_done(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MATHNET_RECORDINGS", str(tmp_path / "file" / "below"))
    assert recall_or_record(*task(), "xor").history.epochs
    assert "can't be kept" in capsys.readouterr().err


def test_recordings_are_json_and_nothing_else_is_left_beside_them(folder):
    record(*task(), "xor")
    (only,) = folder.iterdir()
    document = json.loads(only.read_text())
    assert document["format"] == "mathnet-recording" and len(document["history"]["epochs"]) == 4


def test_recordings_are_in_the_current_folder_unless_said_otherwise(monkeypatch):
    monkeypatch.delenv("MATHNET_RECORDINGS")
    assert str(recordings_folder()) == ".mathnet/recordings"
