"""A page for everybody: who listens to it, presses keys, sees other colours, or none."""

from __future__ import annotations

import io
import re
import runpy

import numpy as np
import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image

from scenes import style
from scenes.digits import DigitsForwardPass
from scenes.pages.colours import contrast
from scenes.storyboards.readout import resolve
from scenes.training import TrainingIris
from tests.pages.made import by_hand, data_of, hostile, make
from tests.scenes.audit import CONSTANTS, shows
from tests.scenes.test_themes import INKS

pytestmark = pytest.mark.slow

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
DEFICIENCIES = ("none", "protanopia", "deuteranopia", "tritanopia", "achromatopsia")
APART = (("POSITIVE", "NEGATIVE"), ("FIRST_CLASS", "SECOND_CLASS"), ("TRAIN", "TEST"))
TOLD_APART = 0.25  # of what a screen has of red, green or blue
# of each stop: its numbers, and what else there is to read
READ = """() => {
    const parts = [...document.querySelectorAll("#picture text, #said")].map((part) => part.cloneNode(true));
    const numbers = parts.flatMap((part) => [...part.querySelectorAll(".n")]);
    const found = numbers.map((one) => [one.textContent, Number(one.dataset.readout)]);
    for (const one of numbers) one.replaceWith(" ");
    return [found, parts.map((part) => part.textContent)];
}"""


@pytest.fixture(scope="module", params=["by hand", "hostile", "learning", "image"])
def html(request):
    made = {"by hand": by_hand, "hostile": hostile, "learning": lambda: make(TrainingIris)}
    return made.get(request.param, lambda: make(DigitsForwardPass))().html


@pytest.mark.parametrize("scheme", style.THEMES)
@pytest.mark.parametrize("across", [390, 1280])
def test_axe_finds_nothing_to_mend(browse, html, scheme, across):
    page = browse(html, color_scheme=scheme, viewport={"width": across, "height": 800})
    middle = len(data_of(html)["stops"]) // 2
    page.evaluate("id => { location.hash = id }", data_of(html)["stops"][middle]["id"])
    page.locator("#contents > summary").click()
    found = Axe().run(page, options=RULES).response
    assert len(found["passes"]) > 20
    assert {fault["id"]: [node["html"] for node in fault["nodes"]] for fault in found["violations"]} == {}


def test_every_number_that_is_read_is_a_readout_of_the_film(browse):
    made = by_hand()
    page = browse()
    names = {*made.film.subject_matter.features, *made.film.subject_matter.classes}
    for _ in made.data["stops"]:
        numbers, rest = page.evaluate(READ)
        assert numbers
        for text, index in numbers:
            path, shown, value = made.data["readouts"][index]
            assert text == shown
            assert repr(resolve(made.film.subject, path)) == value
            assert shows(text, resolve(made.film.subject, path)), path
        assert [text for text in rest if text not in names and re.search(r"\d", CONSTANTS.sub("", text))] == []
        page.keyboard.press("ArrowRight")


def test_all_controls_and_numbers_are_reached_by_tab_in_the_order_of_reading(browse):
    page = browse()
    wanted = ["summary", *["number"] * page.locator("main .n").count(), "next", "play", "theme", "full", "speaker"]
    reached = []
    for _ in wanted:
        page.keyboard.press("Tab")
        reached.append(
            page.evaluate(
                "() => { const at = document.activeElement;"
                " return at.id || (at.classList.contains('n') ? 'number' : at.localName) }"
            )
        )
    assert reached == wanted


@pytest.fixture
def seen_as(chromium):
    """Return how somebody with a deficiency sees colours on a screen: red, green and blue from 0 to 1."""
    context = chromium.new_context(viewport={"width": 640, "height": 20})
    page = context.new_page()
    devices = context.new_cdp_session(page)

    def look(colours, deficiency):
        strips = "".join(f'<i style="width: 20px; background: {colour}"></i>' for colour in colours)
        page.set_content(f'<body style="margin: 0; display: flex; height: 20px">{strips}</body>')
        devices.send("Emulation.setEmulatedVisionDeficiency", {"type": deficiency})
        taken = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB")) / 255
        return [taken[10, 20 * place + 10] for place in range(len(colours))]

    yield look
    context.close()


@pytest.fixture(params=style.THEMES)
def palette(request, monkeypatch):
    monkeypatch.setenv(style.THEME, request.param)
    return runpy.run_path(str(style.__file__))


@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_text_is_read_by_who_sees_other_colours(seen_as, palette, deficiency):
    *inks, background, node = seen_as([palette[name] for name in (*INKS, "BACKGROUND", "NODE_FILL")], deficiency)
    ratios = {name: min(contrast(ink, background), contrast(ink, node)) for name, ink in zip(INKS, inks, strict=True)}
    assert {name: round(ratio, 2) for name, ratio in ratios.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("deficiency", [one for one in DEFICIENCIES if one != "achromatopsia"])
def test_colours_that_mean_different_things_stay_apart(seen_as, palette, deficiency):
    for names in APART:
        one, other = seen_as([palette[name] for name in names], deficiency)
        assert np.abs(one - other).max() >= TOLD_APART, names
