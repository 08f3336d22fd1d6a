"""What the film of gradient descent shows: each line that is tried, each way down, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.charts import Points
from scenes.storyboards.equation import Equation
from scenes.storyboards.notation import TIMES, W_SMALL, B, bracketed
from scenes.storyboards.readout import Line, Reader, Readout, Symbol, decimals_of, say
from scenes.storyboards.words import equals
from scenes.studies.descent import DescentStudy, Seen
from scenes.studies.walks import GOOD, MOMENTUM, SINGLE

BY_W = Symbol("∂_C_/∂_w_", "∂C/∂w")
BY_B = Symbol("∂_C_/∂_b_", "∂C/∂b")
NEW_W, NEW_B = Symbol("new _w_:", "new w:"), Symbol("new _b_:", "new b:")
NAMES = ("a good rate", "a tenth of it", "too large", "single points", "momentum")
LONGEST_SUM = 33  # characters of a sum that is written out
MOST_STAGES = 100  # of a way that are stopped at
RATE_DIGITS = 12


@dataclass(frozen=True, slots=True)
class TriedLine:
    """A line that is tried: where it is in the chart, its place (w, b), its numbers, and its loss as a mean."""

    seen: Seen
    place: tuple[float, float]
    numbers: Line
    loss: Readout
    mean: Equation
    worked: Line


@dataclass(frozen=True, slots=True)
class Way:
    """A way down: `stages` are the steps that are stopped at, all others are of each of those.

    `path` has every position (w, b) up to the last stage; `steps` and `numbers` and `losses` are lines of text.
    `title` says the rate, `result` how many steps it takes, `looked` at how many points.
    """

    name: str
    title: Line
    path: Points
    stages: tuple[int, ...]
    seen: tuple[Seen, ...]
    steps: tuple[Line, ...]
    numbers: tuple[Line, ...]
    losses: tuple[Line, ...]
    rate: Readout
    result: Line
    looked: Line


def tried_line(study: DescentStudy, read: Reader, index: int) -> TriedLine:
    tried, place = study.tries[index], f"tries[{index}]"
    loss = read(f"{place}.loss")
    count = read("count")
    terms = tuple(read(f"{place}.losses[{k}]") for k in range(study.count))
    between = [part for term in terms[1:] for part in (" + ", term)]
    if len(say((terms[0], *between))) <= LONGEST_SUM:
        mean = Equation("mean over", (*terms, count), loss)
        left: Line = ("(", terms[0], *between, ") / ", count)
    else:
        mean = Equation("quotient", (read(f"{place}.total"), count), loss)
        left = (mean.operands[0], " / ", count)
    return TriedLine(
        study.see(tried.w, tried.b),
        (tried.w, tried.b),
        numbers_line(read, place),
        loss,
        mean,
        ("loss:  ", *left, f" {mean.relation} ", loss),
    )


def numbers_line(read: Reader, place: str) -> Line:
    w, b = read(f"{place}.w"), read(f"{place}.b")
    return (W_SMALL, equals(w), w, "    ", B, equals(b), b)


def way_down(study: DescentStudy, read: Reader, index: int) -> Way:
    walk, place = study.walks[index], f"walks[{index}]"
    stages = stages_of(walk.shown)
    rate = rate_of(study, read, index)
    losses = tuple(read(f"{place}.positions[{step}].loss") for step in stages)
    return Way(
        NAMES[index],
        title_of(study, read, index),
        tuple((position.w, position.b) for position in walk.positions[: walk.shown + 1]),
        stages,
        tuple(study.see(walk.positions[step].w, walk.positions[step].b) for step in stages),
        tuple(("step ", read.number(f"{place}.updates[{step - 1}]")) if step else ("start",) for step in stages),
        tuple(numbers_line(read, f"{place}.positions[{step}]") for step in stages),
        tuple(("loss", equals(loss), loss) for loss in losses),
        rate,
        result_of(study, read, index),
        () if study.walks[index].reached is None else (read(f"{place}.looked"),),
    )


def stages_of(steps: int) -> tuple[int, ...]:
    """Return at which of so many steps to stop, the first and the last among them.

    >>> stages_of(3), len(stages_of(1000)), stages_of(1000)[-1]
    ((0, 1, 2, 3), 101, 1000)
    """
    count = min(steps, MOST_STAGES)
    return tuple(round(steps * stage / count) for stage in range(count + 1))


def rate_of(study: DescentStudy, read: Reader, index: int) -> Readout:
    """Return the readout of a walk's rate with all its few digits."""
    return read(f"walks[{index}].rate", max(1, decimals_of((study.walks[index].rate,), RATE_DIGITS)))


def title_of(study: DescentStudy, read: Reader, index: int) -> Line:
    """Return a walk's rate, and what else its steps are made of."""
    rate = rate_of(study, read, index)
    line: Line = ("rate", equals(rate), rate)
    if index == MOMENTUM:
        return (*line, ",  momentum ", read(f"walks[{index}].momentum", 1))
    return (*line, ",  single points") if index == SINGLE else line


def result_of(study: DescentStudy, read: Reader, index: int) -> Line:
    """Return after how many steps a walk has come down, or within how many it hasn't."""
    place = f"walks[{index}]"
    return (read(f"{place}.reached"),) if study.walks[index].reached is not None else ("not in ", read(f"{place}.most"))


def start_lines(read: Reader) -> tuple[Line, Line]:
    """Return w and b of the first line, one for each part of its gradient."""
    w, b = read("tries[0].w"), read("tries[0].b")
    return (W_SMALL, equals(w), w), (B, equals(b), b)


def first_step(study: DescentStudy, read: Reader) -> tuple[tuple[Line, Line], tuple[Equation, Equation]]:
    """Return the gradient at the start, and what the first step with the good rate makes of w and of b."""
    rate = rate_of(study, read, GOOD)
    place = f"walks[{GOOD}].updates[0].layers[0]"
    steps = tuple(
        Equation(
            "update",
            (read(f"tries[0].{name}"), rate, read(f"{place}.{parameter}.gradient")),
            read(f"walks[{GOOD}].positions[1].{name}"),
        )
        for name, parameter in (("w", "weights[0][0]"), ("b", "biases[0]"))
    )
    slopes = tuple(step.operands[2] for step in steps)
    gradient = tuple((symbol, equals(slope), slope) for symbol, slope in zip((BY_W, BY_B), slopes, strict=True))
    return gradient, steps  # type: ignore[return-value]


def step_line(symbol: Symbol, step: Equation) -> Line:
    old, rate, gradient = step.operands
    return (symbol, "  ", old, " − ", *bracketed(rate), TIMES, *bracketed(gradient), f" {step.relation} ", step.result)
