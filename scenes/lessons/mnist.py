"""MNIST, 70,000 handwritten digits of 28 × 28 pixels: from its four IDX files, or fetched by scikit-learn."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from http.client import HTTPException
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from scenes.lessons.data import Data, LessonError
from scenes.lessons.idx import Images, read_images, read_labels, write_images, write_labels
from scenes.lessons.images import name_pixels
from scenes.lessons.progress import waiting

FOLDER = "MATHNET_DATA"  # the environment variable that --data sets
SETS = ("train", "t10k")
SHAPE, DIGITS, TRAINED = (28, 28), 10, 60_000
LEVELS = tuple(level / 255 for level in range(256))


def mnist(folder: str | None = None) -> Data:
    """Return MNIST from the IDX files in `folder`, otherwise in $MATHNET_DATA, otherwise fetched, and kept, by
    scikit-learn. The last images are its test set. Raises LessonError.
    """
    given = folder or os.environ.get(FOLDER)
    if given:
        return data_from_idx(Path(given))
    kept = _home() / "mathnet-mnist"
    if any(_find(kept, name) is None for name in _names()):
        _keep(_fetch(), kept)
    return data_from_idx(kept)


def data_from_idx(folder: Path) -> Data:
    """Return the images and labels of the four IDX files in `folder`. Raises LessonError."""
    sets = [_read_set(folder, name) for name in SETS]
    (trained, _), (tested, _) = sets
    if trained.shape != tested.shape:
        raise LessonError(
            f"{folder}: expected images of the same size to train and to test with, found {_by(trained.shape)} and "
            f"{_by(tested.shape)}: get the files anew."
        )
    return digits_of(
        Images(trained.shape, trained.pixels + tested.pixels),
        tuple(label for _, labels in sets for label in labels),
        len(tested.pixels),
    )


def digits_of(images: Images, labels: tuple[int, ...], tested: int) -> Data:
    """Return images of digits as data: pixels from 0 to 1, the last `tested` of them the test set."""
    return Data(
        features=name_pixels(images.shape),
        rows=tuple(tuple(map(LEVELS.__getitem__, pixels)) for pixels in images.pixels),
        targets=labels,
        classes=tuple(map(str, range(DIGITS))),
        noun="digit",
        image=images.shape,
        test_count=tested,
    )


def _read_set(folder: Path, name: str) -> tuple[Images, tuple[int, ...]]:
    images = read_images(_place(folder, f"{name}-images-idx3-ubyte"))
    place = _place(folder, f"{name}-labels-idx1-ubyte")
    labels = read_labels(place, DIGITS)
    if len(labels) != len(images.pixels):
        raise LessonError(
            f"{place}: expected a label for each of the {len(images.pixels)} images, found {len(labels)}: get the "
            f"files anew."
        )
    return images, labels


def _names() -> Iterator[str]:
    for name, kind in product(SETS, ("images-idx3", "labels-idx1")):
        yield f"{name}-{kind}-ubyte"


def _place(folder: Path, name: str) -> Path:
    found = _find(folder, name)
    if found is None:
        raise LessonError(
            f"{folder}: there is no {name} or {name}.gz: expected the folder of MNIST's four IDX files, "
            f"{', '.join(_names())}."
        )
    return found


def _find(folder: Path, name: str) -> Path | None:
    for candidate in (name, name.replace("-idx", ".idx")):
        for path in (folder / candidate, folder / f"{candidate}.gz"):
            if path.exists():
                return path
    return None


def _home() -> Path:
    from sklearn import datasets

    try:
        return Path(datasets.get_data_home())
    except OSError as error:
        raise _missing(f"nothing can be kept in {error.filename}") from None


def _fetch() -> Any:
    from sklearn import datasets

    try:
        with waiting("Fetching MNIST"), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # each try that fails is told of
            return datasets.fetch_openml("mnist_784", version=1, as_frame=False, parser="liac-arff")
    except (OSError, ValueError, HTTPException) as error:
        reason = getattr(error, "reason", error)  # of a URLError, what was the matter with the network
        raise _missing(" ".join(str(reason).split())[:200]) from None


def _missing(reason: str) -> LessonError:
    return LessonError(
        f"MNIST isn't here, and can't be fetched ({reason}): give the folder of its four IDX files, "
        f'train-images-idx3-ubyte.gz and so on, with --data FOLDER (or folder = "…" in the lesson file), or connect '
        f"to the network, from where scikit-learn fetches it."
    )


def _keep(table: Any, folder: Path) -> None:
    """Write what was fetched as the four IDX files into `folder`: reading those takes seconds, not a minute."""
    pixels, labels = np.asarray(table.data, dtype=np.uint8), np.asarray(table.target, dtype=np.uint8)
    rows = tuple(row.tobytes() for row in pixels)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, chosen in zip(SETS, (slice(TRAINED), slice(TRAINED, None)), strict=True):
            write_images(Images(SHAPE, rows[chosen]), folder / f"{name}-images-idx3-ubyte.gz")
            write_labels(labels[chosen].tolist(), folder / f"{name}-labels-idx1-ubyte.gz")
    except (OSError, ValueError) as error:
        raise _missing(str(error)) from None


def _by(shape: tuple[int, int]) -> str:
    return f"{shape[0]} × {shape[1]}"
