"""Each film is rendered for real, small: an MP4 of its length, captions, a section a chapter."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import av
import pytest
import srt

from scenes.commands.films import find_film
from scenes.commands.rendering import render_into
from scenes.stage.film import Film
from tests.scenes.test_films import FILMS

SMALL = ("-r", "320,180", "--fps", "8")
WHOLE_FRAMES = 1.06  # of few frames a second, a play takes whole ones


def digest_of_frames(movie: Path) -> str:
    digest = hashlib.sha256()
    with av.open(str(movie)) as container:
        for frame in container.decode(video=0):
            digest.update(frame.to_ndarray().tobytes())
    return digest.hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize(("film", "shortest", "longest"), FILMS, ids=lambda value: getattr(value, "__name__", ""))
def test_film_renders(film: type[Film], shortest: float, longest: float, tmp_path: Path) -> None:
    movie = render_into(tmp_path, find_film(film.__name__), *SMALL, "--save_sections")
    with av.open(str(movie)) as container:
        assert container.duration is not None
        seconds = container.duration / av.time_base
        assert (container.streams.video[0].width, container.streams.video[0].height) == (320, 180)
    assert shortest <= seconds <= WHOLE_FRAMES * longest
    captions = list(srt.parse(movie.with_suffix(".srt").read_text()))
    assert captions
    assert captions[-1].end.total_seconds() <= seconds + 0.1
    sections = json.loads((movie.parent / "sections" / f"{film.__name__}.json").read_text())
    assert len([section for section in sections if section["name"] != "autocreated"]) >= 2


@pytest.mark.slow
def test_two_renders_with_one_recording_give_the_same_frames(tmp_path: Path) -> None:
    film = find_film("TrainingIris")
    first, second = (digest_of_frames(render_into(tmp_path / name, film, *SMALL)) for name in ("first", "second"))
    assert first == second
