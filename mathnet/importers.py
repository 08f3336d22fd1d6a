"""Networks that other libraries trained, as an MLP of the same weights, biases and activations.

The objects are known by the names of their classes and read by their attributes; neither library is imported. What
can't be taken over as it is is refused with an InputError of one sentence. Weights of 32 bits are floats too: nothing
is rounded here; a library that computes with 32 bits rounds at each step, and differs from the MLP by that.

    >>> class MLPRegressor:
    ...     activation, out_activation_ = "relu", "identity"
    ...     coefs_, intercepts_ = [[[0.5], [-1.0]]], [[0.25]]
    >>> from_sklearn(MLPRegressor()).layers
    (Layer(weights=((0.5, -1.0),), biases=(0.25,), activation='identity'),)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mathnet.checks import show
from mathnet.errors import InputError
from mathnet.layer import Layer
from mathnet.network import MLP

SKLEARN_ACTIVATIONS = {"relu": "relu", "tanh": "tanh", "logistic": "sigmoid", "identity": "identity"}
TORCH_ACTIVATIONS = {"ReLU": "relu", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softmax": "softmax"}
TORCH_LOSSES = {"softmax": "cross-entropy", "sigmoid": "binary-cross-entropy"}
WITHOUT_EFFECT = ("Identity", "Flatten", "Dropout")  # on a single sample, a row of numbers, in use


def from_sklearn(model: Any) -> MLP:
    """Return the network of a fitted MLPClassifier or MLPRegressor of scikit-learn.

    The output for two classes is a single sigmoid, the probability of classes_[1], with binary-cross-entropy; for more
    classes it is softmax with cross-entropy. For values it is identity with half-squared-error, of which
    scikit-learn descends the gradient (its `loss_` is that over the number of outputs, with a penalty on weights: that
    is a matter of training, and isn't taken over). Raises InputError for what isn't such a model.
    """
    kind = type(model).__name__
    if kind not in ("MLPClassifier", "MLPRegressor"):
        raise InputError(f"the model: expected a fitted MLPClassifier or MLPRegressor, given {show(model)}.")
    if not hasattr(model, "coefs_"):
        raise InputError(f"the model: expected a fitted {kind}, given one that isn't: call fit first.")
    last, loss = _sklearn_output(model, kind)
    if model.activation not in SKLEARN_ACTIVATIONS:
        names = ", ".join(SKLEARN_ACTIVATIONS)
        raise InputError(f"the model's activation: expected one of {names}, given {show(model.activation)}.")
    activations = [SKLEARN_ACTIVATIONS[model.activation]] * (len(model.coefs_) - 1) + [last]
    layers = []
    for i, (columns, biases, activation) in enumerate(zip(model.coefs_, model.intercepts_, activations, strict=True)):
        rows = list(zip(*_plain(columns), strict=True))  # coefs_[i][k][j] is from neuron k to neuron j
        layers.append(_layer(f"the model's layer {i + 1}", rows, _plain(biases), activation))
    return MLP(layers, loss)


def _sklearn_output(model: Any, kind: str) -> tuple[str, str]:
    """Return the activation of the output layer, and the loss."""
    given = model.out_activation_
    if kind == "MLPRegressor":
        if given != "identity":
            raise InputError(f"the model: expected an MLPRegressor of squared error, given outputs of {show(given)}.")
        return "identity", "half-squared-error"
    if given == "softmax":
        return "softmax", "cross-entropy"
    if model.n_outputs_ > 1:
        raise InputError(
            "the model: expected one class for each sample, given an MLPClassifier of several labels for each."
        )
    return "sigmoid", "binary-cross-entropy"


def from_torch(module: Any) -> MLP:
    """Return the network of an nn.Sequential of PyTorch: Linear, each with one activation after it or none.

    Activations are ReLU, Sigmoid, Tanh, and Softmax at the end; Identity, Flatten, Dropout (which does nothing in use)
    and Sequentials within may be anywhere. A module doesn't know its loss, so the last activation decides:
    cross-entropy for Softmax, binary-cross-entropy for Sigmoid, mean-squared-error otherwise. A classifier that ends
    with its logits therefore becomes a network with identity outputs: for one that gives probabilities, append
    nn.Softmax(dim=-1), or let Lesson.from_model do so by naming the classes to it. Raises InputError for any other
    module, and says which, as module[1][0].
    """
    if type(module).__name__ != "Sequential":
        raise InputError(f"the module: expected an nn.Sequential of its layers, given {show(type(module).__name__)}.")
    steps: list[tuple[str, Any, str]] = []  # where each Linear is, itself, and its activation as soon as it is known
    for where, child in _children(module, "module"):
        kind = type(child).__name__
        if steps and steps[-1][2] == "softmax":
            raise InputError(f"{where}: expected nothing that computes after Softmax, given {kind}.")
        if kind == "Linear":
            steps.append((where, child, ""))
        elif not steps or steps[-1][2]:
            raise InputError(f"{where}: expected a Linear before each activation, given {kind} without one.")
        else:
            steps[-1] = (*steps[-1][:2], TORCH_ACTIVATIONS[kind])
    if not steps:
        raise InputError("the module: expected at least one Linear, given none.")
    layers: list[Layer] = []
    for where, linear, activation in steps:
        rows = _plain(linear.weight)
        biases = [0.0] * len(rows) if linear.bias is None else _plain(linear.bias)
        layers.append(_layer(where, rows, biases, activation or "identity"))
        if len(layers) > 1 and layers[-1].inputs != layers[-2].outputs:
            raise InputError(
                f"{where}: expected a Linear of {layers[-2].outputs} inputs, as many as there are outputs before it, "
                f"given one of {layers[-1].inputs}."
            )
    return MLP(layers, TORCH_LOSSES.get(layers[-1].activation, "mean-squared-error"))


def _children(sequential: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Go through the modules that compute, in order, each with its place; a module may be there more than once."""
    for i, child in enumerate(sequential):
        place, kind = f"{where}[{i}]", type(child).__name__
        if kind == "Sequential":
            yield from _children(child, place)
        elif kind == "Linear" or kind in TORCH_ACTIVATIONS:
            if kind == "Softmax" and child.dim not in (None, 1, -1):
                raise InputError(f"{place}: expected Softmax over the outputs, dim=-1, given dim={show(child.dim)}.")
            yield place, child
        elif kind not in WITHOUT_EFFECT:
            names = ", ".join(("Linear", *TORCH_ACTIVATIONS, *WITHOUT_EFFECT, "Sequential"))
            raise InputError(f"{place}: expected one of {names}, given {show(kind)}.")


def _layer(where: str, weights: Any, biases: Any, activation: str) -> Layer:
    try:
        return Layer(weights, biases, activation)
    except ValueError as error:
        raise InputError(f"{where}: {error}") from None


def _plain(values: Any) -> Any:
    """Return an array or a tensor as lists of numbers, all at once."""
    try:
        return values.tolist()
    except Exception:  # a list has none, a tensor without data refuses: Layer takes the one and words the other
        return values
