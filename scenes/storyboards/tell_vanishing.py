"""Gradients that vanish → the beats of their film."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from scenes.lessons import Lesson
from scenes.storyboards.charts import Axis, Points, axis
from scenes.storyboards.equation import Equation
from scenes.storyboards.pair import PairParts, ask_why, compare_losses, pair_parts, tell_losses
from scenes.storyboards.readout import Line, Reader, Readout, Symbol, significant
from scenes.storyboards.training import Chapter, Passage
from scenes.storyboards.words import Claim, about, equals
from scenes.studies import Weight
from scenes.studies.pair import FAILS, HELPED
from scenes.studies.vanishing import GRADIENT, SLOPE, SUM, Sizes, VanishingStudy, study_vanishing

TIMES = Symbol("~·", " ·")  # with the factor before it
LEVEL = 100.0  # times: gradients that differ by less count as about level


@dataclass(frozen=True, slots=True)
class Bars:
    """The gradients of a run at each stage, a bar a layer, and how far the first layer's weights have moved.

    `first` are the readouts at the start, one a layer.
    """

    title: Line
    stages: tuple[Sizes, ...]
    first: tuple[Readout, ...]
    moved: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class VanishingStory:
    """`layers` are the numbers of the hidden layers; `times` says how much smaller the first layer's gradient is.

    `slopes` is the sigmoid's slope as a curve, `sums` its points for all hidden neurons, `neuron` the one of them that
    is worked out (`worked`: upstream, slope, delta), `peak` the largest slope. `way` are the weights on one way back,
    from the output on, and `product` multiplies the slopes on it.
    """

    study: VanishingStudy
    question: Chapter
    back: Chapter
    why: Chapter
    help: Chapter
    finish: Chapter
    pair: PairParts
    layers: tuple[Line, ...]
    sizes: Axis
    bars: tuple[Bars, Bars]
    times: Equation
    axes: tuple[Axis, Axis]
    slopes: Points
    sums: Points
    neuron: tuple[float, float]
    heading: Line
    worked: Equation
    peak: Line
    way: tuple[Weight, ...]
    product: Equation

    @property
    def epochs(self) -> tuple[Line, ...]:
        return self.pair.epochs

    @property
    def whole(self) -> Passage:
        return Passage("train", 0, len(self.study.epochs) - 1)


def tell_vanishing(lesson: Lesson) -> VanishingStory:
    """Return the story of a deep network of sigmoid neurons. Raises LessonError for another."""
    study = study_vanishing(lesson)
    read = Reader(study, lesson.decimals)
    last, near = len(study.sizes[FAILS][0]) - 1, f"backward.layers[{study.near}].neurons[{study.way[study.near]}]"
    peak = read("peak")
    names = tuple(_title(read, index) for index in (FAILS, HELPED))
    return VanishingStory(
        study,
        _question(study, read),
        _back(study, read),
        _why(read),
        _help(study),
        _finish(study, read),
        pair_parts(study, read, names),  # type: ignore[arg-type]
        (*((read.number(f"lesson.network.layers[{layer}]"),) for layer in range(last)), ("out",)),
        axis(study.scales, read, GRADIENT),
        (_bars(study, read, FAILS), _bars(study, read, HELPED)),
        Equation("quotient", (_size(read, FAILS, 0, last), _size(read, FAILS, 0, 0)), _times(study, read)),
        (axis(study.scales, read, SUM), axis(study.scales, read, SLOPE)),
        study.slopes,
        study.sums,
        (
            study.backward.forward.layers[study.near].z[study.way[study.near]],
            study.backward.layers[study.near].neurons[study.way[study.near]].local or 0.0,
        ),
        (
            "hidden ",
            read.number(f"lesson.network.layers[{study.near}]"),
            ", neuron ",
            read.number(near),
        ),
        Equation("product", (read(f"{near}.upstream", 4), read(f"{near}.local", 3)), read(f"{near}.delta", 4)),
        ("largest slope", equals(peak), peak),
        tuple(Weight(layer + 1, end, start) for layer, start, end in _way(study)),
        Equation(
            "product",
            tuple(
                read(f"backward.layers[{layer}].neurons[{j}].local") for layer, j in reversed([*enumerate(study.way)])
            ),
            read("product"),
        ),
    )


def _way(study: VanishingStudy) -> list[tuple[int, int, int]]:
    """Return layer, start and end of each weight on the way back, from the output on."""
    stops = (0, *study.way, 0)
    return [(layer, stops[layer], stops[layer + 1]) for layer in reversed(range(len(stops) - 1))]


def product_line(product: Equation) -> Line:
    """Return a product on one line that may be broken after each dot."""
    first, *others = product.operands
    return (
        first,
        *(part for factor in others for part in (TIMES, " ", factor)),
        Symbol(f"~{product.relation}", f" {product.relation}"),
        " ",
        product.result,
    )


def _title(read: Reader, index: int) -> Line:
    return (read("depth"), " ", read.name(f"runners[{index}].name"), " layers")


def _size(read: Reader, index: int, stage: int, layer: int) -> Readout:
    readout = read(f"sizes[{index}][{stage}][{layer}]")
    return replace(readout, text=significant(readout.value, 2))


def _times(study: VanishingStudy, read: Reader) -> Readout:
    """Return how many times larger the last layer's gradient is, with a digit less than those that it comes from."""
    return replace(read("times"), text=significant(study.times, 1))


