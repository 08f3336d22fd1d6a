"""What manim does at every play, done quicker: most of a film's dry run is spent in little else."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from enum import Enum
from functools import cache
from operator import attrgetter, is_
from typing import Any
from unittest.mock import patch

import numpy as np
from manim import ManimColor, Mobject, Polygram, Scene, VMobject, config
from numpy.typing import NDArray

from scenes.stage.families import family_of, quick_families

ATOMS = (int, float, str, bool, type(None), np.float64, ManimColor)  # nobody changes a colour in place
update_rgbas, round_corners = VMobject.update_rgbas_array, Polygram.round_corners
from_hex = ManimColor._internal_from_hex_string


@contextmanager
def configured(settings: dict[str, Any]) -> Iterator[None]:
    """Do what manim's tempconfig does, without setting again what hasn't changed: its renderer takes 40 ms."""
    before = config.copy()
    config.update(settings)
    try:
        yield
    finally:
        config.update({name: value for name, value in before.items() if config[name] != value})


@contextmanager
def quicker() -> Iterator[None]:
    """Let manim find families and boxes, copy, colour, round and remove mobjects as here."""
    with ExitStack() as patches:
        patches.enter_context(quick_families())
        for kind, name, ours in (
            (Mobject, "__deepcopy__", copy_of),
            (VMobject, "update_rgbas_array", shade),
            (VMobject, "get_points_defining_boundary", boundary_of),
            (VMobject, "get_critical_point", point_of_box),
            (Polygram, "round_corners", rounded),
            (ManimColor, "_internal_from_hex_string", staticmethod(cache(from_hex))),
            (Scene, "get_mobject_family_members", members_of),
            (Scene, "get_restructured_mobject_list", without),
        ):
            patches.enter_context(patch.object(kind, name, ours))
        yield


def copy_of(mobject: Mobject, copies: dict[int, Any]) -> Mobject:
    """Return what manim's __deepcopy__ does; `copies` are what has been copied already, by the ids of the originals."""
    twin = copies[id(mobject)] = type(mobject).__new__(type(mobject))
    own = vars(twin)
    own.update(vars(mobject))
    for name, value in vars(mobject).items():
        if not never_changes(type(value)):
            own[name] = value_of(value, copies)
    twin.original_id = str(id(mobject))
    return twin


def value_of(value: Any, copies: dict[int, Any]) -> Any:
    """Return what deepcopy does; where nothing in it can change, a tuple may be the same one."""
    kind = type(value)
    if never_changes(kind):
        return value
    if kind is tuple:
        twins = [value_of(one, copies) for one in value]
        return value if all(map(is_, twins, value)) else tuple(twins)
    found = copies.get(id(value))
    if found is not None:
        return found
    if kind is list:
        found = copies[id(value)] = []
        found += [value_of(one, copies) for one in value]
    elif isinstance(value, Mobject):
        found = copy_of(value, copies)
    elif kind is np.ndarray and not value.dtype.hasobject:
        found = copies[id(value)] = value.copy()
    else:
        found = copy.deepcopy(value, copies)
    return found


@cache
def never_changes(kind: type) -> bool:
    """Whether what is of a kind can stand in a copy as well as in its original: numbers, words, records."""
    record = getattr(kind, "__dataclass_params__", None)
    return kind in ATOMS or issubclass(kind, Enum) or (record is not None and record.frozen)


def shade(mobject: VMobject, name: str, color: Any = None, opacity: Any = None) -> VMobject:
    """Do what manim's update_rgbas_array does; where there is one colour, one opacity, or both, at once."""
    rgbas = getattr(mobject, name, None)
    is_one = isinstance(opacity, float | int | None) and isinstance(color, ManimColor | None)
    if mobject.sheen_factor or not is_one or (rgbas is None and color is None):
        return update_rgbas(mobject, name, color, opacity)
    if rgbas is None:
        rgbas = np.zeros((1, 4))
        setattr(mobject, name, rgbas)
    if color is not None:
        rgbas[:, :3] = color._internal_value[:3]
    if opacity is not None:
        rgbas[:, 3] = opacity
    return mobject


def boundary_of(mobject: VMobject) -> NDArray[np.float64]:
    """Return what manim's get_points_defining_boundary does: where curves begin and end."""
    found = [anchors_of(one) for one in family_of(mobject) if len(one.points)]
    return np.concatenate(found) if found else np.array(())


def anchors_of(mobject: VMobject) -> NDArray[np.float64]:
    points, each = mobject.points, mobject.n_points_per_cubic_curve
    if len(points) == 1:
        return points
    return points.reshape(-1, each, points.shape[1])[:, [0, -1]].reshape(-1, points.shape[1])


def point_of_box(mobject: VMobject, direction: Sequence[float]) -> NDArray[np.float64]:
    """Return what manim's get_critical_point does: a corner of the box around a mobject, or a middle."""
    points = boundary_of(mobject)
    if not len(points):
        return np.zeros(mobject.dim)
    low, high = points.min(axis=0), points.max(axis=0)
    ways = np.array(direction)
    return np.where(ways < 0, low, np.where(ways == 0, (low + high) / 2, high))


ROUNDED: dict[tuple[bytes, float], NDArray[np.float64]] = {}  # by the points before, and the radius


def rounded(polygram: Polygram, radius: float | list[float] = 0.5, *given: Any) -> Polygram:
    """Do what manim's round_corners does, once for all polygrams that are alike."""
    if given or not isinstance(radius, float):
        return round_corners(polygram, radius, *given)
    key = polygram.points.tobytes(), radius
    if key not in ROUNDED:
        ROUNDED[key] = round_corners(polygram, radius).points
    polygram.points = ROUNDED[key].copy()
    return polygram


def members_of(scene: Scene) -> list[Mobject]:
    """Return what manim's get_mobject_family_members does: of what stands there twice, the last."""
    every = [member for mobject in scene.mobjects for member in family_of(mobject)]
    members = list(dict.fromkeys(reversed(every)))[::-1]
    return sorted(members, key=attrgetter("z_index")) if scene.renderer.camera.use_z_index else members


def without(scene: Scene, mobjects: Iterable[Mobject], to_remove: Iterable[Mobject]) -> list[Mobject]:
    """Return what manim's get_restructured_mobject_list does: groups lose what is removed, others stay whole."""
    left: list[Mobject] = []
    pending, gone = list(mobjects)[::-1], set(to_remove)
    while pending:
        mobject = pending.pop()
        if mobject in gone:
            continue
        if mobject.submobjects and not gone.isdisjoint(family_of(mobject)):
            pending += reversed(mobject.submobjects)
        else:
            left.append(mobject)
    return left
