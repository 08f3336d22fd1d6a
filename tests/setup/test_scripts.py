"""The scripts do what they say, on machines that are played by stubs: nothing is installed and nothing downloaded."""

import ast
import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = ["script/setup", "script/film", "script/test", ".ci/run"]
# fmt: off
TOOLS = [
    "sh", "env", "dirname", "basename", "cat", "cksum", "date", "sleep", "ln", "rm", "readlink", "wc", "head", "tail",
    "sed", "grep", "mkdir", "cp", "chmod", "touch", "mktemp", "find", "sort", "cut", "paste",
    "tr", "mv",
]
# fmt: on

PYTHON = """#!/bin/sh
printf 'python %s\\n' "$*" >>"$CALLS"
case $* in
    '-m venv '*.venv)
        mkdir -p .venv/bin && cp "$0" .venv/bin/python
        printf '#!/bin/sh\\n' >.venv/bin/manim && cp .venv/bin/manim .venv/bin/mathnet
        chmod +x .venv/bin/* ;;
    *'-m pip install'*) [ ! -e fail-pip ] || { echo 'no route to anywhere'; exit 1; } ;;
    *'import sys, cairo'*) [ ! -e fail-import ] || exit 1; echo '3.11.2 0.22.0 0.1.0' ;;
    *_base_executable*) echo "$0" ;;
    *get_config_var*) echo cc ;;
    *python_version*) echo 'Python 3.11.2' ;;
esac
"""

MATHNET = r"""#!/bin/sh
case $1 in
    films)
        printf 'ForwardPass\tscenes/forward_pass.py\tThe Iris network.\n'
        printf 'ForwardPassByHand\tscenes/forward_pass.py\tWith pencil and paper.\n' ;;
    film)
        trap 'echo ended >>"$CALLS"; exit 143' TERM
        printf 'mathnet %s\n' "$*" >>"$CALLS"
        while [ -e never-ends ]; do sleep 1 & wait $!; done
        echo 'a word of manim'
        [ ! -e fail-film ] || exit 3
        echo "media/videos/forward_pass/1080p60/$2.mp4" ;;
esac
"""


@dataclass
class House:
    """A copy of the scripts in a folder of their own, and a machine that has only the commands it was given."""

    root: Path
    stubs: Path
    calls: Path
    settings: dict[str, str] = field(default_factory=dict)

    def command(self, name: str, body: str) -> None:
        path = self.stubs / name
        path.write_text(body if body.startswith("#!") else f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def file(self, name: str, text: str = "", executable: bool = False) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if executable:
            path.chmod(0o755)
        return path

    def settings_of(self, *arguments: str, folder: Path = Path("/")) -> dict[str, Any]:
        """Return how a script is to be started, in `folder`: the arguments of subprocess."""
        environment = {"PATH": str(self.stubs), "CALLS": str(self.calls), "STUBS": str(self.stubs), **self.settings}
        return {
            "args": [self.root / arguments[0], *arguments[1:]],
            "cwd": folder,
            "env": environment,
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
        }

    def run(self, *arguments: str, folder: Path = Path("/")) -> subprocess.CompletedProcess[str]:
        self.calls.write_text("")
        return subprocess.run(**self.settings_of(*arguments, folder=folder))

    def called(self, start: str) -> list[str]:
        return [call for call in self.calls.read_text().splitlines() if call.startswith(start)]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """A house with a space in its name, on a machine with nothing but the tools that every system has."""
    root, stubs = tmp_path / "a house", tmp_path / "stubs"
    stubs.mkdir()
    for script in SCRIPTS:
        (root / script).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / script, root / script)
    for name in TOOLS:
        found = shutil.which(name)
        assert found, name
        (stubs / name).symlink_to(found)
    house = House(root, stubs, tmp_path / "calls")
    house.file("requirements.lock", "manim==0.22.0\n")
    house.file("pyproject.toml", "[project]\n")
    house.command("uname", "echo Haiku")
    house.command("id", "echo 0")
    return house


@pytest.fixture
def furnished(house: House) -> House:
    """A house on a machine that has Python, a compiler, cairo and pango."""
    house.command("python3", PYTHON)
    house.command("cc", "exit 0")
    house.command("pkg-config", "exit 0")
    return house


@pytest.fixture
def ready(house: House) -> House:
    """A house whose set-up has nothing to do, with two films, and a mathnet that notes how it was called."""
    house.file("script/setup", '#!/bin/sh\necho "setup is here"\n', executable=True)
    house.file(".venv/bin/mathnet", MATHNET, executable=True)
    return house


# --- the scripts as they are ---


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_plain_sh_and_executable(script: str) -> None:
    assert (ROOT / script).read_text().startswith("#!/bin/sh\n")
    assert os.access(ROOT / script, os.X_OK)
    for shell in ("sh", "dash"):
        if shutil.which(shell):
            checked = subprocess.run([shell, "-n", ROOT / script], capture_output=True, text=True)
            assert checked.returncode == 0, checked.stderr


def test_the_lock_names_no_address() -> None:
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert not [line for line in lines if "http" in line or "index-url" in line]


