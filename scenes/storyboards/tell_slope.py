"""Study → one weight nudged: the loss over it, whose slope is the gradient that is looked for; the step down there."""

from __future__ import annotations

from itertools import pairwise

from scenes.storyboards.charts import axis
from scenes.storyboards.notation import LOSS, W_SMALL
from scenes.storyboards.parameters import Parameters
from scenes.storyboards.reading import bounded, read_activation, shown_neurons
from scenes.storyboards.readout import Line, Reader, Readout
from scenes.storyboards.slope import LossCurve, SlopeBeat, Stop, Turned
from scenes.storyboards.words import Claim, Words, about, is_about
from scenes.studies import Study, Weight
from scenes.studies.slope import EACH_SIDE, WIGGLE, Slope

MOST_DECIMALS = 9


def tell_nudge(study: Study, read: Reader) -> SlopeBeat | None:
    """Return how the loss changes when one weight is turned: the slope there is its gradient, which is still unknown.

    Returns None where the loss gets too large for a curve.
    """
    if study.slope is None:
        return None
    low, high, whole = EACH_SIDE - WIGGLE, EACH_SIDE + WIGGLE, 2 * EACH_SIDE
    paths = [(f"slope.sweep.points[{n}].weight", f"slope.sweep.points[{n}].loss") for n in range(whole + 1)]
    # what stands in the network and in the trace is the same number
    paths[EACH_SIDE] = (study.worth_showing.path(), "backward.loss.value")
    decimals = tuple(_telling_apart(read, *(paths[n][of] for n in (low, EACH_SIDE, high))) for of in range(2))
    at = [_stop(read, path, decimals) for path in paths]
    ways = pairwise((EACH_SIDE, 0, whole, EACH_SIDE, low, high, EACH_SIDE))
    stops = (at[EACH_SIDE], *(at[n] for way in ways for n in _way(*way)))
    drawn = 2 * whole
    halts = (0, drawn, drawn + WIGGLE, drawn + 3 * WIGGLE, drawn + 4 * WIGGLE)
    curve = _curve(study, read)
    less, more = at[low].loss, at[high].loss
    return SlopeBeat(
        "nudge",
        ("one weight, nudged",),
        weights_beside(study, read),
        curve,
        True,
        stops,
        halts,
        {
            "curve": ("Take one weight and turn it alone: every point of the curve is a forward pass.",),
            "wiggle": (
                *("At ", at[low].weight, " the loss", is_about(less), less),
                *("; at ", at[high].weight, " it", is_about(more), more, "."),
            ),
            "tangent": (_said_of_line(study.slope),),
        },
    )


def tell_turned(study: Study, read: Reader, beat: SlopeBeat) -> tuple[Turned, ...]:
    """Return what the network shows at each stop of the dot."""
    assert study.slope is not None
    place, points = study.worth_showing, study.slope.sweep.points
    layers = range(place.layer + 1, len(study.network.sizes))
    after = [neuron for layer in layers for neuron in shown_neurons(study, layer)]
    # softmax lets each of its sums move all that it gives
    is_shared = study.network.activations[place.layer - 1] == "softmax"
    moved = [*(shown_neurons(study, place.layer) if is_shared else (place.end,)), *after]
    shown: dict[float, Turned] = {}
    for n, point in enumerate(points):
        path = f"slope.sweep.points[{n}]"
        held = {one: bounded(study, read, one, f"{path}.activations[{one.layer - 1}][{one.j}]") for one in moved}
        shown[point.weight] = Turned(read(f"{path}.weight"), held)
    # what stands in the network and in the trace is the same number
    whole = {one: read_activation(study, read, one) for one in moved}
    shown[points[EACH_SIDE].weight] = Turned(read(place.path()), whole)
    return tuple(shown[stop.weight.value] for stop in beat.stops)


def tell_found(study: Study, read: Reader) -> SlopeBeat | None:
    """Return that the gradient which was worked out is the slope of that line; None where the loss has no curve."""
    if study.slope is None:
        return None
    stop = Stop(read(study.worth_showing.path()), read("backward.loss.value"))
    says: dict[str, Words] = {"found": ("It is the slope of the line from before, with nothing nudged.",)}
    title, weights = ("the gradient is a slope",), weights_beside(study, read)
    return SlopeBeat("slope", title, weights, _curve(study, read), False, (stop,), (0,), says)


