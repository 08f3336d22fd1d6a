"""Study → the sheets of its deltas: upstream, local, delta."""

from __future__ import annotations

from scenes.lessons.lesson import Study
from scenes.storyboards.backpropagation import BackBeat, SheetBeat
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.notation import DELTA, layer_name
from scenes.storyboards.readout import Line, Reader
from scenes.storyboards.sheet import Sheet, Step


def tell_together(study: Study, read: Reader) -> SheetBeat | None:
    """Return the sheet of all output deltas where each is output − target; None where there is more to it."""
    last = len(study.network.layers) - 1
    if study.backward.layers[last].output_error is None:
        return None
    record = f"backward.layers[{last}].output_error"
    rows = tuple(
        Equation(
            "difference", (read(f"{record}.a[{j}]"), read(f"{record}.y[{j}]")), read.gradient(f"{record}.delta[{j}]")
        )
        for j in range(study.network.sizes[-1])
    )
    pair = "softmax and cross-entropy" if study.network.activations[last] == "softmax" else "sigmoid and cross-entropy"
    return SheetBeat(
        (),
        (),
        Sheet(("output deltas",), ("output", "target", DELTA), rows, None, None, ()),
        ((f"For {pair} together, each delta is simply output minus target.",),),
    )


def tell_deltas(study: Study, read: Reader, layer: int) -> tuple[BackBeat, ...]:
    """Return a beat for each neuron of a layer, counted from 0, the first that computes: the slowest first."""
    paces = _paces(study, layer)
    others = dict.fromkeys(range(study.network.sizes[layer + 1]), Pace.GLANCE)
    return tuple(_delta(study, read, layer, j, pace) for j, pace in {**paces, **others, **paces}.items())


def _paces(study: Study, layer: int) -> dict[int, Pace]:
    """Return which neurons to dwell on: the first that passes error on, and the first ReLU that is dead."""
    last = len(study.network.layers) - 1
    locals_ = [neuron.local for neuron in study.backward.layers[layer].neurons]
    alive = next((j for j, local in enumerate(locals_) if local != 0), 0)
    dead = next((j for j, local in enumerate(locals_) if local == 0), None)
    # the first layer that is told is told whole: the output where it has deltas neuron by neuron, and the last hidden
    whole = layer >= last - 1
    paces = {alive: Pace.WHOLE if whole else Pace.BRISK}
    if dead is not None and layer == last - 1:
        paces.setdefault(dead, Pace.BRISK)
    return paces


def _delta(study: Study, read: Reader, layer: int, j: int, pace: Pace) -> BackBeat:
    record = f"backward.layers[{layer}].neurons[{j}]"
    title = (*layer_name(study, read, layer + 1), ", neuron ", read(f"positions[{j + 1}]"))
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
                    read.gradient(f"backward.layers[{layer + 1}].neurons[{i}].delta"),
                ),
                read.gradient(f"{record}.upstream_products[{i}]"),
            )
            for i in range(study.network.sizes[layer + 2])
        )
        upstream = Equation("sum", tuple(row.result for row in rows), read.gradient(f"{record}.upstream"))
        steps = _slope_steps(study, read, layer, j)
        sheet = Sheet(title, ("weight", DELTA, "product"), rows, None, Step(("upstream",), upstream), steps)
    edges = () if layer == last else tuple((layer + 1, i, j) for i in range(study.network.sizes[layer + 2]))
    return BackBeat(layer, j, pace, sheet, edges, sheet.result, _captions(study, layer, j, pace, sheet))


def _loss_step(study: Study, read: Reader, j: int) -> Step:
    """Return the step that takes the derivative of the loss by an output: a − y, for the mean twice that over n."""
    last = len(study.network.layers) - 1
    operands = (read(f"forward.layers[{last}].neurons[{j}].a"), read(f"backward.target[{j}]"))
    result = read.gradient(f"backward.layers[{last}].neurons[{j}].upstream")
    if study.network.loss == "mean-squared-error":
        count = read(f"network.sizes[{last + 1}]")
        return Step(("upstream",), Equation("twice over", (*operands, count), result))
    return Step(("upstream",), Equation("difference", operands, result))


def _slope_steps(study: Study, read: Reader, layer: int, j: int) -> tuple[Step, Step]:
    """Return the steps to the local gradient and to delta."""
    record, activation = f"backward.layers[{layer}].neurons[{j}]", study.network.activations[layer]
    # the slopes of sigmoid and tanh are known from a, those of the others from z
    known = "a" if activation in ("sigmoid", "tanh") else "z"
    local = read.gradient(f"{record}.local")
    slope = Equation(f"{activation} slope", (read(f"forward.layers[{layer}].neurons[{j}].{known}"),), local)
    upstream, delta = read.gradient(f"{record}.upstream"), read.gradient(f"{record}.delta")
    return Step(("local",), slope), Step((DELTA,), Equation("product", (upstream, local), delta))


def _jacobian_sheet(study: Study, read: Reader, layer: int, j: int, title: Line) -> Sheet:
    record = f"backward.layers[{layer}]"
    rows = tuple(
        Equation(
            "product",
            (read.gradient(f"{record}.neurons[{i}].upstream"), read.gradient(f"{record}.jacobian.jacobian[{j}][{i}]")),
            read.gradient(f"{record}.jacobian.products[{j}][{i}]"),
        )
        for i in range(study.network.sizes[-1])
    )
    delta = Equation("sum", tuple(row.result for row in rows), read.gradient(f"{record}.neurons[{j}].delta"))
    return Sheet(title, ("upstream", "slope", "product"), rows, None, Step((DELTA,), delta), ())


def _captions(study: Study, layer: int, j: int, pace: Pace, sheet: Sheet) -> tuple[Line, ...]:
    if pace is Pace.GLANCE:
        return ()
    delta: Line = ("delta is ", sheet.result, ".")
    if study.backward.layers[layer].neurons[j].local == 0:
        dead: Line = ("Its sum was negative: ReLU is flat there, its slope is 0, and no error passes. ",)
        said: Line = ("Its sum was negative, and ReLU is flat there: no error passes, ", *delta)
        return (dead, ("So ", *delta)) if pace is Pace.WHOLE else (said,)
    if pace is Pace.BRISK:
        return (("The same, one layer further back: ", *delta),)
    if sheet.rows:
        return (
            ("Backwards now: the error comes in from the next layer, delta times weight, and adds up to upstream.",),
            ("Upstream times local, the slope of the activation: ", *delta),
        )
    return (
        ("Upstream is how the loss changes with this output; local is the slope of its activation.",),
        ("Their product: ", *delta),
    )
