"""`mathnet bundle` puts a whole bundle in its place, or nothing."""

import os
import subprocess
from pathlib import Path

import av
import pytest

from scenes.commands import bundling
from scenes.stage.workshop import PREFIX
from tests.cli.test_film_command import MATHNET
from tests.cli.test_page_command import FILM
from tests.pages.made import data_of

NAMES = {
    f"architecture-of-by-hand.{ending}"
    for ending in ("mp4", "captions.vtt", "chapters.vtt", "poster.webp", "transcript.html", "embed.html", "html")
}
BY_HAND = ("bundle", "architecture", "by-hand")
DEFAULT = Path("media/bundles/ArchitectureOfByHand")


def files(folder):
    return {path.name for path in Path(folder).iterdir()}


def test_a_bundle_is_in_its_place_and_nothing_else_is_left(run, rendered, tmp_path):
    result = run(*BY_HAND, "-ql")
    assert (result.exit_code, result.stdout) == (0, f"{DEFAULT}\n"), result.output
    assert files(DEFAULT) == NAMES
    assert rendered == [("Architecture", "by-hand", ("-ql",), "dark", "on")]
    assert not list(tmp_path.rglob(f"{PREFIX}*"))


@pytest.mark.slow
@pytest.mark.parametrize("options", [("-o", "a/b"), ("-o=a/b",), ("--output", "a/b", "--theme", "light")])
def test_it_may_be_elsewhere_and_have_another_look(run, rendered, options):
    assert run(*BY_HAND, *options, "--captions", "off").stdout == "a/b\n"
    assert files("a/b") == NAMES and files("a") == {"b"}
    assert rendered[0][3:] == ("light" if "light" in options else "dark", "off")
    assert " default>" in Path("a/b/architecture-of-by-hand.embed.html").read_text()


@pytest.mark.slow
def test_the_title_names_film_and_lesson(run, rendered):
    run(*BY_HAND)
    page = (DEFAULT / "architecture-of-by-hand.transcript.html").read_text()
    assert "<h1>Architecture: a network to follow by hand</h1>" in page


@pytest.mark.slow
def test_the_page_is_that_of_film_and_lesson(run, rendered):
    run(*BY_HAND)
    page = (DEFAULT / "architecture-of-by-hand.html").read_text()
    assert "<title>Architecture: a network to follow by hand</title>" in page
    assert data_of(page)["stops"][0]["id"] == "layers-input"


def test_a_film_of_one_s_own_is_bundled_under_its_name(run, rendered, tmp_path):
    (tmp_path / "mine.py").write_text(FILM)
    result = run("bundle", "mine.py", "Mine", "-ql")
    assert (result.exit_code, result.stdout) == (0, "media/bundles/Mine\n"), result.output
    assert files("media/bundles/Mine") == {name.replace("architecture-of-by-hand", "mine") for name in NAMES}
    assert rendered == [("Mine", None, ("-ql",), "dark", "on")]
    assert "<h1>Mine: a network to follow by hand</h1>" in Path("media/bundles/Mine/mine.embed.html").read_text()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("mine.py",), "mine.py: which film? Name one; there are Aimless, Mine in it"),
        (("mine.py", "Mine", "--network", "net.json"), "--network goes with a lesson"),
        (("nowhere.py", "Mine"), "nowhere.py: there is no such file"),
        (("mine.py", "Mine", "--chapter", "one"), "--chapter: there is no chapter 'one': there are none"),
    ],
)
def test_a_film_of_one_s_own_that_can_t_be_bundled_is_refused(rendered, refusal, tmp_path, given, sentence):
    (tmp_path / "mine.py").write_text(FILM)
    assert sentence in refusal("bundle", *given)
    assert not rendered and not list(tmp_path.rglob("media"))


@pytest.mark.slow
def test_what_is_in_a_folder_stays_unless_a_bundle_is_forced_on_it(run, rendered, refusal):
    Path("out").mkdir()
    Path("out/mine.txt").write_text("mine")
    Path("out/architecture-of-by-hand.mp4").write_text("an older film")
    assert "isn't overwritten" in refusal(*BY_HAND, "-o", "out")
    assert not rendered and files("out") == {"mine.txt", "architecture-of-by-hand.mp4"}
    assert run(*BY_HAND, "-o", "out", "--force").exit_code == 0
    assert files("out") == NAMES | {"mine.txt"} and Path("out/mine.txt").read_text() == "mine"
    assert Path("out/architecture-of-by-hand.mp4").stat().st_size > 1000


