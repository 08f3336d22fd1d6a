"""`mathnet film` goes on as manim, about a film of a lesson."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import MLP, load_network, save_network
from scenes.commands import rendering
from scenes.commands.films import ROOT, find_film, list_films
from scenes.commands.scene_file import name_film, write_scene
from scenes.lessons import BUILT_IN, find_lesson

MEDIA = Path("media")
FORWARD_PASS = find_film("ForwardPass")


@pytest.fixture
def manim(monkeypatch):
    """Calls of manim, which are noted in place of being made; the program ends with 3, as if manim had."""
    calls = []

    def become(program, command, environment):
        assert program == command[0] == sys.executable and environment["PYTHONHASHSEED"] == "0"
        calls.append(command[1:])
        raise SystemExit(3)

    monkeypatch.setattr(rendering.os, "execve", become)
    return calls


@pytest.mark.parametrize("name", ["ForwardPass", "forward-pass", "forward_pass", "forwardpass"])
def test_a_film_has_its_name_in_either_spelling(run, manim, name):
    assert run("film", name, "-ql", "--fps", "10").exit_code == 3
    (command,) = manim
    assert command[:3] == ["-P", "-m", "scenes.commands.manim_in_style"]
    assert command[3:] == ["-ql", "--fps", "10", str(ROOT / "scenes/forward_pass.py"), "ForwardPass"]


def test_a_film_of_a_lesson_is_a_subclass_of_three_lines(run, manim, tmp_path):
    run("film", "forward-pass", "my.toml", "-qh")
    (command,) = manim
    assert command[-3:] == ["-qh", "media/lessons/forward_pass_of_my.py", "ForwardPassOfMy"]
    assert (tmp_path / "media/lessons/forward_pass_of_my.py").read_text() == (
        "from scenes.forward_pass import ForwardPass\n\n\n"
        f"class ForwardPassOfMy(ForwardPass):\n    lesson = '{tmp_path / 'my.toml'}'\n"
    )


def test_the_lesson_is_trained_before_manim_starts(run, manim, tmp_path):
    # a seed of its own: another test may have trained the same lesson in this process
    (tmp_path / "my.toml").write_text('[data]\ngenerator = "xor"\n[network]\nseed = 4711\n[training]\nepochs = 1\n')
    run("film", "forward-pass", "my.toml")
    assert len(list((tmp_path / "recordings").iterdir())) == 1


def test_a_built_in_lesson_goes_too(run, manim, tmp_path):
    run("film", "architecture", "by-hand")
    assert "lesson = 'by-hand'" in (tmp_path / "media/lessons/architecture_of_by_hand.py").read_text()


@pytest.mark.parametrize(
    "options", [("my.toml", "--network", "net.json", "-ql"), ("--network=net.json", "my.toml", "-ql")]
)
def test_a_film_may_be_about_a_network_that_was_saved(run, manim, tmp_path, options):
    save_network(MLP.initialised([2, 30, 2], ["tanh", "softmax"], "cross-entropy", Random(1)), "net.json")
    run("film", "architecture", *options)
    (command,) = manim
    file, name = command[-2:]
    assert command[3:-2] == ["-ql"]
    assert re.fullmatch("ArchitectureOfMyWithNet_[0-9a-f]{8}", name)
    found: dict = {}
    exec((tmp_path / file).read_text(), found)
    lesson = found[name].lesson
    assert lesson.network == load_network("net.json") and lesson.training is None
    assert lesson.samples == find_lesson("my.toml").samples
    assert not (tmp_path / "recordings").exists(), "nothing had to be trained"


def test_films_of_different_networks_have_different_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    networks = [None, "net.json", "a/net.json", "net", "'); exit(", "", "\N{GRINNING FACE}" * 60, "日" * 80]
    names = [name_film(FORWARD_PASS, lesson, MEDIA, network) for lesson in BUILT_IN for network in networks]
    assert len(set(names)) == len(names) and all(name.isidentifier() for name in names)
    for network in networks:
        file, name = write_scene(FORWARD_PASS, "日" * 80 + ".toml", MEDIA, network)
        assert len(os.fsencode(file.name)) < 255
        (_, *_, film) = ast.parse(file.read_text(encoding="utf-8")).body
        assert isinstance(film, ast.ClassDef) and film.name == name


@pytest.mark.parametrize("options", [("--media_dir", "films"), ("--media_dir=films",)])
def test_the_scene_file_goes_where_the_film_does(run, manim, tmp_path, options):
    run("film", "forward-pass", "my.toml", *options)
    assert (tmp_path / "films/lessons/forward_pass_of_my.py").exists() and not (tmp_path / "media").exists()


def test_a_scene_file_that_can_t_be_written_is_told_of(refusal, manim, tmp_path):
    (tmp_path / "media").write_text("mine")
    told = refusal("film", "forward-pass", "by-hand")
    assert told.startswith("media/lessons/forward_pass_of_by_hand.py: can't be written (Not a directory): ")
    assert not manim


# --- what a film of a lesson is called ---


def test_lessons_have_films_of_different_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    stems = [
        "my-net",
        "my_net",
        "my.net",
        "My-net",
        "my-Net",
        "mynet",
        "my-net2",
        "my-net-2",
        "日本",
        "本",
        "",
        *BUILT_IN,
    ]
    lessons = [*BUILT_IN, *(f"{folder}{stem}.toml" for folder in ("", "a/", "b/") for stem in stems)]
    names = [name_film(film, lesson, MEDIA) for film in list_films() for lesson in lessons]
    assert len(set(names)) == len(names)
    files = [write_scene(film, lesson, MEDIA)[0] for film in list_films()[:2] for lesson in lessons]
    # each film is in a folder called like its scene file; some file systems don't tell capitals from small letters
    assert len({str(file).lower() for file in files}) == len(files)


def test_a_name_is_readable(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert name_film(FORWARD_PASS, "by-hand", MEDIA) == "ForwardPassOfByHand"
    assert name_film(FORWARD_PASS, "my-net.toml", MEDIA) == "ForwardPassOfMyNet"
    assert re.fullmatch("ForwardPassOfMyNet_[0-9a-f]{8}", name_film(FORWARD_PASS, "my_net.toml", MEDIA))
    assert re.fullmatch("ForwardPassOfMyNet_[0-9a-f]{8}", name_film(FORWARD_PASS, "a/my-net.toml", MEDIA))
    assert re.fullmatch("ForwardPassOfMyNet_[0-9a-f]{8}", name_film(FORWARD_PASS, "my-net.toml", tmp_path / "a/media"))
    assert re.fullmatch("ForwardPassOf日本_[0-9a-f]{8}", name_film(FORWARD_PASS, "日本.toml", MEDIA))


def test_of_marks_where_the_lesson_s_name_begins():
    assert not [film.name for film in list_films() if "Of" in film.name]


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="/\0"), max_size=60))
def test_a_lesson_s_name_is_never_code(name):
    scene = name_film(FORWARD_PASS, f"{name}.toml", MEDIA)
    assert scene.isidentifier() and len(scene.encode()) < 200
    (parsed,) = ast.parse(f"class {scene}: pass").body
    assert parsed.name == scene


@pytest.mark.parametrize(
    "name",
    ["'\nimport os\nos.abort() #", '"""', "日本語", "2 moons", "\\", "numpy", "a-b.c d", "\udc80", "{x}", "", "class"],
)
def test_a_scene_file_holds_the_lesson_s_path_as_data(tmp_path, monkeypatch, name):
    monkeypatch.chdir(tmp_path)
    lesson = f"{name}.toml"
    file, scene = write_scene(FORWARD_PASS, lesson, MEDIA)
    assert file.parent == Path("media/lessons") and file.stem.startswith("forward_pass_of")
    (imports, subclass) = ast.parse(file.read_bytes()).body
    (line,) = subclass.body
    assert isinstance(imports, ast.ImportFrom) and isinstance(line, ast.Assign) and subclass.name == scene
    assert ast.literal_eval(line.value) == str(Path(lesson).resolve())
    assert [path.name for path in file.parent.iterdir()] == [file.name]


