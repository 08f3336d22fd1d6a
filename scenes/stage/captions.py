"""What is said in a film, and when; whether it is written into the picture."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.layout.formats import chosen
from scenes.stage import CAPTIONS, ON_OR_OFF
from scenes.storyboards.readout import Line


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said from `start` to `end`, in seconds, while the step `id` is shown."""

    id: str
    line: Line
    start: float
    end: float


def shows_captions() -> bool:
    """Whether what is said is written into the picture: unless the environment says otherwise. Its place stays.

    Raises LessonError where the environment says neither on nor off.
    """
    return chosen(CAPTIONS, ON_OR_OFF) == "on"
