"""script/setup makes what is missing, deletes nothing of anybody's, and works in any folder."""

import ast
import subprocess

import pytest

from tests.setup.house import MATHNET, PYTHON, House


def test_a_second_run_does_nothing(furnished: House) -> None:
    first = furnished.run("script/setup")
    assert first.returncode == 0, first.stderr
    assert "All set up" in first.stdout
    assert furnished.called("python -m pip install --progress-bar off --require-hashes -r requirements.lock")
    assert furnished.called("python -m pip install --no-deps --no-build-isolation -e .")

    before = {path: path.stat().st_mtime_ns for path in furnished.root.rglob("*")}
    second = furnished.run("script/setup")
    assert (second.returncode, second.stdout) == (0, "Set up already: nothing to do.\n")
    assert {path: path.stat().st_mtime_ns for path in furnished.root.rglob("*")} == before
    assert len(furnished.called("python")) == 1


def test_a_new_lock_is_installed_into_the_environment_that_is_there(furnished: House) -> None:
    furnished.run("script/setup")
    furnished.file("requirements.lock", "manim==0.23.0\n")
    again = furnished.run("script/setup")
    assert again.returncode == 0, again.stderr
    assert furnished.called("python -m pip install --progress-bar off --require-hashes")
    assert not furnished.called("python -m venv")


def test_a_first_set_up_that_was_interrupted_is_made_again(furnished: House) -> None:
    furnished.file("fail-pip")
    assert furnished.run("script/setup").returncode == 1
    (furnished.root / "fail-pip").unlink()
    again = furnished.run("script/setup")
    assert again.returncode == 0, again.stderr
    assert "half made" in again.stdout and not (furnished.root / ".venv.old").exists()
    assert furnished.called("python -m venv")
    assert furnished.run("script/setup").stdout.startswith("Set up already")


def test_a_later_set_up_that_was_interrupted_installs_anew_and_deletes_nothing(furnished: House) -> None:
    furnished.run("script/setup")
    furnished.file(".venv/setup-unfinished")
    mine = furnished.file(".venv/lib/of-mine")
    again = furnished.run("script/setup")
    assert again.returncode == 0, again.stderr
    assert mine.exists() and not furnished.called("python -m venv")
    assert "--force-reinstall" in furnished.called("python -m pip install")[0]
    assert furnished.run("script/setup").stdout.startswith("Set up already")


@pytest.mark.parametrize("trouble", ["broken", "too old", "moved", "no folder"])
def test_an_environment_that_is_no_use_is_kept_aside(furnished: House, trouble: str) -> None:
    furnished.run("script/setup")
    (furnished.root / ".venv.old").mkdir()
    mine = furnished.file(".venv/lib/of-mine")
    if trouble == "broken":
        (furnished.root / ".venv/bin/python").unlink()
    elif trouble == "too old":
        furnished.file(".venv/bin/python", "#!/bin/sh\nexit 1\n", executable=True)
    elif trouble == "moved":
        furnished.root = furnished.root.rename(furnished.root.with_name("another house"))
    else:
        (furnished.root / ".venv").rename(furnished.root / "elsewhere")
        (furnished.root / ".venv").write_text("a file")
    again = furnished.run("script/setup")
    assert again.returncode == 0, again.stderr
    assert "it is kept as .venv.old2" in again.stdout
    assert (furnished.root / ".venv.old2").is_file() or (furnished.root / ".venv.old2/lib" / mine.name).exists()
    assert furnished.called("python -m venv")
    assert furnished.run("script/setup").stdout.startswith("Set up already")


