"""The lesson `moons`: a network draws the boundary between two half circles."""

from __future__ import annotations

from functools import cache

from scenes.lessons import datasets
from scenes.lessons.lesson import Plan


@cache
def moons() -> Plan:
    """Two half circles that reach into each other are told apart by a curved boundary."""
    return Plan(
        name="moons",
        title="Two moons",
        data=datasets.moons(count=200, noise=0.2, seed=1),
        hidden=(8, 8),
        activations=("tanh",),
        output="sigmoid",
        initialisation="glorot",
        learning_rate=0.05,
        epochs=100,
        standardise=False,
        every=1,
    )
