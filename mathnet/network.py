"""Layer and MLP: parameters, shapes, seeded initialisation."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from mathnet import checks
from mathnet.activations import ACTIVATIONS
from mathnet.checks import Numbers
from mathnet.losses import LOSSES, check_pair
from mathnet.trace import BackwardTrace, ForwardTrace, Matrix, UpdateTrace, Vector

if TYPE_CHECKING:
    from typing import Self

INITIALISATIONS = ("uniform", "glorot", "he")


@dataclass(frozen=True, slots=True, init=False)
class Layer:
    """A layer that computes: `weights[j][k]` goes from neuron k of the layer before to neuron j of this one.

    Takes any rows of numbers and keeps tuples of floats. Raises ValueError unless weights is a matrix of at least one
    row and column, biases has a number for each row, and the activation is one of ACTIVATIONS.

    >>> layer = Layer([[1, 2, 3], [4, 5, 6]], [0, 0], "tanh")
    >>> layer.inputs, layer.outputs, layer.parameter_count
    (3, 2, 8)
    """

    weights: Matrix
    biases: Vector
    activation: str

    def __init__(self, weights: Iterable[Numbers], biases: Numbers, activation: str) -> None:
        rows = checks.matrix(weights, "the weights")
        column = checks.vector(biases, "the biases", len(rows))
        # −0.0 becomes 0.0, as the two are equal and aren't written alike: equal networks shall give the same bits and
        # the same file. It also makes old − 0.0 the old bits, so that training may leave out steps of 0.
        object.__setattr__(self, "weights", tuple(tuple(weight + 0.0 for weight in row) for row in rows))
        object.__setattr__(self, "biases", tuple(bias + 0.0 for bias in column))
        object.__setattr__(self, "activation", checks.choice(activation, ACTIVATIONS, "the activation"))

    @property
    def inputs(self) -> int:
        """The number of neurons of the layer before."""
        return len(self.weights[0])

    @property
    def outputs(self) -> int:
        """The number of neurons of this layer."""
        return len(self.weights)

    @property
    def parameter_count(self) -> int:
        return self.outputs * (self.inputs + 1)


@dataclass(frozen=True, slots=True, init=False)
class MLP:
    """A multilayer perceptron: the layers that compute, in order, and the name of its loss (see LOSSES).

    Raises ValueError unless each layer takes as many inputs as the one before has outputs, softmax is at the output
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
            raise ValueError("the layers: expected at least one Layer, given none.")
        for i, layer in enumerate(given[1:], start=1):
            before = given[i - 1]
            if layer.inputs != before.outputs:
                raise ValueError(
                    f"the layers: expected layers[{i}] to take the {before.outputs} outputs of layers[{i - 1}], "
                    f"given one that takes {layer.inputs}."
                )
            if before.activation == "softmax":
                raise ValueError(
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

        `activations` names one for each layer that computes. Weights are uniform in ±bound: 0.5 for "uniform",
        √(6/(inputs + outputs)) for "glorot" (Glorot and Bengio 2010, eq. 16), √(6/inputs) for "he" (He et al. 2015,
        with the variance of its eq. 10). They're drawn in the order layer, j, k by rng.random() alone: normal variates
        need libm's logarithms and cosines, which differ by platform, and these bits are to be the same on all.
        """
        counts = [
            checks.whole(size, f"sizes[{i}]", least=1)
            for i, size in enumerate(checks.items(sizes, "the sizes", "at least two whole numbers"))
        ]
        if len(counts) < 2:
            raise ValueError(f"the sizes: expected at least two whole numbers, given {checks.show(counts)}.")
        names = checks.items(activations, "the activations", f"{len(counts) - 1} names")
        if len(names) != len(counts) - 1:
            raise ValueError(
                f"the activations: expected {len(counts) - 1}, one for each layer after the input, "
                f"given {len(names)}: {checks.show(list(names))}."
            )
        for i, name in enumerate(names):
            checks.choice(name, ACTIVATIONS, f"activations[{i}]")
        checks.choice(initialisation, INITIALISATIONS, "the initialisation")
        if not isinstance(rng, Random):
            raise ValueError(f"rng: expected a random.Random, given {checks.show(rng)}.")
        layers = []
        for inputs, outputs, name in zip(counts[:-1], counts[1:], names, strict=True):
            bound = _initial_bound(inputs, outputs, initialisation)
            weights = [[bound * (2.0 * rng.random() - 1.0) for _ in range(inputs)] for _ in range(outputs)]
            layers.append(Layer(weights, [0.0] * outputs, str(name)))
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

    # propagation builds networks, so it is imported when it is needed

    def forward(self, x: Numbers) -> ForwardTrace:
        """Return every number on the way from the input `x` to the output (see propagation.forward)."""
        from mathnet import propagation

        return propagation.forward(self, x)

    def backward(self, trace: ForwardTrace, target: Numbers) -> BackwardTrace:
        """Return the loss of `trace` at `target` and all its derivatives (see propagation.backward)."""
        from mathnet import propagation

        return propagation.backward(self, trace, target)

    def update(
        self,
        backward: BackwardTrace,
        learning_rate: float,
        momentum: float = 0.0,
        previous: UpdateTrace | None = None,
    ) -> UpdateTrace:
        """Return one step of gradient descent from this network (see propagation.update)."""
        from mathnet import propagation

        return propagation.update(self, backward, learning_rate, momentum, previous)


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
        raise ValueError(f"layers[{index}]: expected a Layer, given {checks.show(layer)}.")
    return layer


def _initial_bound(inputs: int, outputs: int, initialisation: str) -> float:
    if initialisation == "uniform":
        return 0.5
    return math.sqrt(6.0 / (inputs + outputs if initialisation == "glorot" else inputs))
