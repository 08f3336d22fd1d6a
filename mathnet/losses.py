"""Each loss C: its value, its derivative, its formula, and the output activation it goes with.

The cross-entropies are computed from the weighted inputs z of the output layer, never from a rounded activation, so
they stay finite where a is 0 or 1, and keep their digits where the answer is nearly sure. That of binary cross-entropy
is −ln a = max(−z, 0) + ln(1 + e^−|z|), as in TensorFlow's `sigmoid_cross_entropy_with_logits`; that of cross-entropy is
log-sum-exp, with ln(1 + rest) for the logarithm of the total, as the largest exponential is 1. The error δ = a − y does
come from the rounded activation: right to about 1e-16, it has few digits left where a is nearly y.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from mathnet import checks
from mathnet.errors import InputError
from mathnet.sums import add
from mathnet.trace import LayerForward, LossTrace, Vector


@dataclass(frozen=True, slots=True)
class Loss:
    """A loss of one sample, summed over the outputs.

    `formula` is in Typst's notation. `output_activation` is the only activation of the output layer that the loss
    goes with, or None if any will do; the loss then has δ = a − y there. Only those two classify.
    """

    name: str
    formula: str
    output_activation: str | None

    @property
    def classifies(self) -> bool:
        """Whether an accuracy means anything."""
        return self.output_activation is not None


LOSSES: Mapping[str, Loss] = {
    loss.name: loss
    for loss in (
        Loss("mean-squared-error", "1/n sum_j (a_j - y_j)^2", None),
        Loss("half-squared-error", "1/2 sum_j (a_j - y_j)^2", None),
        Loss("binary-cross-entropy", "-sum_j (y_j ln a_j + (1 - y_j) ln(1 - a_j))", "sigmoid"),
        Loss("cross-entropy", "-sum_j y_j ln a_j", "softmax"),
    )
}


def check_pair(loss: str, output_activation: str) -> None:
    """Refuse a loss that doesn't go with the activation of the output layer."""
    needed = LOSSES[loss].output_activation
    if needed is not None and output_activation != needed:
        raise InputError(f"the output activation: {loss} expected {needed}, given {output_activation}.")


def check_target(loss: str, target: object, length: int, what: str = "the target") -> Vector:
    """Return `target` as a tuple of `length` floats that are a target for `loss`.

    Squared errors take any numbers, binary cross-entropy numbers from 0 to 1, cross-entropy probabilities that add up
    to 1. They may miss it by 1e-9, and are then divided by their sum: δ = a − y is the derivative for a sum of 1 alone.
    """
    y = checks.vector(target, what, length)
    if LOSSES[loss].classifies and not all(0.0 <= value <= 1.0 for value in y):
        raise InputError(f"{what}: {loss} expected numbers from 0 to 1, given {checks.show(list(y))}.")
    if loss != "cross-entropy":
        return y
    total = add(y)
    if abs(total - 1.0) > 1e-9:
        raise InputError(f"{what}: {loss} expected numbers that add up to 1, given {checks.show(list(y))}.")
    # what misses 1 by rounding alone stays, so that a target that was divided once never changes again
    return y if abs(total - 1.0) < 1e-15 else tuple(value / total for value in y)


def record_loss(loss: str, output: LayerForward, target: Vector) -> LossTrace:
    """Return the loss of one sample, from the output layer's forward trace.

    Raises InputError where it overflows.

    >>> from mathnet import MLP, Layer
    >>> network = MLP([Layer([[0.0], [0.0]], [0.5, 0.25], "identity")], "mean-squared-error")
    >>> record_loss(network.loss, network.forward([1.0]).layers[-1], (0.0, 0.0))
    LossTrace(value=0.15625, terms=(0.25, 0.0625), differences=(0.5, 0.25), log_probabilities=(), log_total=None)
    """
    if loss == "cross-entropy":
        assert output.softmax is not None
        # less the 1 of the largest z, so that what the others add to it isn't rounded away
        log_total = math.log1p(add((*output.softmax.exponentials, -1.0)))
        logs = tuple(shifted - log_total for shifted in output.softmax.shifted)
        # 0 − product, as negating would print a certain and correct output's loss as −0.0
        terms = tuple(0.0 - y * log for y, log in zip(target, logs, strict=True))
        return LossTrace(_total(loss, terms), terms, log_probabilities=logs, log_total=log_total)
    if loss == "binary-cross-entropy":
        pairs = zip(output.z, target, strict=True)
        terms = tuple(((1.0 - y) * z if z > 0.0 else 0.0 - y * z) + math.log1p(math.exp(-abs(z))) for z, y in pairs)
        return LossTrace(_total(loss, terms), terms)
    differences = tuple(a - y for a, y in zip(output.a, target, strict=True))
    if loss == "half-squared-error":
        terms = tuple(0.5 * (difference * difference) for difference in differences)
        return LossTrace(_total(loss, terms), terms, differences)
    terms = tuple(difference * difference for difference in differences)
    return LossTrace(_total(loss, terms) / len(terms), terms, differences)


def squared_error_derivative(loss: str, a: Vector, target: Vector) -> Vector:
    """Return ∂C/∂a of a squared error: a − y for the half, 2·(a − y)/n for the mean.

    >>> squared_error_derivative("mean-squared-error", (1.0, 3.0), (0.0, 0.0))
    (1.0, 3.0)
    """
    differences = tuple(value - y for value, y in zip(a, target, strict=True))
    if loss == "half-squared-error":
        return differences
    return tuple(2.0 * difference / len(a) for difference in differences)


def _total(loss: str, terms: Vector) -> float:
    try:
        return add(terms)
    except OverflowError:
        raise InputError(f"the loss: expected {loss} to stay finite, given terms {checks.show(list(terms))}.") from None
