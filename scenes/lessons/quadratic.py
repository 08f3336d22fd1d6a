"""The lesson `quadratic`: a 1-10-1 network learns y = x² from noisy points."""

from __future__ import annotations

from functools import cache

from scenes.lessons import datasets
from scenes.lessons.lesson import Plan


@cache
def quadratic() -> Plan:
    """Ten ReLU neurons learn y = x² from noisy points."""
    return Plan(
        name="quadratic",
        title="y = x²",
        data=datasets.quadratic(count=60, range=(-2.0, 2.0), noise=0.1, seed=1),
        hidden=(10,),
        learning_rate=0.01,
        epochs=200,
        standardise=False,
        standardise_targets=False,
    )
