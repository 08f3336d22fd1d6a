"""MNIST from a folder, or fetched once; without either, one sentence says both ways."""

import gzip
import re
from types import SimpleNamespace
from urllib.error import URLError

import numpy as np
import pytest
from sklearn import datasets

from scenes.lessons import Lesson, LessonError, Plan, mnist
from scenes.lessons.datasets import load_set
from scenes.lessons.idx import Images, write_images, write_labels

TRAINED, TESTED = 30, 10
NAMES = [
    "train-images-idx3-ubyte",
    "train-labels-idx1-ubyte",
    "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
]


def image(i, size=6):
    return bytes((37 * i + 11 * k) % 256 for k in range(size))


def write_set(folder, name, start, count, shape=(2, 3), labels=None):
    pixels = tuple(image(i, shape[0] * shape[1]) for i in range(start, start + count))
    write_images(Images(shape, pixels), folder / f"{name}-images-idx3-ubyte.gz")
    write_labels(labels or [i % 10 for i in range(start, start + count)], folder / f"{name}-labels-idx1-ubyte.gz")


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "mnist"
    place.mkdir()
    write_set(place, "train", 0, TRAINED)
    write_set(place, "t10k", TRAINED, TESTED)
    return place


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """No MNIST anywhere, and no network; what is fetched is counted."""
    monkeypatch.delenv("MATHNET_DATA", raising=False)
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "home"))
    asked = []

    def fetch(name, **settings):
        asked.append((name, settings["version"]))
        raise URLError("Name or service not known")

    monkeypatch.setattr(datasets, "fetch_openml", fetch)
    return asked


def test_pixels_go_from_0_to_1_and_classes_are_vectors(folder):
    data = load_set("mnist", folder=str(folder))
    assert data.rows == tuple(tuple(level / 255 for level in image(i)) for i in range(TRAINED + TESTED))
    assert data.classes == tuple("0123456789") and data.image == (2, 3)
    assert data.features == ("pixel 1,1", "pixel 1,2", "pixel 1,3", "pixel 2,1", "pixel 2,2", "pixel 2,3")
    lesson = Plan("mnist", data, hidden=()).lesson()
    assert lesson.scaling is None and lesson.image == (2, 3)
    assert all(sum(target) == 1 and set(target) == {0.0, 1.0} for target in lesson.training.train.targets)


def test_its_own_test_set_is_what_is_tested_with(folder):
    lesson = Plan("mnist", load_set("mnist", folder=str(folder)), hidden=(), test_share=0.5).lesson()
    assert (len(lesson.training.train), len(lesson.training.test)) == (TRAINED, TESTED)
    assert lesson.samples[0].x == tuple(level / 255 for level in image(TRAINED))
    everything = Plan("mnist", load_set("mnist", folder=str(folder)), hidden=(), test_share=0.0).lesson()
    assert len(everything.training.train) == TRAINED + TESTED and everything.training.test is None


@pytest.mark.parametrize("rename", [str, lambda name: name.replace("-idx", ".idx")])
@pytest.mark.parametrize("packed", [True, False])
def test_files_go_by_their_usual_names_gzipped_or_not(folder, rename, packed):
    whole = load_set("mnist", folder=str(folder))
    for name in NAMES:
        content = (folder / f"{name}.gz").read_bytes()
        (folder / f"{name}.gz").unlink()
        new = folder / rename(name)
        new.write_bytes(content) if packed else new.write_bytes(gzip.decompress(content))
    assert load_set("mnist", folder=str(folder)) == whole


def test_a_folder_is_given_by_the_command_or_by_the_lesson_file(folder, monkeypatch, alone):
    monkeypatch.setenv("MATHNET_DATA", str(folder))
    whole = load_set("mnist")
    monkeypatch.delenv("MATHNET_DATA")
    text = '[data]\nset = "mnist"\nfolder = "mnist"\n[network]\nhidden = []\n[training]\nepochs = 1\n'
    (folder.parent / "my.toml").write_text(text)
    lesson = Lesson.from_toml(folder.parent / "my.toml")
    assert [sample.x for sample in lesson.samples] == list(whole.rows[TRAINED:]) and not alone


@pytest.mark.parametrize("name", NAMES)
def test_a_file_that_is_missing_is_named(folder, name):
    (folder / f"{name}.gz").unlink()
    with pytest.raises(LessonError, match=f"there is no {name} or {name}.gz: expected the folder of MNIST's four"):
        load_set("mnist", folder=str(folder))


@pytest.mark.parametrize(
    "change, said",
    [
        ({"labels": [1, 2, 3]}, "expected a label for each of the 10 images, found 3"),
        ({"labels": [1] * 9 + [10]}, "label 9: expected 0 to 9, found 10"),
        ({"shape": (3, 2)}, "expected images of the same size .* found 2 × 3 and 3 × 2"),
    ],
)
def test_files_that_do_not_go_together_are_refused(folder, change, said):
    write_set(folder, "t10k", TRAINED, TESTED, **change)
    with pytest.raises(LessonError, match=said):
        load_set("mnist", folder=str(folder))


def test_without_files_and_without_network_both_ways_are_said(alone):
    with pytest.raises(LessonError) as caught:
        load_set("mnist")
    said = str(caught.value)
    assert said.startswith("MNIST isn't here, and can't be fetched (Name or service not known): ")
    assert "--data FOLDER" in said and "folder =" in said and "connect to the network" in said
    assert "\n" not in said and said.count(". ") == 0 and alone == [("mnist_784", 1)]


def test_what_is_fetched_is_kept(alone, monkeypatch, tmp_path, capsys):
    pixels = np.array([list(image(i, 784)) for i in range(40)], dtype=float)
    labels = np.array([str(i % 10) for i in range(40)], dtype=object)
    monkeypatch.setattr(mnist, "TRAINED", TRAINED)
    table = SimpleNamespace(data=pixels, target=labels)
    monkeypatch.setattr(datasets, "fetch_openml", lambda name, **settings: alone.append(name) or table)
    first = load_set("mnist")
    assert load_set("mnist") == first and alone == ["mnist_784"]
    assert first.targets == tuple(i % 10 for i in range(40)) and first.test_count == TESTED
    assert first.rows[39] == tuple(level / 255 for level in image(39, 784))
    assert "Fetching MNIST" in capsys.readouterr().err
    assert {path.name for path in (tmp_path / "home/mathnet-mnist").iterdir()} == {f"{name}.gz" for name in NAMES}


def test_where_nothing_can_be_kept_that_is_said(alone, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path / "file" / "below"))
    with pytest.raises(LessonError, match=re.escape(f"nothing can be kept in {tmp_path}/file/below")):
        load_set("mnist")
