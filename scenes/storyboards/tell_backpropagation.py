"""Study → the beats of its backward pass; update and second forward pass are told in `tell_update.py`."""

from __future__ import annotations

from scenes.storyboards.backpropagation import BackStory, LayerBack, LossBeat, Nudge, Recall, TermCurve
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import LOSS_NAMES, LOSS_TERMS, layer_id, layer_title, output_names
from scenes.storyboards.reading import others_line, read_activation, shown_neurons, values_of
from scenes.storyboards.readout import Line, Reader
from scenes.storyboards.sheet import Sheet, Step
from scenes.storyboards.tell_chain import tell_chain
from scenes.storyboards.tell_deltas import (
    off_neurons,
    passed_by,
    said_of_subtraction,
    shows_flat,
    tell_deltas,
    tell_together,
)
from scenes.storyboards.tell_entrance import tell_features
from scenes.storyboards.tell_forward_pass import tell_scenery
from scenes.storyboards.tell_gradients import tell_gradients
from scenes.storyboards.tell_outcome import NAME_LENGTH, tell_verdict
from scenes.storyboards.tell_slope import tell_nudge, tell_turned
from scenes.storyboards.tell_update import tell_second_pass, tell_update
from scenes.storyboards.words import Claim, Words, about, is_about
from scenes.studies import Neuron, Study

SURPRISE = "how surprised the network is by the truth, as one number"
DISTANCE = "how far the output is from the target, as one number"


def tell_backpropagation(study: Study) -> BackStory:
    read = Reader(study, study.lesson.decimals)
    return BackStory(
        study,
        tell_scenery(study, read),
        _recall(study, read),
        _loss(study, read),
        _nudge(study, read),
        tuple(_layer(study, read, layer) for layer in range(len(study.network.layers), 0, -1)),
        tell_update(study, read),
        tell_second_pass(study, read),
    )


def _recall(study: Study, read: Reader) -> Recall:
    return Recall(
        "forward",
        ("Backpropagation: ", read.name("lesson.title", 40)),
        ("a network of ", read("network.parameter_count"), " weights and biases, and what it says of one sample"),
        {"asked": _asked(study, read)},
        tell_features(study, read),
        values_of(study, read, "forward"),
        tell_verdict(study, read),
    )


def _asked(study: Study, read: Reader) -> Words:
    """Return the question of the film: what is wrong with the answer, and where that comes from."""
    count = read("network.parameter_count")
    better: Words = (" Which of its ", count, " numbers could be better still?")
    blame: Words = (" Which of its ", count, " numbers is to blame?")
    if not study.lesson.classifies:
        verdict = tell_verdict(study, read)
        name, output, target = verdict.names[0], verdict.outputs[0], verdict.targets[0]
        said: Words = ("For ", name, " the network says", *about(output))
        wanted: Words = ("; it should be", *about(target), ".", *blame)
        return (*said, Claim(wanted, study.backward.loss.value > 0, (", as it should. Is anything left to learn?",)))
    predicted, true = (read.name(f"lesson.classes[{index}]", NAME_LENGTH) for index in (study.predicted, study.true))
    wrong: Words = ("The network says ", predicted, "; the truth is ", true, ".", *blame)
    return (Claim(wrong, study.predicted != study.true, ("The network says ", predicted, ", and is right.", *better)),)


def _loss(study: Study, read: Reader) -> LossBeat:
    operation, formula = LOSS_TERMS[study.network.loss]
    rows = tuple(
        Equation(
            operation,
            (read_activation(study, read, place), read(f"backward.target[{place.j}]")),
            read(f"backward.loss.terms[{place.j}]"),
        )
        for place in shown_neurons(study, len(study.network.layers))
    )
    rest = ((others_line(read, "loss_terms"), read("loss_terms.others.value")),) if study.loss_terms.others else ()
    parts = (*(row.result for row in rows), *(number for _, number in rest))
    loss = read("backward.loss.value", study.decimals_of_results)
    kind, total = "sum", Equation("sum", parts, loss)
    if study.network.loss == "mean-squared-error":
        kind = "mean"
        total = Equation("mean over", (*parts, read(f"network.sizes[{len(study.network.layers)}]")), loss)
    said: Words = ("How wrong is that? The loss C grows with the square of each miss.",)
    if study.lesson.classifies:
        said = (
            "How wrong is that? ",
            Claim(
                _given(study, read),
                _has_one_truth(study),
                ("The loss C grows the surer an output is of something else than its target.",),
            ),
        )
    goal = Claim(
        ("Learning means making it smaller.",),
        loss.value > 0,
        ("It can't be smaller: there is nothing to learn here.",),
    )
    return LossBeat(
        "loss",
        ("The loss",),
        (f"{SURPRISE if study.lesson.classifies else DISTANCE}: {LOSS_NAMES[study.network.loss]}",),
        {"terms": said, "total": ("It", is_about(loss), loss, ". ", goal)},
        Sheet(("the loss",), ("output", "target", formula), rows, rest, Step((f"{kind}: loss",), total)),
        _curve(study, read),
    )


