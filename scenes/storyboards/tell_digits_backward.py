"""Study → the beats of an image's error on its way back: errors, deltas, gradients as an image, a step, and again."""

from __future__ import annotations

from dataclasses import replace

from scenes.storyboards.digits_backward import BackBlocks, DigitsBackStory, ErrorBeat, ImageRow
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.notation import DELTA, TIMES, layer_id, neuron_title
from scenes.storyboards.pictures import read_picture
from scenes.storyboards.reading import shown_neurons
from scenes.storyboards.readout import Reader, Symbol
from scenes.storyboards.tell_deltas import tell_delta
from scenes.storyboards.tell_digits_forward import tell_answer, tell_image, tell_layer
from scenes.storyboards.tell_update import apart, exact, tell_second_pass
from scenes.storyboards.words import Claim, Words, equals, is_about
from scenes.studies import Weight
from scenes.studies.image_study import ImageStudy

UNSEEN = 0.05  # a step that is a smaller share of the largest weight changes no colour that an eye could tell
BY_W = Symbol("∂_C_/∂_w_ = _δ_ · _x_", "∂C/∂w = δ · x")


def tell_digits_backward(study: ImageStudy) -> DigitsBackStory:
    read = Reader(study, study.lesson.decimals)
    image, answer = tell_image(study, read), tell_answer(study, read)
    right = Claim(("right",), study.predicted == study.true, ("wrong",))
    image = replace(
        image,
        title=("What is to be learned from one ", read.name("lesson.noun"), "?"),
        aside=("an image, and what the network makes of it: it is ", right),
        says={
            "seen": ("This image came in, and the answer was ", right, ". What can a network learn from that?"),
        },
    )
    return DigitsBackStory(
        study,
        image,
        tuple(tell_layer(study, read, layer) for layer in range(1, len(study.network.sizes))),
        answer,
        _errors(study, read),
        _back(study, read),
        _gradients(study, read),
        _step(study, read),
        tell_second_pass(study, read),
        {layer: read_picture(read, f"activations_after[{layer}]") for layer in range(1, len(study.network.sizes))},
    )


def _errors(study: ImageStudy, read: Reader) -> ErrorBeat:
    last = len(study.network.layers)
    errors = tuple(read(place.path("delta", "backward")) for place in shown_neurons(study, last))
    simple = study.backward.layers[-1].output_error is not None
    aside = "output minus target, for each answer" if simple else "how the loss changes with each weighted sum"
    return ErrorBeat(
        "errors",
        ("The error of each answer",),
        (aside,),
        {
            "errors": (
                "To the right, what an output has too much; to the left, what it lacks. ",
                "These are the deltas of the output.",
            )
        },
        errors,
        max(abs(error.value) for error in errors),
    )


def _back(study: ImageStudy, read: Reader) -> BackBlocks:
    layers = range(len(study.network.layers), 0, -1)
    place = study.blamed
    delta = tell_delta(study, read, place, Pace.WHOLE) if len(layers) > 1 else None
    record = place.path("upstream_products", "backward")
    ends = study.upstream[place.layer][place.j].listed if delta else ()
    ways = {Weight(place.layer + 1, i, place.j): read(f"{record}[{i}]") for i in ends}
    says: dict[str, Words] = {
        "spread": ("Each error runs back through the weights. A hidden neuron's delta is what comes together there.",),
    }
    if delta:
        largest = Claim(
            ("This neuron has the largest error of its layer: ",),
            delta.sheet.result.value != 0,
            ("No error reaches this layer: ",),
        )
        says["blamed"] = (largest, "delta", is_about(delta.sheet.result), delta.sheet.result, ".")
    return BackBlocks(
        "back",
        ("Back through the weights",),
        ("red: its sum should be smaller; blue, with a hole: larger",),
        says,
        {layer: read_picture(read, f"deltas[{layer}]") for layer in layers},
        place,
        delta,
        ways,
        max((abs(way.value) for way in ways.values()), default=0.0),
    )


def _gradients(study: ImageStudy, read: Reader) -> ImageRow:
    place = study.blamed
    delta = read(place.path("delta", "backward"))
    k = _brightest(study)
    record = place.path("weight_gradients", "backward")
    worked = Equation("product", (delta, read(f"forward.x[{k}]")), read(f"{record}[{k}]"))
    return ImageRow(
        f"{layer_id(study, 1)}-neuron-{place.j + 1}-gradients",
        ("The gradients of ", *neuron_title(study, read, place)),
        ("how the loss changes with each of its weights: delta times pixel",),
        {
            "pixels": (
                "Each weight of this neuron meets one pixel: its gradient is the neuron's delta times that pixel.",
            ),
            "gradients": (
                Claim(
                    (
                        "One delta for all, so the gradients are the image once more: ",
                        "where a pixel is bright, its weight had its part in the error.",
                    ),
                    delta.value != 0,
                    ("Delta is zero, and so is each gradient: this image changes no weight here.",),
                ),
            ),
            "worked": (
                "In one pixel: ",
                worked.operands[0],
                " times ",
                worked.operands[1],
                is_about(worked.result),
                worked.result,
                ".",
            ),
        },
        {
            "pixels": (("pixels ", "x"), read_picture(read, "pixels")),
            "gradients": ((BY_W,), read_picture(read, "gradients_of_blamed")),
        },
        k,
        (read.name(f"lesson.features[{k}]"), ":  ", DELTA, " · x"),
        worked,
        (TIMES, DELTA, equals(delta), delta),
    )


def _step(study: ImageStudy, read: Reader) -> ImageRow:
    place, k = study.blamed, _brightest(study)
    record = Weight(1, place.j, k).path("update")
    rate = exact(read, "update.learning_rate")
    old, new = apart(read, f"{record}.old", f"{record}.new")
    worked = Equation("update", (old, rate, read(f"{record}.gradient")), new)
    before, _ = study.weights_of_blamed
    unseen = study.steps_of_blamed.high < UNSEEN * before.high
    return ImageRow(
        "step",
        ("One step",),
        (
            "new = old − learning rate · gradient, for each of the ",
            read("network.parameter_count"),
            " weights and biases",
        ),
        {
            "before": ("These are the weights of the neuron, one for each pixel, before the step.",),
            "step": ("This is taken off them: the learning rate, ", rate, ", times the gradient. Mind its own scale."),
            "after": (
                Claim(
                    ("The new weights look like the old ones, so small is the step. ",),
                    unseen,
                    ("These are the new weights. ",),
                ),
                "At the same time, all others take theirs.",
            ),
            "worked": ("In one pixel, the weight goes from ", worked.operands[0], " to ", worked.result, "."),
        },
        {
            "before": (("weights before",), read_picture(read, "weights_of_blamed[0]")),
            "step": ((rate, " · gradient"), read_picture(read, "steps_of_blamed")),
            "after": (("weights after",), read_picture(read, "weights_of_blamed[1]")),
        },
        k,
        (read.name(f"lesson.features[{k}]"), ":  w − rate · gradient"),
        worked,
    )


def _brightest(study: ImageStudy) -> int:
    """Return the pixel that is told of for all: the one with the largest gradient."""
    gradients = study.gradients_of_blamed.values
    return max(range(len(gradients)), key=lambda k: abs(gradients[k]))
