"""What is said in a film, and when; whether it is written into the picture."""

from __future__ import annotations

import os
from dataclasses import dataclass

from scenes.stage import CAPTIONS
from scenes.storyboards.readout import Line


@dataclass(frozen=True, slots=True)
class Caption:
    """What is said from `start` to `end`, in seconds, while the step `id` is shown."""

    id: str
    line: Line
    start: float
    end: float


def shows_captions() -> bool:
    """Whether what is said is written into the picture: unless the environment says otherwise. Its place stays."""
    return os.environ.get(CAPTIONS) != "off"
