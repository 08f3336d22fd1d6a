"""Study → the beats of an image's way through a network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from scenes.storyboards.digits_forward import AnswerBeat, DigitsForwardStory, ImageBeat, LitLayer, OpenedNeuron
from scenes.storyboards.equation import Equation
from scenes.storyboards.forward_pass import Pace
from scenes.storyboards.notation import ACTIVATION_NAMES, SAID, layer_id, layer_name, layer_title, neuron_title
from scenes.storyboards.pictures import read_picture
from scenes.storyboards.reading import shown_neurons
from scenes.storyboards.readout import Line, Reader
from scenes.storyboards.sheet import note_of_rounding
from scenes.storyboards.tell_forward_pass import tell_neuron
from scenes.storyboards.tell_outcome import say_what_was_seen
from scenes.storyboards.words import Claim, Words, about, is_about
from scenes.studies import Neuron, Weight
from scenes.studies.image_study import ImageStudy

SAID_OF_OUTPUT = {
    "softmax": "Softmax turns the sums into shares of one",
    "sigmoid": "The sigmoid turns each sum into a number between zero and one",
}
NAME_LENGTH = 10  # letters of a class's name
LOSS = "loss: how wrong"
ACTIVE = {"relu": "above zero", "identity": "a half or more, either way", "tanh": "a half or more, either way"}


def tell_digits_forward(study: ImageStudy) -> DigitsForwardStory:
    read = Reader(study, study.lesson.decimals)
    layers = tuple(tell_layer(study, read, layer) for layer in range(1, len(study.network.sizes)))
    answer = tell_answer(study, read)
    # a loss matters to what learns from it: here it would only stand beside an answer that is right
    answer = replace(answer, lines=tuple(entry for entry in answer.lines if entry[0] != LOSS))
    return DigitsForwardStory(study, tell_image(study, read), layers, _opened(study, read), answer)


def tell_image(study: ImageStudy, read: Reader) -> ImageBeat:
    rows, columns, count = read("lesson.image[0]"), read("lesson.image[1]"), read("network.sizes[0]")
    noun = read.name("lesson.noun")
    return ImageBeat(
        "image",
        ("Which ", noun, " is it?"),
        ("each pixel is a number: the darker the smaller, the brighter the larger",),
        {
            "pixels": (
                count,
                " pixels come in, one answer should come out. Which ",
                noun,
                " is it?",
            ),
            "numbers": ("To the network, each pixel is a number. These ", count, " numbers are all that it gets."),
        },
        read_picture(read, "pixels"),
        Equation("product", (rows, columns), count),
        {k: read(f"forward.x[{k}]") for k in study.patch},
    )


def tell_layer(study: ImageStudy, read: Reader, layer: int) -> LitLayer:
    last = len(study.network.layers)
    size, inputs = read(f"network.sizes[{layer}]"), read(f"network.sizes[{layer - 1}]")
    name = study.network.activations[layer - 1]
    drawn, count = read(f"connections[{layer}].shown"), read(f"connections[{layer}].count")
    what: Words = (inputs, " pixels") if layer == 1 else ("of the layer before",)
    says: dict[str, Words] = {
        "connected": (
            "Each of the ",
            size,
            " neurons weighs all ",
            *what,
            ", adds them up, and adds a bias of its own.",
        ),
        "lit": (
            Claim(
                ("The more colour a neuron has, the stronger its activation, which it passes on. ",),
                min(study.forward.layers[layer - 1].a) >= 0,
                ("The more colour a neuron has, the further its activation, which it passes on, is from zero. ",),
            ),
            *_pattern(study, read, layer),
        ),
    }
    if layer == last:
        says["lit"] = (f"{SAID_OF_OUTPUT[name]}: one neuron for each answer, the more colour the likelier.",)
    return LitLayer(
        layer_id(study, layer),
        layer_title(study, read, layer),
        (size, f" weighted sums, then {ACTIVATION_NAMES[name]}; red connections add, blue ones take away"),
        says,
        layer,
        read_picture(read, f"activations[{layer}]"),
        (
            layer_name(study, read, layer),
            (size, " neurons" if size.value != 1 else " neuron"),
            (ACTIVATION_NAMES[name],),
        ),
        {place: read(_product(place)) for place in study.connections[layer].strongest},
        study.connections[layer].largest,
        (("drawn: the ", drawn, " connections"), ("that carry most, of ", count)),
        (("active: ", read(f"active[{layer}]"), " of ", size),) if layer < last else (),
        _strongest(study, layer),
    )


def _strongest(study: ImageStudy, layer: int) -> Neuron | None:
    strengths = [abs(a) for a in study.activations[layer].values]
    return Neuron(layer, strengths.index(max(strengths))) if any(strengths) else None


def _product(place: Weight) -> str:
    return f"{place.end.path('products')}[{place.k}]"


def _pattern(study: ImageStudy, read: Reader, layer: int) -> Words:
    active, size = read(f"active[{layer}]"), read(f"network.sizes[{layer}]")
    least = ACTIVE.get(study.network.activations[layer - 1], "a half or more")
    return (active, " of ", size, f" have an activation of {least}." if least != "above zero" else " are above zero.")


def _opened(study: ImageStudy, read: Reader) -> OpenedNeuron:
    place = study.told
    neuron = tell_neuron(study, read, place, Pace.WHOLE)
    total = neuron.sheet.total
    assert total is not None
    z = total.equation.result
    name = study.network.activations[0]
    a: Words = ("a", is_about(neuron.sheet.result), neuron.sheet.result, ".") if name != "softmax" else ()
    says: dict[str, Words] = {"activation": (SAID[name], ": ", *a)} if name in SAID else {}
    return OpenedNeuron(
        f"{layer_id(study, 1)}-neuron-{place.j + 1}-opened",
        ("One neuron opened up: ", *neuron_title(study, read, place)),
        (*_why(study), "; red: for it, blue with a hole: against it"),
        {
            "weights": ("Its weights, one for each pixel, make an image: red where brightness raises its sum.",),
            "products": (
                "Pixel times weight, everywhere at once",
                Claim(
                    (": where a pixel is zero, nothing is left of its weight.",),
                    0.0 in study.forward.x,
                    (": this image is its sum, term by term.",),
                ),
            ),
            "sum": (
                Claim(
                    ("Those products that weigh most are ringed. With the others, and the bias, ",),
                    _are_largest(study, place),
                    ("All those products, and the bias, add up: ",),
                ),
                *("z", is_about(z), z, "."),
            ),
            **says,
        },
        neuron,
        (("pixels ", "x"), ("weights ", "w"), ("products ", "w · x")),
        read_picture(read, "weights_of_told"),
        read_picture(read, "products_of_told"),
        study.view.products[1][place.j].listed,
        note_of_rounding(neuron.sheet.equations),
    )


def _are_largest(study: ImageStudy, place: Neuron) -> bool:
    """Whether there are products that aren't listed, each of them smaller than any that is."""
    products = study.forward.layers[place.layer - 1].neurons[place.j].products
    listed = set(study.view.products[place.layer][place.j].listed)
    least = min(abs(products[k]) for k in listed)
    others = [abs(product) for k, product in enumerate(products) if k not in listed]
    return bool(others) and max(others) < least


