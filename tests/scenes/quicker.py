"""What manim does at every play, done quicker: a film's dry run is spent in little else."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any
from unittest.mock import patch

import numpy as np
from manim import ManimColor, Mobject
from numpy.typing import NDArray

ATOMS = (int, float, str, bool, type(None), np.float64, ManimColor)  # nobody changes a colour in place
get_family = Mobject.get_family


@contextmanager
def quicker() -> Iterator[None]:
    """Let manim find families and copy mobjects as here."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(Mobject, "get_family", family_of))
        patches.enter_context(patch.object(Mobject, "__deepcopy__", copy_of))
        yield


def family_of(mobject: Mobject, recurse: bool = True) -> list[Mobject]:
    """Return what manim's get_family does, of a tree in which nothing stands twice."""
    if not mobject.submobjects:
        return [mobject]
    family, ahead = [], [mobject]
    while ahead:
        family.append(ahead.pop())
        ahead += reversed(family[-1].submobjects)
    return family if len(set(family)) == len(family) else get_family(mobject, recurse)


def copy_of(mobject: Mobject, copies: dict[int, Any]) -> Mobject:
    """Return what manim's __deepcopy__ does; `copies` are what has been copied already, by the ids of the originals."""
    twin = copies[id(mobject)] = type(mobject).__new__(type(mobject))
    own = vars(twin)
    for name, value in vars(mobject).items():
        if isinstance(value, np.ndarray) and value.dtype != object:
            own[name] = array_of(value, copies)
        elif name == "submobjects":
            own[name] = [copies.get(id(one)) or copy_of(one, copies) for one in value]
        elif type(value) is list and not value:
            own[name] = []
        else:
            own[name] = value if never_changes(type(value)) else copy.deepcopy(value, copies)
    twin.original_id = str(id(mobject))
    return twin


def array_of(array: NDArray[Any], copies: dict[int, Any]) -> NDArray[Any]:
    found = copies.get(id(array))
    if found is None:
        found = copies[id(array)] = array.copy()
    return found  # type: ignore[no-any-return]


@cache
def never_changes(kind: type) -> bool:
    """Whether what is of a kind can stand in a copy as well as in its original: numbers, words, records."""
    record = getattr(kind, "__dataclass_params__", None)
    return kind in ATOMS or (record is not None and record.frozen)
