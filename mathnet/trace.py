"""The records of layers: every number that a forward pass, a backward pass and an update computed.

Records are frozen and hold tuples, so a trace can be kept, compared and shared without fear. They compute nothing
themselves; the properties only gather what is there. Indices count from 0, and `layers[0]` is the first layer that
computes (layer 1 of the network: layer 0 is the input `x`). The traces that hold them stand beside the network, in
network.py.

    >>> from mathnet import MLP, Layer
    >>> network = MLP([Layer([[0.5, -1.0]], [0.25], "relu")], "half-squared-error")
    >>> trace = network.forward([2.0, 0.5])
    >>> trace.layers[0].neurons[0].products, trace.layers[0].neurons[0].z, trace.output
    ((1.0, -0.5), 0.75, (0.75,))
"""

from __future__ import annotations

from dataclasses import dataclass

Vector = tuple[float, ...]
Matrix = tuple[Vector, ...]


@dataclass(frozen=True, slots=True)
class NeuronForward:
    """One neuron's forward pass: z = Σₖ products[k] + bias, a = σ(z), where products[k] = w[k]·a[k]."""

    products: Vector
    bias: float
    z: float
    a: float


@dataclass(frozen=True, slots=True)
class SoftmaxForward:
    """How softmax got from z to a: shifted = z − shift, exponentials = exp(shifted), a = exponentials / total.

    The shift is max(z): it leaves the result as it is and keeps exp from overflowing.
    """

    shift: float
    shifted: Vector
    exponentials: Vector
    total: float


@dataclass(frozen=True, slots=True)
class LayerForward:
    """One layer's forward pass; `softmax` is None unless the layer's activation is softmax."""

    neurons: tuple[NeuronForward, ...]
    softmax: SoftmaxForward | None

    @property
    def z(self) -> Vector:
        return tuple(neuron.z for neuron in self.neurons)

    @property
    def a(self) -> Vector:
        return tuple(neuron.a for neuron in self.neurons)


@dataclass(frozen=True, slots=True)
class LossTrace:
    """The loss of one sample and the summands it is made of, one for each output.

    `value` is the correctly rounded sum of `terms`, for mean squared error divided by the number of outputs.
    `differences` are a − y for the squared errors and empty otherwise; `log_probabilities` are ln a (as
    shifted − log_total, never the log of a rounded a) for cross-entropy and empty otherwise, and `log_total` is
    ln(total) of the softmax there (as ln(1 + the others), which keeps digits that the total has lost), None otherwise.
    """

    value: float
    terms: Vector
    differences: Vector = ()
    log_probabilities: Vector = ()
    log_total: float | None = None


@dataclass(frozen=True, slots=True)
class NeuronBackward:
    """One neuron's backward pass.

    `upstream` = ∂C/∂a, `local` = σ′(z), `delta` = ∂C/∂z = upstream · local. `upstream_products[i]` = w[i]·δ[i] over
    the neurons i of the layer after, of which upstream is the sum (empty in the output layer, where upstream is the
    derivative of the loss). Where delta is a record of its own (softmax, and sigmoid with binary cross-entropy),
    `local` is None, and `upstream` is None too unless softmax meets a squared error.
    """

    upstream_products: Vector
    upstream: float | None
    local: float | None
    delta: float
    weight_gradients: Vector
    bias_gradient: float


@dataclass(frozen=True, slots=True)
class OutputError:
    """Softmax with cross-entropy, and sigmoid with binary cross-entropy: δ[j] = a[j] − y[j]."""

    a: Vector
    y: Vector
    delta: Vector


@dataclass(frozen=True, slots=True)
class SoftmaxJacobian:
    """Softmax with a squared error: δ[j] = Σᵢ products[j][i], products[j][i] = upstream[i] · ∂a[i]/∂z[j].

    jacobian[j][i] = ∂a[i]/∂z[j] = a[i]·(1 − a[i]) for i = j and −a[i]·a[j] otherwise.
    """

    jacobian: Matrix
    products: Matrix


@dataclass(frozen=True, slots=True)
class LayerBackward:
    """One layer's backward pass; `output_error` and `jacobian` only where the output layer needs them."""

    neurons: tuple[NeuronBackward, ...]
    output_error: OutputError | None = None
    jacobian: SoftmaxJacobian | None = None

    @property
    def delta(self) -> Vector:
        return tuple(neuron.delta for neuron in self.neurons)

    @property
    def weight_gradients(self) -> Matrix:
        """weight_gradients[j][k] = ∂C/∂w[j][k] = δ[j]·a[k]."""
        return tuple(neuron.weight_gradients for neuron in self.neurons)

    @property
    def bias_gradients(self) -> Vector:
        return tuple(neuron.bias_gradient for neuron in self.neurons)


@dataclass(frozen=True, slots=True)
class ParameterUpdate:
    """One parameter's update: new = old − step; step = η·gradient (+ momentum · the step before)."""

    old: float
    gradient: float
    step: float
    new: float


@dataclass(frozen=True, slots=True)
class LayerUpdate:
    """weights[j][k] and biases[j] as in the layer."""

    weights: tuple[tuple[ParameterUpdate, ...], ...]
    biases: tuple[ParameterUpdate, ...]
