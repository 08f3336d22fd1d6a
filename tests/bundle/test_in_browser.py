"""A bundle on a server, in a real browser: the video plays, says what the film says, in the film's colours."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
import pytest
from PIL import Image

from scenes.bundle.bundle import write_bundle
from scenes.bundle.documents import Names
from scenes.stage.container import read_cues
from tests.pages.conftest import CHROMIUM, chromium  # noqa: F401 (a fixture)
from tests.stage.films import HOSTILE, PLACE, Told, render
from tests.stage.test_container import Patches, faults_of_colours

pytestmark = pytest.mark.slow
TOLD, PATCHES = Names.of("told"), Names.of("patches")
LARGE = {"pixel_width": 1280, "pixel_height": 720}
LARGE_PLACE = PLACE.parent / "720p15"
TIME = 20_000  # milliseconds to wait for what should come at once
# Without a graphics card, Chromium multiplies by 7 bits in place of a matrix, and saturated colours miss theirs by 7 of
# 255, whatever the film; here the processor does what a card would.
AS_WITH_A_SCREEN = ["--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
ALONE = "v => { v.controls = false; v.style.cssText = 'position: fixed; left: 0; top: 0; width: 1280px'; }"
# a still picture, at a time, painted by the browser
SEEK = """async (video, time) => {
  video.pause();
  const sought = new Promise((done) => video.addEventListener("seeked", done, { once: true }));
  video.currentTime = time;
  await sought;
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}"""
CUES = """async (track) => {
  track.track.mode = "hidden";
  if (track.readyState < 2) await new Promise((done) => track.addEventListener("load", done));
  return [...track.track.cues].map((cue) => [cue.getCueAsHTML().textContent, cue.startTime, cue.endTime]);
}"""


class Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine alone, on a port that is free, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Patches, str]]:
    folder = tmp_path_factory.mktemp("served")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        render(Told, **LARGE)
        patches = render(Patches, **LARGE)
        assert isinstance(patches, Patches)
        for name, names in (("Told", TOLD), ("Patches", PATCHES)):
            write_bundle(LARGE_PLACE / f"{name}.mp4", folder, names, None, HOSTILE, "the page", True)
        with served(folder) as address:
            yield folder, patches, address


@pytest.fixture
def visit(chromium: Any, bundles: tuple[Path, Patches, str]) -> Iterator[Any]:  # noqa: F811
    """Open a page of the bundles; nothing goes wrong in it, and it asks nobody else."""
    contexts, faults, asked = [], [], []

    def visit(name: str, without: str | None = None) -> Any:
        context = chromium.new_context(viewport={"width": 800, "height": 900})
        contexts.append(context)
        if without is not None:
            context.route(without, lambda route: route.abort())
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: faults.append(dialog.message))
        page.goto(f"{bundles[2]}/{name}")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith(bundles[2])] == []


def playable(page: Any) -> Any:
    """Return the video once it can be played; where the browser lacks its format, that is no fault of the film."""
    if not page.evaluate("document.createElement('video').canPlayType('video/mp4; codecs=\"avc1.640028\"')"):
        pytest.skip("this Chromium plays no H.264: try another one of the system")
    page.wait_for_function("document.querySelector('video').readyState >= 3", timeout=TIME)
    return page.locator("video")


def test_the_video_plays_to_its_end(visit: Any) -> None:
    page = visit(TOLD.embed)
    video = playable(page)
    assert (video.evaluate("v => v.videoWidth"), video.evaluate("v => v.videoHeight")) == (1280, 720)
    video.evaluate("async (video) => { video.muted = true; await video.play(); }")
    page.wait_for_function("document.querySelector('video').ended", timeout=TIME)
    assert video.evaluate("v => v.error") is None


def test_its_tracks_are_the_captions_and_chapters_of_the_film(visit: Any, bundles: Any) -> None:
    page = visit(TOLD.embed)
    playable(page)
    chapters, captions = read_cues(bundles[0] / TOLD.movie)
    for kind, cues in (("captions", captions), ("chapters", chapters)):
        shown = page.locator(f"track[kind={kind}]").evaluate(CUES)
        assert [text for text, _, _ in shown] == [cue.text for cue in cues]
        assert [one[1:] for one in shown] == [
            [pytest.approx(cue.start, abs=0.001), pytest.approx(cue.end, abs=0.001)] for cue in cues
        ]


def test_colours_on_the_screen_are_those_of_the_style(chromium: Any, bundles: Any) -> None:  # noqa: F811
    browser = chromium.browser_type.launch(executable_path=CHROMIUM, args=AS_WITH_A_SCREEN)
    try:
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{bundles[2]}/{PATCHES.embed}")
        video = playable(page)
        video.evaluate(ALONE)
        video.evaluate(SEEK, 0.2)
        picture = np.asarray(Image.open(io.BytesIO(page.screenshot())).convert("RGB"), float)
    finally:
        browser.close()
    assert faults_of_colours(picture, bundles[1].middles) == []


def test_nothing_jumps_when_poster_and_video_come(visit: Any) -> None:
    without = visit(TOLD.embed, without="**/*.{mp4,webp}")
    page = visit(TOLD.embed)
    playable(page)
    assert without.locator("video").bounding_box() == page.locator("video").bounding_box()
    assert (
        without.locator("a", has_text="Transcript").bounding_box()
        == page.locator("a", has_text="Transcript").bounding_box()
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_links_lead_to_the_page_and_the_transcript(visit: Any) -> None:
    page = visit(TOLD.embed)
    for words, heading in (("Transcript", HOSTILE), ("Step by step", None)):
        with page.expect_navigation():
            page.click(f"text={words}")
        if heading is None:
            assert page.inner_text("body") == "the page"
        else:
            assert page.inner_text("h1") == heading
        page.go_back()
