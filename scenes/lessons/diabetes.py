"""The lesson `diabetes`: a network predicts how far a disease has gone a year later, from ten measurements."""

from __future__ import annotations

from functools import cache

from scenes.lessons.datasets import load_set
from scenes.lessons.lesson import Plan


@cache
def diabetes() -> Plan:
    """How far diabetes has gone a year later is predicted from ten measurements."""
    return Plan(
        name="diabetes",
        title="Diabetes",
        data=load_set("diabetes"),
        hidden=(8,),
        activations=("tanh",),
        learning_rate=0.002,
        epochs=100,
    )
