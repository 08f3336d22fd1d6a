"""What the films of a forward and a backward pass claim is true, also where the story that they tell breaks."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from random import Random

import pytest

from mathnet import MLP, Layer
from scenes.lessons import Lesson, Sample, Scaling
from scenes.lessons.sample import Published
from scenes.storyboards.architecture import tell_architecture
from scenes.storyboards.tell_backpropagation import tell_backpropagation
from scenes.storyboards.tell_forward_pass import tell_forward_pass
from scenes.studies import Study, study
from tests.storyboards.claims import Check, assert_claims_are_true


def outputs_of(network: MLP, lesson: Lesson) -> list[list[float]]:
    """Return the activations of every layer, worked out here."""
    found = [list(lesson.sample.x)]
    for layer in network.layers:
        zs = [
            sum(w * a for w, a in zip(row, found[-1], strict=True)) + b
            for row, b in zip(layer.weights, layer.biases, strict=True)
        ]
        if layer.activation == "softmax":
            powers = [math.exp(z - max(zs)) for z in zs]
            found.append([power / sum(powers) for power in powers])
        else:
            found.append([FUNCTIONS[layer.activation](z) for z in zs])
    return found


FUNCTIONS = {
    "relu": lambda z: max(0.0, z),
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)) if z > -700 else 0.0,
    "identity": lambda z: z,
}


def answer(network: MLP, lesson: Lesson) -> int:
    output = outputs_of(network, lesson)[-1]
    return int(output[0] >= 0.5) if len(output) == 1 else max(range(len(output)), key=lambda j: (output[j], -j))


def truth(lesson: Lesson) -> int:
    target = lesson.sample.target
    return int(target[0] >= 0.5) if len(target) == 1 else max(range(len(target)), key=lambda j: (target[j], -j))


def loss_of(network: MLP, lesson: Lesson) -> float:
    """Return the loss, worked out here."""
    output, target = outputs_of(network, lesson)[-1], lesson.sample.target
    if network.loss == "cross-entropy":
        return sum(-y * math.log(max(a, 1e-300)) for a, y in zip(output, target, strict=True) if y)
    if network.loss == "binary-cross-entropy":
        pairs = [(y, a) for a, y in zip(output, target, strict=True)]
        return sum(-math.log(max(a if y else 1 - a, 1e-300)) for y, a in pairs)
    share = 0.5 if network.loss == "half-squared-error" else 1 / len(output)
    return sum(share * (a - y) ** 2 for a, y in zip(output, target, strict=True))


def after_step(told: Study) -> MLP:
    return told.after.forward.network


def was_right(told: Study) -> bool:
    return answer(told.network, told.lesson) == truth(told.lesson)


def is_regression(lesson: Lesson) -> bool:
    return "entropy" not in lesson.network.loss


def is_right(told: Study) -> bool:
    return answer(after_step(told), told.lesson) == truth(told.lesson)


def change_of_loss(told: Study) -> float:
    return loss_of(after_step(told), told.lesson) - loss_of(told.network, told.lesson)


def steps(told: Study) -> list[float]:
    """Return the gradients of all weights and biases that a step changes."""
    biases = [gradient for layer in told.backward.layers for gradient in layer.bias_gradients]
    return steps_of_weights(told) + ([] if told.lesson.published else biases)


def steps_of_weights(told: Study) -> list[float]:
    return [gradient for layer in told.backward.layers for row in layer.weight_gradients for gradient in row]


def signs_change(told: Study) -> bool:
    weights, others = (
        [w for layer in net.layers for row in layer.weights for w in row] for net in (told.network, told.update.network)
    )
    return any((a > 0 > b) or (a < 0 < b) for a, b in zip(weights, others, strict=True))


class Part:
    """A study, and the part of the story that says something of a layer of it (0 computes first) or a neuron."""

    def __init__(self, told: Study, owner: object) -> None:
        self.told, self.owner = told, owner
        places = [getattr(part, "place", None) for part in (owner, *getattr(owner, "neurons", ()))]
        layers = [getattr(owner, "layer", None), *(place.layer for place in places if place)]
        self.layer = next((layer - 1 for layer in layers if layer), 0)

    @property
    def lesson(self) -> Lesson:
        return self.told.lesson

    @property
    def activation(self) -> str:
        return self.told.network.activations[self.layer]

    @property
    def inputs(self) -> list[float]:
        return outputs_of(self.told.network, self.lesson)[self.layer]

    @property
    def z(self) -> float:
        layer = self.told.network.layers[self.layer]
        j = self.owner.place.j  # type: ignore[attr-defined]
        return sum(w * a for w, a in zip(layer.weights[j], self.inputs, strict=True)) + layer.biases[j]


def is_one_class(target: tuple[float, ...]) -> bool:
    return target in ((0.0,), (1.0,)) or sorted(target) == [0.0] * (len(target) - 1) + [1.0]


def loss_is_of_truth(part: Part) -> bool:
    """Whether the loss is minus the logarithm of the probability that one class was given."""
    network, target = part.told.network, part.lesson.sample.target
    if not is_one_class(target):
        return False
    output = outputs_of(network, part.lesson)[-1]
    given = output[truth(part.lesson)] if len(output) > 1 else (output[0] if target[0] else 1 - output[0])
    return math.isclose(loss_of(network, part.lesson), -math.log(max(given, 1e-300)), rel_tol=1e-9, abs_tol=1e-12)


def is_off_before(part: Part) -> bool:
    layer = part.layer
    return layer > 0 and part.told.network.activations[layer - 1] == "relu" and 0.0 in part.inputs


def is_told_first(part: Part) -> bool:
    """Whether an input is 0 here, and in no layer that was told before (those after it)."""
    layers = outputs_of(part.told.network, part.lesson)
    return 0.0 in part.inputs and not any(0.0 in inputs for inputs in layers[part.layer + 1 : -1])


CHECKS: dict[str, Check] = {
    "Where a neuron before is switched off, its zero adds nothing here.": lambda part, _: is_off_before(part),
    "What the layer before has found is weighed anew here.": lambda part, _: part.layer > 0,
    "Counted in standard deviations from the mean:": lambda part, _: any(part.lesson.scaling.deviations),
    "It is the same in all training samples, .*": lambda part, _: not any(part.lesson.scaling.deviations),
    "always positive, and larger for a larger score.": lambda part, _: smallest_power(part.told) > 0,
    "larger for a larger score. Where it is zero, it is too small .*": lambda part, _: smallest_power(part.told) == 0,
    ": negative, so ReLU makes it zero.": lambda part, _: part.activation == "relu" and part.z < 0,
    r", and (a is .*|softmax comes after)\.": lambda part, _: part.activation != "relu" or part.z >= 0,
    "the likeliest class is the prediction": lambda part, _: count_of_likeliest(part.told) == 1,
    "several classes are equally likely: the first .*": lambda part, _: count_of_likeliest(part.told) > 1,
    ": numbers in, weighted sums on the way, .*": lambda part, _: was_right(part.told) or is_regression(part.lesson),
    ". Its answer was wrong: .*": lambda part, _: not was_right(part.told),
    "right|the network is right.": lambda part, _: was_right(part.told),
    "wrong|the network is wrong.": lambda part, _: not was_right(part.told),
    "In the network’s own scale,": lambda part, _: part.lesson.sample.measured_target is not None,
    "Before,": lambda part, _: part.lesson.sample.measured_target is None,
    "The network is now right.": lambda part, _: is_right(part.told) and not was_right(part.told),
    "The network is still right.": lambda part, _: is_right(part.told),
    "The network is now wrong.": lambda part, _: was_right(part.told),
    "The network is still wrong.": lambda part, _: not was_right(part.told) and not is_right(part.told),
    "The loss fell": lambda part, _: change_of_loss(part.told) < 0,
    "The loss rose, for the step was too long": lambda part, _: change_of_loss(part.told) > 0,
    "The loss stays as it was:": lambda part, _: abs(change_of_loss(part.told)) < 1e-15,
    "The loss changes by less than can be shown:": lambda part, _: 1e-15 < abs(change_of_loss(part.told)) < 1e-8,
    "Learning means making it smaller.": lambda part, _: loss_of(part.told.network, part.lesson) > 0,
    "It can't be smaller: .*": lambda part, _: loss_of(part.told.network, part.lesson) == 0,
    ".* The loss C is minus the logarithm of that.": lambda part, _: loss_is_of_truth(part),
    "The loss C grows the surer an output is of something else than its target.": lambda part, _: (
        not loss_is_of_truth(part)
    ),
    "The network says .*; the truth is .*. Which of its .* numbers is to blame\\?": lambda part, _: (
        not was_right(part.told)
    ),
    "The network says .*, and is right. Which of its .* numbers could be better still\\?": lambda part, _: was_right(
        part.told
    ),
    "; it should be .*. Which of its .* numbers is to blame\\?": lambda part, _: (
        loss_of(part.told.network, part.lesson) > 0
    ),
    ", as it should. Is anything left to learn\\?": lambda part, _: loss_of(part.told.network, part.lesson) == 0,
    "Neurons that are off pass nothing back: .*": lambda part, _: part.activation == "relu" and is_hidden(part),
    "Neurons with a slope of zero pass .*": lambda part, _: part.activation != "relu" or not is_hidden(part),
    "Where an input is zero, so is the gradient.": lambda part, _: is_told_first(part),
    "(And again, d|D)elta times input.*": lambda part, _: True,
    "This neuron’s sum is negative: ReLU is flat there.": lambda part, _: part.activation == "relu" and part.z < 0,
    "This neuron’s sum is zero, where ReLU's slope counts as zero.": lambda part, _: (
        part.activation == "relu" and part.z == 0
    ),
    r"This neuron’s sum is so far from zero that (\w+) is flat there, to the last digit.": lambda part, match: (
        match[1] == part.activation != "relu" and abs(part.z) > 15
    ),
    r"Every weight( and bias)? takes a step: .*": lambda part, _: 0.0 not in steps(part.told),
    "All whose gradient isn’t zero take a step: .*": lambda part, _: any(steps_of_weights(part.told)),
    "The gradients of all weights are zero: .*": lambda part, _: (
        not any(steps_of_weights(part.told)) and any(steps(part.told))
    ),
    "All gradients are zero: there is no step to take.": lambda part, _: not any(steps(part.told)),
    "How steep is the line that touches the curve here.*": lambda part, _: is_smooth(part.told),
    "A sum is exactly zero here, where ReLU's slope .*": lambda part, _: not is_smooth(part.told),
    "The line is level: this weight stays as it is.": lambda part, _: turned(part.told)[0] == 0,
    "The step is too short to change this weight.": lambda part, _: turned(part.told)[1] == worth(part.told),
    "With this step alone, the loss is still( about)? .*": lambda part, _: (
        abs(change_alone(part.told)) <= 1e-9 * max(1, loss_of(part.told.network, part.lesson))
    ),
    "Down the slope: this step alone lets the loss fall to.*": lambda part, _: change_alone(part.told) < 0,
    "There the curve is higher: this step alone .*": lambda part, _: change_alone(part.told) > 0,
    ", all of them learned.": lambda part, _: part.lesson.training is not None,
    ".": lambda part, _: part.lesson.training is None,
    "The slope is positive: less of this weight, .*": lambda part, _: turned(part.told)[0] > 0,
    "The slope is negative: more of this weight, .*": lambda part, _: turned(part.told)[0] < 0,
    "The slope is zero: this weight stays as it is.": lambda part, _: turned(part.told)[0] == 0,
    "Some change sign.": lambda part, _: signs_change(part.told),
}


def worth(told: Study) -> float:
    """Return the weight that is turned."""
    place = told.worth_showing
    return told.network.layers[place.layer - 1].weights[place.j][place.k]


def turned(told: Study) -> tuple[float, float]:
    """Return the gradient of the weight that is turned, and what its step makes of it."""
    place = told.worth_showing
    gradient = told.backward.layers[place.layer - 1].weight_gradients[place.j][place.k]
    return gradient, worth(told) - told.lesson.learning_rate * gradient


def with_weight(told: Study, value: float) -> MLP:
    """Return the network with another value for the weight that is turned."""
    place, layers = told.worth_showing, list(told.network.layers)
    rows = [list(row) for row in layers[place.layer - 1].weights]
    rows[place.j][place.k] = value
    layers[place.layer - 1] = Layer(rows, layers[place.layer - 1].biases, layers[place.layer - 1].activation)
    return MLP(layers, told.network.loss)


def change_alone(told: Study) -> float:
    return loss_of(with_weight(told, turned(told)[1]), told.lesson) - loss_of(told.network, told.lesson)


def is_smooth(told: Study) -> bool:
    """Whether the loss goes on to the left of the weight as it does to the right: to the first order in a step."""
    weight, here = worth(told), loss_of(told.network, told.lesson)
    wide, close = (
        sum(loss_of(with_weight(told, weight + way * step), told.lesson) - here for way in (-1, 1))
        for step in (2e-4, 1e-4)
    )
    # half the step leaves half of a corner, and a quarter of what is only curved
    return abs(wide) < 1e-12 or abs(close) < 0.4 * abs(wide)


def is_hidden(part: Part) -> bool:
    return part.layer < len(part.told.network.layers) - 1


def smallest_power(told: Study) -> float:
    zs = [neuron.z for neuron in told.forward.layers[-1].neurons]
    return min(math.exp(z - max(zs)) for z in zs)


def count_of_likeliest(told: Study) -> int:
    output = outputs_of(told.network, told.lesson)[-1]
    return sum(abs(value - max(output)) < 1e-15 for value in output)


def lesson(
    sizes: tuple[int, ...],
    activations: tuple[str, ...],
    loss: str,
    stretch: float = 1.0,
    seed: int = 1,
    target: tuple[float, ...] | None = None,
    scaling: Scaling | None = None,
    **settings: object,
) -> Lesson:
    rng = Random(seed)
    network = MLP.initialised(sizes, activations, loss, rng)
    layers = [
        Layer([[stretch * w for w in row] for row in layer.weights], layer.biases, layer.activation)
        for layer in network.layers
    ]
    x = tuple(rng.gauss(0, 1) for _ in range(sizes[0]))
    outputs = sizes[-1]
    target = target or (1.0,) + (0.0,) * (outputs - 1)
    names = max(2, outputs) if "entropy" in loss else outputs
    return Lesson(
        name="broken",
        title="broken",
        network=MLP(layers, loss),
        samples=(Sample(x, target, x if scaling else None),),
        features=tuple(f"f{k}" for k in range(sizes[0])),
        classes=tuple(f"c{j}" for j in range(names)),
        scaling=scaling,
        **settings,  # type: ignore[arg-type]
    )


SOFT = (("relu", "relu", "softmax"), "cross-entropy")
EXACT = Lesson(
    "exact",
    "exact",
    MLP([Layer([[1.0]], [0.0], "identity")], "half-squared-error"),
    (Sample((2.0,), (2.0,)),),
    ("x",),
    ("y",),
)
SCALED = replace(
    EXACT, samples=(Sample((2.0,), (-1.0,), measured_target=(30.0,)),), target_scaling=Scaling((50.0,), (20.0,))
)
AT_A_CORNER = Lesson(
    "corner",
    "corner",
    MLP([Layer([[1.0]], [0.0], "identity"), Layer([[1.0], [1.0]], [-2.0, 1.0], "relu")], "half-squared-error"),
    (Sample((2.0,), (1.0, 1.0)),),
    ("x",),
    ("y", "z"),
)
ALL_OFF = Lesson(
    "off",
    "off",
    MLP([Layer([[-1.0]] * 5, [-0.5] * 5, "relu"), Layer([[1.0] * 5, [-1.0] * 5], [0.0, 0.5], "softmax")], *SOFT[1:]),
    (Sample((2.0,), (1.0, 0.0)),),
    ("x",),
    ("y", "z"),
)
LESSONS = [
    *(lesson((3, 5, 4, 3), *SOFT, seed=seed) for seed in range(6)),
    *(lesson((3, 5, 4, 3), *SOFT, seed=seed, learning_rate=0.001) for seed in range(3)),
    *(lesson((3, 5, 4, 3), *SOFT, seed=seed, learning_rate=50.0) for seed in range(6)),
    lesson((3, 4, 3), ("tanh", "softmax"), "cross-entropy"),
    lesson((3, 5, 4, 3), ("tanh", "tanh", "softmax"), "cross-entropy", stretch=2.0, seed=2, learning_rate=10.0),
    lesson((3, 4, 3), ("tanh", "softmax"), "cross-entropy", stretch=0.0),  # all classes equally likely
    lesson((3, 4, 3), ("tanh", "softmax"), "cross-entropy", stretch=5000.0),  # powers of 0
    lesson((3, 4, 4, 3), ("sigmoid", "sigmoid", "softmax"), "cross-entropy", stretch=500.0),  # saturated
    lesson((3, 4, 4, 3), ("relu", "relu", "softmax"), "cross-entropy", stretch=-1.0, seed=2),
    lesson((3, 4, 4, 2), ("relu", "relu", "softmax"), "cross-entropy", target=(0.25, 0.75)),
    lesson((2, 3, 1), ("relu", "sigmoid"), "binary-cross-entropy", target=(0.0,)),
    lesson((2, 3, 3), ("relu", "sigmoid"), "binary-cross-entropy", target=(0.0, 1.0, 0.0)),
    lesson((2, 3, 1), ("relu", "sigmoid"), "binary-cross-entropy", target=(1.0,), stretch=-3.0),
    lesson((2, 3, 2), ("relu", "identity"), "mean-squared-error", learning_rate=1e-9),
    lesson((2, 3, 2), ("relu", "relu"), "half-squared-error", stretch=-2.0, target=(5.0, 1.0)),
    lesson((2, 2), ("identity",), "half-squared-error", learning_rate=50.0),  # far past the dip
    lesson((2, 3, 2), ("tanh", "identity"), "half-squared-error", target=(1e150, 0.0)),  # too much loss for a curve
    lesson((2, 1), ("sigmoid",), "half-squared-error", stretch=300.0),
    lesson((2, 2), ("softmax",), "mean-squared-error"),
    lesson((2, 3, 2), ("relu", "softmax"), "cross-entropy", scaling=Scaling((0.0, 0.0), (1.0, 1.0))),
    lesson((2, 3, 2), ("relu", "softmax"), "cross-entropy", scaling=Scaling((0.0, 0.0), (0.0, 0.0))),
    lesson((2, 3, 2), ("relu", "softmax"), "cross-entropy", published=Published(9, biases_stay=True)),
    EXACT,
    SCALED,
    AT_A_CORNER,
    ALL_OFF,
]  # fmt: skip


@cache
def said_by(tell: Callable[[Study], object]) -> set[str]:
    """Hold what is told of every lesson against it, and return all that is said."""
    studies = map(study, LESSONS)
    return {
        sentence
        for told in studies
        for sentence in assert_claims_are_true(tell(told), told, CHECKS, partial(Part, told))
    }


@pytest.mark.parametrize(
    "tell",
    [tell_architecture, tell_forward_pass, pytest.param(tell_backpropagation, marks=pytest.mark.slow)],
    ids=lambda tell: tell.__name__,
)
def test_every_claim_is_true_of_every_lesson(tell: Callable[[Study], object]) -> None:
    assert said_by(tell)


@pytest.mark.slow
def test_each_claim_is_made_of_some_lesson() -> None:
    said = said_by(tell_forward_pass) | said_by(tell_backpropagation)
    for sentence in (
        "Before,",
        "In the network’s own scale,",
        "The loss fell",
        "The loss rose, for the step was too long",
        "The loss stays as it was:",
        "the network is right.",
        "the network is wrong.",
        "The network is now right.",
        "The network is now wrong.",
        "All gradients are zero: there is no step to take.",
        "The gradients of all weights are zero: only biases take a step.",
        "This neuron’s sum is negative: ReLU is flat there.",
        "several classes are equally likely: the first of them is the prediction",
        "It can't be smaller: there is nothing to learn here.",
        "The line is level: this weight stays as it is.",
        "A sum is exactly zero here, where ReLU's slope counts as zero. The slope of the line is called gradient.",
    ):
        assert sentence in said, sentence
    for beginning in ("Down the slope: this step alone", "There the curve is higher: this step alone"):
        assert any(sentence.startswith(beginning) for sentence in said), beginning
