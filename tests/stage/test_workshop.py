"""A workshop is its process's own, and outlives it only until the next comes by."""

from __future__ import annotations

from pathlib import Path

from scenes.stage.workshop import PREFIX, Workshop, clear_abandoned


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


def test_a_workshop_removed_while_it_is_opened_is_made_again(tmp_path: Path, monkeypatch) -> None:
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
