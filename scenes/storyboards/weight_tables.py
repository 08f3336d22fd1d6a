"""The numbers of a before and after: every parameter drawn of a network, and the table of what it says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from scenes.storyboards.readout import Line, Reader, Readout
from scenes.studies import Neuron, Weight
from scenes.studies.weights import WeightStudy

DECIMALS, MOST_DECIMALS = 4, 7  # of a total error
BOUNDED = ("sigmoid", "softmax", "tanh")  # outputs that come close to one and stay below it


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every parameter drawn as a readout: weights, and the biases of neurons."""

    weights: Mapping[Weight, Readout]
    biases: Mapping[Neuron, Readout]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the data: inputs, targets, and the answers before training and after it.

    Below stand `before_count` and `after_count`: how many answers are nearly right; and the total error at either time.
    """

    inputs: tuple[tuple[Readout, ...], ...]
    targets: tuple[tuple[Readout, ...], ...]
    before: tuple[tuple[Readout, ...], ...]
    after: tuple[tuple[Readout, ...], ...]
    before_count: Line
    after_count: Line
    before_error: Readout
    after_error: Readout


def parameters_at(study: WeightStudy, read: Reader, path: str) -> Parameters:
    """Return the parameters that are drawn, of the layers at `path`."""
    layers = [layer.shown for layer in study.part.layers]
    return Parameters(
        {
            Weight(n, j, k): read(f"{path}[{n - 1}].weights[{j}][{k}]")
            for n, (before, after) in enumerate(pairwise(layers), start=1)
            for j in after
            for k in before
        },
        {Neuron(n, j): read(f"{path}[{n - 1}].biases[{j}]") for n, shown in enumerate(layers) if n for j in shown},
    )


def table_of(study: WeightStudy, read: Reader) -> Table:
    bounded = study.network.layers[-1].activation in BOUNDED
    inputs, outputs = (layer.shown for layer in study.ends)

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
        *total_errors(study, read),
    )


def total_error(study: WeightStudy, read: Reader, stage: int, decimals: int = DECIMALS) -> Readout:
    return read(f"totals[{study.stages[stage].epoch}]", decimals)


def total_errors(study: WeightStudy, read: Reader) -> tuple[Readout, Readout]:
    """Return the total error before training and after it, with as many decimals as it takes to see that they differ.

    What differs in none of so many is shown alike.
    """
    pairs = [
        (total_error(study, read, 0, decimals), total_error(study, read, -1, decimals))
        for decimals in range(DECIMALS, MOST_DECIMALS + 1)
    ]
    return next(((before, after) for before, after in pairs if before.text != after.text), pairs[0])
