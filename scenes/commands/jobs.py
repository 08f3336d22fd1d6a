"""How many processes render a film, or films, and where: what --jobs and --scheduler say."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mathnet.errors import InputError
from scenes.commands.options import take

PARTS = ("-n", "--from_animation_number", "-s", "--save_last_frame", "--dry_run")
PICTURES = ("png", "png-sequence")


@dataclass(frozen=True, slots=True)
class Jobs:
    """How many processes there are to be, or None where nobody said; on this computer, or by a dask `scheduler`."""

    number: int | None
    scheduler: str | None

    @property
    def how(self) -> dict[str, Any]:
        """What joblib is told of it."""
        if self.scheduler is None:
            return {"backend": "loky"}
        return {"backend": "dask", "scheduler_host": self.scheduler}

    def count(self) -> int:
        """Return how many processes there are to be: as many as workers or cores if nobody said. Raises InputError."""
        if self.scheduler is not None:
            return min(self.number or 1000, count_workers(self.scheduler))
        return self.number or os.cpu_count() or 1

    def count_with_leader(self) -> int:
        """Return how many processes render one film: one, unless more were asked for. Raises InputError."""
        if self.scheduler is not None:
            workers = count_workers(self.scheduler)
            return self.number or workers + 1
        return self.number or 1


ALONE = Jobs(None, None)


def take_jobs(options: Sequence[str]) -> tuple[Jobs, tuple[str, ...]]:
    """Return what `--jobs` and `--scheduler` say among options, and the others. Raises InputError."""
    number, options = take(options, "--jobs")
    scheduler, options = take(options, "--scheduler")
    if number is not None and not (number.isdecimal() and 1 <= int(number) <= 1000):
        raise InputError(f"--jobs: expected a whole number of processes, 1 to 1000, given {number!r}")
    if scheduler == "":
        raise InputError("--scheduler: expected the address of a dask scheduler, like tcp://127.0.0.1:8786")
    return Jobs(None if number is None else int(number), scheduler), options


def check_whole(options: Sequence[str]) -> None:
    """Raise InputError if of manim's options one asks for less than a whole film, which nobody needs to share."""
    form, others = take(options, "--format")
    if form in PICTURES or any(option.partition("=")[0] in PARTS for option in others):
        raise InputError(f"--jobs and --scheduler go with whole films: leave out {', '.join(PARTS)}, and pictures")


def count_workers(scheduler: str) -> int:
    """Return how many workers a dask scheduler has. Raises InputError if there is none at that address, or no dask."""
    try:
        from distributed import Client
    except ImportError:
        raise InputError("--scheduler needs dask: pip install distributed, into the Python of mathnet") from None
    try:
        with Client(scheduler, timeout=5) as client:
            workers = len(client.nthreads())
    except (OSError, ValueError, TypeError) as error:
        raise InputError(f"no dask scheduler answers at {scheduler} ({error or type(error).__name__})") from None
    if workers == 0:
        raise InputError(f"the dask scheduler at {scheduler} has no workers: start some, with dask worker {scheduler}")
    return workers
