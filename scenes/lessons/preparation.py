"""What is done to data before a network gets them: samples are split, classes become vectors, columns standardised."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import cast

import numpy as np

from mathnet import checks
from scenes.lessons.data import Data, LessonError, Rows

STANDARD = ("mean", "standard deviation")


@dataclass(frozen=True, slots=True)
class Scaling:
    """How columns were standardised: scaled = (measured − means[k]) / divisors[k], for each column k.

    `deviations` are standard deviations, in the unit of the column; that of a constant column is 0. `names` says what
    the two are called where a column was scaled by others, such as its minimum and its range.

    >>> Scaling((5.0, 3.0), (2.0, 0.0)).measured((1.5, 0.25))
    (8.0, 3.25)
    """

    means: tuple[float, ...]
    deviations: tuple[float, ...]
    names: tuple[str, str] = STANDARD

    @property
    def divisors(self) -> tuple[float, ...]:
        """The deviations, but 1 for a constant column, which is only shifted."""
        return tuple(deviation or 1.0 for deviation in self.deviations)

    def standardised(self, measured: tuple[float, ...]) -> tuple[float, ...]:
        """Return measured values as a network gets them: (measured − mean) / divisor."""
        columns = zip(self.means, self.divisors, measured, strict=True)
        return tuple((value - mean) / divisor for mean, divisor, value in columns)

    def measured(self, scaled: tuple[float, ...]) -> tuple[float, ...]:
        """Return the values of a row in their unit again: mean + divisor · scaled."""
        columns = zip(self.means, self.divisors, scaled, strict=True)
        return tuple(mean + divisor * value for mean, divisor, value in columns)


def split(data: Data, share: float, seed: int) -> tuple[list[int], list[int]]:
    """Return the indices of the training and of the test samples, each class with its share in both.

    Data that say themselves what to test with are split as they say, unless `share` is 0: then nothing is tested.
    Raises LessonError if one of them would lack samples of a class.
    """
    share, count = checks.fraction(share, "the test share"), len(data.rows)
    if share == 0:
        return list(range(count)), []
    if data.test_count:
        trained = count - data.test_count
        return list(range(trained)), list(range(trained, count))
    classes = data.targets if data.classes else None
    tested, least = math.ceil(share * count), max(1, len(data.classes))
    if min(tested, count - tested) < least or (classes and min(Counter(classes).values()) < 2):
        raise LessonError(
            f"the test share: expected one that leaves each class samples to train and to test with, given {share} "
            f"of {count} samples; 0 tests with none."
        )
    from sklearn.model_selection import train_test_split  # a second's import, which most commands do without

    train, test = train_test_split(list(range(count)), test_size=share, stratify=classes, random_state=seed)
    return train, test


def standardise(rows: Rows, train: list[int], what: str) -> tuple[Rows, Scaling]:
    """Return all rows with their columns standardised, by what the rows `train` say alone, and how.

    Raises LessonError, about `what`, for values too large for it.
    """
    from sklearn.preprocessing import StandardScaler

    measured = np.array(rows, dtype=float)
    trained = measured[train]
    with np.errstate(all="ignore"):
        scaler = StandardScaler().fit(trained)
        # scikit-learn puts 1 in place of a deviation that is 0, or nothing but rounding
        varies = (scaler.scale_ == np.sqrt(scaler.var_)) & (trained != trained[0]).any(axis=0)
        means = np.where((trained == trained[0]).all(axis=0), trained[0], scaler.mean_)
        scaling = Scaling(tuple(means.tolist()), tuple(np.where(varies, scaler.scale_, 0.0).tolist()))
        scaled = (measured - scaling.means) / scaling.divisors
    if not (np.isfinite(scaler.var_).all() and np.isfinite(scaled).all()):
        raise LessonError(f"the {what}: expected values that can be standardised, given some that are too large.")
    return tuple(map(tuple, scaled.tolist())), scaling


def target_rows(data: Data, shared: bool) -> Rows:
    """Return a target vector a sample: one-hot for classes, 0 or 1 where two classes share one output."""
    if not data.classes:
        return tuple(target if isinstance(target, tuple) else (float(target),) for target in data.targets)
    count = len(data.classes)
    vectors = [(float(k),) if shared else tuple(1.0 if j == k else 0.0 for j in range(count)) for k in range(count)]
    return tuple(vectors[cast("int", target)] for target in data.targets)
