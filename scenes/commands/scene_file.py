"""A film of somebody's lesson: the scene file of three lines that manim is pointed at, and what it is called."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path

from scenes.commands.films import FilmSource
from scenes.lessons import BUILT_IN
from scenes.stage.workshop import Workshop, clear_abandoned

# as the built-in lessons are called; capitalised and put together, two of these never become the same word
PLAIN = re.compile("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*")
MOST_LETTERS = 40  # of a lesson's name, in the name of its film


def name_film(film: FilmSource, lesson: str, media: Path) -> str:
    """Return what `film` is called when it is about `lesson`: ForwardPassOfMyNet.

    No two lessons share a name. One that isn't plain, or is that of a file not beside the folder `media`, gets some
    digits made from the file's path: ForwardPassOfMyNet_5f3a91c2.
    """
    if not lesson.endswith(".toml"):
        return f"{film.name}Of{_capitalise(lesson)}"
    path = Path(lesson).resolve()
    tag = path.stem
    if (
        PLAIN.fullmatch(tag)
        and len(tag) <= MOST_LETTERS
        and tag not in BUILT_IN
        and path.parent == media.resolve().parent
    ):
        return f"{film.name}Of{_capitalise(tag)}"
    return f"{film.name}Of{_capitalise(tag)[:MOST_LETTERS]}_{hashlib.sha256(os.fsencode(path)).hexdigest()[:8]}"


def _capitalise(name: str) -> str:
    """Return the words of `name` as part of an identifier.

    >>> _capitalise("by-hand"), _capitalise("日本 2.0"), _capitalise("'); exit(")
    ('ByHand', '日本20', 'Exit')
    """
    letters = "".join(
        letter if f"a{letter}".isidentifier() and letter != "_" else " "
        for letter in unicodedata.normalize("NFKC", name)
    )
    return unicodedata.normalize("NFKC", "".join(word[0].upper() + word[1:] for word in letters.split()))


def write_scene(film: FilmSource, lesson: str, media: Path) -> tuple[Path, str]:
    """Write the scene file of `film` about `lesson` into `media`/lessons, and return it and the name of its class.

    Raises ValueError if it can't be written.
    """
    name = name_film(film, lesson, media)
    # the lesson's name is data: as a literal in ASCII, it is that whatever it holds
    literal = ascii(str(Path(lesson).resolve()) if lesson.endswith(".toml") else lesson)
    source = (
        f"from scenes.{film.path.stem} import {film.name}\n\n\nclass {name}({film.name}):\n    lesson = {literal}\n"
    )
    file = media / "lessons" / f"{_snake(name)}.py"
    workshop = Workshop(file.parent)
    try:
        clear_abandoned([file.parent])
        workshop.open()
        (workshop.path / file.name).write_text(source, encoding="utf-8")
        (workshop.path / file.name).replace(file)
    except OSError as error:
        raise ValueError(
            f"{file}: can't be written ({error.strerror}): run this in a folder of your own, or give --media_dir"
        ) from None
    finally:
        workshop.close()
    return file, name


def _snake(name: str) -> str:
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()
