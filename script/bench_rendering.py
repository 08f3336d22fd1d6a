"""How fast films are rendered: seconds of rendering per second of film at 1080p60, from manim's start to the file.

Each film is rendered into an empty folder, so nothing is taken from a cache; recordings of trainings are made before
the clock starts, as they are made once and not for each rendering.

    .venv/bin/python script/bench_rendering.py [FILM …]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

import av

from scenes.commands.films import FilmSource, find_film, list_films
from scenes.commands.rendering import render_into

REACH = 1.5


def render(film: FilmSource) -> tuple[float, float]:
    """Render a film and return how long that took and how long the film is, both in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        movie = render_into(Path(folder), film, "-qh")
        took = time.perf_counter() - began
        with av.open(str(movie)) as container:
            assert container.duration is not None
            return took, container.duration / av.time_base


def render_last_frame(film: FilmSource) -> None:
    """Run a film through once without drawing it, so that the recording it needs is there."""
    with tempfile.TemporaryDirectory() as folder:
        render_into(Path(folder), film, "-ql", "-s")


def main() -> None:
    try:
        chosen = [find_film(name) for name in sys.argv[1:]] or list_films()
    except ValueError as error:
        sys.exit(str(error))
    print(f"rendering at 1080p60, {os.cpu_count()} cores; reach: {REACH} s per second of film")
    print(f"{'film':28}{'film s':>8}{'took s':>8}{'ratio':>8}")
    for film in chosen:
        render_last_frame(film)
        took, length = render(film)
        verdict = "" if took <= REACH * length else "  over the reach"
        print(f"{film.name:28}{length:8.1f}{took:8.1f}{took / length:8.2f}{verdict}", flush=True)


if __name__ == "__main__":
    main()
