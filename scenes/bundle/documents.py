"""What is pasted and what is read: the code of a video in a page, and all that a film says, as HTML.

Names come from lessons, and so from anybody: each goes through `escape`, or as part of an address through `quote`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass
from html import escape
from urllib.parse import quote

from scenes.stage.container import Cue

MOST_LETTERS = 40  # of a chapter, in the name of a file
PAGE = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
body {{ font: 1.05em/1.5 Georgia, serif; max-width: 50em; margin: 2em auto; padding: 0 1em }}
pre {{ padding: 1em; border: 1px solid; white-space: pre-wrap; overflow-wrap: anywhere }}
</style>
{body}
</html>
"""


@dataclass(frozen=True, slots=True)
class Names:
    """What the files of a bundle are called, which all begin with the same stem; `gif` is None where there is none."""

    movie: str
    captions: str
    chapters: str
    poster: str
    transcript: str
    embed: str
    page: str
    gif: str | None

    @classmethod
    def of(cls, stem: str, chapter: str | None = None) -> Names:
        """Return the names that begin with `stem`; with a GIF of a `chapter`, if one is given."""
        return cls(
            movie=f"{stem}.mp4",
            captions=f"{stem}.captions.vtt",
            chapters=f"{stem}.chapters.vtt",
            poster=f"{stem}.poster.webp",
            transcript=f"{stem}.transcript.html",
            embed=f"{stem}.embed.html",
            page=f"{stem}.html",
            gif=None if chapter is None else f"{stem}.{slug(chapter)}.gif",
        )

    def __iter__(self) -> Iterator[str]:
        return (name for name in astuple(self) if name is not None)


def slug(title: str, otherwise: str = "chapter") -> str:
    """Return a title as part of a file's name; `otherwise` where nothing of it can be.

    >>> slug("Hidden layer 1: /etc"), slug("…")
    ('hidden-layer-1-etc', 'chapter')
    """
    return re.sub(r"[^a-z0-9]+", "-", title.casefold()).strip("-")[:MOST_LETTERS] or otherwise


def transcript(title: str, names: Names, chapters: Sequence[Cue], captions: Sequence[Cue]) -> str:
    """Return a page with what is said, under the titles of the chapters; each leads to its time in the film."""
    body = "\n".join([f"<h1>{escape(title)}</h1>", *_told(names, chapters, captions)])
    return PAGE.format(title=escape(title), body=body)


def _told(names: Names, chapters: Sequence[Cue], captions: Sequence[Cue]) -> Iterator[str]:
    headings = [(cue.start, 0, cue) for cue in chapters]  # before what is said from the same time on
    for start, rank, cue in sorted([*headings, *((cue.start, 1, cue) for cue in captions)], key=lambda one: one[:2]):
        if rank == 0:
            yield f'<h2><a href="{_address(names.movie)}#t={start:.3f}">{escape(cue.text)}</a></h2>'
        else:
            yield f"<p>{escape(cue.text)}</p>"


def embedding(title: str, names: Names, size: tuple[int, int], captions_in_picture: bool) -> str:
    """Return the code of a video `size` pixels wide and high, to be pasted into a page beside the files.

    The picture shows the captions already or not: a player shows those of their own at once where it doesn't.
    """
    width, height = size
    shown = "" if captions_in_picture else " default"
    return f"""<video controls playsinline preload="metadata" width="{width}" height="{height}"
    style="max-width: 100%; height: auto" poster="{_address(names.poster)}" title="{escape(title)}">
  <source src="{_address(names.movie)}" type="video/mp4">
  <track kind="captions" src="{_address(names.captions)}" srclang="en" label="English"{shown}>
  <track kind="chapters" src="{_address(names.chapters)}" srclang="en" label="Chapters">
  <a href="{_address(names.movie)}">Download the film (MP4)</a>
</video>
<p><a href="{_address(names.page)}">Step by step</a> · <a href="{_address(names.transcript)}">Transcript</a></p>"""


def embed_page(title: str, code: str) -> str:
    """Return a page that shows what the code looks like, and the code."""
    body = f"""<h1>{escape(title)}</h1>
{code}
<p>Copy the files beside this page to where your page is, and this into it (tracks need a server: a browser reads
none from disk):</p>
<pre><code>{escape(code)}</code></pre>"""
    return PAGE.format(title=escape(title), body=body)


def _address(name: str) -> str:
    return escape(quote(name))
