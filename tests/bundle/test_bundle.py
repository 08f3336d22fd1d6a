"""A bundle's files agree with its film and with each other, and what names hold is never markup."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import av
import numpy as np
import pytest
from PIL import Image

from scenes.bundle.bundle import find_chapter, write_bundle
from scenes.bundle.documents import Names, embed_page, embedding, slug, transcript
from scenes.bundle.movie import SECONDS_BETWEEN_WHOLE_PICTURES, write_movie
from scenes.bundle.tracks import webvtt
from scenes.stage.container import Cue, read_cues
from tests.pages.made import by_hand
from tests.stage.films import HOSTILE, PLACE, Told, render
from tests.stage.test_container import Patches, decoded, faults_of_colours

pytestmark = pytest.mark.slow
NAMES = Names.of("told", HOSTILE)
HARMLESS = {"html", "meta", "title", "style", "h1", "h2", "p", "a", "video", "source", "track", "pre", "code"}


@dataclass(frozen=True)
class Bundle:
    film: Path
    folder: Path
    chapters: tuple[Cue, ...]
    captions: tuple[Cue, ...]


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bundle]:
    folder = tmp_path_factory.mktemp("bundle")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        render(Told)
        film, made = folder / PLACE / "Told.mp4", folder / "made"
        made.mkdir()
        write_bundle(film, made, NAMES, HOSTILE, HOSTILE, by_hand().html, True)
        yield Bundle(film, made, *read_cues(film))


class Read(HTMLParser):
    """A page as a browser takes it: elements with their attributes, and the text of each kind."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self.feed(page)
        self.close()
        self.text = {tag: [text.strip() for text in texts] for tag, texts in self.text.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.text.setdefault(tag, []).append("")

    def handle_data(self, data: str) -> None:
        if self.elements:
            self.text[self.elements[-1][0]][-1] += data

    def addresses(self) -> set[str]:
        named = ("src", "href", "poster", "srcset")
        return {value for _, given in self.elements for name, value in given.items() if name in named and value}


def test_all_files_are_there_and_no_other(bundle: Bundle) -> None:
    assert {path.name for path in bundle.folder.iterdir()} == set(NAMES)


def test_webvtt_is_read_by_others_as_what_is_said(bundle: Bundle) -> None:
    for name, cues in ((NAMES.captions, bundle.captions), (NAMES.chapters, bundle.chapters)):
        with av.open(str(bundle.folder / name)) as track:
            assert track.format.name == "webvtt"
            read = [packet for packet in track.demux() if packet.size]
            assert [unescape(bytes(packet).decode()) for packet in read] == [cue.text for cue in cues]
            starts = [float((packet.pts or 0) * packet.time_base) for packet in read]
            ends = [float(((packet.pts or 0) + (packet.duration or 0)) * packet.time_base) for packet in read]
        assert starts == pytest.approx([cue.start for cue in cues], abs=0.001)
        assert ends == pytest.approx([cue.end for cue in cues], abs=0.001)


@pytest.mark.parametrize("text", ["a\n\nb", "-->", "<v Bob>", "&amp;", "NOTE", "WEBVTT", "\u2028"])
def test_no_text_of_a_cue_ends_it_or_becomes_markup(text: str, tmp_path: Path) -> None:
    track = webvtt([Cue(text, 0.0, 1.0), Cue("next", 1.0, 2.0)])
    (tmp_path / "track.vtt").write_text(track, encoding="utf-8")
    assert track.count("-->") == 2 and "<" not in track
    with av.open(str(tmp_path / "track.vtt")) as read:
        said = [unescape(bytes(packet).decode()).split() for packet in read.demux() if packet.size]
    assert said[-1] == ["next"] and said[:-1] in ([text.split()], [])  # of an empty text there is no cue


def test_the_movie_has_the_film_s_pictures_chapters_and_captions_and_is_read_from_the_front(bundle: Bundle) -> None:
    movie = bundle.folder / NAMES.movie
    chapters, captions = read_cues(movie)
    assert [cue.text for cue in (*chapters, *captions)] == [cue.text for cue in (*bundle.chapters, *bundle.captions)]
    content = movie.read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")
    with av.open(str(movie)) as made, av.open(str(bundle.film)) as film:
        video, before = made.streams.video[0], film.streams.video[0]
        assert (video.frames, video.average_rate) == (before.frames, before.average_rate)
        assert (video.width, video.height, video.codec_context.pix_fmt) == (before.width, before.height, "yuv420p")
        assert video.codec_context.colorspace == before.codec_context.colorspace == 1
        assert made.streams.subtitles[0].metadata["language"] == "eng"


def test_whole_pictures_are_where_chapters_begin(bundle: Bundle) -> None:
    with av.open(str(bundle.folder / NAMES.movie)) as made:
        whole = [float(packet.pts * packet.time_base) for packet in made.demux(video=0) if packet.is_keyframe]
    assert bundle.chapters[-1].end < SECONDS_BETWEEN_WHOLE_PICTURES
    assert whole == pytest.approx([chapter.start for chapter in bundle.chapters], abs=0.01)


def test_colours_are_those_of_the_style_after_they_were_encoded_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    film = render(Patches)
    assert isinstance(film, Patches)
    write_movie(PLACE / "Patches.mp4", tmp_path / "movie.mp4", (), ())
    assert faults_of_colours(decoded(tmp_path / "movie.mp4"), film.middles) == []


def test_the_poster_is_the_last_picture_of_the_film(bundle: Bundle) -> None:
    with av.open(str(bundle.film)) as film:
        *_, frame = film.decode(video=0)
        last = frame.to_ndarray(format="rgb24")
    with Image.open(bundle.folder / NAMES.poster) as poster:
        assert poster.format == "WEBP"
        assert np.abs(np.asarray(poster.convert("RGB"), float) - last).mean() < 2


def test_the_gif_lasts_as_long_as_its_chapter(bundle: Bundle) -> None:
    assert NAMES.gif is not None
    loop = find_chapter(HOSTILE.upper(), bundle.chapters)
    with Image.open(bundle.folder / NAMES.gif) as gif:
        assert gif.n_frames * gif.info["duration"] / 1000 == pytest.approx(loop.end - loop.start, abs=0.15)


def test_pages_hold_what_is_said_as_text_and_nothing_of_it_as_markup(bundle: Bundle) -> None:
    for name in (NAMES.transcript, NAMES.embed):
        page = Read((bundle.folder / name).read_text(encoding="utf-8"))
        assert {tag for tag, _ in page.elements} <= HARMLESS
        assert not any(attribute.startswith("on") for _, given in page.elements for attribute in given)
        assert page.text["h1"][0] == HOSTILE
    told = Read((bundle.folder / NAMES.transcript).read_text(encoding="utf-8"))
    assert told.text["a"] == [chapter.text for chapter in bundle.chapters]
    assert told.text["p"] == [caption.text for caption in bundle.captions]
    assert [tag for tag, _ in told.elements if tag in ("h2", "p")] == ["h2", "p", "h2", "p"]


def test_every_address_is_a_file_of_the_bundle(bundle: Bundle) -> None:
    for name in (NAMES.transcript, NAMES.embed):
        for address in Read((bundle.folder / name).read_text(encoding="utf-8")).addresses():
            parts = urlsplit(address)
            assert not parts.scheme and not parts.netloc
            assert (bundle.folder / unquote(parts.path)).is_file()


def test_the_code_to_paste_is_the_code_that_is_shown_and_leaves_the_room_of_the_video(bundle: Bundle) -> None:
    page = (bundle.folder / NAMES.embed).read_text(encoding="utf-8")
    (code,) = Read(page).text["code"]
    assert code in page
    pasted = dict(Read(code).elements)
    with av.open(str(bundle.folder / NAMES.movie)) as movie:
        size = movie.streams.video[0].width, movie.streams.video[0].height
    assert (pasted["video"]["width"], pasted["video"]["height"]) == tuple(map(str, size))
    assert pasted["source"]["src"] == NAMES.movie and pasted["video"]["poster"] == NAMES.poster


@pytest.mark.parametrize("in_picture", [True, False])
def test_a_player_shows_captions_at_once_where_the_picture_has_none(in_picture: bool) -> None:
    code = Read(embedding("", NAMES, (16, 9), in_picture))
    shown = {given["kind"]: "default" in given for tag, given in code.elements if tag == "track"}
    assert shown == {"captions": not in_picture, "chapters": False}


def test_the_page_is_there_as_it_was_made_and_what_is_pasted_leads_to_it(bundle: Bundle) -> None:
    assert (bundle.folder / NAMES.page).read_text(encoding="utf-8") == by_hand().html
    (code,) = Read((bundle.folder / NAMES.embed).read_text(encoding="utf-8")).text["code"]
    assert ("a", {"href": NAMES.page}) in Read(code).elements


def test_names_of_files_are_quoted_in_addresses() -> None:
    names = Names.of('a"b?c#d 日本')
    cue = Cue("said", 0.0, 1.0)
    for page in (embed_page("", embedding("", names, (16, 9), True)), transcript("", names, [cue], [cue])):
        addresses = Read(page).addresses()
        assert {unquote(urlsplit(address).path) for address in addresses} <= set(names) and addresses


def test_a_chapter_in_which_nothing_is_said_is_still_in_the_transcript() -> None:
    chapters = [Cue("one", 0.0, 1.0), Cue("two", 1.0, 2.0)]
    page = Read(transcript("", NAMES, chapters, [Cue("one", 0.0, 1.0)]))
    assert page.text["a"] == ["one", "two"] and page.text["p"] == ["one"]


@pytest.mark.parametrize("title", ["", "…", "../../etc/passwd", "日本", "a" * 300, "Hidden layer 1"])
def test_a_chapter_s_title_is_a_plain_part_of_a_file_s_name(title: str) -> None:
    assert slug(title).strip("abcdefghijklmnopqrstuvwxyz0123456789-") == "" and 0 < len(slug(title)) <= 40


def test_a_chapter_that_isn_t_there_is_told_of_with_those_that_are() -> None:
    with pytest.raises(ValueError, match=r"no chapter 'three': there are “one”, “two”"):
        find_chapter("three", [Cue("one", 0, 1), Cue("two", 1, 2)])
