"""What is told on stderr while something is under way: sentences, and bars with the time left, or that has passed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


def tell(sentence: str) -> None:
    print(f"mathnet: {sentence}.", file=sys.stderr)


@contextmanager
def progress_bar(description: str, total: int, done: int = 0) -> Iterator[Callable[[int, str], None]]:
    """Show a bar while the context lasts; what is given is called with how much of `total` is done, and a note.

    `done` is what was done already before: how long that took isn't known.
    """
    # rich is not needed by those who only ask for --help
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[note]}", markup=False),
    )
    with Progress(
        *columns,
        console=Console(stderr=True),
        speed_estimate_period=3600,  # all that was done tells the time left: an epoch may take half a minute
        redirect_stdout=sys.stdout is not None and sys.stdout.isatty(),  # what is printed elsewhere stays there
    ) as progress:
        task = progress.add_task(escape(description), total=total, completed=done, note="")
        percent = -1

        def show(done: int, note: str) -> None:
            nonlocal percent
            # an epoch may take microseconds: drawing each of ten thousand would cost more than training
            if done * 100 // total != percent:
                percent = done * 100 // total
                progress.update(task, completed=done, note=note, refresh=True)  # what is quick is told, too

        yield show


@contextmanager
def waiting(description: str) -> Iterator[None]:
    """Show that something is under way, and for how long, while the context lasts."""
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        progress.add_task(description, total=None)
        yield
