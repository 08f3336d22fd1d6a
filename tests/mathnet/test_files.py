"""Laws of the files: what is written is read back bit for bit; what isn't one of ours is refused in one sentence."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import (
    ACTIVATIONS,
    LOSSES,
    MLP,
    FileFormatError,
    History,
    Layer,
    Samples,
    Snapshot,
    TrainingSettings,
    load_history,
    load_network,
    load_sweep,
    load_trace,
    save_history,
    save_network,
    save_sweep,
    save_trace,
    sweep,
    trace_to_json,
    train,
)
from mathnet.checks import show
from mathnet.encoding import network_to_json
from mathnet.files import LARGEST_JSON, read_safely, write_safely
from tests.quickly import write_anew

ALLOWED = [
    (output, loss) for output in ACTIVATIONS for loss in LOSSES if LOSSES[loss].output_activation in (None, output)
]
FINITE = st.floats(allow_nan=False, allow_infinity=False)
NETWORK = MLP.initialised([2, 3, 2], ["tanh", "softmax"], "cross-entropy", Random(0))
SWEEP = sweep(NETWORK, [0.1, -2.0], [0.0, 1.0], (0, 2, 1), [-0.1, 0.1 + 0.2, 1e-300])
TRACE = NETWORK.backward(NETWORK.forward([0.1, -2.0]), [0.0, 1.0])
HISTORY = train(
    NETWORK, Samples([[0.1, 2], [1, 0]], [[1, 0], [0, 1]]), settings=TrainingSettings(0.1, 2), rng=Random(0)
).history
KINDS = [
    pytest.param(save, load, value, id=value.__class__.__name__)
    for save, load, value in (
        (save_network, load_network, NETWORK),
        (save_trace, load_trace, TRACE),
        (save_sweep, load_sweep, SWEEP),
        (save_history, load_history, HISTORY),
    )
]


@given(st.lists(FINITE, min_size=6, max_size=6), st.lists(FINITE, min_size=2, max_size=2))
def test_any_network_is_read_back_bit_for_bit(tmp_path_factory, weights, biases):
    network = MLP([Layer([weights[:3], weights[3:]], biases, "tanh")], "mean-squared-error")
    path = tmp_path_factory.getbasetemp() / "network.json"
    save_network(network, path)
    assert load_network(path) == network
    assert repr(load_network(path)) == repr(network)


@given(st.lists(st.floats(-1e100, 1e100), min_size=3, max_size=3), st.lists(st.floats(-9, 9), min_size=6, max_size=6))
def test_any_trace_is_read_back_bit_for_bit(tmp_path_factory, x, weights):
    network = MLP(
        [Layer([weights[:3], weights[3:]], [0.5, -0.5], "relu"), Layer([[1, -2], [3, 4]], [0, 0], "softmax")],
        "cross-entropy",
    )
    trace = network.backward(network.forward(x), [0.25, 0.75])
    path = tmp_path_factory.getbasetemp() / "trace.json"
    save_trace(trace, path)
    assert load_trace(path) == trace
    assert repr(load_trace(path)) == repr(trace)


@pytest.mark.parametrize("hidden", [(), ("relu",), ("sigmoid", "identity")])
@pytest.mark.parametrize(("output", "loss"), ALLOWED)
def test_traces_of_all_kinds_are_read_back_bit_for_bit(tmp_path, output, loss, hidden):
    network = MLP.initialised([3, 5, 4][: len(hidden) + 1] + [2], [*hidden, output], loss, Random(1))  # noqa: RUF005
    trace = network.backward(network.forward([-0.0, 1.5, -2.5]), [0.0, 1.0])
    save_trace(trace, tmp_path / "trace.json")
    assert repr(load_trace(tmp_path / "trace.json")) == repr(trace)


@pytest.mark.parametrize("snapshot_every", [None, 2])
@pytest.mark.parametrize("loss", ["cross-entropy", "half-squared-error"])
@pytest.mark.parametrize("tested", [True, False])
def test_histories_are_read_back_bit_for_bit(tmp_path, snapshot_every, loss, tested):
    network = MLP.initialised([2, 3, 2], ["relu", "softmax"], loss, Random(1))
    samples = Samples([[1, 2], [3, 4], [5, -6]], [[1, 0], [0, 1], [1, 0]])
    settings = TrainingSettings(0.01, 5, batch_size=2, momentum=0.5, snapshot_every=snapshot_every)
    history = train(network, samples, samples if tested else None, settings=settings, rng=Random(2)).history
    save_history(history, tmp_path / "history.json")
    assert repr(load_history(tmp_path / "history.json")) == repr(history)


def test_a_sweep_of_version_1_is_still_read_without_activations(tmp_path):
    path = tmp_path / "sweep.json"
    save_sweep(SWEEP, path)
    document = json.loads(path.read_text())
    del document["activations"]
    path.write_text(json.dumps({**document, "version": 1}))
    read = load_sweep(path)
    assert read == replace(SWEEP, points=tuple(replace(point, activations=()) for point in SWEEP.points))


def test_a_history_of_version_1_is_still_read(tmp_path):
    """As it was written before layers could be packed: each number as its digits."""
    network = MLP.initialised([200, 160, 2], ["relu", "softmax"], "cross-entropy", Random(1))
    snapshots = (Snapshot(0, network), Snapshot(HISTORY.settings.epochs, network))
    history = History(HISTORY.settings, HISTORY.epochs, snapshots)
    save_history(history, tmp_path / "history.json")
    document = json.loads((tmp_path / "history.json").read_text())
    assert document["version"] == 2 and isinstance(document["snapshots"][0]["network"]["weights"][0], dict)
    for snapshot in document["snapshots"]:
        snapshot["network"] = network_to_json(network)
    (tmp_path / "old.json").write_text(json.dumps({**document, "version": 1}))
    assert repr(load_history(tmp_path / "old.json")) == repr(history)


def test_the_json_of_a_trace_has_the_documented_entries():
    document = json.loads(json.dumps(trace_to_json(TRACE), allow_nan=False))
    assert (document["format"], document["version"]) == ("mathnet-trace", 1)
    network = document["network"]
    assert network["sizes"] == [2, 3, 2]
    assert network["activations"] == ["tanh", "softmax"]
    assert network["loss"] == "cross-entropy"
    assert network["weights"][0][2][1] == NETWORK.layers[0].weights[2][1]
    assert network["biases"][1][0] == NETWORK.layers[1].biases[0]
    assert (document["x"], document["target"], document["loss"]) == ([0.1, -2.0], [0.0, 1.0], TRACE.loss.value)
    hidden, output = document["forward"]
    assert hidden["products"][2][1] == TRACE.forward.layers[0].neurons[2].products[1]
    assert tuple(hidden["z"]) == TRACE.forward.layers[0].z and tuple(hidden["a"]) == TRACE.forward.layers[0].a
    assert output["softmax"]["total"] == TRACE.forward.layers[1].softmax.total
    hidden, output = document["backward"]
    neuron = TRACE.layers[0].neurons[1]
    assert (hidden["upstream"][1], hidden["local"][1]) == (neuron.upstream, neuron.local)
    assert (hidden["delta"][1], hidden["bias_gradients"][1]) == (neuron.delta, neuron.bias_gradient)
    assert hidden["weight_gradients"][1] == list(neuron.weight_gradients)
    assert output["upstream"] is None and output["local"] is None
    assert output["output_error"]["y"] == [0.0, 1.0]


def refused(load, path):
    """The sentence that `load` refuses the file with."""
    with pytest.raises(FileFormatError) as caught:
        load(path)
    message = str(caught.value)
    assert message.startswith(str(path)) and "expected" in message and "found" in message and message.endswith(".")
    assert "\n" not in message
    assert caught.value.__cause__ is None and (caught.value.__suppress_context__ or caught.value.__context__ is None)
    return message


@pytest.mark.slow
@pytest.mark.parametrize(("save", "load", "value"), KINDS)
def test_a_file_truncated_anywhere_is_refused(tmp_path, save, load, value):
    whole, part = tmp_path / "whole.json", tmp_path / "part.json"
    save(value, whole)
    content = whole.read_bytes()
    assert content.endswith(b"}\n")
    for length in range(len(content) - 1):
        refused(load, write_anew(part, content[:length]))


@pytest.mark.slow
@pytest.mark.parametrize(("save", "load", "value"), KINDS)
def test_a_file_with_any_byte_changed_is_read_or_refused_but_never_a_surprise(tmp_path, save, load, value):
    path, rng = tmp_path / "file.json", Random(0)
    save(value, path)
    content = path.read_bytes()
    for place in range(0, len(content), 3):
        write_anew(path, content[:place] + bytes([rng.randrange(256)]) + content[place + 1 :])
        try:
            load(path)
        except FileFormatError as error:
            assert str(error).startswith(str(path))


def places(document, path=()):
    """Where every value of a JSON document is."""
    yield path
    children = document.items() if isinstance(document, dict) else enumerate(document)
    for key, child in children:
        if isinstance(child, dict | list):
            yield from places(child, (*path, key))
        else:
            yield (*path, key)


def entry(document, path):
    return entry(document[path[0]], path[1:]) if path else document


def changed(document, path, value):
    """The document with `value` (or nothing, if that is KeyError) at `path`."""
    if not path:
        return value
    copy = dict(document) if isinstance(document, dict) else list(document)
    if len(path) == 1 and value is KeyError:
        del copy[path[0]]
    else:
        copy[path[0]] = changed(copy[path[0]], path[1:], value)
    return copy


@pytest.mark.parametrize(("save", "load", "value"), KINDS)
def test_an_entry_that_is_missing_is_refused(tmp_path, save, load, value):
    path = tmp_path / "file.json"
    save(value, path)
    document = json.loads(path.read_text())
    for place in [place for place in places(document) if place]:
        write_anew(path, json.dumps(changed(document, place, KeyError)))
        refused(load, path)


@pytest.mark.parametrize(
    "wrong", ["text", True, [], {}, [[]], [[[1.0]]], {"a": 1}, 10**400, [None]], ids=lambda value: show(value, 12)
)
@pytest.mark.parametrize(("save", "load", "value"), KINDS)
def test_an_entry_of_the_wrong_kind_is_refused(tmp_path, save, load, value, wrong):
    path = tmp_path / "file.json"
    save(value, path)
    document = json.loads(path.read_text())
    for place in places(document):
        counts = place[-1:] in (("batch_size",), ("snapshot_every",)) or place[:1] == ("place",)
        huge_but_whole = wrong == 10**400 and counts and place != ("place",)
        if repr(entry(document, place)) != repr(wrong) and not huge_but_whole:
            write_anew(path, json.dumps(changed(document, place, wrong)))
            refused(load, path)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_not_finite_are_refused(tmp_path, constant):
    path = tmp_path / "network.json"
    save_network(NETWORK, path)
    path.write_text(path.read_text().replace(repr(NETWORK.layers[0].weights[0][0]), constant))
    assert constant in refused(load_network, path) or "inf" in refused(load_network, path)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "text that isn't"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"hello", "text that isn't"),
        (b"[1, 2]", "without a format name"),
        (b"3", "without a format name"),
        (b"{}", "without a format name"),
        (b"[" * 100_000, "nested too deep"),
        (b"9" * 5000, "text that isn't"),
        (b'{"format": "mathnet-trace", "version": 1}', "mathnet.load_trace"),
        (b'{"format": "safetensors"}', "'safetensors'"),
        (b'{"format": ["mathnet-network"]}', "['mathnet-network']"),
        (b'{"format": "mathnet-network"}', "version None"),
        (b'{"format": "mathnet-network", "version": 4}', "version 4; update mathnet"),
        (b'{"format": "mathnet-trace", "version": 2}', "mathnet.load_trace"),
        (b'{"format": "mathnet-network", "version": 0}', "version 0"),
        (b'{"format": "mathnet-network", "version": true}', "version True"),
        (b'{"format": "mathnet-network", "version": "1"}', "version '1'"),
        (b'{"format": "mathnet-network", "version": 1}', "network"),
        (b'{"format": "mathnet-network", "format": "mathnet-network", "version": 1}', "twice"),
    ],
)
def test_foreign_broken_and_future_files_are_refused(tmp_path, content, words):
    path = tmp_path / "file.json"
    path.write_bytes(content)
    assert words in refused(load_network, path)


def test_a_directory_and_a_missing_file_are_refused(tmp_path):
    assert "directory" in refused(load_network, tmp_path)
    assert "No such file" in refused(load_network, tmp_path / "missing.json")


def test_sizes_that_contradict_the_weights_are_refused(tmp_path):
    path = tmp_path / "network.json"
    save_network(NETWORK, path)
    path.write_text(path.read_text().replace("[2, 3, 2]", "[2, 4, 2]"))
    assert "network.weights[0]: expected 4 rows, given 3" in refused(load_network, path)


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path, monkeypatch):
    path = tmp_path / "network.json"
    save_network(NETWORK, path)
    before = path.read_bytes()

    def break_off(self, content):
        with self.open("wb") as file:
            file.write(content[:100])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", break_off)
    other = MLP.initialised([2, 2], ["relu"], "half-squared-error", Random(0))
    with pytest.raises(FileFormatError, match="No space left"):
        save_network(other, path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["", "missing/network.json", "a\0b"])
def test_a_place_that_cannot_be_written_is_refused(tmp_path, name):
    with pytest.raises(FileFormatError, match="expected a place"):
        save_network(NETWORK, f"{tmp_path}/{name}")


@pytest.fixture(params=["folder", "pipe", "device"])
def no_plain_file(request, tmp_path):
    """A path of what isn't a plain file, and what it is."""
    path = tmp_path / "special.json"
    if request.param == "folder":
        path.mkdir()
    elif request.param == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    return path


