"""Every film passes the audit for every kind of lesson that it takes, large or small, however it is called."""

from __future__ import annotations

from collections import Counter

import pytest

from scenes.stage.film import Film
from tests.scenes.audit import watch
from tests.scenes.every_lesson import Case, list_pairs, make

LONGEST = 150  # seconds
PAIRS = list_pairs()


@pytest.mark.slow
@pytest.mark.parametrize(("film", "case"), PAIRS, ids=lambda value: str(getattr(value, "__name__", value)))
def test_film_passes_the_audit_for_every_lesson(film: type[Film], case: Case) -> None:
    scene, findings = watch(film, make(case))
    assert findings.faults == {}
    assert scene.time <= LONGEST


def test_each_film_is_held_to_twenty_lessons_and_each_lesson_to_two_films() -> None:
    films = Counter(film for film, _ in PAIRS)
    lessons = Counter(case for _, case in PAIRS)
    assert len(set(PAIRS)) == len(PAIRS)
    assert len(lessons) >= 80 and min(lessons.values()) >= 2
    assert min(films.values()) >= 20
