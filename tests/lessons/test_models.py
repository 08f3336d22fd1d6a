"""A lesson made of somebody's model: its network answers as the model does, for the rows as they came."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from random import Random

import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_digits, load_iris, load_wine
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, Normalizer, StandardScaler

from mathnet import MLP, evaluate, from_torch
from mathnet.training import Samples
from scenes.lessons import Lesson, LessonError
from scenes.lessons.images import name_pixels
from scenes.studies import study
from scenes.studies.images import check_images
from tests.mathnet import torch_stand_ins as stand_in

IRIS = load_iris()
X, Y = IRIS.data, IRIS.target


def fitted(model, x, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(x, y)


def classifier(**settings):
    return MLPClassifier((5,), max_iter=40, random_state=1, **settings)


MODEL = fitted(classifier(), X, Y)


@dataclass
class Frame:
    """A DataFrame, as far as its columns and rows go."""

    columns: list
    rows: object

    def to_numpy(self):
        return np.array(self.rows)


@dataclass
class Series:
    name: str
    values: object

    def to_numpy(self):
        return np.array(self.values)


def answers(lesson):
    return np.array([lesson.network.forward(sample.x).output for sample in lesson.samples])


SCALERS = {
    "none": [],
    "standard": [StandardScaler()],
    "passed through": ["passthrough", StandardScaler(), None],
    "not shifted": [StandardScaler(with_mean=False)],
    "only shifted": [StandardScaler(with_std=False)],
    "unchanged": [StandardScaler(with_mean=False, with_std=False)],
    "from 0 to 1": [MinMaxScaler()],
    "from −2 to 3": [MinMaxScaler((-2, 3))],
    "one after another": [MinMaxScaler((1, 4)), StandardScaler(), MinMaxScaler()],
}


@pytest.mark.parametrize("scalers", SCALERS.values(), ids=SCALERS)
def test_a_pipeline_and_its_lesson_predict_the_same_from_the_same_rows(scalers):
    """Among the columns are a constant one, and one that varies by no more than rounding."""
    x = np.column_stack([X, np.full(150, 3.7), np.where(Y == 0, 0.1 + 0.2, 0.3)])
    model = fitted(make_pipeline(*scalers, classifier()), x, Y)
    lesson = Lesson.from_model(model, x, Y)
    np.testing.assert_allclose(answers(lesson), model.predict_proba(x), rtol=0, atol=1e-9)
    if lesson.scaling is None:
        assert [sample.x for sample in lesson.samples] == [tuple(row) for row in x.tolist()]
        assert lesson.sample.measured is None
    else:
        assert [sample.measured for sample in lesson.samples] == [tuple(row) for row in x.tolist()]
        np.testing.assert_allclose([sample.x for sample in lesson.samples], model[:-1].transform(x), atol=1e-12)
        np.testing.assert_allclose([lesson.scaling.measured(sample.x) for sample in lesson.samples], x, atol=1e-12)


def test_a_scaling_goes_by_the_names_of_what_it_takes_off_and_divides_by():
    names = {
        key: Lesson.from_model(fitted(make_pipeline(*SCALERS[key], classifier()), X, Y), X, Y).scaling.names
        for key in ("standard", "from 0 to 1", "from −2 to 3", "only shifted", "one after another")
    }
    other = ("offset", "scale")
    assert list(names.values()) == [("mean", "standard deviation"), ("minimum", "range"), other, other, other]
    scaling = Lesson.from_model(fitted(make_pipeline(MinMaxScaler(), classifier()), X, Y), X, Y).scaling
    assert scaling.means == tuple(X.min(axis=0)) and scaling.deviations == tuple(np.ptp(X, axis=0))


def test_a_constant_column_has_no_deviation_and_no_range():
    x = np.column_stack([X, np.full(150, 3.7)])
    for scaler in (StandardScaler(), MinMaxScaler()):
        scaling = Lesson.from_model(fitted(make_pipeline(scaler, classifier()), x, Y), x, Y).scaling
        assert scaling.deviations[4] == 0 < min(scaling.deviations[:4])


@pytest.mark.parametrize("count", [1, 2])
def test_a_regressor_and_its_lesson_predict_the_same(count):
    x, y = load_diabetes(return_X_y=True)
    y = np.column_stack([y, y**0.5])[:, :count]
    model = fitted(make_pipeline(StandardScaler(), MLPRegressor(random_state=1, max_iter=5)), x, np.squeeze(y))
    for given in (y, y.tolist(), *([y[:, 0]] if count == 1 else [])):
        lesson = Lesson.from_model(model, x, given)
        np.testing.assert_allclose(answers(lesson), model.predict(x).reshape(-1, count), rtol=0, atol=1e-9)
        assert [sample.target for sample in lesson.samples] == [tuple(row) for row in y.tolist()]
        assert lesson.classes == (("value",) if count == 1 else ("value 1", "value 2"))


def test_the_lesson_is_as_right_as_the_model():
    """So each label stands beside the output that it is of."""
    for labels in (np.array(["b", "c", "a"]), np.array([7, 3, 5]), np.array([2.0, 1.0, 0.0])):
        model = fitted(classifier(solver="lbfgs", activation="tanh"), X, labels[Y])
        lesson = Lesson.from_model(model, X, labels[Y])
        samples = Samples([sample.x for sample in lesson.samples], [sample.target for sample in lesson.samples])
        assert evaluate(lesson.network, samples)[1] == model.score(X, labels[Y]) > 0.5
        assert lesson.classes == tuple(map(str, sorted(labels.tolist())))


def test_two_classes_share_an_output():
    model = fitted(classifier(), X, np.where(Y == 0, "setosa", "other"))
    lesson = Lesson.from_model(model, X, np.where(Y == 0, "setosa", "other"), shown=60)
    assert lesson.classes == ("other", "setosa")
    assert [sample.target for sample in lesson.samples] == [(float(label == 0),) for label in Y]
    assert study(lesson).true == 0


@pytest.mark.parametrize(
    ("labels", "y"),
    [
        ([0, 1, 2], [2, 0, 1]),
        ([0, 1, 2], [[2], [0], [1]]),
        ([0, 1, 2], [2.0, 0.0, 1.0]),
        ([0, 1, 2], ["z", "x", "y"]),
        (["a", "b", "c"], ["c", "a", "b"]),
        (["a", "b", "c"], ["z", "x", "y"]),
        (["a", "b", "c"], [2, 0, 1]),
        ([1, 2, 3], [3, 1, 2]),
    ],
)
def test_labels_names_and_indices_say_the_same(labels, y):
    model = fitted(classifier(), X, np.array(labels)[Y])
    lesson = Lesson.from_model(model, X[:3], y, classes=["x", "y", "z"])
    assert [study(lesson).true, *(sample.target.index(1.0) for sample in lesson.samples)] == [2, 2, 0, 1]
    assert lesson.classes == ("x", "y", "z")


def test_names_come_from_a_table_or_the_model_or_count():
    plain = Lesson.from_model(MODEL, X.tolist(), Y.tolist())
    assert (plain.features, plain.classes, plain.noun) == (("x1", "x2", "x3", "x4"), ("0", "1", "2"), "sample")
    frame = Frame(IRIS.feature_names, X)
    own = Lesson.from_model(MODEL, frame, Y, classes=IRIS.target_names, noun="flower", title="iris", shown=3)
    assert own.features == tuple(IRIS.feature_names) and own.classes == ("setosa", "versicolor", "virginica")
    assert (own.noun, own.title, own.sample) == ("flower", "iris", plain.samples[3])
    assert Lesson.from_model(MODEL, frame, Y, features=["abcd"] * 4).features == ("abcd",) * 4
    model = fitted(classifier(), X, Y)
    model.feature_names_in_ = np.array(list("abcd"), dtype=object)
    assert Lesson.from_model(model, X, Y).features == tuple("abcd")
    regressor = fitted(MLPRegressor(max_iter=2), X, Y)
    assert Lesson.from_model(regressor, X, Series("price", Y)).classes == ("price",)
    assert Lesson.from_model(regressor, X, Frame(["cost"], Y[:, None])).classes == ("cost",)


def test_a_network_of_mathnet_stays_as_it_is():
    network = MLP.initialised([4, 3, 2], ["tanh", "identity"], "mean-squared-error", Random(1))
    lesson = Lesson.from_model(network, X[:5], X[:5, :2])
    assert lesson.network is network and lesson.training is None
    assert lesson.sample.target == tuple(X[0, :2])


@pytest.mark.slow
def test_a_network_that_reads_images_is_a_lesson_of_images():
    x, y = load_digits(return_X_y=True)
    for steps in ([], [MinMaxScaler((0, 2))]):
        model = fitted(make_pipeline(*steps, MLPClassifier((6,), max_iter=2, random_state=1)), x, y)
        lesson = Lesson.from_model(model, x, y, image=(8, 8), shown=3)
        assert (lesson.image, lesson.features) == ((8, 8), name_pixels((8, 8)))
        np.testing.assert_allclose(answers(lesson)[:50], model.predict_proba(x[:50]), rtol=0, atol=1e-9)
        assert check_images(lesson) == (8, 8)
    assert Lesson.from_model(model, x, y, image=np.array([4, 16])).image == (4, 16)
    assert Lesson.from_model(model, x, y, image=[8, 8], features=map(str, range(64))).features[9] == "9"
    assert Lesson.from_model(model, x, y).image is None


RNG = Random(1)
WEIGHTS = [[[RNG.uniform(-1, 1) for _ in range(4)] for _ in range(rows)] for rows in (3, 1)]


@pytest.mark.parametrize(
    ("weights", "classes", "end", "ends", "loss"),
    [
        (WEIGHTS[0], ["a", "b", "c"], [], "softmax", "cross-entropy"),
        (WEIGHTS[1], ["a", "b"], [], "sigmoid", "binary-cross-entropy"),
        (WEIGHTS[0], ["a", "b", "c"], [stand_in.Softmax()], "softmax", "cross-entropy"),
        (WEIGHTS[0], None, [stand_in.Softmax()], "softmax", "cross-entropy"),
        (WEIGHTS[1], ["a", "b"], [stand_in.Sigmoid()], "sigmoid", "binary-cross-entropy"),
        (WEIGHTS[1], None, [stand_in.Sigmoid()], "sigmoid", "binary-cross-entropy"),
    ],
)
def test_logits_become_probabilities_where_classes_are_named(weights, classes, end, ends, loss):
    module = stand_in.Sequential(stand_in.linear(weights), *end)
    lesson = Lesson.from_model(module, X[:2], [1, 0], classes=classes)
    assert (lesson.network.activations, lesson.network.loss, lesson.classifies) == ((ends,), loss, True)
    assert lesson.network.layers[0].weights == from_torch(module).layers[0].weights
    assert lesson.classes == tuple(classes or map(str, range(max(2, len(weights)))))
    assert [study(lesson).true, lesson.samples[1].target[0]] == [1, float(len(weights) > 1)]


def test_logits_stay_values_where_no_classes_are_named():
    lesson = Lesson.from_model(stand_in.Sequential(stand_in.linear(WEIGHTS[0])), X[:2], [[1, 2, 3], [4, 5, 6]])
    assert (lesson.network.loss, lesson.classes) == ("mean-squared-error", ("value 1", "value 2", "value 3"))


def test_logits_of_torch_predict_what_its_softmax_does():
    torch = pytest.importorskip("torch")
    torch.manual_seed(1)
    module = torch.nn.Sequential(torch.nn.Linear(4, 6), torch.nn.ReLU(), torch.nn.Linear(6, 3)).double()
    rows = torch.tensor(X)
    lesson = Lesson.from_model(module, rows, torch.tensor(Y), classes=IRIS.target_names)
    np.testing.assert_allclose(answers(lesson), torch.softmax(module(rows), 1).tolist(), rtol=0, atol=1e-9)
    assert [sample.target.index(1.0) for sample in lesson.samples] == Y.tolist()


def unfitted():
    pipeline = make_pipeline(StandardScaler(), classifier())
    pipeline.steps[-1] = ("mlp", MODEL)
    return pipeline


REGRESSOR = fitted(MLPRegressor(max_iter=2), X, Y)
LINEAR = stand_in.linear(WEIGHTS[0])
BAD = {
    "no model": ({"model": "iris"}, "the model: expected an MLP, an MLPClassifier or MLPRegressor of scikit-learn"),
    "not fitted": ({"model": MLPClassifier()}, "the model: expected a fitted MLPClassifier, given one that isn't"),
    "another step": (
        {"model": fitted(make_pipeline(Normalizer(), classifier()), X, Y)},
        "the pipeline's step 'normalizer': expected a StandardScaler or a MinMaxScaler, given 'Normalizer'.",
    ),
    "scaler not fitted": (
        {"model": unfitted()},
        "the pipeline's step 'standardscaler': expected a fitted StandardScaler, given one that isn't: call fit first.",
    ),
    "clipping": (
        {"model": fitted(make_pipeline(MinMaxScaler(clip=True), classifier()), X, Y)},
        "the pipeline's step 'minmaxscaler': expected a MinMaxScaler without clip",
    ),
    "one class": (
        {"model": fitted(classifier(), X, Y * 0), "y": Y * 0},
        "the model: expected a classifier of two classes or more, given one of 1.",
    ),
    "no rows": ({"X": []}, "X: expected at least one row of numbers, given none."),
    "a single row": ({"X": X[0]}, "X[0]: expected 4 numbers, given"),
    "too few columns": ({"X": X[:, :3]}, "X[0]: expected 4 numbers, given 3: ["),
    "not a number": (
        {"X": np.where(np.arange(600).reshape(150, 4) == 9, np.nan, X)},
        "X[2][1]: expected a finite number, given nan.",
    ),
    "text": ({"X": [["1", "2", "3", "4"]], "y": [0]}, "X[0][0]: expected a number, given '1'."),
    "too few answers": ({"y": Y[:149]}, "y: expected one for each of the 150 rows of X, given 149."),
    "no answers": ({"y": None}, "y: expected labels or values, given None."),
    "unknown label": ({"y": [*Y[:-1], 3]}, "y[149]: expected one of the classes, 0, 1, 2, given"),
    "names in one text": ({"classes": "xyz"}, "the classes: expected names, given 'xyz'."),
    "names mixed": (
        {"y": ["x", *Y[1:].tolist()], "classes": ["x", "y", "z"]},
        "y[1]: expected one of the classes, 'x', 'y', 'z', given 0.",
    ),
    "several labels": ({"y": np.eye(3)[Y]}, "y[0]: expected one of the classes, 0, 1, 2, given [1.0, 0.0, 0.0]."),
    "too few names": ({"classes": ["a", "b"]}, "the classes: expected 3 names, given 2."),
    "too few features": ({"features": ["a"]}, "the features: expected 4 names, one for each input, given 1."),
    "classes of values": (
        {"model": REGRESSOR, "classes": ["a"]},
        "the classes: expected none, as this network predicts values: leave them out.",
    ),
    "value missing": ({"model": REGRESSOR, "y": [*Y[:-1], np.nan]}, "y[149][0]: expected a finite number, given nan."),
    "too many values": ({"model": REGRESSOR, "y": np.eye(3)[Y]}, "y[0]: expected 1 number, given 3: ["),
    "logits of another count": (
        {"model": stand_in.Sequential(LINEAR), "classes": ["a", "b"]},
        "the classes: expected 3 names, given 2.",
    ),
    "no logits": (
        {"model": stand_in.Sequential(LINEAR, stand_in.Tanh()), "classes": ["a", "b", "c"]},
        "the classes: expected none, as this network predicts values: leave them out.",
    ),
    "an image of other pixels": (
        {"image": (8, 8)},
        "the image: expected rows · columns = 4, as there are 4 features, given 8 · 8 = 64.",
    ),
    "an image of one side": ({"image": (4,)}, "the image: expected two whole numbers, rows and columns, given (4,)."),
    "an image of no sides": ({"image": 4}, "the image: expected two whole numbers, rows and columns, given 4."),
    "an image of half a row": (
        {"image": (0.5, 8)},
        "the image's rows and columns: expected a whole number of at least 1, given 0.5.",
    ),
    "an image turned over": (
        {"image": (-2, -2)},
        "the image's rows and columns: expected a whole number of at least 1, given -2.",
    ),
    "sample missing": ({"shown": 150}, "lesson model: sample 150 of 150: give 0 to 149"),
    "no sample": ({"shown": "first"}, "shown: expected a whole number of at least 0, given 'first'."),
}


@pytest.mark.parametrize(("given", "refusal"), BAD.values(), ids=BAD)
def test_what_does_not_fit_is_refused_in_a_sentence(given, refusal):
    with pytest.raises(ValueError) as caught:
        Lesson.from_model(**{"model": MODEL, "X": X, "y": Y, **given})
    assert str(caught.value).startswith(refusal)
    assert "\n" not in str(caught.value)


def test_columns_in_another_order_than_fitted_are_refused():
    model = fitted(make_pipeline(StandardScaler(), classifier()), X, Y)
    model[0].feature_names_in_ = np.array(list("abcd"), dtype=object)
    assert Lesson.from_model(model, Frame(list("abcd"), X), Y).features == tuple("abcd")
    with pytest.raises(
        LessonError, match=r"^X: expected the columns that the model was fitted with, 'a', 'b', 'c', 'd'"
    ):
        Lesson.from_model(model, Frame(list("abdc"), X), Y)


def test_a_network_that_no_film_draws_whole_is_a_lesson():
    x, y = load_wine(return_X_y=True)
    model = fitted(MLPClassifier((64,), max_iter=2), x, y)
    assert Lesson.from_model(model, x, y).network.sizes == (13, 64, 3)
