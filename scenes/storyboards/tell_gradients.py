"""Study → the sheets of its gradients, and the chain rule with the very factors just worked out."""

from __future__ import annotations

from scenes.lessons import Study
from scenes.storyboards.backpropagation import BackBeat, Factors
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.notation import DELTA, neuron_title
from scenes.storyboards.reading import read_input
from scenes.storyboards.readout import Line, Reader, Readout, Symbol
from scenes.storyboards.sheet import Sheet
from scenes.storyboards.words import Words, about

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
    """Return a beat for each neuron of a layer that has a gradient other than 0; layer 0 computes first.

    In the output layer the one with the largest error comes first, and is shown whole.
    """
    deltas = study.backward.layers[layer].delta
    neurons = [j for j, delta in enumerate(deltas) if delta != 0]
    if layer < len(study.network.layers) - 1 or not neurons:
        return tuple(_gradients(study, read, layer, j, Pace.GLANCE) for j in neurons)
    first = max(neurons, key=lambda j: abs(deltas[j]))
    others = (_gradients(study, read, layer, j, Pace.GLANCE) for j in neurons if j != first)
    return (_gradients(study, read, layer, first, Pace.WHOLE), *others)


def _gradients(study: Study, read: Reader, layer: int, j: int, pace: Pace) -> BackBeat:
    record = f"backward.layers[{layer}].neurons[{j}]"
    delta, bias = read(f"{record}.delta"), read(f"{record}.bias_gradient")
    rows = tuple(
        Equation("product", (delta, read_input(study, read, layer, k)), read(f"{record}.weight_gradients[{k}]"))
        for k in range(study.network.layers[layer].inputs)
    )
    title = neuron_title(study, read, layer, j)
    sheet = Sheet(title, (DELTA, "input", "gradient"), rows, (("bias",), bias), None, ())
    captions: tuple[Words, ...] = (
        ("The further its input is from zero, the more a weight matters: its gradient is delta times input.",),
        ("The bias has an input of one, so its gradient is delta itself:", *about(bias), "."),
    )
    edges = tuple((layer, j, k) for k in range(len(rows)))
    return BackBeat(layer, j, pace, sheet, edges, None, captions if pace is Pace.WHOLE else ())


def tell_chain(study: Study, read: Reader) -> Factors:
    """Return the chain rule for one weight, with the factors that its neuron's sheets have shown."""
    layer, j, k = worth_showing(study)
    record = f"backward.layers[{layer}].neurons[{j}]"
    a, gradient = read_input(study, read, layer, k), read(f"{record}.weight_gradients[{k}]")
    neuron = study.backward.layers[layer].neurons[j]
    labels: tuple[Line, ...]
    factors: tuple[Readout, ...]
    way = "to the sum, and"
    if neuron.upstream is None or neuron.local is None:
        factors = (read(f"{record}.delta"), a)
        labels = ((C_BY_Z, "  delta"), (TIMES, BY_W, "  input"))
    else:
        way = "to the activation, to the sum,"
        factors = (read(f"{record}.upstream"), read(f"{record}.local"), a)
        labels = ((BY_A, "  upstream"), (TIMES, BY_Z, "  local"), (TIMES, BY_W, "  input"))
    return Factors(
        ("the chain rule",),
        labels,
        (WHOLE,),
        Equation("product", factors, gradient),
        (layer, j, k),
        (
            (f"That is the chain rule: from the loss {way} to the weight, one factor for each step.",),
            ("Their product is the gradient of this weight:", *about(gradient), "."),
        ),
    )
