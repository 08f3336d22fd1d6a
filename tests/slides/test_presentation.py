"""A film's slides are the film: all of its frames in order, cut where it stops, said in notes."""

from __future__ import annotations

import doctest
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import av
import numpy as np
import pytest
from manim import Square, VGroup, linear
from numpy.typing import NDArray

from scenes.pages.stops import Stop, Stops, stops_of
from scenes.slides import presentation
from scenes.slides.presentation import Cut, find_cuts, harmless, write_slides
from scenes.stage.captions import Caption
from scenes.stage.container import Cue, read_cues
from scenes.stage.film import Film
from scenes.storyboards.readout import say
from scenes.storyboards.words import Chapter
from scenes.style import TEXT
from tests.stage.films import HOSTILE, PLACE, render

pytestmark = pytest.mark.slow
NAME = "Passing"
HALF = 0.5  # pixels; from frame to frame the square moves by more than twenty
Frames = list[NDArray[np.uint8]]


class Passing(Film):
    """A square that is elsewhere in each frame while it moves, so that a frame tells which it is."""

    lesson = "by-hand"

    def construct(self) -> None:
        self.seen: Frames = []
        square = Square(1, fill_color=TEXT, fill_opacity=1, stroke_width=0).move_to((-5, 1, 0))
        self.add(square)
        told = Chapter("square", (), (), {"out": ("It goes.",), "back": (f"{HOSTILE} comes back.",)})
        for step, way in (("out", 9), ("back", -9)):
            with self.saying(told, step):
                self.play(square.animate(run_time=1.2, rate_func=linear).shift((way, 0, 0)))

    def drop(self, *groups: VGroup) -> None:
        """Keep the picture that is seen at a stop."""
        self.seen.append(self.renderer.get_frame()[:, :, :3].copy())
        super().drop(*groups)


@dataclass(frozen=True)
class Slides:
    film: Passing
    movie: Path
    folder: Path

    @property
    def document(self) -> dict[str, object]:
        found: dict[str, object] = json.loads((self.folder / "slides" / f"{NAME}.json").read_text(encoding="utf-8"))
        return found

    def clips(self, which: str) -> list[Frames]:
        slides = self.document["slides"]
        assert isinstance(slides, list)
        return [frames(self.folder / slide[which]) for slide in slides]


def frames(video: Path) -> Frames:
    with av.open(str(video)) as container:
        return [frame.to_ndarray(format="rgb24") for frame in container.decode(video=0)]


def places(shown: Iterable[NDArray[np.uint8]]) -> list[float]:
    """Return how far from the left, in pixels, the square is in each of the frames."""
    rows = [frame[150:240].mean(axis=(0, 2)) for frame in shown]
    # of the background an encoder makes one shade here, the next one there
    lit = [np.where(row > np.median(row) + 3, row - np.median(row), 0.0) for row in rows]
    return [float((row * np.arange(len(row))).sum() / row.sum()) for row in lit]


@pytest.fixture(scope="module")
def slides(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Slides]:
    folder = tmp_path_factory.mktemp("slides")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        film = render(Passing)
        assert isinstance(film, Passing)
        movie = folder / PLACE / "Passing.mp4"
        run, told = stops_of(Passing)
        write_slides(movie, folder, NAME, find_cuts(told, run.captions, read_cues(movie)[1]))
        yield Slides(film, movie, folder)


@pytest.mark.slow
def test_clips_together_have_all_frames_of_the_film_in_order(slides: Slides) -> None:
    whole, clips = places(frames(slides.movie)), places(chain.from_iterable(slides.clips("file")))
    assert len(whole) == len(clips) == round(slides.film.time * 15)
    assert clips == pytest.approx(whole, abs=HALF)
    assert len({round(place) for place in whole}) > 18


def test_each_clip_ends_on_the_picture_of_its_stop(slides: Slides) -> None:
    clips = slides.clips("file")
    assert len(clips) == len(slides.film.captions) == len(slides.film.seen)
    for clip, seen in zip(clips, slides.film.seen, strict=True):
        assert np.abs(clip[-1].astype(float) - seen).mean() < 1.5
        assert places(clip[-1:]) == pytest.approx(places([seen]), abs=HALF)


def test_a_clip_backwards_has_its_frames_in_reverse(slides: Slides) -> None:
    for forth, back in zip(slides.clips("file"), slides.clips("rev_file"), strict=True):
        assert places(back) == pytest.approx(places(reversed(forth)), abs=HALF)


