"""Gradients that vanish → the beats of their film."""

from __future__ import annotations

from dataclasses import dataclass, replace

from scenes.lessons import Lesson
from scenes.storyboards.charts import Axis, Points, axis, tick_texts
from scenes.storyboards.equation import Equation
from scenes.storyboards.pair import PairParts, pair_parts
from scenes.storyboards.readout import Line, Reader, Readout, Symbol, significant
from scenes.storyboards.training import Chapter, Passage
from scenes.storyboards.vanishing_words import tell_back, tell_finish, tell_help, tell_question, tell_why
from scenes.storyboards.words import equals
from scenes.studies import Neuron, Weight
from scenes.studies.pair import FAILS, HELPED
from scenes.studies.vanishing import GRADIENT, SLOPE, SUM, Sizes, VanishingStudy, study_vanishing

TIMES = Symbol("~·", " ·")  # with the factor before it


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
    """`layers` are the numbers of the hidden layers; `line` says how much more the highest line of the axis `sizes` is
    than the one below, `times` how much smaller the first layer's gradient is.

    `slopes` is the sigmoid's slope as a curve, `relu` that of ReLU in two pieces, `sums` the first one's points for all
    hidden neurons, `neuron` the one of them that is worked out (`worked`: upstream, slope, delta), `peak` the largest
    slope. `way` are the weights on one way back, from the output on, `product` multiplies the slopes on it, and `ones`
    as many slopes of ReLU.
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
    line: Equation
    times: Equation
    axes: tuple[Axis, Axis]
    slopes: Points
    relu: tuple[Points, Points]
    sums: Points
    neuron: tuple[float, float]
    heading: Line
    worked: Equation
    peak: Line
    way: tuple[Weight, ...]
    product: Equation
    ones: Line

    @property
    def place(self) -> Neuron:
        """Where the neuron is that is worked out."""
        return Neuron(self.study.near + 1, self.study.way[self.study.near])

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
    times, sizes = _times(study, read), axis(study.scales, read, GRADIENT)
    line = replace(read("times_a_line"), text=tick_texts((study.times_a_line,), each=True)[0])
    last, near = len(study.sizes[FAILS][0]) - 1, f"backward.layers[{study.near}].neurons[{study.way[study.near]}]"
    peak = read("peak")
    names = tuple(_title(read, index) for index in (FAILS, HELPED))
    return VanishingStory(
        study,
        tell_question(study, read),
        tell_back(study, line, times),
        tell_why(read),
        tell_help(study),
        tell_finish(study, read),
        pair_parts(study, read, names),  # type: ignore[arg-type]
        (*((read.number(f"lesson.network.layers[{layer}]"),) for layer in range(last)), ("out",)),
        sizes,
        (_bars(study, read, FAILS), _bars(study, read, HELPED)),
        Equation("quotient", (sizes.ticks[-1], sizes.ticks[-2]), line),
        Equation("quotient", (_size(read, FAILS, 0, last), _size(read, FAILS, 0, 0)), times),
        (axis(study.scales, read, SUM), axis(study.scales, read, SLOPE)),
        study.slopes,
        study.relu,
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
        ones_line(study.depth),
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


def ones_line(count: int) -> Line:
    """Return so many slopes of one, multiplied.

    >>> say(ones_line(3))
    '1 · 1 · 1 = 1'
    """
    line = " · ".join("1" * count) + " = 1"
    return (Symbol(line, line),)


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
