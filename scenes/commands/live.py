"""Making the page of a live network at the command line."""

from __future__ import annotations

from pathlib import Path

import click

from mathnet.files import write_safely
from scenes.commands.refusals import spare
from scenes.commands.scene_file import name_lesson
from scenes.storyboards.readout import printable

FOLDER = Path("media") / "live"


def make_live_page(name: str, network: str | None, output: str | None, force: bool) -> None:
    """Write the page of the lesson called `name`, about the network in the file `network` if one is given.

    It goes to the file `output`, where an older one gives way only by `force`, or into media/live. Raises InputError.
    """
    if output is not None:
        spare(output, force)  # said before training, not after
    from scenes.lessons import find_lesson
    from scenes.live.page import live_page

    page = live_page(find_lesson(name, network))
    place = FOLDER / f"{name_lesson(name, FOLDER.parent, network)}.html" if output is None else Path(output)
    if output is None:
        place.parent.mkdir(parents=True, exist_ok=True)
    else:
        spare(output, force)
    write_safely(place, lambda beside: beside.write_text(page, encoding="utf-8"))
    click.echo(printable(str(place)))
