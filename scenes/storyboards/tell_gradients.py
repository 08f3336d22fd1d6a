"""Study → the sheets of its gradients, and the chain rule with the very factors just worked out."""

from __future__ import annotations

from scenes.lessons.lesson import Study
from scenes.storyboards.backpropagation import BackBeat, Factors
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.notation import DELTA, layer_name
from scenes.storyboards.readout import Line, Reader, Readout, Symbol
from scenes.storyboards.sheet import Sheet

BY_A = Symbol("∂_C_/∂_a_", "∂C/∂a")
BY_Z = Symbol("∂_a_/∂_z_", "∂a/∂z")
BY_W = Symbol("∂_z_/∂_w_", "∂z/∂w")
C_BY_Z = Symbol("∂_C_/∂_z_", "∂C/∂z")
TIMES = "· "
WHOLE = Symbol("∂_C_/∂_w_", "∂C/∂w")


def worth_showing(study: Study) -> tuple[int, int, int]:
    """Return the weight that chain rule and update are shown for: the largest gradient in the last hidden layer.

    A network without hidden layers has it in its output layer.
    """
    layer = max(0, len(study.network.layers) - 2)
    gradients = study.backward.layers[layer].weight_gradients
    _, j, k = max((abs(value), -j, -k) for j, row in enumerate(gradients) for k, value in enumerate(row))
    return layer, -j, -k


def tell_gradients(study: Study, read: Reader, layer: int) -> tuple[BackBeat, ...]:
    """Return a beat for each neuron of a layer, counted from 0, the first that computes."""
    return tuple(_gradients(study, read, layer, j) for j in range(study.network.sizes[layer + 1]))


def _gradients(study: Study, read: Reader, layer: int, j: int) -> BackBeat:
    record = f"backward.layers[{layer}].neurons[{j}]"
    delta = read.gradient(f"{record}.delta")
    rows = tuple(
        Equation(
            "product", (delta, read(f"forward.inputs[{layer}][{k}]")), read.gradient(f"{record}.weight_gradients[{k}]")
        )
        for k in range(study.network.layers[layer].inputs)
    )
    bias = read.gradient(f"{record}.bias_gradient")
    title = (*layer_name(study, read, layer + 1), ", neuron ", read(f"positions[{j + 1}]"))
    sheet = Sheet(title, (DELTA, "input", "gradient"), rows, (("bias",), bias), None, ())
    whole = layer == len(study.network.layers) - 1 and j == 0
    captions: tuple[Line, ...] = (
        ("A weight matters as much as its input was active: its gradient is delta times input.",),
        ("The bias has an input of one, so its gradient is delta itself: ", bias, "."),
    )
    edges = tuple((layer, j, k) for k in range(len(rows)))
    return BackBeat(layer, j, Pace.WHOLE if whole else Pace.GLANCE, sheet, edges, None, captions if whole else ())


def tell_chain(study: Study, read: Reader) -> Factors:
    """Return the chain rule for one weight, with the factors that its neuron's sheets have shown."""
    layer, j, k = worth_showing(study)
    record = f"backward.layers[{layer}].neurons[{j}]"
    a, gradient = read(f"forward.inputs[{layer}][{k}]"), read.gradient(f"{record}.weight_gradients[{k}]")
    neuron = study.backward.layers[layer].neurons[j]
    labels: tuple[Line, ...]
    factors: tuple[Readout, ...]
    if neuron.upstream is None or neuron.local is None:
        factors = (read.gradient(f"{record}.delta"), a)
        labels = ((C_BY_Z, "  delta"), (TIMES, BY_W, "  input"))
    else:
        factors = (read.gradient(f"{record}.upstream"), read.gradient(f"{record}.local"), a)
        labels = ((BY_A, "  upstream"), (TIMES, BY_Z, "  local"), (TIMES, BY_W, "  input"))
    return Factors(
        ("the chain rule",),
        labels,
        (WHOLE,),
        Equation("product", factors, gradient),
        (layer, j, k),
        (
            ("That is the chain rule: from loss to activation, to weighted input, to weight, each by the next.",),
            ("The product of these factors is the gradient of one weight: ", gradient, "."),
        ),
    )
