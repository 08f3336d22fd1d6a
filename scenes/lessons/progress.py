"""A progress bar on stderr, with the time left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress_bar(description: str, total: int) -> Iterator[Callable[[int, str], None]]:
    """Show a bar while the context lasts; what is given is called with how much of `total` is done, and a note."""
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
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(escape(description), total=total, note="")
        percent = -1

        def show(done: int, note: str) -> None:
            nonlocal percent
            # an epoch may take microseconds: drawing each of ten thousand would cost more than training
            if done * 100 // total != percent:
                percent = done * 100 // total
                progress.update(task, completed=done, note=note)

        yield show
