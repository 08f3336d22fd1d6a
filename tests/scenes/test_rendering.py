"""Each film is rendered for real, small: an MP4 of its length, captions, a section a chapter."""

from __future__ import annotations

import hashlib
import json
import subprocess
from itertools import groupby
from pathlib import Path

import av
import pytest
import srt

from scenes.commands.films import ROOT, find_film
from scenes.commands.rendering import command_of, environment, render_into
from scenes.stage.film import Film
from tests.scenes.test_films import FILMS

SMALL = ("-r", "320,180", "--fps", "8")
WHOLE_FRAMES = 1.06  # of few frames a second, a play takes whole ones
AT_ONCE = 3  # films of a file that are rendered by one process, which takes seconds to begin
FILES = [list(films) for _, films in groupby(FILMS, key=lambda one: one[0].__module__)]
GROUPS = [films[start : start + AT_ONCE] for films in FILES for start in range(0, len(films), AT_ONCE)]


def digest_of_frames(movie: Path) -> str:
    digest = hashlib.sha256()
    with av.open(str(movie)) as container:
        for frame in container.decode(video=0):
            digest.update(frame.to_ndarray().tobytes())
    return digest.hexdigest()


def render_all(folder: Path, films: list[type[Film]]) -> list[Path]:
    """Render films of one file, and return where they are."""
    first, *others = (film.__name__ for film in films)
    options = [*SMALL, "--save_sections", "--progress_bar", "none", "--media_dir", str(folder)]
    command = [*command_of(ROOT / find_film(first).path, first, options), *others]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return list(map(Path, done.stdout.splitlines()))


def assert_is_whole(movie: Path, shortest: float, longest: float) -> None:
    with av.open(str(movie)) as container:
        assert container.duration is not None
        seconds = container.duration / av.time_base
        assert (container.streams.video[0].width, container.streams.video[0].height) == (320, 180)
    assert shortest <= seconds <= WHOLE_FRAMES * longest
    captions = list(srt.parse(movie.with_suffix(".srt").read_text()))
    assert captions
    assert captions[-1].end.total_seconds() <= seconds + 0.1
    sections = json.loads((movie.parent / "sections" / f"{movie.stem}.json").read_text())
    assert len([section for section in sections if section["name"] != "autocreated"]) >= 2


@pytest.mark.slow
@pytest.mark.parametrize("films", GROUPS, ids=lambda films: "-".join(film.__name__ for film, _, _ in films))
def test_films_render(films: list[tuple[type[Film], float, float]], tmp_path: Path) -> None:
    movies = render_all(tmp_path, [film for film, _, _ in films])
    assert [movie.stem for movie in movies] == [film.__name__ for film, _, _ in films]
    for movie, (_, shortest, longest) in zip(movies, films, strict=True):
        assert_is_whole(movie, shortest, longest)


@pytest.mark.slow
def test_two_renders_with_one_recording_give_the_same_frames(tmp_path: Path) -> None:
    film = find_film("TrainingIris")
    first, second = (digest_of_frames(render_into(tmp_path / name, film, *SMALL)) for name in ("first", "second"))
    assert first == second
