"""Training of networks too large for mathnet's loop: by MLPClassifier of scikit-learn, epoch by epoch.

It takes the same steps as mathnet.train: the same first weights, order, batches, rate and momentum, without
regularisation. Its sums aren't correctly rounded, so parameters differ in their last digits.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random
from typing import Any

import numpy as np

from mathnet import (
    MLP,
    DivergenceError,
    EpochRecord,
    History,
    Layer,
    Samples,
    Snapshot,
    TrainingResult,
    TrainingSettings,
)
from mathnet.importers import SKLEARN_ACTIVATIONS
from mathnet.kernel import LARGEST
from scenes.lessons.arrays import Table, score, table_of
from scenes.lessons.checkpoint import Checkpoint
from scenes.lessons.data import LessonError

LARGE = 10_000  # parameters: mathnet takes 1e-7 s for each, and each sample
NAMES = {ours: theirs for theirs, ours in SKLEARN_ACTIVATIONS.items()}


def is_large(network: MLP) -> bool:
    """Return whether the network is one that scikit-learn trains, unless there is an obstacle."""
    return network.parameter_count > LARGE


def obstacle(network: MLP, train_set: Samples) -> str | None:
    """Return what keeps MLPClassifier from training `network`, as what it does instead, or None."""
    ours = (network.loss, network.activations[-1])
    if ours != ("cross-entropy", "softmax") and ours != ("binary-cross-entropy", "sigmoid"):
        return f"takes the cross-entropy of classes, not {ours[0]} with {ours[1]} outputs"
    outputs = network.sizes[-1]
    if ours[1] == "softmax" and outputs < 3:
        return "takes softmax for three classes or more: give two classes a single sigmoid output"
    if ours[1] == "sigmoid" and outputs > 1:
        return f"takes a single sigmoid output, not {outputs}"
    hidden = tuple(dict.fromkeys(network.activations[:-1]))
    if len(hidden) > 1:
        return f"has one activation for all hidden layers, not {' and '.join(hidden)}"
    if not all(set(target) <= {0.0, 1.0} for target in train_set.targets):
        return "takes targets that are classes, not shares of several"
    return None


def check_trainer(network: MLP, train: Samples) -> None:
    """Raise LessonError for a network that is trained neither here nor by scikit-learn."""
    if network.parameter_count > LARGEST and (reason := obstacle(network, train)):
        raise LessonError(
            f"the network: scikit-learn trains what has more than {LARGEST} parameters, and its MLPClassifier "
            f"{reason}; given {network.parameter_count}."
        )


def train_large(
    network: MLP,
    train_set: Samples,
    test_set: Samples | None,
    *,
    settings: TrainingSettings,
    seed: int,
    begun: Checkpoint | None = None,
    keep: Callable[[Checkpoint], object] = lambda _: None,
) -> TrainingResult:
    """Return `network` trained by scikit-learn, and the history; one for which there is no `obstacle`.

    `keep` is called after each epoch with where training stands, from which, as `begun`, another call goes on to the
    same result. Raises DivergenceError in the epoch in which a number stops being finite.
    """
    table, test = table_of(train_set), None if test_set is None else table_of(test_set)
    at = begun or Checkpoint(0, network, None, (_record(0, network, table, test),), (Snapshot(0, network),))
    model, outputs = _model(at, settings, table), network.sizes[-1]
    order, rng = list(range(len(train_set))), Random(seed)
    for epoch in range(1, settings.epochs + 1):
        if settings.shuffle:
            rng.shuffle(order)
        if epoch <= at.epoch:
            continue
        with _watched(epoch, settings.learning_rate):
            model.partial_fit(table.inputs[order], table.classes[order], classes=range(max(2, outputs)))
            trained = _network(model, network)
            record = _record(epoch, trained, table, test)
            if not math.isfinite(record.train_loss):
                raise OverflowError
        keeps = epoch == settings.epochs or (settings.snapshot_every and epoch % settings.snapshot_every == 0)
        snapshots = (*at.snapshots, Snapshot(epoch, trained)) if keeps else at.snapshots
        at = Checkpoint(epoch, trained, _velocity(model, settings, network), (*at.records, record), snapshots)
        keep(at)
    return TrainingResult(at.network, History(settings, at.records, at.snapshots))


@contextmanager
def _watched(epoch: int, rate: float) -> Iterator[None]:
    """Let what isn't finite be a DivergenceError, and an interruption end training: scikit-learn would go on."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore", RuntimeWarning)
        warnings.filterwarnings("error", "Training interrupted by user")
        try:
            yield
        except UserWarning:
            raise KeyboardInterrupt from None
        except (OverflowError, ValueError):
            raise DivergenceError(epoch, rate) from None


def _model(at: Checkpoint, settings: TrainingSettings, table: Table) -> Any:
    """Return an MLPClassifier that stands where `at` says, and goes on from there."""
    from sklearn.neural_network import MLPClassifier

    outputs, count = at.network.sizes[-1], len(table.classes)
    model = MLPClassifier(
        at.network.sizes[1:-1],
        activation=NAMES[at.network.activations[0]] if len(at.network.layers) > 1 else "identity",
        solver="sgd",
        alpha=0.0,
        batch_size=min(settings.batch_size, count),
        learning_rate_init=settings.learning_rate,
        momentum=settings.momentum,
        nesterovs_momentum=False,
        shuffle=False,
        random_state=0,
        max_iter=1,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a single sample is fewer than a batch
        # makes its arrays, whose numbers are all replaced then
        model.partial_fit(table.inputs[:1] * 0.0, table.classes[:1], classes=range(max(2, outputs)))
    arrays = _arrays(at.network)
    for mine, theirs in zip(arrays, model.coefs_ + model.intercepts_, strict=True):
        theirs[...] = mine
    # no public name leads to the step before, which momentum needs
    model._optimizer.velocities = [array * 0.0 for array in arrays] if at.velocity is None else _arrays(at.velocity)
    return model


def _arrays(network: MLP) -> list[Any]:
    """Return the parameters as scikit-learn has them: weights by neuron of the layer before, then biases."""
    weights = [np.ascontiguousarray(np.array(layer.weights).T) for layer in network.layers]
    return weights + [np.array(layer.biases) for layer in network.layers]


def _network(model: Any, like: MLP) -> MLP:
    return _as_network(model.coefs_ + model.intercepts_, like)


def _as_network(arrays: list[Any], like: MLP) -> MLP:
    count = len(like.layers)
    pairs = zip(arrays[:count], arrays[count:], like.activations, strict=True)
    return MLP([Layer(_rows(weights.T), biases.tolist(), name) for weights, biases, name in pairs], like.loss)


def _rows(array: Any) -> tuple[tuple[float, ...], ...]:
    return tuple(map(tuple, array.tolist()))


def _velocity(model: Any, settings: TrainingSettings, like: MLP) -> MLP | None:
    """Return the last step of each parameter, downwards, where training depends on it."""
    return _as_network(model._optimizer.velocities, like) if settings.momentum else None


def _record(epoch: int, network: MLP, train: Table, test: Table | None) -> EpochRecord:
    trained, tested = score(network, train), None if test is None else score(network, test)
    if tested is None:
        return EpochRecord(epoch, trained.loss, trained.accuracy, None, None)
    return EpochRecord(epoch, trained.loss, trained.accuracy, tested.loss, tested.accuracy)
