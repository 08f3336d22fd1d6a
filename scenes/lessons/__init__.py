"""The lessons: what films are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from scenes.lessons.by_hand import by_hand
from scenes.lessons.iris import iris
from scenes.lessons.lesson import Lesson, Sample, Scaling, Study, Training, study
from scenes.lessons.plan import Data, Plan, vary

# a plan can be varied (other sizes, another seed); a lesson without one has a network of fixed numbers
BUILT_IN: Mapping[str, Callable[[], Plan | Lesson]] = {"iris": iris, "by-hand": by_hand}

__all__ = [
    "BUILT_IN",
    "Data",
    "Lesson",
    "Plan",
    "Sample",
    "Scaling",
    "Study",
    "Training",
    "find_lesson",
    "find_plan",
    "study",
    "vary",
]


def find_plan(name: str) -> Plan | Lesson:
    """Return the plan of the built-in lesson called `name`, or the lesson itself where its numbers are fixed.

    Raises ValueError for a name that is none.
    """
    if name not in BUILT_IN:
        raise ValueError(f"there is no lesson {name!r}: the built-in lessons are {', '.join(BUILT_IN)}.")
    return BUILT_IN[name]()


def find_lesson(name: str) -> Lesson:
    """Return the built-in lesson called `name`; raises ValueError for a name that is none."""
    found = find_plan(name)
    return found.lesson() if isinstance(found, Plan) else found
