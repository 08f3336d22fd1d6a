"""What networks too large for mathnet's loops come to on many samples at once, with numpy.

Sums are numpy's, not correctly rounded: losses differ from those of the traces in the last digits. What a film shows of
one sample is its trace.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import expit, log_softmax, softmax

from mathnet import MLP, Samples

Array = np.ndarray[Any, np.dtype[np.float64]]
ROWS = 5_000  # at a time: 40 MB for a layer of 1,000 neurons
ACTIVATIONS: Mapping[str, Callable[[Array], Array]] = {
    "relu": lambda z: np.maximum(z, 0.0),
    "sigmoid": expit,
    "tanh": np.tanh,
    "identity": lambda z: z,
}


@dataclass(frozen=True, slots=True)
class Table:
    """Samples as arrays: inputs[i] is a sample's x, and classes[i] is the class that its target stands for."""

    inputs: Array
    classes: np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Score:
    """Mean loss and accuracy over the samples, and the class that each of them was taken for."""

    loss: float
    accuracy: float
    answers: tuple[int, ...]


def table_of(samples: Samples) -> Table:
    """Return samples whose targets each stand for one class, as arrays."""
    targets = np.array(samples.targets)
    classes = targets[:, 0].astype(int) if targets.shape[1] == 1 else targets.argmax(axis=1)
    return Table(np.array(samples.inputs), classes)


def score(network: MLP, table: Table) -> Score:
    """Return how good a network is whose loss is a cross-entropy. A loss that isn't finite is returned as it is."""
    *hidden, (last, biases) = [(np.array(layer.weights).T, np.array(layer.biases)) for layer in network.layers]
    losses, answers = [], []
    for start in range(0, len(table.classes), ROWS):
        a = table.inputs[start : start + ROWS]
        for (weights, shifts), name in zip(hidden, network.activations[:-1], strict=True):
            a = ACTIVATIONS[name](a @ weights + shifts)
        z = a @ last + biases
        true = table.classes[start : start + ROWS]
        losses.append(_losses(z, true))
        answers.append(_answers(z))
    given = np.concatenate(answers)
    accuracy = float((given == table.classes).mean())
    return Score(float(np.concatenate(losses).mean()), accuracy, tuple(given.tolist()))


def _losses(z: Array, true: Any) -> Array:
    if z.shape[1] == 1:
        return np.logaddexp(0.0, np.where(true == 1, -z[:, 0], z[:, 0]))
    picked: Array = -log_softmax(z, axis=1)[np.arange(len(z)), true]
    return picked


def _answers(z: Array) -> Any:
    """Return the classes as mathnet.predict_class says them: the first of the largest outputs, for one 1 if a ≥ 0.5."""
    return (expit(z[:, 0]) >= 0.5).astype(int) if z.shape[1] == 1 else softmax(z, axis=1).argmax(axis=1)
