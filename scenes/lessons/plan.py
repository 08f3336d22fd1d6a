"""What a lesson is made from: data and settings. `Plan.lesson()` splits, standardises and initialises.

>>> from scenes.lessons import Data, Plan
>>> data = Data(features=("left", "right"), rows=((0, 0), (0, 1), (1, 0), (1, 1)), classes=("same", "different"),
...             targets=(0, 1, 1, 0))
>>> lesson = Plan(name="xor", data=data, hidden=(4,), test_share=0).lesson()
>>> lesson.network.sizes, lesson.network.loss, len(lesson.samples)
((2, 4, 2), 'cross-entropy', 4)
"""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from mathnet import MLP, Samples, TrainingSettings, checks
from mathnet.kernel import LARGEST
from scenes.lessons.lesson import Lesson, LessonError, Sample, Scaling, Training

LARGEST_SEED = 2**32 - 1  # scikit-learn's
Rows = tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Data:
    """A table as measured: `rows[i]` are the features of sample i and `targets[i]` its class, or its value.

    With `classes` a target is the index of its class; without them it is a number to be predicted, or a tuple of
    them, one for each of `outputs`.
    """

    features: tuple[str, ...]
    rows: Rows
    targets: tuple[int, ...] | Rows
    classes: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ("value",)
    unit: str = ""
    noun: str = "sample"


@dataclass(frozen=True, slots=True)
class Plan:
    """Data and all settings of a lesson; `seed` decides split, first weights and order of the samples.

    Left None, `output` and `loss` are softmax and cross-entropy for classes, identity and mean squared error for
    values. `activations` is that of every hidden layer, or one for each.
    """

    name: str
    data: Data
    title: str = ""
    hidden: tuple[int, ...] = (8, 6)
    activations: tuple[str, ...] = ("relu",)
    output: str | None = None
    loss: str | None = None
    initialisation: str = "he"
    learning_rate: float = 0.01
    epochs: int = 100
    batch_size: int = 1
    momentum: float = 0.0
    seed: int = 1
    test_share: float = 0.2
    standardise: bool = True
    shown: int = 0
    from_training: bool = False  # count the samples of the training set, not those of the test set
    decimals: int = 2
    every: int | None = None  # epochs from one snapshot of the network to the next
    asks_hidden: bool = False  # whether the command asks for `hidden` where it isn't given

    def lesson(self) -> Lesson:
        """Return the lesson; raises LessonError for settings that don't fit the data or each other."""
        data = self.data
        if checks.whole(self.seed, "the seed", least=0) > LARGEST_SEED:
            raise LessonError(f"the seed: expected at most {LARGEST_SEED}, given {self.seed}.")
        shared = bool(data.classes) and self.output == "sigmoid" and len(data.classes) == 2
        targets = _targets(data, shared)
        train, test = self._split(len(data.rows))
        scaling, rows = self._scale(train)
        settings = TrainingSettings(
            self.learning_rate, self.epochs, self.batch_size, self.momentum, snapshot_every=self.every
        )
        training = Training(
            Samples([rows[i] for i in train], [targets[i] for i in train]),
            Samples([rows[i] for i in test], [targets[i] for i in test]) if test else None,
            settings,
            self.seed,
        )
        return Lesson(
            name=self.name,
            title=self.title or self.name,
            network=self._network(len(targets[0])),
            samples=tuple(
                Sample(tuple(rows[i]), targets[i], data.rows[i] if scaling else None)
                for i in ((not self.from_training and test) or train)
            ),
            features=data.features,
            classes=data.classes or data.outputs,
            shown=self.shown,
            scaling=scaling,
            unit=data.unit,
            noun=data.noun,
            training=training,
            decimals=self.decimals,
            learning_rate=self.learning_rate,
        )

    def _network(self, outputs: int) -> MLP:
        hidden = self.activations * len(self.hidden) if len(self.activations) == 1 else self.activations
        by_output = {"softmax": "cross-entropy", "sigmoid": "binary-cross-entropy"} if self.data.classes else {}
        output = self.output or ("softmax" if self.data.classes else "identity")
        loss = self.loss or by_output.get(output, "mean-squared-error")
        sizes = (len(self.data.features), *self.hidden, outputs)
        for size in self.hidden:
            checks.whole(size, "a hidden layer", least=1)
        parameters = sum((before + 1) * after for before, after in pairwise(sizes))
        if parameters > LARGEST:
            raise LessonError(f"the network: expected at most {LARGEST} parameters, given layers with {parameters}.")
        return MLP.initialised(sizes, (*hidden, output), loss, random.Random(self.seed), self.initialisation)

    def _split(self, count: int) -> tuple[list[int], list[int]]:
        """Return the indices of the training and of the test samples, each class with its share in both."""
        share = checks.fraction(self.test_share, "the test share")
        if share == 0:
            return list(range(count)), []
        classes = self.data.targets if self.data.classes else None
        tested, least = math.ceil(share * count), max(1, len(self.data.classes))
        if min(tested, count - tested) < least or (classes and min(Counter(classes).values()) < 2):
            raise LessonError(
                f"the test share: expected one that leaves each class samples to train and to test with, given {share} "
                f"of {count} samples; 0 tests with none."
            )
        train, test = train_test_split(list(range(count)), test_size=share, stratify=classes, random_state=self.seed)
        return train, test

    def _scale(self, train: list[int]) -> tuple[Scaling | None, Sequence[Sequence[float]]]:
        """Return how features are scaled, by what the training samples say alone, and all rows scaled."""
        if not self.standardise:
            return None, self.data.rows
        measured = np.array(self.data.rows, dtype=float)
        with np.errstate(all="ignore"):
            scaler = StandardScaler().fit(measured[train])
        if not np.isfinite(scaler.var_).all():
            raise LessonError("the features: expected values that can be standardised, given some that are too large.")
        scaling = Scaling(tuple(scaler.mean_.tolist()), tuple(scaler.scale_.tolist()))
        return scaling, [tuple(row) for row in scaler.transform(measured).tolist()]


def _targets(data: Data, shared: bool) -> Rows:
    """Return a target vector a sample: one-hot for classes, 0 or 1 where two classes share one output."""
    if not data.classes:
        return tuple(target if isinstance(target, tuple) else (float(target),) for target in data.targets)
    if shared:
        return tuple((float(target),) for target in data.targets if isinstance(target, int))
    return tuple(tuple(float(target == index) for index in range(len(data.classes))) for target in data.targets)


def vary(plan: Plan, **settings: object) -> Plan:
    """Return the plan with those `settings` replaced that are not None."""
    given = {name: value for name, value in settings.items() if value is not None}
    return replace(plan, **given)  # type: ignore[arg-type]
