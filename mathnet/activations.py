"""Each activation: its value, its derivative, its formula, and how the training kernel writes it.

>>> ACTIVATIONS["sigmoid"].value(0.0), ACTIVATIONS["sigmoid"].derivative(0.0, 0.5)
(0.5, 0.25)
>>> probabilities(softmax((0.0, 0.0)))
(0.5, 0.5)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mathnet.errors import InputError
from mathnet.trace import SoftmaxForward, Vector


@dataclass(frozen=True, slots=True)
class Activation:
    """An activation function a = σ(z).

    `derivative(z, a)` is σ′(z) where a = σ(z). `formula` is σ(z) in Typst's notation. `source` and
    `derivative_source` are the same two functions as Python for the training kernel: statements that set {a} from
    the expression {z} (empty for softmax, which the kernel writes itself), and an expression of {a} (empty where the
    derivative is 1; that of relu is 1 where a > 0, and elsewhere the kernel leaves the neuron out). The statements
    raise OverflowError where a z that isn't finite would give an a that is.

    The derivatives of sigmoid and tanh come from the rounded a: right to about 1e-16, they have few digits left where
    a is nearly 1 (or −1), and are 0 from z = 36.8 on for sigmoid, from |z| = 19.1 on for tanh.
    """

    name: str
    value: Callable[[float], float]
    derivative: Callable[[float, float], float]
    formula: str
    source: str
    derivative_source: str


def relu(z: float) -> float:
    return z if z > 0.0 else 0.0


def relu_derivative(z: float, a: float) -> float:  # noqa: ARG001
    return 1.0 if z > 0.0 else 0.0


def sigmoid(z: float) -> float:
    """Return 1 / (1 + e⁻ᶻ), by whichever of its two forms keeps exp from overflowing."""
    if z >= 0.0:
        return 1.0 / (1.0 + math.exp(-z))
    e = math.exp(z)
    return e / (1.0 + e)


def sigmoid_derivative(z: float, a: float) -> float:  # noqa: ARG001
    return a * (1.0 - a)


def tanh(z: float) -> float:
    return math.tanh(z)


def tanh_derivative(z: float, a: float) -> float:  # noqa: ARG001
    return 1.0 - a * a


def identity(z: float) -> float:
    return z


def identity_derivative(z: float, a: float) -> float:  # noqa: ARG001
    return 1.0


def refuse_one_value(*_: float) -> float:
    raise InputError("softmax: expected the weighted inputs of a whole layer (softmax(z)), given those of one neuron.")


_GIVE_UP = "if z - z: raise OverflowError\n"

ACTIVATIONS: Mapping[str, Activation] = {
    activation.name: activation
    for activation in (
        Activation(
            "relu",
            relu,
            relu_derivative,
            "max(0, z)",
            "if ({a} := {z}) <= 0.0:\n    if {a} - {a}: raise OverflowError\n    {a} = 0.0",
            "",
        ),
        Activation(
            "sigmoid",
            sigmoid,
            sigmoid_derivative,
            "1 / (1 + e^(-z))",
            "z = {z}\n"
            + _GIVE_UP
            + "if z >= 0.0:\n    {a} = 1.0 / (1.0 + exp(-z))\nelse:\n    e = exp(z)\n    {a} = e / (1.0 + e)",
            "({a} * (1.0 - {a}))",
        ),
        Activation(
            "tanh", tanh, tanh_derivative, "tanh(z)", "z = {z}\n" + _GIVE_UP + "{a} = tanh(z)", "(1.0 - {a} * {a})"
        ),
        Activation("identity", identity, identity_derivative, "z", "{a} = {z}", ""),
        Activation("softmax", refuse_one_value, refuse_one_value, "e^(z_j) / (sum_i e^(z_i))", "", ""),
    )
}


def softmax(z: Vector) -> SoftmaxForward:
    """Return how softmax works on the weighted inputs `z` of a layer, shifted by their maximum (see SoftmaxForward).

    >>> softmax((1000.0, 1000.0))
    SoftmaxForward(shift=1000.0, shifted=(0.0, 0.0), exponentials=(1.0, 1.0), total=2.0)
    """
    shift = max(z)
    shifted = tuple(value - shift for value in z)
    exponentials = tuple(math.exp(value) for value in shifted)
    return SoftmaxForward(shift, shifted, exponentials, math.fsum(exponentials))


def probabilities(softmax: SoftmaxForward) -> Vector:
    """Return the activations of a softmax layer: exponentials / total."""
    return tuple(exponential / softmax.total for exponential in softmax.exponentials)
