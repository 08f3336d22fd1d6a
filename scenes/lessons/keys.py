"""The keys of a lesson file, and what each may hold.

A check takes a value and the name of its key, and returns the value as Plan wants it or raises an InputError that says
what was given and what is allowed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mathnet import ACTIVATIONS, INITIALISATIONS, LOSSES, InputError, checks
from mathnet.checks import show
from scenes.lessons.csv_file import TASKS
from scenes.lessons.datasets import GENERATORS, SETS
from scenes.lessons.limits import LARGEST_SEED, MOST_EPOCHS

Check = Callable[[object, str], object]
HIDDEN_ACTIVATIONS = tuple(name for name in ACTIVATIONS if name != "softmax")


def _one_of(*names: str) -> Check:
    return lambda value, what: checks.choice(value, names, what)


def _whole(least: int, most: int) -> Check:
    def check(value: object, what: str) -> int:
        number = checks.whole(value, what, least)
        if number > most:
            raise InputError(f"{what}: expected a whole number from {least} to {most}, given {number}")
        return number

    return check


def _number(least: float, most: float) -> Callable[[object, str], float]:
    def check(value: object, what: str) -> float:
        number = checks.number(value, what)
        if not least <= number <= most:
            raise InputError(f"{what}: expected a number from {least:g} to {most:g}, given {number:g}")
        return number

    return check


def _text(value: object, what: str) -> str:
    if not isinstance(value, str):
        raise InputError(f"{what}: expected text in quotes, given {show(value)}")
    return value


def _list(of: Check, expected: str, least: int = 0) -> Callable[[object, str], tuple[object, ...]]:
    def check(value: object, what: str) -> tuple[object, ...]:
        if not isinstance(value, list) or len(value) < least:
            raise InputError(f"{what}: expected a list of {expected}, given {show(value)}")
        return tuple(of(item, f"{what}[{index}]") for index, item in enumerate(value))

    return check


def _features(value: object, what: str) -> object:
    names = _list(_text, "names in quotes", least=1)(value, what)
    if len(set(names)) < len(names):
        raise InputError(f"{what}: expected each name once, given {show(value)}")
    return names


def _activations(value: object, what: str) -> object:
    if isinstance(value, str):
        return (checks.choice(value, HIDDEN_ACTIVATIONS, what),)
    return _list(_one_of(*HIDDEN_ACTIVATIONS), f"{', '.join(HIDDEN_ACTIVATIONS)}, or one of them", least=1)(value, what)


def _range(value: object, what: str) -> object:
    low, high = (_number(-1e6, 1e6)(item, f"{what}[{i}]") for i, item in enumerate(checks.vector(value, what, 2)))
    if not low < high:
        raise InputError(f"{what}: expected the smaller number first, given {show(value)}")
    return low, high


def _shape(value: object, what: str) -> object:
    shape = _list(_whole(1, 10_000), "two whole numbers, rows and columns")(value, what)
    if len(shape) != 2:
        raise InputError(f"{what}: expected two whole numbers, rows and columns, given {show(value)}")
    return shape


_seed = _whole(0, LARGEST_SEED)

# the names are those of Plan, but for `sample`, which is `shown` there
SETTINGS: Mapping[str, Mapping[str, Check]] = {
    "network": {
        "hidden": _list(_whole(1, 100_000), "whole numbers"),
        "activations": _activations,
        "output": _one_of(*ACTIVATIONS),
        "loss": _one_of(*LOSSES),
        "initialisation": _one_of(*INITIALISATIONS),
        "seed": _seed,
    },
    "training": {
        "learning_rate": checks.positive,
        "epochs": _whole(1, MOST_EPOCHS),
        "batch_size": _whole(1, 1_000_000),
        "momentum": checks.fraction,
        "test_share": checks.fraction,
    },
    "film": {"title": _text, "sample": _whole(0, 1_000_000), "decimals": _whole(1, 6), "every": _whole(1, MOST_EPOCHS)},
}
# [data] has exactly one of SOURCES; COMMON goes with each, CSV with csv, and of PARAMETERS those that a generator or a
# set has
SOURCES: Mapping[str, Check] = {"set": _one_of(*SETS), "generator": _one_of(*GENERATORS), "csv": _text}
COMMON: Mapping[str, Check] = {
    "features": _features,
    "standardise": checks.flag,
    "standardise_targets": checks.flag,
    "noun": _text,
    "unit": _text,
}
CSV: Mapping[str, Check] = {"target": _text, "task": _one_of(*TASKS), "image": _shape}
PARAMETERS: Mapping[str, Check] = {
    "count": _whole(4, 10_000),
    "noise": _number(0.0, 1000.0),
    "seed": _seed,
    "factor": _number(0.01, 0.99),
    "classes": _whole(2, 10),
    "range": _range,
    "folder": _text,
}
