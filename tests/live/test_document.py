"""What the page of a live network holds is the lesson's, to the last bit."""

import base64
import re
import struct
from dataclasses import replace

import pytest

from mathnet import MLP, Layer, Samples, evaluate, predict_class
from scenes.lessons import Data, Lesson, Plan, Sample, find_lesson
from scenes.live.charts import percent
from scenes.live.course import course_of
from scenes.live.inputs import ranges_of, step_of
from scenes.live.page import live_page
from scenes.live.samples import MOST, chosen
from scenes.studies import study
from scenes.studies.training import with_snapshots
from tests.live.made import EACH, data_of, large_lesson, large_page, page
from tests.quickly import slow_but

FORMS = {"base64-float16-le": "e", "base64-float32-le": "f", "base64-float64-le": "d"}
LARGEST = 1_000_000  # bytes of a page
HOSTILE = (
    '</script><script>document.title="run"</script>',
    "<!--<script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
)


def numbers(packed):
    """Return packed numbers as a tuple: written anew, not by mathnet.packing."""
    if isinstance(packed, list):
        return tuple(packed)
    if "base64-bytes" in packed:
        return tuple(byte / packed["levels"] * packed["white"] for byte in base64.b64decode(packed["base64-bytes"]))
    ((key, text),) = packed.items()
    content = base64.b64decode(text)
    return struct.unpack(f"<{len(content) // struct.calcsize(FORMS[key])}{FORMS[key]}", content)


def parameters(entry):
    return [numbers(weights) for weights in entry["weights"]], [tuple(biases) for biases in entry["biases"]]


def parameters_of(network):
    return [sum(layer.weights, ()) for layer in network.layers], [layer.biases for layer in network.layers]


@pytest.mark.parametrize("name", EACH)
def test_the_network_of_a_page_is_that_of_the_lesson_as_trained(name):
    network, data = study(find_lesson(name)).network, data_of(page(name))
    assert parameters(data["network"]) == parameters_of(network)
    assert (tuple(data["sizes"]), tuple(data["activations"]), data["loss"]) == (
        network.sizes,
        network.activations,
        network.loss,
    )


@pytest.mark.parametrize("name", EACH)
def test_the_samples_of_a_page_are_those_of_the_lesson(name):
    lesson, data = find_lesson(name), data_of(page(name))
    picked = [lesson.samples[number] for number in chosen(lesson, least=False)]
    assert lesson.sample == picked[data["shown"]] and len(picked) <= MOST
    for sample, found in zip(picked, data["samples"], strict=True):
        assert numbers(found["x"]) == sample.x and tuple(found["target"]) == sample.target
        assert (found["measured"] and numbers(found["measured"])) == sample.measured
        if lesson.classifies:
            assert found["truth"] == lesson.classes[predict_class(sample.target)]


@pytest.mark.parametrize("name", slow_but(["iris", "quadratic", "moons", "digits-32"], "iris", "quadratic"))
def test_the_networks_in_time_are_the_snapshots_of_the_training(name):
    run, data = study(with_snapshots(find_lesson(name))).run, data_of(page(name))
    by_epoch = {snapshot.epoch: snapshot.network for snapshot in run.snapshots}
    epochs = [stage["epoch"] for stage in data["stages"]]
    assert epochs[0] == 0 and epochs == sorted(set(epochs)) and len(epochs) > 5
    assert epochs[-1] == data["epochs"] == run.settings.epochs
    assert "weights" not in data["stages"][-1]  # it is the network itself
    for stage in data["stages"][:-1]:
        assert parameters(stage) == parameters_of(by_epoch[stage["epoch"]])


@pytest.mark.parametrize("name", slow_but(["iris", "diabetes"], "iris"))
def test_what_is_recorded_of_an_epoch_is_said_of_its_network(name):
    run, data = study(with_snapshots(find_lesson(name))).run, data_of(page(name))
    for stage, (tested, trained) in zip(data["stages"], data["recorded"], strict=True):
        record = run.epochs[stage["epoch"]]
        for line, loss, accuracy in (
            (tested, record.test_loss, record.test_accuracy),
            (trained, record.train_loss, record.train_accuracy),
        ):
            said = [float(text) for text in re.findall(r"[\d.]+", line)]
            assert said[-1] == pytest.approx(loss, abs=6e-4)
            if accuracy is not None:
                assert said[0] == pytest.approx(100 * accuracy, abs=0.06)


@pytest.mark.slow
def test_the_networks_of_mnist_in_time_are_those_that_ship(tmp_path):
    lesson, data = find_lesson("mnist-50"), data_of(page("mnist-50"))
    course = course_of(lesson, with_networks=True)
    assert [stage["epoch"] for stage in data["stages"]] == [0, 1, 2, 4, 8, 17]
    for stage, (epoch, network) in zip(data["stages"][:-1], course.stages[:-1], strict=True):
        assert stage["epoch"] == epoch and parameters(stage) == parameters_of(network)
        assert set(stage["weights"][0]) == {"base64-float16-le"}
    accuracies = [evaluate(network, _samples(lesson))[1] for _, network in course.stages]
    assert accuracies[0] < 0.3 and accuracies == sorted(accuracies) and accuracies[-1] > 0.9


