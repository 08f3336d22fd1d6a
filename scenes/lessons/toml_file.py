"""A lesson file, TOML, as the settings of a plan. What is wrong with it is an InputError: key, what is allowed.

template.toml shows every key. What a file doesn't say is as in Plan.
"""

from __future__ import annotations

import inspect
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from mathnet.checks import show
from mathnet.errors import InputError
from mathnet.files import read_safely
from scenes.lessons.csv_file import data_from_csv
from scenes.lessons.data import Data
from scenes.lessons.datasets import GENERATORS, SETS, load_set
from scenes.lessons.images import as_images
from scenes.lessons.keys import COMMON, CSV, PARAMETERS, SETTINGS, SOURCES, Check
from scenes.lessons.limits import LARGEST_LESSON_FILE
from scenes.lessons.wording import list_names, nearest

TABLES = ("network", "data", "training", "film")
# where a key is called otherwise than in Plan
FIELDS = {"sample": "shown"}


def settings_from_toml(path: Path) -> dict[str, Any]:
    """Return what the lesson file `path` says, under the names of Plan's fields. Raises InputError."""
    return _build(_parse(_read(path)), path)


def _read(path: Path) -> str:
    try:
        content = read_safely(path, LARGEST_LESSON_FILE)
    except ValueError as error:
        raise InputError(f"the file can't be read ({error}): mathnet new writes one to start from") from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError("the file isn't UTF-8 text: save it as UTF-8") from None


def _parse(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise InputError("this isn't a lesson: its brackets are nested too deep") from None
    except ValueError as error:
        raise InputError(f"this isn't TOML: {error}") from None


def _build(document: Mapping[str, object], path: Path) -> dict[str, Any]:
    for name, table in document.items():
        if name not in TABLES:
            what = "table" if isinstance(table, dict) else "key outside of the tables"
            raise InputError(f"unknown {what} {show(name)}{nearest(name, TABLES)}: allowed are {_listed(TABLES)}")
        if not isinstance(table, dict):
            raise InputError(f"{name}: expected a table, that is [{name}] and its keys below, given {show(table)}")
    tables = {name: cast("dict[str, object]", document.get(name, {})) for name in TABLES}
    settings: dict[str, Any] = {"name": path.stem, "data": _build_data(tables["data"], path.parent)}
    for name, checks in SETTINGS.items():
        checked = _check(tables[name], checks, f"[{name}]")
        settings.update({FIELDS.get(key, key): value for key, value in checked.items()})
    for key in ("standardise", "standardise_targets"):
        if key in tables["data"]:
            settings[key] = COMMON[key](tables["data"][key], f"[data] {key}")
    return settings


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"[{name}]" for name in names)


def _check(table: Mapping[str, object], checks: Mapping[str, Check], where: str) -> dict[str, Any]:
    """Return the values of `table`, checked; raises InputError for a key that isn't in `checks`."""
    _check_keys(table, checks, where)
    return {key: checks[key](value, f"{where} {key}") for key, value in table.items()}


def _check_keys(table: Mapping[str, object], checks: Mapping[str, Check], where: str) -> None:
    for key in table:
        if key not in checks:
            raise InputError(f"{where} unknown key {show(key)}{nearest(key, checks)}: allowed are {', '.join(checks)}")


def _build_data(table: Mapping[str, object], folder: Path) -> Data:
    sources = [name for name in SOURCES if name in table]
    if len(sources) != 1:
        _check_keys(table, {**SOURCES, **COMMON, **CSV, **PARAMETERS}, "[data]")
        found = " and ".join(sources) or "none of them"
        raise InputError(f"[data] expected exactly one of {', '.join(SOURCES)}, given {found}")
    (source,) = sources
    name = SOURCES[source](table[source], f"[data] {source}")
    allowed = CSV if source == "csv" else _parameters(name)
    given = _check(table, {source: SOURCES[source], **allowed, **COMMON}, f"[data] ({source} = {show(name)})")
    own = {key: given[key] for key in allowed if key in given}
    if source == "csv":
        data = _read_csv(folder, given)
    else:
        if "folder" in own:
            own["folder"] = str(folder / own["folder"])
        data = GENERATORS[given[source]](**own) if source == "generator" else load_set(given[source], **own)
        data = _select(data, given.get("features"))
    return replace(data, **{key: given[key] for key in ("noun", "unit") if key in given})


def _parameters(name: object) -> dict[str, Check]:
    """Return what may be said of the generator or the set called `name`."""
    build = {**SETS, **GENERATORS}[str(name)]
    return {key: PARAMETERS[key] for key in inspect.signature(build).parameters}


def _read_csv(folder: Path, given: Mapping[str, Any]) -> Data:
    if "target" not in given:
        raise InputError("[data] target: expected the name of the column to be predicted, given none")
    try:
        data = data_from_csv(folder / given["csv"], given["target"], given.get("features"), given.get("task"))
        return as_images(data, given["image"]) if "image" in given else data
    except InputError as error:
        raise InputError(f"[data] csv {show(given['csv'])}: {error}") from None


def _select(data: Data, features: tuple[str, ...] | None) -> Data:
    """Return the data with some of its features only."""
    if features is None:
        return data
    for name in features:
        if name not in data.features:
            near = nearest(name, data.features)
            raise InputError(f"[data] features: unknown {show(name)}{near}: allowed are {list_names(data.features)}")
    columns = [data.features.index(name) for name in features]
    rows = tuple(tuple(row[column] for column in columns) for row in data.rows)
    return replace(data, features=features, rows=rows, image=None)  # some pixels of an image are none
