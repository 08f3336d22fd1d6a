"""A gallery is whole, and leads nowhere but into itself."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np
import pytest
from click.testing import CliRunner
from manim import ManimColor, tempconfig
from PIL import Image

from scenes.cli import mathnet
from scenes.commands import gallery as command
from scenes.commands.films import find_film
from scenes.commands.rooms import find_rooms, title_of
from scenes.forward_pass import ForwardPassByHand
from scenes.gallery import poster
from scenes.gallery.index import Card, Section, Sign, index_of
from scenes.lessons import BUILT_IN
from scenes.pages.shell import OWN, both
from scenes.pages.stops import stops_of
from tests.bundle.test_bundle import Read
from tests.gallery.conftest import HARM, NAME
from tests.pages.made import HOSTILE, Elements, data_of

HARMLESS = {"html", "head", "meta", "title", "style", "body", "header", "h1", "p", "nav", "ul", "li", "a", "main"}
HARMLESS |= {"section", "h2", "picture", "source", "img", "span"}


def read(page: Path) -> Read:
    return Read(page.read_text(encoding="utf-8"))


@pytest.mark.slow
def test_every_link_of_the_site_leads_to_a_file_of_it_or_a_place_on_its_page(gallery: Path) -> None:
    reached = {gallery / "index.html"}
    for page in gallery.rglob("*.html"):
        ids = {given.get("id") for _, given in read(page).elements}
        for address in read(page).addresses():
            parts = urlsplit(address)
            assert not parts.scheme and not parts.netloc and not parts.path.startswith("/"), address
            if parts.path:
                place = (page.parent / unquote(parts.path)).resolve()
                assert place.is_file() and place.is_relative_to(gallery.resolve())
                reached.add(place)
            elif page.name == "index.html":
                assert parts.fragment in ids
    assert reached == {path for path in gallery.rglob("*") if path.is_file()}, "each file is led to"


def test_no_page_may_ask_for_anything_outside(gallery: Path) -> None:
    for page in gallery.rglob("*.html"):
        policies = [given["content"] or "" for tag, given in read(page).elements if "http-equiv" in given]
        assert len(policies) == 1 and policies[0].startswith("default-src 'none';")
        assert "http:" not in policies[0] and "*" not in policies[0]


def test_a_film_has_the_page_that_it_has_by_itself(gallery: Path) -> None:
    (page,) = gallery.glob("*/architecture.html")
    assert data_of(page.read_text(encoding="utf-8"))["stops"][0]["id"] == "layers-input"


def test_the_trace_is_the_one_that_is_printed(gallery: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(gallery.parent)
    printed = CliRunner().invoke(mathnet, ["trace", NAME, "--json"])
    (trace,) = gallery.glob("*/trace.json")
    assert json.loads(trace.read_text(encoding="utf-8")) == json.loads(printed.stdout)


def test_posters_are_on_the_ground_of_their_theme(gallery: Path) -> None:
    _, dark, light = next(ground for ground in both(OWN) if ground[0] == "ground")
    for ending, ground in (("architecture.webp", dark), ("architecture-light.webp", light)):
        (file,) = gallery.glob(f"*/{ending}")
        with Image.open(file) as picture:
            assert (picture.size, picture.format) == ((poster.WIDTH, poster.HEIGHT), "WEBP")
            pixels = np.asarray(picture.convert("RGB"), float)
        assert np.abs(pixels[0, 0] - 255 * ManimColor(ground).to_rgb()).max() <= 2
        assert np.abs(pixels - pixels[0, 0]).max() > 100, "there is something on it"


@pytest.mark.slow
def test_a_poster_is_the_last_picture_of_the_film(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(poster, "WIDTH", 1152)  # whose place in a picture of 1280 × 720 begins at a whole pixel
    monkeypatch.setattr(poster, "HEIGHT", 648)
    scene, _ = stops_of(ForwardPassByHand)
    poster.write_posters(scene, tmp_path / "dark.webp", tmp_path / "light.webp")
    size = {"pixel_width": 1280, "pixel_height": 720}
    with tempconfig({"dry_run": True, "progress_bar": "none", "verbosity": "WARNING", **size}):
        drawn = ForwardPassByHand(skip_animations=True)
        drawn.render()
        drawn.renderer.update_frame(drawn, ignore_skipping=True)
    wanted = drawn.renderer.camera.pixel_array[:648, 64:-64, :3].astype(float)
    with Image.open(tmp_path / "dark.webp") as picture:
        assert np.abs(np.asarray(picture.convert("RGB"), float) - wanted).mean() < 4, "a pixel beside, it is 6"


def section(text: str) -> Section:
    cards = (Card(text, 61, 1, "x/film.html", "x/film.webp", "x/film-light.webp"),)
    return Section("x", Sign(text, text, (text, text), True), cards)


@pytest.mark.parametrize("text", HOSTILE)
def test_names_are_data(text: str) -> None:
    page = Elements(index_of([section(text)]))
    assert set(page.tags) <= HARMLESS and page.open == []
    assert not any(name.startswith("on") for _, given in page.found for name in given)
    assert set(page.values("href")) == {"#x", "x/film.html", "x/live.html", "x/trace.json"}


def test_the_names_of_a_lesson_file_are_data_to_the_end(gallery: Path) -> None:
    assert HARM not in (gallery / "index.html").read_text(encoding="utf-8")
    (room,) = (path for path in gallery.iterdir() if path.is_dir())
    assert room.name.strip("abcdefghijklmnopqrstuvwxyz0123456789-") == ""


def test_a_trace_that_isn_t_there_isn_t_led_to() -> None:
    untraced = section("a")
    sign = Sign("a", "", (), False)
    page = Elements(index_of([Section("x", sign, untraced.cards)]))
    assert "x/trace.json" not in page.values("href")


@pytest.mark.slow
def test_lessons_have_folders_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for place in ("a/iris.toml", "b/iris.toml", "日本.toml", "本.toml"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text('[data]\ngenerator = "xor"\ncount = 20\n')
    rooms = find_rooms(["iris", "a/iris.toml", "b/iris.toml", "iris", "日本.toml", "本.toml"])
    assert [room.folder for room in rooms] == ["iris", "iris-2", "iris-3", "lesson", "lesson-2"]


def test_without_lessons_it_is_all_whose_data_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MATHNET_DATA", raising=False)
    assert command._at_hand() == [name for name in BUILT_IN if name != "mnist-1024-512"]
    monkeypatch.setenv("MATHNET_DATA", "somewhere")
    assert command._at_hand() == list(BUILT_IN)


def test_films_about_another_lesson_are_called_apart_and_not_after_their_own() -> None:
    films = [find_film(name) for name in ("training-diabetes", "training-quadratic", "forward-pass")]
    titles = [title_of(films, film, "line", ending) for film, ending in zip(films, ("A", "B", "C"), strict=True)]
    assert titles == ["Training: A", "Training: B", "Forward pass"]
    assert title_of(films, films[1], "quadratic", "B") == "Training quadratic"
