"""What the command makes as a whole is made in a folder of its own beside its place, whatever ends it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scenes.stage.workshop import Workshop, clear_abandoned


@contextmanager
def workshop_beside(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside `folder`, to make in it what goes there; what is left in it goes in the end.

    Workshops there whose owners were killed are cleared. Raises ValueError where the system refuses to write.
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
        raise ValueError(f"{folder}: can't be written ({reason}): make room, or choose another with -o") from None
    finally:
        workshop.close()
