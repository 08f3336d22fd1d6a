"""How fast films are rendered: seconds of rendering per second of film at 1080p60, from manim's start to the file.

Each film is rendered into an empty folder, so nothing is taken from a cache; recordings of trainings are made before
the clock starts, as they are made once and not for each rendering.

    .venv/bin/python script/bench_rendering.py [FILM …]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import av

ROOT = Path(__file__).parents[1]
REACH = 1.5
MANIM = [sys.executable, "-m", "manim"]


def films() -> dict[str, str]:
    """Return the file of each film by its name, as `mathnet films` lists them."""
    listed = subprocess.run([ROOT / ".venv/bin/mathnet", "films"], cwd=ROOT, capture_output=True, text=True, check=True)
    return {name: file for name, file, _ in (line.split("\t") for line in listed.stdout.splitlines())}


def render(name: str, file: str) -> tuple[float, float]:
    """Render a film and return how long that took and how long the film is, both in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        subprocess.run(
            [*MANIM, "-qh", "--progress_bar", "none", "--media_dir", folder, file, name],
            cwd=ROOT,
            capture_output=True,
            check=True,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )
        took = time.perf_counter() - began
        movies = [path for path in Path(folder).rglob(f"{name}.mp4") if "partial_movie_files" not in path.parts]
        with av.open(str(movies[0])) as container:
            assert container.duration is not None
            return took, container.duration / av.time_base


def render_last_frame(name: str, file: str) -> None:
    """Run a film through once without drawing it, so that the recording it needs is there."""
    with tempfile.TemporaryDirectory() as folder:
        command = [*MANIM, "-ql", "-s", "--progress_bar", "none", "--media_dir", folder, file, name]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)


def main() -> None:
    listed = films()
    chosen = sys.argv[1:] or list(listed)
    unknown = [name for name in chosen if name not in listed]
    if unknown:
        sys.exit(f"there is no film {', '.join(unknown)}: the films are {', '.join(listed)}")
    print(f"rendering at 1080p60, {os.cpu_count()} cores; reach: {REACH} s per second of film")
    print(f"{'film':28}{'film s':>8}{'took s':>8}{'ratio':>8}")
    for name in chosen:
        render_last_frame(name, listed[name])
        took, length = render(name, listed[name])
        verdict = "" if took <= REACH * length else "  over the reach"
        print(f"{name:28}{length:8.1f}{took:8.1f}{took / length:8.2f}{verdict}", flush=True)


if __name__ == "__main__":
    main()
