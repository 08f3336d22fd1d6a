"""A live network in a real browser: everything follows what it is given, and what is moved in it."""

import json
from dataclasses import replace

import pytest

from mathnet import MLP, Layer
from mathnet.losses import record_loss
from scenes.lessons import Lesson, Sample, find_lesson
from scenes.live.page import live_page
from scenes.live.samples import chosen
from scenes.studies import study
from scenes.studies.training import with_snapshots
from tests.live.made import data_of, large_page, page
from tests.live.test_document import HOSTILE

pytestmark = pytest.mark.slow

FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
VALUES = "(elements) => elements.map((element) => Number(element.dataset.value))"
# moves a slider as a hand does
SLIDE = """(slider, value) => {
    slider.value = value;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
}"""


def outputs(page):
    page.evaluate(FRAME)
    return page.eval_on_selector_all("#answers [data-value]", VALUES)


def value(page, selector):
    page.evaluate(FRAME)
    return float(page.get_attribute(selector, "data-value"))


def neuron(page, layer, j):
    """Return a neuron of a layer from 0, the input's first, where no layer is a picture."""
    sizes = data_of(page.content())["sizes"]
    return page.locator(".neuron").nth(sum(sizes[:layer]) + j)


def slide(page, selector, to):
    page.locator(selector).evaluate(SLIDE, to)
    page.evaluate(FRAME)


@pytest.fixture
def iris(browse):
    return browse(page("iris"))


@pytest.fixture
def trained():
    return study(find_lesson("iris")).network


def test_a_chosen_sample_is_answered(iris, trained):
    lesson = find_lesson("iris")
    for index in (0, 3, 7):
        iris.select_option("#sample", str(index))
        sample = lesson.samples[chosen(lesson, least=False)[index]]
        forward = trained.forward(sample.x)
        assert outputs(iris) == pytest.approx(forward.output, rel=1e-12)
        loss = record_loss(trained.loss, forward.layers[-1], sample.target).value
        assert value(iris, "#loss") == pytest.approx(loss, rel=1e-12, abs=1e-12)
        assert iris.inner_text("#truth").startswith(lesson.classes[sample.target.index(1.0)])


def test_a_slider_changes_its_feature_alone_and_is_standardised_as_the_lesson_does(iris, trained):
    lesson = find_lesson("iris")
    sample = lesson.sample
    slide(iris, "#feature-2", "2.5")
    measured = (*sample.measured[:2], 2.5, sample.measured[3])
    x = lesson.scaling.standardised(measured)
    assert outputs(iris) == pytest.approx(trained.forward((*sample.x[:2], x[2], sample.x[3])).output, rel=1e-12)
    assert "unknown" in iris.inner_text("#truth") and not iris.locator("#loss").is_visible()
    assert iris.input_value("#sample") == "-1"


def test_what_the_browser_computes_is_marked_and_what_was_recorded_is_not(iris):
    marked = [*iris.locator("#answers [data-value]").all(), iris.locator("#loss")]
    assert all(element.text_content().startswith("≈ ") for element in marked)
    assert "≈" not in iris.inner_text("#recorded") and "≈" in iris.inner_text("#active")
    assert not any(text.startswith("≈") for text in iris.locator(".neuron.input .value").all_text_contents())
    assert all(text.startswith("≈ ") for text in iris.locator(".neuron:not(.input) .value").all_text_contents())
    slide(iris, "#feature-0", "5")
    assert all(text.startswith("≈ ") for text in iris.locator(".neuron .value").all_text_contents())


def test_a_neuron_opens_its_worksheet(iris, trained):
    iris.locator(".neuron.hidden").nth(3).click()
    neuron = trained.forward(find_lesson("iris").sample.x).layers[0].neurons[3]
    rows = iris.locator("#terms tr")
    assert rows.count() == 5 and iris.inner_text("#worksheet h2") == "Hidden 1: neuron 4"
    for k in range(4):
        a, w, p = rows.nth(k).locator("[data-value]").evaluate_all(VALUES)
        assert (a, w) == (find_lesson("iris").sample.x[k], trained.layers[0].weights[3][k])
        assert p == pytest.approx(neuron.products[k], rel=1e-12)
    assert rows.last.locator("[data-value]").evaluate_all(VALUES) == [neuron.bias]
    assert value(iris, "#z") == pytest.approx(neuron.z, rel=1e-12)
    assert value(iris, "#a") == pytest.approx(neuron.a, rel=1e-12)


