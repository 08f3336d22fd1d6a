"""A workshop is its process's own, and outlives it only until the next comes by."""

from __future__ import annotations

import errno
import fcntl
from pathlib import Path

import pytest

from scenes.stage.workshop import PREFIX, Workshop, clear_abandoned, turn


def test_a_workshop_stays_while_it_is_held(tmp_path: Path) -> None:
    workshop = Workshop(tmp_path)
    assert list(tmp_path.iterdir()) == []
    workshop.open()
    workshop.open()
    (workshop.path / "piece").touch()
    clear_abandoned([tmp_path])
    assert (workshop.path / "piece").exists()
    workshop.close()
    assert list(tmp_path.iterdir()) == []


def test_an_abandoned_workshop_is_cleared_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / f"{PREFIX}1" / "pieces").mkdir(parents=True)
    (tmp_path / f"{PREFIX}2").write_text("a file of somebody's")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / f"{PREFIX}3").symlink_to(tmp_path / "elsewhere")
    clear_abandoned([tmp_path, tmp_path / "missing"])
    assert {path.name for path in tmp_path.iterdir()} == {f"{PREFIX}2", f"{PREFIX}3", "elsewhere"}


def test_a_workshop_removed_while_it_is_opened_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    workshop = Workshop(tmp_path)
    make, made = Path.mkdir, []

    def make_and_lose(path: Path, **settings: bool) -> None:
        make(path, **settings)
        made.append(path)
        if len(made) == 1:
            path.rmdir()

    monkeypatch.setattr(Path, "mkdir", make_and_lose)
    workshop.open()
    assert len(made) == 2 and workshop.path.is_dir()
    workshop.close()


def test_without_locks_a_workshop_is_used_and_none_is_cleared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: int) -> None:
        raise OSError(errno.ENOSYS, "no locks here")

    monkeypatch.setattr(fcntl, "flock", refuse)
    workshop = Workshop(tmp_path)
    workshop.open()
    clear_abandoned([tmp_path])
    with turn(tmp_path):
        assert workshop.path.is_dir()
    workshop.close()
    assert list(tmp_path.iterdir()) == []
