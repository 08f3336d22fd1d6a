"""The numbers of a before and after: every parameter of a network, and the table of what it says."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.readout import Line, Reader, Readout
from scenes.studies.weights import WeightStudy

BOUNDED = ("sigmoid", "softmax", "tanh")  # outputs that come close to one and stay below it


@dataclass(frozen=True, slots=True)
class Parameters:
    """Every parameter as a readout: weights[layer][j][k] and biases[layer][j]."""

    weights: tuple[tuple[tuple[Readout, ...], ...], ...]
    biases: tuple[tuple[Readout, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of the data: input, target, and the answers before training and after it.

    Below stand `before_count` and `after_count`: how many answers are nearly right.
    """

    inputs: tuple[tuple[Readout, ...], ...]
    targets: tuple[tuple[Readout, ...], ...]
    before: tuple[tuple[Readout, ...], ...]
    after: tuple[tuple[Readout, ...], ...]
    before_count: Line
    after_count: Line


def parameters_at(study: WeightStudy, read: Reader, path: str) -> Parameters:
    shapes = [(layer.outputs, layer.inputs) for layer in study.network.layers]
    return Parameters(
        tuple(
            tuple(tuple(read(f"{path}[{i}].weights[{j}][{k}]") for k in range(inputs)) for j in range(outputs))
            for i, (outputs, inputs) in enumerate(shapes)
        ),
        tuple(tuple(read(f"{path}[{i}].biases[{j}]") for j in range(outputs)) for i, (outputs, _) in enumerate(shapes)),
    )


def table_of(study: WeightStudy, read: Reader) -> Table:
    bounded = study.network.layers[-1].activation in BOUNDED

    def column(part: str, size: int) -> tuple[tuple[Readout, ...], ...]:
        show = read.below_one if bounded and part in ("before", "after") else read
        return tuple(tuple(show(f"answers[{i}].{part}[{j}]") for j in range(size)) for i in range(len(study.answers)))

    def count(path: str) -> Line:
        return (read(path), " of ", read("rows"), " rows")

    inputs, outputs = study.network.sizes[0], study.network.sizes[-1]
    return Table(
        column("x", inputs),
        column("target", outputs),
        column("before", outputs),
        column("after", outputs),
        count("near_before"),
        count("near_after"),
    )
