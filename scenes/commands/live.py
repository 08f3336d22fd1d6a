"""Making the page of a live network at the command line."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

import click

from mathnet.files import write_safely
from scenes.commands.refusals import spare
from scenes.storyboards.readout import printable

FOLDER = Path("media") / "live"
MOST_LETTERS = 40  # of a lesson's name, in the name of its page


def make_live_page(name: str, network: str | None, output: str | None, force: bool) -> None:
    """Write the page of the lesson called `name`, about the network in the file `network` if one is given.

    It goes to the file `output`, where an older one gives way only by `force`, or into media/live. Raises ValueError.
    """
    if output is not None:
        spare(output, force)  # said before training, not after
    from scenes.lessons import find_lesson
    from scenes.live.page import live_page

    page = live_page(find_lesson(name, network))
    place = FOLDER / f"{_file_name(name, network)}.html" if output is None else Path(output)
    if output is None:
        place.parent.mkdir(parents=True, exist_ok=True)
    else:
        spare(output, force)
    write_safely(place, lambda beside: beside.write_text(page, encoding="utf-8"))
    click.echo(printable(str(place)))


def _file_name(name: str, network: str | None) -> str:
    """Return what the page is called: as its lesson; that of a file has some digits made from where the file is.

    >>> _file_name("iris", None)
    'iris'
    """
    files = [Path(file).resolve() for file in (name, network) if file is not None and (file != name or ".toml" in file)]
    words = [Path(name).stem if name.endswith(".toml") else name, *([Path(network).stem] if network else [])]
    plain = "-".join(re.sub(r"[^\w]+", "-", word).strip("-_")[:MOST_LETTERS] or "own" for word in words)
    if not files:
        return plain
    digits = hashlib.sha256(b"\0".join(map(os.fsencode, files))).hexdigest()[:8]
    return f"{plain}-{digits}"
