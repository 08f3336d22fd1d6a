"""The training films pass the audit for lessons of other shapes and data too, or refuse them in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from scenes import forward_pass, training
from scenes.lessons import Data, Lesson, Plan, datasets, find_lesson, find_plan, vary
from scenes.stage.film import Film
from tests.scenes.audit import watch
from tests.storyboards.breaking import CURVES, PLANES, RACES

LONGEST = 150  # seconds that a film of any lesson may last


def built_in(name: str, **settings: object) -> Lesson:
    plan = find_plan(name)
    assert isinstance(plan, Plan)
    return vary(plan, **settings).lesson()


def hard_names() -> Lesson:
    data = Data(
        features=('#f$x_1$ <b>"\\ and a very long name', "b 👍 $"),
        rows=tuple((float(i % 7), float(i % 5)) for i in range(60)),
        targets=tuple(i % 2 for i in range(60)),
        classes=("*class* _of_ `#` 👍 sixty letters or so, they say", "#panic(1)"),
        noun="#x",
    )
    return Plan(name="hard", title='#panic("run")', data=data, hidden=(3,), epochs=12).lesson()


def classes(count: int, **settings: Any) -> Lesson:
    """Return a lesson of so many classes with long names."""
    data = Data(
        features=("a", "b"),
        rows=tuple((float(i % count), float(i % 3)) for i in range(4 * count)),
        targets=tuple(i % count for i in range(4 * count)),
        classes=tuple(f"class with a long name {'ABCDEFGHIJK'[j]}" for j in range(count)),
    )
    return Plan(
        **{"name": f"{count} classes", "data": data, "hidden": (3,), "epochs": 2, "test_share": 0.5} | settings
    ).lesson()


def values(count: int, inputs: int, outputs: int, stretch: float = 1.0, **settings: Any) -> Lesson:
    """Return a lesson of so many samples of values."""
    data = Data(
        features=tuple(f"feature {'abcdefghij'[k]}" for k in range(inputs)),
        rows=tuple(tuple(float(i * (k + 2) % 7) for k in range(inputs)) for i in range(count)),
        targets=tuple(tuple(stretch * (i % 5 - j) for j in range(outputs)) for i in range(count)),
        outputs=tuple(f"output with a long name {'ABCDEFGHIJ'[j]}" for j in range(outputs)),
    )
    return Plan(**{"name": f"{outputs} values", "data": data, "hidden": (3,), "epochs": 2} | settings).lesson()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("film", "lesson"),
    [
        *((training.TrainingIris, classes(count)) for count in (2, 6, 11)),
        (training.TrainingIris, classes(3, hidden=(), epochs=1, test_share=0)),
        (training.BeforeAndAfter, classes(2, learning_rate=1e-9)),
        (training.BeforeAndAfter, values(9, 2, 1, learning_rate=0.9, activations=("tanh",))),
        (training.BeforeAndAfter, values(1, 1, 1, hidden=(), epochs=1, test_share=0)),
        (training.TrainingDiabetes, values(12, 3, 2)),
        (training.TrainingDiabetes, values(600, 1, 7, hidden=())),
        (training.TrainingDiabetes, values(1, 2, 1, epochs=1, test_share=0)),
        (training.TrainingDiabetes, values(10, 2, 1, 0.0)),
    ],
    ids=lambda value: value.name if isinstance(value, Lesson) else value.__name__,
)
def test_film_passes_the_audit_for_small_and_odd_lessons(film: type[Film], lesson: Lesson) -> None:
    scene, findings = watch(film, lesson)
    assert findings.faults == {}
    assert scene.time <= LONGEST
    ids = [caption.id for caption in scene.captions]
    assert "" not in ids
    assert len(set(ids)) == len(ids), "a page has to find each step by its own id"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("film", "lesson"),
    [
        (training.TrainingIris, built_in("moons", epochs=3000, every=1)),
        (training.BeforeAndAfter, built_in("moons", hidden=(4,), epochs=300)),
        (training.TrainingDiabetes, values(50, 10, 3, epochs=2000, hidden=(10, 10), learning_rate=0.001)),
        (training.TrainingIris, built_in("iris", hidden=(16, 16), epochs=12)),
        (training.TrainingIris, built_in("iris", test_share=0, epochs=7)),
        (training.TrainingIris, built_in("iris", epochs=1)),
        (training.TrainingIris, built_in("moons", epochs=10)),
        (training.TrainingIris, Plan("wide", datasets.load_set("breast-cancer"), hidden=(10,), epochs=5).lesson()),
        (training.TrainingIris, hard_names()),
        (training.TrainingDecisionBoundary, built_in("moons", data=datasets.xor(), epochs=20)),
        (training.TrainingDecisionBoundary, built_in("moons", data=datasets.circles(), epochs=40, output="softmax")),
        (training.TrainingDecisionBoundary, hard_names()),
        (training.TrainingQuadratic, built_in("quadratic", hidden=(1,), epochs=20)),
        (training.TrainingQuadratic, built_in("quadratic", hidden=(30,), epochs=8)),
        (
            training.TrainingQuadratic,
            built_in("quadratic", hidden=(5, 5), activations=("tanh",), epochs=3000, every=60),
        ),
        (training.BeforeAndAfter, built_in("four-bit", hidden=(1,), epochs=50)),
        (training.BeforeAndAfter, built_in("four-bit", hidden=(9,), epochs=50)),
        (training.BeforeAndAfter, built_in("four-bit", hidden=(3, 2), epochs=50)),
        (training.BeforeAndAfter, built_in("four-bit", hidden=(40,), epochs=20)),
        (training.BeforeAndAfter, built_in("iris", epochs=5)),
        (training.BeforeAndAfter, built_in("iris", hidden=(5, 4, 3), epochs=5)),
        (training.BeforeAndAfter, built_in("iris", hidden=(30,) * 8, epochs=5, learning_rate=0.001)),
        (training.LearningRates, built_in("quadratic", standardise=True)),
    ],
    ids=lambda value: value.name if isinstance(value, Lesson) else value.__name__,
)
def test_film_passes_the_audit_for_any_lesson_of_its_kind(film: type[Film], lesson: Lesson) -> None:
    _, findings = watch(film, lesson)
    assert findings.faults == {}


BREAKING = {
    training.TrainingDecisionBoundary: PLANES,
    training.TrainingQuadratic: CURVES,
    training.LearningRates: RACES,
}
AT_ONCE = ["at once", "equal"]  # are quick


@pytest.mark.parametrize(
    ("film", "name"),
    [
        pytest.param(film, name, marks=() if name in AT_ONCE else pytest.mark.slow)
        for film, plans in BREAKING.items()
        for name in plans
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_film_passes_the_audit_for_a_lesson_that_breaks_its_story(film: type[Film], name: str) -> None:
    scene, findings = watch(film, BREAKING[film][name].lesson())
    assert findings.faults == {}
    assert scene.time < LONGEST


@pytest.mark.slow
@pytest.mark.parametrize(
    ("film", "data"),
    [
        (training.TrainingDecisionBoundary, datasets.moons(60)),
        (training.TrainingQuadratic, datasets.quadratic(40)),
        (training.LearningRates, datasets.quadratic(40)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_film_of_a_long_training_is_no_longer_than_others(film: type[Film], data: Data) -> None:
    scene, findings = watch(film, Plan("long", data, hidden=(4,), learning_rate=0.001, epochs=3000).lesson())
    assert findings.faults == {}
    assert scene.time < LONGEST


@pytest.mark.parametrize(
    ("film", "lesson", "expected"),
    [
        (training.TrainingIris, find_lesson("by-hand"), "no training to be shown"),
        (training.TrainingIris, built_in("quadratic"), "whose network learns classes"),
        (training.TrainingDiabetes, find_lesson("by-hand"), "no training to be shown"),
        (training.TrainingIris, find_lesson("mnist-50"), "mathnet train mnist-50 --data FOLDER trains it anew."),
        (training.TrainingIris, find_lesson("mnist-mistake"), "shown by mathnet film digits-training mnist-mistake."),
        (training.TrainingDiabetes, built_in("iris"), "predict values"),
        (training.TrainingQuadratic, built_in("iris"), "a value from one number"),
        (training.TrainingDecisionBoundary, built_in("iris"), "two classes of points in a plane"),
        (training.LearningRates, built_in("iris"), "a value from one number"),
        (training.BeforeAndAfter, built_in("four-bit", hidden=(2,) * 9, epochs=5), "up to 8 hidden layers"),
        (forward_pass.ForwardPass, built_in("moons", hidden=(3,) * 9, epochs=5), "up to 8 hidden layers"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_film_refuses_a_lesson_that_it_cannot_show(
    film: type[Film], lesson: Lesson, expected: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        watch(film, lesson)
    assert ended.value.code == 2
    assert expected in capsys.readouterr().err
