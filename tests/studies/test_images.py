"""What is seen of a network that reads images is its trace, laid out; and its answers are those of the trace."""

import json
from math import fsum
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathnet import MLP, Samples, predict_class
from scenes.lessons import Data, LessonError, Plan, find_lesson
from scenes.studies import study
from scenes.studies.image_course import course_of, load_course, save_course, watch_images
from scenes.studies.image_study import study_images
from scenes.studies.images import (
    answer_all,
    busiest_neurons,
    check_images,
    class_accuracies,
    confused_pairs,
    count_answers,
    find_mistakes,
    samples_of,
)

RNG = Random(3)
ROWS = tuple(tuple(RNG.random() for _ in range(6)) for _ in range(40))
NAMES = ("a", "b", "c")
SMALL = Data(
    tuple("uvwxyz"), ROWS, tuple(RNG.randrange(3) for _ in ROWS), NAMES, image=(2, 3), noun="picture"
)  # fmt: skip
PLAN = Plan("pictures", SMALL, hidden=(9,), epochs=6, every=2, learning_rate=0.1)


@pytest.fixture
def lesson(tmp_path, monkeypatch):
    monkeypatch.setenv("MATHNET_RECORDINGS", str(tmp_path))
    return PLAN.lesson()


def test_an_image_has_its_numbers_row_by_row(lesson):
    seen = study_images(lesson)
    assert seen.pixels.values == lesson.sample.x and seen.pixels.columns == 3
    assert [row.values for row in seen.rows] == [lesson.sample.x[:3], lesson.sample.x[3:]]


def test_connections_traced_back_add_to_the_answer_or_to_what_adds_to_it(lesson):
    seen = study_images(lesson)
    weights, xs = seen.network.layers, [seen.forward.x, *(layer.a for layer in seen.forward.layers)]
    adding = {(len(weights), seen.predicted)}  # the answer, then what adds to it
    for way in seen.traced:
        assert (way.layer, way.j) in adding
        assert weights[way.layer - 1].weights[way.j][way.k] * xs[way.layer - 1][way.k] > 0
        if xs[way.layer - 1][way.k] > 0:
            adding.add((way.layer - 1, way.k))
    assert {way.layer for way in seen.traced} == {1, 2}


def test_the_image_of_products_adds_up_to_the_neuron_s_z(lesson):
    seen = study_images(lesson)
    neuron = seen.forward.layers[0].neurons[seen.told.j]
    assert fsum([*seen.products_of_told.values, neuron.bias]) == neuron.z


def test_products_are_weights_times_pixels_and_gradients_delta_times_pixels(lesson):
    seen = study_images(lesson)
    delta = seen.backward.layers[0].neurons[seen.blamed.j].delta
    for k, pixel in enumerate(lesson.sample.x):
        assert seen.products_of_told.values[k] == seen.weights_of_told.values[k] * pixel
        assert seen.gradients_of_blamed.values[k] == delta * pixel


def test_answers_and_mistakes_are_those_of_the_traces(lesson):
    network, samples = study(lesson).network, samples_of(lesson)
    given = answer_all(network, samples)
    assert [answer.answer for answer in given] == [predict_class(network.forward(x).output) for x in samples.inputs]
    mistakes = find_mistakes(network, samples)
    assert [mistake.index for mistake in mistakes] == [answer.index for answer in given if not answer.is_right]
    assert mistakes
    for mistake in mistakes:
        output, (first, second) = mistake.forward.output, mistake.strongest
        assert first == predict_class(output) != mistake.true == lesson.samples[mistake.index].target.index(1.0)
        assert output[second] == max(a for j, a in enumerate(output) if j != first)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3))))
def test_counts_hold_each_answer_once(pairs):
    counts = count_answers([true for true, _ in pairs], [answer for _, answer in pairs], 4)
    assert all(counts[true][answer] == pairs.count((true, answer)) for true in range(4) for answer in range(4))
    for true, accuracy in enumerate(class_accuracies(counts)):
        total = sum(1 for one, _ in pairs if one == true)
        assert accuracy == (pairs.count((true, true)) / total if total else None)
    found = confused_pairs(counts, most=99)
    assert {(pair.true, pair.answer) for pair in found} == {pair for pair in pairs if pair[0] != pair[1]}
    assert [pair.count for pair in found] == sorted((pair.count for pair in found), reverse=True)
    assert found[:2] == confused_pairs(counts, most=2)


