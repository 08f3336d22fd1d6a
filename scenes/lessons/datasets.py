"""Data sets: those that come with scikit-learn, MNIST, and generators. Each function returns a table of samples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from scenes.lessons.data import Data
from scenes.lessons.images import as_images
from scenes.lessons.mnist import mnist

CORNERS = ((0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0))
AXES = ("x1", "x2")


def load_set(name: str, **parameters: object) -> Data:
    """Return the data set called `name`, one of SETS; of those, mnist has a parameter, `folder`."""
    return SETS[name](**parameters)


def _sklearn() -> Any:
    """Return scikit-learn's data sets: to import them takes a second, which most commands do without."""
    from sklearn import datasets

    return datasets


def iris() -> Data:
    table = _sklearn().load_iris()
    features = tuple(name.removesuffix(" (cm)") for name in table.feature_names)
    return replace(_classes(table, "flower"), features=features, unit="cm")


def wine() -> Data:
    return _classes(_sklearn().load_wine(), "wine")


def breast_cancer() -> Data:
    return _classes(_sklearn().load_breast_cancer(), "tumour")


def digits() -> Data:
    return as_images(_classes(_sklearn().load_digits(), "digit"), (8, 8))


def diabetes() -> Data:
    table = _sklearn().load_diabetes(scaled=False)
    return Data(
        features=tuple(table.feature_names),
        rows=_rows(table.data),
        targets=tuple((value,) for value in table.target.tolist()),
        outputs=("progression",),
        noun="patient",
    )


SETS: Mapping[str, Callable[..., Data]] = {
    "iris": iris,
    "wine": wine,
    "breast-cancer": breast_cancer,
    "digits": digits,
    "mnist": mnist,
    "diabetes": diabetes,
}


def moons(count: int = 200, noise: float = 0.2, seed: int = 1) -> Data:
    """Return two half circles that reach into each other."""
    points, targets = _sklearn().make_moons(count, noise=noise, random_state=seed)
    return _plane(points, targets, ("upper", "lower"))


def circles(count: int = 200, noise: float = 0.1, factor: float = 0.5, seed: int = 1) -> Data:
    """Return two circles, one in the other; `factor` is the radius of the inner one."""
    points, targets = _sklearn().make_circles(count, noise=noise, factor=factor, random_state=seed)
    return _plane(points, targets, ("outer", "inner"))


def blobs(count: int = 150, classes: int = 3, noise: float = 1.0, seed: int = 1) -> Data:
    """Return a round cloud of points for each class."""
    points, targets = _sklearn().make_blobs(count, centers=classes, cluster_std=noise, random_state=seed)
    return _plane(points, targets, tuple("ABCDEFGHIJ"[:classes]))


def xor(count: int = 200, noise: float = 0.2, seed: int = 1) -> Data:
    """Return points around the corners of a square; those around (0, 1) and (1, 0) are of one class."""
    corners = np.array([CORNERS[i % len(CORNERS)] for i in range(count)])
    points = corners + noise * np.random.default_rng(seed).standard_normal(corners.shape)
    return _plane(points, np.arange(count) % 2, ("same", "different"))


def quadratic(count: int = 60, range: tuple[float, float] = (-2.0, 2.0), noise: float = 0.1, seed: int = 1) -> Data:
    """Return y = x² + noise for `count` values of x, evenly spaced over `range`."""
    x = np.linspace(*range, count)
    y = x**2 + noise * np.random.default_rng(seed).standard_normal(count)
    return Data(("x",), _rows(x[:, None]), _rows(y[:, None]), outputs=("y",), noun="point")


# the keys that a lesson file may give for each are the names of its parameters
GENERATORS: Mapping[str, Callable[..., Data]] = {
    "moons": moons,
    "circles": circles,
    "xor": xor,
    "blobs": blobs,
    "quadratic": quadratic,
}


def _classes(table: Any, noun: str) -> Data:
    return Data(
        features=tuple(map(str, table.feature_names)),
        rows=_rows(table.data),
        targets=tuple(table.target.tolist()),
        classes=tuple(map(str, table.target_names)),
        noun=noun,
    )


def _plane(points: Any, targets: Any, classes: tuple[str, ...]) -> Data:
    return Data(AXES, _rows(points), tuple(targets.tolist()), classes, noun="point")


def _rows(array: Any) -> tuple[tuple[float, ...], ...]:
    return tuple(map(tuple, array.tolist()))
