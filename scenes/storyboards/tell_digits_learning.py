"""ImageTraining → what is said before a network learns to read images, while it does, and of its last epoch."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from scenes.storyboards.learning import SETS, class_name
from scenes.storyboards.readout import Reader
from scenes.storyboards.tell_training_classes import percent
from scenes.storyboards.training import Chapter, Passage, passages
from scenes.storyboards.words import Claim, Words
from scenes.studies.image_training import ImageTraining
from scenes.studies.training import HARDLY

# where each step ends, after the first stage
ENDS = {"loss": 0.15, "curves": 0.3, "weights": 0.45, "strength": 0.65, "classes": 0.8, "images": 1.0}
EXPLAINED: dict[str, Words] = {
    "loss": ("Accuracy says how often it is right, loss how wrong it is, as one number.",),
    "weights": (
        "The weights from all pixels to a neuron make an image: red where brightness raises its sum, blue, with a "
        "hole, where it lowers it.",
    ),
}
LAST_STEPS = ("last-classes", "last-images")


def kinds_of(study: ImageTraining) -> tuple[str, ...]:
    return tuple(SETS)[: 1 + study.is_tested]


def judged_by(study: ImageTraining) -> str:
    """Return what the images are called that the network is judged by."""
    return f"{SETS[kinds_of(study)[-1]]} images"


def passages_of(study: ImageTraining) -> tuple[Passage, ...]:
    """Return the passages of the run: the first to the first stage, where most happens."""
    later = passages(len(study.stages) - 1, ENDS)
    return (Passage("first", 0, 1), *(Passage(one.step, one.first + 1, one.last + 1) for one in later))


def tell_before(study: ImageTraining, read: Reader, run: tuple[Passage, ...]) -> Chapter:
    judged, kind = judged_by(study), kinds_of(study)[-1]
    kept = ", which are kept from it" if study.is_tested else ""
    return Chapter(
        "before",
        ("Before training",),
        ("nothing has been learned yet, weights are usually drawn at random: what does it make of images?",),
        {
            "question": (
                "Pixels come in, the name of what they show should come out. Can a network learn that from examples?",
            ),
            "images": (
                f"Some {judged}, and what it says each of them shows. A frame: it is wrong.",
                _told_of_favourite(study, read),
            ),
            "accuracy": (
                "Accuracy: how often it is right. So far, for ",
                percent(read, f"percents[0].{kind}"),
                f" percent of the {judged}{kept}.",
            ),
            "classes": (f"A class is what an image can be. A bar for each: how much of its {judged} is read right.",),
            # what a short run has no passage for
            **{step: words for step, words in EXPLAINED.items() if step not in {passage.step for passage in run}},
        },
    )


def _told_of_favourite(study: ImageTraining, read: Reader) -> Claim:
    count, total = study.favourite.count, study.confusions[0].total
    name = class_name(read, study.favourite.answer)
    return Claim(
        (" Before it learns, it says ", name, " to all of them."),
        count == total,
        (Claim((" Before it learns, it says ", name, " to most of them."), _has_favourite(study)),),
    )


def _has_favourite(study: ImageTraining) -> bool:
    """Return whether one answer is given to most images before training."""
    return 2 * study.favourite.count > study.confusions[0].total


def tell_learning(study: ImageTraining, read: Reader, run: tuple[Passage, ...]) -> Chapter:
    tell: dict[str, Callable[[Passage], Words]] = {
        "first": lambda _: _told_of_first(study, read),
        "loss": lambda _: EXPLAINED["loss"],
        "curves": lambda passage: _told_of_curves(study, passage),
        "weights": lambda _: EXPLAINED["weights"],
        "strength": lambda passage: _told_of_weights(study, passage),
        "classes": lambda passage: _told_of_classes(study, passage),
        "images": lambda passage: _told_of_images(study, passage),
    }
    says: dict[str, Words] = {passage.step: tell[passage.step](passage) for passage in run}
    last = (_told_of_last_classes(study, read), _told_of_last_images(study))
    return Chapter(
        "learning",
        ("Learning",),
        ("an epoch: every training ", read.name("lesson.noun"), " comes by once"),
        {**says, **dict(zip(LAST_STEPS, last, strict=True))},
    )


def meant_in(study: ImageTraining, run: tuple[Passage, ...]) -> dict[str, tuple[int, ...]]:
    """Return what sentences speak of: images that are given the favourite answer before training; those that turn right
    and those that go wrong in the passage about images; the shortest bars in the end, and the images right for good.
    """
    watched = list(enumerate(study.watched))
    changes = {
        n: one.changes(passage.first, passage.last) for passage in run if passage.step == "images" for n, one in watched
    }
    return {
        "favourite": tuple(n for n, one in watched if _has_favourite(study) and one.said[0] == study.favourite.answer),
        "images": tuple(n for n, (turns, _) in changes.items() if turns),
        "strays": tuple(n for n, (_, strays) in changes.items() if strays),
        "last-classes": tuple(study.confused.index(j) for j in _shortest(study)),
        "last-images": tuple(n for n, one in watched if one.turned),
    }


def _told_of_first(study: ImageTraining, read: Reader) -> Words:
    epoch, kind = study.stages[1].epoch, kinds_of(study)[-1]
    first, *later = (after - before for before, after in pairwise(study.judged_percents))
    return (
        Claim(
            ("After one pass over its images, it is right for ",),
            epoch == 1,
            ("After ", read("stages[1].epoch"), " passes over its images, it is right for "),
        ),
        percent(read, f"percents[{epoch}].{kind}"),
        f" percent of the {judged_by(study)}.",
        Claim((" No later epoch adds as much.",), epoch == 1 and bool(later) and first > max(0.0, *later)),
    )


def _told_of_curves(study: ImageTraining, passage: Passage) -> Words:
    first, last = (study.stages[stage].epoch for stage in (passage.first, passage.last))
    course = study.judged_percents[first : last + 1]
    before, after = course[0], course[-1]
    what = f"The accuracy on {judged_by(study)}"
    return (
        "Everything here tells of the same epoch. ",
        Claim(
            (f"{what} rises, with setbacks.",),
            after > before and any(other < one for one, other in pairwise(course)),
            (
                Claim(
                    (f"{what} rises.",),
                    after > before,
                    (
                        Claim(
                            (f"Over these epochs, {what.lower()} falls.",),
                            after < before,
                            (f"{what} ends these epochs where it began.",),
                        ),
                    ),
                ),
            ),
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


def _told_of_classes(study: ImageTraining, passage: Passage) -> Words:
    stages = study.stages[passage.first : passage.last + 1]
    steps = [
        [after.percent - before.percent for before, after in zip(one.classes, other.classes, strict=True)]
        for one, other in pairwise(stages)
    ]
    return (
        Claim(
            ("The bars don't move as one: at times, some grow while others shrink.",),
            any(max(step) > 0 > min(step) for step in steps),
            ("In these epochs, no bar shrinks while another one grows.",),
        ),
    )


def _told_of_images(study: ImageTraining, passage: Passage) -> Words:
    changes = [one.changes(passage.first, passage.last) for one in study.watched]
    return (
        Claim(
            ("In these epochs, some of these images turn from wrong to right.",),
            any(turns for turns, _ in changes),
            ("In these epochs, none of these images turns from wrong to right.",),
        ),
        Claim((" Some that were right go wrong again.",), any(strays for _, strays in changes)),
    )


def _told_of_last_classes(study: ImageTraining, read: Reader) -> Words:
    lowest = _shortest(study)
    return (
        Claim(
            ("In the end, all bars are equally long.",),
            len(lowest) == sum(study.stages[-1].classes[j].total > 0 for j in study.confused),
            (
                Claim(
                    ("In the end, the shortest bar is that of ", class_name(read, lowest[0]), "."),
                    len(lowest) == 1,
                    ("In the end, several bars are the shortest.",),
                ),
            ),
        ),
    )


def _shortest(study: ImageTraining) -> list[int]:
    """Return the classes that are read worst in the end, of those of which there are images."""
    last = study.stages[-1].classes
    shares = {j: last[j].percent for j in study.confused if last[j].total}
    return [j for j in shares if shares[j] == min(shares.values())]


def _told_of_last_images(study: ImageTraining) -> Words:
    return (
        Claim(
            ("In the end, some of these images have turned from wrong to right for good.",),
            any(one.turned for one in study.watched),
            ("In the end, none of these images has turned from wrong to right.",),
        ),
    )
