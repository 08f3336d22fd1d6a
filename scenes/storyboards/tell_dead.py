"""A ReLU neuron that dies → the beats of its film."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.lessons import Lesson
from scenes.storyboards.charts import Axis, axis
from scenes.storyboards.dead_words import tell_finish, tell_help, tell_neuron, tell_question, tell_stays, tell_step
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import W_SMALL, B, written
from scenes.storyboards.pair import PairParts, Written, network_at, pair_parts
from scenes.storyboards.race_lanes import MOST_DECIMALS
from scenes.storyboards.readout import Line, Reader, Readout, Symbol, decimals_of
from scenes.storyboards.training import Chapter, Passage
from scenes.storyboards.words import equals
from scenes.studies.dead import ACTIVATION, SUM, DeadStudy, Sums, study_dead
from scenes.studies.pair import FAILS, HELPED

NEW_W, NEW_B = Symbol("new _w_:", "new w:"), Symbol("new _b_:", "new b:")
FLAT: Line = (Symbol("slope 0", "slope 0"),)


@dataclass(frozen=True, slots=True)
class SumsOfRun:
    """The sums of the neuron in a run: one for each point at each stage; for how many of them it is on, in words."""

    stages: tuple[Sums, ...]
    on: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SlidStep:
    """A part of the step into death: the neuron's sums, weight and bias, for how many points it is on, and the fit."""

    sums: Sums
    numbers: Line
    on: Line
    fit: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DeadStory:
    """`sums` are those of the neuron in both runs. At `stage` it is dead, at the one before it is not yet.

    `parameters` are its weight and bias there and then; `steps` the step into death, `slide` the same in parts, and
    `zeros` the step after it. In the `network` it is dead. Where nothing comes through any more, `rest` tells at each
    stage what is left. Of the layer, `fallen` are off then, and `gone` in the end of either run.
    """

    study: DeadStudy
    question: Chapter
    neuron: Chapter
    step: Chapter
    stays: Chapter
    help: Chapter
    finish: Chapter
    pair: PairParts
    axes: tuple[Axis, Axis]
    sums: tuple[SumsOfRun, SumsOfRun]
    parameters: tuple[Line, Line]
    steps: tuple[Equation, Equation]
    zeros: tuple[Equation, Equation]
    slide: tuple[SlidStep, ...]
    network: Written
    rest: tuple[Line, ...]

    @property
    def epochs(self) -> tuple[Line, ...]:
        return self.pair.epochs

    @property
    def stage(self) -> int:
        return self.study.stage

    @property
    def fallen(self) -> tuple[int, ...]:
        return self.study.fallen

    @property
    def gone(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return self.study.gone

    @property
    def frozen(self) -> Passage:
        """The passage from its death to the end."""
        return Passage("frozen", self.stage, len(self.study.epochs) - 1)

    @property
    def lives(self) -> Passage:
        return Passage("lives", 0, len(self.study.epochs) - 1)


def tell_dead(lesson: Lesson) -> DeadStory:
    """Return the story of the first neuron that dies. Raises LessonError where none does, or no smaller rate helps."""
    study = study_dead(lesson)
    read = Reader(study, max(2, lesson.decimals))
    rates = tuple(("rate", equals(rate), rate) for rate in (rate_of(study, read, index) for index in (FAILS, HELPED)))
    before, after = study.death.epoch - 1, study.death.epoch
    return DeadStory(
        study,
        tell_question(study, read),
        tell_neuron(study, read),
        tell_step(study),
        tell_stays(study),
        tell_help(study),
        tell_finish(study, read),
        pair_parts(study, read, rates),  # type: ignore[arg-type]
        (axis(study.scales, read, SUM), axis(study.scales, read, ACTIVATION)),
        (_sums(study, read, FAILS), _sums(study, read, HELPED)),
        (parameters_at(study, read, before), parameters_at(study, read, after)),
        _updates(study, read, 0),
        _updates(study, read, 1),
        tuple(_slid(study, read, part) for part in range(len(study.slide))),
        network_at(study, read, FAILS, after),
        _rest(study, read) if study.is_empty else (),
    )


def rate_of(study: DeadStudy, read: Reader, index: int) -> Readout:
    rate = study.runners[index].rate
    return read(f"runners[{index}].rate", max(1, decimals_of((rate,), MOST_DECIMALS)))


def _sums(study: DeadStudy, read: Reader, index: int) -> SumsOfRun:
    lines = tuple(_on(read(f"on[{index}][{stage}]"), read) for stage in range(len(study.epochs)))
    return SumsOfRun(study.sums[index], lines)


def _on(points: Readout, read: Reader) -> Line:
    return ("on for ", points, " of ", read("count"), " points")


def parameters_at(study: DeadStudy, read: Reader, epoch: int) -> Line:
    place = f"runners[{FAILS}].history.snapshots[{epoch}].network.layers[0]"
    w, b = read(f"{place}.weights[{study.death.j}][0]"), read(f"{place}.biases[{study.death.j}]")
    return numbers_line(w, b)


def numbers_line(w: Readout, b: Readout) -> Line:
    return (W_SMALL, equals(w), w, "      ", B, equals(b), b)


def _slid(study: DeadStudy, read: Reader, part: int) -> SlidStep:
    own, place = study.slide[part], f"slide[{part}]"
    numbers = numbers_line(read(f"{place}.w"), read(f"{place}.b"))
    return SlidStep(own.sums, numbers, _on(read(f"{place}.on"), read), own.fit)


def _rest(study: DeadStudy, read: Reader) -> tuple[Line, ...]:
    """Return the output's bias at each stage, of a network of one hidden layer."""
    path = f"runners[{FAILS}].history.snapshots[{{}}].network.layers[1].biases[0]"
    biases = (read(path.format(epoch)) for epoch in study.epochs)
    return tuple(("the output's bias", equals(bias), bias) for bias in biases)


def _updates(study: DeadStudy, read: Reader, step: int) -> tuple[Equation, Equation]:
    """Return what a step makes of the weight, and of the bias."""
    own, epoch, j = f"steps[{step}].layers[0]", study.death.epoch - 1 + step, study.death.j
    before, after = (f"runners[{FAILS}].history.snapshots[{e}].network.layers[0]" for e in (epoch, epoch + 1))
    rate = rate_of(study, read, FAILS)
    weight, bias = (
        Equation("update", (read(f"{before}.{name}"), rate, read(f"{own}.{name}.gradient")), read(f"{after}.{name}"))
        for name in (f"weights[{j}][0]", f"biases[{j}]")
    )
    return weight, bias


def step_line(symbol: Symbol, step: Equation) -> Line:
    return (symbol, "  ", *written(step))
