"""A film of somebody's lesson: the scene file of three lines that manim is pointed at, and what that is called."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path

from mathnet.errors import InputError
from scenes.commands.films import FilmSource
from scenes.lessons import BUILT_IN
from scenes.stage.workshop import Workshop, clear_abandoned

# as the built-in lessons are called; capitalised and put together, two of these never become the same word
PLAIN = re.compile("[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*")
MOST_LETTERS = 40  # of a lesson's name, in the name of its film
MOST_OF_NETWORK = 10  # of the name of a network's file; letters may take 4 bytes, and a file's name 255


def name_film(film: FilmSource, lesson: str, media: Path, network: str | None = None) -> str:
    """Return what `film` is called when it is about `lesson`: ForwardPassOfMyNet."""
    return f"{film.name}Of{name_lesson(lesson, media, network)}"


def name_lesson(lesson: str, media: Path, network: str | None = None) -> str:
    """Return what `lesson` is called in the name of what is made of it: MyNet.

    No two lessons share a name. One that isn't plain, or is that of a file not beside the folder `media`, gets some
    digits made from the file's path: MyNet_5f3a91c2. So does the file of a `network`, if one is given:
    IrisWithTrained_0b5fc2d1.
    """
    name = _name_alone(lesson, media)
    if network is None:
        return name
    path = Path(network).resolve()
    return f"{name}With{_capitalise(path.stem)[:MOST_OF_NETWORK]}_{_digits(path)}"


def _name_alone(lesson: str, media: Path) -> str:
    if not lesson.endswith(".toml"):
        return _capitalise(lesson)
    path = Path(lesson).resolve()
    tag = path.stem
    is_beside = path.parent == media.resolve().parent
    if PLAIN.fullmatch(tag) and len(tag) <= MOST_LETTERS and tag not in BUILT_IN and is_beside:
        return _capitalise(tag)
    return f"{_capitalise(tag)[:MOST_LETTERS]}_{_digits(path)}"


def _digits(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


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


def write_scene(film: FilmSource, lesson: str, media: Path, network: str | None = None) -> tuple[Path, str]:
    """Write the scene file of `film` about `lesson` into `media`/lessons, and return it and the name of its class.

    `network` is the file of a network to be shown in place of the lesson's, or None. Raises InputError if the scene
    file can't be written.
    """
    name = name_film(film, lesson, media, network)
    # names are data: as literals in ASCII, they are that whatever they hold
    shown = ascii(str(Path(lesson).resolve()) if lesson.endswith(".toml") else lesson)
    imports = f"from scenes.{film.path.stem} import {film.name}\n"
    if network is not None:
        imports += "from scenes.lessons import find_lesson\n"
        shown = f"find_lesson({shown}, {str(Path(network).resolve())!a})"
    source = f"{imports}\n\nclass {name}({film.name}):\n    lesson = {shown}\n"
    file = media / "lessons" / f"{snake(name)}.py"
    workshop = Workshop(file.parent)
    try:
        clear_abandoned([file.parent])
        workshop.open()
        (workshop.path / file.name).write_text(source, encoding="utf-8")
        (workshop.path / file.name).replace(file)
    except OSError as error:
        raise InputError(
            f"{file}: can't be written ({error.strerror}): run this in a folder of your own, or give --media_dir"
        ) from None
    finally:
        workshop.close()
    return file, name


def snake(name: str) -> str:
    """Return the name of a class as one of a file.

    >>> snake("ForwardPassOfMyNet")
    'forward_pass_of_my_net'
    """
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()
