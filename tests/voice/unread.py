"""What a voice would leave out of a caption."""

from __future__ import annotations

from functools import cache

from scenes.storyboards.readout import Line, say
from scenes.voice.aloud import QUIET, aloud


def unread(line: Line) -> set[str]:
    """Return the characters of a caption that are neither read nor marks around words, and so would be left out."""
    return {one for one in say(line) if not (one.isspace() or one in QUIET or is_heard(one))}


@cache
def is_heard(character: str) -> bool:
    return aloud((f"x{character}y",)) != "x y"