def _samples(lesson):
    return Samples([sample.x for sample in lesson.samples[:60]], [sample.target for sample in lesson.samples[:60]])


@pytest.mark.parametrize("name", EACH)
def test_a_page_is_small_and_asks_for_nothing(name):
    html = page(name)
    assert len(html.encode()) < LARGEST
    assert re.findall(r'(?:src|href|url)\s*[=(]\s*["\']?(?!data:)[a-z]+:', html) == []


def test_the_script_of_a_page_is_short():
    scripts = re.findall(r"<script>(.*?)</script>", page("iris"), re.DOTALL)
    assert len(scripts) == 1 and len(scripts[0].encode()) < 40_000


@pytest.mark.parametrize("name", ["by-hand", "mazur"])
def test_what_was_never_trained_has_no_time(name):
    data = data_of(page(name))
    assert data["stages"] == [] and 'id="epoch"' not in page(name)
    loss, _ = evaluate(find_lesson(name).network, _samples(find_lesson(name)))
    assert float(re.findall(r"[\d.]+", data["recorded"][0][0])[-1]) == pytest.approx(loss, abs=6e-4)


def test_the_range_of_a_slider_is_that_of_all_data():
    data = Data(
        features=("a", "b", "still"),
        rows=((1, 5, 2), (2, 9, 2), (4, 7, 2), (3, 1, 2)),
        targets=(0, 0, 1, 1),
        classes=("x", "y"),
    )
    lesson = Plan("own", data, hidden=(2,), epochs=1, test_share=0.5).lesson()
    assert ranges_of(lesson) == [(1, 4), (1, 9), (0, 4)]
    assert [step_of(high - low) for low, high in ranges_of(lesson)] == [0.01, 0.01, 0.01]


@pytest.mark.slow
def test_a_network_too_large_for_a_page_brings_its_traces():
    lesson, data = large_lesson(), data_of(large_page())
    assert data["network"] is None and 'id="pad"' not in large_page() and 'id="threshold"' not in large_page()
    assert "recorded" in large_page() and len(large_page().encode()) < 1_500_000
    for sample, trace in zip(lesson.samples, data["traces"], strict=True):
        backward = lesson.network.forward(sample.x)
        assert [numbers(z) for z in trace["z"]] == [layer.z for layer in backward.layers]
        assert [numbers(a) for a in trace["a"]] == [layer.a for layer in backward.layers]
        for n, connections in enumerate(trace["connections"]):
            layer, weights = backward.layers[n], lesson.network.layers[n].weights
            assert all(w == weights[j][k] and p == layer.neurons[j].products[k] for j, k, w, p in connections)
            least = min(abs(p) for *_, p in connections)
            stronger = sum(abs(p) > least for neuron in layer.neurons for p in neuron.products)
            assert len(connections) == 60 and stronger < 60
        for j, terms in enumerate(trace["terms"]):
            products = [p for *_, p in terms["listed"]]
            z = backward.layers[-1].neurons[j].z
            assert sum(products) + terms["others"] + terms["bias"] == pytest.approx(z, abs=1e-9)


def test_names_are_data_whatever_they_hold():
    network = MLP([Layer([[1.0, 2.0], [0.5, -1.0]], [0.0, 0.0], "softmax")], "cross-entropy")
    lesson = Lesson(
        name=HOSTILE[0],
        title=HOSTILE[0],
        network=network,
        samples=(Sample((1.0, 2.0), (1.0, 0.0)),),
        features=(HOSTILE[1], HOSTILE[2]),
        classes=(HOSTILE[3], HOSTILE[0]),
        unit=HOSTILE[2],
        noun=HOSTILE[0],
    )
    html = live_page(lesson)
    assert html.count("<script") == 2 and "<img" not in html and "<!--<" not in html
    assert data_of(html)["features"] == [HOSTILE[1], HOSTILE[2]]


def test_a_share_is_all_or_nothing_only_where_it_is():
    assert [percent(share) for share in (0.0, 1.0, 0.9999999, 1e-9)] == ["0 %", "100 %", "> 99.9 %", "< 0.1 %"]


def test_images_of_any_grey_come_back_bit_for_bit():
    lesson = find_lesson("digits-32")
    odd = replace(lesson.sample, x=tuple(value / 3 for value in lesson.sample.x))
    data = data_of(live_page(replace(lesson, samples=(odd,), shown=0, training=None)))
    assert numbers(data["samples"][0]["x"]) == odd.x