def _given(study: Study, read: Reader) -> Words:
    """Return what the loss is where it asks for the probability of one class alone."""
    loss, place = "The loss C is minus the logarithm of that.", Neuron(len(study.network.layers), study.true)
    if study.network.sizes[-1] == 1:  # the output is the probability of one class, true or not
        return (f"The truth was given some probability. {loss}",)
    name = read.name(f"lesson.classes[{study.true}]", NAME_LENGTH)
    return ("The truth, ", name, ", was given ", read_activation(study, read, place), f". {loss}")


def _curve(study: Study, read: Reader) -> TermCurve | None:
    shape, last = study.loss_shape, len(study.network.layers)
    if shape is None:
        return None
    name = dict(zip(shown_neurons(study, last), output_names(study, read, NAME_LENGTH), strict=True))
    place = Neuron(last, shape.j)
    title: Line = ("term of ", name[place], ", over output")
    if study.network.sizes[last] == 1:
        title = ("the loss, over the output",)
    output, term = read_activation(study, read, place), read(f"backward.loss.terms[{shape.j}]")
    return TermCurve(title, shape.points, output, term)


def _nudge(study: Study, read: Reader) -> Nudge | None:
    slope, count = tell_nudge(study, read), read("network.parameter_count")
    if slope is None:
        return None
    return Nudge(
        "blame",
        ("Which number is to blame?",),
        ("one of ", count, " is nudged, and what comes after it is worked out anew"),
        {"all": ("Must all ", count, " be nudged? No: one pass backwards finds every slope.")},
        study.worth_showing,
        slope,
        tell_turned(study, read, slope),
    )


def _has_one_truth(study: Study) -> bool:
    """Whether the target is one class, and no other, and the loss asks for its probability alone."""
    target, counts_others = study.backward.target, study.network.loss != "cross-entropy"
    if len(target) > 1 and counts_others:
        return False
    return (target.count(1.0) == 1 and target.count(0.0) == len(target) - 1) or target == (0.0,)


def _layer(study: Study, read: Reader, layer: int) -> LayerBack:
    last, in_passing = len(study.network.layers), layer in passed_by(study)
    together = tell_together(study, read) if layer == last else None
    title: Words = (*layer_title(study, read, layer), ", backwards")
    return LayerBack(
        f"{layer_id(study, layer)}-back",
        ("Layer by layer, backwards",) if in_passing else title,
        ("how does the loss change with each neuron’s sum, and with each weight?",),
        {**_said_of_layer(study, layer), **(said_of_subtraction(study) if together else {})},
        layer,
        in_passing,
        together,
        () if together else tell_deltas(study, read, layer),
        {place: read(place.path("delta", "backward")) for place in shown_neurons(study, layer)},
        () if together else off_neurons(study, layer),
        tell_gradients(study, read, layer),
        tell_chain(study, read) if layer == study.worth_showing.layer else None,
    )


def _said_of_layer(study: Study, layer: int) -> dict[str, Words]:
    """Return what is said of several neurons of a layer at once."""
    last = len(study.network.layers)
    first_told = layer >= last - 1
    over_deltas = "The other neurons work the same way."
    if not first_told:
        over_deltas = "Each neuron collects what its own weights carry back."
    over_gradients = "Delta times input: a gradient for every weight."
    if not first_told:
        over_gradients = "And again, delta times input: a gradient for every weight."
    told_before = any(0.0 in _inputs(study, after) for after in range(layer + 1, last + 1))
    says: dict[str, Words] = {"other-deltas": (over_deltas,)}
    if off_neurons(study, layer) and not shows_flat(study, range(layer, last + 1)):
        flat = "pass nothing back: delta is zero, and so are all gradients of theirs."
        is_off = layer < last and study.network.activations[layer - 1] == "relu"
        says["off"] = (Claim((f"Neurons that are off {flat}",), is_off, (f"Neurons with a slope of zero {flat}",)),)
    zero = "Where an input is zero, so is the gradient."
    is_new = 0.0 in _inputs(study, layer) and not told_before
    says["other-gradients"] = (Claim((zero,), is_new, (over_gradients,)),)
    if layer in passed_by(study):
        says["in-passing"] = ("And so on, layer by layer: deltas first, then gradients.",)
    return says


def _inputs(study: Study, layer: int) -> list[float]:
    """Return the inputs of a layer that are drawn."""
    return [study.forward.inputs[layer - 1][k] for k in study.view.layers[layer - 1].shown]
