"""Study → the beats of learning classes: loss and accuracy epoch by epoch, then which classes are taken for which."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.storyboards.charts import Chart, axis, curves_of
from scenes.storyboards.equation import Equation
from scenes.storyboards.learning import (
    NAME_LENGTH,
    SETS,
    LearningStory,
    class_name,
    drawn_line,
    epochs_of,
    kinds_of,
    loss_chart,
    passages_of,
    say_step,
    tell_learning,
    tell_step,
)
from scenes.storyboards.reading import tell_cast
from scenes.storyboards.readout import Line, Name, Reader, Readout, digits
from scenes.storyboards.training import Chapter, Passage
from scenes.storyboards.words import Claim, Words
from scenes.studies import Study
from scenes.studies.classes import ACCURACY, EPOCHS, LOSS, ClassStudy, Confused, Confusion, study_classes

LONGEST = 30  # letters of a name beside the matrix


@dataclass(frozen=True, slots=True)
class Matrix:
    """The confusion matrix: row by true class, column by predicted one.

    The classes' `numbers` tell them apart where there is no room for their `names`. Where only some classes are shown,
    `part` says which, line by line.
    """

    names: tuple[Name, ...]
    numbers: tuple[Readout, ...]
    counts: tuple[tuple[Readout, ...], ...]
    rows: str
    columns: str
    part: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class ClassStory(LearningStory):
    """`named` are row and column of the mistake that is named in the end, if one is."""

    study: ClassStudy
    accuracy: Chart
    guess: Readout
    matrix: Matrix
    share: Equation
    percents: tuple[Line, ...]
    named: tuple[int, int] | None


def tell_classes(plain: Study) -> ClassStory:
    """Return the story of how a classifier was trained; raises LessonError for a network that is none."""
    study = study_classes(plain)
    read = Reader(study, 2)
    final = study.stages[-1].epoch
    kind = "test" if study.is_tested else "train"
    counts = (read("confusions[1].right"), read("confusions[1].total"))
    accuracies = tuple(
        replace(curve, values=tuple(percent(read, readout.path) for readout in curve.values))
        for curve in curves_of(study, read, "percents[{}].{}")
    )
    loss = loss_chart(study, read, EPOCHS, LOSS)
    return ClassStory(
        study=study,
        before=_before(study, read, kind),
        learning=tell_learning(study, read, lambda passage: accuracy_claim(study, passage)),
        after=_after(study, read, kind),
        step=tell_step(study, read),
        cast=tell_cast(study, read, NAME_LENGTH),
        drawn=drawn_line(study, read),
        epochs=epochs_of(study, read),
        loss=loss,
        passages=passages_of(study),
        accuracy=Chart(("accuracy",), loss.x, axis(study.scales, read, ACCURACY), accuracies, loss.stages),
        guess=percent(read, "guess"),
        matrix=tell_matrix(study, read),
        share=Equation("quotient", counts, read.below_one(f"run.epochs[{final}].{kind}_accuracy", 3)),
        percents=tuple(then_and_now(read, one, final) for one in kinds_of(study)),
        named=named_cell(study),
    )


def percent(read: Reader, path: str) -> Readout:
    """Return the readout of a percentage: only what is a hundred is shown as a hundred."""
    return percents(read, path)[0]


def percents(read: Reader, *paths: str) -> tuple[Readout, ...]:
    """Return readouts of percentages, with as many decimals as it takes to see which of them differ."""
    return next(
        found
        for found in (tuple(read(path, decimals) for path in paths) for decimals in range(1, 18))
        if all(one.value == 100 or digits(one.text) < 100 for one in found)
        and len({one.text for one in found}) == len({one.value for one in found})
    )


def before_and_after(read: Reader, kind: str, last: int) -> tuple[Readout, ...]:
    """Return the accuracies for a set of samples, before training and after its last epoch."""
    return percents(read, *(f"percents[{epoch}].{kind}" for epoch in (0, last)))


def then_and_now(read: Reader, kind: str, last: int) -> Line:
    """Return these accuracies in a line."""
    before, after = before_and_after(read, kind, last)
    if before.value == after.value:
        return (f"{SETS[kind]}  stays at ", after, " %")
    return (f"{SETS[kind]}  ", before, " %  →  ", after, " %")


def accuracy_claim(study: ClassStudy, passage: Passage) -> Claim:
    """Claim where the accuracy goes in a passage."""
    before, after = (study.percents[study.stages[stage].epoch].train for stage in (passage.first, passage.last))
    return Claim(
        ("the accuracy rises",),
        after > before,
        (Claim(("the accuracy falls",), after < before, ("the accuracy stays as it was",)),),
    )


def _before(study: ClassStudy, read: Reader, kind: str) -> Chapter:
    return Chapter(
        "before",
        ("Before training",),
        ("nothing has been learned yet: how often is it right?",),
        {
            "task": (
                "What is measured of each ",
                read.name("lesson.noun", NAME_LENGTH),
                " comes in, its class should come out. Can a network learn that from examples?",
            ),
            **say_step(read),
            "accuracy": (
                "Loss says how wrong it is, accuracy how often it is right: so far for ",
                percent(read, f"percents[0].{kind}"),
                f" percent of the {SETS[kind]} samples.",
            ),
            "guessing": (
                "Blind guessing would be right for ",
                percent(read, "guess"),
                " percent. ",
                guessing(study.confusions[0]),
            ),
        },
    )


def _after(study: ClassStudy, read: Reader, kind: str) -> Chapter:
    strangers = "samples that were kept from it: what they are" if kind == "test" else "the samples: what they are"
    return Chapter(
        "after",
        ("What it says after training",),
        (f"{strangers}, and what the network says",),
        {
            "matrix": ("Each row is a true class, each column what the network says. On the diagonal it is right.",),
            "right": (
                "It is right ",
                read("confusions[1].right"),
                " times out of ",
                read("confusions[1].total"),
                ": an accuracy of ",
                before_and_after(read, kind, study.stages[-1].epoch)[-1],
                " percent. ",
                verdict(study.confusions[1], read),
            ),
        },
    )


def guessing(untrained: Confusion) -> Claim:
    """Claim how the untrained network does beside someone who guesses."""
    right, guessed = untrained.right * len(untrained.counts), untrained.total
    return Claim(
        ("The untrained network does worse.",),
        right < guessed,
        (
            Claim(
                ("The untrained network happens to do better.",),
                right > guessed,
                ("The untrained network does just as well.",),
            ),
        ),
    )


def verdict(trained: Confusion, read: Reader) -> Claim:
    """Claim what is to be said of the trained network's mistakes, first what says most."""
    mistakes, wrong = trained.mistakes, trained.wrong
    _, true, said = mistakes[0] if mistakes else (0, 0, 0)
    pair = (class_name(read, true), " taken for ", class_name(read, said), ".")
    frequent = Claim(
        ("Its most frequent mistake: ", *pair),
        len(mistakes) == 1 or (len(mistakes) > 1 and mistakes[0][0] > mistakes[1][0]),
        ("No mistake is more frequent than all others.",),
    )
    only = Claim(("Its only mistake: ", *pair), wrong == 1, (frequent,))
    no_better = Claim(
        ("Always saying ", class_name(read, trained.usual), " would do no worse."),
        trained.right <= trained.usual_right,
        (only,),
    )
    always = Claim(
        ("It says ", class_name(read, trained.said[0]), " every time: it tells nothing apart."),
        len(trained.said) == 1,
        (no_better,),
    )
    return Claim(("It makes no mistake here.",), wrong == 0, (always,))


