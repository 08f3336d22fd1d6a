"""Readouts of what neurons hold: the same number is written the same way wherever it stands."""

from __future__ import annotations

from scenes.lessons import Study
from scenes.storyboards.readout import Reader, Readout

BOUNDED = ("sigmoid", "tanh", "softmax")  # what they give lies between two bounds that it only comes near


def read_activation(study: Study, read: Reader, layer: int, j: int, trace: str = "forward") -> Readout:
    """Return the activation of neuron j; `layer` counts from 0, the first that computes."""
    path = f"{trace}.layers[{layer}].neurons[{j}].a"
    return read.below_one(path) if study.network.activations[layer] in BOUNDED else read(path)


def read_input(study: Study, read: Reader, layer: int, k: int) -> Readout:
    """Return input k of a layer: a feature, or the activation of neuron k of the layer before."""
    path = f"forward.inputs[{layer}][{k}]"
    bounded = layer > 0 and study.network.activations[layer - 1] in BOUNDED
    return read.below_one(path) if bounded else read(path)


def values_of(study: Study, read: Reader, trace: str) -> tuple[tuple[Readout, ...], ...]:
    """Return what every neuron holds in the forward trace at the path `trace`, layer by layer from the input on."""
    sizes = study.network.sizes
    inputs = tuple(read(f"{trace}.x[{k}]") for k in range(sizes[0]))
    layers = tuple(
        tuple(read_activation(study, read, layer, j, trace) for j in range(size))
        for layer, size in enumerate(sizes[1:])
    )
    return (inputs, *layers)
