"""A Pipeline of scikit-learn, split into a scaling of columns and the model that comes after it."""

from __future__ import annotations

from typing import Any

import numpy as np

from mathnet import checks
from mathnet.checks import show
from scenes.lessons.data import LessonError
from scenes.lessons.preparation import STANDARD, Scaling

ANY_SCALING = ("offset", "scale")


def split_pipeline(model: Any) -> tuple[Scaling | None, Any]:
    """Return what the steps before the last one come to, and the last one; None and `model`, if it is no Pipeline.

    The steps may be StandardScaler and MinMaxScaler: (measured − offset) / scale, both of them. One after another is
    such a scaling again. Raises LessonError for other steps.
    """
    if type(model).__name__ != "Pipeline":
        return None, model
    *steps, (_, last) = model.steps
    scaling = None
    for name, step in steps:
        if step is not None and step != "passthrough":
            scaling = _join(scaling, _read(step, f"the pipeline's step {show(name)}"))
    return scaling, last


def _read(scaler: Any, what: str) -> Scaling:
    kind = type(scaler).__name__
    if kind not in ("StandardScaler", "MinMaxScaler"):
        raise LessonError(f"{what}: expected a StandardScaler or a MinMaxScaler, given {show(kind)}.")
    if not hasattr(scaler, "scale_"):
        raise LessonError(f"{what}: expected a fitted {kind}, given one that isn't: call fit first.")
    means, deviations, names = _standard(scaler) if kind == "StandardScaler" else _min_max(scaler, what)
    return Scaling(checks.vector(means.tolist(), what), checks.vector(deviations.tolist(), what), names)


def _standard(scaler: Any) -> tuple[Any, Any, tuple[str, str]]:
    count = scaler.n_features_in_
    means = scaler.mean_ if scaler.with_mean else np.zeros(count)
    if not scaler.with_std:
        return means, np.ones(count), ANY_SCALING
    # scikit-learn puts 1 in place of a deviation that is 0, or nothing but rounding
    deviations = np.where(scaler.scale_ == np.sqrt(scaler.var_), scaler.scale_, 0.0)
    return means, deviations, STANDARD if scaler.with_mean else ANY_SCALING


def _min_max(scaler: Any, what: str) -> tuple[Any, Any, tuple[str, str]]:
    if scaler.clip:
        raise LessonError(
            f"{what}: expected a MinMaxScaler without clip, which is more than a scaling, given one with it."
        )
    low, high = scaler.feature_range
    # scikit-learn puts 1 in place of a range that is 0, or nothing but rounding
    ranges = np.where(scaler.scale_ == high - low, 1.0, scaler.data_range_)
    if (low, high) == (0, 1):
        return scaler.data_min_, np.where(scaler.data_range_ == ranges, ranges, 0.0), ("minimum", "range")
    return scaler.data_min_ - low * ranges / (high - low), ranges / (high - low), ANY_SCALING


def _join(first: Scaling | None, second: Scaling) -> Scaling:
    """Return the scaling that does what `first` does, and then `second`."""
    if first is None:
        return second
    columns = list(zip(first.means, first.divisors, second.means, second.divisors, strict=True))
    means = tuple(mean + divisor * after for mean, divisor, after, _ in columns)
    return Scaling(means, tuple(divisor * after for _, divisor, _, after in columns), ANY_SCALING)
