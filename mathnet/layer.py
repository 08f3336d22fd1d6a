"""One layer's parameters, given or drawn by chance."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from random import Random

from mathnet import checks
from mathnet.activations import ACTIVATIONS
from mathnet.checks import Numbers
from mathnet.trace import Matrix, Vector

INITIALISATIONS = ("uniform", "glorot", "he")


@dataclass(frozen=True, slots=True, init=False)
class Layer:
    """A layer that computes: `weights[j][k]` goes from neuron k of the layer before to neuron j of this one.

    Takes any rows of numbers and keeps tuples of floats. Raises InputError unless weights is a matrix of at least one
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


def draw_layer(inputs: int, outputs: int, activation: str, rng: Random, initialisation: str) -> Layer:
    """Return a layer of random weights and biases of 0.

    Weights are uniform in ±bound: 0.5 for "uniform", √(6/(inputs + outputs)) for "glorot" (Glorot and Bengio 2010,
    eq. 16), √(6/inputs) for "he" (He et al. 2015, with the variance of its eq. 10). They're drawn in the order j, k by
    rng.random() alone: normal variates need libm's logarithms and cosines, which differ by platform, and these bits are
    to be the same on all.
    """
    bound = 0.5
    if initialisation != "uniform":
        bound = math.sqrt(6.0 / (inputs + outputs if initialisation == "glorot" else inputs))
    weights = [[bound * (2.0 * rng.random() - 1.0) for _ in range(inputs)] for _ in range(outputs)]
    return Layer(weights, [0.0] * outputs, activation)