def test_what_is_no_plain_file_is_refused_at_once_and_left_alone(no_plain_file):
    before = no_plain_file.lstat()
    for load in (load_network, load_trace, load_sweep, load_history):
        assert "directory" in refused(load, no_plain_file) or "not a plain file" in refused(load, no_plain_file)
    with pytest.raises(FileFormatError, match="expected a place that a file can be written to, found a d"):
        save_network(NETWORK, no_plain_file)
    assert (no_plain_file.lstat().st_mode, no_plain_file.lstat().st_ino) == (before.st_mode, before.st_ino)
    assert list(no_plain_file.parent.iterdir()) == [no_plain_file]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o755])
def test_a_file_that_is_replaced_keeps_its_permissions_and_its_links(tmp_path, mode):
    (tmp_path / "folder").mkdir()
    path, link = tmp_path / "folder" / "network.json", tmp_path / "link.json"
    save_network(NETWORK, path)
    path.chmod(mode)
    link.symlink_to(path)
    other = MLP.initialised([2, 2], ["relu"], "half-squared-error", Random(0))
    save_network(other, link)
    assert link.is_symlink() and load_network(path) == other and path.stat().st_mode & 0o777 == mode


def test_a_private_file_is_private_while_it_is_written(tmp_path):
    path = tmp_path / "network.json"
    path.touch(mode=0o600)
    seen = []
    write_safely(path, lambda beside: seen.append((beside.suffix, beside.stat().st_mode & 0o777)))
    assert seen == [(".json", 0o600)]


