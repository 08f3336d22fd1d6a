"""`mathnet slides` puts all slides of a film in their place, or nothing."""

import json
import os
import subprocess
from pathlib import Path

import av
import pytest

from scenes.commands import slides
from scenes.stage.workshop import PREFIX
from tests.cli.test_film_command import MATHNET

MINE = ("slides", "mine.py", "Mine")
DEFAULT = Path("media/slides/Mine.json")
CLIPS = {f"{stop}{way}.mp4" for stop in ("1-first-seen", "2-second-seen") for way in ("", "-backwards")}


@pytest.fixture(autouse=True)
def mine(tmp_path):
    """A film of one's own."""
    (tmp_path / "mine.py").write_text("from tests.stage.films import Told\n\n\nclass Mine(Told):\n    pass\n")


def files(folder):
    return {path.name for path in Path(folder).iterdir()}


def test_slides_are_in_their_place_and_nothing_else_is_left(run, rendered, tmp_path):
    result = run(*MINE, "-ql")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == ["manim-slides convert --folder media/slides Mine Mine.pptx", str(DEFAULT)]
    assert files("media/slides") == {"Mine.json", "files"} and files("media/slides/files/Mine") == CLIPS
    assert rendered == [("Mine", None, ("-ql", "--format", "mp4"), "dark", "on")]
    assert not list(tmp_path.rglob(f"{PREFIX}*"))


@pytest.mark.slow
def test_they_may_be_elsewhere_and_have_another_look(run, rendered):
    result = run(*MINE, "-o", "a b/c", "--theme", "light", "--captions", "off")
    assert result.stdout.startswith("manim-slides convert --folder 'a b/c/slides' Mine")
    assert files("a b/c/slides") == {"Mine.json", "files"}
    assert rendered[0][3:] == ("light", "off")


def test_what_is_in_a_folder_stays_unless_slides_are_forced_on_it(run, rendered, refusal):
    DEFAULT.parent.mkdir(parents=True)
    DEFAULT.write_text("older")
    (DEFAULT.parent / "Other.json").write_text("other")
    assert refusal(*MINE).startswith("media/slides/Mine.json: it is there already, and isn't overwritten")
    assert not rendered and DEFAULT.read_text() == "older"
    assert run(*MINE, "--force").exit_code == 0
    assert len(json.loads(DEFAULT.read_text())["slides"]) == 2
    assert (DEFAULT.parent / "Other.json").read_text() == "other"


@pytest.mark.slow
def test_nothing_is_overwritten_that_came_while_the_film_was_rendered(run, rendered, monkeypatch):
    wait = slides.render_beside

    def slow(*wish):
        DEFAULT.parent.mkdir(parents=True)
        DEFAULT.write_text("quicker")
        return wait(*wish)

    monkeypatch.setattr(slides, "render_beside", slow)
    result = run(*MINE)
    assert result.exit_code == 2 and "isn't overwritten" in result.stderr
    assert DEFAULT.read_text() == "quicker" and files("media/slides") == {"Mine.json"}


@pytest.mark.slow
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), SystemExit(2), KeyboardInterrupt()])
def test_what_ends_it_leaves_the_older_slides_as_they_were(run, rendered, monkeypatch, tmp_path, error):
    run(*MINE)
    before = {path: path.read_bytes() for path in Path("media").rglob("*") if path.is_file()}

    def fail(*_):
        raise error

    monkeypatch.setattr("scenes.slides.presentation.write_clips", fail)
    result = run(*MINE, "--force")
    assert result.exit_code != 0 and result.stdout == ""
    if isinstance(error, OSError):
        assert "media: can't be written (No space left on device): make room" in result.stderr
    assert {path: path.read_bytes() for path in Path("media").rglob("*") if path.is_file()} == before
    assert not list(tmp_path.rglob(f"{PREFIX}*"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("slides", "forward-pas"), "there is no film 'forward-pas'"),
        (("slides", "mine.py", "Yours"), "mine.py has no film 'Yours'"),
        ((*MINE, "-o"), "-o goes with a folder"),
        ((*MINE, "-o", "mine.py"), "mine.py: expected a folder, found a file"),
        ((*MINE, "--format", "gif"), "--format: of manim's options, slides go with those of size and rate"),
        ((*MINE, "--theme", "blue"), "--theme: expected dark or light"),
    ],
)
def test_what_cannot_be_slides_is_refused_before_it_is_rendered(rendered, refusal, given, sentence):
    assert sentence in refusal(*given)
    assert not rendered and not Path("media/slides").exists()


@pytest.mark.slow
def test_slides_of_a_lesson_file_are_rendered(tmp_path):
    (tmp_path / "my.toml").write_text('[data]\ngenerator = "xor"\n[network]\nhidden = [2]\n[training]\nepochs = 2\n')
    small = ["-r", "320,180", "--fps", "5", "--progress_bar", "none"]
    command = [*MATHNET, "slides", "architecture", "my.toml", "--theme", "light", "-o", "out", *small]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ)
    assert done.returncode == 0 and done.stdout.splitlines()[-1] == "out/slides/ArchitectureOfMy.json", done.stderr
    document = json.loads((tmp_path / done.stdout.splitlines()[-1]).read_text())
    assert document["resolution"] == [320, 180] and int(document["background_color"][1:3], 16) > 230, "it is light"
    for slide in document["slides"]:
        with av.open(str(tmp_path / "out" / slide["file"])) as clip:
            assert clip.streams.video[0].frames > 0
    assert not list(tmp_path.rglob(f"{PREFIX}*"))