def test_permuting_hidden_neurons_permutes_the_busiest():
    network = MLP.initialised([6, 9, 3], ["tanh", "softmax"], "cross-entropy", Random(1))
    order = [4, 2, 8, 0, 6, 1, 3, 7, 5]
    first, last = network.layers
    moved = MLP(
        [
            type(first)([first.weights[j] for j in order], [0.0] * 9, "tanh"),
            type(last)([[row[j] for j in order] for row in last.weights], last.biases, "softmax"),
        ],
        network.loss,
    )
    assert {order[j] for j in busiest_neurons(moved, 4)} == set(busiest_neurons(network, 4))


def test_lessons_of_no_images_are_refused():
    with pytest.raises(LessonError, match=r"lesson iris doesn't say what shape .* \(image = \[rows, columns\]"):
        check_images(find_lesson("iris"))
    shared = Data(tuple("uvwxyz"), ROWS, tuple(i % 2 for i in range(40)), ("a", "b"), image=(2, 3))
    with pytest.raises(LessonError, match="an output for each class"):
        check_images(Plan("two", shared, output="sigmoid").lesson())
    assert check_images(PLAN.lesson()) == (2, 3)


# --- the course of a training ---


def test_a_course_says_what_its_history_says(lesson):
    course, history, test = watch_images(lesson), study(lesson).run, lesson.training.test
    assert course.records == history.epochs and course.stages == (0, 2, 4, 6)
    assert len(course.neurons) == 8 and list(course.neurons) == sorted(set(course.neurons))
    true = [target.index(1.0) for target in test.targets]
    for snapshot, counts, answers, weights in zip(
        history.snapshots, course.counts, course.answers, course.weights, strict=True
    ):
        assert answers == tuple(predict_class(snapshot.network.forward(x).output) for x in test.inputs)
        assert counts == count_answers(true, answers, 3)
        assert weights == tuple(snapshot.network.layers[0].weights[j] for j in course.neurons)
        assert sum(counts[j][j] for j in range(3)) / len(true) == history.epochs[snapshot.epoch].test_accuracy


def test_without_a_test_set_the_training_set_is_watched(tmp_path, monkeypatch):
    monkeypatch.setenv("MATHNET_RECORDINGS", str(tmp_path))
    course = watch_images(Plan("all", SMALL, hidden=(), epochs=1, test_share=0.0).lesson())
    assert sum(map(sum, course.counts[0])) == len(ROWS) and course.neurons == (0, 1, 2)


def test_a_course_comes_back_from_its_file_bit_for_bit(lesson, tmp_path):
    training = lesson.training.test or lesson.training.train
    for course in (watch_images(lesson), course_of(study(lesson).run, training, kept=(0, 4))):
        save_course(course, tmp_path / "course.json")
        assert repr(load_course(tmp_path / "course.json")) == repr(course)
    assert [snapshot.epoch for snapshot in course.snapshots] == [0, 4]


def damages(document):
    yield from ({}, [], {**document, "version": 1}, {**document, "neurons": [-1]}, {**document, "stages": []})
    yield {**document, "pixels": 7}
    yield {**document, "snapshots": [{"epoch": 1}]}
    yield {**document, "epochs": document["epochs"][:-1]}
    for key in ("epoch", "counts", "answers", "weights"):
        first = {name: value for name, value in document["stages"][0].items() if name != key}
        yield {**document, "stages": [first, *document["stages"][1:]]}
        yield {**document, "stages": [{**first, key: "x"}, *document["stages"][1:]]}


def test_a_damaged_course_is_refused_in_one_sentence(lesson, tmp_path):
    path = tmp_path / "course.json"
    save_course(watch_images(lesson), path)
    texts = [json.dumps(damaged) for damaged in damages(json.loads(path.read_text()))]
    for text in (*texts, "", "[" * 100_000, path.read_text()[:-9]):
        path.write_text(text)
        with pytest.raises(LessonError) as caught:
            load_course(path)
        assert str(caught.value).startswith(f"{path}: expected the course of a training") and "\n" not in str(caught)


def test_many_samples_need_no_traces(monkeypatch):
    network = MLP.initialised([6, 4, 3], ["relu", "softmax"], "cross-entropy", Random(1))
    monkeypatch.setattr(MLP, "forward", None)
    assert len(answer_all(network, Samples(ROWS, [(1.0, 0.0, 0.0)] * len(ROWS)))) == len(ROWS)