def test_every_pinned_package_has_a_hash() -> None:
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / "requirements.lock").read_text())
    pinned = [entry for entry in entries if re.match(r"[A-Za-z0-9]", entry)]
    assert pinned
    assert not [entry for entry in pinned if "==" not in entry or "--hash=sha256:" not in entry]


@pytest.mark.skipif(not shutil.which("git"), reason="asks git which files are tracked")
@pytest.mark.parametrize(
    "pattern",
    [
        r"(^|[^[:alnum:]_.])/" + "work/",
        "py" + r"pi\.org",
        "python" + r"hosted\.org",
        "deb" + r"\.debian\.org",
        "registry" + r"\.npmjs",
    ],
)
def test_nothing_tracked_names_a_place_of_one_machine_or_a_registry(pattern: str) -> None:
    found = subprocess.run(["git", "grep", "-nIE", pattern], cwd=ROOT, capture_output=True, text=True)
    if found.returncode > 1:
        pytest.skip("not a git checkout")
    assert found.stdout == ""


# --- script/setup ---


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


def test_an_old_python_in_front_of_a_newer_one_is_passed_by(furnished: House) -> None:
    (furnished.stubs / "python3").rename(furnished.stubs / "python3.12")
    furnished.command("python3", "exit 1")
    done = furnished.run("script/setup")
    assert done.returncode == 0, done.stderr


def test_an_unknown_system_is_told_what_is_missing(house: House) -> None:
    told = house.run("script/setup")
    assert told.returncode == 1
    for part in ("Python 3.11 or newer", "a C compiler", "pkg-config", "cairo", "pango"):
        assert part in told.stderr
    assert not (house.root / ".venv").exists()


def test_an_unknown_system_is_told_no_more_than_is_missing(furnished: House) -> None:
    furnished.command("pkg-config", "case $* in *pango*) exit 1 ;; esac")
    told = furnished.run("script/setup")
    assert told.returncode == 1
    assert [line for line in told.stderr.splitlines() if line.startswith("    - ")] == [
        "    - pango with its header files"
    ]


@pytest.fixture
def bare_debian(furnished: House) -> House:
    """Debian with nothing on it: what apt-get installs is there afterwards."""
    furnished.command("uname", "echo Linux")
    furnished.command("dpkg-query", "exit 1")
    for name in ("python3", "cc", "pkg-config"):
        (furnished.stubs / name).rename(furnished.stubs / f"{name}.later")
    furnished.command(
        "apt-get",
        'printf "apt-get %s\\n" "$*" >>"$CALLS"\ncase $* in\n'
        '    *update) touch "$STUBS/lists" ;;\n'
        '    *install*) [ -e "$STUBS/lists" ] || exit 100\n'
        "        case $* in *--simulate*) exit 0 ;; esac\n"
        '        for name in python3 cc pkg-config; do cp "$STUBS/$name.later" "$STUBS/$name"; done ;;\nesac',
    )
    return furnished


def test_a_bare_debian_gets_its_packages_after_an_update(bare_debian: House) -> None:
    done = bare_debian.run("script/setup")
    assert done.returncode == 0, done.stderr
    installed = bare_debian.called("apt-get")[-1]
    assert "--no-install-recommends" in installed
    assert installed.endswith(" python3-venv python3-dev gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev")
    assert any(call.endswith(" update") for call in bare_debian.called("apt-get"))
    assert bare_debian.run("script/setup").stdout.startswith("Set up already")
    assert not bare_debian.called("apt-get")


def test_a_user_installs_system_packages_through_sudo(bare_debian: House) -> None:
    bare_debian.command("id", "echo 1000")
    bare_debian.command("sudo", 'printf "sudo %s\\n" "$*" >>"$CALLS"\n[ "$1" = -n ] || exec "$@"')
    done = bare_debian.run("script/setup")
    assert done.returncode == 0, done.stderr
    assert bare_debian.called("sudo env DEBIAN_FRONTEND=noninteractive apt-get")


def test_a_user_without_sudo_is_told_the_command(bare_debian: House) -> None:
    bare_debian.command("id", "echo 1000")
    told = bare_debian.run("script/setup")
    assert told.returncode == 1
    assert "As root, run: apt-get install --no-install-recommends python3-venv" in told.stderr


def test_a_mac_gets_its_packages_from_homebrew(furnished: House) -> None:
    furnished.command("uname", "echo Darwin")
    (furnished.stubs / "pkg-config").rename(furnished.stubs / "pkg-config.later")
    furnished.command(
        "brew",
        'printf "brew %s\\n" "$*" >>"$CALLS"\ncase $1 in --prefix) echo "$STUBS" ;;\n'
        '    install) cp "$STUBS/pkg-config.later" "$STUBS/pkg-config" ;;\nesac',
    )
    done = furnished.run("script/setup")
    assert done.returncode == 0, done.stderr
    assert furnished.called("brew install") == ["brew install cairo pkg-config"]


# --- script/film ---


