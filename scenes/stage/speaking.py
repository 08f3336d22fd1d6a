"""How a film comes by its voice, and its sentences into its file."""

from __future__ import annotations

from pathlib import Path

from scenes.stage.sound import Sound
from scenes.stage.writer import FilmWriter
from scenes.storyboards.readout import Line
from scenes.voice.engines import VoiceError
from scenes.voice.speech import BREATH, Voice, chosen_voice

VOICELESS = (".gif", ".webm", ".mov")


def find_voice(place: Path | None) -> Voice | None:
    """Return who speaks in a film that will be at `place`, None if nobody is to. Raises VoiceError if nobody can."""
    voice = chosen_voice()
    if voice is not None and place is not None and place.suffix in VOICELESS:
        raise VoiceError(f"a film that is spoken is an MP4, not {place.suffix}: leave out --format, or --voice")
    return voice


def speak(voice: Voice | None, line: Line, time: float, writer: object) -> float:
    """Have a line heard from a `time` on in the film that is written; return how many seconds to give it."""
    sentence = None if voice is None else voice.speak(line)
    if sentence is None:
        return 0.0
    if isinstance(writer, FilmWriter):
        writer.speech.append(Sound(sentence.file, time))
    return sentence.seconds + BREATH
