"""Laws of packed matrices: all bits come back, and what isn't such a matrix is refused in one sentence."""

from __future__ import annotations

import base64
import json
import struct
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import MLP, FileFormatError, files, load_network, save_network, trace_to_json
from mathnet.packing import KEY, KINDS, MOST_LISTED, pack, unpack

FINITE = st.floats(allow_nan=False, allow_infinity=False)
LARGE = MLP.initialised([300, 200, 100, 2], ["relu", "tanh", "softmax"], "cross-entropy", Random(1))


@given(st.lists(FINITE, min_size=6, max_size=6))
def test_any_matrix_comes_back_bit_for_bit(numbers):
    for matrix in (tuple(numbers[:3]), tuple(numbers[3:])), (tuple(numbers),), tuple((number,) for number in numbers):
        packed = json.loads(json.dumps(pack(matrix, most_listed=0)))
        assert isinstance(packed, dict)
        assert repr(unpack(packed, "weights", len(matrix), len(matrix[0]))) == repr(matrix)


def test_only_layers_too_large_to_read_are_packed(tmp_path):
    save_network(LARGE, tmp_path / "network.json")
    document = json.loads((tmp_path / "network.json").read_text())
    assert document["version"] == 3
    large, smaller, smallest = document["network"]["weights"]
    assert 200 * 300 > MOST_LISTED >= 100 * 200
    assert list(large) == [KEY] and smaller == [list(row) for row in LARGE.layers[1].weights] and len(smallest) == 2


def test_a_large_network_comes_back_bit_for_bit(tmp_path):
    save_network(LARGE, tmp_path / "network.json")
    assert repr(load_network(tmp_path / "network.json")) == repr(LARGE)


@given(st.sampled_from([("e", 16), ("f", 32), ("d", 64)]), st.data())
def test_numbers_of_few_bits_take_no_more_than_those(kind, data):
    letter, bits = kind
    numbers = st.floats(allow_nan=False, allow_infinity=False, width=bits)
    matrix = (tuple(data.draw(st.lists(numbers, min_size=3, max_size=3))),)
    packed = pack(matrix, most_listed=0)
    (key,) = packed
    sizes = [struct.calcsize(letter) for letter in KINDS.values()]
    assert sizes == [2, 4, 8] and struct.calcsize(KINDS[key]) <= struct.calcsize(letter)
    assert repr(unpack(packed, "weights", 1, 3)) == repr(matrix)


def test_a_number_takes_less_than_twelve_bytes(tmp_path):
    """So a network of 1.3 million parameters takes less than 16 MB."""
    save_network(MLP([LARGE.layers[0]], "half-squared-error"), tmp_path / "network.json")
    assert (tmp_path / "network.json").stat().st_size < 12 * LARGE.layers[0].parameter_count


def test_a_file_of_version_1_is_still_read(tmp_path):
    """As it was written before layers could be packed."""
    path = tmp_path / "network.json"
    path.write_text(
        '{"format": "mathnet-network", "version": 1, "network": {"sizes": [2, 1], "activations": ["relu"], '
        '"loss": "half-squared-error", "weights": [[[0.5, -1.0]]], "biases": [[0.25]]}}\n'
    )
    assert load_network(path).layers[0].weights == ((0.5, -1.0),)
    save_network(load_network(path), tmp_path / "again.json")
    assert load_network(tmp_path / "again.json") == load_network(path)


def test_a_trace_lists_all_its_numbers():
    trace = LARGE.backward(LARGE.forward([0.5] * 300), [1.0, 0.0])
    assert trace_to_json(trace)["network"]["weights"][0][199][299] == LARGE.layers[0].weights[199][299]


BITS = struct.pack("<6d", *range(6))


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        ({KEY: base64.b64encode(BITS[:-1]).decode()}, f"{KEY}: expected 2 · 3 numbers of 8 bytes, given 47 bytes."),
        ({KEY: base64.b64encode(BITS + BITS).decode()}, f"{KEY}: expected 2 · 3 numbers of 8 bytes, given 96 bytes."),
        ({KEY: ""}, f"{KEY}: expected 2 · 3 numbers of 8 bytes, given 0 bytes."),
        ({KEY: base64.b64encode(BITS).decode()[:-1]}, f"{KEY}: expected base64, given 'AAAA"),
        ({KEY: "é"}, f"{KEY}: expected base64, given 'é'."),
        ({KEY: "AAAA\n" * 16}, f"{KEY}: expected base64, given 'AAAA"),
        ({KEY: [1.0]}, f"{KEY}: expected a name, given [1.0]."),
        ({"base64-float32-be": ""}, f"{KEY}: expected this entry, given none."),
        (
            {KEY: base64.b64encode(BITS[:40] + struct.pack("<d", float("nan"))).decode()},
            "[1][2]: expected a finite number, given nan.",
        ),
        (
            {KEY: base64.b64encode(struct.pack("<d", float("-inf")) + BITS[8:]).decode()},
            "[0][0]: expected a finite number, given -inf.",
        ),
        ([[1.0, 2.0]], ": expected 2 rows, given 1."),
        ("AAAA", ": expected rows of numbers, given 'AAAA'."),
    ],
)
def test_what_is_no_matrix_of_its_shape_is_refused(tmp_path, content, refusal):
    with pytest.raises(ValueError) as caught:
        unpack(content, "weights", 2, 3)
    assert str(caught.value).startswith("weights" + ("" if refusal[0] in ":[" else ".") + refusal)
    assert "\n" not in str(caught.value)


def test_a_damaged_large_network_is_refused_with_its_path(tmp_path):
    path = tmp_path / "network.json"
    save_network(LARGE, path)
    text = path.read_text()
    start = text.index(KEY) + len(KEY) + 4
    shorter, not_a_number = text[:start] + text[start + 8 :], text[:start] + "/" * 12 + text[start + 12 :]
    for damaged in (shorter, not_a_number, text[: start + 999]):
        path.write_text(damaged)
        with pytest.raises(FileFormatError) as caught:
            load_network(path)
        assert str(caught.value).startswith(f"{path}: expected ") and len(str(caught.value)) < 400


@pytest.mark.parametrize("sizes", [[10**30, 2], [0, 2], [-1, 2], [1.5, 2], ["2", 2], [2]])
def test_sizes_that_are_none_are_refused_before_anything_is_made_of_them(tmp_path, sizes):
    path = tmp_path / "network.json"
    network = {"sizes": sizes, "activations": ["relu"], "loss": "half-squared-error", "biases": [[0.0, 0.0]]}
    document = {"format": "mathnet-network", "version": 2, "network": {**network, "weights": [{KEY: "AAAA"}]}}
    path.write_text(json.dumps(document))
    with pytest.raises(FileFormatError, match="expected a network, found something else"):
        load_network(path)


def test_a_network_too_large_to_be_read_again_is_not_written(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_JSON", 1_000_000)
    with pytest.raises(FileFormatError, match=r"expected at most 1 MB, which is the most that is read again, given 1"):
        save_network(LARGE, tmp_path / "network.json")
    assert list(tmp_path.iterdir()) == []
