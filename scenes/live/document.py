"""What the page of a live network holds, as data."""

from __future__ import annotations

from scenes.lessons import Lesson


def document_of(lesson: Lesson) -> dict[str, object]:
    """Return the data of the page."""
    raise NotImplementedError
