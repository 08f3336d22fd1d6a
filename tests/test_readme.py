"""What the README shows works as it stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scenes.lessons import find_lesson
from scenes.stage.film import Film
from tests.scenes.audit import watch

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def run(block: str) -> dict[str, object]:
    names: dict[str, object] = {"__name__": "my_film"}
    exec(compile(block, "README.md", "exec"), names)
    return names


FILMS = [block for block in BLOCKS if "(ForwardPass)" in block]


def test_there_is_a_film_of_your_own() -> None:
    assert FILMS


@pytest.mark.slow
@pytest.mark.parametrize("block", FILMS, ids=range(len(FILMS)))
def test_a_film_of_your_own_passes_the_audit(block: str) -> None:
    (name,) = re.findall(r"class (\w+)\(ForwardPass\)", block)
    film = run(block)[name]
    assert isinstance(film, type)
    assert issubclass(film, Film)
    assert watch(film)[1].faults == {}


def test_the_test_of_your_own_passes() -> None:
    (block,) = (block for block in BLOCKS if "def test_" in block)
    test = run(block)["test_the_hidden_neuron"]
    assert callable(test)
    test()


def test_three_lines_make_a_csv_file_a_lesson(tmp_path: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "fish.csv").write_text("length,species\n" + 5 * "4,perch\n6,pike\n")
    (tmp_path / "fish.toml").write_text(block)
    lesson = find_lesson(str(tmp_path / "fish.toml"))
    assert (lesson.features, lesson.classes, lesson.noun) == (("length",), ("perch", "pike"), "fish")


def test_every_path_and_picture_that_it_names_is_there() -> None:
    named = set(re.findall(r"`((?:scenes|tests|mathnet|script|media)/[\w./-]*)`", README))
    named |= set(re.findall(r"\]\((media/[^)]+)\)", README))
    assert named
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_every_film_that_it_names_is_there() -> None:
    from tests.scenes.test_films import FILMS

    table = README.partition("\n## The films\n")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([A-Z]\w+)`", table))
    assert named == {film.__name__ for film, _, _ in FILMS}
