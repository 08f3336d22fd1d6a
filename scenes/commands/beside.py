"""What the command makes as a whole is made in a folder of its own beside its place, whatever ends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mathnet.errors import InputError
from mathnet.files import find_place
from scenes.stage.workshop import Workshop, clear_abandoned


@contextmanager
def workshop_beside(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside `folder`, to make in it what goes there; what is left in it goes in the end.

    Workshops there whose owners were killed are cleared. Raises InputError where the system refuses to write.
    """
    from scenes.stage.telling import ending_in_order

    workshop = Workshop(folder.absolute().parent)
    try:
        with ending_in_order():
            clear_abandoned([workshop.path.parent])
            workshop.open()
            yield workshop.path
    except OSError as error:
        reason = error.strerror or error
        raise InputError(f"{folder}: can't be written ({reason}): make room, or choose another with -o") from None
    finally:
        workshop.close()


def check_folder(folder: Path) -> None:
    """Raise InputError if there is something else where `folder` is to be, or the folder that it is in."""
    for place in (folder, folder.parent):
        if place.exists() and not place.is_dir():
            raise InputError(f"{place}: expected a folder, found a file: choose another with -o")


def spare_in(folder: Path, names: Iterable[str], force: bool) -> None:
    """Raise InputError if files of these names can't be put into `folder`, or would overwrite some without `force`."""
    check_folder(folder)
    for name in names if folder.exists() else ():
        if find_place(folder / name).exists() and not force:
            raise InputError(
                f"{folder / name}: it is there already, and isn't overwritten: choose another folder with -o, or "
                "overwrite it with --force"
            )


def deliver(made: Path, folder: Path, last: str = "") -> None:
    """Move what was made to its place: as a folder where there is none yet, else file by file, beside what is there.

    The file called `last`, which leads to the others, comes after them.
    """
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        made.rename(folder)
        return
    files = sorted((path for path in made.rglob("*") if path.is_file()), key=lambda path: (path.name == last, path))
    for path in files:
        target = folder / path.relative_to(made)
        target.parent.mkdir(parents=True, exist_ok=True)
        path.replace(find_place(target))
