"""Study → the beats of its backward pass; update and second forward pass are told in `tell_update.py`."""

from __future__ import annotations

from scenes.storyboards.backpropagation import BackStory, LayerBack, Recall, SheetBeat
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import LOSS_NAMES, LOSS_TERMS, layer_title
from scenes.storyboards.reading import others_line, read_activation, shown_neurons, values_of
from scenes.storyboards.readout import Reader
from scenes.storyboards.sheet import Sheet, Step
from scenes.storyboards.tell_deltas import off_neurons, passed_by, tell_deltas, tell_together
from scenes.storyboards.tell_forward_pass import tell_features, tell_scenery
from scenes.storyboards.tell_gradients import tell_chain, tell_gradients, worth_showing
from scenes.storyboards.tell_update import tell_again, tell_one_update, tell_steps
from scenes.storyboards.words import Claim, Words, is_about
from scenes.studies import Study

SURPRISE = "how surprised the network is by the truth, as one number"
DISTANCE = "how far the output is from the target, as one number"


def tell_backpropagation(study: Study) -> BackStory:
    read = Reader(study, study.lesson.decimals)
    what = "every weight" if study.biases_stay else "every weight and bias"
    return BackStory(
        study,
        tell_scenery(study, read),
        _recall(study, read),
        _loss(study, read),
        tuple(_layer(study, read, layer) for layer in range(len(study.network.layers), 0, -1)),
        ("The update",),
        (f"{what} takes a step against its gradient: new = old − learning rate · gradient",),
        tell_one_update(study, read),
        tell_steps(study, read),
        tell_again(study, read),
    )


def _recall(study: Study, read: Reader) -> Recall:
    return Recall(
        ("Backpropagation: ", read.name("lesson.title", 40)),
        ("first, what the network says as it is",),
        tell_features(study, read),
        values_of(study, read, "forward"),
        ("The forward pass is done: every neuron holds its activation. How good is the answer?",),
    )


def _loss(study: Study, read: Reader) -> SheetBeat:
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
    said: Words = ("Beside each output stands its target. The further apart they are, the larger the term.",)
    if study.lesson.classifies:
        said = (
            Claim(
                ("Only the truth counts: the less probability it was given, the larger the loss.",),
                _has_one_truth(study),
                ("Each output is compared with its target: the surer it is of something else, the larger the loss.",),
            ),
        )
    return SheetBeat(
        ("The loss",),
        (f"{SURPRISE if study.lesson.classifies else DISTANCE}: {LOSS_NAMES[study.network.loss]}",),
        Sheet(("the loss",), ("output", "target", formula), rows, rest, Step((f"{kind}: loss",), total)),
        (
            said,
            (
                "The loss",
                is_about(loss),
                loss,
                ". ",
                Claim(
                    ("Learning means making it smaller.",),
                    loss.value > 0,
                    ("It can't be smaller: there is nothing to learn here.",),
                ),
            ),
        ),
    )


def _has_one_truth(study: Study) -> bool:
    """Whether the target is one class, and no other."""
    target = study.backward.target
    return (target.count(1.0) == 1 and target.count(0.0) == len(target) - 1) or target == (0.0,)


def _layer(study: Study, read: Reader, layer: int) -> LayerBack:
    last = len(study.network.layers)
    together = tell_together(study, read) if layer == last else None
    return LayerBack(
        layer,
        (*layer_title(study, read, layer), ", backwards"),
        ("delta: how the loss changes with a weighted sum; gradient: how it changes with a weight",),
        together,
        () if together else tell_deltas(study, read, layer),
        {place: read(place.path("delta", "backward")) for place in shown_neurons(study, layer)},
        () if together else off_neurons(study, layer),
        tell_gradients(study, read, layer),
        tell_chain(study, read) if layer == worth_showing(study).layer else None,
        *_glances(study, layer),
        ("And so on, layer by layer: deltas first, then gradients.",) if layer in passed_by(study) else (),
    )


def _glances(study: Study, layer: int) -> tuple[Words, Words, Words]:
    """Return what is said at a glance: over deltas, over neurons that are off, over gradients."""
    last = len(study.network.layers)
    first_told = layer >= last - 1
    over_deltas = "The other neurons work the same way."
    if not first_told:
        over_deltas = "Each neuron collects what its own weights carry back."
    over_gradients = "Delta times input gives a gradient for every weight of this layer."
    if not first_told:
        over_gradients = "And again, delta times input: a gradient for every weight."
    off = off_neurons(study, layer)
    told_before = any(0.0 in _inputs(study, after) for after in range(layer + 1, last + 1))
    return (
        (over_deltas,),
        ()
        if not off
        else (
            Claim(
                ("Neurons that are off pass nothing back: delta is zero, and so are all gradients of theirs.",),
                layer < last and study.network.activations[layer - 1] == "relu",
                ("Neurons with a slope of zero pass nothing back: delta is zero, and so are all gradients of theirs.",),
            ),
        ),
        (
            Claim(
                ("Where an input is zero, the gradient of its weight is zero as well.",),
                0.0 in _inputs(study, layer) and not told_before,
                (over_gradients,),
            ),
        ),
    )


def _inputs(study: Study, layer: int) -> list[float]:
    """Return the inputs of a layer that are drawn."""
    return [study.forward.inputs[layer - 1][k] for k in study.view.layers[layer - 1].shown]
