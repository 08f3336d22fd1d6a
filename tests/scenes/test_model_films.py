"""Films of a model that somebody trained with another library pass the audit."""

from __future__ import annotations

import pytest
from sklearn.datasets import load_digits, load_iris
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler

from scenes.architecture import Architecture
from scenes.backpropagation import Backpropagation
from scenes.digits import DigitsArchitecture, DigitsBackpropagation, DigitsForwardPass, DigitsMistakes
from scenes.forward_pass import ForwardPass
from scenes.lessons import Lesson
from scenes.pages.stops import stops_of
from scenes.storyboards.readout import say
from tests.scenes.audit import watch

IRIS = load_iris()
X, Y = IRIS.data, IRIS.target
SETTINGS = {"hidden_layer_sizes": (4,), "max_iter": 2000, "alpha": 5, "random_state": 1}


def flowers(model):
    return Lesson.from_model(model.fit(X, Y), X, Y, features=IRIS.feature_names, classes=IRIS.target_names)


LESSONS = {
    "as measured": lambda: flowers(MLPClassifier(**SETTINGS)),
    "standardised": lambda: flowers(make_pipeline(StandardScaler(), MLPClassifier(**SETTINGS))),
    "from 0 to 1": lambda: flowers(make_pipeline(MinMaxScaler(), MLPClassifier(**SETTINGS))),
    "from −1 to 1": lambda: flowers(make_pipeline(MinMaxScaler((-1, 1)), MLPClassifier(**SETTINGS))),
    "two classes": lambda: Lesson.from_model(MLPClassifier(**SETTINGS).fit(X, Y == 1), X, Y == 1),
    "values": lambda: Lesson.from_model(MLPRegressor(**SETTINGS).fit(X[:, 1:], X[:, 0]), X[:, 1:], X[:, 0]),
}


@pytest.mark.slow
@pytest.mark.parametrize("film", [ForwardPass, Backpropagation, Architecture])
@pytest.mark.parametrize("name", LESSONS)
def test_a_film_of_a_model_passes_the_audit(name, film):
    lesson = LESSONS[name]()
    assert watch(film, lesson)[1].faults == {}


@pytest.mark.slow
@pytest.mark.parametrize("film", [DigitsArchitecture, DigitsForwardPass, DigitsBackpropagation, DigitsMistakes])
@pytest.mark.parametrize("scaler", [[], [StandardScaler()]], ids=["as measured", "standardised"])
def test_a_film_of_a_model_that_reads_images_passes_the_audit(film, scaler):
    x, y = load_digits(return_X_y=True)
    model = make_pipeline(*scaler, MLPClassifier((12,), max_iter=60, random_state=1)).fit(x, y)
    assert watch(film, Lesson.from_model(model, x[:200], y[:200], image=(8, 8), shown=5))[1].faults == {}


@pytest.mark.slow
def test_a_film_says_how_the_columns_were_scaled():
    said = {}
    for name in ("standardised", "from 0 to 1", "from −1 to 1"):
        film, _ = stops_of(type("ForwardPass", (ForwardPass,), {"lesson": LESSONS[name]()}))
        said[name] = " ".join(say(caption.line) for caption in film.captions)
    assert "Counted in standard deviations from the mean:" in said["standardised"]
    assert "inus the minimum, divided by the range:" in said["from 0 to 1"]
    assert "inus the offset, divided by the scale:" in said["from −1 to 1"]
