"""Renders a film as `mathnet film` does, and notes the CPU seconds after each of its plays in a file, as JSON.

.venv/bin/python script/timed_film.py TIMES [OPTIONS OF MANIM] FILE FILM
"""

from __future__ import annotations

import atexit
import json
import runpy
import sys
import time
from pathlib import Path
from typing import Any

from scenes.commands.rendering import MANIM
from scenes.stage.renderer import FilmRenderer

marks: list[float] = []
play = FilmRenderer.play


def timed(*given: Any, **named: Any) -> None:
    if not marks:
        marks.append(time.process_time())
    play(*given, **named)
    marks.append(time.process_time())


if __name__ == "__main__":
    times = Path(sys.argv.pop(1))
    FilmRenderer.play = timed  # type: ignore[method-assign]
    atexit.register(lambda: times.write_text(json.dumps([*marks, time.process_time()])))
    runpy.run_module(MANIM, run_name="__main__", alter_sys=True)
