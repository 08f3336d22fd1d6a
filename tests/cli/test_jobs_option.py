"""`mathnet film --jobs N`: one film by several processes; `--all`: films side by side."""

import json
import sys

import pytest

from scenes.commands import all_films, rendering
from scenes.commands.films import find_film
from scenes.stage.sharing import LEADS


@pytest.fixture
def environments(monkeypatch):
    """What manim is told by its environment, in place of being started."""
    found = []

    def become(program, command, environment):
        found.append((command, environment))
        raise SystemExit(3)

    monkeypatch.setattr(rendering.os, "execve", become)
    return found


@pytest.mark.parametrize("options", [("--jobs", "4", "-ql"), ("-ql", "--jobs=4")])
def test_several_processes_run_the_command_of_who_leads_them(run, environments, options):
    assert run("film", "architecture", *options).exit_code == 3
    ((command, environment),) = environments
    assert json.loads(environment[LEADS]) == [4, None, command]
    assert "--jobs" not in " ".join(command) and "-ql" in command and "--disable_caching" in command


@pytest.mark.parametrize("options", [(), ("--jobs", "1")])
def test_one_process_leads_nobody(run, environments, options):
    run("film", "architecture", "-ql", *options)
    ((command, environment),) = environments
    assert LEADS not in environment and command[-3] == "-ql"


@pytest.mark.parametrize("number", ["0", "-1", "two", "1.5", "", "1001"])
def test_a_number_of_processes_is_a_whole_number(refusal, environments, number):
    said = refusal("film", "architecture", "-ql", "--jobs", number)
    assert said == f"--jobs: expected a whole number of processes, 1 to 1000, given {number!r}."
    assert not environments


@pytest.mark.parametrize("options", [("-n", "2,3"), ("-s",), ("--format", "png"), ("--format=png-sequence",)])
def test_only_whole_films_are_shared(refusal, environments, options):
    assert refusal("film", "architecture", "--jobs", "2", *options).startswith("--jobs and --scheduler go with whole")
    assert not environments


def test_a_scheduler_that_doesn_t_answer_is_told_of(refusal, environments):
    pytest.importorskip("distributed", reason="dask isn't installed: pip install distributed")
    said = refusal("film", "architecture", "--scheduler", "tcp://127.0.0.1:9")
    assert said.startswith("no dask scheduler answers at tcp://127.0.0.1:9 (")
    assert not environments


@pytest.mark.parametrize("film", ["architecture", "--all"])
def test_without_dask_a_scheduler_is_refused(refusal, environments, monkeypatch, film):
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert refusal("film", film, "--scheduler", "tcp://127.0.0.1:9").startswith("--scheduler needs dask: pip")
    assert not environments


# --- all films ---


@pytest.fixture
def two_films(monkeypatch):
    """Two films, rendered by commands that say what they are told."""
    monkeypatch.setattr(all_films, "list_films", lambda: [find_film("ForwardPass"), find_film("Backpropagation")])

    def commands(script):
        monkeypatch.setattr(
            all_films, "command_of", lambda file, name, options: [sys.executable, "-c", script, name, *options]
        )

    return commands


def test_all_films_are_rendered_and_each_is_told_of(run, two_films, tmp_path):
    two_films("import sys; print('a word'); print('media/%s.mp4' % ''.join(sys.argv[1:]))")
    done = run("film", "--all", "--jobs", "2", "-ql")
    assert done.exit_code == 0, done.output
    told = {line.split(",")[0]: line.split(": ")[1] for line in done.stdout.splitlines()}
    assert told == {name: f"{tmp_path}/media/{name}-ql.mp4" for name in ("ForwardPass", "Backpropagation")}
    assert "All films" in done.stderr and "2 of 2" in done.stderr


def test_a_film_that_fails_stops_no_other_and_is_named(run, two_films):
    two_films("import sys; 'F' in sys.argv[1] and sys.exit('no room'); print('b.mp4')")
    done = run("film", "--all", "--jobs", "2")
    assert done.exit_code == 1 and done.stdout.startswith("Backpropagation, rendered in ")
    assert "ForwardPass isn't rendered: no room\n" in done.stderr
    assert done.stderr.endswith("mathnet: not rendered: ForwardPass.\n")


def test_all_films_have_their_own_lessons(refusal, two_films):
    assert "leave out iris" in refusal("film", "--all", "iris")