# --- with manim ---

MATHNET = [sys.executable, "-P", "-c", "import sys; from scenes.cli import main; sys.argv[0] = 'mathnet'; main()"]
QUICK = ["-ql", "-n", "0,1", "--progress_bar", "none"]


def film(folder, *arguments, **settings):
    return subprocess.run([*MATHNET, "film", *arguments], cwd=folder, capture_output=True, text=True, **settings)


@pytest.mark.slow
def test_a_film_of_a_lesson_file_is_rendered_and_nothing_is_said_but_where_it_is(tmp_path):
    (tmp_path / "my.toml").write_text('[data]\ngenerator = "xor"\n[network]\nhidden = [2]\n[training]\nepochs = 2\n')
    # a module of the standard library's name beside the lesson does no harm
    (tmp_path / "random.py").write_text("raise SystemExit(9)")
    done = film(tmp_path, "architecture", "my.toml", *QUICK)
    assert done.returncode == 0, done.stderr
    assert done.stdout == "media/videos/architecture_of_my/480p15/ArchitectureOfMy.mp4\n"
    assert (tmp_path / done.stdout.rstrip()).stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.parametrize("own", [False, True])
def test_the_project_s_settings_hold_in_any_folder_unless_there_are_own_ones(tmp_path, own):
    if own:
        (tmp_path / "manim.cfg").write_text("[CLI]\nmedia_dir = ./mine\nverbosity = WARNING\n")
    (tmp_path / "settings.py").write_text(
        "from manim import Scene, config\n\n\nclass Settings(Scene):\n    def construct(self):\n"
        "        print(config.disable_caching, config.max_inflight_encoders, config.media_dir)\n"
    )
    command = [sys.executable, "-P", "-m", rendering.MANIM, "--dry_run", "settings.py", "Settings"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == ("False 1 ./mine\n" if own else "True 2 ./media\n"), done.stderr


@pytest.mark.slow
def test_closed_standard_streams_do_no_harm(tmp_path):
    closed = ["sh", "-c", 'exec "$@" <&- >&- 2>&-', "sh", *MATHNET, "film", "architecture", "by-hand", *QUICK]
    assert subprocess.run(closed, cwd=tmp_path).returncode == 0
    assert len(list(tmp_path.rglob("ArchitectureOfByHand.mp4"))) == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", ["C", "POSIX"])
def test_no_language_is_needed(tmp_path, language):
    (tmp_path / "日本.toml").write_text('[data]\ngenerator = "xor"\n[network]\nhidden = [2]\n[training]\nepochs = 2\n')
    done = film(tmp_path, "architecture", "日本.toml", *QUICK, env={**os.environ, "LC_ALL": language})
    assert done.returncode == 0, done.stderr
    assert (tmp_path / done.stdout.rstrip()).is_file()


def test_films_are_listed_that_fit_a_lesson(run):
    listed = [line.split("\t")[0] for line in run("films", "my.toml").stdout.splitlines()]
    assert {"ForwardPass", "Backpropagation", "TrainingIris", "TrainingDecisionBoundary"} <= set(listed)
    assert not {"ForwardPassByHand", "LearningRates", "TrainingQuadratic"} & set(listed)


def test_films_that_fit_a_lesson_are_told_of_without_the_lesson_that_they_were_made_for(run):
    for line in run("films", "my.toml").stdout.splitlines():
        assert not re.search("iris|flower|moons|ten thousand", line.split("\t")[2], re.IGNORECASE), line
    assert "species of iris" in run("films", "iris").stdout


def test_captions_are_on_or_off(run):
    result = run("film", "architecture", "--captions", "maybe")
    assert result.exit_code == 2 and "expected on or off, given 'maybe'" in result.stderr


@pytest.mark.parametrize(
    ("options", "name", "left"),
    [
        (("--format", "vertical", "-ql"), "vertical", ["-ql"]),
        (("-ql", "--format=square"), "square", ["-ql"]),
        (("--format", "gif"), "landscape", ["--format", "gif"]),
        (("--format", "gif", "--format", "square"), "square", ["--format", "gif"]),
    ],
)
def test_a_format_of_pictures_is_the_films_and_one_of_files_is_manims(run, monkeypatch, options, name, left):
    asked = []

    def become(program, command, environment):
        asked.append((environment["MATHNET_FORMAT"], command[4:-2]))
        raise SystemExit(3)

    monkeypatch.setattr(rendering.os, "execve", become)
    assert run("film", "architecture", *options).exit_code == 3
    assert asked == [(name, left)]