def tell_step(study: Study, read: Reader, old: Readout, new: Readout) -> SlopeBeat | None:
    """Return where the weight's step, from `old` to `new`, leads on the curve; None where that is too high."""
    if study.slope is None:
        return None
    points = study.slope.sweep.points
    low, high = sorted((old.value, new.value))
    between = [n for n, point in enumerate(points) if low < point.weight < high]
    if new.value < old.value:
        between.reverse()
    after = "slope.after.loss"
    losses = _telling_apart(read, "backward.loss.value", after)
    decimals = (_telling_apart(read, old.path, new.path), losses)
    paths = [(f"slope.sweep.points[{n}].weight", f"slope.sweep.points[{n}].loss") for n in between]
    stops = (
        Stop(old, read("backward.loss.value", losses)),
        *(_stop(read, path, decimals) for path in paths),
        Stop(new, read(after, losses)),
    )
    curve = _curve(study, read)
    says: dict[str, Words] = {"step": (_said_of_step(curve.gradient, stops[0], stops[-1]),)}
    halts = (0, len(stops) - 1)
    return SlopeBeat("step-down", ("one step down",), weights_beside(study, read), curve, False, stops, halts, says)


def _curve(study: Study, read: Reader) -> LossCurve:
    assert study.slope is not None
    scales, place = study.slope.scales, study.worth_showing
    return LossCurve(
        ("loss ", LOSS, ", as ", W_SMALL, " alone is turned"),
        axis(scales, read, 0, "slope.scales"),
        axis(scales, read, 1, "slope.scales"),
        tuple((point.weight, point.loss) for point in study.slope.sweep.points),
        ("slope of the line",),
        read(f"{place.end.path('weight_gradients', 'backward')}[{place.k}]"),
    )


def weights_beside(study: Study, read: Reader) -> Parameters:
    """Return the weights drawn that lead to the same neuron as the one that is turned."""
    layer, j = study.worth_showing.layer, study.worth_showing.j
    weights = [Weight(layer, j, k) for k in study.view.layers[layer - 1].shown]
    return {weight: read(weight.path()) for weight in weights}


def _stop(read: Reader, paths: tuple[str, str], decimals: tuple[int, ...]) -> Stop:
    return Stop(*(read(path, places) for path, places in zip(paths, decimals, strict=True)))


def _way(start: int, stop: int) -> range:
    """Return the numbers of the points after `start`, up to `stop` on either side of it."""
    return range(start + 1, stop + 1) if start < stop else range(start - 1, stop - 1, -1)


def _telling_apart(read: Reader, *paths: str) -> int:
    """Return with how many decimals, from the lesson's up, numbers that differ look different."""
    for decimals in range(read.decimals, MOST_DECIMALS):
        readouts = [read(path, decimals) for path in paths]
        if len({one.text for one in readouts}) == len({one.value for one in readouts}):
            return decimals
    return MOST_DECIMALS


def _said_of_line(slope: Slope) -> Claim:
    return Claim(
        ("How steep is the line that touches the curve here? That is the weight’s gradient.",),
        not slope.bends,
        ("A sum is exactly zero here, where ReLU's slope counts as zero. The slope of the line is called gradient.",),
    )


def _said_of_step(gradient: Readout, old: Stop, new: Stop) -> Claim:
    """Return what the step of this weight does to the loss, all other weights as they are."""
    loss: Line = (*about(new.loss), ".")
    fallen = Claim(
        ("Down the slope: this step alone lets the loss fall to", *loss),
        new.loss.value < old.loss.value,
        ("There the curve is higher: this step alone lets the loss rise to", *loss),
    )
    changed = Claim(("With this step alone, the loss is still", *loss), new.loss.text == old.loss.text, (fallen,))
    moved = Claim(("The step is too short to change this weight.",), new.weight.value == old.weight.value, (changed,))
    return Claim(("The line is level: this weight stays as it is.",), gradient.value == 0, (moved,))
