"""What is shown of a pair of runs: what each says of the points, and its loss, epoch by epoch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from mathnet import MLP
from scenes.storyboards.charts import Chart, Fit, axis, curve_of
from scenes.storyboards.parameters import Parameters, parameters_of
from scenes.storyboards.readout import Line, Name, Reader
from scenes.storyboards.training import Passage
from scenes.storyboards.words import Claim, Words, about, equals
from scenes.studies.pair import EPOCHS, FAILS, HELPED, LOSS, PairStudy, X, Y


@dataclass(frozen=True, slots=True)
class Written:
    """A network, and its weights and biases as they are written on it."""

    network: MLP
    parameters: Parameters


@dataclass(frozen=True, slots=True)
class PairParts:
    """The fits of both runs, their losses in one chart, and a line for the epoch of each stage.

    `networks` are both as they are at the start, and `ends` at the end, with their losses as `results`; `feature` and
    `target` are the names of what goes in and comes out.
    """

    networks: tuple[Written, Written]
    ends: tuple[Written, Written]
    results: tuple[Line, Line]
    feature: Name
    target: Name
    fits: tuple[Fit, Fit]
    chart: Chart
    epochs: tuple[Line, ...]

    @property
    def whole(self) -> Passage:
        """The passage through the whole run, in the step `run`."""
        return Passage("run", 0, len(self.epochs) - 1)


class PairStory(Protocol):
    """A story about two runs, told by their epochs (see TrainingStory)."""

    @property
    def study(self) -> PairStudy: ...

    @property
    def pair(self) -> PairParts: ...

    @property
    def epochs(self) -> Sequence[Line]: ...


def pair_parts(study: PairStudy, read: Reader, titles: tuple[Line, Line]) -> PairParts:
    x, y = axis(study.scales, read, X), axis(study.scales, read, Y)
    fails, helped = (
        Fit(title, x, y, study.points, study.grid, runner.fits)
        for title, runner in zip(titles, study.runners, strict=True)
    )
    curves = tuple(
        curve_of(
            runner.name,
            [read(f"runners[{index}].history.epochs[{epoch}].train_loss", 3) for epoch in range(study.total + 1)],
            study.epochs,
        )
        for index, runner in enumerate(study.runners)
    )
    return PairParts(
        (network_at(study, read, FAILS, 0), network_at(study, read, HELPED, 0)),
        (network_at(study, read, FAILS, study.total), network_at(study, read, HELPED, study.total)),
        (_result(study, read, FAILS), _result(study, read, HELPED)),
        read.name("lesson.features[0]"),
        read.name("lesson.classes[0]"),
        (fails, helped),
        Chart(("loss",), axis(study.scales, read, EPOCHS), axis(study.scales, read, LOSS), curves, study.epochs),
        tuple(("epoch ", read(f"epochs[{stage}]"), " of ", read("total")) for stage in range(len(study.epochs))),
    )


def network_at(study: PairStudy, read: Reader, index: int, epoch: int) -> Written:
    """Return the network of a run after so many epochs."""
    network, path = study.runners[index].networks[epoch], f"runners[{index}].history.snapshots[{epoch}].network"
    return Written(network, parameters_of(network, read, path, path))


def _result(study: PairStudy, read: Reader, index: int) -> Line:
    loss = read(f"runners[{index}].history.epochs[{study.total}].train_loss", 3)
    return ("loss", equals(loss), loss)


def final_loss(study: PairStudy, read: Reader, index: int) -> Line:
    """Return what a loss ends at, after a word."""
    return about(read(f"runners[{index}].history.epochs[{study.total}].train_loss", 3))


def compare_losses(study: PairStudy, read: Reader, fails: str, helped: str) -> Words:
    """Return what both losses end at, each after how its run is called."""
    return (f"Loss {fails}:", *final_loss(study, read, FAILS), f"; {helped}:", *final_loss(study, read, HELPED), ".")


def tell_losses(study: PairStudy, read: Reader) -> Words:
    """Return what is to be seen while both run, and the question."""
    fails, helped = (study.runners[index].losses for index in (FAILS, HELPED))
    return (
        Claim(
            ("One loss falls, to", *final_loss(study, read, HELPED), ". "),
            falls(helped),
            ("One loss ends at", *final_loss(study, read, HELPED), ". "),
        ),
        Claim(
            ("The other gets stuck at", *final_loss(study, read, FAILS), ". Why?"),
            is_stuck(fails),
            ("The other ends higher, at", *final_loss(study, read, FAILS), ". Why?"),
        ),
    )


def ask_why(study: PairStudy) -> Claim:
    """Return the question about the run that fails."""
    stuck = is_stuck(study.runners[FAILS].losses)
    return Claim(("Why does it stop learning?",), stuck, ("Why does it learn less?",))


def falls(losses: tuple[float, ...]) -> bool:
    """Whether a loss ends below a half of what it began at."""
    return losses[-1] < losses[0] / 2


def is_stuck(losses: tuple[float, ...]) -> bool:
    """Whether a loss changes by no more than a hundredth of itself in the last half of the epochs."""
    late = losses[len(losses) // 2 :]
    return max(late) - min(late) <= 0.01 * max(late)
