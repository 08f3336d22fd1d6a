"""Make the pictures of the README: a still or a short loop from each of some films, small enough for git.

.venv/bin/python script/make_previews.py
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import av
from PIL import Image

ROOT = Path(__file__).parents[1]
MEDIA = ROOT / "media"
FRAMES_A_SECOND = 8
MOST_BYTES = 5_000_000


@dataclass(frozen=True, slots=True)
class Preview:
    """A still at `start`, or a loop from `start` to `end`, both in seconds, of a film; `width` in pixels."""

    name: str
    film: str
    file: str
    start: float
    end: float | None = None
    width: int = 960


PREVIEWS = (
    Preview("forward-pass.gif", "ForwardPass", "scenes/forward_pass.py", 9.5, 25.0, 800),
    Preview("backpropagation.png", "Backpropagation", "scenes/backpropagation.py", 44.0),
    Preview("training-quadratic.png", "TrainingQuadratic", "scenes/training.py", 40.0),
)


def render(preview: Preview, folder: Path) -> Path:
    command = [sys.executable, "-m", "manim", "-qm", "--progress_bar", "none", "--media_dir", str(folder)]
    subprocess.run([*command, preview.file, preview.film], cwd=ROOT, check=True, capture_output=True)
    return next(path for path in folder.rglob(f"{preview.film}.mp4") if "partial_movie_files" not in path.parts)


def frames(movie: Path, preview: Preview) -> list[Image.Image]:
    """Return the frames of a preview, eight a second."""
    step, wanted, found = 1 / FRAMES_A_SECOND, preview.start, []
    with av.open(str(movie)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= wanted:
                picture = frame.to_image()
                height = round(preview.width * picture.height / picture.width)
                found.append(picture.resize((preview.width, height), Image.Resampling.LANCZOS))
                wanted += step
            if wanted > (preview.end or preview.start):
                break
    return found


def main() -> None:
    for preview in PREVIEWS:
        with tempfile.TemporaryDirectory() as folder:
            pictures = frames(render(preview, Path(folder)), preview)
        if preview.end:
            # one palette for the whole loop: else colours flicker
            palette = pictures[-1].quantize(method=Image.Quantize.FASTOCTREE)
            pictures = [picture.quantize(palette=palette, dither=Image.Dither.NONE) for picture in pictures]
        target = MEDIA / preview.name
        # written beside, then renamed: a preview is never half there
        partial = target.with_name(f"partial-{preview.name}")
        loop = {"save_all": True, "append_images": pictures[1:], "duration": 1000 // FRAMES_A_SECOND, "loop": 0}
        pictures[0].save(partial, optimize=True, **(loop if preview.end else {}))
        partial.replace(target)
        print(f"{target.relative_to(ROOT)}  {target.stat().st_size / 1000:.0f} kB")
    together = sum(path.stat().st_size for path in MEDIA.iterdir() if path.is_file())
    if together > MOST_BYTES:
        sys.exit(f"media/ holds {together} bytes, more than {MOST_BYTES}: make previews shorter or smaller")


if __name__ == "__main__":
    main()
