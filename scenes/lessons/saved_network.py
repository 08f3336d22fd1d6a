"""A lesson about the network in a file, in place of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mathnet import load_network
from scenes.lessons.data import LessonError
from scenes.lessons.lesson import Lesson


def with_network(lesson: Lesson, file: str | Path) -> Lesson:
    """Return the lesson about the network that `mathnet train --save` wrote to `file`: trained, and of any hidden size.

    Raises InputError for a file that holds no network, or one of other inputs or outputs than the lesson's.
    """
    network = load_network(file)
    given, needed = ((sizes[0], sizes[-1]) for sizes in (network.sizes, lesson.network.sizes))
    if given != needed:
        raise LessonError(
            f"{file}: a network of {given[0]} inputs and {given[1]} outputs is no match for lesson {lesson.name}, "
            f"which has {needed[0]} and {needed[1]}."
        )
    return replace(lesson, network=network, training=None, course=None)
