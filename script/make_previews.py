"""Make the pictures of the README: a still or a short loop from each of some films, and pages, small enough for git.

Pages are seen in the system's Chromium.

.venv/bin/python script/make_previews.py
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import av
from PIL import Image
from playwright.sync_api import sync_playwright

from scenes.commands.films import find_film
from scenes.commands.rendering import render_into
from scenes.pages.handout import find_chromium
from scenes.stage.gif import write_gif

ROOT = Path(__file__).parents[1]
MEDIA = ROOT / "media"
MOST_BYTES = 5_000_000
WIDTH = 960  # of a still, in pixels
WINDOW = {"width": 1440, "height": 900}
SETTLED = 1500  # milliseconds until a page stands still


@dataclass(frozen=True, slots=True)
class Preview:
    """A still at `start`, or a loop from `start` to `end`, both in seconds, of a film."""

    name: str
    film: str
    start: float
    end: float | None = None


@dataclass(frozen=True, slots=True)
class Shot:
    """A page as it is after some `keys`: what `mathnet` writes for these `arguments`."""

    name: str
    arguments: tuple[str, ...]
    keys: tuple[str, ...] = ()


SHOTS = (
    Shot("page.png", ("page", "backpropagation", "iris-mistake"), ("ArrowRight",) * 9),
    Shot("live.png", ("live", "mnist-50")),
)
PREVIEWS = (
    Preview("forward-pass.gif", "ForwardPass", 15.9, 30.1),
    Preview("backpropagation.png", "Backpropagation", 79.5),
    Preview("digits-forward-pass.png", "DigitsForwardPass", 76.0),
    Preview("training-quadratic.png", "TrainingQuadratic", 48.0),
)


def write_still(movie: Path, start: float, target: Path) -> None:
    with av.open(str(movie)) as container:
        picture = next(frame.to_image() for frame in container.decode(video=0) if (frame.time or 0.0) >= start)
    save(picture, target)


def write_shot(shot: Shot, target: Path) -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = Path(folder) / "page.html"
        mathnet = Path(sys.executable).with_name("mathnet")
        subprocess.run([mathnet, *shot.arguments, "-o", page], check=True, cwd=folder)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        seen = browser.new_page(viewport=WINDOW, color_scheme="dark", reduced_motion="reduce")
        seen.goto(page.as_uri())
        for key in shot.keys:
            seen.keyboard.press(key)
        seen.wait_for_timeout(SETTLED)
        picture = Image.open(io.BytesIO(seen.screenshot()))
        browser.close()
    save(picture, target)


def save(picture: Image.Image, target: Path) -> None:
    # written beside, then renamed: a preview is never half there
    partial = target.with_suffix(".partial.png")
    small = picture.resize((WIDTH, round(WIDTH * picture.height / picture.width)), Image.Resampling.LANCZOS)
    small.convert("RGB").save(partial, optimize=True)
    partial.replace(target)


def main() -> None:
    for preview in PREVIEWS:
        target = MEDIA / preview.name
        with tempfile.TemporaryDirectory() as folder:
            movie = render_into(Path(folder), find_film(preview.film), "-qm")
            if preview.end is None:
                write_still(movie, preview.start, target)
            else:
                write_gif(movie, target, preview.start, preview.end)
        print(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1000:.0f} kB")
    for shot in SHOTS:
        write_shot(shot, MEDIA / shot.name)
        print(f"media/{shot.name}  {(MEDIA / shot.name).stat().st_size / 1000:.0f} kB")
    together = sum(path.stat().st_size for path in MEDIA.iterdir() if path.is_file())
    if together > MOST_BYTES:
        sys.exit(f"media/ holds {together} bytes, more than {MOST_BYTES}: make previews shorter or smaller")


if __name__ == "__main__":
    main()
