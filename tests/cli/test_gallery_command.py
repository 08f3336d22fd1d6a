"""`mathnet gallery` puts a whole site in its place, or nothing."""

from pathlib import Path

import pytest
from joblib import parallel_config

from scenes.commands import gallery
from scenes.gallery.index import Card, Sign
from scenes.stage.workshop import PREFIX


@pytest.fixture
def made(monkeypatch):
    """What is asked for is noted, and stands for what would be made."""
    asked = []

    def furnish(room, site):
        asked.append((room.lesson, None))
        (site / room.folder / "live.html").write_text("live")
        (site / room.folder / "trace.json").write_text("{}")
        return Sign(room.lesson, "", (), True)

    def hang(room, source, site):
        asked.append((room.lesson, source.name))
        (site / room.folder / f"{source.name}.html").write_text("page")
        return Card(source.name, 1, 1, f"{room.folder}/{source.name}.html", "dark", "light")

    monkeypatch.setattr(gallery, "furnish", furnish)
    monkeypatch.setattr(gallery, "hang", hang)
    with parallel_config(backend="sequential"):
        yield asked


def files(folder):
    return {path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file()}


def test_a_site_has_a_room_for_each_lesson_and_all_films_that_fit_it(run, made, tmp_path):
    result = run("gallery", "by-hand", "my.toml", "-o", "site")
    assert (result.exit_code, result.stdout) == (0, "site/index.html\n"), result.output
    assert {lesson for lesson, _ in made} == {"by-hand", "my.toml"}
    assert {film for lesson, film in made if lesson == "by-hand"} == {
        None,
        "Architecture",
        "Backpropagation",
        "ForwardPass",
    }
    assert {"index.html", "by-hand/ForwardPass.html", "my/live.html"} <= files("site")
    assert not list(tmp_path.rglob(f"{PREFIX}*"))


def test_what_is_in_a_folder_stays_unless_a_site_is_forced_on_it(run, made, refusal):
    Path("site/by-hand").mkdir(parents=True)
    Path("site/CNAME").write_text("mine")
    Path("site/by-hand/live.html").write_text("older")
    assert "isn't overwritten" in refusal("gallery", "by-hand", "-o", "site")
    assert not made and Path("site/by-hand/live.html").read_text() == "older"
    assert run("gallery", "by-hand", "-o", "site", "--force").exit_code == 0
    assert Path("site/CNAME").read_text() == "mine" and Path("site/by-hand/live.html").read_text() == "live"


def test_an_empty_folder_is_filled(run, made):
    Path("site").mkdir()
    assert run("gallery", "by-hand", "-o", "site").exit_code == 0
    assert "index.html" in files("site")


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), KeyboardInterrupt(), SystemExit(143)])
def test_what_ends_it_leaves_the_older_site_as_it_was(run, made, monkeypatch, tmp_path, error):
    run("gallery", "by-hand", "-o", "site")
    before = {name: Path("site", name).read_bytes() for name in files("site")}

    def fail(*_):
        raise error

    monkeypatch.setattr(gallery, "hang", fail)
    result = run("gallery", "by-hand", "-o", "site", "--force")
    assert result.exit_code != 0 and result.stdout == ""
    assert {name: Path("site", name).read_bytes() for name in files("site")} == before
    assert not list(tmp_path.rglob(f"{PREFIX}*"))


def test_a_film_that_can_t_show_its_lesson_is_left_out_and_told_of(run, made, monkeypatch):
    fits = gallery.hang
    monkeypatch.setattr(
        gallery,
        "hang",
        lambda room, source, site: fits(room, source, site) if source.name == "Architecture" else "wide.",
    )
    result = run("gallery", "by-hand", "-o", "site")
    assert result.exit_code == 0 and "ForwardPass of by-hand is left out: wide." in result.stderr
    assert files("site") == {"index.html", "by-hand/Architecture.html", "by-hand/live.html", "by-hand/trace.json"}
    assert "ForwardPass" not in Path("site/index.html").read_text()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("iriss", "-o", "site"), "there is no lesson 'iriss'"),
        (("iris",), "Missing option '-o'"),
        (("nowhere.toml", "-o", "site"), "nowhere.toml"),
        (("iris", "-o", "my.toml"), "my.toml: expected a folder, found a file"),
    ],
)
def test_what_can_t_be_a_gallery_is_refused(made, refusal, given, sentence):
    assert sentence in refusal("gallery", *given)
    assert not made and not Path("site").exists()