@pytest.mark.parametrize("pip", ["with pip", "without pip"])
def test_an_environment_of_one_s_own_gets_what_is_missing(furnished: House, pip: str) -> None:
    python = (
        PYTHON if pip == "with pip" else PYTHON.replace("case $* in\n", "case $* in\n    *pip\\ --version) exit 1 ;;\n")
    )
    furnished.file(".venv/bin/python", python, executable=True)
    for name in ("manim", "mathnet"):
        furnished.file(f".venv/bin/{name}", executable=True)
    mine = furnished.file(".venv/lib/of-mine")
    done = furnished.run("script/setup")
    assert done.returncode == 0, done.stderr
    assert mine.exists() and not furnished.called("python -m venv")
    assert bool(furnished.called("python -I -m ensurepip")) == (pip == "without pip")
    assert furnished.run("script/setup").stdout.startswith("Set up already")


@pytest.mark.parametrize(
    "name", ["it's", 'a "b"', "$HOME `x`", "a:b", "back\\slash", "line\nbreak", "日本", "-x", "#%*[?]", "end\n"]
)
@pytest.mark.parametrize("script", ["setup", "film"])
def test_a_checkout_may_be_called_anything(furnished: House, name: str, script: str) -> None:
    furnished.root = furnished.root.rename(furnished.root.with_name(name))
    temporary = furnished.stubs.parent / "temporary"
    temporary.mkdir()
    furnished.settings |= {"LC_ALL": "C", "TMPDIR": str(temporary)}
    done = furnished.run("script/setup")
    assert done.returncode == 0, done.stderr
    assert furnished.run("script/setup").stdout == "Set up already: nothing to do.\n"
    if script == "film":
        furnished.file(".venv/bin/mathnet", MATHNET, executable=True)
        rendered = furnished.run("script/film")
        assert rendered.returncode == 0, rendered.stderr
        assert rendered.stdout.endswith(
            f": {furnished.root.resolve()}/media/videos/forward_pass/1080p60/ForwardPass.mp4\n"
        )
    assert not list(temporary.iterdir())


def test_programs_find_their_python_beside_them(furnished: House) -> None:
    """In a folder whose name no first line of a program can hold, and through a link from elsewhere."""
    furnished.root = furnished.root.rename(furnished.root.with_name('$HOME "x"\n:'))
    program = "# -*- coding: utf-8 -*-\nimport sys\n"
    furnished.command("python3", PYTHON.replace("chmod +x", f"printf '%s' '{program}' >>.venv/bin/mathnet; chmod +x"))
    assert furnished.run("script/setup").returncode == 0
    link = furnished.stubs.parent / "link"
    link.symlink_to(furnished.root / ".venv/bin/mathnet")
    for start in (furnished.root / ".venv/bin/mathnet", link):
        furnished.calls.write_text("")
        settings = furnished.settings_of("script/setup")
        subprocess.run(**{**settings, "args": [start, "--help"]}, check=True)
        assert furnished.calls.read_text() == f"python {start} --help\n"
    assert (furnished.root / ".venv/bin/mathnet").read_text().endswith(program)
    ast.parse((furnished.root / ".venv/bin/mathnet").read_text())


def test_the_lock_of_a_killed_run_is_no_obstacle(furnished: House) -> None:
    (furnished.root / ".setup.lock").symlink_to("process-999999999")
    assert furnished.run("script/setup").returncode == 0
    assert not (furnished.root / ".setup.lock").is_symlink()


def test_a_failed_download_shows_the_end_of_the_log_and_one_sentence(furnished: House) -> None:
    furnished.file("fail-pip")
    failed = furnished.run("script/setup")
    assert failed.returncode == 1
    assert "no route to anywhere" in failed.stderr
    assert "run script/setup again" in failed.stderr.splitlines()[-1]
    assert not (furnished.root / ".setup.lock").is_symlink()
    (furnished.root / "fail-pip").unlink()
    assert furnished.run("script/setup").returncode == 0


def test_packages_that_cannot_be_imported_are_not_called_set_up(furnished: House) -> None:
    furnished.file("fail-import")
    failed = furnished.run("script/setup")
    assert failed.returncode == 1
    assert "import cairo" in failed.stderr