def test_a_long_sum_lists_its_strongest_terms_and_adds_up(browse):
    mnist = browse(page("mnist-50"))
    mnist.locator(".neuron.hidden").nth(7).click()
    lesson = find_lesson("mnist-50")
    neuron = lesson.network.forward(lesson.sample.x).layers[0].neurons[7]
    shown = [row.locator("[data-value]").last.get_attribute("data-value") for row in mnist.locator("#terms tr").all()]
    products = [float(text) for text in shown[:-1]]
    assert len(products) == 8 and mnist.inner_text("#others th") == "776 others"
    assert sorted(map(abs, products)) == pytest.approx(sorted(map(abs, neuron.products))[-8:], rel=1e-12)
    total = sum(products) + float(shown[-1]) + value(mnist, "#others span")
    assert total == pytest.approx(value(mnist, "#z"), abs=1e-12)


def with_weight(network, layer, j, k, weight):
    layers = list(network.layers)
    old = layers[layer]
    rows = [list(row) for row in old.weights]
    biases = list(old.biases)
    if k is None:
        biases[j] = weight
    else:
        rows[j][k] = weight
    layers[layer] = Layer(rows, biases, old.activation)
    return MLP(layers, network.loss)


@pytest.mark.parametrize(("k", "row"), [(2, 2), (None, 4)])
def test_a_moved_weight_changes_the_answer_as_python_computes_it(iris, trained, k, row):
    x, before = find_lesson("iris").sample.x, outputs(iris)
    iris.locator(".neuron.hidden").nth(3).click()
    slide(iris, f"#terms tr:nth-child({row + 1}) input", "-0.75")
    changed = with_weight(trained, 0, 3, k, -0.75)
    assert outputs(iris) == pytest.approx(changed.forward(x).output, rel=1e-12) and outputs(iris) != before
    iris.locator("#undo").click()
    assert outputs(iris) == before and not iris.locator("#undo").is_visible()


def test_a_weight_is_moved_by_the_keyboard(iris, trained):
    iris.locator(".neuron.hidden").nth(3).focus()
    iris.keyboard.press("Enter")
    assert iris.evaluate("document.activeElement.id") == "close"
    iris.locator("#terms input").first.focus()
    iris.keyboard.press("ArrowRight")
    moved = value(iris, "#terms tr span.w")
    assert moved > trained.layers[0].weights[3][0]
    x = find_lesson("iris").sample.x
    assert outputs(iris) == pytest.approx(with_weight(trained, 0, 3, 0, moved).forward(x).output, rel=1e-12)
    assert iris.evaluate("document.activeElement.type") == "range"  # the row stays, and keeps the focus


def test_the_network_is_walked_through_by_the_keyboard(iris):
    name = "() => document.activeElement.ariaLabel"
    iris.locator(".neuron[tabindex='0']").focus()
    seen = []
    for key in (
        "ArrowDown",
        "ArrowUp",
        "ArrowUp",
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowLeft",
        "ArrowLeft",
        "ArrowLeft",
    ):
        iris.keyboard.press(key)
        seen.append(iris.evaluate(name).split(":")[0])
    hidden = [f"Hidden {layer}, neuron {j}" for layer, j in ((1, 2), (1, 1), (1, 1), (2, 1))]
    assert seen == [
        *hidden,
        "Output, setosa",
        "Output, setosa",
        "Hidden 2, neuron 1",
        "Hidden 1, neuron 1",
        "Input, sepal length",
    ]
    assert iris.locator(".neuron[tabindex='0']").count() == 1
    iris.keyboard.press("ArrowRight")
    iris.keyboard.press(" ")
    assert iris.locator("#worksheet").is_visible()
    iris.keyboard.press("Enter")  # on Close
    assert not iris.locator("#worksheet").is_visible()
    assert iris.evaluate(name).startswith("Hidden 1, neuron 1")


