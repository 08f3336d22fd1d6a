"""`mathnet page` makes a film one HTML file, and refuses in one sentence."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scenes.architecture import Architecture
from scenes.pages.handout import CALLED
from tests.pages.made import data_of

FILM = """
from scenes.lessons import Lesson, Sample, find_lesson
from scenes.stage.film import Film
from scenes.storyboards.words import Chapter


class Mine(Film):
    \"\"\"A film of one's own.\"\"\"

    lesson = "by-hand"

    def construct(self):
        with self.saying(Chapter("greeting", (), (), {"hello": ("hello",)}), "hello"):
            self.wait(0.1)


class Aimless(Film):
    \"\"\"A film about nothing.\"\"\"
"""


@pytest.fixture
def mine(run, tmp_path):
    (tmp_path / "mine.py").write_text(FILM)
    return "mine.py"


def test_a_page_of_a_lesson_goes_where_films_go(run, tmp_path):
    made = run("page", "architecture", "my.toml")
    assert made.exit_code == 0, made.output
    path = made.stdout.splitlines()[-1]
    assert path == "media/pages/ArchitectureOfMy.html"
    assert data_of((tmp_path / path).read_text(encoding="utf-8"))["stops"]


@pytest.mark.slow
def test_what_a_page_is_about_is_the_film_s_own_words_but_for_another_lesson_its_chapters(run, tmp_path):
    own, other = (
        tmp_path / run("page", *film).stdout.strip() for film in (("architecture",), ("architecture", "my.toml"))
    )
    assert f'<meta name="description" content="{Architecture.__doc__.splitlines()[0]}">' in own.read_text()
    assert '<meta name="description" content="Architecture: my, Every weight and every bias">' in other.read_text()


@pytest.mark.slow
def test_a_page_there_gives_way_to_a_newer_one(run, tmp_path):
    place = tmp_path / "media/pages/ArchitectureByHand.html"
    place.parent.mkdir(parents=True)
    place.write_text("old")
    assert run("page", "architecture-by-hand").exit_code == 0
    assert place.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_film_of_ones_own_is_a_page(run, mine, tmp_path):
    made = run("page", mine, "Mine", "-o", "mine.html")
    assert made.exit_code == 0, made.output
    page = (tmp_path / "mine.html").read_text(encoding="utf-8")
    assert [stop["id"] for stop in data_of(page)["stops"]] == ["greeting-hello"]
    assert "<title>Mine: a network to follow by hand</title>" in page


@pytest.mark.parametrize(
    ("options", "begins"), [((), '<html lang="en">'), (("--theme", "light"), 'data-theme="light"')]
)
def test_a_page_begins_in_the_theme_that_is_asked_for(run, mine, tmp_path, options, begins):
    assert run("page", mine, "Mine", "-o", "mine.html", *options).exit_code == 0
    assert begins in (tmp_path / "mine.html").read_text(encoding="utf-8").splitlines()[1]


def test_a_file_of_somebody_is_spared_but_by_force(run, refusal, mine, tmp_path):
    (tmp_path / "mine.html").write_text("precious")
    assert refusal("page", mine, "Mine", "-o", "mine.html").startswith("mine.html: it is there already")
    assert (tmp_path / "mine.html").read_text() == "precious"
    assert run("page", mine, "Mine", "-o", "mine.html", "--force").exit_code == 0
    assert "greeting" in (tmp_path / "mine.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("mine.py", "Yours"), "mine.py has no film 'Yours'; there are Aimless, Mine in it"),
        (("mine.py",), "mine.py: which film? Name one; there are Aimless, Mine in it"),
        (("mine.py", "Mine", "--network", "net.json"), "--network goes with a lesson, and a film of your own has one"),
        (("mine.py", "Aimless"), "mine.py: Aimless has no lesson"),
        (("nowhere.py", "Mine"), "nowhere.py: there is no such file"),
        (("broken.py", "Mine"), "broken.py doesn't run: ZeroDivisionError"),
        (("forward-pas",), "there is no film 'forward-pas'"),
        (("forward-pass", "nothing"), "nothing"),
        (("forward-pass", "--network", "net.json"), "--network goes with a lesson and a file"),
        (("mine.py", "Mine", "-o", "nowhere/mine.html"), "nowhere/mine.html: expected a place"),
        (("mine.py", "Mine", "--theme", "pink"), "--theme"),
        (("mine.py", "Mine", "-o", "mine.pdf", "--pdf"), "mine.pdf: expected a name for the page"),
    ],
)
def test_what_cannot_be_a_page_is_refused(refusal, mine, tmp_path, given, sentence):
    (tmp_path / "broken.py").write_text("1 / 0\n")
    assert sentence in refusal("page", *given)
    assert not list(tmp_path.rglob("*.html"))


def test_without_a_chromium_a_pdf_is_refused_before_the_film_is_run(refusal, mine, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert refusal("page", mine, "Mine", "--pdf").startswith("--pdf needs a Chromium, and there is none here")
    assert not list(tmp_path.rglob("*.html"))


def test_a_chromium_that_fails_leaves_the_page_and_no_pdf(refusal, run, mine, tmp_path, monkeypatch):
    false = tmp_path / "bin" / "chromium"
    false.parent.mkdir()
    false.write_text("#!/bin/sh\necho 'no screen, no fun' >&2\nexit 1\n")
    false.chmod(0o755)
    monkeypatch.setenv("PATH", str(false.parent), prepend=":")
    result = run("page", mine, "Mine", "--pdf")
    assert result.exit_code == 2
    assert "didn't print it (no screen, no fun)" in result.stderr
    assert [path.name for path in (tmp_path / "media/pages").iterdir()] == ["Mine.html"]


@pytest.mark.slow
@pytest.mark.skipif(not any(map(shutil.which, CALLED)), reason="no Chromium is here: install it to try --pdf")
def test_a_pdf_has_a_page_for_each_chapter(run, tmp_path):
    made = run("page", "architecture-by-hand", "--pdf", "-o", "here.html")
    assert made.exit_code == 0, made.output
    assert made.stdout.splitlines() == ["here.html", "here.pdf"]
    chapters = {stop["chapter"] for stop in data_of((tmp_path / "here.html").read_text(encoding="utf-8"))["stops"]}
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", (tmp_path / "here.pdf").read_bytes())) == len(chapters)


@pytest.mark.slow
def test_a_lesson_that_the_film_is_not_for_is_refused(tmp_path):
    """In a process of its own: the film itself ends it."""
    command = [sys.executable, "-c", "from scenes.cli import main; main()", "page", "learning-rates", "by-hand"]
    done = subprocess.run(command, cwd=tmp_path, env=_environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("LearningRates: this film is for lessons") and done.stderr.count("\n") == 1
    assert not list(tmp_path.rglob("*.html"))


def _environment():
    return {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
