"""Pages that the tests look at, and what stands in them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from html.parser import HTMLParser
from typing import Any
from unittest.mock import patch

from manim import Scene

from scenes.forward_pass import ForwardPass, ForwardPassByHand
from scenes.lessons import find_lesson
from scenes.mobjects.caption import CaptionText
from scenes.mobjects.text import TextLine
from scenes.pages.page import page_of
from scenes.pages.picture import Mark, picture_of
from scenes.pages.stops import Stops, stops_of
from scenes.stage.film import Film
from scenes.storyboards.readout import readouts_of
from tests.scenes.quicker import quicker

LARGEST = 1_500_000  # bytes of a page
# a browser tells a page of a new address only after the click that led there is over
AT_ITS_ADDRESS = """(ids) => location.hash === `#${ids[parseInt(document.getElementById("count").textContent) - 1]}`"""
HOSTILE = (
    '</script><script>document.title="run"</script>',
    '"><img src=x onerror=document.title="run">',
    "<!--<script>",
    "{{ 7 * 7 }} &lt;b&gt; \u2028 日本",
)


@dataclass(frozen=True)
class Made:
    """A page, what it was made of, and the numbers that its scene had on screen at each stop."""

    film: Film
    told: Stops
    html: str
    seen: tuple[frozenset[tuple[str, str]], ...]

    @property
    def data(self) -> Any:
        return data_of(self.html)


def data_of(html: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found
    return json.loads(found[1])


def make(film: type[Film], title: str = "Forward pass: by hand", about: str = "What a network does.") -> Made:
    seen: list[frozenset[tuple[str, str]]] = []

    def look(scene: Scene) -> list[Mark]:
        tops = [top for top in scene.mobjects if not isinstance(top, CaptionText)]
        lines = [one for top in tops for one in top.get_family() if isinstance(one, TextLine)]
        shown = [part for line in lines for part in line.spans if part.get_fill_opacity()]
        seen.append(frozenset((one.path, one.text) for span in shown for one in readouts_of((span.segment,))))
        return picture_of(scene)

    with quicker(), patch("scenes.pages.stops.picture_of", look):
        scene, told = stops_of(film)
    return Made(scene, told, page_of(told, title, about), tuple(seen))


@cache
def by_hand() -> Made:
    return make(ForwardPassByHand)


@cache
def hostile() -> Made:
    """Return the same page about a lesson whose names would do harm if they were run."""

    class Harmful(ForwardPass):
        lesson = replace(
            find_lesson("by-hand"),
            name=HOSTILE[0],
            features=tuple(HOSTILE[index % len(HOSTILE)] for index in range(len(find_lesson("by-hand").features))),
            classes=tuple(HOSTILE[-1 - index % len(HOSTILE)] for index in range(len(find_lesson("by-hand").classes))),
        )

    return make(Harmful, HOSTILE[0], HOSTILE[1])


class Elements(HTMLParser):
    """What a browser makes of a page: its elements, their attributes, and whether each that is opened is closed."""

    VOID = ("meta", "br", "img", "link", "input", "source")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.found]

    def values(self, attribute: str) -> list[str | None]:
        return [attributes[attribute] for _, attributes in self.found if attribute in attributes]


def numbers_in(runs: str) -> list[int]:
    """Return the numbers that runs like 0-3,7 stand for."""
    ends = [run.split("-") for run in runs.split(",")] if runs else []
    return [number for run in ends for number in range(int(run[0]), int(run[-1]) + 1)]


def parts_at(data: Any, stop: Any) -> list[Any]:
    """Return the segments of text that are seen at a stop."""
    shapes = [data["shapes"][data["marks"][number][0]] for number in numbers_in(stop["marks"])]
    return [part for shape in shapes for part in shape.get("parts", ())]


def shown_numbers(data: Any) -> Iterator[frozenset[tuple[str, str]]]:
    """Yield for each stop the paths and texts of the numbers that are seen at it."""
    readouts = [(path, text) for path, text, _ in data["readouts"]]
    for stop in data["stops"]:
        yield frozenset(readouts[part[0]] for part in parts_at(data, stop) if isinstance(part[0], int))


def strokes_of(made: Made, colour: str) -> list[str]:
    """Return the paths that are stroked in a colour of the film."""
    numbers = [int(number) for number, value in re.findall(r"--c(\d+):(#\w{6})", made.html) if value == colour]
    return [shape["d"] for shape in made.data["shapes"] if shape.get("stroke") in numbers[:1]]


def data() -> Any:
    """Return what stands in the page that the browser is shown, where a test says nothing else."""
    return by_hand().data


def ids() -> list[str]:
    return [stop["id"] for stop in data()["stops"]]


def said_at(index: int) -> str:
    said = data()["stops"][index]["said"]
    return "".join(data()["readouts"][part][1] if isinstance(part, int) else part for part in said)


def stop_of(page: Any) -> int:
    """Return which stop a page says that it shows, in three ways, once it shows the one of its address."""
    page.wait_for_function(AT_ITS_ADDRESS, arg=ids(), timeout=5000)
    count = int(page.inner_text("#count").split("/")[0]) - 1
    assert page.text_content("#said") == said_at(count)
    return count
