"""A film that is spoken: its steps last as long as their sentences, and what is heard is heard when it is shown."""

from __future__ import annotations

import wave
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from scenes.bundle.movie import write_movie
from scenes.pages.stops import stops_of
from scenes.stage.container import read_cues
from scenes.stage.film import Film
from scenes.stage.sound import RATE, Sound, mixed
from scenes.storyboards.readout import say
from scenes.style import READING_SPEED
from scenes.voice import VOICE
from scenes.voice.aloud import aloud
from scenes.voice.speech import BREATH
from tests.stage.films import PLACE, Told, render
from tests.voice.stand_in import SECONDS, put_stand_in

FILM = PLACE / "Told.mp4"
LONG = 2 * SECONDS  # for each character
FRAME = 1 / 15  # seconds
EDGE = 0.08  # seconds that encoding may smear a sound by: two frames of AAC


@pytest.fixture(scope="module")
def slowly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Film]:
    """A film whose sentences take longer to be spoken than to be read; it is in the current folder."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("slowly")
        patch.chdir(folder)
        put_stand_in(folder, patch, LONG)
        patch.setenv(VOICE, "espeak-ng")
        yield render(Told)


@pytest.fixture
def speaking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[float], Film]:
    """Render a film whose sentences last so many seconds a character; it is in the current folder."""
    monkeypatch.chdir(tmp_path)

    def speak(seconds: float) -> Film:
        put_stand_in(tmp_path, monkeypatch, seconds)
        monkeypatch.setenv(VOICE, "espeak-ng")
        return render(Told)

    return speak


def heard(film: Path) -> NDArray[np.float64]:
    """Return the samples of a film's sound, from −1 to 1."""
    with av.open(str(film)) as container:
        (track,) = container.streams.audio
        assert track.codec_context.name == "aac" and track.metadata["language"] == "eng"
        return np.concatenate([frame.to_ndarray()[0] for frame in container.decode(track)]).astype(float)


def loudness(samples: NDArray[np.float64], start: float, end: float) -> float:
    part = samples[round(start * RATE) : round(end * RATE)]
    return float(np.sqrt((part**2).mean()))


def lengths(film: Film, seconds: float) -> list[float]:
    return [seconds * len(aloud(caption.line)) for caption in film.captions]


def test_each_step_lasts_as_long_as_its_sentence(slowly: Film) -> None:
    for caption, length in zip(slowly.captions, lengths(slowly, LONG), strict=True):
        assert length > len(say(caption.line)) / READING_SPEED, "or else it would wait for the reader anyway"
        assert length + BREATH <= caption.end - caption.start <= length + BREATH + 3 * FRAME


def test_what_is_heard_is_heard_while_its_caption_is_shown(slowly: Film) -> None:
    _, captions = read_cues(FILM)
    samples = heard(FILM)
    assert [caption.text for caption in captions] == [say(caption.line) for caption in slowly.captions]
    for caption, length in zip(captions, lengths(slowly, LONG), strict=True):
        assert loudness(samples, caption.start + EDGE, caption.start + length - EDGE) > 0.15
        assert loudness(samples, caption.start + length + EDGE, caption.end - EDGE) < 0.01
    for one, other in pairwise(captions):
        if other.start - one.end > 2 * EDGE:
            assert loudness(samples, one.end + EDGE, other.start - EDGE) < 0.01
    assert len(samples) / RATE == pytest.approx(slowly.time, abs=EDGE)


def test_a_page_of_the_same_voice_keeps_the_film_s_time(slowly: Film) -> None:
    run, told = stops_of(Told)
    assert run.time == pytest.approx(slowly.time, abs=FRAME * len(told.stops) + 4 * FRAME)
    for stop, length in zip(told.stops, lengths(slowly, LONG), strict=True):
        assert stop.seconds >= length + BREATH


