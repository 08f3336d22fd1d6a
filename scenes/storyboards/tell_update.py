"""Study → the update, of one weight and of all, and what the network says after it."""

from __future__ import annotations

from collections.abc import Callable

from scenes.storyboards.backpropagation import Factors, SecondPass, Steps, UpdateBeat
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import W_SMALL, layer_name, output_names
from scenes.storyboards.reading import BOUNDED, shown_neurons, values_of
from scenes.storyboards.readout import Line, Name, Reader, Readout
from scenes.storyboards.tell_slope import tell_step
from scenes.storyboards.words import Claim, Words, about, is_about
from scenes.studies import Neuron, Study, Weight

Read = Callable[[str, int | None], Readout]
MOST_DECIMALS = 9
MOST_OF_A_SHARE = 5
LISTED = 8  # weights, of the old and new values


def tell_update(study: Study, read: Reader) -> UpdateBeat:
    what = "every weight" if study.biases_stay else "every weight and bias"
    one = _one_update(study, read)
    return UpdateBeat(
        "update",
        ("The update",),
        (f"for {what}: new = old − learning rate · gradient",),
        {"all": _said_of_steps(study)},
        one,
        tell_step(study, read, one.equation.operands[0], one.equation.result),
        _steps(study, read),
    )


def _one_update(study: Study, read: Reader) -> Factors:
    weight = study.worth_showing
    record = weight.path("update")
    gradient, rate = read(f"{record}.gradient"), exact(read, "update.learning_rate")
    old, new = apart(read, weight.path(), f"{record}.new")
    if study.lesson.published:
        new = read(f"{record}.new", study.decimals_of_results)
    return Factors(
        "one-weight",
        ("one weight",),
        (("old weight",), ("− learning rate ·",), ("gradient",)),
        ("new weight",),
        Equation("update", (old, rate, gradient), new),
        weight,
        {
            "factors": (_said_of_way(gradient),),
            "product": ("Minus gradient times learning rate, ", rate, ": the new weight", is_about(new), new, "."),
        },
    )


def _said_of_way(gradient: Readout) -> Claim:
    level = Claim(
        ("The slope is negative: more of this weight, less loss. So it goes up.",),
        gradient.value < 0,
        ("The slope is zero: this weight stays as it is.",),
    )
    return Claim(
        ("The slope is positive: less of this weight, less loss. So it goes down.",), gradient.value > 0, (level,)
    )


def _steps(study: Study, read: Reader) -> Steps:
    steps = {
        Weight(layer, j, k): abs(study.update.layers[layer - 1].weights[j][k].step)
        for layer in range(1, len(study.network.sizes))
        for j in study.view.layers[layer].shown
        for k in study.view.layers[layer - 1].shown
    }
    largest = max(steps.values()) or 1.0
    title, lines = _old_and_new(study, read, steps)
    return Steps({place: step / largest for place, step in steps.items()}, title, lines)


def _said_of_steps(study: Study) -> Words:
    what = "weight" if study.biases_stay else "weight and bias"
    weights = [change for layer in study.update.layers for row in layer.weights for change in row]
    biases = [] if study.biases_stay else [change for layer in study.update.layers for change in layer.biases]
    changes = weights + biases
    return (
        Claim(
            (f"Every {what} takes a step: the wider a line, the more its weight is to blame.",),
            all(change.step != 0 for change in changes),
            (
                Claim(
                    ("All whose gradient isn’t zero take a step: the wider a line, the more its weight is to blame.",),
                    any(change.step != 0 for change in weights),
                    (
                        Claim(
                            ("The gradients of all weights are zero: only biases take a step.",),
                            any(change.step != 0 for change in biases),
                            ("All gradients are zero: there is no step to take.",),
                        ),
                    ),
                ),
            ),
        ),
        Claim((" Some change sign.",), any(change.old * change.new < 0 for change in changes)),
    )


def _old_and_new(study: Study, read: Reader, steps: dict[Weight, float]) -> tuple[Line, tuple[tuple[Line, Line], ...]]:
    """Return lines of old → new: of every weight, numbered from the first, where they are few; else of those drawn
    that take the longest steps, by the layer that they lead into and the numbers of their neurons; one, where none
    of them takes any."""
    title: Line = ("all weights",)
    places = list(steps)
    numbered = len(study.weights) <= LISTED
    if not numbered:
        title = ("the longest steps",) if study.view.is_whole else ("the longest steps drawn",)
        longest = sorted(places, key=lambda place: -steps[place])[:LISTED]
        places = [place for place in longest if steps[place]]
        if not places:
            title, places = ("no weight steps",) if study.view.is_whole else ("no steps to draw",), longest[:1]
    lines: list[tuple[Line, Line]] = []
    for number, place in enumerate(places):
        record = place.path("update")
        old, new = apart(read, f"{record}.old", f"{record}.new")
        if study.lesson.published:
            new = read(f"{record}.new", study.decimals_of_results)
        whose: Line = (W_SMALL, read.number(f"weights[{number}]"))
        if not numbered:
            ends = read.number(place.start.itself), " to ", read.number(place.end.itself)
            whose = (*layer_name(study, read, place.layer), ", ", *ends)
        lines.append((whose, (old, " → ", new)))
    return title, tuple(lines)


