"""A film that several processes render is that of one: frames, captions, chapters, sections and speech."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from scenes.stage.sharing import HELPS, TAKEN, Share, Team
from scenes.stage.workshop import Workshop
from scenes.voice import VOICE
from tests.stage.films import PLACE, Told, end, is_older, manim, put_older, render, unfinished
from tests.voice.stand_in import put_stand_in

PLAYS = 6  # of Told


@pytest.fixture
def workshop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A leader's workshop; this process is to help him."""
    monkeypatch.chdir(tmp_path)
    led = Workshop(tmp_path / "led")
    led.open()
    (led.path / TAKEN).mkdir()
    monkeypatch.setenv(HELPS, str(led.path))
    yield led.path
    led.close()


def pieces(workshop: Path) -> dict[int, bytes]:
    return {int(path.stem[-5:]): path.read_bytes() for path in workshop.rglob("uncached_*.mp4")}


def test_plays_that_others_render_take_as_long_as_here(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for play in range(PLAYS):
        (workshop / TAKEN / str(play)).touch()
    passed = render(Told)
    assert pieces(workshop) == {} and passed.renderer.num_plays == PLAYS
    monkeypatch.delenv(HELPS)
    alone = render(Told)
    assert passed.time == alone.time and passed.captions == alone.captions and passed.chapters == alone.chapters


def test_each_play_is_rendered_by_one_and_as_if_it_had_rendered_all(
    workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    render(Told)
    whole = pieces(workshop)
    assert sorted(whole) == list(range(PLAYS))
    for path in [*(workshop / TAKEN).iterdir(), *workshop.rglob("uncached_*.mp4")]:
        path.unlink()
    for play in range(0, PLAYS, 2):
        (workshop / TAKEN / str(play)).touch()
    render(Told)
    odd = pieces(workshop)
    assert odd == {play: piece for play, piece in whole.items() if play % 2}
    render(Told)
    assert pieces(workshop) == odd, "everything was taken"


def test_who_helps_leaves_nothing_but_pieces(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    render(Told)
    assert capsys.readouterr().out == "" and not PLACE.exists()


def test_who_helps_ends_when_its_leader_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "abandoned" / TAKEN).mkdir(parents=True)
    monkeypatch.setenv(HELPS, str(tmp_path / "abandoned"))
    with pytest.raises(SystemExit):
        render(Told)
    assert "Told: the process that led the others is gone" in capsys.readouterr().err


def test_a_play_is_taken_once(workshop: Path) -> None:
    one, other = Share(workshop, None), Share(workshop, None)
    assert [one.take(0), other.take(0), other.take(1), one.take(1), one.take(2)] == [True, False, True, False, True]


# --- with processes ---


def led(film: str, jobs: int, scheduler: str | None = None) -> dict[str, str]:
    """Return the environment in which a film's rendering leads others."""
    team = Team(jobs, scheduler, tuple(manim(film, "--disable_caching", "--save_sections")))
    return {**os.environ, **team.to_environment()}


def rendered(folder: Path, jobs: int, scheduler: str | None = None) -> dict[str, bytes]:
    """Return all files that a rendering of Told by so many processes leaves, after a check that it ends well."""
    command = manim("Told", "--disable_caching", "--save_sections")
    folder.mkdir(exist_ok=True)
    done = subprocess.run(
        command, cwd=folder, env=led("Told", jobs, scheduler), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{PLACE / 'Told.mp4'}\n"
    assert unfinished(folder) == []
    return {str(path.relative_to(folder)): path.read_bytes() for path in (folder / PLACE).rglob("*") if path.is_file()}


@pytest.fixture
def alone(tmp_path: Path) -> dict[str, bytes]:
    """What one process leaves."""
    command = manim("Told", "--disable_caching", "--save_sections")
    (tmp_path / "alone").mkdir()
    subprocess.run(command, cwd=tmp_path / "alone", capture_output=True, check=True)
    files = (tmp_path / "alone" / PLACE).rglob("*")
    return {str(path.relative_to(tmp_path / "alone")): path.read_bytes() for path in files if path.is_file()}


@pytest.mark.slow
@pytest.mark.parametrize(("jobs", "voice"), [(2, "off"), (3, "espeak-ng")])
def test_a_film_of_several_processes_is_that_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int, voice: str, request: pytest.FixtureRequest
) -> None:
    put_stand_in(tmp_path, monkeypatch)
    monkeypatch.setenv(VOICE, voice)
    assert rendered(tmp_path / "together", jobs) == request.getfixturevalue("alone")


@contextmanager
def a_cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason="dask isn't installed: pip install distributed")
    with distributed.LocalCluster(2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        yield cluster.scheduler_address


@pytest.mark.slow
def test_a_film_of_a_cluster_is_that_of_one_process(tmp_path: Path, alone: dict[str, bytes]) -> None:
    with a_cluster() as scheduler:
        assert rendered(tmp_path / "together", 3, scheduler) == alone


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_what_ends_the_leader_ends_the_others_and_leaves_the_older_film(tmp_path: Path, number: int) -> None:
    put_older(tmp_path, "Helpless")
    style, *command = ["scenes.commands.manim_in_style", *manim("Helpless", "--disable_caching")[5:]]
    running = subprocess.Popen(
        [sys.executable, "-m", style, *command],
        cwd=tmp_path,
        env=led("Helpless", 2),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    with running:
        try:
            while not (tmp_path / "helper-is-here").exists():
                assert running.poll() is None
                time.sleep(0.05)
            if number == signal.SIGINT:
                os.killpg(running.pid, number)  # as a terminal does: all processes get it
            assert end(running, number) != 0
        finally:
            running.kill()
    helper = int((tmp_path / "helper-is-here").read_text())
    while Path(f"/proc/{helper}/cmdline").exists() and Path(f"/proc/{helper}/cmdline").read_bytes():
        time.sleep(0.05)  # for ever, if it isn't ended
    assert is_older(tmp_path, "Helpless") and unfinished(tmp_path) == []
