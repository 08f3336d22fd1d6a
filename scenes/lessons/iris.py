"""The lesson `iris`: a 4-8-6-3 network learns to tell three species of iris apart by the size of their leaves."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from scenes.lessons.datasets import load_set
from scenes.lessons.lesson import Plan

# the flower of the test set that is shown: two classes nearly tie, so that softmax has something to do
CLOSE_CALL = 19
# a flower of the training set that the trained network still gets wrong: there is something to be learned from it
MISTAKE = 64


@cache
def iris() -> Plan:
    """Three species of iris are told apart by the size of their leaves."""
    return Plan(
        name="iris",
        title="the Iris network",
        data=load_set("iris"),
        hidden=(8, 6),
        initialisation="uniform",  # over many seeds, right more often than with the wider weights of "he"
        shown=CLOSE_CALL,
    )


@cache
def iris_mistake() -> Plan:
    """The same network and a flower of its training set that it gets wrong: what it would learn from that."""
    return replace(
        iris(), name="iris-mistake", title="a mistake of the Iris network", shown=MISTAKE, from_training=True
    )
