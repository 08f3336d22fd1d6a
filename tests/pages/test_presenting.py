"""A page as it is shown: beside the film, by itself, to an audience, on paper, and with names that would do harm."""

import io
import re
from itertools import combinations
from urllib.parse import quote

import numpy as np
import pytest
from PIL import Image, ImageFilter

from scenes import style
from scenes.pages.page import page_of
from scenes.stage.camera import TextureCamera
from tests.pages.made import by_hand, data, hostile, ids, said_at, stop_of

pytestmark = pytest.mark.slow

GROUND = "() => getComputedStyle(document.body).backgroundColor"
GROUNDS = {"light": "rgb(251, 251, 249)", "dark": "rgb(20, 22, 28)"}


def test_the_last_stop_looks_as_the_film_does(browse):
    page = browse(address=f"#{quote(ids()[-1])}", color_scheme="dark")
    page.evaluate(
        "document.getElementById('picture').style.cssText ="
        " 'z-index: 1; position: fixed; inset: 0; width: 1280px; height: 720px'"
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


@pytest.mark.parametrize("across", [320, 390, 820, 1280, 1920])
@pytest.mark.parametrize("made", [by_hand, hostile])
def test_nothing_lies_over_another_thing_or_needs_scrolling_aside(browse, made, across):
    page = browse(made().html, viewport={"width": across, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= across
    boxes = [
        box
        for part in ("h1", "summary", "button:visible", "#count", "#picture", "#said")
        for box in (one.bounding_box() for one in page.locator(part).all())
    ]
    for one, other in combinations(boxes, 2):
        apart = [
            one[corner] + one[length] <= other[corner] + 1 or other[corner] + other[length] <= one[corner] + 1
            for corner, length in (("x", "width"), ("y", "height"))
        ]
        assert any(apart), (one, other)


def test_full_screen_is_for_the_picture_and_what_is_said(browse):
    page = browse()
    before = page.locator("#picture").bounding_box()["width"]
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement")
    assert page.locator("#picture").bounding_box()["width"] > before
    assert page.locator("#said").is_visible()
    assert not page.locator("nav").is_visible()
    page.keyboard.press("ArrowRight")
    assert stop_of(page) == 1


def test_it_plays_at_the_pace_of_the_film(browse):
    page = browse()
    page.clock.install(time=0)
    page.clock.pause_at(60)
    page.keyboard.press("a")
    for index in (1, 2, 3):
        milliseconds = round(data()["stops"][index]["seconds"] * 1000)
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
        words = speaker.locator("p:not(.clock)").all_inner_texts()
        assert words == [said_at(index), said_at(index + 1)]
        assert speaker.locator("svg").count() == 2
        assert re.match(rf"\d+:\d\d · {index + 1} / {len(ids())}", speaker.inner_text(".clock"))
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
    assert page.evaluate(GROUND) == GROUNDS[scheme]
    page.keyboard.press("t")
    assert page.evaluate(GROUND) == GROUNDS[other]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_page_of_a_theme_begins_in_it_whatever_the_reader_has(browse, theme):
    page = browse(page_of(by_hand().told, "by hand", "", theme), color_scheme="dark" if theme == "light" else "light")
    assert page.evaluate(GROUND) == GROUNDS[theme]
    page.keyboard.press("t")
    assert page.evaluate(GROUND) != GROUNDS[theme]


def test_printed_it_is_a_page_for_each_chapter(browse):
    pdf = browse(color_scheme="dark").pdf(prefer_css_page_size=True)
    chapters = {stop["chapter"] for stop in data()["stops"]}
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf)) == len(chapters)


def test_printed_it_says_everything_once(browse):
    page = browse()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    said = [said_at(index) for index in range(len(ids()))]
    assert page.locator("#handout p").evaluate_all("all => all.map((one) => one.textContent)") == said


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
