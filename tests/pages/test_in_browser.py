"""A page in a real browser: it is stepped, read and printed there, and asks for nothing."""

from __future__ import annotations

import io
import re
import shutil
from urllib.parse import quote

import numpy as np
import pytest
from PIL import Image, ImageFilter

from scenes import style
from scenes.mobjects.typesetting import outline
from scenes.pages.handout import CALLED
from scenes.stage.camera import TextureCamera
from tests.pages.made import by_hand, hostile, numbers_in, parts_at

CHROMIUM = next(filter(None, map(shutil.which, CALLED)), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is here: install it to try pages in a browser")

DATA = by_hand().data if CHROMIUM else None
IDS = [stop["id"] for stop in DATA["stops"]] if DATA else []
TEXTS = """() => [...document.querySelectorAll("#picture g:not(.leaving) > text > tspan")].map(
    (part) => part.textContent)"""
# what moves right after a step, before any time has passed
AT_ONCE = """() => {
    document.dispatchEvent(new KeyboardEvent("keydown", {key: "End"}));
    return [document.getAnimations().length, document.querySelectorAll("#picture > .leaving").length];
}"""
WIDTHS = """() => [...document.querySelectorAll("#picture tspan:not([textLength])")].map((part) => [
    part.textContent, part.getComputedTextLength() / part.parentNode.getAttribute("font-size"),
    part.parentNode.getAttribute("font-weight") ? "semibold" : "regular"])"""


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium, tmp_path):
    """Open a page from disk, without a network, in a window with these `settings`; what goes wrong in it is a fault."""
    contexts, requests, faults = [], [], []

    def open_page(html=None, address="", **settings):
        context = chromium.new_context(
            **{"reduced_motion": "reduce", "viewport": {"width": 1280, "height": 800}} | settings
        )
        contexts.append(context)
        context.set_offline(True)
        context.on("request", lambda request: requests.append(request.url))
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        file = tmp_path / "page.html"
        file.write_text(by_hand().html if html is None else html, encoding="utf-8")
        page.goto(f"{file.as_uri()}{address}")
        page.evaluate("document.fonts.ready")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []
    assert [url for url in requests if not url.startswith(("file:", "data:", "about:"))] == []


def stop_of(page) -> int:
    """Return which stop a page says that it shows, in three ways."""
    count = int(page.inner_text("#count").split("/")[0]) - 1
    assert page.evaluate("location.hash") == f"#{IDS[count]}"
    said = [DATA["readouts"][part][1] if isinstance(part, int) else part for part in DATA["stops"][count]["said"]]
    assert page.text_content("#said") == "".join(said)
    return count


def test_the_last_stop_looks_as_the_film_does(browse):
    page = browse(address=f"#{quote(IDS[-1])}", color_scheme="dark")
    page.evaluate(
        "document.getElementById('picture').style.cssText = "
        "'z-index: 1; position: fixed; inset: 0; width: 1280px; height: 720px'"
    )
    taken = Image.open(io.BytesIO(page.locator("#picture").screenshot())).convert("RGB")
    camera = TextureCamera(
        background_color=style.BACKGROUND,
        pixel_width=1280,
        pixel_height=720,
        frame_width=style.FRAME_WIDTH,
        frame_height=style.FRAME_HEIGHT,
    )
    camera.capture_mobjects(by_hand().film.mobjects)
    drawn = Image.fromarray(camera.pixel_array).convert("RGB")
    # two programs smooth edges each in its way
    soft = [np.asarray(image.filter(ImageFilter.GaussianBlur(2)), dtype=int) for image in (taken, drawn)]
    difference = np.abs(soft[0] - soft[1]).max(axis=2)
    assert difference.mean() < 1
    assert difference.max() < 40


def test_keys_step_through_the_stops(browse):
    page = browse()
    seen = [stop_of(page)]
    for key in ("ArrowRight", "Space", "ArrowLeft", "ArrowLeft", "ArrowLeft", "End", "ArrowRight", "Home"):
        page.keyboard.press(key)
        seen.append(stop_of(page))
    last = len(IDS) - 1
    assert seen == [0, 1, 2, 1, 0, 0, last, last, 0]


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_each_stop_shows_its_text_and_nothing_else(browse, motion):
    page = browse(reduced_motion=motion)
    order = [*range(len(IDS)), 2, 0]
    for index in order:
        while (at := stop_of(page)) != index:
            page.keyboard.press("ArrowRight" if at < index else "ArrowLeft")
        readouts = DATA["readouts"]
        parts = parts_at(DATA, DATA["stops"][index])
        assert page.evaluate(TEXTS) == [readouts[part[0]][1] if isinstance(part[0], int) else part[0] for part in parts]
        marks = page.locator("#picture > :not(.leaving)").count()
        assert marks == len(numbers_in(DATA["stops"][index]["marks"]))


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_where_motion_is_not_wanted_nothing_moves(browse, motion):
    page = browse(reduced_motion=motion)
    moving, leaving = page.evaluate(AT_ONCE)
    assert (moving > 0) == (leaving > 0) == (motion == "no-preference")
    if leaving:
        page.locator("#picture > .leaving").first.wait_for(state="detached")