def tell_second_pass(study: Study, read: Reader) -> SecondPass:
    before, after = apart(Reader(study, study.decimals_of_results), "backward.loss.value", "after.loss.value")
    outputs = _outputs(study, read)
    best = Neuron(len(study.network.layers), study.predicted_after) if study.lesson.classifies else None
    if study.network.sizes[-1] == 1:
        best = None
    return SecondPass(
        "forward-again",
        ("Forward again",),
        ("the same sample, the new weights",),
        {
            "forward": ("The same sample goes through the new network.",),
            "compared": _compared(study, outputs),
            "loss": _said_of_loss(study, before, after),
            "end": ("Forward, back, one step: training repeats this, sample after sample.",),
        },
        values_of(study, read, "after.forward"),
        (("loss before", before), ("loss after", after)),
        outputs,
        {} if study.lesson.classifies else {place: read(f"backward.target[{place.j}]") for place in outputs},
        best if best in outputs else None,
    )


def _outputs(study: Study, read: Reader) -> dict[Neuron, tuple[Name, Readout, Readout]]:
    is_bounded = study.network.activations[-1] in BOUNDED
    rows = {}
    places = shown_neurons(study, len(study.network.layers))
    told = _told_of(study, places)
    for place, name in zip(places, output_names(study, read, 12), strict=True):
        one, other = place.path("a"), place.path("a", "after.forward")
        rows[place] = (
            name,
            *(shares(read, one, other, place == told) if is_bounded else apart(read, one, other)),
        )
    return rows


def shares(read: Reader, one: str, other: str, is_told: bool) -> tuple[Readout, Readout]:
    """Return two shares, told apart, unless a bound would have to be long for that, and it isn't what is told of."""
    pair = apart(read, one, other, read.share, MOST_OF_A_SHARE)
    if is_told or not any(number.is_bound for number in pair):
        return pair
    return read.share(one), read.share(other)


def _told_of(study: Study, places: tuple[Neuron, ...]) -> Neuron:
    """Return the output whose number is said: that of the true class, if it is shown."""
    true = Neuron(len(study.network.layers), study.true)
    return true if study.lesson.classifies and true in places else places[0]


def _compared(study: Study, outputs: dict[Neuron, tuple[Name, Readout, Readout]]) -> Words:
    name, before, after = outputs[_told_of(study, tuple(outputs))]
    had: Words = (name, " had ", before, "; now it has ", after, ".")
    said: Words = ("Before, ", *had)
    if not study.lesson.classifies:
        is_scaled = study.lesson.target_scaling is not None  # then the film began in the unit of the targets
        return (Claim(("In the network’s own scale, ",), is_scaled, ("Before, ",)), *had)
    was_right, is_right = study.predicted == study.true, study.predicted_after == study.true
    return (
        *said,
        Claim(
            (" The network is now right.",),
            is_right and not was_right,
            (
                Claim(
                    (" The network is still right.",),
                    is_right,
                    (Claim((" The network is now wrong.",), was_right, (" The network is still wrong.",)),),
                ),
            ),
        ),
    )


def _said_of_loss(study: Study, before: Readout, after: Readout) -> Words:
    """Return how the loss has changed; `before` and `after` are what is shown of it."""
    if before.text == after.text:
        same = study.backward.loss.value == study.after.loss.value
        return (
            Claim(("The loss stays as it was:",), same, ("The loss changes by less than can be shown:",)),
            *about(after),
            ".",
        )
    fell = study.after.loss.value < study.backward.loss.value
    return (
        Claim(("The loss fell",), fell, ("The loss rose, for the step was too long",)),
        ": from ",
        before,
        " to ",
        after,
        ".",
    )


def exact(read: Reader, path: str) -> Readout:
    """Return a readout with as many decimals as it takes to show the value as it is, at least the lesson's."""
    for decimals in range(read.decimals, MOST_DECIMALS):
        readout = read(path, decimals)
        if not readout.rounded:
            return readout
    return read(path, MOST_DECIMALS)


def apart(
    read: Reader, one: str, other: str, way: Read | None = None, most: int = MOST_DECIMALS
) -> tuple[Readout, Readout]:
    """Return two readouts with the fewest decimals, from the lesson's up, that tell their values apart.

    They are read in a `way` of the reader's: by default as any number; with at most so many decimals.
    """
    way = way or read
    for decimals in range(read.decimals, most):
        if way(one, decimals).text != way(other, decimals).text:
            return way(one, decimals), way(other, decimals)
    return way(one, None), way(other, None)
