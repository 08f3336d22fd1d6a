"""A ReLU neuron that dies: one step leads to where it is off for every point, and no later one leads back.

In the first layer the points are all that a neuron ever gets. Where its sum is above zero for none of them, the
gradient in its weight and its bias is 0 for each, and so is every step.
"""

from __future__ import annotations

from dataclasses import dataclass

from mathnet import MLP, DivergenceError, History, Samples, UpdateTrace, update_from_batch
from scenes.lessons import Lesson, LessonError
from scenes.studies.pair import PairStudy, check_pair, parts_of_pair, run, settles
from scenes.studies.scales import Scale, scale
from scenes.studies.units import answers

DIVISORS = (10, 100, 1000)  # of the lesson's rate, from which the help is taken
SLIDE = 30
SQUARED = "half-squared-error"  # a loss that goes with any layer
SUM, ACTIVATION = range(4, 6)  # places of two more scales
Sums = tuple[float, ...]  # of a neuron, one for each point


@dataclass(frozen=True, slots=True)
class Death:
    """Neuron `j` of the first layer is on for some point until `epoch`, the first after which it is on for none."""

    j: int
    epoch: int


@dataclass(frozen=True, slots=True)
class Slid:
    """Where a part of the step into death leads: the neuron's weight, bias and sums, and what the network says then.

    It is `on` for so many points.
    """

    w: float
    b: float
    sums: Sums
    on: int
    fit: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DeadStudy(PairStudy):
    """`sums[runner][stage]` are those of the neuron that dies, one for each point.

    `steps` are the step into death and the one after it; `slide` is the first of them in parts, from nothing to the
    whole. Of the layer's `neurons`, those that are `fallen` are off for every point as soon as that one is, and those
    of `gone[runner]` in the end. The neuron that dies is `always_on` for some point, after each epoch of the helped
    run, or isn't. Where none is left, and the network `settles`, it says about the mean of the points in the end.
    """

    death: Death
    neurons: int
    fallen: tuple[int, ...]
    gone: tuple[tuple[int, ...], tuple[int, ...]]
    always_on: bool
    settles: bool
    sums: tuple[tuple[Sums, ...], tuple[Sums, ...]]
    steps: tuple[UpdateTrace, UpdateTrace]
    slide: tuple[Slid, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing comes through the network any more, as soon as the neuron dies."""
        return len(self.fallen) == self.neurons and len(self.lesson.network.layers) == 2

    @property
    def stage(self) -> int:
        """The first stage at which it is dead."""
        return self.epochs.index(self.death.epoch)

    @property
    def on(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """For how many points it is on, in each run at each stage."""
        fails, helped = (tuple(sum(z > 0 for z in sums) for sums in stages) for stages in self.sums)
        return fails, helped


def check_dead(lesson: Lesson) -> Death:
    """Return which neuron dies first; raises LessonError where none does. The network is trained to find out."""
    samples, training, first = check_pair(lesson), lesson.training, lesson.network.layers[0]
    assert training is not None
    if first.activation != "relu" or len(lesson.network.layers) < 2 or training.settings.momentum:
        raise LessonError(
            f"lesson {lesson.name}: this film is for a network whose first hidden layer is ReLU, trained without "
            f"momentum."
        )
    try:
        history = run(lesson, lesson.network, training.settings.learning_rate)
    except DivergenceError as error:
        raise LessonError(f"lesson {lesson.name}: this film is for a network that gets to the end: {error}") from None
    deaths = find_deaths(history, samples)
    if not deaths:
        raise LessonError(
            f"lesson {lesson.name}: this film is for a network in which a neuron dies: with learning rate "
            f"{training.settings.learning_rate:g} and all points to a step, none of its first layer does."
        )
    return min(deaths, key=lambda death: death.epoch)


def find_deaths(history: History, samples: Samples) -> list[Death]:
    """Return the neurons of the first layer that are on for some point at the start, and for none in the end."""
    on = [neurons_on(snapshot.network, samples) for snapshot in history.snapshots]
    last = {j: max(epoch for epoch, neurons in enumerate(on) if j in neurons) for j in set().union(*on)}
    return [Death(j, epoch + 1) for j, epoch in sorted(last.items()) if epoch < len(on) - 1]


def neurons_on(network: MLP, samples: Samples) -> set[int]:
    """Return which neurons of the first layer are on for some point."""
    first = MLP(network.layers[:1], SQUARED)
    return {j for x in samples.inputs for j, z in enumerate(first.forward(x).layers[0].z) if z > 0}


def sums_of(network: MLP, samples: Samples, j: int) -> Sums:
    """Return the weighted input of a neuron of the first layer for each point."""
    return tuple(network.forward(x).layers[0].neurons[j].z for x in samples.inputs)


def study_dead(lesson: Lesson) -> DeadStudy:
    """Take both runs, and work out what is shown of the neuron that dies."""
    death, samples, training = check_dead(lesson), check_pair(lesson), lesson.training
    assert training is not None
    rate = training.settings.learning_rate
    fails = run(lesson, lesson.network, rate)
    helped = find_help(lesson, rate, death.j, samples)
    parts = parts_of_pair(lesson, ("large rate", "small rate"), (fails, helped), (death.epoch - 1, death.epoch))
    sums = tuple(
        tuple(sums_of(runner.networks[epoch], samples, death.j) for epoch in parts["epochs"])
        for runner in parts["runners"]
    )
    before, after = (fails.snapshots[epoch].network for epoch in (death.epoch - 1, death.epoch))
    parts["scales"] = (*parts["scales"], *_scales(sums))
    gone = tuple(_off(history.snapshots[-1].network, samples) for history in (fails, helped))
    return DeadStudy(
        **parts,
        death=death,
        neurons=lesson.network.sizes[1],
        fallen=_off(after, samples),
        gone=gone,  # type: ignore[arg-type]
        always_on=all(max(sums_of(one.network, samples, death.j)) > 0 for one in helped.snapshots),
        settles=settles(fails.snapshots[-1].network, samples),
        sums=sums,  # type: ignore[arg-type]
        steps=(step_of(before, samples, rate), step_of(after, samples, rate)),
        slide=slide_of(lesson, before, rate, death.j, parts["grid"]),
    )


def _off(network: MLP, samples: Samples) -> tuple[int, ...]:
    """Return which neurons of the first layer are off for every point."""
    return tuple(sorted({*range(network.sizes[1])} - neurons_on(network, samples)))


def find_help(lesson: Lesson, rate: float, j: int, samples: Samples) -> History:
    """Return the run whose smaller rate lets the neuron live and the loss end lower."""
    worst = run(lesson, lesson.network, rate).epochs[-1].train_loss
    for divided in DIVISORS:
        helped = run(lesson, lesson.network, float(f"{rate / divided:.12g}"))
        is_alive = max(sums_of(helped.snapshots[-1].network, samples, j)) > 0
        if is_alive and helped.epochs[-1].train_loss < worst:
            return helped
    raise LessonError(
        f"lesson {lesson.name}: this film is for a network that a smaller rate helps: not even a rate "
        f"{DIVISORS[-1]:,} times smaller does, in as many epochs."
    )


def step_of(network: MLP, samples: Samples, rate: float) -> UpdateTrace:
    """Return the step from all points together, with its gradients: the one that training takes."""
    pairs = zip(samples.inputs, samples.targets, strict=True)
    return update_from_batch(network, [network.backward(network.forward(x), y) for x, y in pairs], rate)


def slide_of(lesson: Lesson, network: MLP, rate: float, j: int, grid: tuple[float, ...]) -> tuple[Slid, ...]:
    """Return where the step from a network leads, in SLIDE parts of its learning rate."""
    samples = check_pair(lesson)
    steps = (step_of(network, samples, rate * part / SLIDE).network for part in range(1, SLIDE + 1))
    found = []
    for one in (network, *steps):
        own, sums = one.layers[0], sums_of(one, samples, j)
        found.append(Slid(own.weights[j][0], own.biases[j], sums, sum(z > 0 for z in sums), answers(lesson, one, grid)))
    return tuple(found)


def _scales(sums: tuple[tuple[Sums, ...], ...]) -> tuple[Scale, Scale]:
    """Return those of the sums and of the activations, with some room around."""
    every = [z for stages in sums for stage in stages for z in stage]
    low, high = min(every), max(every)
    room = 0.06 * (high - low)
    return scale(low - room, high + room, 6), scale(0.0, high + room, 4)
