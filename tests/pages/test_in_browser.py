"""A page in a real browser: it is stepped and read there, and asks for nothing."""

from urllib.parse import quote

import pytest

from scenes.mobjects.typesetting import outline
from tests.pages.made import data, ids, numbers_in, parts_at, stop_of

pytestmark = pytest.mark.slow

TEXTS = """() => [...document.querySelectorAll("#picture g:not(.leaving) > text > tspan")].map(
    (part) => part.textContent)"""
# what moves right after a step, before any time has passed
AT_ONCE = """() => {
    document.dispatchEvent(new KeyboardEvent("keydown", {key: "End"}));
    return [document.getAnimations().length, document.querySelectorAll("#picture > .leaving").length];
}"""
# in ems, as the browser sets text by itself
WIDTHS = """() => [...document.querySelectorAll("#picture tspan:not(.unseen)")].map((part) => {
    const [size, weight] = ["font-size", "font-weight"].map((name) => part.parentNode.getAttribute(name));
    part.removeAttribute("textLength");
    return [part.textContent, part.getComputedTextLength() / size, weight ? "semibold" : "regular"];
})"""


def test_keys_step_through_the_stops(browse):
    page = browse()
    seen = [stop_of(page)]
    for key in ("ArrowRight", "Space", "ArrowLeft", "ArrowLeft", "ArrowLeft", "End", "ArrowRight", "Home"):
        page.keyboard.press(key)
        seen.append(stop_of(page))
    last = len(ids()) - 1
    assert seen == [0, 1, 2, 1, 0, 0, last, last, 0]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_each_stop_shows_its_text_and_nothing_else(browse, motion):
    page = browse(reduced_motion=motion)
    order = [*range(len(ids())), 2, 0]
    for index in order:
        while (at := stop_of(page)) != index:
            page.keyboard.press("ArrowRight" if at < index else "ArrowLeft")
        readouts = data()["readouts"]
        parts = parts_at(data(), data()["stops"][index])
        assert page.evaluate(TEXTS) == [readouts[part[0]][1] if isinstance(part[0], int) else part[0] for part in parts]
        marks = page.locator("#picture > :not(.leaving)").count()
        assert marks == len(numbers_in(data()["stops"][index]["marks"]))


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_where_motion_is_not_wanted_nothing_moves(browse, motion):
    page = browse(reduced_motion=motion)
    moving, leaving = page.evaluate(AT_ONCE)
    assert (moving > 0) == (leaving > 0) == (motion == "no-preference")
    if leaving:
        page.locator("#picture > .leaving").first.wait_for(state="detached")


@pytest.mark.parametrize("length", [0, 3])
def test_an_address_leads_to_the_first_stop_that_begins_so(browse, length):
    wanted = ids()[-2][: len(ids()[-2]) - length]
    first = next(index for index, id in enumerate(ids()) if id.startswith(wanted))
    page = browse(address=f"#{quote(wanted)}")
    assert stop_of(page) == first
    page.evaluate("location.hash = 'nowhere'")
    page.keyboard.press("Home")
    assert stop_of(page) == 0


def test_an_address_of_nothing_shows_the_first_stop(browse):
    assert stop_of(browse(address="#%E0%A4")) == 0


def test_text_is_as_wide_as_in_the_film(browse):
    page = browse(address=f"#{quote(ids()[len(ids()) // 2])}")
    widths = [(text, width, weight) for text, width, weight in page.evaluate(WIDTHS) if text.strip() == text]
    assert len(widths) > 10
    for text, width, weight in widths:
        assert width == pytest.approx(outline((text,), weight).width, rel=0.02, abs=0.02), text


def test_every_number_can_be_reached_and_tells_all_its_digits(browse):
    page = browse(address=f"#{quote(ids()[2])}")
    numbers = page.locator("#picture .n")
    assert numbers.count() == sum(isinstance(part[0], int) for part in parts_at(data(), data()["stops"][2]))
    for index in range(numbers.count()):
        number = numbers.nth(index)
        number.focus()
        assert number.evaluate("element => document.activeElement === element")
        path, text, value = data()["readouts"][int(number.get_attribute("data-readout"))]
        assert number.text_content() == text
        assert page.inner_text("#number") == f"{text}: {value} · {path}"
    page.keyboard.press("ArrowRight")  # a number with the focus takes no arrows away
    assert stop_of(page) == 3


def test_a_number_that_stays_keeps_the_focus(browse):
    page = browse()
    page.keyboard.press("ArrowRight")  # from the question to the network, where numbers stay
    page.locator("#picture .n").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.classList.contains('n')")


def test_text_can_be_selected_without_stepping(browse):
    page = browse()
    word = page.locator("#picture text").first
    box = word.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + 1, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 1, middle, steps=5)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()") in word.text_content()
    assert len(page.evaluate("getSelection().toString()")) > 3
    assert stop_of(page) == 0


def test_a_click_into_the_picture_steps(browse):
    page = browse()
    page.locator("#picture").click(position={"x": 3, "y": 3})
    assert stop_of(page) == 1
    page.locator("#back").click()
    assert stop_of(page) == 0


def test_a_swipe_steps(browse):
    page = browse(has_touch=True, viewport={"width": 390, "height": 844})
    devices = page.context.new_cdp_session(page)
    box = page.locator("#picture").bounding_box()
    y = box["y"] + box["height"] / 2

    def swipe(begin: int, end: int) -> None:
        for kind, x in (
            ("touchStart", begin),
            ("touchMove", (begin + end) / 2),
            ("touchMove", end),
            ("touchEnd", None),
        ):
            points = [] if x is None else [{"x": x, "y": y}]
            devices.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    swipe(300, 100)
    assert stop_of(page) == 1
    swipe(100, 300)
    assert stop_of(page) == 0


def test_chapters_are_a_menu(browse):
    page = browse()
    page.locator("#contents > summary").click()
    links = page.locator("#contents > ol > li > a")
    assert links.all_inner_texts() == data()["chapters"]
    links.last.click()
    assert data()["stops"][stop_of(page)]["chapter"] == len(data()["chapters"]) - 1
    assert not page.evaluate("document.getElementById('contents').open")