@pytest.mark.slow
def test_a_clip_of_many_groups_is_turned_round_whole(
    slides: Slides, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenes.slides.clips.ENCODER", {"g": "4", "crf": "18"})
    write_slides(slides.movie, tmp_path, NAME, [Cut("all", "all", slides.film.time)])
    (clip,) = (tmp_path / "slides/files" / NAME).glob("*-backwards.mp4")
    assert places(frames(clip)) == pytest.approx(places(reversed(frames(slides.movie))), abs=HALF)


def test_notes_are_what_the_captions_say_and_ids_name_the_clips(slides: Slides) -> None:
    told = slides.document["slides"]
    assert isinstance(told, list)
    assert [slide["notes"] for slide in told] == [harmless(say(caption.line)) for caption in slides.film.captions]
    assert [Path(slide["file"]).stem for slide in told] == ["1-square-out", "2-square-back"]
    assert not any(slide["loop"] or slide["auto_next"] for slide in told)


@pytest.mark.parametrize("text", [HOSTILE, "&lt;script&gt;", "![x](http://x)", "[x]: http://x", "<!-- x", "&#60;b>"])
def test_no_text_is_markup_in_notes(text: str) -> None:
    made = harmless(text)
    assert not any(before + after in made for before in "<&" for after in "/!#abclgps") and "](" not in made
    assert made.replace(" ", "") == text.replace(" ", ""), "nothing of it is lost"


def test_examples_are_true() -> None:
    tried = doctest.testmod(presentation)
    assert tried.attempted and not tried.failed


def test_clips_without_a_frame_are_refused(slides: Slides, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no frame"):
        write_slides(slides.movie, tmp_path, NAME, [Cut("a", "", 0.01), Cut("b", "", 0.5)])


def stop(id: str, said: str, seconds: float) -> Stop:
    return Stop(id, 0, (said,), seconds, ())


RUN = [Caption("a", ("It learns.",), 0.5, 6.5), Caption("b", ("It ends.",), 6.5, 8.0)]
RENDERED = [Cue("It learns.", 0.533, 6.6), Cue("It ends.", 6.6, 8.133)]


def test_steps_end_where_they_do_as_rendered_and_stops_within_them_count_from_their_start() -> None:
    told = Stops((stop("a-3", "It", 3.5), stop("a", "It learns.", 3.0), stop("b", "It ends.", 1.5)), ("",))
    cuts = find_cuts(told, RUN, RENDERED)
    assert [(cut.id, cut.said) for cut in cuts] == [("a-3", "It"), ("a", "It learns."), ("b", "It ends.")]
    assert [cut.end for cut in cuts] == pytest.approx([3.533, 6.6, 8.133])


def test_a_film_that_says_something_else_as_rendered_is_refused() -> None:
    for rendered in (RENDERED[:1], [Cue("It fails.", 0, 1), RENDERED[1]]):
        with pytest.raises(ValueError, match="says something else as rendered than as run"):
            find_cuts(Stops((), ()), RUN, rendered)


# --- by manim-slides itself ---


def test_manim_slides_reads_them_wherever_their_folder_is_moved(slides: Slides, tmp_path: Path) -> None:
    config = pytest.importorskip("manim_slides.config", reason="manim-slides isn't here: pip install manim-slides")
    moved = tmp_path / "moved"
    moved.mkdir()
    (slides.folder / "slides").rename(moved / "slides")
    try:
        read = config.PresentationConfig.from_file(moved / "slides" / f"{NAME}.json")
    finally:
        (moved / "slides").rename(slides.folder / "slides")
    assert [slide.notes for slide in read.slides] == [harmless(say(caption.line)) for caption in slides.film.captions]
    assert read.resolution == (854, 480)
    ground = np.array(read.background_color.as_rgb_tuple())
    assert np.abs(ground - slides.film.seen[0][0, 0]).max() <= 3


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["pptx", "pdf"])
def test_manim_slides_makes_powerpoint_and_pdf_of_them(slides: Slides, tmp_path: Path, ending: str) -> None:
    pytest.importorskip("manim_slides", reason="manim-slides isn't here: pip install manim-slides")
    made = tmp_path / f"made.{ending}"
    convert = [sys.executable, "-m", "manim_slides", "-S", "convert", "--folder", str(slides.folder / "slides")]
    done = subprocess.run([*convert, NAME, str(made)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    if ending == "pdf":
        assert made.read_bytes().count(b"/Type /Page\n") == len(slides.film.captions)
        return
    pages = pytest.importorskip("pptx").Presentation(str(made)).slides
    said = [page.notes_slide.notes_text_frame.text for page in pages]
    assert said == [harmless(say(caption.line)) for caption in slides.film.captions]
    movies = [shape.media_type.name for page in pages for shape in page.shapes]
    assert movies == ["MOVIE"] * len(slides.film.captions)
