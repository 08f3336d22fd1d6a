"""Hidden neurons with equal weights, which stay twins for ever, beside neurons that were drawn by lot.

What comes into twins is the same, so is what they give, what comes back to them, and every step: to the last bit.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from mathnet import MLP, BackwardTrace, DivergenceError, UpdateTrace
from scenes.lessons import Lesson, LessonError
from scenes.studies.dead import step_of
from scenes.studies.pair import PairStudy, check_pair, parts_of_pair, run
from scenes.studies.scales import scale
from scenes.studies.units import standardised

ACTIVATION = 4  # place of one more scale
Curves = tuple[tuple[float, ...], ...]  # of a layer: what each neuron gives, at each place of the grid


@dataclass(frozen=True, slots=True)
class TwinStudy(PairStudy):
    """`curves[runner][stage]` are what the hidden `neurons` give for each x of the grid, `spreads[runner][stage]` is by
    how much a weight or bias at one of them differs from the same at another, at most.

    `backward` is of one point at the start of the run that fails, `step` its first step.
    """

    neurons: int
    curves: tuple[tuple[Curves, ...], tuple[Curves, ...]]
    spreads: tuple[tuple[float, ...], tuple[float, ...]]
    backward: BackwardTrace
    step: UpdateTrace


def check_twins(lesson: Lesson) -> None:
    """Raise LessonError unless the lesson's network has one hidden layer, of twins."""
    check_pair(lesson)
    if len(lesson.network.layers) != 2 or lesson.network.sizes[1] < 2 or spread_of(lesson.network):
        raise LessonError(
            f"lesson {lesson.name}: this film is for one hidden layer of two neurons or more that all start with the "
            f"same weights."
        )


def spread_of(network: MLP) -> float:
    """Return by how much what belongs to one hidden neuron differs from what belongs to another, at most."""
    first, last = network.layers
    kinds: tuple[tuple[float, ...], ...] = (*zip(*first.weights, strict=True), first.biases, *last.weights)
    return max(max(kind) - min(kind) for kind in kinds)


def study_twins(lesson: Lesson) -> TwinStudy:
    """Take both runs, and work out what the hidden neurons give all the while."""
    check_twins(lesson)
    training, network = lesson.training, lesson.network
    assert training is not None
    own, rate = network.activations[0], training.settings.learning_rate
    drawn = MLP.initialised(
        network.sizes,
        network.activations,
        network.loss,
        random.Random(training.seed),
        "he" if own == "relu" else "glorot",
    )
    try:
        histories = (run(lesson, network, rate), run(lesson, drawn, rate))
    except DivergenceError as error:
        raise LessonError(f"lesson {lesson.name}: this film is for two runs that get to their end: {error}") from None
    parts = parts_of_pair(lesson, ("equal weights", "random weights"), histories, (1,))
    networks = [[runner.networks[epoch] for epoch in parts["epochs"]] for runner in parts["runners"]]
    curves = tuple(tuple(_curves(lesson, one, parts["grid"]) for one in run) for run in networks)
    every = [a for run in curves for stage in run for curve in stage for a in curve]
    room = 0.05 * (max(every) - min(every))
    parts["scales"] = (*parts["scales"], scale(min(every) - room, max(every) + room, 5))
    sample = lesson.sample
    return TwinStudy(
        **parts,
        neurons=network.sizes[1],
        curves=curves,  # type: ignore[arg-type]
        spreads=tuple(tuple(map(spread_of, run)) for run in networks),  # type: ignore[arg-type]
        backward=network.backward(network.forward(sample.x), sample.target),
        step=step_of(network, training.train, rate),
    )


def _curves(lesson: Lesson, network: MLP, grid: tuple[float, ...]) -> Curves:
    layers = [network.forward(standardised((x,), lesson.scaling)).layers[0].a for x in grid]
    return tuple(zip(*layers, strict=True))
