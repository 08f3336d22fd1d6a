"""The architecture as beats: layer by layer, what it is made of, and how the parameters add up."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import ACTIVATION_NAMES, B, W, layer_name, layer_title
from scenes.storyboards.reading import Cast, part_line, tell_cast
from scenes.storyboards.readout import Line, Reader, Readout
from scenes.storyboards.words import Claim, Words
from scenes.studies import Study

NAME_LENGTH = 18


@dataclass(frozen=True, slots=True)
class LayerPart:
    """One layer: the lines above its column and below it; `parameters` is None for the input, which has none."""

    above: tuple[Line, ...]
    below: tuple[Line, ...]
    parameters: Equation | None
    caption: Words


@dataclass(frozen=True, slots=True)
class ArchitectureStory:
    study: Study
    title: Words
    aside: Words
    parts: tuple[LayerPart, ...]
    cast: Cast
    sum_title: Words
    sum_aside: Words
    total: Equation
    total_caption: Words
    legend: tuple[str, str]


def tell_architecture(study: Study) -> ArchitectureStory:
    read = Reader(study, study.lesson.decimals)
    parts = tuple(_part(study, read, layer) for layer in range(len(study.network.sizes)))
    counts = tuple(part.parameters.result for part in parts if part.parameters)
    total = read("network.parameter_count")
    return ArchitectureStory(
        study,
        ("Architecture: ", read.name("lesson.title", 40)),
        ("each neuron is connected to all neurons of the layer before",)
        if study.view.is_whole
        else ("the neurons drawn matter most for one sample; they keep their numbers",),
        parts,
        tell_cast(study, read, NAME_LENGTH),
        ("Every weight and every bias",),
        ("is a parameter: a number that training can adjust",),
        Equation("sum", counts, total),
        (
            "Together that makes ",
            total,
            " parameters",
            Claim((", all of them learned.",), study.lesson.training is not None, (".",)),
        ),
        ("positive weight", "negative weight"),
    )


def _part(study: Study, read: Reader, layer: int) -> LayerPart:
    neurons = read(f"network.sizes[{layer}]")
    above: tuple[Line, ...] = (
        layer_name(study, read, layer),
        (neurons, " neuron" if neurons.value == 1 else " neurons"),
    )
    if part := part_line(read, layer, study.view.layers[layer]):
        above = (above[0], ("drawn: ", *part))
    if layer == 0:
        features: Line = (
            "The input layer holds the sample: ",
            neurons,
            " number" + ("" if neurons.value == 1 else "s"),
            ".",
        )
        return LayerPart(above, (), None, features)
    inputs, activation = read(f"network.sizes[{layer - 1}]"), ACTIVATION_NAMES[study.network.activations[layer - 1]]
    parameters = Equation(
        "product plus", (neurons, inputs, neurons), read(f"network.layers[{layer - 1}].parameter_count")
    )
    below: tuple[Line, ...] = (
        (activation,),
        ("weights ", W, "  ", neurons, " × ", inputs),
        ("biases ", B, "  ", neurons),
    )
    return LayerPart(above, below, parameters, _caption(study, read, layer, neurons, inputs, activation))


def _caption(study: Study, read: Reader, layer: int, neurons: Readout, inputs: Readout, activation: str) -> Words:
    name = layer_title(study, read, layer)
    before = (inputs, " input" if inputs.value == 1 else " inputs")
    if layer == 1:
        return (*name, ": each neuron weighs its ", *before, f", adds a bias, and passes the sum to {activation}.")
    if layer == 2:
        return (*name, ": again a weight for each of the ", *before, " of a neuron. Red is positive, blue is negative.")
    count = (neurons, " neuron" if neurons.value == 1 else " neurons, each")
    return (*name, ": ", *count, f" with {activation}, ", inputs, " weight" + "s" * (inputs.value != 1), " and a bias.")
