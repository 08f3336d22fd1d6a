"""A network that was trained elsewhere, and rows for it, as what a lesson is made of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from mathnet import LOSSES, MLP, Layer, checks, from_sklearn, from_torch
from mathnet.checks import show
from scenes.lessons.data import Data, LessonError, Rows, check_shape
from scenes.lessons.images import name_pixels
from scenes.lessons.pipeline import split_pipeline
from scenes.lessons.preparation import Scaling
from scenes.lessons.wording import list_names


@dataclass(frozen=True, slots=True)
class Adopted:
    """A network and the data as given; `rows` are those of the data as the network gets them, by the `scaling`."""

    network: MLP
    data: Data
    rows: Rows
    scaling: Scaling | None


def adopt(
    model: Any,
    X: Any,  # noqa: N803
    y: Any,
    features: Any,
    classes: Any,
    noun: str,
    image: Any,
) -> Adopted:
    """Return what Lesson.from_model makes a lesson of; see there. Raises InputError."""
    scaling, last = split_pipeline(model)
    network = _take_over(last)
    names = None if classes is None else _names(classes, "the classes")
    if type(last).__name__ == "Sequential" and names is not None:
        network = _with_probabilities(network, len(names))
    rows = checks.matrix(_plain(X), "X", columns=network.sizes[0])
    answers = checks.items(_plain(y), "y", "labels or values")
    if len(answers) != len(rows):
        raise LessonError(f"y: expected one for each of the {len(rows)} rows of X, given {len(answers)}.")
    shape = None if image is None else _shape(image, network.sizes[0])
    inputs = _features(features, X, model, network.sizes[0], shape)
    if LOSSES[network.loss].classifies:
        data = _classified(network, inputs, rows, answers, getattr(last, "classes_", None), names)
    elif names is None:
        values = checks.matrix([_as_row(answer) for answer in answers], "y", columns=network.sizes[-1])
        data = Data(inputs, rows, values, outputs=_outputs(y, network.sizes[-1]))
    else:
        raise LessonError("the classes: expected none, as this network predicts values: leave them out.")
    scaled = tuple(map(scaling.standardised, rows)) if scaling else rows
    return Adopted(network, replace(data, noun=str(noun), image=shape), scaled, scaling)


def _take_over(model: Any) -> MLP:
    kind = type(model).__name__
    if isinstance(model, MLP):
        return model
    if kind == "Sequential":
        return from_torch(model)
    if kind in ("MLPClassifier", "MLPRegressor"):
        return from_sklearn(model)
    raise LessonError(
        "the model: expected an MLP, an MLPClassifier or MLPRegressor of scikit-learn, in a Pipeline or not, "
        f"or an nn.Sequential of PyTorch, given {show(kind)}."
    )


def _with_probabilities(network: MLP, classes: int) -> MLP:
    """Return a network that ends with its logits with the activation that makes probabilities of them."""
    last = network.layers[-1]
    if last.activation != "identity":
        return network
    shared = last.outputs == 1 and classes == 2
    activation, loss = ("sigmoid", "binary-cross-entropy") if shared else ("softmax", "cross-entropy")
    return MLP((*network.layers[:-1], Layer(last.weights, last.biases, activation)), loss)


def _classified(
    network: MLP,
    features: tuple[str, ...],
    rows: Rows,
    answers: tuple[object, ...],
    known: Any,
    names: tuple[str, ...] | None,
) -> Data:
    """Return the data of a classifier, whose labels are `known`, or otherwise 0, 1, …"""
    count = max(2, network.sizes[-1])
    indices = tuple(range(count))
    labels = indices if known is None else tuple(_plain(known))
    if len(labels) != count:
        raise LessonError(f"the model: expected a classifier of two classes or more, given one of {len(labels)}.")
    if names is None:
        names = tuple(map(str, labels))
    if len(names) != count:
        raise LessonError(f"the classes: expected {count} names, given {len(names)}.")
    ways: list[tuple[object, ...]] = [labels, names]
    if all(isinstance(label, str) for label in labels):
        ways.append(indices)
    # the first answer decides which of the ways y is written in
    way = next((way for way in ways if _index(answers[0], way) is not None), labels)
    targets = []
    for i, answer in enumerate(answers):
        index = _index(answer, way)
        if index is None:
            raise LessonError(f"y[{i}]: expected one of the classes, {list_names(way)}, given {show(answer)}.")
        targets.append(index)
    return Data(features, rows, tuple(targets), names)


def _index(answer: object, way: tuple[object, ...]) -> int | None:
    try:
        (answer,) = _as_row(answer)
        return way.index(answer)
    except Exception:  # not there, several, or of a class that doesn't let itself be compared
        return None


def _shape(image: Any, inputs: int) -> tuple[int, int]:
    """Return the rows and columns of an image that has a pixel for each input."""
    sides = checks.items(image, "the image", "two whole numbers, rows and columns")
    if len(sides) != 2:
        raise LessonError(f"the image: expected two whole numbers, rows and columns, given {show(image)}.")
    rows, columns = (checks.whole(side, "the image's rows and columns", least=1) for side in sides)
    check_shape((rows, columns), inputs)
    return rows, columns


def _features(
    given: Any,
    X: Any,  # noqa: N803
    model: Any,
    count: int,
    shape: tuple[int, int] | None,
) -> tuple[str, ...]:
    """Return the names of the inputs: those given, else the columns of X, else those the model was fitted with.

    Where there are none, pixels go by their place in an image of a `shape`.
    """
    fitted, columns = getattr(model, "feature_names_in_", None), getattr(X, "columns", None)
    if fitted is not None and columns is not None and list(fitted) != list(columns):
        expected, found = list_names(list(fitted)), list_names(list(columns))
        raise LessonError(f"X: expected the columns that the model was fitted with, {expected}, given {found}.")
    for names in (given, columns, fitted):
        if names is not None:
            features = _names(names, "the features")
            if len(features) != count:
                raise LessonError(f"the features: expected {count} names, one for each input, given {len(features)}.")
            return features
    return name_pixels(shape) if shape else tuple(f"x{k + 1}" for k in range(count))


def _outputs(y: Any, count: int) -> tuple[str, ...]:
    """Return the names of the outputs: those of the columns of y, if it has any."""
    name, columns = getattr(y, "name", None), getattr(y, "columns", None)
    if columns is not None:
        return _names(columns, "the columns of y")
    if count == 1:
        return (name if isinstance(name, str) else "value",)
    return tuple(f"value {j + 1}" for j in range(count))


def _names(values: Any, what: str) -> tuple[str, ...]:
    return tuple(map(str, checks.items(values, what, "names")))


def _plain(values: Any) -> Any:
    """Return an array, a tensor or a DataFrame as lists."""
    array = values.to_numpy() if hasattr(values, "to_numpy") else values
    return array.tolist() if hasattr(array, "tolist") else array


def _as_row(answer: Any) -> tuple[object, ...]:
    """Return a value as a row of one, and a row as it is: a column of answers is as good as a list of them."""
    return tuple(answer) if isinstance(answer, list | tuple) else (answer,)
