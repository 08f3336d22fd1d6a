"""A page in a notebook is the same page, and leaves the notebook alone."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from scenes.forward_pass import ForwardPassByHand
from scenes.lessons import find_lesson
from scenes.live.page import live_page
from scenes.pages.inline import inline, show
from tests.pages.made import data_of, hostile

BASE = '<base href="about:srcdoc">'


class Frames(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.given: dict[str, str | None] = {}
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.given = dict(attrs)


@pytest.mark.slow
def test_a_frame_holds_the_page_whatever_is_written_in_it() -> None:
    page = hostile().html
    frame = Frames(inline(page, 300)._repr_html_())
    assert frame.tags == ["iframe"] and frame.given["height"] == "300"
    assert (frame.given["srcdoc"] or "").replace(BASE, "", 1) == page
    assert "allow-same-origin" not in (frame.given["sandbox"] or "")


@pytest.mark.slow
def test_a_film_is_shown_by_its_page_and_nothing_is_written(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.chdir(tmp_path)
    html = show(ForwardPassByHand)._repr_html_()
    assert data_of(unescape(html))["stops"][0]["id"] == "sample-question"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_pages_work_in_a_frame_and_the_page_around_it_stays(browse: Any) -> None:
    frames = [show(ForwardPassByHand), inline(live_page(find_lesson("by-hand")))]
    page = browse("<!DOCTYPE html><title>notebook</title>" + "".join(frame._repr_html_() for frame in frames))
    around = page.url
    film, live = page.frames[1:]
    film.wait_for_selector("#picture path", state="attached")
    film.click("#next")
    assert film.inner_text("#count").startswith("2 /")
    film.click("summary")
    film.click("#contents li li a >> nth=5")
    film.wait_for_function("document.getElementById('count').textContent.startsWith('6 /')", timeout=5000)
    assert film.url.startswith("about:srcdoc#")
    assert live.inner_text("h1") and live.locator("#network svg *").count() > 10
    assert page.url == around