@pytest.mark.slow
def test_nothing_is_overwritten_that_came_while_the_film_was_rendered(run, rendered, monkeypatch):
    write = bundling.render_beside

    def slow(*wish):
        DEFAULT.mkdir()
        (DEFAULT / "architecture-of-by-hand.mp4").write_text("quicker")
        return write(*wish)

    monkeypatch.setattr(bundling, "render_beside", slow)
    result = run(*BY_HAND)
    assert result.exit_code == 2 and "isn't overwritten" in result.stderr
    assert (DEFAULT / "architecture-of-by-hand.mp4").read_text() == "quicker" and len(files(DEFAULT)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), SystemExit(2), KeyboardInterrupt()])
def test_what_ends_it_leaves_the_older_bundle_as_it_was(run, rendered, monkeypatch, tmp_path, error):
    run(*BY_HAND)
    before = {path.name: path.read_bytes() for path in DEFAULT.iterdir()}

    def fail(*_):
        raise error

    monkeypatch.setattr("scenes.bundle.bundle.write_movie", fail)
    result = run(*BY_HAND, "--force")
    assert result.exit_code != 0 and result.stdout == ""
    if isinstance(error, OSError):
        assert f"{DEFAULT}: can't be written (No space left on device): make room" in result.stderr
    assert {path.name: path.read_bytes() for path in DEFAULT.iterdir()} == before
    assert not list(tmp_path.rglob(f"{PREFIX}*"))


@pytest.mark.slow
def test_a_chapter_is_known_before_anything_is_rendered(rendered, refusal):
    told = refusal(*BY_HAND, "--chapter", "Nothing")
    assert told.endswith("there are “Architecture: a network to follow by hand”, “Every weight and every bias”.")
    assert not rendered


@pytest.mark.slow
def test_a_bundle_with_a_chapter_of_a_lesson_file_is_rendered(tmp_path):
    (tmp_path / "my.toml").write_text('[data]\ngenerator = "xor"\n[network]\nhidden = [2]\n[training]\nepochs = 2\n')
    small = ["-r", "320,180", "--fps", "5", "--progress_bar", "none"]
    chapter = ["--chapter", "every weight and every bias", "--theme", "light", "-o", "out"]
    command = [*MATHNET, "bundle", "architecture", "my.toml", *chapter, *small]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "out\n"), done.stderr
    assert (tmp_path / "out/architecture-of-my.every-weight-and-every-bias.gif").stat().st_size > 1000
    with av.open(str(tmp_path / "out/architecture-of-my.mp4")) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24")
    assert picture[0, 0].min() > 230, "it is light"
    assert not list(tmp_path.rglob(f"{PREFIX}*"))


@pytest.mark.slow
def test_a_film_of_one_s_own_is_rendered_from_its_file(tmp_path):
    (tmp_path / "own").mkdir()
    (tmp_path / "own/mine.py").write_text(f"import beside_it\n{FILM}")
    (tmp_path / "own/beside_it.py").write_text("")
    command = [*MATHNET, "bundle", "own/mine.py", "Mine", "-o", "out", "-r", "320,180", "--progress_bar", "none"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "out\n"), done.stderr
    with av.open(str(tmp_path / "out/mine.mp4")) as container:
        assert container.duration > 0
    assert "greeting-hello" in (tmp_path / "out/mine.html").read_text()


@pytest.mark.slow
def test_a_film_that_can_t_be_rendered_says_so_once_and_leaves_nothing(tmp_path):
    (tmp_path / "manim.cfg").write_text("[CLI]\nmedia_dir = ./mine\n")
    command = [*MATHNET, "bundle", "architecture", "by-hand", "-o", "out", "--resolution", "wrong"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=os.environ)
    assert done.returncode != 0 and done.stdout == "" and "Traceback" not in done.stderr
    assert [path.name for path in tmp_path.iterdir() if path.name != ".mathnet"] == ["manim.cfg"]