def test_everything_that_acts_can_be_reached_by_tab(iris):
    iris.locator(".neuron.hidden").first.click()
    reached = set()
    for _ in range(80):
        iris.keyboard.press("Tab")
        reached.add(iris.evaluate("document.activeElement.id || document.activeElement.getAttribute('class')"))
    wanted = {"theme", "sample", "feature-0", "feature-3", "loss", "threshold", "epoch", "close", "z", "a"}
    assert wanted <= reached


def test_a_number_tells_all_its_digits(iris):
    for element in (iris.locator("#answers [data-value]").first, iris.locator("#loss")):
        element.focus()
        assert iris.inner_text("#number").endswith(element.get_attribute("data-value"))
    iris.locator("#answers [data-value]").last.hover()
    assert iris.inner_text("#number").startswith("output, virginica: 0.5")


def test_what_is_hidden_is_counted_truly(iris, trained):
    weights = [abs(w) for layer in trained.layers for row in layer.weights for w in row]
    assert iris.inner_text("#weak") == f"0 of {len(weights)} connections hidden"
    for place in (1, 40, len(weights) - 1):
        slide(iris, "#threshold", str(place))
        hidden = sum(weight < sorted(weights)[place] for weight in weights)
        assert iris.inner_text("#weak").startswith(
            f"{hidden} of {len(weights)} connections hidden: weights weaker than"
        )
        assert hidden == place


def test_the_time_slider_goes_through_the_snapshots(iris):
    run, data = study(with_snapshots(find_lesson("iris"))).run, data_of(page("iris"))
    by_epoch = {snapshot.epoch: snapshot.network for snapshot in run.snapshots}
    x = find_lesson("iris").sample.x
    for index in (0, 5, len(data["stages"]) - 1):
        slide(iris, "#epoch", str(index))
        epoch = data["stages"][index]["epoch"]
        assert outputs(iris) == pytest.approx(by_epoch[epoch].forward(x).output, rel=1e-12)
        assert iris.inner_text("#at") == f"epoch {epoch} of 100"
        assert iris.inner_text("#recorded").split("\n") == data["recorded"][index]
    iris.locator("#epoch").focus()
    iris.keyboard.press("Home")
    assert outputs(iris) == pytest.approx(by_epoch[0].forward(x).output, rel=1e-12)


def test_the_networks_of_mnist_answer_at_each_epoch(browse):
    mnist = browse(page("mnist-50"))
    from scenes.studies.image_course import load_course

    lesson = find_lesson("mnist-50")
    snapshots = load_course(lesson.course).snapshots
    for index in (0, 2):
        slide(mnist, "#epoch", str(index))
        assert outputs(mnist) == pytest.approx(snapshots[index].network.forward(lesson.sample.x).output, rel=1e-12)


def test_values_are_answered_in_their_unit(browse):
    lesson, diabetes = find_lesson("diabetes"), browse(page("diabetes"))
    output = study(lesson).network.forward(lesson.sample.x).output
    assert outputs(diabetes) == pytest.approx(lesson.target_scaling.measured(output), rel=1e-12)


def test_two_classes_that_share_an_output_have_a_bar_each(browse):
    lesson, moons = find_lesson("moons"), browse(page("moons"))
    (a,) = study(lesson).network.forward(lesson.sample.x).output
    assert outputs(moons) == pytest.approx((1 - a, a), rel=1e-12, abs=1e-15)


def draw(page, *points):
    box = page.locator("#pad").bounding_box()
    page.mouse.move(box["x"] + points[0][0] * box["width"], box["y"] + points[0][1] * box["height"])
    page.mouse.down()
    for x, y in points[1:]:
        page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=4)
    page.mouse.up()
    page.evaluate(FRAME)


