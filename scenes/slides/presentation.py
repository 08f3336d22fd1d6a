"""What manim-slides reads: NAME.json with a slide for each stop, beside the folder of their clips."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import av

from scenes.bundle.documents import slug
from scenes.slides.clips import backwards, write_clips
from scenes.stage.container import Cue

SLIDES = "slides"  # is where manim-slides looks in the current folder
FILES = "files"  # of the clips in it, as manim-slides itself calls it


def write_slides(film: Path, folder: Path, name: str, ids: Sequence[str], said: Sequence[Cue]) -> None:
    """Write the slides `name` of the MP4 `film` into an empty `folder`: from each stop to the next, one.

    A stop is where what is `said` ends; `ids` are the stops' own. Raises ValueError if these aren't as many.
    """
    if not said or len(ids) != len(said):
        raise ValueError(
            f"the film stops {len(said)} times as rendered, and {len(ids)} times as run: nothing to cut it at"
        )
    clips = folder / SLIDES / FILES / name
    clips.mkdir(parents=True)
    digits = len(str(len(ids)))
    paths = [clips / f"{number:0{digits}}-{slug(id)}.mp4" for number, id in enumerate(ids, start=1)]
    width, height = write_clips(film, [cue.end for cue in said], paths)
    document = {
        "slides": [_slide(folder, path, cue.text) for path, cue in zip(paths, said, strict=True)],
        "resolution": [width, height],
        "background_color": _corner(film),
    }
    content = json.dumps(document, ensure_ascii=False, indent=2)
    (folder / SLIDES / f"{name}.json").write_text(content + "\n", encoding="utf-8")


def _slide(folder: Path, clip: Path, said: str) -> dict[str, object]:
    """Return a slide as manim-slides 5 describes it (SlideConfig); its files are named as seen from `folder`."""
    return {
        "file": clip.relative_to(folder).as_posix(),
        "rev_file": backwards(clip).relative_to(folder).as_posix(),
        "loop": False,
        "auto_next": False,
        "notes": harmless(said),
    }


def _corner(film: Path) -> str:
    """Return the colour of the film's first corner, which is that of its theme."""
    with av.open(str(film)) as container:
        picture = next(container.decode(video=0)).to_ndarray(format="rgb24")
    return f"#{bytes(picture[0, 0]).hex()}"


def harmless(text: str) -> str:
    """Return a text in which nothing is markup: manim-slides puts notes into HTML, as Markdown, as they are.

    PowerPoint shows them as they are, too; so there are spaces where HTML would have escapes.

    >>> harmless("p < 0.01 & R&D <b>"), harmless("![x](http://y)")
    ('p < 0.01 & R& D < b>', '![x] (http://y)')
    """
    return re.sub(r"\](?=[(\[:])", "] ", re.sub(r"[<&](?=\S)", r"\g<0> ", " ".join(text.split())))
