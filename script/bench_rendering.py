"""How fast films are rendered: seconds of rendering per second of film at 1080p60, from manim's start to the file.

Each film is rendered into an empty folder, so nothing is taken from a cache; recordings of trainings are made before
the clock starts, as they are made once and not for each rendering. With the films of Iris come those of a network of
784-1024-512-10 (see large_network.py): a film is to cost what it draws, not what its network holds.

    .venv/bin/python script/bench_rendering.py [FILM …]
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import av

from scenes.commands.films import FilmSource, find_film, list_films
from scenes.commands.rendering import render_into

REACH = 1.5
LARGE_REACH = 2.0  # times what the same film of Iris takes
PER_MEGABYTE = 1e6 if sys.platform == "darwin" else 1e3  # macOS counts the memory of a process in bytes
LARGE = {  # films of a large network, each beside the same one of Iris
    name: FilmSource(name, Path("script/large_network.py"), "") for name in ("LargeForwardPass", "LargeBackpropagation")
}
SAME = {"LargeForwardPass": "ForwardPass", "LargeBackpropagation": "BackpropagationIris"}


@dataclass(frozen=True, slots=True)
class Rendering:
    """How long a film is, how long it took and the processors worked, in seconds; its peak of memory in megabytes."""

    length: float
    took: float
    worked: float
    peak: float

    @property
    def ratio(self) -> float:
        return self.took / self.length


def measure(film: FilmSource) -> Rendering:
    """Render a film, in a process of which it is the only child."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        movie = render_into(Path(folder), film, "-qh")
        took = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        with av.open(str(movie)) as container:
            assert container.duration is not None
            length = container.duration / av.time_base
    return Rendering(length, took, used.ru_utime + used.ru_stime, used.ru_maxrss / PER_MEGABYTE)


def render_last_frame(film: FilmSource) -> None:
    """Run a film through once without drawing it, so that the recording it needs is there."""
    with tempfile.TemporaryDirectory() as folder:
        render_into(Path(folder), film, "-ql", "-s")


def chosen_films(names: list[str]) -> list[FilmSource]:
    """Return the films of these names, or all; raises ValueError for a name that is none."""
    return [LARGE.get(name) or find_film(name) for name in names] or [*list_films(), *LARGE.values()]


def main() -> None:
    try:
        films = chosen_films(sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
    print(f"rendering at 1080p60, {os.cpu_count()} cores; reach: {REACH} s per second of film")
    print(f"{'film':28}{'film s':>8}{'took s':>8}{'ratio':>8}{'CPU s':>8}{'peak MB':>9}")
    found: dict[str, Rendering] = {}
    for film in films:
        if film.name not in LARGE:
            render_last_frame(film)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            found[film.name] = one = pool.submit(measure, film).result()
        verdict = "" if one.ratio <= REACH else "  over the reach"
        figures = f"{one.length:8.1f}{one.took:8.1f}{one.ratio:8.2f}{one.worked:8.1f}{one.peak:9.0f}"
        print(f"{film.name:28}{figures}{verdict}", flush=True)
    for large, same in SAME.items():
        if large in found and same in found:
            times = found[large].ratio / found[same].ratio
            print(f"{large}: {times:.2f} times the ratio of {same}; reach: {LARGE_REACH}")


if __name__ == "__main__":
    main()