def test_film_renders_the_forward_pass_and_says_where_it_is(ready: House) -> None:
    rendered = ready.run("script/film")
    assert rendered.returncode == 0, rendered.stderr
    assert ready.called("mathnet") == ["mathnet film ForwardPass -qh"]
    assert rendered.stdout.startswith("setup is here\n")
    where = ready.root.resolve() / "media/videos/forward_pass/1080p60/ForwardPass.mp4"
    *_, word, told = rendered.stdout.splitlines()
    assert word == "a word of manim" and told.endswith(f": {where}")


def test_film_says_where_it_is_as_seen_from_its_own_folder(ready: House) -> None:
    rendered = ready.run("script/film", folder=ready.root)
    assert rendered.stdout.endswith(": media/videos/forward_pass/1080p60/ForwardPass.mp4\n")


@pytest.mark.parametrize(
    ("arguments", "calls"),
    [
        ("ForwardPassByHand", ["ForwardPassByHand -qh"]),
        ("ForwardPassByHand -ql", ["ForwardPassByHand -ql"]),
        ("-pql ForwardPassByHand", ["ForwardPassByHand -pql"]),
        ("-q m", ["ForwardPass -q m"]),
        ("--quality=k", ["ForwardPass --quality=k"]),
        ("--fps 30", ["ForwardPass -qh --fps 30"]),
        ("--all -s", ["ForwardPass -qh -s", "ForwardPassByHand -qh -s"]),
    ],
)
def test_film_hands_names_and_options_on(ready: House, arguments: str, calls: list[str]) -> None:
    rendered = ready.run("script/film", *arguments.split())
    assert rendered.returncode == 0, rendered.stderr
    assert ready.called("mathnet") == [f"mathnet film {call}" for call in calls]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_what_ends_film_ends_the_rendering(ready: House, number: signal.Signals) -> None:
    ready.file("never-ends")
    ready.calls.write_text("")
    with subprocess.Popen(**ready.settings_of("script/film")) as running:
        while not ready.called("mathnet"):
            assert running.poll() is None
        running.send_signal(number)
        assert running.wait() == 128 + number
    assert ready.called("ended")


@pytest.mark.parametrize("arguments", ["Forwardpass", "-ql Forwardpass", "ForwardPass Forwardpass"])
def test_film_names_the_films_there_are(ready: House, arguments: str) -> None:
    told = ready.run("script/film", *arguments.split())
    assert told.returncode == 2
    assert told.stderr == (
        "script/film: there is no film named 'Forwardpass'; there are ForwardPass, ForwardPassByHand.\n"
    )
    assert not ready.called("mathnet")


def test_film_list_has_films_only(ready: House) -> None:
    listed = ready.run("script/film", "--list")
    assert listed.returncode == 0
    assert [line.split("\t")[0] for line in listed.stdout.splitlines()] == ["ForwardPass", "ForwardPassByHand"]


def test_film_says_which_films_failed(ready: House) -> None:
    ready.file("fail-film")
    failed = ready.run("script/film", "--all")
    assert failed.returncode == 1
    assert len(ready.called("mathnet")) == 2
    assert failed.stderr.endswith("script/film: not rendered: ForwardPass ForwardPassByHand.\n")


@pytest.mark.parametrize("script", ["script/film", "script/test"])
def test_help_needs_no_set_up(ready: House, script: str) -> None:
    helped = ready.run(script, "--help")
    assert helped.returncode == 0
    assert helped.stdout.startswith(f"{script} [")


# --- script/test ---


@pytest.fixture
def checked(ready: House) -> House:
    """A house whose checks note that they were run, and fail where a file says so."""
    for name in ("ruff", "mypy", "python"):
        ready.file(
            f".venv/bin/{name}",
            f'#!/bin/sh\nprintf "{name} %s\\n" "$*" >>"$CALLS"\necho "{name} speaking"\n[ ! -e fail-{name} ]\n',
            executable=True,
        )
    return ready


def test_every_check_is_run(checked: House) -> None:
    passed = checked.run(".ci/run")
    assert passed.returncode == 0, passed.stdout
    assert checked.calls.read_text().splitlines() == [
        "ruff format --check .",
        "ruff check .",
        "mypy ",
        "python -m pytest -n 3 --dist worksteal",
    ]
    assert passed.stdout.splitlines()[-2] == "python speaking"


@pytest.mark.parametrize(
    ("failing", "told"),
    [("ruff", "failed: ruff format, ruff check"), ("mypy", "failed: mypy"), ("python", "failed: pytest")],
)
def test_a_failed_check_stops_no_other(checked: House, failing: str, told: str) -> None:
    checked.file(f"fail-{failing}")
    failed = checked.run("script/test")
    assert failed.returncode == 1
    assert len(checked.calls.read_text().splitlines()) == 4
    assert f"{failing} speaking" in failed.stdout
    assert failed.stdout.splitlines()[-1] == told


def test_quick_leaves_out_the_slow_and_options_go_to_pytest(checked: House) -> None:
    checked.run("script/test", "--quick", "-k", "softmax")
    assert checked.called("python") == ["python -m pytest -n 3 --dist worksteal -m not slow -k softmax"]
