"""The lesson `iris`: a 4-8-6-3 network learns to tell three species of iris apart by the size of their leaves."""

from __future__ import annotations

from functools import cache

from sklearn.datasets import load_iris

from scenes.lessons.plan import Data, Plan

# the flower of the test set that is shown: two classes nearly tie, so that softmax has something to do
CLOSE_CALL = 19


@cache
def iris() -> Plan:
    """Three species of iris are told apart by the size of their leaves."""
    table = load_iris()
    data = Data(
        features=tuple(name.removesuffix(" (cm)") for name in table.feature_names),
        rows=tuple(map(tuple, table.data.tolist())),
        targets=tuple(table.target.tolist()),
        classes=tuple(str(name) for name in table.target_names),
        unit="cm",
        noun="flower",
    )
    return Plan(name="iris", title="Iris", data=data, hidden=(8, 6), shown=CLOSE_CALL)
