"""The training loop: the numbers of "trace, then update", fast.

>>> from random import Random
>>> from mathnet import MLP
>>> network = MLP.initialised([1, 1], ["identity"], "half-squared-error", Random(0))
>>> line = Samples([[0], [1], [2]], [[1], [3], [5]])
>>> result = train(network, line, settings=TrainingSettings(learning_rate=0.1, epochs=200), rng=Random(0))
>>> [round(p, 3) for p in (result.network.layers[0].weights[0][0], result.network.layers[0].biases[0])]
[2.0, 1.0]
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random

from mathnet import checks, kernel
from mathnet.checks import Numbers
from mathnet.errors import InputError
from mathnet.losses import LOSSES, check_target
from mathnet.network import MLP, class_of
from mathnet.sums import mean
from mathnet.trace import Matrix, Vector


@dataclass(frozen=True, slots=True, init=False)
class Samples:
    """A data set: `inputs[i]` is a sample's x and `targets[i]` its y. Takes any rows of numbers, keeps tuples."""

    inputs: Matrix
    targets: Matrix

    def __init__(self, inputs: Iterable[Numbers], targets: Iterable[Numbers]) -> None:
        rows = checks.matrix(inputs, "the inputs")
        object.__setattr__(self, "inputs", rows)
        object.__setattr__(self, "targets", checks.matrix(targets, "the targets", len(rows)))

    def __len__(self) -> int:
        return len(self.inputs)


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How to train.

    Each epoch takes every sample once, `batch_size` at a time, in an order shuffled anew unless `shuffle` is False. A
    step is learning_rate · (mean gradient of the batch) + momentum · (the step before). A snapshot of the network is
    kept every `snapshot_every` epochs, besides the first and the last.
    """

    learning_rate: float
    epochs: int
    batch_size: int = 1
    momentum: float = 0.0
    shuffle: bool = True
    snapshot_every: int | None = None

    def __post_init__(self) -> None:
        every = self.snapshot_every
        every = None if every is None else checks.whole(every, "snapshot_every", least=1)
        for name, value in (
            ("learning_rate", checks.positive(self.learning_rate, "the learning rate")),
            ("epochs", checks.whole(self.epochs, "the epochs", least=1)),
            ("batch_size", checks.whole(self.batch_size, "the batch size", least=1)),
            ("momentum", checks.fraction(self.momentum, "the momentum")),
            ("shuffle", checks.flag(self.shuffle, "shuffle")),
            ("snapshot_every", every),
        ):
            object.__setattr__(self, name, value)


@dataclass(frozen=True, slots=True)
class EpochRecord:
    """How good the network is after `epoch` epochs; epoch 0 is before training.

    A loss is the mean of the samples' losses, an accuracy the share of samples whose class is predicted; it is None
    unless the loss is a cross-entropy, and the test's are None without a test set.
    """

    epoch: int
    train_loss: float
    train_accuracy: float | None
    test_loss: float | None
    test_accuracy: float | None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The network after `epoch` epochs."""

    epoch: int
    network: MLP


@dataclass(frozen=True, slots=True)
class History:
    """What a training run went through; epochs[i].epoch is i."""

    settings: TrainingSettings
    epochs: tuple[EpochRecord, ...]
    snapshots: tuple[Snapshot, ...]


@dataclass(frozen=True, slots=True)
class TrainingResult:
    """The trained network and how it got there."""

    network: MLP
    history: History


class DivergenceError(InputError):
    """Training left the finite numbers in `epoch` with `learning_rate`."""

    def __init__(self, epoch: int, learning_rate: float) -> None:
        super().__init__(
            f"training diverged in epoch {epoch} with learning rate {learning_rate!r}: expected a finite loss and "
            f"finite parameters; try a smaller learning rate, or inputs that are standardised."
        )
        self.epoch = epoch
        self.learning_rate = learning_rate

    def __reduce__(self) -> tuple[type[DivergenceError], tuple[int, float]]:
        return DivergenceError, (self.epoch, self.learning_rate)


