"""What is shown of each run of a race: its fit, its rate, its first step, its losses."""

from __future__ import annotations

import math
from dataclasses import dataclass

from scenes.storyboards.charts import Fit, axis
from scenes.storyboards.equation import Equation
from scenes.storyboards.readout import Line, Reader, Readout, decimals_of
from scenes.storyboards.words import equals
from scenes.studies.race import RaceStudy, Runner, X, Y

DIGITS = 2  # of a learning rate that has many
MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Lane:
    """What is shown of a runner: its fit, what its rate is to the lesson's, the step of one weight, its losses.

    `losses` has a line a stage; from stage `fallen` on, if there is one, that says that it diverged.
    """

    fit: Fit
    name: Line
    step: Equation
    losses: tuple[Line, ...]
    fallen: int | None


def lane_of(study: RaceStudy, read: Reader, index: int) -> Lane:
    runner, place = study.runners[index], f"runners[{index}]"
    rate = rate_of(study, read, index)
    return Lane(
        Fit(
            ("rate", equals(rate), rate),
            axis(study.scales, read, X),
            axis(study.scales, read, Y),
            study.points,
            study.grid,
            runner.fits,
        ),
        _name(runner, read, place),
        Equation(
            "update",
            (read(f"{place}.step.old", 2), rate, read(f"{place}.step.gradient", 2)),
            read(f"{place}.step.new", 2),
        ),
        tuple(
            ("diverged in epoch ", read(f"{place}.diverged"))
            if runner.diverged is not None and epoch >= runner.diverged
            else ("loss ", read(f"{place}.history.epochs[{epoch}].train_loss"))
            for epoch in study.epochs
        ),
        None if runner.diverged is None else study.epochs.index(runner.diverged),
    )


def _name(runner: Runner, read: Reader, place: str) -> Line:
    """Return what a rate is to the lesson's."""
    if runner.divided > 1:
        return ("the lesson's divided by ", read(f"{place}.divided"))
    return ("the lesson's times ", read(f"{place}.times")) if runner.times > 1 else ("the lesson's own",)


def rate_of(study: RaceStudy, read: Reader, index: int) -> Readout:
    rate = study.runners[index].rate
    decimals = max(1, DIGITS - 1 - math.floor(math.log10(rate)))
    return read(f"runners[{index}].rate", max(1, decimals_of((rate,), min(decimals, MOST_DECIMALS))))
