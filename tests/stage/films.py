"""Films of half a second, rendered in a folder of their own: in this process, or by manim itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from manim import Dot, FadeIn, tempconfig

from scenes.stage.film import Film
from scenes.stage.sharing import HELPS
from scenes.stage.writer import FilmWriter
from scenes.storyboards.words import Chapter

PLACE = Path("media/videos/films/480p15")
SMALL = {"pixel_width": 128, "pixel_height": 72, "frame_rate": 15, "disable_caching": True}
SILENT = {"progress_bar": "none", "verbosity": "WARNING"}


class Small(Film):
    lesson = "by-hand"

    def construct(self) -> None:
        chapter = Chapter("dot", ("A dot",), ("to be seen",), {"seen": ("A dot.",)})
        self.chapter(chapter)
        with self.saying(chapter, "seen"):
            self.play(FadeIn(Dot()), run_time=0.4)


HOSTILE = "</p><script>alert('1')</script> --> & \"é\""


class Told(Film):
    """Two chapters, captions with a gap between, and names that would do harm if they were run as markup."""

    lesson = "by-hand"

    def construct(self) -> None:
        for id, title, words in (("first", "A dot", "A dot comes."), ("second", HOSTILE, f"{HOSTILE} goes.")):
            chapter = Chapter(id, (title,), ("to be seen",), {"seen": (words,)})
            self.chapter(chapter)
            with self.saying(chapter, "seen"):
                self.play(FadeIn(Dot()), run_time=0.4)


class Stuck(Small):
    """Says when half of it is written, and stays there: nobody needs to be quick to meet it so."""

    def __init__(self, *settings: Any, **named: Any) -> None:
        super().__init__(*settings, **named)
        self.renderer.file_writer = StuckWriter(self.file_writer_settings)


class StuckWriter(FilmWriter):
    def combine_files(self, input_files: list[str], output_file: Path, *how: bool) -> None:
        super().combine_files(input_files, output_file, *how)
        output_file.write_bytes(output_file.read_bytes()[:48])
        print("half of it is written", flush=True)
        time.sleep(3600)


def render(kind: type[Film] = Small, **settings: Any) -> Film:
    """Render a small film in the current folder."""
    with tempconfig({"input_file": __file__, "media_dir": "media", "quality": "low_quality", **SILENT, **settings}):
        film = kind()
        film.render()
    return film


def manim(film: str, *options: str) -> list[str]:
    """Return the command that renders a film with manim itself."""
    quiet = ["--progress_bar", "none", "-v", "WARNING"]
    return [sys.executable, "-m", "manim", "--hide-splash", "render", "-ql", *quiet, *options, __file__, film]


@contextmanager
def start(film: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Render a film with manim while the context lasts: it is ended with it, whatever happens."""
    running = subprocess.Popen(
        manim(film), cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    with running:
        try:
            yield running
        finally:
            running.kill()


def end(running: subprocess.Popen[str], number: int) -> int:
    """Send a signal until it is heard, and return the exit code: one that comes while Python clears up may get lost."""
    while running.poll() is None:
        running.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            running.wait(1)
    return running.returncode


def put_older(folder: Path, name: str) -> None:
    """Put a film and its captions where a film called `name` will be."""
    (folder / PLACE).mkdir(parents=True)
    (folder / PLACE / f"{name}.mp4").write_text("an older film")
    (folder / PLACE / f"{name}.srt").write_text("its captions")


def is_older(folder: Path, name: str) -> bool:
    film, captions = ((folder / PLACE / f"{name}{ending}").read_bytes() for ending in (".mp4", ".srt"))
    return film == b"an older film" and captions == b"its captions"


def unfinished(folder: Path) -> list[Path]:
    """Return the folders that renderings at work, or killed, have there."""
    return [path for path in folder.rglob(".unfinished-*") if path.is_dir()]


class Helpless(Told):
    """Where it is to help another process, it says who it is and stays there."""

    def construct(self) -> None:
        if HELPS in os.environ:
            Path("helper").write_text(str(os.getpid()))
            Path("helper").rename("helper-is-here")
            time.sleep(3600)
        super().construct()
