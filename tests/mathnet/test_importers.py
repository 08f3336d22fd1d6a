"""A network taken over from scikit-learn or PyTorch answers as its model does."""

from __future__ import annotations

import random
import warnings

import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_iris, load_wine, make_multilabel_classification
from sklearn.exceptions import ConvergenceWarning
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.preprocessing import scale

from mathnet import MLP, Layer, from_sklearn, from_torch
from tests.mathnet import torch_stand_ins as stand_in

ACTIVATIONS = ["relu", "tanh", "logistic", "identity"]


def fitted(model, x, y):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(x, y)


def outputs(network, x):
    return np.array([network.forward(row).output for row in x])


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (7,), (5, 4, 3)], ids=str)
def test_a_classifier_of_many_classes_gives_its_probabilities(activation, hidden):
    x, y = load_wine(return_X_y=True)
    x = scale(x)
    model = fitted(MLPClassifier(hidden, activation=activation, max_iter=30, random_state=1), x, y)
    network = from_sklearn(model)
    assert (network.sizes, network.loss) == ((13, *hidden, 3), "cross-entropy")
    np.testing.assert_allclose(outputs(network, x), model.predict_proba(x), rtol=0, atol=1e-9)


@pytest.mark.parametrize("labels", [(0, 1), ("other", "setosa"), (False, True)], ids=str)
def test_a_classifier_of_two_classes_gives_the_probability_of_the_second(labels):
    x, y = load_iris(return_X_y=True)
    y = np.array(labels)[(y == 0).astype(int)]
    model = fitted(MLPClassifier((6,), max_iter=30, random_state=1), x, y)
    network = from_sklearn(model)
    assert (network.sizes, network.activations[-1], network.loss) == ((4, 6, 1), "sigmoid", "binary-cross-entropy")
    np.testing.assert_allclose(outputs(network, x)[:, 0], model.predict_proba(x)[:, 1], rtol=0, atol=1e-9)


@pytest.mark.parametrize("count", [1, 2])
def test_a_regressor_gives_its_predictions(count):
    x, y = load_diabetes(return_X_y=True)
    y = np.column_stack([y, y**0.5])[:, :count] / 100
    model = fitted(MLPRegressor(hidden_layer_sizes=(6, 5), max_iter=30, random_state=1), x, y if count > 1 else y[:, 0])
    network = from_sklearn(model)
    assert (network.sizes[-1], network.loss) == (count, "half-squared-error")
    np.testing.assert_allclose(outputs(network, x), model.predict(x).reshape(-1, count), rtol=0, atol=1e-9)


@pytest.mark.parametrize("task", ["many classes", "two classes", "values"])
def test_a_step_of_a_model_is_a_step_of_its_network(task):
    """So the loss is that of the model: its gradients lead to the same weights."""
    x, y = load_iris(return_X_y=True)
    settings = {"solver": "sgd", "momentum": 0, "alpha": 0, "learning_rate_init": 0.1, "random_state": 1, "max_iter": 5}
    model = (MLPRegressor if task == "values" else MLPClassifier)(hidden_layer_sizes=(3,), **settings)
    y = {"many classes": y, "two classes": y % 2, "values": x[:, 2:] / 7}[task]
    before = from_sklearn(fitted(model, x, y))
    target = np.eye(3)[y[70]] if task == "many classes" else np.atleast_1d(y[70])
    after = before.update(before.backward(before.forward(x[70]), target), 0.1).network
    assert before != after
    model.partial_fit(x[70:71], y[70:71])
    for stepped, layer in zip(from_sklearn(model).layers, after.layers, strict=True):
        np.testing.assert_allclose(stepped.weights, layer.weights, rtol=0, atol=1e-12)
        np.testing.assert_allclose(stepped.biases, layer.biases, rtol=0, atol=1e-12)


def test_weights_of_32_bits_are_taken_over_as_they_are():
    x, y = load_iris(return_X_y=True)
    model = fitted(MLPClassifier((4,), max_iter=5, random_state=1), x.astype("float32"), y)
    assert model.coefs_[0].dtype == "float32"
    assert np.array_equal(np.array(from_sklearn(model).layers[0].weights).T, model.coefs_[0])


@pytest.mark.parametrize(
    ("model", "refusal"),
    [
        (None, "expected a fitted MLPClassifier or MLPRegressor, given None."),
        (MLPClassifier, "expected a fitted MLPClassifier or MLPRegressor, given <class"),
        (MLPRegressor(), "expected a fitted MLPRegressor, given one that isn't: call fit first."),
        (
            fitted(MLPClassifier((3,), max_iter=2), *make_multilabel_classification(random_state=1)),
            "expected one class for each sample, given an MLPClassifier of several labels for each.",
        ),
    ],
    ids=["nothing", "a class", "not fitted", "several labels"],
)
def test_what_is_no_network_of_scikit_learn_is_refused(model, refusal):
    with pytest.raises(ValueError, match=r"^the model: ") as caught:
        from_sklearn(model)
    assert refusal in str(caught.value)


def test_outputs_and_activations_that_mathnet_lacks_are_refused():
    model = fitted(MLPRegressor(hidden_layer_sizes=(3,), max_iter=2), [[0], [1]], [0, 1])
    model.out_activation_ = "exp"  # as with loss="poisson"
    with pytest.raises(ValueError, match=r"squared error, given outputs of 'exp'\.$"):
        from_sklearn(model)
    model.out_activation_, model.activation = "identity", "elu"
    with pytest.raises(ValueError, match=r"^the model's activation: expected one of relu, .*, given 'elu'\.$"):
        from_sklearn(model)


