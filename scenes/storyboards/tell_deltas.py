"""Study → the sheets of its deltas: upstream, local, delta."""

from __future__ import annotations

from scenes.lessons import Study
from scenes.storyboards.backpropagation import BackBeat, SheetBeat
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.notation import DELTA, neuron_title
from scenes.storyboards.reading import read_activation
from scenes.storyboards.readout import Line, Reader
from scenes.storyboards.sheet import Sheet, Step
from scenes.storyboards.words import Claim, Words, is_about

FEW_LAYERS = 3  # that each can be told for itself


def tell_together(study: Study, read: Reader) -> SheetBeat | None:
    """Return the sheet of all output deltas where each is output − target; None where there is more to it."""
    last = len(study.network.layers) - 1
    if study.backward.layers[last].output_error is None:
        return None
    record = f"backward.layers[{last}].output_error"
    rows = tuple(
        Equation("difference", (read(f"{record}.a[{j}]"), read(f"{record}.y[{j}]")), read(f"{record}.delta[{j}]"))
        for j in range(study.network.sizes[-1])
    )
    pair = "softmax and cross-entropy" if study.network.activations[last] == "softmax" else "sigmoid and cross-entropy"
    return SheetBeat(
        (),
        (),
        Sheet(("output deltas",), ("output", "target", DELTA), rows, None, None, ()),
        (
            (f"For {pair} together, each delta is simply output minus target.",),
            ("Each neuron now shows its delta, in purple: how the loss changes with its sum.",),
        ),
    )


def tell_deltas(study: Study, read: Reader, layer: int) -> tuple[BackBeat, ...]:
    """Return a beat for each neuron of a layer that isn't passed over, the slowest first; layer 0 computes first."""
    paces = _paces(study, layer)
    passed_over = off_neurons(study, layer)
    others = [j for j in range(study.network.sizes[layer + 1]) if j not in paces and j not in passed_over]
    beats = {**paces, **dict.fromkeys(others, Pace.GLANCE)}
    return tuple(_delta(study, read, layer, j, pace) for j, pace in beats.items())


def off_neurons(study: Study, layer: int) -> tuple[int, ...]:
    """Return the neurons whose activation is flat where they are, but the one that is shown as an example of that."""
    neurons = study.backward.layers[layer].neurons
    shown = _paces(study, layer)
    return tuple(j for j, neuron in enumerate(neurons) if neuron.local == 0 and j not in shown)


def passed_by(study: Study) -> range:
    """Return the layers that are shown in passing: in a deep network those between the first and the last two."""
    layers = len(study.network.layers)
    return range(1 if layers > FEW_LAYERS else layers - 2, layers - 2)


def _paces(study: Study, layer: int) -> dict[int, Pace]:
    """Return which neurons to dwell on: the first that passes error on, and the first ReLU that is off."""
    last = len(study.network.layers) - 1
    if layer in passed_by(study):
        return {}
    slopes = [neuron.local for neuron in study.backward.layers[layer].neurons]
    on = next((j for j, slope in enumerate(slopes) if slope != 0), 0)
    off = next((j for j, slope in enumerate(slopes) if slope == 0), None)
    # what is told for the first time is told whole: deltas of the output neuron by neuron, those of the last hidden
    paces = {on: Pace.WHOLE if layer >= last - 1 else Pace.BRISK}
    if off is not None and layer == last - 1:
        paces.setdefault(off, Pace.BRISK)
    return paces


def _delta(study: Study, read: Reader, layer: int, j: int, pace: Pace) -> BackBeat:
    record = f"backward.layers[{layer}].neurons[{j}]"
    title = neuron_title(study, read, layer, j)
    last = len(study.network.layers) - 1
    if layer == last and study.backward.layers[last].jacobian:
        sheet = _jacobian_sheet(study, read, layer, j, title)
    elif layer == last:
        sheet = Sheet(title, (), (), None, None, (_loss_step(study, read, j), *_slope_steps(study, read, layer, j)))
    else:
        rows = tuple(
            Equation(
                "product",
                (
                    read(f"network.layers[{layer + 1}].weights[{i}][{j}]"),
                    read(f"backward.layers[{layer + 1}].neurons[{i}].delta"),
                ),
                read(f"{record}.upstream_products[{i}]"),
            )
            for i in range(study.network.sizes[layer + 2])
        )
        upstream = Equation("sum", tuple(row.result for row in rows), read(f"{record}.upstream"))
        steps = _slope_steps(study, read, layer, j)
        sheet = Sheet(title, ("weight", DELTA, "product"), rows, None, Step(("upstream",), upstream), steps)
    edges = () if layer == last else tuple((layer + 1, i, j) for i in range(study.network.sizes[layer + 2]))
    return BackBeat(layer, j, pace, sheet, edges, sheet.result, _captions(study, layer, j, pace, sheet))


