"""A gallery opened from disk in a real browser, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow
LOADED = "Promise.all([...document.images].map((image) => image.decode()))"  # fails where one can't be


def open_index(page: Any, gallery: Path) -> None:
    page.goto((gallery / "index.html").as_uri())
    page.evaluate(LOADED)


@pytest.mark.parametrize(("scheme", "ending"), [("dark", "architecture.webp"), ("light", "architecture-light.webp")])
def test_posters_are_shown_in_the_reader_s_theme(browse: Any, gallery: Path, scheme: str, ending: str) -> None:
    page = browse("<title></title>", color_scheme=scheme)
    open_index(page, gallery)
    assert page.evaluate("document.images[0].currentSrc").endswith(f"/{ending}")


def test_a_poster_leads_to_the_page_and_back_and_links_to_network_and_trace(browse: Any, gallery: Path) -> None:
    page = browse("<title></title>")
    open_index(page, gallery)
    page.keyboard.press("Tab")  # to the lesson in the menu
    assert page.evaluate("document.activeElement.hash").startswith("#")
    page.click(".films a")
    page.wait_for_selector("#picture path", state="attached")
    page.go_back()
    page.get_by_role("link", name="Live network").click()
    page.wait_for_selector("#network svg * >> nth=5", state="attached")
    assert page.title() not in ("1", "run")


@pytest.mark.parametrize("width", [320, 390, 1440, 2560])
def test_nothing_is_wider_than_the_window(browse: Any, gallery: Path, width: int) -> None:
    page = browse("<title></title>", viewport={"width": width, "height": 800})
    open_index(page, gallery)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
