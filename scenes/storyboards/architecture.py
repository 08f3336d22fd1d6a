"""The architecture as beats: layer by layer, what it is made of, and how the parameters add up."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import ACTIVATION_NAMES, LEGEND, B, W, layer_id, layer_name, layer_title
from scenes.storyboards.reading import Cast, part_line, tell_cast
from scenes.storyboards.readout import Line, Reader
from scenes.storyboards.words import Chapter, Claim, Words
from scenes.studies import Study

NAME_LENGTH = 18


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
class ArchitectureStory:
    """Two chapters: in `layers` each of `parts` comes by itself, in `count` their parameters add up to the `total`."""

    study: Study
    layers: Chapter
    parts: tuple[LayerPart, ...]
    cast: Cast
    count: Chapter
    total: Equation
    legend: tuple[str, ...]


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
            {part.id: _said_of_layer(study, read, layer) for layer, part in enumerate(parts)},
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
        ("weights ", W, "  ", neurons, " × ", inputs),
        ("biases ", B, "  ", neurons),
    )
    return LayerPart(id, above, below, parameters)


def _said_of_layer(study: Study, read: Reader, layer: int) -> Words:
    name, neurons = layer_title(study, read, layer), read(f"network.sizes[{layer}]")
    if layer == 0:
        return ("The input layer holds the sample: ", neurons, " number" + "s" * (neurons.value != 1), ".")
    inputs, activation = read(f"network.sizes[{layer - 1}]"), ACTIVATION_NAMES[study.network.activations[layer - 1]]
    before = (inputs, " input" if inputs.value == 1 else " inputs")
    if layer == 1:
        return (*name, ": each neuron weighs its ", *before, f", adds a bias, and passes the sum to {activation}.")
    if layer == 2:
        return (*name, ": again a weight for each of the ", *before, " of a neuron. Red is positive, blue is negative.")
    count = (neurons, " neuron" if neurons.value == 1 else " neurons, each")
    return (*name, ": ", *count, f" with {activation}, ", inputs, " weight" + "s" * (inputs.value != 1), " and a bias.")
