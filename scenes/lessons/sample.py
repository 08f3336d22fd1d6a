"""What a lesson holds beside its network: samples, how it is trained, and how a text works it out."""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import Samples, TrainingSettings


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample that a film shows: `x` and `target` as the network gets them.

    `measured` and `measured_target` are the same as they came, and None where that is no different.
    """

    x: tuple[float, ...]
    target: tuple[float, ...]
    measured: tuple[float, ...] | None = None
    measured_target: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """The data a network learns from, and how; `seed` is of the shuffling."""

    train: Samples
    test: Samples | None
    settings: TrainingSettings
    seed: int


@dataclass(frozen=True, slots=True)
class Published:
    """How a text prints losses and new weights of a step, and whether its step leaves the biases as they are."""

    decimals: int
    biases_stay: bool = False