def _bars(study: VanishingStudy, read: Reader, index: int) -> Bars:
    moved = tuple(read(f"moved[{index}][{stage}]") for stage in range(len(study.epochs)))
    return Bars(
        _title(read, index),
        study.sizes[index],
        tuple(_size(read, index, 0, layer) for layer in range(len(study.sizes[index][0]))),
        tuple(("layer ", read.number("lesson.network.layers[0]"), " moved by ", one) for one in moved),
    )


def _question(study: VanishingStudy, read: Reader) -> Chapter:
    return Chapter(
        "question",
        (ask_why(study),),
        ("the same layers, points and learning rate; other neurons, and other starting weights",),
        {
            "points": (
                "Given x, a network of ",
                read("depth"),
                " hidden layers should say y. At the left, they are sigmoid. ",
                ask_why(study),
            ),
            "run": tell_losses(study, read),
        },
    )


def _back(study: VanishingStudy, read: Reader) -> Chapter:
    sizes = study.sizes[FAILS][0]
    return Chapter(
        "back",
        ("What comes back",),
        ("sigmoid, before training: the mean size of a gradient in each layer",),
        {
            "gradients": (
                "A weight learns by its gradient: how the loss changes with it. Gradients come from the back.",
            ),
            "bars": (
                "A bar is the mean gradient of a layer, without signs. ",
                Claim(("Layer by layer they shrink.",), all(before < after for before, after in pairwise(sizes))),
            ),
            "axis": ("Each line up this axis is many times the one below it. What looks short is tiny.",),
            "times": (
                "The last layer's gradient is",
                *about(_times(study, read)),
                " times as large as the first one's.",
            ),
        },
    )


def _why(read: Reader) -> Chapter:
    return Chapter(
        "why",
        ("Why gradients shrink",),
        ("on its way back, a gradient is multiplied by a weight and by a slope, over and over",),
        {
            "slope": ("In each neuron that it passes, a gradient is multiplied by the slope of its sigmoid.",),
            "dots": ("Each dot is a hidden neuron, for one point. No slope is ever above ", read("peak"), "."),
            "neuron": ("Of what comes back to this neuron, its slope leaves so much.",),
            "way": ("On one way back, these slopes are multiplied. Unless weights are large, little is left.",),
        },
    )


def _help(study: VanishingStudy) -> Chapter:
    spread = study.spreads[HELPED]
    return Chapter(
        "help",
        ("What helps: ReLU",),
        ("the same points; weights drawn as large as ReLU needs them (He initialisation)",),
        {
            "level": (
                "The slope of ReLU is one wherever it is on. ",
                Claim(
                    ("With weights to match, the bars are about level.",),
                    spread < LEVEL and spread < study.spreads[FAILS] / LEVEL,
                ),
            ),
            "train": (
                Claim(
                    ("Now both train. The first layer's weights hardly move at the left; at the right they do.",),
                    study.moved[FAILS][-1] < study.moved[HELPED][-1] / LEVEL,
                    ("Now both train. Above stands how far weights of the first layer have moved, on average.",),
                ),
            ),
            "end": (
                Claim(
                    ("In the end, even the last layer at the left has hardly any gradient: it can learn no more.",),
                    study.sizes[FAILS][-1][-1] < study.sizes[FAILS][0][-1] / LEVEL,
                    ("So the gradients are after the last step.",),
                ),
            ),
        },
    )


def _finish(study: VanishingStudy, read: Reader) -> Chapter:
    return Chapter(
        "finish",
        ("What reaches the first layer",),
        ("both after as many steps, with the same learning rate",),
        {
            "losses": compare_losses(study, read, "with sigmoid", "with ReLU"),
            "moral": (
                "Small slopes, multiplied over and over, leave hardly any gradient. Slopes of one let it through.",
            ),
        },
    )