def _traced(study: ImageStudy) -> Mapping[str, Words]:
    """Return what is said of the connections that lead to the answer, if any of those drawn does."""
    if not study.traced:
        return {}
    beyond = " or to what adds to it" if any(place.layer < len(study.network.layers) for place in study.traced) else ""
    return {"traced": (f"Followed back: these lines add to the answer{beyond}.",)}


def _why(study: ImageStudy) -> Words:
    """Return why this neuron is opened up, of all of its layer."""
    if len(study.network.layers) == 1:
        return ("it stands for the answer",)
    if len(study.network.layers) > 2:
        return ("the largest contributions, from the answer back, lead to it",)
    share = study.forward.layers[1].neurons[study.way[1].j].products[study.told.j]
    return (
        Claim(
            ("of all neurons it adds most to the answer",),
            share > 0,
            ("of all neurons it takes least away from the answer",),
        ),
    )


def tell_answer(study: ImageStudy, read: Reader) -> AnswerBeat:
    places = shown_neurons(study, len(study.network.layers))
    outputs = tuple(read.share(place.path("a")) for place in places)
    names = tuple(read.name(f"lesson.classes[{place.j}]", NAME_LENGTH) for place in places)
    predicted, true = (read.name(f"lesson.classes[{index}]", NAME_LENGTH) for index in (study.predicted, study.true))
    best = places.index(Neuron(len(study.network.layers), study.predicted))
    right = study.predicted == study.true
    loss = read("backward.loss.value")
    hidden = range(1, len(study.network.layers))
    active: tuple[Line, ...] = tuple(
        (read(f"active[{layer}]"), " of ", read(f"network.sizes[{layer}]")) for layer in hidden
    )
    lines: tuple[tuple[str, tuple[Line, ...]], ...] = (
        ("it says", ((predicted,),)),
        ("it is", ((true,),)),
        (LOSS, ((loss,),)),
        *([("active", tuple(active))] if active else []),
    )
    softmax = study.network.activations[-1] == "softmax"
    shares = (
        "softmax turns the sums into shares of one: probabilities" if softmax else "each output lies between 0 and 1"
    )
    return AnswerBeat(
        "answer",
        ("The answer",),
        (shares.replace("0 and 1", "zero and one"),),
        {
            "shares": (
                "Each answer is as likely as its bar is long: ",
                names[best],
                " gets",
                *about(outputs[best]),
                ".",
            ),
            "verdict": (
                "The network says ",
                predicted,
                ", the truth is ",
                true,
                ": ",
                Claim(("it is right.",), right, ("it is wrong.",)),
            ),
            **_traced(study),
            "seen": say_what_was_seen(study),
        },
        names,
        outputs,
        best,
        lines,
        study.traced,
    )
