"""The architecture as beats: layer by layer, what it is made of, and how the parameters add up."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import ACTIVATION_NAMES, LEGEND, SAID_OF_EDGES, B, W, layer_id, layer_name, layer_title
from scenes.storyboards.reading import Cast, listed, part_line, tell_cast
from scenes.storyboards.readout import Line, Reader, Readout
from scenes.storyboards.words import Chapter, Claim, Words
from scenes.studies import Bias, Study, Weight

NAME_LENGTH = 18
FEW = 3  # inputs that a question names
EXPLAINED = {
    "relu": "ReLU turns negative sums into zero.",
    "sigmoid": "the sigmoid squeezes any sum between zero and one.",
    "tanh": "tanh squeezes any sum between minus one and one.",
    "identity": "the identity passes the sum on as it is.",
    "softmax": "softmax turns the sums into probabilities, which add up to one.",
}


@dataclass(frozen=True, slots=True)
class LayerPart:
    """One layer: the lines above its column and below it; `parameters` is None for the input, which has none.

    `id` is the step of the first chapter that it comes in.
    """

    id: str
    above: tuple[Line, ...]
    below: tuple[Line, ...]
    parameters: Equation | None


@dataclass(frozen=True, slots=True)
class Row:
    """The parameters of neuron `j` of the first layer that computes."""

    j: int
    weights: tuple[Readout, ...]
    bias: Readout


@dataclass(frozen=True, slots=True)
class ArchitectureStory:
    """Two chapters: in `layers` each of `parts` comes by itself, in `count` their parameters add up to the `total`.

    With the first layer that computes come `edges`, its `function`, and its `parameters`, in a `table` where it and
    its inputs are drawn whole and another layer follows.
    """

    study: Study
    layers: Chapter
    parts: tuple[LayerPart, ...]
    cast: Cast
    count: Chapter
    total: Equation
    legend: tuple[str, ...]
    table: tuple[Row, ...]


def tell_architecture(study: Study) -> ArchitectureStory:
    read = Reader(study, study.lesson.decimals)
    parts = tuple(_part(study, read, layer) for layer in range(len(study.network.sizes)))
    counts = tuple(part.parameters.result for part in parts if part.parameters)
    total = read("network.parameter_count")
    aside = "each neuron is connected to all neurons of the layer before"
    if not study.view.is_whole:
        aside = "the neurons drawn matter most for one sample; they keep their numbers"
    learned = Claim((", all of them learned.",), study.lesson.training is not None, (".",))
    return ArchitectureStory(
        study,
        Chapter(
            "layers",
            ("Architecture: ", read.name("lesson.title", 40)),
            (aside,),
            _said(study, read),
        ),
        parts,
        tell_cast(study, read, NAME_LENGTH),
        Chapter(
            "parameters",
            ("Every weight and every bias",),
            ("is a parameter: a number that training can adjust",),
            {"total": ("Together that makes ", total, " parameters", learned)},
        ),
        Equation("sum", counts, total),
        LEGEND,
        _table(study, read),
    )


def _part(study: Study, read: Reader, layer: int) -> LayerPart:
    neurons = read(f"network.sizes[{layer}]")
    above: tuple[Line, ...] = (
        layer_name(study, read, layer),
        (neurons, " neuron" if neurons.value == 1 else " neurons"),
    )
    if part := part_line(read, layer, study.view.layers[layer]):
        above = (above[0], ("drawn: ", *part))
    id = layer_id(study, layer)
    if layer == 0:
        return LayerPart(id, above, (), None)
    inputs, activation = read(f"network.sizes[{layer - 1}]"), ACTIVATION_NAMES[study.network.activations[layer - 1]]
    parameters = Equation(
        "product plus", (neurons, inputs, neurons), read(f"network.layers[{layer - 1}].parameter_count")
    )
    below: tuple[Line, ...] = (
        (activation,),
        (W, "  ", neurons, " × ", inputs, ",  ", B, "  ", neurons),
    )
    return LayerPart(id, above, below, parameters)


def _table(study: Study, read: Reader) -> tuple[Row, ...]:
    inputs, neurons, *others = study.view.layers
    if not (inputs.is_whole and neurons.is_whole and others):
        return ()
    return tuple(
        Row(j, tuple(read(Weight(1, j, k).path()) for k in inputs.shown), read(Bias(1, j).path()))
        for j in neurons.shown
    )


def _said(study: Study, read: Reader) -> dict[str, Words]:
    """Return what is said of each layer, and of what is new in it: edges, functions, the names of its parameters."""
    says: dict[str, Words] = {}
    for layer in range(len(study.network.sizes)):
        id = layer_id(study, layer)
        says[id] = _said_of_layer(study, read, layer)
        if layer == 1:
            explained = EXPLAINED[study.network.activations[0]]
            says["edges"] = (SAID_OF_EDGES,)
            says["function"] = (explained[0].upper() + explained[1:],)
            says["parameters"] = ("Table W has a row of weights for each neuron, list b the biases.",)
    return says


def _said_of_layer(study: Study, read: Reader, layer: int) -> Words:
    name, neurons = layer_title(study, read, layer), read(f"network.sizes[{layer}]")
    if layer == 0:
        return _question(study, read)
    inputs = read(f"network.sizes[{layer - 1}]")
    if layer == 1:
        before = (inputs, " input" if inputs.value == 1 else " inputs")
        return (*name, ": each neuron weighs its ", *before, ", and adds a bias.")
    activations = study.network.activations
    if activations[layer - 1] not in activations[: layer - 1]:
        return (*name, ": ", EXPLAINED[activations[layer - 1]])
    if layer == 2:
        return (*name, " does the same with what the layer before it gives.")
    count = (neurons, " neuron" if neurons.value == 1 else " neurons, each with ")
    one = ", with " if neurons.value == 1 else ""
    return (*name, ": ", *count, one, inputs, " weight" + "s" * (inputs.value != 1), " and a bias.")


def _question(study: Study, read: Reader) -> Words:
    """Return the film's question: what goes in, by name where these are few, and what is to come out."""
    cast, count = tell_cast(study, read, NAME_LENGTH), read("network.sizes[0]")
    inputs, outputs = list(cast.features.values()), list(cast.outputs.values())
    what: Line = (count, " number" if count.value == 1 else " numbers")
    if len(inputs) == count.value <= FEW:
        what = listed(inputs, "and")
    answer: Line = ("an answer",)
    if study.lesson.classifies and 1 < len(study.lesson.classes) == len(outputs) < FEW:
        answer = listed(outputs, "or")
    goes = " goes in. How does it become " if count.value == 1 else " go in. How do they become "
    return (*what, goes, *answer, "?")