def _loss_step(study: Study, read: Reader, j: int) -> Step:
    """Return the step that takes the derivative of the loss by an output: a − y, for the mean twice that over n."""
    last = len(study.network.layers) - 1
    operands = (read_activation(study, read, last, j), read(f"backward.target[{j}]"))
    result = read(f"backward.layers[{last}].neurons[{j}].upstream")
    if study.network.loss == "mean-squared-error":
        count = read(f"network.sizes[{last + 1}]")
        return Step(("upstream",), Equation("twice over", (*operands, count), result))
    return Step(("upstream",), Equation("difference", operands, result))


def _slope_steps(study: Study, read: Reader, layer: int, j: int) -> tuple[Step, Step]:
    """Return the steps to the local gradient and to delta."""
    record, activation = f"backward.layers[{layer}].neurons[{j}]", study.network.activations[layer]
    # the slopes of sigmoid and tanh are known from a, those of the others from z
    by_a = activation in ("sigmoid", "tanh")
    known = read_activation(study, read, layer, j) if by_a else read(f"forward.layers[{layer}].neurons[{j}].z")
    local = read(f"{record}.local")
    slope = Equation(f"{activation} slope", (known,), local)
    upstream, delta = read(f"{record}.upstream"), read(f"{record}.delta")
    return Step(("local",), slope), Step((DELTA,), Equation("product", (upstream, local), delta))


def _jacobian_sheet(study: Study, read: Reader, layer: int, j: int, title: Line) -> Sheet:
    record = f"backward.layers[{layer}]"
    rows = tuple(
        Equation(
            "product",
            (read(f"{record}.neurons[{i}].upstream"), read(f"{record}.jacobian.jacobian[{j}][{i}]")),
            read(f"{record}.jacobian.products[{j}][{i}]"),
        )
        for i in range(study.network.sizes[-1])
    )
    delta = Equation("sum", tuple(row.result for row in rows), read(f"{record}.neurons[{j}].delta"))
    return Sheet(title, ("upstream", "slope", "product"), rows, None, Step((DELTA,), delta), ())


def _captions(study: Study, layer: int, j: int, pace: Pace, sheet: Sheet) -> tuple[Words, ...]:
    if pace is Pace.GLANCE:
        return ()
    delta: Words = ("delta", is_about(sheet.result), sheet.result, ".")
    if study.backward.layers[layer].neurons[j].local == 0:
        why = _why_flat(study, layer, j)
        if pace is Pace.WHOLE:
            return ((why, " No error passes."), ("So ", *delta))
        return ((why, " No error passes: ", *delta),)
    if pace is Pace.BRISK:
        return (("The same, one layer further back: ", *delta),)
    if sheet.rows:
        return (
            ("The deltas of the next layer come back through the weights; their sum is called upstream.",),
            ("Upstream times local, the slope of the activation: ", *delta),
        )
    return (
        ("Upstream is how the loss changes with this output; local is the slope of its activation.",),
        ("Their product: ", *delta, " From now on the neuron shows it, in purple."),
    )


def _why_flat(study: Study, layer: int, j: int) -> Claim:
    """Return why the slope of a neuron's activation is 0."""
    activation, z = study.network.activations[layer], study.forward.layers[layer].neurons[j].z
    saturated: Words = (f"Its sum is so far from zero that {activation} is flat there, to the last digit.",)
    at_zero = Claim(("Its sum is zero, where ReLU's slope counts as zero.",), activation == "relu", saturated)
    return Claim(("Its sum is negative, and ReLU is flat there.",), activation == "relu" and z < 0, (at_zero,))
