"""The lessons of handwritten digits: how good they are; what ships of MNIST needs neither files nor network."""

import os
from pathlib import Path
from random import Random

import pytest
from hatchling.builders.wheel import WheelBuilder
from sklearn import datasets

from mathnet import predict_class, save_network, train
from mathnet.packing import KINDS
from scenes.lessons import LessonError, Plan, digits, find_lesson, find_plan
from scenes.lessons.arrays import score, table_of
from scenes.lessons.digits import COURSE, IMAGES, LABELS, NETWORK, mnist_1024_512
from scenes.lessons.lesson import plan_from_toml
from scenes.studies import study
from scenes.studies.image_course import watch_images
from scenes.studies.images import answer_all, count_answers, find_mistakes, samples_of

REAL = os.environ.get("MATHNET_DATA")


@pytest.fixture
def alone(monkeypatch, tmp_path):
    monkeypatch.delenv("MATHNET_DATA", raising=False)
    monkeypatch.setenv("SCIKIT_LEARN_DATA", str(tmp_path))

    def fetch(*_, **__):
        raise OSError("no network")

    monkeypatch.setattr(datasets, "fetch_openml", fetch)


@pytest.mark.slow
def test_digits_32_is_right_in_95_of_100_of_the_digits_it_never_saw():
    lesson = find_lesson("digits-32")
    assert lesson.network.sizes == (64, 32, 10) and lesson.image == (8, 8)
    task = lesson.training
    result = train(lesson.network, task.train, task.test, settings=task.settings, rng=Random(task.seed))
    assert result.history.epochs[-1].test_accuracy >= 0.95
    assert [snapshot.epoch for snapshot in result.history.snapshots] == list(range(task.settings.epochs + 1))


def test_mnist_50_needs_neither_files_nor_network(alone):
    lesson = find_lesson("mnist-50")
    assert lesson.network.sizes == (784, 50, 10) and lesson.network.activations == ("sigmoid", "softmax")
    assert lesson.image == (28, 28) and len(lesson.samples) == 200 and lesson.training is None
    traced = study(lesson)
    assert traced.predicted == traced.true == predict_class(lesson.sample.target)
    assert len(traced.backward.layers[0].weight_gradients[0]) == 784


def test_what_ships_is_small():
    assert NETWORK.stat().st_size < 600_000
    # with the networks of five epochs, which a live network goes back to
    assert sum(path.stat().st_size for path in (NETWORK, COURSE, IMAGES, LABELS)) < 1_100_000


def test_what_ships_is_in_the_package():
    root = Path(digits.__file__).parents[2]
    packaged = {root / file.path for file in WheelBuilder(str(root)).recurse_included_files()}
    assert {NETWORK, COURSE, IMAGES, LABELS} <= packaged


def test_what_ships_says_how_good_it_is_and_that_is_good_enough(alone):
    last = watch_images(find_lesson("mnist-50")).records[-1]
    assert last.train_accuracy >= 0.946 and last.test_accuracy >= 0.945


@pytest.mark.slow
def test_the_course_that_ships_is_that_of_the_network_that_ships(alone):
    """Its last weights are those of the network, and its last answers what the network makes of the images."""
    lesson = find_lesson("mnist-50")
    course = watch_images(lesson)
    assert course.weights[-1] == tuple(lesson.network.layers[0].weights[j] for j in course.neurons)
    samples = samples_of(lesson)
    assert course.answers[-1] == tuple(predict_class(lesson.network.forward(x).output) for x in samples.inputs)
    assert course.stages == tuple(range(len(course.records)))
    for record, counts in zip(course.records, course.counts, strict=True):
        total = sum(map(sum, counts))
        assert total == 10_000 and sum(counts[j][j] for j in range(10)) / total == record.test_accuracy


def test_among_the_images_that_ship_are_all_digits_and_some_mistakes(alone):
    lesson = find_lesson("mnist-50")
    samples = samples_of(lesson)
    assert {answer.true for answer in answer_all(lesson.network, samples)} == set(range(10))
    assert 3 <= len(find_mistakes(lesson.network, samples)) <= 20


def test_training_mnist_50_says_what_is_missing(alone):
    for name in ("mnist-50", "mnist-1024-512"):
        with pytest.raises(LessonError, match="MNIST isn't here, and can't be fetched"):
            find_plan(name)


@pytest.mark.slow
def test_an_untrained_network_is_no_lesson_without_mnist_but_one_that_is_given_is(alone, tmp_path):
    with pytest.raises(LessonError, match="MNIST isn't here"):
        find_lesson("mnist-1024-512")
    save_network(mnist_1024_512().network, tmp_path / "net.json")
    lesson = find_lesson("mnist-1024-512", str(tmp_path / "net.json"))
    assert lesson.network.sizes == (784, 1024, 512, 10) and len(lesson.samples) == 200


def test_another_network_has_no_course(alone, tmp_path):
    network = find_lesson("mnist-50").network
    save_network(network, tmp_path / "net.json")
    with pytest.raises(LessonError, match="there is only the network as it stands"):
        watch_images(find_lesson("mnist-50", str(tmp_path / "net.json")))


def test_the_network_that_ships_is_kept_as_narrow_as_it_is(tmp_path):
    """The stored numbers are the network: saved again, it is the same file."""
    save_network(digits.mnist_50().network, tmp_path / "net.json")
    assert (tmp_path / "net.json").read_bytes() == NETWORK.read_bytes() and next(iter(KINDS)) in NETWORK.read_text()


@pytest.mark.slow
@pytest.mark.skipif(not REAL, reason="needs MNIST's files in the folder that MATHNET_DATA names")
def test_what_ships_is_as_good_as_it_says():
    plan = digits.plan_mnist_50()
    assert isinstance(plan, Plan)
    training = plan.lesson().training
    lesson = digits.mnist_50()
    record = watch_images(lesson).records[-1]
    for samples, accuracy in ((training.train, record.train_accuracy), (training.test, record.test_accuracy)):
        assert score(lesson.network, table_of(samples)).accuracy == accuracy
    assert training.test.inputs[:200] == samples_of(lesson).inputs
    course, test = watch_images(lesson), table_of(training.test)
    given = score(lesson.network, test).answers
    assert count_answers(test.classes.tolist(), given, 10) == course.counts[-1]


def test_a_lesson_file_of_mnist_says_what_is_missing(alone, tmp_path):
    (tmp_path / "my.toml").write_text('[data]\nset = "mnist"\n')
    with pytest.raises(LessonError, match=r"my\.toml: MNIST isn't here"):
        plan_from_toml(tmp_path / "my.toml")
