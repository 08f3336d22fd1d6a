"""The lesson `four-bit`: a 4-h-2 network learns four rows of bits by heart."""

from __future__ import annotations

from functools import cache

from scenes.lessons.data import Data
from scenes.lessons.lesson import Plan

ROWS = ((1.0, 0.0, 0.0, 1.0), (0.0, 1.0, 1.0, 0.0), (1.0, 1.0, 0.0, 1.0), (0.0, 0.0, 1.0, 1.0))
TARGETS = ((0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0))


@cache
def four_bit() -> Plan:
    """Four rows of four bits are learned by heart, by as many hidden neurons as you like."""
    data = Data(
        features=("bit 1", "bit 2", "bit 3", "bit 4"),
        rows=ROWS,
        targets=TARGETS,
        outputs=("output 1", "output 2"),
        noun="row",
    )
    return Plan(
        name="four-bit",
        title="Four bits",
        data=data,
        hidden=(3,),
        activations=("sigmoid",),
        output="sigmoid",
        loss="half-squared-error",
        initialisation="uniform",
        learning_rate=0.5,
        epochs=10_000,
        test_share=0.0,
        standardise=False,
        asks_hidden=True,
    )
