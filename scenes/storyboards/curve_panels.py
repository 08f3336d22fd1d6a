"""The panels around a curve that is learned: its fit, the loss, parameters as colours, and gradients."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from scenes.storyboards.charts import Axis, Chart, Curve, Fit, axis, thinned
from scenes.storyboards.notation import LOSS_NAMES
from scenes.storyboards.readout import Line, Reader, Readout
from scenes.storyboards.words import Claim, Words, is_about
from scenes.studies.curve import EPOCHS, GRADIENT, LOSS, CurveStudy, Rows, X, Y


@dataclass(frozen=True, slots=True)
class Heat:
    """Parameters over the epochs: `stages[i]` are their values at stage i, `low` and `high` the ends of the colours.

    Where a row stands for several, `note` says for how many, and how.
    """

    title: Line
    note: Line
    x: Axis
    epochs: tuple[int, ...]
    stages: Rows
    low: Readout
    high: Readout


def fit_of(study: CurveStudy, read: Reader) -> Fit:
    return Fit(
        ("data and fit",),
        axis(study.scales, read, X),
        axis(study.scales, read, Y),
        study.points,
        study.grid,
        study.fits,
    )


def loss_of(study: CurveStudy, read: Reader) -> Chart:
    stages = epochs_at(study)
    points = thinned([(record.epoch, record.train_loss) for record in study.run.epochs], stages)
    values = tuple(read(f"run.epochs[{epoch}].train_loss", 3) for epoch in stages)
    axes = axis(study.scales, read, EPOCHS), axis(study.scales, read, LOSS)
    return Chart(("loss",), *axes, (Curve("", points, values),), stages)


def gradients_of(study: CurveStudy, read: Reader) -> Chart:
    stages = epochs_at(study)
    columns = zip(*study.gradients, strict=True)
    curves = tuple(Curve("", tuple(zip(stages, column, strict=True)), ()) for column in columns)
    return Chart(("gradients",), axis(study.scales, read, EPOCHS), axis(study.scales, read, GRADIENT), curves, stages)


def heats_of(study: CurveStudy, read: Reader) -> tuple[Heat, ...]:
    titles = ("weights in", "weights out", "biases") if len(study.heats) > 2 else ("weights", "biases")
    epochs, stages = axis(study.scales, read, EPOCHS), epochs_at(study)
    return tuple(
        Heat(
            (title,),
            ("strongest of up to ", read(f"heats[{i}].size")) if bands.size > 1 else (),
            epochs,
            stages,
            bands.stages,
            read(f"heats[{i}].low", 1),
            read(f"heats[{i}].high", 1),
        )
        for i, (title, bands) in enumerate(zip(titles, study.heats, strict=True))
    )


def epochs_at(study: CurveStudy) -> tuple[int, ...]:
    return tuple(stage.epoch for stage in study.stages)


def say_of_the_heats(study: CurveStudy) -> Words:
    return (
        Claim(
            ("Every row is one number of the network",),
            all(bands.size == 1 for bands in study.heats),
            ("A row is one number of the network, or the strongest of some neighbours",),
        ),
        ", over the epochs: ",
        Claim(
            ("the first weights, the last, and all biases.",),
            len(study.network.layers) > 1,
            ("its only weight, and its only bias.",),
        ),
    )


def say_of_the_loss(study: CurveStudy, read: Reader) -> Words:
    before, ticks = read("run.epochs[0].train_loss", 3), study.scales[LOSS].ticks
    return (
        f"The loss, here the {LOSS_NAMES[study.network.loss]},",
        is_about(before),
        before,
        " before training. ",
        Claim(
            ("Each grey line is a tenth of the one above it.",),
            all(math.isclose(10 * low, high) for low, high in pairwise(ticks)),
            ("From each grey line down to the next it falls by the same factor.",),
        ),
    )