@pytest.mark.parametrize("silence", ["off", ""])
def test_a_film_is_silent_unless_a_voice_is_asked_for(
    silence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log = put_stand_in(tmp_path, monkeypatch)
    monkeypatch.setenv(VOICE, silence)
    render(Told)
    with av.open(str(FILM)) as container:
        assert not container.streams.audio
    assert not log.exists() and not (tmp_path / "media/voice").exists()


@pytest.mark.slow
def test_a_voice_that_is_quicker_than_the_reader_changes_no_time(
    speaking: Callable[[float], Film], monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = speaking(0.002)
    monkeypatch.setenv(VOICE, "off")
    silent = render(Told)
    assert [(one.start, one.end) for one in quick.captions] == [(one.start, one.end) for one in silent.captions]
    assert quick.time == silent.time


@pytest.mark.slow
def test_a_part_of_a_film_is_silent_as_it_has_no_captions(
    speaking: Callable[[float], Film], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    speaking(SECONDS)
    render(Told, from_animation_number=3)
    with av.open(str(FILM)) as container:
        assert not container.streams.audio and not container.streams.subtitles


def test_picture_and_sound_stand_side_by_side_in_the_file(slowly: Film) -> None:
    at = {"video": 0.0, "audio": 0.0}
    with av.open(str(FILM)) as container:
        packets = [packet for packet in container.demux(video=0, audio=0) if packet.dts is not None]
        for packet in sorted(packets, key=lambda packet: packet.pos or 0):
            at[packet.stream.type] = float(packet.dts * packet.time_base)
            assert abs(at["video"] - at["audio"]) < 1
    assert min(at.values()) > 5, "there was more than a second to be apart"


@pytest.mark.slow
def test_the_movie_of_a_bundle_sounds_as_its_film(slowly: Film, tmp_path: Path) -> None:
    write_movie(FILM, tmp_path / "movie.mp4", *read_cues(FILM))
    assert np.array_equal(heard(tmp_path / "movie.mp4"), heard(FILM))
    with av.open(str(FILM)) as film, av.open(str(tmp_path / "movie.mp4")) as movie:
        assert movie.streams.video[0].frames == film.streams.video[0].frames
        assert [len(list(one.streams.subtitles)) for one in (film, movie)] == [1, 1]


@pytest.mark.slow
def test_a_film_whose_voice_fails_ends_with_a_sentence_and_leaves_the_older_one(
    speaking: Callable[[float], Film], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    speaking(SECONDS)
    before = FILM.read_bytes()
    for file in (tmp_path / "media/voice").iterdir():
        file.unlink()
    (tmp_path / "espeak-ng").write_text("#!/bin/sh\necho hoarse >&2\nexit 1\n")
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        render(Told)
    assert ended.value.code == 2
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith("Told: espeak-ng didn't speak") and "hoarse" in sentence
    assert FILM.read_bytes() == before


@pytest.mark.parametrize("form", ["gif", "webm", "mov"])
def test_what_has_no_sound_is_refused_a_voice(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    put_stand_in(tmp_path, monkeypatch)
    monkeypatch.setenv(VOICE, "espeak-ng")
    with pytest.raises(SystemExit):
        render(Told, format=form)
    assert f"a film that is spoken is an MP4, not .{form}" in capsys.readouterr().err
    assert not list(tmp_path.rglob(f"*.{form}"))


def test_sounds_are_heard_from_their_times_on_and_no_longer_than_the_film(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as sound:
        sound.setparams((1, 2, RATE, 0, "NONE", ""))
        sound.writeframes(np.full(RATE // 2, 1000, np.int16).tobytes())
    track = mixed([Sound(tmp_path / "a.wav", 0.25), Sound(tmp_path / "a.wav", 1.75)], 2.0)
    assert len(track) == 2 * RATE
    on = np.flatnonzero(np.diff((np.abs(track) > 500).astype(int), prepend=0, append=0)) / RATE
    assert on == pytest.approx([0.25, 0.75, 1.75, 2.0], abs=0.002)
