"""What the browser computes is what mathnet's traces say, within 1e-12."""

import itertools
import math
import random

import pytest

from mathnet import ACTIVATIONS, LOSSES, MLP, Layer, predict_class
from mathnet.losses import record_loss
from scenes.lessons import find_lesson
from scenes.live.document import parameters_to_json
from scenes.live.samples import chosen
from scenes.studies import study
from tests.live.made import EACH, page

pytestmark = pytest.mark.slow

NETWORKS = 100
OF_PAGE = """() => {
    const data = JSON.parse(document.getElementById("data").textContent);
    const network = Arithmetic.networkOf(data, data.network);
    return data.samples.map(({ x, target }) => {
        const pass = Arithmetic.forward(network, Arithmetic.unpack(x));
        const plain = (rows) => rows.slice(1).map((row) => [...row]);
        const output = [...pass.activations.at(-1)];
        return { z: plain(pass.z), a: plain(pass.activations), loss: Arithmetic.loss(network, pass, target),
            predicted: Arithmetic.predict(output) };
    });
}"""
OF_NETWORKS = """(given) => given.map(({ data, x, target }) => {
    const network = Arithmetic.networkOf(data, data.network);
    const pass = Arithmetic.forward(network, Float64Array.from(x));
    const plain = (rows) => rows.slice(1).map((row) => [...row]);
    return { z: plain(pass.z), a: plain(pass.activations), loss: Arithmetic.loss(network, pass, target),
        predicted: Arithmetic.predict(pass.activations.at(-1)) };
})"""


def assert_close(found, wanted):
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        assert abs(one - other) <= 1e-12 * max(1.0, abs(other))


def assert_same_pass(found, network, x, target):
    forward = network.forward(x)
    for z, a, layer in zip(found["z"], found["a"], forward.layers, strict=True):
        assert_close(z, layer.z)
        assert_close(a, layer.a)
    loss = record_loss(network.loss, forward.layers[-1], target).value
    assert_close([found["loss"]], [loss])
    outputs = sorted(forward.output)
    if len(outputs) < 2 or outputs[-1] - outputs[-2] > 1e-12:
        assert found["predicted"] == predict_class(forward.output)


@pytest.mark.parametrize("name", EACH)
def test_the_browser_computes_the_passes_of_every_lesson(browse, name):
    lesson, network = find_lesson(name), study(find_lesson(name)).network
    found = browse(page(name)).evaluate(OF_PAGE)
    for number, one in zip(chosen(lesson, least=False), found, strict=True):
        assert_same_pass(one, network, lesson.samples[number].x, lesson.samples[number].target)


def random_networks():
    """Yield networks of all activations and losses, an input and a target for each; some of them with large numbers."""
    chance = random.Random(5)
    pairs = [
        (loss, output)
        for loss, output in itertools.product(LOSSES, ACTIVATIONS)
        if LOSSES[loss].output_activation in (None, output)
    ]
    for (loss, output), _ in zip(itertools.cycle(pairs), range(NETWORKS), strict=False):
        sizes = [chance.randint(1, 12) for _ in range(chance.randint(2, 5))]
        hidden = [chance.choice([name for name in ACTIVATIONS if name != "softmax"]) for _ in sizes[2:]]
        spread = chance.choice([0.3, 1.0, 1.0, 30.0])
        layers = [
            Layer(
                [[chance.gauss(0, spread) for _ in range(before)] for _ in range(after)],
                [chance.gauss(0, spread) for _ in range(after)],
                activation,
            )
            for before, after, activation in zip(sizes, sizes[1:], [*hidden, output], strict=False)
        ]
        target = [chance.random() for _ in range(sizes[-1])]
        if loss == "cross-entropy":
            target = [float(j == 0) for j in range(sizes[-1])]
        yield MLP(layers, loss), [chance.gauss(0, 2) for _ in range(sizes[0])], tuple(target)


def test_the_browser_computes_random_networks_of_every_kind(browse):
    made = list(random_networks())
    kinds = {(network.loss, network.activations[-1]) for network, _, _ in made}
    assert len(made) == NETWORKS and len(kinds) == 12
    assert {name for network, _, _ in made for name in network.activations} == set(ACTIVATIONS)
    given = [
        {
            "data": {
                "sizes": network.sizes,
                "activations": network.activations,
                "loss": network.loss,
                "network": parameters_to_json(network),
            },
            "x": x,
            "target": target,
        }
        for network, x, target in made
    ]
    found = browse(page("by-hand")).evaluate(OF_NETWORKS, given)
    for one, (network, x, target) in zip(found, made, strict=True):
        assert_same_pass(one, network, x, target)


def test_sums_are_rounded_once_as_pythons_fsum(browse):
    chance = random.Random(1)
    rows = [
        [chance.uniform(-1, 1) * 2.0 ** chance.randint(-60, 60) for _ in range(chance.randint(0, 40))]
        for _ in range(300)
    ]
    rows += [
        [1e16, 1.0, 1e-16],
        [1.0, 2.0**-53, 2.0**-106],
        [1.0, 2.0**-53, -(2.0**-106)],
        [0.1] * 10,
        [],
        [5e-324, 1.0, -1.0],
    ]
    found = browse(page("by-hand")).evaluate("(rows) => rows.map(Arithmetic.sum)", rows)
    assert list(map(float, found)) == [math.fsum(row) for row in rows]


def test_softmax_and_losses_stay_finite_where_a_share_is_0(browse):
    layer = Layer([[1.0], [-1.0]], [0.0, 0.0], "softmax")
    network, x, target = MLP([layer], "cross-entropy"), [800.0], (0.0, 1.0)
    data = {"sizes": (1, 2), "activations": ("softmax",), "loss": network.loss, "network": parameters_to_json(network)}
    (found,) = browse(page("by-hand")).evaluate(OF_NETWORKS, [{"data": data, "x": x, "target": target}])
    assert found["loss"] == 1600.0 and found["a"] == [[1.0, 0.0]]
    assert_same_pass(found, network, x, target)


SHOWN = [0.125, 0.375, -1.255, 0.0, -0.00123, 12345678.9, 3.4e-9, 2.5, 1e-5, -0.5, 99999.0, 0.004999, 10000.0, 9999.999]


def test_numbers_are_written_as_in_the_films(browse):
    from scenes.storyboards.readout import shown

    chance = random.Random(3)
    values = [*SHOWN, *(chance.gauss(0, 1) * 10.0 ** chance.randint(-7, 6) for _ in range(200))]
    for decimals in (0, 2, 4):
        found = browse(page("by-hand")).evaluate(
            "([values, decimals]) => values.map((value) => Numbers.shown(value, decimals))", [values, decimals]
        )
        assert found == [shown(value, decimals) for value in values]


def test_a_share_is_only_1_where_it_is(browse):
    given = [1.0, 0.0, 0.5, 0.995, 1 - 1e-9, 0.99996, 1e-9, -1.0, -(1 - 2.0**-30)]
    found = browse(page("by-hand")).evaluate("(values) => values.map((value) => Numbers.share(value, 2))", given)
    assert found == ["1.00", "0", "0.50", "0.99", "1 − 1·10⁻⁹", "1 − 4·10⁻⁵", "1·10⁻⁹", "−1.00", "−1 + 9·10⁻¹⁰"]
