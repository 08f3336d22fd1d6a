"""A lesson is what a film is about: a network, data, the sample shown, and the names of things."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mathnet import (
    MLP,
    BackwardTrace,
    ForwardTrace,
    History,
    Layer,
    Samples,
    TrainingSettings,
    UpdateTrace,
    predict_class,
)
from scenes.lessons.recording import recall_or_record

if TYPE_CHECKING:
    from pathlib import Path


class LessonError(ValueError):
    """A lesson file that can't be read, or doesn't hold what it should."""


@dataclass(frozen=True, slots=True)
class Scaling:
    """How features were standardised: x = (measured − mean) / deviation, feature by feature."""

    means: tuple[float, ...]
    deviations: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """The sample that a film shows: `x` as the network gets it, `measured` as it came (None if that is the same)."""

    x: tuple[float, ...]
    target: tuple[float, ...]
    measured: tuple[float, ...] | None = None


@dataclass(frozen=True, slots=True)
class Training:
    """The data a network learns from, and how; `seed` is of the shuffling."""

    train: Samples
    test: Samples | None
    settings: TrainingSettings
    seed: int


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a film is about.

    `network` is as it stands before `training`; without training it is shown as it is. `features` and `classes`
    name inputs and outputs (two classes may share a single sigmoid output). `decimals` is how numbers are shown, and
    `learning_rate` is that of a single update, where one is shown. Where `precise` is given, results that are to be
    compared with a text (the loss, new weights) are shown with so many decimals; where `biases_stay`, that text takes
    the step with the weights alone.
    """

    name: str
    title: str
    network: MLP
    samples: tuple[Sample, ...]
    features: tuple[str, ...]
    classes: tuple[str, ...]
    shown: int = 0
    scaling: Scaling | None = None
    unit: str = ""
    noun: str = "sample"
    training: Training | None = None
    decimals: int = 2
    learning_rate: float = 0.5
    precise: int | None = None
    biases_stay: bool = False

    def __post_init__(self) -> None:
        inputs, outputs = self.network.sizes[0], self.network.sizes[-1]
        if len(self.features) != inputs:
            raise LessonError(
                f"lesson {self.name}: {len(self.features)} feature names for a network of {inputs} inputs: name each"
            )
        allowed = {outputs} | ({2} if outputs == 1 else set())
        if len(self.classes) not in allowed:
            raise LessonError(
                f"lesson {self.name}: {len(self.classes)} output names for a network of {outputs} outputs: name each"
            )
        if not 0 <= self.shown < len(self.samples):
            raise LessonError(
                f"lesson {self.name}: sample {self.shown} of {len(self.samples)}: give 0 to {len(self.samples) - 1}"
            )

    @classmethod
    def from_toml(cls, path: str | Path) -> Lesson:
        """Return the lesson in a file (see template.toml). Raises LessonError, with the file, the key or line."""
        # reading one needs plans, and a plan makes lessons
        from scenes.lessons.toml_file import plan_from_toml

        return plan_from_toml(path).lesson()

    @property
    def sample(self) -> Sample:
        return self.samples[self.shown]

    @property
    def classifies(self) -> bool:
        return self.network.loss in ("cross-entropy", "binary-cross-entropy")


@dataclass(frozen=True, slots=True)
class Study:
    """A lesson worked through; paths of readouts start here.

    `network` is as trained, `forward` and `backward` are the traces of the sample shown, `update` is one step of
    gradient descent on it, and `after` traces the same sample through the network that the step leads to.
    """

    lesson: Lesson
    network: MLP
    history: History | None
    forward: ForwardTrace
    backward: BackwardTrace
    update: UpdateTrace
    after: BackwardTrace
    predicted: int
    predicted_after: int
    true: int

    @property
    def weights(self) -> tuple[float, ...]:
        """All weights, layer by layer and neuron by neuron: in the order in which they are numbered."""
        return tuple(weight for layer in self.network.layers for row in layer.weights for weight in row)


def learn(lesson: Lesson) -> tuple[MLP, History | None]:
    """Return the lesson's network as trained, and the history of its training (see scenes.lessons.recording)."""
    if lesson.training is None:
        return lesson.network, None
    return _learn(lesson.network, lesson.training, lesson.name)


@lru_cache(maxsize=8)
def _learn(network: MLP, training: Training, name: str) -> tuple[MLP, History]:
    result = recall_or_record(network, training, name)
    return result.network, result.history


def study(lesson: Lesson) -> Study:
    """Train the lesson's network, trace its sample forward and backward, take a step, and trace it again."""
    network, history = learn(lesson)
    forward = network.forward(lesson.sample.x)
    backward = network.backward(forward, lesson.sample.target)
    update = network.update(backward, lesson.learning_rate)
    stepped = _with_biases_of(network, update.network) if lesson.biases_stay else update.network
    after = stepped.backward(stepped.forward(lesson.sample.x), lesson.sample.target)
    return Study(
        lesson,
        network,
        history,
        forward,
        backward,
        update,
        after,
        predict_class(forward.output),
        predict_class(after.forward.output),
        predict_class(lesson.sample.target),
    )


def _with_biases_of(network: MLP, stepped: MLP) -> MLP:
    """Return `stepped` with the biases of `network`."""
    pairs = zip(stepped.layers, network.layers, strict=True)
    return MLP([Layer(new.weights, old.biases, new.activation) for new, old in pairs], network.loss)
