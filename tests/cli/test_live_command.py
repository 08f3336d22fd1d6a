"""`mathnet live` makes a lesson's network one HTML file, and refuses in one sentence."""

import re

import pytest

from tests.live.made import data_of


def test_a_live_network_goes_where_films_go(run, tmp_path):
    made = run("live", "by-hand")
    assert made.exit_code == 0, made.output
    assert made.stdout == "media/live/ByHand.html\n"
    page = (tmp_path / "media/live/ByHand.html").read_text(encoding="utf-8")
    assert data_of(page)["name"] == "by-hand"
    assert run("live", "by-hand").exit_code == 0  # an older one gives way


def test_a_lesson_of_ones_own_is_trained(run, tmp_path):
    made = run("live", "my.toml", "-o", "mine.html")
    assert made.exit_code == 0, made.output
    data = data_of((tmp_path / "mine.html").read_text(encoding="utf-8"))
    assert data["sizes"] == [2, 3, 2] and [stage["epoch"] for stage in data["stages"]] == [0, 1, 2]


def test_lessons_of_the_same_name_in_two_folders_have_pages_of_their_own(run, tmp_path):
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "my.toml").write_text((tmp_path / "my.toml").read_text())
    beside, elsewhere = (run("live", file).stdout for file in ("my.toml", "other/my.toml"))
    assert beside == "media/live/My.html\n" and re.fullmatch(r"media/live/My_[0-9a-f]{8}\.html\n", elsewhere)


def test_a_network_that_was_saved_takes_the_lessons_place(run, tmp_path):
    assert run("train", "my.toml", "--hidden", "5", "--save", "net.json").exit_code == 0
    made = run("live", "my.toml", "--network", "net.json", "-o", "mine.html")
    assert made.exit_code == 0, made.output
    data = data_of((tmp_path / "mine.html").read_text(encoding="utf-8"))
    assert data["sizes"] == [2, 5, 2] and data["stages"] == []


def test_a_file_of_somebody_is_spared_but_by_force(run, refusal, tmp_path):
    (tmp_path / "mine.html").write_text("precious")
    assert refusal("live", "by-hand", "-o", "mine.html").startswith("mine.html: it is there already")
    assert (tmp_path / "mine.html").read_text() == "precious"
    assert run("live", "by-hand", "-o", "mine.html", "--force").exit_code == 0
    assert "precious" not in (tmp_path / "mine.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("iriss",), "there is no lesson 'iriss'"),
        (("none.toml",), "none.toml"),
        (("by-hand", "--network", "none.json"), "none.json"),
        (("by-hand", "-o", "no/such/folder/page.html"), "no/such/folder"),
        ((), "Missing argument 'LESSON'"),
    ],
)
def test_what_cannot_be_made_is_refused_in_a_sentence(refusal, given, sentence):
    assert sentence in refusal("live", *given)


def test_a_training_that_diverges_is_refused(run, tmp_path):
    (tmp_path / "wild.toml").write_text(
        '[data]\ngenerator = "quadratic"\ncount = 40\n[network]\nhidden = [3]\n'
        "[training]\nlearning_rate = 1e6\nepochs = 50\n"
    )
    refused = run("live", "wild.toml")
    assert refused.exit_code == 2 and "mathnet: training diverged in epoch" in refused.stderr.splitlines()[-1]
    assert not (tmp_path / "media").exists()
