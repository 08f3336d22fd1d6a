"""How fast films are rendered: seconds of rendering per second of film at 1080p60, from manim's start to the file.

Each film is rendered into an empty folder, so nothing is taken from a cache; recordings of trainings are made before
the clock starts, as they are made once and not for each rendering. With the films of Iris come those of a network of
784-1024-512-10 (see large_network.py): a film is to cost what it draws, not what its network holds.

What more cores would take is worked out from the CPU seconds of each play, as if each core had a process of its own
that goes through the film and renders those plays to which it comes first (`mathnet film --jobs`): imports, plays
passed over and the joining are counted, the memory that cores share isn't.

    .venv/bin/python script/bench_rendering.py [FILM …]
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import get_context
from pathlib import Path

import av

from scenes.commands.films import ROOT, FilmSource, find_film, list_films
from scenes.commands.rendering import environment

REACH = 0.7  # seconds per second of film, for each
AVERAGE_REACH = 0.5
MEMORY_REACH = 500  # megabytes
CORES = (4, 8, 16)
LARGE_REACH = 2.0  # times what the same film of Iris takes
PER_MEGABYTE = 1e6 if sys.platform == "darwin" else 1e3  # macOS counts the memory of a process in bytes
LARGE = {  # films of a large network, each beside the same one of Iris
    name: FilmSource(name, Path("script/large_network.py"), "") for name in ("LargeForwardPass", "LargeBackpropagation")
}
SAME = {"LargeForwardPass": "ForwardPass", "LargeBackpropagation": "BackpropagationIris"}


@dataclass(frozen=True, slots=True)
class Rendering:
    """How long a film is, how long it took and the processors worked, in seconds; its peak of memory in megabytes.

    `others` is about how many seconds so many cores would take.
    """

    length: float
    took: float
    worked: float
    peak: float
    others: tuple[float, ...]

    @property
    def ratio(self) -> float:
        return self.took / self.length


def render(film: FilmSource, folder: Path, *options: str) -> tuple[Path, list[float]]:
    """Render a film into a folder; return where it is, and the CPU seconds at its first play and after each, and all.

    Raises RuntimeError, with what was said, if it can't be rendered.
    """
    times = folder / "times.json"
    where = ["--progress_bar", "none", "--media_dir", str(folder), str(ROOT / film.path), film.name]
    command = [sys.executable, "-P", str(ROOT / "script/timed_film.py"), str(times), *options, *where]
    done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{film.name} isn't rendered:\n{done.stderr}")
    return Path(done.stdout.splitlines()[-1]).absolute(), json.loads(times.read_text())


def measure(film: FilmSource, passed: list[float]) -> Rendering:
    """Render a film, in a process of which it is the only child; `passed` are the times where nothing is drawn."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        movie, rendered = render(film, Path(folder), "-qh")
        took = time.perf_counter() - began
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        with av.open(str(movie)) as container:
            assert container.duration is not None
            length = container.duration / av.time_base
    others = tuple(with_cores(cores, rendered, passed) for cores in CORES)
    return Rendering(length, took, used.ru_utime + used.ru_stime, used.ru_maxrss / PER_MEGABYTE, others)


def pass_over(film: FilmSource) -> list[float]:
    """Run a film through without drawing it, so that the recording it needs is there; return the times as render."""
    with tempfile.TemporaryDirectory() as folder:
        return render(film, Path(folder), "-ql", "-s")[1]


def with_cores(cores: int, rendered: list[float], passed: list[float]) -> float:
    """Return how many seconds a film takes on so many cores, from the times of one that is rendered, or passed over.

    >>> with_cores(2, [1.0, 4.0, 7.0, 8.0], [1.0, 1.5, 2.0, 2.0])
    5.5
    """
    *plays, last = (after - before for before, after in pairwise(rendered))
    # to pass over a play takes about as long for each; a few waits may be there in one of the two runs alone
    otherwise = (passed[-2] - passed[0]) / max(1, len(passed) - 2)
    clocks = [rendered[0]] * cores
    for seconds in plays:
        first = clocks.index(min(clocks))
        clocks = [clock + (seconds if i == first else otherwise) for i, clock in enumerate(clocks)]
    return max(clocks) + last


def chosen_films(names: list[str]) -> list[FilmSource]:
    """Return the films of these names, or all; raises ValueError for a name that is none."""
    return [LARGE.get(name) or find_film(name) for name in names] or [*list_films(), *LARGE.values()]


def main() -> None:
    try:
        films = chosen_films(sys.argv[1:])
    except ValueError as error:
        sys.exit(str(error))
    print(f"rendering at 1080p60, {os.cpu_count()} cores; reach: {REACH} s per second of film, {MEMORY_REACH} MB")
    more = "".join(f"{f'{cores} cores':>10}" for cores in CORES)
    print(f"{'film':28}{'film s':>8}{'took s':>8}{'ratio':>8}{'CPU s':>8}{'peak MB':>9}{more}")
    found: dict[str, Rendering] = {}
    for film in films:
        passed = pass_over(film)
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            found[film.name] = one = pool.submit(measure, film, passed).result()
        verdict = "" if one.ratio <= REACH else "  over the reach"
        verdict += "" if one.peak <= MEMORY_REACH else "  too much memory"
        figures = f"{one.length:8.1f}{one.took:8.1f}{one.ratio:8.2f}{one.worked:8.1f}{one.peak:9.0f}"
        others = "".join(f"{seconds:10.1f}" for seconds in one.others)
        print(f"{film.name:28}{figures}{others}{verdict}", flush=True)
    average = sum(one.took for one in found.values()) / sum(one.length for one in found.values())
    print(f"on average {average:.2f} s per second of film; reach: {AVERAGE_REACH}")
    for large, same in SAME.items():
        if large in found and same in found:
            times = found[large].ratio / found[same].ratio
            print(f"{large}: {times:.2f} times the ratio of {same}; reach: {LARGE_REACH}")


if __name__ == "__main__":
    main()
