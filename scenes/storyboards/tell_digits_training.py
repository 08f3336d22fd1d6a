"""ImageTraining → the beats of learning to read images: curves, classes, weights and answers, epoch by epoch."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from scenes.storyboards.charts import Chart, axis, curve_of
from scenes.storyboards.digits_training import ClassLane, DigitsTrainingStory, WatchedImage
from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import SETS, class_name
from scenes.storyboards.pictures import read_picture
from scenes.storyboards.readout import Line, Reader, Readout
from scenes.storyboards.tell_training_classes import percent, tell_matrix, verdict
from scenes.storyboards.training import Chapter, Passage, passages
from scenes.storyboards.words import Claim, Words
from scenes.studies.image_training import ACCURACY, EPOCHS, LOSS, ImageTraining
from scenes.studies.training import HARDLY

ENDS = {"curves": 0.2, "weights": 0.5, "classes": 0.75, "images": 1.0}  # where each step of a run ends
NAME_LENGTH = 10


def tell_digits_training(study: ImageTraining) -> DigitsTrainingStory:
    read = Reader(study, 2)
    run = passages(len(study.stages), ENDS)
    stages = range(len(study.stages))
    return DigitsTrainingStory(
        study=study,
        before=_before(study, read),
        learning=_learning(study, read, run),
        after=_after(study, read),
        passages=run,
        epochs=tuple(("epoch ", read(f"stages[{i}].epoch"), " of ", read("last_epoch")) for i in stages),
        accuracy=_chart(study, read, ("accuracy", ACCURACY, "percents[{}].{}"), partial(percent, read)),
        loss=_chart(study, read, ("loss", LOSS, "records[{}].{}_loss"), read),
        titles=_titles(study, read),
        classes=tuple(_lane(study, read, j) for j in study.confused),
        weights=tuple(
            tuple(read_picture(read, f"stages[{i}].weights[{n}]") for i in stages) for n in range(study.drawn)
        ),
        watched=tuple(_watched(study, read, n) for n in range(len(study.watched))),
        matrix=tell_matrix(study, read),
        share=Equation(
            "quotient",
            (read("confusions[1].right"), read("confusions[1].total")),
            read.below_one(f"records[{study.last_epoch}].{_kinds(study)[-1]}_accuracy", 3),
        ),
        percents=tuple((SETS[one], percent(read, f"percents[{study.last_epoch}].{one}")) for one in _kinds(study)),
    )


def _kinds(study: ImageTraining) -> tuple[str, ...]:
    return tuple(SETS)[: 1 + study.is_tested]


def _judged(study: ImageTraining) -> str:
    """Return what the images are called that the network is judged by."""
    return f"{SETS[_kinds(study)[-1]]} images"


def _chart(study: ImageTraining, read: Reader, about: tuple[str, int, str], write: Callable[[str], Readout]) -> Chart:
    """Return a chart `about` something: its title, its scale, and where it stands ({} are epoch and set)."""
    title, index, path = about
    stages, epochs = tuple(stage.epoch for stage in study.stages), range(study.last_epoch + 1)
    curves = tuple(
        curve_of(SETS[kind], [write(path.format(epoch, kind)) for epoch in epochs], stages) for kind in _kinds(study)
    )
    return Chart((title,), axis(study.scales, read, EPOCHS), axis(study.scales, read, index), curves, stages)


def _titles(study: ImageTraining, read: Reader) -> dict[str, tuple[Line, ...]]:
    part: tuple[Line, ...] = ()
    if study.shown < study.classes:
        part = ((read("shown"), " of ", read("classes"), " classes"),)
    return {
        "classes": (("right, by class",), *part),
        "weights": (("weights of ", read("drawn"), " of ", read("lesson.network.sizes[1]"), " neurons"),),
        "images": ((f"{_judged(study)}; framed: wrong",),),
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


def _before(study: ImageTraining, read: Reader) -> Chapter:
    judged, kind = _judged(study), _kinds(study)[-1]
    lines = (" Solid: images that it learns from. Dashed: test images, kept from it.",) if study.is_tested else ()
    return Chapter(
        "before",
        ("Before training",),
        ("nothing has been learned yet: what does it make of images?",),
        {
            "images": (f"Some {judged}, and what the network says each of them shows. A frame: it is wrong.",),
            "curves": ("How often is it right, and how wrong is it?", *lines),
            "so-far": (
                "Training starts from weights usually drawn at random: so far it is right for ",
                percent(read, f"percents[0].{kind}"),
                f" percent of the {judged}.",
            ),
            "classes": (f"A bar for each class: how much of its {judged} is read right.",),
            "weights": (
                "The weights from all pixels to a neuron make an image: red where brightness raises its sum, blue, "
                "with a hole, where it lowers it.",
            ),
        },
    )


def _learning(study: ImageTraining, read: Reader, run: tuple[Passage, ...]) -> Chapter:
    by_step = {passage.step: passage for passage in run}
    says: dict[str, Words] = {
        "curves": _told_of_curves(study, by_step.get("curves", run[-1])),
        "weights": _told_of_weights(study, by_step.get("weights", run[-1])),
        "classes": _told_of_classes(study, read),
        "images": _told_of_images(study),
    }
    return Chapter(
        "learning",
        ("Learning",),
        ("in each epoch, every training ", read.name("lesson.noun"), " comes by once"),
        {step: says[step] for step in by_step},
    )


def _told_of_curves(study: ImageTraining, passage: Passage) -> Words:
    kind = _kinds(study)[-1]
    before, after = (
        getattr(study.percents[study.stages[stage].epoch], kind) for stage in (passage.first, passage.last)
    )
    what = f"The accuracy on {_judged(study)}"
    return (
        "Everything here tells of the same epoch. ",
        Claim(
            (f"{what} rises.",),
            after > before,
            (Claim((f"{what} falls.",), after < before, (f"{what} ends these epochs where it began.",)),),
        ),
    )


def _told_of_weights(study: ImageTraining, passage: Passage) -> Words:
    before, after = (study.stages[stage].strength for stage in (passage.first, passage.last))
    return (
        "The weights show what a neuron looks for. ",
        Claim(
            ("Their colours get stronger: on the whole, the weights grow.",),
            after > (1 + HARDLY) * before,
            (
                Claim(
                    ("Their colours fade: on the whole, the weights shrink.",),
                    after < (1 - HARDLY) * before,
                    ("By now, they hardly get stronger or weaker.",),
                ),
            ),
        ),
    )


def _told_of_classes(study: ImageTraining, read: Reader) -> Words:
    last = study.stages[-1].classes
    shares = {j: last[j].percent for j in study.confused if last[j].total}
    lowest = [j for j in shares if shares[j] == min(shares.values())]
    return (
        "Each bar goes its own way. ",
        Claim(
            ("In the end, all bars are equally long.",),
            len(lowest) == len(shares),
            (
                Claim(
                    ("In the end, the shortest bar is that of ", class_name(read, lowest[0]), "."),
                    len(lowest) == 1,
                    ("In the end, several bars are the shortest.",),
                ),
            ),
        ),
    )


def _told_of_images(study: ImageTraining) -> Words:
    return (
        Claim(
            ("By the end, some of these images turn from wrong to right for good.",),
            any(one.turned for one in study.watched),
            ("None of these images turns from wrong to right for good.",),
        ),
        Claim((" On the way, some that were right go wrong again.",), any(one.strays for one in study.watched)),
    )


def _after(study: ImageTraining, read: Reader) -> Chapter:
    final = percent(read, f"percents[{study.last_epoch}].{_kinds(study)[-1]}")
    return Chapter(
        "after",
        ("What it says after training",),
        (f"{_judged(study)}: what they are, and what the network says",),
        {
            "matrix": ("Each row is a true class, each column what the network says. On the diagonal it is right.",),
            "right": (
                "It is right ",
                read("confusions[1].right"),
                " times out of ",
                read("confusions[1].total"),
                ": an accuracy of ",
                final,
                " percent. ",
                verdict(study.confusions[1], read),
            ),
        },
    )
