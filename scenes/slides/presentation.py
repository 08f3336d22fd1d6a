"""What manim-slides reads: NAME.json with a slide for each stop, beside the folder of their clips."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import av

from mathnet.errors import InputError
from scenes.bundle.documents import slug
from scenes.pages.stops import Stops
from scenes.slides.clips import backwards, write_clips
from scenes.stage.captions import Caption
from scenes.stage.container import Cue
from scenes.storyboards.readout import say

SLIDES = "slides"  # is where manim-slides looks in the current folder
FILES = "files"  # of the clips in it, as manim-slides itself calls it
INSTANT = 1e-3  # seconds: less than a frame


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a slide ends, in seconds of the film: at the stop `id`, where `said` is what is said."""

    id: str
    said: str
    end: float


def find_cuts(told: Stops, run: Sequence[Caption], rendered: Sequence[Cue]) -> list[Cut]:
    """Return where a film as it was `rendered` has the stops that were `told` as it was `run` without being drawn.

    The captions of both say so: frames make a film a little longer, and so each step is taken for itself. Raises
    InputError if the captions aren't the same.
    """
    if [say(caption.line) for caption in run] != [cue.text for cue in rendered]:
        raise InputError("the film says something else as rendered than as run: there is no telling where it stops")
    cuts = []
    for stop, time in zip(told.stops, accumulate(stop.seconds for stop in told.stops), strict=True):
        step, cue = next(pair for pair in zip(run, rendered, strict=True) if time < pair[0].end + INSTANT)
        end = cue.end if time > step.end - INSTANT else cue.start + time - step.start
        cuts.append(Cut(stop.id, say(stop.said), end))
    return cuts


def write_slides(film: Path, folder: Path, name: str, cuts: Sequence[Cut]) -> None:
    """Write the slides `name` of the MP4 `film` into an empty `folder`, one up to each cut."""
    clips = folder / SLIDES / FILES / name
    clips.mkdir(parents=True)
    digits = len(str(len(cuts)))
    paths = [clips / f"{number:0{digits}}-{slug(cut.id)}.mp4" for number, cut in enumerate(cuts, start=1)]
    width, height = write_clips(film, [cut.end for cut in cuts], paths)
    document = {
        "slides": [_slide(folder, path, cut.said) for path, cut in zip(paths, cuts, strict=True)],
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
