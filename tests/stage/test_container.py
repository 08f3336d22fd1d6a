"""A film's file holds its chapters and captions, is read from the front, and says which colours it has."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from manim import Square, VGroup
from numpy.typing import NDArray
from PIL import Image

from scenes import style
from scenes.stage.container import Cue, clip, read_cues
from scenes.stage.film import Film
from scenes.storyboards.readout import say
from tests.stage.films import PLACE, Small, Told, render

COLOURS = sorted({value for value in vars(style).values() if isinstance(value, str) and value.startswith("#")})
BT709 = 1  # of ITU-T H.273: primaries, transfer and matrix
LIMITED = 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("settings", [{}, {"max_files_cached": 1}], ids=["", "pieces-thrown-away"])
def test_a_film_s_file_holds_its_chapters_and_captions(folder: Path, settings: dict[str, int]) -> None:
    film = render(Told, **settings)
    chapters, captions = read_cues(PLACE / "Told.mp4")
    assert [chapter.text for chapter in chapters] == [title for title, _ in film.chapters]
    assert [chapter.start for chapter in chapters] == pytest.approx([start for _, start in film.chapters], abs=0.01)
    assert [chapter.end for chapter in chapters] == pytest.approx([film.chapters[1][1], film.time], abs=0.01)
    assert [caption.text for caption in captions] == [say(caption.line) for caption in film.captions]
    times = [time for caption in captions for time in (caption.start, caption.end)]
    assert times == pytest.approx([time for one in film.captions for time in (one.start, one.end)], abs=0.01)


def test_a_part_of_a_film_has_the_chapters_of_the_part_and_no_captions_at_wrong_times(folder: Path) -> None:
    film = render(Told, from_animation_number=3)
    chapters, captions = read_cues(PLACE / "Told.mp4")
    assert [chapter.text for chapter in chapters] == [film.chapters[1][0]] and captions == ()
    with av.open(str(PLACE / "Told.mp4")) as container:
        assert container.duration is not None
        assert chapters[0].start == 0 and chapters[0].end == pytest.approx(container.duration / av.time_base, abs=0.01)


def test_what_a_player_needs_first_is_in_front(folder: Path) -> None:
    render()
    content = (PLACE / "Small.mp4").read_bytes()
    assert 0 < content.index(b"moov") < content.index(b"mdat")


def test_cues_are_clipped_to_a_part_and_count_from_its_start() -> None:
    cues = [Cue("before", 0.0, 1.0), Cue("into", 0.5, 2.0), Cue("out of", 2.0, 9.0), Cue("after", 3.0, 4.0)]
    assert clip(cues, 1.0, 3.0) == (Cue("into", 0.0, 1.0), Cue("out of", 1.0, 2.0))


# --- colours ---


class Patches(Film):
    """A patch of each colour, in rows of six."""

    lesson = "by-hand"

    def construct(self) -> None:
        patches = [Square(1.2, fill_color=colour, fill_opacity=1, stroke_width=0) for colour in COLOURS]
        self.add(VGroup(*patches).arrange_in_grid(cols=6, buff=0.1))
        self.middles = [patch.get_center() for patch in patches]
        self.wait(0.4)


def decoded(film: Path) -> NDArray[np.float64]:
    """Return the last picture as a player shows it that reads BT.709, worked out here: red, green, blue, up to 255."""
    with av.open(str(film)) as container:
        *_, frame = container.decode(video=0)
        planes = [np.frombuffer(plane, np.uint8).reshape(plane.height, -1)[:, : plane.width] for plane in frame.planes]
    luma = (planes[0].astype(float) - 16) / 219
    blue_less, red_less = (
        np.repeat(np.repeat((plane.astype(float) - 128) / 224, 2, axis=0), 2, axis=1) for plane in planes[1:]
    )
    red, blue = luma + 1.5748 * red_less, luma + 1.8556 * blue_less
    green = (luma - 0.2126 * red - 0.0722 * blue) / 0.7152
    return np.clip(np.stack([red, green, blue], axis=-1), 0, 1) * 255


def faults_of_colours(picture: NDArray[np.float64], middles: list[NDArray[np.float64]], within: int = 3) -> list[str]:
    """Compare the patches in a picture with what they should be."""
    units = picture.shape[0] / style.VIEW_HEIGHT
    faults = []
    for colour, (x, y, _) in zip(COLOURS, middles, strict=True):
        row, column = round((style.FRAME_HEIGHT / 2 - y) * units), round((style.VIEW_WIDTH / 2 + x) * units)
        wanted = [int(colour[i : i + 2], 16) for i in (1, 3, 5)]
        if np.abs(picture[row, column] - wanted).max() > within:
            faults.append(f"{colour} is {picture[row, column].round().tolist()}, not {wanted}")
    return faults


def test_colours_are_those_of_the_style_where_the_file_says_bt709(folder: Path) -> None:
    film = render(Patches)
    assert isinstance(film, Patches)
    with av.open(str(PLACE / "Patches.mp4")) as container:
        video = container.streams.video[0].codec_context
        assert (video.color_primaries, video.color_trc, video.colorspace) == (BT709,) * 3
        assert video.color_range == LIMITED
    assert faults_of_colours(decoded(PLACE / "Patches.mp4"), film.middles) == []


def test_colours_of_a_gif_are_those_of_the_style(folder: Path) -> None:
    film = render(Patches, format="gif")
    assert isinstance(film, Patches)
    (made,) = PLACE.glob("Patches*.gif")
    with Image.open(made) as gif:
        # of a palette of 256 colours for all edges between them
        assert faults_of_colours(np.asarray(gif.convert("RGB"), float), film.middles, within=6) == []


@pytest.mark.parametrize("form", ["mov", "webm"])
def test_other_formats_are_still_written(folder: Path, form: str) -> None:
    render(Small, format=form, transparent=True)
    assert (PLACE / f"Small.{form}").stat().st_size > 100