def test_a_one_that_is_drawn_is_read_and_wiped(browse):
    mnist = browse(page("mnist-50"))
    draw(mnist, (0.5, 0.15), (0.48, 0.85))
    assert mnist.inner_text("#prediction") == "1" and "unknown" in mnist.inner_text("#truth")
    picture = mnist.evaluate(
        """() => {
            const eye = document.getElementById("eye");
            const { data } = eye.getContext("2d").getImageData(0, 0, 28, 28);
            return [...data].filter((_, i) => i % 4 === 0);
        }"""
    )
    assert sum(level > 128 for level in picture) > 20 and picture[0] == 6
    mnist.locator("#wipe").click()
    assert outputs(mnist) == pytest.approx(find_lesson("mnist-50").network.forward([0.0] * 784).output, rel=1e-12)


def test_the_pad_takes_fingers_and_keys(browse):
    mnist = browse(page("mnist-50"), has_touch=True, viewport={"width": 390, "height": 844})
    before = outputs(mnist)
    devices = mnist.context.new_cdp_session(mnist)
    mnist.locator("#pad").scroll_into_view_if_needed()
    box = mnist.locator("#pad").bounding_box()
    x = box["x"] + box["width"] / 2
    for kind, y in (("touchStart", 0.2), ("touchMove", 0.5), ("touchMove", 0.8), ("touchEnd", None)):
        points = [] if y is None else [{"x": x, "y": box["y"] + y * box["height"]}]
        devices.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    drawn = outputs(mnist)
    assert drawn != before and mnist.inner_text("#prediction") == "1"
    mnist.locator("#pad").focus()
    for _ in range(6):
        mnist.keyboard.press("ArrowRight")
    assert outputs(mnist) != drawn
    still = outputs(mnist)
    mnist.keyboard.press("Shift+ArrowRight")  # lifts the pen
    assert outputs(mnist) == still


def test_samples_of_images_are_chosen_by_their_pictures(browse):
    digits, lesson = browse(page("digits-32")), find_lesson("digits-32")
    network = study(lesson).network
    digits.locator("#samples button").nth(4).click()
    sample = lesson.samples[chosen(lesson, least=False)[4]]
    assert outputs(digits) == pytest.approx(network.forward(sample.x).output, rel=1e-12)
    assert digits.locator("#samples button[aria-pressed=true]").count() == 1


def test_a_large_network_plays_what_was_recorded(browse):
    large, data = browse(large_page()), data_of(large_page())
    assert large.locator("#pad, #threshold, #epoch, #terms input:visible").count() == 0
    assert "plays 3 recorded passes" in large.inner_text("header")
    for index in (2, 0):
        large.locator("#samples button").nth(index).click()
        large.evaluate(FRAME)
        assert value(large, "#loss") == data["traces"][index]["loss"]
        assert "≈" not in large.inner_text("#panel") + large.inner_text("#middle")
    large.locator(".neuron.output").nth(3).click()
    assert large.locator("#terms tr").count() == 9 and large.inner_text("#others th") == "504 others"
    large.locator(".neuron.hidden").first.focus()
    large.keyboard.press("Enter")
    assert large.locator("#terms tr").count() == 0 and large.locator("#z").inner_text()


@pytest.mark.parametrize("name", ["iris", "mnist-50", "diabetes", "mazur", "four-bit"])
@pytest.mark.parametrize("size", [(390, 844), (1920, 1080)])
def test_nothing_leaves_the_screen_sideways(browse, name, size):
    shown = browse(page(name), viewport={"width": size[0], "height": size[1]})
    shown.locator(".neuron.hidden, .neuron.output").first.evaluate(
        "(one) => one.dispatchEvent(new MouseEvent('click'))"
    )
    assert shown.evaluate("document.documentElement.scrollWidth") <= size[0]
    inside = shown.evaluate(
        """() => {
            const frame = document.getElementById("network").getBoundingClientRect();
            return [...document.querySelectorAll("#network text")].every((text) => {
                const { left, right } = text.getBoundingClientRect();
                return left >= frame.left - 12 && right <= frame.right + 12;
            });
        }"""
    )
    assert inside


