"""Hidden neurons with equal weights → the beats of their film."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.lessons import Lesson
from scenes.storyboards.charts import Axis, axis
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import ACTIVATION_NAMES, DELTA, W_SMALL, A, X
from scenes.storyboards.pair import PairParts, Written, compare_losses, network_at, pair_parts, tell_losses
from scenes.storyboards.race_lanes import MOST_DECIMALS
from scenes.storyboards.readout import Line, Reader, Readout, Symbol, decimals_of
from scenes.storyboards.training import Chapter, Passage
from scenes.storyboards.words import Claim, equals
from scenes.studies.curve import Rows
from scenes.studies.pair import FAILS, HELPED
from scenes.studies.pair import X as ACROSS
from scenes.studies.twins import ACTIVATION, TwinStudy, study_twins

SUM = Symbol("_w_ · _x_ + _b_", "w · x + b")
BY_W = Symbol("∂_C_/∂_w_", "∂C/∂w")
NEW_W = Symbol("new _w_", "new w")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table of neurons: the `head` over it, and a number for each neuron."""

    head: Line
    numbers: tuple[Readout, ...]


@dataclass(frozen=True, slots=True)
class Curves:
    """What the hidden neurons of a run give over x at each stage, and how far apart their weights are, in words.

    Where they `are_twins`, all give the same.
    """

    title: Line
    stages: tuple[Rows, ...]
    apart: tuple[Line, ...]
    are_twins: bool


@dataclass(frozen=True, slots=True)
class TwinStory:
    """`columns` are weight, activation, delta and gradient for the x of `sample`, mean gradient, and new weight.

    `after` is the network with these.
    """

    study: TwinStudy
    question: Chapter
    neurons: Chapter
    ever: Chapter
    finish: Chapter
    pair: PairParts
    axes: tuple[Axis, Axis]
    columns: tuple[Column, ...]
    sample: Line
    step: Equation
    after: Written
    curves: tuple[Curves, Curves]

    @property
    def epochs(self) -> tuple[Line, ...]:
        return self.pair.epochs

    @property
    def whole(self) -> Passage:
        return Passage("part", 0, len(self.study.epochs) - 1)


def tell_twins(lesson: Lesson) -> TwinStory:
    """Return the story of a layer of twins. Raises LessonError for another."""
    study = study_twins(lesson)
    read = Reader(study, lesson.decimals)
    names = tuple((read.name(f"runners[{index}].name"),) for index in (FAILS, HELPED))
    x = read("backward.forward.x[0]")
    return TwinStory(
        study,
        _question(study, read),
        _neurons(study),
        _ever(study),
        _finish(study, read),
        pair_parts(study, read, names),  # type: ignore[arg-type]
        (axis(study.scales, read, ACROSS), axis(study.scales, read, ACTIVATION)),
        _columns(study, read),
        ("for ", X, equals(x), x),
        _step(study, read),
        network_at(study, read, FAILS, 1),
        (_curves(study, read, FAILS), _curves(study, read, HELPED)),
    )


def _columns(study: TwinStudy, read: Reader) -> tuple[Column, ...]:
    paths: tuple[tuple[Symbol | str, str], ...] = (
        (W_SMALL, _weight(0)),
        (A, "backward.forward.layers[0].neurons[{}].a"),
        (DELTA, "backward.layers[0].neurons[{}].delta"),
        (BY_W, "backward.layers[0].neurons[{}].weight_gradients[0]"),
        ("mean", "step.layers[0].weights[{}][0].gradient"),
        (NEW_W, _weight(1)),
    )
    return tuple(Column((symbol,), tuple(read(path.format(j)) for j in range(study.neurons))) for symbol, path in paths)


def _weight(epoch: int) -> str:
    return f"runners[{FAILS}].history.snapshots[{epoch}].network.layers[0].weights[{{}}][0]"


def _step(study: TwinStudy, read: Reader) -> Equation:
    """Return what the first step makes of the last neuron's weight."""
    rate = study.runners[FAILS].rate
    shown = read(f"runners[{FAILS}].rate", max(1, decimals_of((rate,), MOST_DECIMALS)))
    last = study.neurons - 1
    old, gradient = read(_weight(0).format(last)), read(f"step.layers[0].weights[{last}][0].gradient")
    return Equation("update", (old, shown, gradient), read(_weight(1).format(last)))


def _curves(study: TwinStudy, read: Reader, index: int) -> Curves:
    apart = tuple(read(f"spreads[{index}][{stage}]") for stage in range(len(study.epochs)))
    return Curves(
        (read.name(f"runners[{index}].name"),),
        study.curves[index],
        tuple(("differ by up to ", one) for one in apart),
        not any(study.spreads[index]),
    )


def _question(study: TwinStudy, read: Reader) -> Chapter:
    return Chapter(
        "question",
        ("Why start at random?",),
        ("the same layers, the same points, the same learning rate; another start",),
        {
            "points": (
                "Given x, a network should say y. At the left, its hidden neurons start alike. Does that matter?",
            ),
            "run": tell_losses(study, read),
        },
    )


def _neurons(study: TwinStudy) -> Chapter:
    name = ACTIVATION_NAMES[study.lesson.network.activations[0]]
    return Chapter(
        "neurons",
        ("One step of equal neurons",),
        ("a row for each hidden neuron: ", A, f" = {name}(", SUM, ")"),
        {
            "weight": ("At the start, the weights ", W_SMALL, " into all hidden neurons are equal."),
            "activation": ("So whatever x comes in, they all give the same: ", A, "."),
            "delta": ("Their ways to the output are equal, too: the same error ", DELTA, " comes back to each."),
            "gradient": ("For this x, a gradient ", BY_W, " is that error times x. So it is the same for all."),
            "mean": ("So is its mean over all points.",),
            "new": ("All take the same step: minus learning rate times gradient. Then they are equal again.",),
        },
    )


def _ever(study: TwinStudy) -> Chapter:
    return Chapter(
        "ever",
        ("Twins for ever",),
        ("what each hidden neuron gives, for every x: a line a neuron",),
        {
            "lines": (
                "At the left, the lines of all neurons lie on each other. Together they can do no more than one.",
            ),
            "part": (
                "Random weights let each neuron go its own way. ",
                Claim(("The twins never differ.",), not any(study.spreads[FAILS])),
            ),
        },
    )


def _finish(study: TwinStudy, read: Reader) -> Chapter:
    return Chapter(
        "finish",
        ("Chance makes neurons differ",),
        ("both after as many steps",),
        {
            "losses": compare_losses(study, read, "from equal weights", "from random ones"),
            "moral": ("Equal neurons learn the same thing for ever. A random start lets them learn different things.",),
        },
    )
