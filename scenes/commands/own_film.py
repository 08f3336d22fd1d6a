"""Somebody's own film: a class in a Python file."""

from __future__ import annotations

import importlib.util
import inspect
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from mathnet.errors import InputError

if TYPE_CHECKING:
    from scenes.stage.film import Film  # which imports manim: that takes seconds


def load_film(path: Path, name: str | None) -> type[Film]:
    """Return the film `name` in the Python file `path`. Raises InputError, with what films it has, if there is none."""
    from scenes.stage.film import Film

    module = _run(path)
    films = {
        found.__name__: found
        for found in vars(module).values()
        if inspect.isclass(found) and issubclass(found, Film) and found.__module__ == module.__name__
    }
    if name not in films:
        what = f"{path}: which film? Name one" if name is None else f"{path} has no film {name!r}"
        raise InputError(f"{what}; there {_is_or_are(sorted(films))} in it")
    if not hasattr(films[name], "lesson"):
        raise InputError(f"{path}: {name} has no lesson: give it one, like lesson = 'iris'")
    return films[name]


def _is_or_are(names: list[str]) -> str:
    if not names:
        return "is none"
    return f"is {names[0]}" if len(names) == 1 else f"are {', '.join(names)}"


def _run(path: Path) -> ModuleType:
    """Return the module in the file `path`. Raises InputError if it can't be read or doesn't run."""
    spec = importlib.util.spec_from_file_location("film_of_your_own", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise InputError(f"{path}: there is no such file: give a Python file, and the name of a film in it")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    sys.path.append(str(path.resolve().parent))  # last: a file of the reader's may be called random.py
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise InputError(f"{path} doesn't run: {type(error).__name__}: {error}") from error
    return module
