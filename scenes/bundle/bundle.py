"""All files of a bundle, written into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mathnet.errors import InputError
from scenes.bundle.documents import Names, embed_page, embedding, transcript
from scenes.bundle.movie import write_movie, write_poster
from scenes.bundle.tracks import webvtt
from scenes.stage.container import Cue, read_cues
from scenes.stage.gif import write_gif


def write_bundle(
    film: Path, folder: Path, names: Names, chapter: str | None, title: str, page: str, captions_in_picture: bool
) -> None:
    """Write the bundle of the MP4 `film`, whose file holds its chapters and captions, into an empty `folder`.

    `page` is the film as HTML (see scenes.pages.page). There is a GIF if a `chapter` is named. Raises InputError if the
    film has none of that name.
    """
    chapters, captions = read_cues(film)
    if chapter is not None and names.gif is not None:
        loop = find_chapter(chapter, chapters)
        write_gif(film, folder / names.gif, loop.start, loop.end)
    size = write_poster(film, folder / names.poster)
    write_movie(film, folder / names.movie, chapters, captions)
    code = embedding(title, names, size, captions_in_picture)
    for name, content in {
        names.captions: webvtt(captions),
        names.chapters: webvtt(chapters),
        names.transcript: transcript(title, names, chapters, captions),
        names.embed: embed_page(title, code),
        names.page: page,
    }.items():
        (folder / name).write_text(content, encoding="utf-8")


def find_chapter(name: str, chapters: Sequence[Cue]) -> Cue:
    """Return the chapter called `name`, in whatever letters; raises InputError if there is none."""
    for chapter in chapters:
        if chapter.text.casefold() == name.casefold():
            return chapter
    titles = ", ".join(f"“{chapter.text}”" for chapter in chapters)
    raise InputError(f"--chapter: there is no chapter {name!r}: there are {titles or 'none'}")