def named_mistake(trained: Confusion) -> tuple[int, int] | None:
    """Return the true class and the one said of the mistake that the verdict names, if it names one."""
    if len(trained.said) == 1 or trained.right <= trained.usual_right or not trained.mistakes:
        return None
    (count, true, said), *others = trained.mistakes
    return (true, said) if not others or count > others[0][0] else None


def named_cell(study: Confused) -> tuple[int, int] | None:
    """Return where in the matrix the mistake stands that is named."""
    pair, shown = named_mistake(study.confusions[1]), study.confused
    return (shown.index(pair[0]), shown.index(pair[1])) if pair and {*pair} <= {*shown} else None


def tell_matrix(study: Confused, read: Reader) -> Matrix:
    shown = study.confused
    return Matrix(
        tuple(read.name(f"lesson.classes[{j}]", LONGEST) for j in shown),
        tuple(read.number(f"lesson.classes[{j}]") for j in shown),
        tuple(tuple(read(f"confusions[1].counts[{i}][{j}]") for j in shown) for i in shown),
        "true",
        "the network says",
        _part(study, read) if study.shown < study.classes else (),
    )


def _part(study: Confused, read: Reader) -> tuple[Words, ...]:
    """Return which of many classes are shown, and how much of what there is to see is in them."""
    rule = Claim(("those with the most mistakes",), study.confusions[1].wrong > 0, ("the first, as none is mistaken",))
    between = Claim(
        (read("between"), " of ", read("confusions[1].wrong"), " mistakes are between them"),
        study.confusions[1].wrong > 0,
    )
    return (read("shown"), " of ", read("classes"), " classes: ", rule), (between,)
