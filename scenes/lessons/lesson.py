"""A lesson is what a film is about, and a plan is what a lesson is made from: data and settings.

>>> from scenes.lessons import Data, Plan
>>> data = Data(features=("left", "right"), rows=((0, 0), (0, 1), (1, 0), (1, 1)), classes=("same", "different"),
...             targets=(0, 1, 1, 0))
>>> lesson = Plan(name="xor", data=data, hidden=(4,), test_share=0).lesson()
>>> lesson.network.sizes, lesson.network.loss, len(lesson.samples)
((2, 4, 2), 'cross-entropy', 4)
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from mathnet import MLP, InputError, Samples, TrainingSettings, checks
from scenes.lessons.data import Data, LessonError, check_shape
from scenes.lessons.limits import check_amount, check_seed, check_sizes
from scenes.lessons.model import adopt
from scenes.lessons.preparation import Scaling, split, standardise, target_rows
from scenes.lessons.sample import Published, Sample, Training
from scenes.lessons.scikit import check_trainer
from scenes.lessons.toml_file import settings_from_toml

RATE_FOR_CLASSES = 0.01
RATE_FOR_VALUES = 0.002


@dataclass(frozen=True, slots=True)
class Lesson:
    """What a film is about.

    `network` is as it stands before `training`; without training it is shown as it is. `features` and `classes`
    name inputs and outputs (two classes may share a single sigmoid output). `scaling` is that of the features and
    `target_scaling` that of values to be predicted, each None where they are taken as measured. `decimals` is how
    numbers are shown, and `learning_rate` is that of a single update, where one is shown. `published` says how a text
    works the lesson out, where there is one to compare with. Where samples are images, `image` is their shape, (rows,
    columns), and the inputs are their pixels, row by row. `course` is the file that says how a network learned that
    comes trained, if there is one (see scenes.studies.image_course).
    """

    name: str
    title: str
    network: MLP
    samples: tuple[Sample, ...]
    features: tuple[str, ...]
    classes: tuple[str, ...]
    shown: int = 0
    scaling: Scaling | None = None
    target_scaling: Scaling | None = None
    unit: str = ""
    noun: str = "sample"
    training: Training | None = None
    decimals: int = 2
    learning_rate: float = 0.5
    published: Published | None = None
    image: tuple[int, int] | None = None
    course: Path | None = None

    def __post_init__(self) -> None:
        inputs, outputs = self.network.sizes[0], self.network.sizes[-1]
        if len(self.features) != inputs:
            raise LessonError(
                f"lesson {self.name}: {len(self.features)} feature names for a network of {inputs} inputs: name each"
            )
        if self.image is not None:
            check_shape(self.image, inputs)
        both = outputs == 1 and self.classifies
        if len(self.classes) not in ({2} if both else {outputs, 2 if outputs == 1 else outputs}):
            raise LessonError(
                f"lesson {self.name}: {len(self.classes)} output names for a network of {outputs} outputs: "
                f"name {'both classes' if both else 'each'}"
            )
        if not 0 <= self.shown < len(self.samples):
            raise LessonError(
                f"lesson {self.name}: sample {self.shown} of {len(self.samples)}: give 0 to {len(self.samples) - 1}"
            )

    @classmethod
    def from_toml(cls, path: str | Path) -> Lesson:
        """Return the lesson in a file (see template.toml). Raises LessonError, with the file, the key or line."""
        return plan_from_toml(path).lesson()

    @classmethod
    def from_model(
        cls,
        model: object,
        X: object,  # noqa: N803
        y: object,
        *,
        features: Iterable[str] | None = None,
        classes: Iterable[str] | None = None,
        noun: str = "sample",
        title: str = "your own model",
        shown: int = 0,
        image: tuple[int, int] | None = None,
    ) -> Lesson:
        """Return a lesson about a network that was trained elsewhere, which predicts what `model` predicts.

        `model` is a fitted MLPClassifier or MLPRegressor of scikit-learn, a Pipeline that ends with one, an
        nn.Sequential of PyTorch (see mathnet.from_sklearn and mathnet.from_torch), or an MLP. In a Pipeline may be
        StandardScaler and MinMaxScaler: they become the lesson's scaling, for MinMaxScaler with minimum and range in
        place of mean and deviation. `X` has a row a sample, as `model` takes it; an array, a DataFrame or lists.

        `y` has a class or a value a sample: the labels that the model knows, if it does; otherwise indices of classes,
        or names out of `classes`. The classes are called by their labels, if not by `classes` in their order. For a
        Sequential that ends with logits, `classes` says that it is a classifier: softmax is appended, or a sigmoid to a
        single output for two classes. `features` are otherwise the columns of X, or x1, x2, … Where a row is the pixels
        of an image, row by row, `image` says how many (rows, columns) it has. Raises InputError.
        """
        adopted = adopt(model, X, y, features, classes, noun, image)
        network, data = adopted.network, adopted.data
        targets = target_rows(data, shared=network.sizes[-1] == 1)
        given = data.rows if adopted.scaling else [None] * len(data.rows)
        return cls(
            name="model",
            title=title,
            network=network,
            samples=tuple(Sample(*sample) for sample in zip(adopted.rows, targets, given, strict=True)),
            features=data.features,
            classes=data.classes or data.outputs,
            shown=checks.whole(shown, "shown", least=0),
            scaling=adopted.scaling,
            noun=data.noun,
            learning_rate=RATE_FOR_CLASSES if data.classes else RATE_FOR_VALUES,
            image=data.image,
        )

    @property
    def sample(self) -> Sample:
        return self.samples[self.shown]

    @property
    def classifies(self) -> bool:
        return self.network.loss in ("cross-entropy", "binary-cross-entropy")


@dataclass(frozen=True, slots=True)
class Plan:
    """Data and all settings of a lesson; `seed` decides split, first weights and order of the samples.

    Left None, `output`, `loss` and `learning_rate` are softmax, cross-entropy and 0.01 for classes, identity, mean
    squared error and 0.002 for values. `activations` is that of every hidden layer, or one for each. `standardise` is
    about the features (left None, all but pixels are standardised), `standardise_targets` about values to be predicted
    by an identity output: other outputs have a range of their own.
    """

    name: str
    data: Data
    title: str = ""
    hidden: tuple[int, ...] = (8, 6)
    activations: tuple[str, ...] = ("relu",)
    output: str | None = None
    loss: str | None = None
    initialisation: str = "he"
    learning_rate: float | None = None
    epochs: int = 100
    batch_size: int = 1
    momentum: float = 0.0
    seed: int = 1
    test_share: float = 0.2
    standardise: bool | None = None
    standardise_targets: bool = True
    shown: int = 0
    from_training: bool = False  # count the samples of the training set, not those of the test set
    decimals: int = 2
    every: int | None = None  # epochs from one snapshot of the network to the next
    asks_hidden: bool = False  # whether the command asks for `hidden` where it isn't given

    def lesson(self) -> Lesson:
        """Return the lesson: data split and standardised, a network initialised.

        Raises LessonError for settings that don't fit the data or each other.
        """
        data = self.data
        check_seed(self.seed)
        train, test = split(data, self.test_share, self.seed)
        rows, scaling = data.rows, None
        if self.standardise or (self.standardise is None and data.image is None):
            rows, scaling = standardise(rows, train, "features")
        measured = targets = target_rows(data, shared=len(data.classes) == 2 and self.output == "sigmoid")
        target_scaling = None
        if self.standardise_targets and not data.classes and self._output == "identity":
            targets, target_scaling = standardise(measured, train, "targets")
        network = self._network(len(targets[0]))
        training = Training(
            Samples([rows[i] for i in train], [targets[i] for i in train]),
            Samples([rows[i] for i in test], [targets[i] for i in test]) if test else None,
            self._settings(network.parameter_count),
            self.seed,
        )
        check_trainer(network, training.train)
        shown = (not self.from_training and test) or train
        return Lesson(
            name=self.name,
            title=self.title or self.name,
            network=network,
            samples=tuple(
                Sample(rows[i], targets[i], data.rows[i] if scaling else None, measured[i] if target_scaling else None)
                for i in shown
            ),
            features=data.features,
            classes=data.classes or data.outputs,
            shown=self.shown,
            scaling=scaling,
            target_scaling=target_scaling,
            unit=data.unit,
            noun=data.noun,
            training=training,
            decimals=self.decimals,
            learning_rate=training.settings.learning_rate,
            image=data.image,
        )

    @property
    def _output(self) -> str:
        return self.output or ("softmax" if self.data.classes else "identity")

    def _network(self, outputs: int) -> MLP:
        layers = checks.items(self.hidden, "hidden", "the sizes of layers, like (8, 6)")
        checks.items(self.activations, "activations", "the names of activations, like ('relu',)")
        hidden = self.activations * len(layers) if len(self.activations) == 1 else self.activations
        by_output = {"softmax": "cross-entropy", "sigmoid": "binary-cross-entropy"} if self.data.classes else {}
        loss = self.loss or by_output.get(self._output, "mean-squared-error")
        neurons = (checks.whole(size, "a hidden layer", least=1) for size in layers)
        sizes = (len(self.data.features), *neurons, outputs)
        check_sizes(sizes)
        return MLP.initialised(sizes, (*hidden, self._output), loss, random.Random(self.seed), self.initialisation)

    def _settings(self, parameters: int) -> TrainingSettings:
        rate = self.learning_rate
        if rate is None:
            rate = RATE_FOR_CLASSES if self.data.classes else RATE_FOR_VALUES
        settings = TrainingSettings(rate, self.epochs, self.batch_size, self.momentum, snapshot_every=self.every)
        check_amount(settings, parameters)
        return settings


def plan_from_toml(path: str | Path) -> Plan:
    """Return the plan in the lesson file `path`. Raises LessonError."""
    try:
        plan = Plan(**settings_from_toml(Path(path)))
        plan.lesson()  # settings that don't fit the data or each other show up here
    except InputError as error:
        raise LessonError(f"{path}: {str(error).rstrip('.')}.") from None
    return plan


def vary(plan: Plan, **settings: object) -> Plan:
    """Return the plan with those `settings` replaced that are not None."""
    given = {name: value for name, value in settings.items() if value is not None}
    return replace(plan, **given)  # type: ignore[arg-type]