CONTRASTS = """() => {
    const pen = document.createElement("canvas").getContext("2d");
    const rgb = (colour) => {
        pen.fillStyle = colour;
        pen.fillRect(0, 0, 1, 1);
        return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = (colour) => {
        const linear = (c) => (c / 255 <= 0.04045 ? c / 3294.6 : ((c / 255 + 0.055) / 1.055) ** 2.4);
        const [r, g, b] = rgb(colour).map(linear);
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ground = light(getComputedStyle(document.body).backgroundColor);
    const texts = [...document.querySelectorAll("body *")].filter((one) =>
        [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && one.checkVisibility());
    return texts.map((one) => {
        const style = getComputedStyle(one);
        const own = light(one instanceof SVGElement ? style.fill : style.color);
        return [(Math.max(own, ground) + 0.05) / (Math.min(own, ground) + 0.05), one.tagName + "." + one.className];
    });
}"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_text_can_be_read_in_both_themes(browse, scheme):
    shown = browse(page("iris"), color_scheme=scheme)
    shown.locator(".neuron.hidden").first.click()
    found = shown.evaluate(CONTRASTS)
    assert len(found) > 60 and [one for one in found if one[0] < 4.5] == []
    before = shown.evaluate("getComputedStyle(document.body).backgroundColor")
    shown.locator("#theme").click()
    assert shown.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert [one for one in shown.evaluate(CONTRASTS) if one[0] < 4.5] == []


def test_hostile_names_do_nothing(browse):
    network = MLP([Layer([[1.0, 2.0], [0.5, -1.0]], [0.0, 0.0], "softmax")], "cross-entropy")
    lesson = Lesson(
        name=HOSTILE[0],
        title="plain",
        network=network,
        samples=(Sample((1.0, 2.0), (1.0, 0.0)), Sample((0.0, 2.0), (0.0, 1.0))),
        features=(HOSTILE[1], HOSTILE[2]),
        classes=(HOSTILE[3], HOSTILE[0]),
        unit=HOSTILE[2],
        noun=HOSTILE[0],
    )
    shown = browse(live_page(lesson))
    shown.locator(".neuron.output").first.click()
    shown.locator("#terms [data-value]").first.focus()
    assert shown.title() == "Live network: plain" and shown.locator("img").count() == 0
    assert shown.locator("#answers .label").all_text_contents() == [HOSTILE[3], HOSTILE[0]]
    assert HOSTILE[1] in shown.inner_text("#number")


def test_a_network_without_hidden_layers_is_shown(browse):
    lesson = find_lesson("by-hand")
    network = MLP([Layer([[1.0, 2.0, 3.0], [0.5, -1.0, 0.0]], [0.0, 0.0], "softmax")], "cross-entropy")
    shown = browse(live_page(replace(lesson, network=network)))
    assert outputs(shown) == pytest.approx(network.forward(lesson.sample.x).output, rel=1e-12)
    assert shown.inner_text("#active").startswith("Output: ≈ ")


def test_where_motion_is_not_wanted_nothing_moves(iris):
    iris.locator(".neuron.hidden").first.hover()
    assert iris.evaluate("document.getAnimations().length") == 0


def test_the_data_survive_the_browser(iris):
    assert iris.evaluate("JSON.parse(document.getElementById('data').textContent)") == json.loads(
        json.dumps(data_of(page("iris")))
    )


@pytest.mark.parametrize("scheme", ["dark", "light"])
@pytest.mark.parametrize("name", ["iris", "mnist-50", "diabetes"])
def test_everybody_can_use_a_live_network(browse, name, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    shown = browse(page(name), color_scheme=scheme, bypass_csp=True)
    shown.locator(".neuron.output").first.click()
    assert [fault["id"] for fault in axe.run(shown).response["violations"]] == []