def train(
    network: MLP,
    train_set: Samples,
    test_set: Samples | None = None,
    *,
    settings: TrainingSettings,
    rng: Random | None = None,
    progress: Callable[[EpochRecord], object] | None = None,
) -> TrainingResult:
    """Return `network` trained on `train_set`, and the history; `progress` is called with the record of each epoch.

    The order of the samples comes from rng.shuffle, once an epoch, each time of the order before. The parameters are
    those of MLP.update (or update_from_batch), step after step, bit for bit. Raises DivergenceError in the epoch in
    which a number stops being finite, so that forward, backward or update would refuse it, and InputError for what
    can't be trained; so too where that happens on the samples before the first step.
    """
    if not isinstance(settings, TrainingSettings):
        raise InputError(f"the settings: expected TrainingSettings, given {checks.show(settings)}.")
    if settings.shuffle and not isinstance(rng, Random):
        raise InputError(f"rng: expected a random.Random to shuffle with, given {checks.show(rng)}.")
    rows = _rows(network, train_set, "the training set")
    if network.parameter_count > kernel.LARGEST:
        raise InputError(
            f"the network: expected at most {kernel.LARGEST:,} parameters to train, given "
            f"{network.parameter_count:,}; for networks of that size use a library such as scikit-learn."
        )
    test_rows = None if test_set is None else _rows(network, test_set, "the test set")
    parameters, velocity = kernel.flatten(network), (0.0,) * network.parameter_count
    records = [_record(0, network, parameters, rows, test_rows)]
    snapshots = [Snapshot(0, network)]
    for epoch in range(1, settings.epochs + 1):
        if settings.shuffle and rng is not None:
            rng.shuffle(rows)
        try:
            parameters, velocity = _run_epoch(network, parameters, velocity, rows, settings)
            if not all(map(math.isfinite, parameters)):
                raise OverflowError
            records.append(_record(epoch, network, parameters, rows, test_rows))
        except (OverflowError, ValueError):
            raise DivergenceError(epoch, settings.learning_rate) from None
        if epoch == settings.epochs or (settings.snapshot_every and epoch % settings.snapshot_every == 0):
            snapshots.append(Snapshot(epoch, kernel.unflatten(network, parameters)))
        if progress is not None:
            progress(records[-1])
    return TrainingResult(snapshots[-1].network, History(settings, tuple(records), tuple(snapshots)))


def evaluate(network: MLP, samples: Samples) -> tuple[float, float | None]:
    """Return the mean loss over `samples` and the accuracy (None unless the loss is a cross-entropy), of any network.

    A sample counts as right if the output stands for the same class as the target (see predict_class). Raises
    InputError where forward does, and if a loss isn't finite.
    """
    return _evaluate(network, kernel.flatten(network), _rows(network, samples, "the samples"))


def _run_epoch(
    network: MLP, parameters: Vector, velocity: Vector, rows: list[Vector], settings: TrainingSettings
) -> tuple[Vector, Vector]:
    size, rate, mu = settings.batch_size, settings.learning_rate, settings.momentum
    if size == 1 and not mu:
        return kernel.descend(network, parameters, rows, rate), velocity
    for start in range(0, len(rows), size):
        batch = kernel.gradients(network, parameters, rows[start : start + size])
        gradient = batch[0] if len(batch) == 1 else tuple(map(mean, zip(*batch, strict=True)))
        if mu:
            velocity = tuple(rate * g + mu * v for g, v in zip(gradient, velocity, strict=True))
        else:
            velocity = tuple(rate * g for g in gradient)
        parameters = tuple(old - step for old, step in zip(parameters, velocity, strict=True))
    return parameters, velocity


def _record(
    epoch: int, network: MLP, parameters: Vector, rows: list[Vector], test_rows: list[Vector] | None
) -> EpochRecord:
    train_loss, train_accuracy = _evaluate(network, parameters, rows)
    test = (None, None) if test_rows is None else _evaluate(network, parameters, test_rows)
    return EpochRecord(epoch, train_loss, train_accuracy, *test)


def _evaluate(network: MLP, parameters: Vector, rows: list[Vector]) -> tuple[float, float | None]:
    try:
        results = kernel.outputs(network, parameters, rows)
    except ValueError:
        raise InputError(
            "the samples: expected a finite loss, given inputs or parameters for which it overflows."
        ) from None
    loss = mean([result[0] for result in results])
    if not LOSSES[network.loss].classifies:
        return loss, None
    width = network.sizes[0]
    hits = sum(class_of(result[1:]) == class_of(row[width:]) for result, row in zip(results, rows, strict=True))
    return loss, hits / len(rows)


def _rows(network: MLP, samples: object, what: str) -> list[Vector]:
    """Return each sample's x and y in one tuple, as the kernel takes them."""
    if not isinstance(network, MLP):
        raise InputError(f"the network: expected an MLP, given {checks.show(network)}.")
    if not isinstance(samples, Samples):
        raise InputError(f"{what}: expected Samples, given {checks.show(samples)}.")
    width, outputs = network.sizes[0], network.sizes[-1]
    return [
        checks.vector(x, f"{what}'s inputs[{i}]", width)
        + check_target(network.loss, y, outputs, f"{what}'s targets[{i}]")
        for i, (x, y) in enumerate(zip(samples.inputs, samples.targets, strict=True))
    ]
