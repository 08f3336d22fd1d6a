"""Sentences as sounds, each spoken once: kept under what it says and who says it."""

from __future__ import annotations

import hashlib
import os
import wave
from dataclasses import dataclass
from pathlib import Path

from mathnet.files import FileFormatError, write_safely
from scenes.storyboards.readout import Line
from scenes.voice import VOICE
from scenes.voice.aloud import aloud
from scenes.voice.engines import OFF, Engine, VoiceError, find_engine

SPOKEN = Path("media") / "voice"
BREATH = 0.3  # seconds after a sentence


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as a WAV file, and how many seconds it lasts."""

    file: Path
    seconds: float


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks."""

    engine: Engine

    def speak(self, line: Line) -> Sentence | None:
        """Return a caption as a sound; None if nothing in it can be said. Raises VoiceError if it isn't spoken."""
        said = aloud(line)
        if not any(map(str.isalnum, said)):
            return None
        key = hashlib.sha256(f"{self.engine.identity}\n{said}".encode()).hexdigest()
        file = SPOKEN / f"{key}.wav"
        seconds = _seconds(file)
        if seconds is None:
            self._write(said, file)
            seconds = _seconds(file)
        if seconds is None:
            raise VoiceError(f"{self.engine.name} made no sound of {said!r}: choose another with --voice")
        return Sentence(file, seconds)

    def _write(self, said: str, file: Path) -> None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_safely(file, lambda beside: self.engine.speak(said, str(beside)))
        except FileFormatError as error:
            raise VoiceError(str(error)) from None
        except OSError as error:
            raise VoiceError(f"{file.parent}: no sound can be written there ({error.strerror}): make room") from None


def chosen_voice() -> Voice | None:
    """Return who speaks, as the environment says. Raises VoiceError for somebody that there isn't."""
    engine = find_engine(os.environ.get(VOICE) or OFF)
    return None if engine is None else Voice(engine)


def _seconds(file: Path) -> float | None:
    """Return how long a WAV file lasts; None if there is none, or nothing in it."""
    try:
        with wave.open(str(file), "rb") as sound:
            return sound.getnframes() / sound.getframerate() or None
    except (OSError, EOFError, wave.Error):
        return None
