"""A browser for the tests of pages: Debian's Chromium, or any other of the system."""

import shutil
from functools import cache

import pytest

from scenes.pages.handout import CALLED
from tests.pages.made import by_hand

CHROMIUM = next(filter(None, map(shutil.which, CALLED)), None)


@cache
def launched(config):
    """One browser for all tests of a process: a second Playwright doesn't start beside the first."""
    from playwright.sync_api import sync_playwright

    playwright = sync_playwright().start()
    config.add_cleanup(playwright.stop)
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
    config.add_cleanup(browser.close)
    return browser


@pytest.fixture(scope="session")
def chromium(pytestconfig):
    if CHROMIUM is None:
        pytest.skip("no Chromium is here: install it to try pages in a browser")
    return launched(pytestconfig)


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
