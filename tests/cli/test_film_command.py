"""`mathnet film` runs manim on a film of a lesson."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from scenes.commands import films
from scenes.commands.films import ROOT, find_film, write_scene


@pytest.fixture
def manim(monkeypatch):
    """Calls of manim, which are noted in place of being made; each writes what manim would."""
    calls = []

    def render(command, **settings):
        calls.append(command)
        made = Path("media", "videos", Path(command[-2]).stem, "480p15", f"{command[-1]}.mp4")
        pieces = made.parent / "partial_movie_files" / "0.mp4"
        pieces.parent.mkdir(parents=True)
        pieces.touch()
        made.touch()
        # the clock of files may lag behind by some milliseconds
        later = settings["env"] and films.time.time() + 1
        os.utime(made, (later, later))
        os.utime(pieces, (later, later))
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr(films.subprocess, "run", render)
    return calls


@pytest.mark.parametrize("name", ["ForwardPass", "forward-pass", "forward_pass", "forwardpass"])
def test_a_film_has_its_name_in_either_spelling(run, manim, name):
    result = run("film", name, "-ql", "--fps", "10")
    assert result.exit_code == 0
    (command,) = manim
    assert command[:5] == [sys.executable, "-P", "-m", "manim", "render"]
    assert command[-5:] == ["-ql", "--fps", "10", str(ROOT / "scenes/forward_pass.py"), "ForwardPass"]


def test_a_film_of_a_lesson_is_a_subclass_of_three_lines(run, manim, tmp_path):
    result = run("film", "forward-pass", "my.toml", "-qh")
    (command,) = manim
    assert command[-3:] == ["-qh", "media/lessons/forward_pass_my.py", "ForwardPassMy"]
    assert (tmp_path / "media/lessons/forward_pass_my.py").read_text() == (
        "from scenes.forward_pass import ForwardPass\n\n\n"
        f"class ForwardPassMy(ForwardPass):\n    lesson = '{tmp_path / 'my.toml'}'\n"
    )
    assert result.stdout == f"{tmp_path}/media/videos/forward_pass_my/480p15/ForwardPassMy.mp4\n"


def test_the_lesson_is_trained_before_manim_starts(run, manim, tmp_path):
    # a seed of its own: another test may have trained the same lesson in this process
    (tmp_path / "my.toml").write_text('[data]\ngenerator = "xor"\n[network]\nseed = 4711\n[training]\nepochs = 1\n')
    run("film", "forward-pass", "my.toml")
    assert len(list((tmp_path / "recordings").iterdir())) == 1


def test_a_built_in_lesson_goes_too(run, manim, tmp_path):
    run("film", "architecture", "by-hand")
    assert "lesson = 'by-hand'" in (tmp_path / "media/lessons/architecture_by_hand.py").read_text()


def test_the_project_s_settings_are_used_unless_there_are_own_ones(run, manim, tmp_path):
    run("film", "forward-pass")
    assert manim[-1][5:7] == ["--config_file", str(ROOT / "manim.cfg")]
    (tmp_path / "manim.cfg").touch()
    (tmp_path / "media" / "videos" / "forward_pass").rename(tmp_path / "before")
    run("film", "forward-pass")
    assert "--config_file" not in manim[-1]


def test_manim_s_exit_code_is_passed_on(run, monkeypatch):
    monkeypatch.setattr(films.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, 3))
    assert run("film", "forward-pass").exit_code == 3


@pytest.mark.parametrize(
    "name",
    ["'\nimport os\nos.abort() #", '"""', "日本語", "2 moons", "\\", "numpy", "a-b.c d", "\udc80", "{x}", "", "class"],
)
def test_a_lesson_s_name_is_never_code(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    lesson = f"{name}.toml"
    file, scene = write_scene(find_film("ForwardPass"), lesson)
    assert scene.isidentifier() and file.parent == Path("media/lessons") and file.stem.startswith("forward_pass")
    (imports, subclass) = ast.parse(file.read_bytes()).body
    (line,) = subclass.body
    assert isinstance(imports, ast.ImportFrom) and isinstance(line, ast.Assign)
    assert ast.literal_eval(line.value) == str(Path(lesson).resolve())


@pytest.mark.slow
def test_a_film_of_a_lesson_file_is_rendered(tmp_path):
    (tmp_path / "my.toml").write_text('[data]\ngenerator = "xor"\n[network]\nhidden = [2]\n[training]\nepochs = 2\n')
    # a module of the standard library's name beside the lesson does no harm
    (tmp_path / "random.py").write_text("raise SystemExit(9)")
    command = "import sys; from scenes.cli import main; sys.argv[0] = 'mathnet'; main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", command, "film", "architecture", "my.toml", "-ql"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    film = Path(done.stdout.splitlines()[-1])
    assert film == tmp_path / "media/videos/architecture_my/480p15/ArchitectureMy.mp4" and film.stat().st_size > 10_000
