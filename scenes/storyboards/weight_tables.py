"""The numbers of a before and after: every parameter drawn of a network, and the table of what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from scenes.storyboards.readout import Line, Reader, Readout
from scenes.studies.weights import WeightStudy

BOUNDED = ("sigmoid", "softmax", "tanh")  # outputs that come close to one and stay below it


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every parameter drawn as a readout: weights[layer][j][k] and biases[layer][j], counted among those drawn."""

    weights: tuple[tuple[tuple[Readout, ...], ...], ...]
    biases: tuple[tuple[Readout, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the data: the inputs and outputs drawn, targets, and the answers before training and after it.

    Below stand `before_count` and `after_count`: how many answers are nearly right.
    """

    inputs: tuple[tuple[Readout, ...], ...]
    targets: tuple[tuple[Readout, ...], ...]
    before: tuple[tuple[Readout, ...], ...]
    after: tuple[tuple[Readout, ...], ...]
    before_count: Line
    after_count: Line


def parameters_at(study: WeightStudy, read: Reader, path: str) -> Parameters:
    """Return the parameters that are drawn, of the layers at `path`."""
    layers = [layer.shown for layer in study.part.layers]
    return Parameters(
        tuple(
            tuple(tuple(read(f"{path}[{i}].weights[{j}][{k}]") for k in before) for j in after)
            for i, (before, after) in enumerate(pairwise(layers))
        ),
        tuple(tuple(read(f"{path}[{i}].biases[{j}]") for j in after) for i, after in enumerate(layers[1:])),
    )


def table_of(study: WeightStudy, read: Reader) -> Table:
    bounded = study.network.layers[-1].activation in BOUNDED
    inputs, outputs = study.part.layers[0].shown, study.part.layers[-1].shown

    def column(part: str, places: Sequence[int]) -> tuple[tuple[Readout, ...], ...]:
        show = read.below_one if bounded and part in ("before", "after") else read
        return tuple(tuple(show(f"answers[{i}].{part}[{j}]") for j in places) for i in range(len(study.answers)))

    def count(path: str) -> Line:
        return (read(path), " of ", read("rows"), " rows")

    return Table(
        column("x", inputs),
        column("target", outputs),
        column("before", outputs),
        column("after", outputs),
        count("near_before"),
        count("near_after"),
    )