def test_a_link_that_leads_nowhere_yet_leads_to_the_file_then(tmp_path):
    (tmp_path / "link.json").symlink_to("network.json")
    save_network(NETWORK, tmp_path / "link.json")
    assert (tmp_path / "link.json").is_symlink() and load_network(tmp_path / "network.json") == NETWORK


def test_a_link_that_leads_to_itself_is_refused(tmp_path):
    path = tmp_path / "loop.json"
    path.symlink_to(path)
    refused(load_network, path)
    with pytest.raises(FileFormatError):
        save_network(NETWORK, path)
    assert path.is_symlink()


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path):
    save_network(NETWORK, tmp_path / "network.json")
    (tmp_path / "other").write_text("")
    assert (tmp_path / "network.json").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_name_as_long_as_can_be_can_be_written(tmp_path):
    path = tmp_path / ("n" * 250 + ".json")
    save_network(NETWORK, path)
    assert load_network(path) == NETWORK


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), ZeroDivisionError()])
def test_whatever_stops_writing_leaves_what_was_there_and_nothing_else(tmp_path, error):
    path = tmp_path / "file.txt"
    path.write_text("before")

    def stop(beside):
        beside.write_text("half")
        raise error

    with pytest.raises(FileFormatError if isinstance(error, OSError) else type(error)):
        write_safely(path, stop)
    assert path.read_text() == "before" and list(tmp_path.iterdir()) == [path]


