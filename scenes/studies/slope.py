"""One weight turned: the loss over a window of its values, and at the value that a step leads to."""

from __future__ import annotations

import math
import operator
from dataclasses import dataclass

from mathnet import ACTIVATIONS, BackwardTrace, NeuronForward, ParameterUpdate, Sweep, SweepPoint, sweep
from scenes.studies.places import Weight
from scenes.studies.scales import Scale, scale
from scenes.studies.units import LARGEST_SHOWN

EACH_SIDE = 100  # points of the curve, on either side of the weight
WIGGLE = 20  # of them, there and back
LEAST = 0.5  # of a weight that the curve shows on either side: of an ordinary one, the wiggle is then a tenth
STEPS = 3  # of them as well: where a step leads is on the curve, and what is beyond it
SHARE = 1 / 20  # of the weight itself, so that a large one is seen to be turned
AROUND = 1 / 20  # of what the losses span, above and below them; none is below 0
TICKS = (4, 5)  # at most, across and up


@dataclass(frozen=True, slots=True)
class Slope:
    """The loss over one weight: `sweep` goes from left to right, `after` is where its step leads.

    The weight as it is stands in the middle of the sweep; `bends` tells whether the curve has a corner there. `scales`
    are those of weight and loss.
    """

    sweep: Sweep
    after: SweepPoint
    scales: tuple[Scale, Scale]
    bends: bool


def slope_of(backward: BackwardTrace, place: Weight, change: ParameterUpdate) -> Slope | None:
    """Return the loss over a weight, around it and as far as a few steps take it.

    Returns None where a loss is too large to be shown.
    """
    reach = max(LEAST, STEPS * abs(change.step), SHARE * abs(change.old))
    values = [change.old + reach * n / EACH_SIDE for n in range(-EACH_SIDE, EACH_SIDE + 1)]
    forward = backward.forward
    where = (place.layer - 1, place.j, place.k)
    try:
        found = sweep(forward.network, forward.x, backward.target, where, [*values, change.new])
        bends = _derivative(backward, place, 1.0) != -_derivative(backward, place, -1.0)
    except (ValueError, OverflowError):  # a number on the way to a loss is too large for a float
        return None
    losses = [point.loss for point in found.points]
    if max(losses) > LARGEST_SHOWN:
        return None
    *points, after = found.points
    low, high = min(losses), max(losses)
    spare = AROUND * (high - low)
    scales = scale(values[0], values[-1], TICKS[0]), scale(max(0.0, low - spare), high + spare, TICKS[1])
    return Slope(Sweep(where, tuple(points)), after, scales, bends)


def _derivative(backward: BackwardTrace, place: Weight, way: float) -> float:
    """Return how fast the loss begins to change when the weight goes up (`way` 1) or down (−1).

    The two differ by more than their sign where a ReLU that the weight works on is at its corner.
    """
    forward, layers = backward.forward, backward.forward.network.layers
    first, last = place.layer - 1, len(layers) - 1
    sums = [0.0] * layers[first].outputs
    sums[place.j] = way * forward.inputs[first][place.k]
    for n in range(first, last):
        pairs = zip(forward.layers[n].neurons, sums, strict=True)
        changes = [_along(layers[n].activation, *pair) for pair in pairs]
        sums = [math.fsum(map(operator.mul, row, changes)) for row in layers[n + 1].weights]
    traced = backward.layers[last].neurons
    if layers[last].activation != "relu":
        return math.fsum(neuron.delta * change for neuron, change in zip(traced, sums, strict=True))
    changes = [_along("relu", *pair) for pair in zip(forward.layers[last].neurons, sums, strict=True)]
    return math.fsum((neuron.upstream or 0.0) * change for neuron, change in zip(traced, changes, strict=True))


def _along(activation: str, neuron: NeuronForward, change: float) -> float:
    """Return how fast an activation begins to change where its sum changes so."""
    if activation == "relu" and neuron.z == 0:
        return max(0.0, change)
    return ACTIVATIONS[activation].derivative(neuron.z, neuron.a) * change
