"""The weights and biases of a small network, as they are written on it."""

from __future__ import annotations

from collections.abc import Sequence

from mathnet import MLP
from scenes.storyboards.readout import Reader, Readout
from scenes.storyboards.sheet import Sheet
from scenes.studies import Bias, Study, Weight

Parameters = dict[Weight | Bias, Readout]


def tell_parameters(study: Study, network: str = "network") -> Parameters:
    """Return every weight and bias of the network at the path `network`; of a step that leaves biases, they stay."""
    read = Reader(study, study.lesson.decimals)
    return parameters_of(study.network, read, network, "network" if study.biases_stay else network)


def parameters_of(network: MLP, read: Reader, weights: str, biases: str) -> Parameters:
    """Return the weights of the network at the path `weights`, and the biases of that at `biases`, as large as this."""
    parameters: Parameters = {}
    for layer, size in enumerate(network.sizes[1:], start=1):
        for j in range(size):
            parameters[Bias(layer, j)] = read(Bias(layer, j).path(biases))
            for k in range(network.sizes[layer - 1]):
                parameters[Weight(layer, j, k)] = read(Weight(layer, j, k).path(weights))
    return parameters


def weights_in(sheet: Sheet, edges: Sequence[Weight | None]) -> Parameters:
    """Return the weights that are factors in a sheet's rows, those that are drawn: `edges`, by the row."""
    rows = zip(edges, sheet.rows, strict=True) if edges else ()
    return {place: factor for place, row in rows if place for factor in row.operands if factor.path == place.path()}
