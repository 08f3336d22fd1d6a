"""The loss as a function of one weight: this weight is turned, and everything else stays as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mathnet import checks, propagation
from mathnet.checks import Number, Numbers
from mathnet.errors import InputError
from mathnet.losses import check_target, record_loss
from mathnet.network import MLP
from mathnet.trace import Vector


@dataclass(frozen=True, slots=True)
class SweepPoint:
    """The `loss` of the network with this `weight`; activations[l] are those of its layers[l]."""

    weight: float
    loss: float
    activations: tuple[Vector, ...]


@dataclass(frozen=True, slots=True)
class Sweep:
    """What the loss of one sample is for values of weights[j][k] of layers[i] in a network, where `place` is (i, j, k).

    Each of the `points` is a forward pass of the network with that weight changed, in the order of the values given.
    """

    place: tuple[int, int, int]
    points: tuple[SweepPoint, ...]


def sweep(network: MLP, x: Numbers, target: Numbers, place: Sequence[int], values: Iterable[Number]) -> Sweep:
    """Return the loss of `network` for `x` at `target` with each of the values for weights[j][k] of layers[i].

    `place` is (i, j, k), counted from 0. Each loss is that of `forward` and `backward` of the changed network, to the
    bit; of the forward pass, only what depends on the weight is worked out anew. Raises InputError if there is no such
    weight, a value isn't a finite number, or a number grows past what a float can hold.

    >>> from mathnet import Layer
    >>> network = MLP([Layer([[0.5, -1.0]], [0.25], "relu")], "half-squared-error")
    >>> [point.loss for point in sweep(network, [2.0, 0.5], [1.0], (0, 0, 0), [0.0, 0.5, 0.625, 1.0]).points]
    [0.5, 0.03125, 0.0, 0.28125]
    """
    i, j, k = _check_place(network, place)
    weights = checks.vector(values, "the values")
    y = check_target(network.loss, target, network.sizes[-1])
    before = network.forward(x)
    inputs, passed = before.inputs[i], before.layers[i]
    points, unchanged = [], tuple(layer.a for layer in before.layers[:i])
    for weight in weights:
        turned = propagation.forward_turned(network.layers, inputs, passed, (i, j, k), weight)
        activations = (*unchanged, *(layer.a for layer in turned))
        points.append(SweepPoint(weight, record_loss(network.loss, turned[-1], y).value, activations))
    return Sweep((i, j, k), tuple(points))


def _check_place(network: MLP, place: Sequence[int]) -> tuple[int, int, int]:
    given = checks.items(place, "the place", "the numbers of a layer, a neuron and an input of it")
    if len(given) != 3:
        raise InputError(f"the place: expected a layer, a neuron and an input of it, given {checks.show(given)}.")
    i, j, k = (checks.whole(number, f"the place[{index}]", least=0) for index, number in enumerate(given))
    if i >= len(network.layers) or j >= network.layers[i].outputs or k >= network.layers[i].inputs:
        sizes = "-".join(map(str, network.sizes))
        raise InputError(f"the place: expected that of a weight of a {sizes} network, given {(i, j, k)}.")
    return i, j, k