def test_more_than_the_limit_is_not_read(tmp_path):
    path = tmp_path / "large.json"
    path.write_bytes(b" " * 2_000_000)
    assert len(read_safely(path, 2_000_000)) == 2_000_000
    path.write_bytes(b" " * 2_000_001)
    with pytest.raises(ValueError, match=r"^more than 2 MB, which is the most that is read$"):
        read_safely(path, 2_000_000)


@pytest.mark.slow
def test_a_file_without_end_to_it_is_refused(tmp_path):
    with (tmp_path / "large.json").open("wb") as file:
        file.truncate(10**10)  # takes no place: it is all holes
    assert "more than 200 MB" in refused(load_network, tmp_path / "large.json")


def test_the_limit_leaves_room_for_networks_of_a_million_parameters(tmp_path):
    size = 30
    rows = [[-1.2345678901234567e-100] * size] * size  # no float takes more digits
    network = MLP([Layer(rows, rows[0], "relu")], "half-squared-error")
    save_network(network, tmp_path / "network.json")
    assert (tmp_path / "network.json").stat().st_size / network.parameter_count * 1_300_000 < LARGEST_JSON / 4


@pytest.mark.parametrize("save", [save_network, save_trace, save_sweep, save_history])
def test_what_is_not_of_its_kind_is_not_saved(tmp_path, save):
    with pytest.raises(ValueError, match=r"expected \w+, given 'text'"):
        save("text", tmp_path / "file.json")
    assert not list(tmp_path.iterdir())


def test_what_a_killed_run_left_is_cleared_by_the_next(tmp_path):
    left, recent, other = (tmp_path / name for name in (f".a.{'0f' * 8}.json", f".a.{'1f' * 8}.json", ".a.json"))
    for path in (left, recent, other):
        path.write_text("{")
    for path in (left, other):
        os.utime(path, (0, 0))
    save_network(NETWORK, tmp_path / "a.json")
    assert not left.exists() and recent.exists() and other.exists()
