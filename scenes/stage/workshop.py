"""A folder of a process's own, beside the place of what is made in it; it goes with its process.

Its owner holds a lock on it, which the system takes away when the process ends, however it ends. So a folder without
one was left by a process that was killed, and is cleared by the next.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX = ".unfinished-"


class Workshop:
    """The folder `path`, which is made when it is opened, inside `beside`."""

    def __init__(self, beside: Path) -> None:
        self.path = beside / f"{PREFIX}{secrets.token_hex(6)}"
        self._lock: int | None = None

    def open(self) -> None:
        """Make the folder, if it isn't there yet, and hold it."""
        while self._lock is None:
            self.path.mkdir(parents=True, exist_ok=True)
            with suppress(FileNotFoundError):
                self._lock = _take(self.path, without_lock=True)

    def close(self) -> None:
        """Remove the folder with all that is still in it."""
        if self._lock is not None:
            shutil.rmtree(self.path, ignore_errors=True)
            os.close(self._lock)
            self._lock = None


def clear_abandoned(folders: Iterable[Path]) -> None:
    """Remove the workshops in `folders` whose owners were killed."""
    for folder in folders:
        for path in folder.glob(f"{PREFIX}*"):
            with suppress(OSError):
                lock = _take(path)
                if lock is not None:
                    shutil.rmtree(path, ignore_errors=True)
                    os.close(lock)


def is_held(folder: Path) -> bool:
    """Whether somebody is at work in a workshop; where a file system knows no locks, whether it is there."""
    try:
        lock = _take(folder)
    except FileNotFoundError:
        return False
    if lock is None:
        return True
    os.close(lock)
    return False


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Wait until no other process is in here for the same folder."""
    lock = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # of a file system that knows no locks
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _take(path: Path, without_lock: bool = False) -> int | None:
    """Return a handle that locks the folder `path`, or None if another process holds it.

    Where a file system knows no locks, there is a handle only if it is wanted `without_lock` too: no folder is
    abandoned for certain then. Raises FileNotFoundError if the folder has just been removed.
    """
    handle = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if os.path.samestat(os.fstat(handle), path.stat()):
            return handle
    except BlockingIOError:
        pass
    except FileNotFoundError:
        os.close(handle)
        raise
    except OSError:
        if without_lock:
            return handle
    os.close(handle)
    return None
