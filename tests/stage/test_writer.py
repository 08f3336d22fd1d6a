"""A film is in its place whole or not at all, whatever ends its rendering."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import av
import pytest
import srt

from tests.stage.films import PLACE, SMALL, end, is_older, manim, put_older, render, start, unfinished


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def packets(film: Path) -> int:
    with av.open(str(film)) as container:
        return sum(packet.dts is not None for packet in container.demux(video=0))


def test_film_and_captions_take_the_place_of_older_ones_and_nothing_else_is_left(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put_older(folder, "Small")
    film = render(save_sections=True)
    assert capsys.readouterr().out == f"{PLACE / 'Small.mp4'}\n"
    assert packets(PLACE / "Small.mp4") == round(film.time * 15)
    assert [caption.content for caption in srt.parse((PLACE / "Small.srt").read_text())] == ["A dot."]
    made = {path.name for path in PLACE.rglob("*") if path.is_file() and "pieces" not in path.parts}
    assert made == {"Small.mp4", "Small.srt", "Small.json", "Small_0000_A-dot.mp4"}
    film.renderer.file_writer.workshop.close()  # as when the writer goes, or the program ends
    assert unfinished(folder) == []


@pytest.mark.parametrize("form", ["gif", "webm", "mov", "png", "png-sequence"])
def test_every_format_is_in_its_place(folder: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    render(format=form, **SMALL)
    made = Path(capsys.readouterr().out.splitlines()[-1])
    if form == "png-sequence":
        assert len(list(made.glob("*.png"))) >= 6
    else:
        assert made.suffix == f".{form}" and made.stat().st_size > 100
    assert not any(".unfinished" in part for part in made.parts)


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    render(dry_run=True)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("name", ["it's", "a b", '"$HOME"', "日本", "%d", "-x", "#[]*", "{x}", "line\nbreak"])
def test_a_folder_may_be_called_anything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path / name)
    film = render()
    assert packets(PLACE / "Small.mp4") == round(film.time * 15)


def test_captions_of_an_older_film_don_t_stay_beside_one_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_older(folder, "Small")
    monkeypatch.setattr("scenes.stage.film.Film.add_subcaption", lambda *_, **__: None)
    render()
    assert not (PLACE / "Small.srt").exists()


# --- what ends a rendering ---


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGKILL])
def test_a_signal_while_the_pieces_are_joined_leaves_the_older_film(folder: Path, number: signal.Signals) -> None:
    put_older(folder, "Stuck")
    with start("Stuck", folder) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "half of it is written\n"
        assert end(running, number) != 0
    assert is_older(folder, "Stuck")
    assert len(unfinished(folder)) == (number == signal.SIGKILL)
    # the next run clears what a killed one left
    render().renderer.file_writer.workshop.close()
    assert unfinished(folder) == []


@pytest.mark.slow
def test_a_second_rendering_leaves_the_first_what_it_needs(folder: Path) -> None:
    with start("Stuck", folder) as first:
        assert first.stdout is not None and first.stdout.readline()
        (workshop,) = unfinished(folder)
        before = sorted(workshop.rglob("*"))
        render()
        assert sorted(workshop.rglob("*")) == before


def refused(capsys: pytest.CaptureFixture[str]) -> str:
    """Render, and return the sentence that it ends with."""
    with pytest.raises(SystemExit) as ended:
        render()
    assert ended.value.code == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith("Small: ") and sentence.endswith(".")
    return sentence


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_film_too_large_for_its_folder_is_told_of_and_leaves_the_older_one(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    render()
    whole = (PLACE / "Small.mp4").stat().st_size
    capsys.readouterr()
    (folder / "media").rename("before")
    put_older(folder, "Small")
    # a piece can't be written, the whole can't
    for size in (100, whole - 1):
        with largest_file(size):
            assert "Small.mp4 can't be written (File too large): make room" in refused(capsys)
        assert is_older(folder, "Small")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small file system")
@pytest.mark.parametrize("size", [8, 12, 16])
def test_a_full_disk_is_told_of_and_leaves_the_older_film(
    folder: Path, capsys: pytest.CaptureFixture[str], size: int
) -> None:
    (folder / "media").mkdir()
    disk = ["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", "media"]
    if subprocess.run(disk, capture_output=True, check=False).returncode != 0:
        pytest.skip("nothing can be mounted here")
    try:
        put_older(folder, "Small")
        assert "Small.mp4 can't be written (No space left on device): make room" in refused(capsys)
        assert is_older(folder, "Small")
    finally:
        subprocess.run(["umount", "--lazy", "media"], check=True)


def test_media_being_a_file_is_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "media").write_text("mine")
    assert "Small.mp4 can't be written (Not a directory)" in refused(capsys)
    assert (folder / "media").read_text() == "mine"


def test_a_folder_in_the_film_s_place_is_told_of(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (PLACE / "Small.mp4" / "mine").mkdir(parents=True)
    assert "Small.mp4 can't be written (Is a directory)" in refused(capsys)
    assert (PLACE / "Small.mp4" / "mine").is_dir() and not (PLACE / "Small.srt").exists()


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("setpriv") or os.geteuid() != 0, reason="plays a user whom the folder shuts out")
def test_a_folder_that_shuts_one_out_is_told_of_by_manim_itself(folder: Path) -> None:
    (folder / "media").mkdir(mode=0o555)
    powerless = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
    done = subprocess.run([*powerless, *manim("Small")], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    (sentence,) = done.stderr.splitlines()
    assert "can't be written (Permission denied)" in sentence