def test_a_network_that_stopped_being_finite_is_refused():
    model = fitted(MLPRegressor(hidden_layer_sizes=(3,), max_iter=2), [[0], [1]], [0, 1])
    model.coefs_[1][2, 0] = np.nan
    with pytest.raises(ValueError, match=r"^the model's layer 2: the weights\[0\]\[2\]: expected a finite number"):
        from_sklearn(model)


W1, W2 = [[0.5, -1.0], [1.0, 2.0], [0.25, 0.0]], [[1.0, -1.0, 0.5], [0.0, 2.0, 1.0]]


def sequential(library, linear, end):
    """A network of 2-3-2 with all that does nothing in it, and the same ReLU at several places."""
    relu = library.ReLU()
    inner = library.Sequential(library.Dropout(), linear(W1, [0.0, 0.5, -0.5]), library.Sequential(relu))
    return library.Sequential(
        library.Flatten(), inner, library.Identity(), linear(W2), relu, linear([[1.0, 2.0], [3.0, 4.0]], [0, 1]), *end
    )


@pytest.mark.parametrize(
    ("end", "activation", "loss"),
    [
        ("Softmax", "softmax", "cross-entropy"),
        ("Sigmoid", "sigmoid", "binary-cross-entropy"),
        ("Tanh", "tanh", "mean-squared-error"),
        ("Identity", "identity", "mean-squared-error"),
    ],
)
def test_a_sequential_keeps_what_computes_in_its_order(end, activation, loss):
    module = sequential(stand_in, stand_in.linear, [getattr(stand_in, end)(), stand_in.Dropout()])
    layers = [
        Layer(W1, [0.0, 0.5, -0.5], "relu"),
        Layer(W2, [0.0, 0.0], "relu"),
        Layer([[1, 2], [3, 4]], [0, 1], activation),
    ]
    assert from_torch(module) == MLP(layers, loss)


def test_a_linear_without_activation_is_identity():
    module = stand_in.Sequential(stand_in.linear(W1, [0, 0, 0]), stand_in.linear(W2, [0, 0]))
    assert from_torch(module).activations == ("identity", "identity")


S = stand_in
FIRST, SECOND = S.linear(W1), S.linear(W2)


@pytest.mark.parametrize(
    ("modules", "refusal"),
    [
        ([], "the module: expected at least one Linear, given none."),
        ([S.Dropout(), S.Identity()], "the module: expected at least one Linear, given none."),
        ([S.ReLU(), FIRST], "module[0]: expected a Linear before each activation, given ReLU without one."),
        ([FIRST, S.Sequential(S.ReLU(), S.Tanh())], "module[1][1]: expected a Linear before each activation, given Ta"),
        ([FIRST, S.Softmax(), SECOND], "module[2]: expected nothing that computes after Softmax, given Linear."),
        ([FIRST, S.Softmax(), S.ReLU()], "module[2]: expected nothing that computes after Softmax, given ReLU."),
        ([FIRST, S.Softmax(dim=0)], "module[1]: expected Softmax over the outputs, dim=-1, given dim=0."),
        ([FIRST, S.LeakyReLU()], "module[1]: expected one of Linear, ReLU, Sigmoid, Tanh, Softmax, Identity, Flatten,"),
        ([FIRST, S.Tanh(), FIRST], "module[2]: expected a Linear of 3 inputs, as many as there are outputs before it,"),
        ([S.linear([[1.0, float("inf")]])], "module[0]: the weights[0][1]: expected a finite number, given inf."),
        ([S.linear([[1.0]], [1.0, 2.0])], "module[0]: the biases: expected 1 number, given 2: [1.0, 2.0]."),
    ],
)
def test_a_sequential_of_anything_else_is_refused_with_its_place(modules, refusal):
    with pytest.raises(ValueError) as caught:
        from_torch(stand_in.Sequential(*modules))
    assert str(caught.value).startswith(refusal)
    assert str(caught.value).endswith(".")
    assert "\n" not in str(caught.value)


def test_a_module_that_is_no_sequential_is_refused():
    with pytest.raises(ValueError, match=r"^the module: expected an nn.Sequential of its layers, given 'Linear'\.$"):
        from_torch(FIRST)


@pytest.mark.parametrize(("bits", "tolerance"), [(64, 1e-9), (32, 1e-5)])
@pytest.mark.parametrize("end", ["Softmax", "Sigmoid", "Tanh", "Identity"])
def test_a_module_of_torch_gives_its_output(end, bits, tolerance):
    """32 bits are seven digits, of which the module itself loses some on the way; the network computes with all."""
    torch = pytest.importorskip("torch")
    nn, kind = torch.nn, getattr(torch, f"float{bits}")
    torch.manual_seed(1)
    relu, last = nn.ReLU(), nn.Softmax(dim=1) if end == "Softmax" else getattr(nn, end)()
    inner = nn.Sequential(nn.Linear(9, 7), relu, nn.Dropout(0.5), nn.Linear(7, 6, bias=False), relu)
    module = nn.Sequential(nn.Flatten(), inner, nn.Identity(), nn.Linear(6, 5), nn.Tanh(), nn.Linear(5, 3), last)
    module = module.to(kind).eval()
    rng = random.Random(1)
    x = [[rng.uniform(-3, 3) for _ in range(9)] for _ in range(20)]
    rows = torch.tensor(x, dtype=kind)
    network = from_torch(module)
    assert network.activations == ("relu", "relu", "tanh", end.lower())
    np.testing.assert_allclose(outputs(network, rows.tolist()), module(rows).tolist(), rtol=0, atol=tolerance)


@pytest.mark.filterwarnings("ignore:Converting a tensor")
def test_a_module_of_torch_without_data_is_refused():
    torch = pytest.importorskip("torch")
    with pytest.raises(ValueError, match=r"^module\[0\]: the weights"):
        from_torch(torch.nn.Sequential(torch.nn.Linear(2, 3, device="meta")))
