"""`--data FOLDER` says where MNIST is, for that one command; who trains what is large is said."""

import os
import re
import sys

import pytest

from mathnet import load_network
from scenes.commands import rendering
from scenes.commands.rendering import take_data
from scenes.lessons import scikit
from scenes.lessons.idx import Images, write_images, write_labels

MINE = '[data]\nset = "mnist"\n[network]\nhidden = [4]\n[training]\nepochs = 3\nbatch_size = 5\n'


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.delenv("MATHNET_DATA", raising=False)
    place = tmp_path / "images"
    place.mkdir()
    for name, start, count in (("train", 0, 40), ("t10k", 40, 20)):
        images = tuple(bytes((31 * i + 7 * k) % 256 for k in range(12)) for i in range(start, start + count))
        write_images(Images((3, 4), images), place / f"{name}-images-idx3-ubyte.gz")
        write_labels([i % 10 for i in range(count)], place / f"{name}-labels-idx1-ubyte.gz")
    (tmp_path / "digits.toml").write_text(MINE)
    return place


def test_train_takes_mnist_from_the_folder_and_forgets_it_then(run, folder):
    result = run("train", "digits.toml", "--data", "images", "--save", "net.json")
    assert result.exit_code == 0 and load_network("net.json").sizes == (12, 4, 10)
    assert re.fullmatch(r"digits, after 3 epochs: loss .*\nThe network is in net\.json\.\n", result.stdout)
    assert "MATHNET_DATA" not in os.environ


def test_what_was_set_before_is_so_again(run, folder, monkeypatch):
    monkeypatch.setenv("MATHNET_DATA", "elsewhere")
    assert run("trace", "digits.toml", "--data", folder).exit_code == 0
    assert os.environ["MATHNET_DATA"] == "elsewhere"


@pytest.mark.parametrize(
    "options", [("--data", "images", "-ql"), ("--data=images", "-ql"), ("-ql", "--data", "images")]
)
def test_a_film_gets_the_folder_and_manim_does_not_see_the_option(run, folder, monkeypatch, options):
    calls = []

    def become(program, command, environment):
        calls.append((command, environment["MATHNET_DATA"]))
        raise SystemExit(3)

    monkeypatch.setattr(rendering.os, "execve", become)
    assert run("film", "architecture", "digits.toml", *options).exit_code == 3
    ((command, where),) = calls
    assert command[0] == sys.executable and where == "images" and "-ql" in command
    assert not {"--data", "--data=images", "images"} & set(command)


def test_an_option_without_a_folder_is_found_out():
    assert take_data(("-ql", "--data")) == ("", ("-ql",)) and take_data(("-ql",)) == (None, ("-ql",))


def test_seeds_of_what_is_large_are_trained_by_scikit_learn_too(run, folder, monkeypatch):
    by_mathnet = run("train", "digits.toml", "--data", "images", "--seeds", 2).stdout
    trained = []
    monkeypatch.setattr(scikit, "LARGE", 0)
    train_large = scikit.train_large
    monkeypatch.setattr(
        "scenes.commands.training.train_large",
        lambda *given, **settings: trained.append(settings["seed"]) or train_large(*given, **settings),
    )
    assert run("train", "digits.toml", "--data", "images", "--seeds", 2).stdout == by_mathnet and trained == [0, 1]


def test_who_trains_is_said_on_the_side(run, folder, monkeypatch):
    monkeypatch.setattr(scikit, "LARGE", 0)
    result = run("train", "digits.toml", "--data", "images")
    assert "mathnet: 12-4-10 has 102 parameters: it is trained by scikit-learn, epoch by epoch.\n" in result.stderr
    assert "100%" in result.stderr and result.stdout.startswith("digits, after 3 epochs")
