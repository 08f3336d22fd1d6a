"""A film that is listed for a lesson can show it, one that isn't refuses it in a sentence."""

from __future__ import annotations

from importlib import import_module

import pytest

from scenes.commands.films import films_for, list_films
from scenes.lessons import Lesson, Plan, datasets, find_lesson
from tests.scenes.audit import watch

LESSONS = {
    "classes": Plan("classes", datasets.xor(20), hidden=(2,), epochs=3, test_share=0).lesson(),
    "values": Plan("values", datasets.quadratic(12), hidden=(3,), epochs=3).lesson(),
    "line": find_lesson("line"),
    "dying": find_lesson("dying-relu"),
    "wide": Plan("wide", datasets.load_set("diabetes"), hidden=(20,), epochs=1).lesson(),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LESSONS)
def test_exactly_the_films_listed_for_a_lesson_can_show_it(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    lesson: Lesson = LESSONS[name]
    listed = {source.name for source in films_for(lesson)}
    kinds = {source.name for one in LESSONS.values() for source in films_for(one)}
    for source in list_films():
        if source.name not in kinds:
            continue
        film = getattr(import_module(f"scenes.{source.path.stem}"), source.name)
        if source.name in listed:
            scene, _ = watch(film, lesson)
            assert scene.time <= 150
        else:
            with pytest.raises(SystemExit):
                watch(film, lesson)
            assert "this film is for" in capsys.readouterr().err
