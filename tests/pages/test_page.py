"""What stands in a page: numbers that are readouts, nothing that is asked for from elsewhere, names as data."""

from __future__ import annotations

import re

import pytest

from scenes.forward_pass import ForwardPassByHand
from scenes.pages.page import HERE, page_of
from scenes.storyboards.readout import resolve, say
from scenes.style import NEGATIVE, POSITIVE
from tests.pages.made import (
    HOSTILE,
    LARGEST,
    Elements,
    Made,
    by_hand,
    hostile,
    make,
    numbers_in,
    shown_numbers,
    strokes_of,
)
from tests.scenes.audit import CONSTANTS, shows

LARGEST_SCRIPT = 40_000
NAMESPACE = "http://www.w3.org/2000/svg"  # a name, which no browser asks for


@pytest.fixture(params=[by_hand, hostile], ids=["by-hand", "hostile"])
def made(request: pytest.FixtureRequest) -> Made:
    page: Made = request.param()
    return page


def test_every_number_is_its_readout(made):
    assert made.data["readouts"]
    for path, text, value in made.data["readouts"]:
        found = resolve(made.film.subject, path)
        assert repr(found) == value
        assert shows(text, found), path


def test_a_stop_shows_the_numbers_that_are_on_screen_then(made):
    assert list(shown_numbers(made.data)) == list(made.seen)


def test_no_text_beside_readouts_holds_a_numeral():
    data = by_hand().data
    names = {*by_hand().film.subject_matter.features, *by_hand().film.subject_matter.classes}
    texts = [part[0] for shape in data["shapes"] for part in shape.get("parts", ()) if isinstance(part[0], str)]
    texts += [part for stop in data["stops"] for part in stop["said"] if isinstance(part, str)]
    assert texts
    assert [text for text in texts if text not in names and re.search(r"\d", CONSTANTS.sub("", text))] == []


def test_a_stop_says_its_caption(made):
    for stop, caption in zip(made.data["stops"], made.film.captions, strict=True):
        said = "".join(made.data["readouts"][part][1] if isinstance(part, int) else part for part in stop["said"])
        assert said == say(caption.line)
        assert stop["id"] == caption.id


def test_the_stops_last_as_long_as_the_film_up_to_the_last_one(made):
    seconds = sum(stop["seconds"] for stop in made.data["stops"])
    assert seconds == pytest.approx(made.film.captions[-1].end, abs=0.01 * len(made.told.stops))


def test_every_mark_is_seen_at_some_stop_and_stands_there_once(made):
    seen = [numbers_in(stop["marks"]) for stop in made.data["stops"]]
    assert {number for stop in seen for number in stop} == set(range(len(made.data["marks"])))
    assert all(len(set(stop)) == len(stop) for stop in seen)
    assert {mark[0] for mark in made.data["marks"]} == set(range(len(made.data["shapes"])))


def test_what_stays_is_stored_once(made):
    seen = [len(numbers_in(stop["marks"])) for stop in made.data["stops"]]
    assert len(made.data["marks"]) < sum(seen) / 2


def test_without_colours_a_negative_weight_is_known_by_its_dashes(made):
    positive, negative = (strokes_of(made, colour) for colour in (POSITIVE, NEGATIVE))
    assert positive and [stroke for stroke in positive if stroke.count("m") > 1] == []
    assert negative and [stroke for stroke in negative if stroke.count("m") == 1] == []


def test_a_page_asks_for_nothing(made):
    assert re.findall(r"https?://[^\s\"'`)]*", made.html) == [NAMESPACE]
    elements = Elements(made.html)
    assert elements.values("src") == []
    assert all(target and target.startswith("#") for target in elements.values("href"))
    assert all(target.startswith("data:") for target in re.findall(r"url\(([^)]*)", made.html))
    assert "@import" not in made.html
    assert "default-src 'none'" in made.html


def test_a_page_is_whole(made):
    elements = Elements(made.html)
    assert elements.open == []
    ids = elements.values("id")
    assert len(set(ids)) == len(ids)
    addresses = [stop["id"] for stop in made.data["stops"]]
    assert len(set(addresses)) == len(addresses)
    assert {f"#{address}" for address in addresses} == set(elements.values("href"))


def test_names_are_data():
    assert Elements(hostile().html).tags == Elements(by_hand().html).tags
    said = [part[0] for shape in hostile().data["shapes"] for part in shape.get("parts", ())]
    texts = [text for text in said if isinstance(text, str)]
    for name in HOSTILE:
        assert any(len(text) > 2 and name.startswith(text.removesuffix("…")) for text in texts), name


def test_a_title_is_data():
    harmless, harmful = (page_of(by_hand().told, title, title) for title in ("plain", HOSTILE[0] + HOSTILE[1]))
    assert Elements(harmful).tags == Elements(harmless).tags


def test_a_page_is_small(made):
    assert len(made.html.encode()) < LARGEST
    assert len((HERE / "page.js").read_bytes()) < LARGEST_SCRIPT


@pytest.mark.slow
def test_the_same_film_gives_the_same_page():
    assert make(ForwardPassByHand).html == by_hand().html
