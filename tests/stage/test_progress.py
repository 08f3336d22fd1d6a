"""While a film renders, one line tells how far it is, on a terminal; elsewhere nothing does."""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

import pytest

from scenes.lessons.progress import progress_bar
from scenes.stage.progress import length_of
from tests.stage.films import PLACE, Told, render

SHOWN = {"progress_bar": "display"}
NAMES = ("Told", "A dot", "script")


class Screen(io.StringIO):
    """A terminal."""

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        return re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", self.getvalue())


def shown(folder: Path, monkeypatch: pytest.MonkeyPatch, **settings: str) -> str:
    """Return what is shown on a terminal while a film renders in a folder."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(sys, "stderr", Screen())  # here: pytest has its own, set up for each test
    render(Told, **settings)
    return sys.stderr.text()


def test_one_line_tells_name_chapter_percent_and_time_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shown(tmp_path, monkeypatch, **SHOWN)
    assert all(name in text for name in NAMES) and re.search(r" [1-9]\d?%", text) and re.search(r"\d:\d\d", text)
    assert "\n" not in text.rstrip(), "it is one line, drawn anew"
    assert text.rstrip().splitlines()[-1].startswith("Told") and "100%" in text.rstrip().splitlines()[-1]
    assert capsys.readouterr().out == f"{PLACE / 'Told.mp4'}\n"


def test_percent_never_go_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    percent = [int(number) for number in re.findall(r"(\d+)%", shown(tmp_path, monkeypatch, **SHOWN))]
    assert percent[-1] == 100 and percent == sorted(percent)


def test_nothing_is_told_where_there_is_no_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    render(Told, **SHOWN)
    said = capsys.readouterr()
    assert (said.out, said.err) == (f"{PLACE / 'Told.mp4'}\n", "")
    render(Told, **SHOWN, save_last_frame=True)
    said = capsys.readouterr()
    assert said.out.endswith(".png\n") and said.err == ""


def test_manim_s_own_bars_come_back_where_it_is_to_tell_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = shown(tmp_path, monkeypatch, **SHOWN, verbosity="INFO")
    assert "Animation 0" in text and "Told ━" not in text


def test_no_bar_is_shown_where_none_is_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(tmp_path, monkeypatch) == ""


def test_the_length_that_percent_are_of_is_that_of_the_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    film = render(Told)
    assert length_of(Told) == pytest.approx(film.time, abs=film.renderer.num_plays / 15)


def test_what_is_printed_under_way_goes_where_it_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Screen())
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    with progress_bar("All films", 2) as show:
        print("the first one")
        show(1, "1 of 2")
    assert sys.stdout.getvalue() == "the first one\n" and "the first one" not in sys.stderr.text()
