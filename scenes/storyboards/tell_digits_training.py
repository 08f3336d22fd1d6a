"""ImageTraining → the beats of learning to read images: curves, classes, weights and answers, epoch by epoch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from scenes.storyboards.charts import Chart, axis, curve_of
from scenes.storyboards.digits_training import ClassLane, DigitsTrainingStory, WatchedImage
from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import SETS
from scenes.storyboards.pictures import read_picture
from scenes.storyboards.readout import Line, Reader, Readout
from scenes.storyboards.tell_digits_learning import (
    LAST_STEPS,
    judged_by,
    kinds_of,
    meant_in,
    passages_of,
    tell_before,
    tell_learning,
)
from scenes.storyboards.tell_training_classes import named_cell, percent, tell_matrix, then_and_now, verdict
from scenes.storyboards.training import Chapter
from scenes.studies.image_training import ACCURACY, EPOCHS, LOSS, ImageTraining

NAME_LENGTH = 10


def tell_digits_training(study: ImageTraining) -> DigitsTrainingStory:
    read = Reader(study, 2)
    run = passages_of(study)
    stages = range(len(study.stages))
    return DigitsTrainingStory(
        study=study,
        before=tell_before(study, read, run),
        learning=tell_learning(study, read, run),
        after=_after(study, read),
        passages=run,
        ends=LAST_STEPS,
        epochs=tuple(("epoch ", read(f"stages[{i}].epoch"), " of ", read("last_epoch")) for i in stages),
        accuracy=_chart(study, read, ("accuracy", ACCURACY, "percents[{}].{}"), partial(percent, read)),
        loss=_chart(study, read, ("loss", LOSS, "records[{}].{}_loss"), read),
        titles=_titles(study, read),
        classes=tuple(_lane(study, read, j) for j in study.confused),
        weights=tuple(
            tuple(read_picture(read, f"stages[{i}].weights[{n}]") for i in stages) for n in range(study.drawn)
        ),
        extremes=tuple(_extremes(stage.weights[0].values) for stage in study.stages),
        watched=tuple(_watched(study, read, n) for n in range(len(study.watched))),
        meant=meant_in(study, run),
        matrix=tell_matrix(study, read),
        named=named_cell(study),
        share=Equation(
            "quotient",
            (read("confusions[1].right"), read("confusions[1].total")),
            read.below_one(f"records[{study.last_epoch}].{kinds_of(study)[-1]}_accuracy", 3),
        ),
        percents=tuple(then_and_now(read, one, study.last_epoch) for one in kinds_of(study)),
    )


def _chart(study: ImageTraining, read: Reader, about: tuple[str, int, str], write: Callable[[str], Readout]) -> Chart:
    """Return a chart `about` something: its title, its scale, and where it stands ({} are epoch and set)."""
    title, index, path = about
    stages, epochs = tuple(stage.epoch for stage in study.stages), range(study.last_epoch + 1)
    curves = tuple(
        curve_of(SETS[kind], [write(path.format(epoch, kind)) for epoch in epochs], stages) for kind in kinds_of(study)
    )
    return Chart((title,), axis(study.scales, read, EPOCHS), axis(study.scales, read, index), curves, stages)


def _titles(study: ImageTraining, read: Reader) -> dict[str, tuple[Line, ...]]:
    part: tuple[Line, ...] = ()
    if study.shown < study.classes:
        part = ((read("shown"), " of ", read("classes"), " classes"),)
    return {
        "classes": (("right, by class",), *part),
        "weights": (
            ("weights of ", read("drawn"), " of ", read("lesson.network.sizes[1]"), " neurons"),
            (read("beyond"), " of ", read("weights_shown"), " end beyond the scale"),
        ),
        "images": ((f"{judged_by(study)}; framed: wrong",),),
    }


def _lane(study: ImageTraining, read: Reader, j: int) -> ClassLane:
    stages = range(len(study.stages))
    shares = [stage.classes[j] for stage in study.stages]
    none: Line = ("no image",)
    return ClassLane(
        read.name(f"lesson.classes[{j}]", NAME_LENGTH),
        tuple(share.percent for share in shares),
        tuple((percent(read, f"stages[{i}].classes[{j}].percent"), " %") if shares[i].total else none for i in stages),
    )


def _watched(study: ImageTraining, read: Reader, n: int) -> WatchedImage:
    own = study.watched[n]
    return WatchedImage(
        read_picture(read, f"watched[{n}].picture"),
        tuple(read.name(f"lesson.classes[{j}]", NAME_LENGTH) for j in own.said),
        tuple(j == own.true for j in own.said),
    )


def _extremes(weights: tuple[float, ...]) -> tuple[int, ...]:
    largest, smallest = max(weights), min(weights)
    found = ((weights.index(largest), largest > 0), (weights.index(smallest), smallest < 0))
    return tuple(pixel for pixel, is_there in found if is_there)


def _after(study: ImageTraining, read: Reader) -> Chapter:
    return Chapter(
        "after",
        ("What it says after training",),
        (f"{judged_by(study)}: what they are, and what the network says",),
        {
            "matrix": ("Each row is a true class, each column what the network says. On the diagonal it is right.",),
            "right": (
                "It reads ",
                read("confusions[1].right"),
                " of ",
                read("confusions[1].total"),
                " images right. ",
                verdict(study.confusions[1], read),
            ),
        },
    )