@pytest.mark.parametrize("length", [0, 3])
def test_an_address_leads_to_the_first_stop_that_begins_so(browse, length):
    wanted = IDS[-2][: len(IDS[-2]) - length]
    first = next(index for index, id in enumerate(IDS) if id.startswith(wanted))
    page = browse(address=f"#{quote(wanted)}")
    assert stop_of(page) == first
    page.evaluate("location.hash = 'nowhere'")
    page.keyboard.press("Home")
    assert stop_of(page) == 0


def test_an_address_of_nothing_shows_the_first_stop(browse):
    assert stop_of(browse(address="#%E0%A4")) == 0


def test_text_is_as_wide_as_in_the_film(browse):
    page = browse(address=f"#{quote(IDS[len(IDS) // 2])}")
    widths = [(text, width, weight) for text, width, weight in page.evaluate(WIDTHS) if text.strip() == text]
    assert len(widths) > 10
    for text, width, weight in widths:
        assert width == pytest.approx(outline((text,), weight).width, rel=0.02, abs=0.02), text


def test_every_number_can_be_reached_and_tells_all_its_digits(browse):
    page = browse(address=f"#{quote(IDS[2])}")
    numbers = page.locator("#picture .n")
    assert numbers.count() == sum(isinstance(part[0], int) for part in parts_at(DATA, DATA["stops"][2]))
    for index in range(numbers.count()):
        number = numbers.nth(index)
        number.focus()
        assert number.evaluate("element => document.activeElement === element")
        path, text, value = DATA["readouts"][int(number.get_attribute("data-readout"))]
        assert number.text_content() == text
        assert page.inner_text("#number") == f"{text}: {value} · {path}"
    page.keyboard.press("ArrowRight")  # a number with the focus takes no arrows away
    assert stop_of(page) == 3


def test_a_number_that_stays_keeps_the_focus(browse):
    page = browse()
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


def test_a_phone_needs_no_scrolling_aside(browse):
    page = browse(viewport={"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_chapters_are_a_menu(browse):
    page = browse()
    page.locator("#contents > summary").click()
    links = page.locator("#contents > ol > li > a")
    assert links.all_inner_texts() == DATA["chapters"]
    links.last.click()
    assert DATA["stops"][stop_of(page)]["chapter"] == len(DATA["chapters"]) - 1
    assert not page.evaluate("document.getElementById('contents').open")


def test_it_plays_at_the_pace_of_the_film(browse):
    page = browse()
    page.clock.install(time=0)
    page.clock.pause_at(60)
    page.keyboard.press("a")
    for index in (1, 2, 3):
        milliseconds = round(DATA["stops"][index]["seconds"] * 1000)
        page.clock.run_for(milliseconds - 1)
        assert stop_of(page) == index - 1
        page.clock.run_for(1)
        assert stop_of(page) == index
    page.keyboard.press("ArrowLeft")  # who steps has it in hand
    page.clock.run_for(60_000)
    assert stop_of(page) == 2


def test_the_speaker_sees_this_stop_and_the_next(browse):
    page = browse()
    with page.context.expect_page() as opened:
        page.keyboard.press("p")
    speaker = opened.value
    for index in range(2):
        said = [
            "".join(DATA["readouts"][part][1] if isinstance(part, int) else part for part in stop["said"])
            for stop in DATA["stops"][index : index + 2]
        ]
        assert speaker.locator("p:not(.clock)").all_inner_texts() == said
        assert speaker.locator("svg").count() == 2
        assert re.match(rf"\d+:\d\d · {index + 1} / {len(IDS)}", speaker.inner_text(".clock"))
        speaker.keyboard.press("ArrowRight")
        assert stop_of(page) == index + 1


def test_black_hides_everything_and_brings_it_back(browse):
    page = browse()
    page.keyboard.press("b")
    assert not page.locator("#picture").is_visible()
    page.keyboard.press("b")
    assert page.locator("#picture").is_visible()


@pytest.mark.parametrize(("scheme", "other"), [("light", "dark"), ("dark", "light")])
def test_it_is_light_or_dark_as_the_reader_has_it_and_can_be_switched(browse, scheme, other):
    page = browse(color_scheme=scheme)
    ground = "() => getComputedStyle(document.body).backgroundColor"
    grounds = {"light": "rgb(255, 255, 255)", "dark": "rgb(20, 22, 28)"}
    assert page.evaluate(ground) == grounds[scheme]
    page.keyboard.press("t")
    assert page.evaluate(ground) == grounds[other]


def test_printed_it_is_a_page_for_each_chapter(browse):
    pdf = browse(color_scheme="dark").pdf(prefer_css_page_size=True)
    chapters = {stop["chapter"] for stop in DATA["stops"]}
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == len(chapters)


def test_hostile_names_do_nothing(browse):
    page = browse(hostile().html)
    title = page.title()
    assert title.startswith("</script>")
    with page.context.expect_page():
        page.keyboard.press("p")
    for _ in hostile().data["stops"]:
        page.keyboard.press("ArrowRight")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.title() == title
    assert page.locator("img").count() == 0
