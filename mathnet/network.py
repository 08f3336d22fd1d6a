"""MLP, a network, and its traces: whole passes, whose layers propagation.py works out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import Self

from mathnet import checks, propagation, tables
from mathnet.activations import ACTIVATIONS
from mathnet.checks import Numbers
from mathnet.errors import InputError
from mathnet.layer import INITIALISATIONS, Layer, draw_layer
from mathnet.losses import LOSSES, check_pair, check_target, record_loss
from mathnet.trace import LayerBackward, LayerForward, LayerUpdate, LossTrace, Vector


@dataclass(frozen=True, slots=True, init=False)
class MLP:
    """A multilayer perceptron: the layers that compute, in order, and the name of its loss (see LOSSES).

    Raises InputError unless each layer takes as many inputs as the one before has outputs, softmax is at the output
    only, and the loss goes with the output activation.

    >>> network = MLP([Layer([[1.0], [2.0]], [0.0, 0.0], "relu"), Layer([[1.0, 1.0]], [0.5], "identity")],
    ...               "half-squared-error")
    >>> network.sizes, network.forward([2.0]).output
    ((1, 2, 1), (6.5,))
    """

    layers: tuple[Layer, ...]
    loss: str

    def __init__(self, layers: Iterable[Layer], loss: str) -> None:
        given = tuple(_check_layer(layer, i) for i, layer in enumerate(checks.items(layers, "the layers", "Layers")))
        if not given:
            raise InputError("the layers: expected at least one Layer, given none.")
        for i, layer in enumerate(given[1:], start=1):
            before = given[i - 1]
            if layer.inputs != before.outputs:
                raise InputError(
                    f"the layers: expected layers[{i}] to take the {before.outputs} outputs of layers[{i - 1}], "
                    f"given one that takes {layer.inputs}."
                )
            if before.activation == "softmax":
                raise InputError(
                    f"the layers: expected softmax only in the last of {len(given)}, given it in layers[{i - 1}]."
                )
        check_pair(checks.choice(loss, LOSSES, "the loss"), given[-1].activation)
        object.__setattr__(self, "layers", given)
        object.__setattr__(self, "loss", loss)

    @classmethod
    def initialised(
        cls, sizes: Sequence[int], activations: Sequence[str], loss: str, rng: Random, initialisation: str = "he"
    ) -> Self:
        """Return a network of `sizes` (the input's first) with random weights and biases of 0.

        `activations` names one for each layer that computes, and `initialisation` is one of INITIALISATIONS. The layers
        are drawn in order (see layer.draw_layer).
        """
        counts = [
            checks.whole(size, f"sizes[{i}]", least=1)
            for i, size in enumerate(checks.items(sizes, "the sizes", "at least two whole numbers"))
        ]
        if len(counts) < 2:
            raise InputError(f"the sizes: expected at least two whole numbers, given {checks.show(counts)}.")
        names = checks.items(activations, "the activations", f"{len(counts) - 1} names")
        if len(names) != len(counts) - 1:
            raise InputError(
                f"the activations: expected {len(counts) - 1}, one for each layer after the input, "
                f"given {len(names)}: {checks.show(list(names))}."
            )
        for i, name in enumerate(names):
            checks.choice(name, ACTIVATIONS, f"activations[{i}]")
        checks.choice(initialisation, INITIALISATIONS, "the initialisation")
        if not isinstance(rng, Random):
            raise InputError(f"rng: expected a random.Random, given {checks.show(rng)}.")
        pairs = zip(counts[:-1], counts[1:], names, strict=True)
        layers = [draw_layer(before, after, str(name), rng, initialisation) for before, after, name in pairs]
        return cls(layers, loss)

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of neurons of each layer, the input first."""
        return (self.layers[0].inputs, *(layer.outputs for layer in self.layers))

    @property
    def activations(self) -> tuple[str, ...]:
        """The activation of each layer that computes."""
        return tuple(layer.activation for layer in self.layers)

    @property
    def parameter_count(self) -> int:
        return sum(layer.parameter_count for layer in self.layers)

    def _repr_html_(self) -> str:
        return tables.network(self.layers, self.loss)

    def forward(self, x: Numbers) -> ForwardTrace:
        """Return every number on the way from `x`, as many numbers as the network has inputs, to the output.

        Raises InputError where a number grows past what a float can hold, and says in which neuron.
        """
        start = checks.vector(x, "the input", self.sizes[0])
        return ForwardTrace(self, start, propagation.forward(self.layers, start))

    def backward(self, trace: ForwardTrace, target: Numbers) -> BackwardTrace:
        """Return the loss of `trace` at `target` and its derivative in every parameter.

        Raises InputError if the trace is another network's, the target isn't one for the network's loss (see
        losses.check_target), or a number grows past what a float can hold.

        >>> network = MLP([Layer([[0.5, -1.0]], [0.25], "relu")], "half-squared-error")
        >>> trace = network.backward(network.forward([2.0, 0.5]), [1.0])
        >>> trace.loss.value, trace.layers[0].delta, trace.layers[0].weight_gradients
        (0.03125, (-0.25,), ((-0.5, -0.125),))
        """
        if not isinstance(trace, ForwardTrace):
            raise InputError(f"the trace: expected what forward returned, given {checks.show(trace)}.")
        if trace.network is not self and trace.network != self:
            raise InputError("the trace: expected one of this network, given one of another network.")
        y = check_target(self.loss, target, self.sizes[-1])
        loss = record_loss(self.loss, trace.layers[-1], y)
        return BackwardTrace(trace, y, loss, propagation.backward(self.layers, self.loss, trace.x, trace.layers, y))

    def update(
        self,
        backward: BackwardTrace,
        learning_rate: float,
        momentum: float = 0.0,
        previous: UpdateTrace | None = None,
    ) -> UpdateTrace:
        """Return one step of gradient descent on one sample: new = old − step, step = η·gradient.

        With a momentum μ, step = η·gradient + μ·(the step of `previous`), where `previous` is the update that led to
        this network, or None for the first step. Raises InputError if `backward` is another network's, or a parameter
        grows past what a float can hold.

        >>> network = MLP([Layer([[0.5]], [0.25], "identity")], "half-squared-error")
        >>> step = network.update(network.backward(network.forward([2.0]), [1.0]), learning_rate=0.5)
        >>> step.layers[0].weights[0][0]
        ParameterUpdate(old=0.5, gradient=0.5, step=0.25, new=0.25)
        """
        return update_from_batch(self, (backward,), learning_rate, momentum, previous)


@dataclass(frozen=True, slots=True)
class ForwardTrace:
    """A forward pass of `network` on the input `x`."""

    network: MLP
    x: Vector
    layers: tuple[LayerForward, ...]

    @property
    def output(self) -> Vector:
        """The activations of the last layer."""
        return self.layers[-1].a

    @property
    def inputs(self) -> tuple[Vector, ...]:
        """inputs[i]: the activations that layers[i] works on; inputs[0] is x."""
        return (self.x, *(layer.a for layer in self.layers[:-1]))

    def _repr_html_(self) -> str:
        return tables.forward(self.network.layers, self.x, self.layers)


@dataclass(frozen=True, slots=True)
class BackwardTrace:
    """A backward pass: what each parameter does to the loss of `forward` at `target`. layers[i] as in `forward`."""

    forward: ForwardTrace
    target: Vector
    loss: LossTrace
    layers: tuple[LayerBackward, ...]

    def _repr_html_(self) -> str:
        ahead = self.forward
        return tables.backward(ahead.network.layers, (ahead.x, ahead.layers), self.target, self.loss, self.layers)


@dataclass(frozen=True, slots=True)
class UpdateTrace:
    """One step of gradient descent on every parameter; `network` is the network after it."""

    learning_rate: float
    momentum: float
    layers: tuple[LayerUpdate, ...]
    network: MLP

    def _repr_html_(self) -> str:
        return tables.update(self.learning_rate, self.momentum, self.layers)


def update_from_batch(
    network: MLP,
    backwards: Iterable[BackwardTrace],
    learning_rate: float,
    momentum: float = 0.0,
    previous: UpdateTrace | None = None,
) -> UpdateTrace:
    """Return one step of gradient descent on a mini-batch: as `update`, with the mean of the samples' gradients."""
    batch = [_check_backward(network, trace) for trace in checks.items(backwards, "the batch", "backward traces")]
    if not batch:
        raise InputError("the batch: expected at least one backward trace, given none.")
    rate, mu = checks.positive(learning_rate, "the learning rate"), checks.fraction(momentum, "the momentum")
    _check_previous(network, previous)
    before = None if previous is None else previous.layers
    changes = propagation.update(network.layers, [trace.layers for trace in batch], rate, mu, before)
    return UpdateTrace(rate, mu, changes, MLP(propagation.updated(network.layers, changes), network.loss))


def _check_backward(network: MLP, trace: object) -> BackwardTrace:
    if not isinstance(trace, BackwardTrace):
        raise InputError(f"the backward trace: expected what backward returned, given {checks.show(trace)}.")
    if trace.forward.network is not network and trace.forward.network != network:
        raise InputError("the backward trace: expected one of this network, given one of another network.")
    return trace


def _check_previous(network: MLP, previous: object) -> None:
    if previous is not None and not isinstance(previous, UpdateTrace):
        raise InputError(f"the previous update: expected what update returned, given {checks.show(previous)}.")
    if previous is not None and previous.network != network:
        raise InputError("the previous update: expected the one that led to this network, given another.")


def predict_class(output: Numbers) -> int:
    """Return the class that an output stands for: the first of its largest values, for one output 1 if a ≥ 0.5.

    >>> predict_class((0.2, 0.7, 0.1)), predict_class((0.5,))
    (1, 1)
    """
    return class_of(checks.vector(output, "the output"))


def class_of(a: Vector) -> int:
    """Return predict_class(a) for what is known to be an output."""
    return int(a[0] >= 0.5) if len(a) == 1 else a.index(max(a))


def _check_layer(layer: object, index: int) -> Layer:
    if not isinstance(layer, Layer):
        raise InputError(f"layers[{index}]: expected a Layer, given {checks.show(layer)}.")
    return layer
