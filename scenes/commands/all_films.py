"""All films, several side by side."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from mathnet.errors import InputError
from scenes.commands.films import ROOT, list_films
from scenes.commands.jobs import Jobs
from scenes.commands.rendering import command_of, environment
from scenes.lessons.progress import progress_bar
from scenes.stage.sharing import run_apart
from scenes.storyboards.readout import printable

ALL = "--all"
OWN = ("MATHNET_", "PYTHON")  # how what a rendering reads from the environment begins


@dataclass(frozen=True, slots=True)
class Rendered:
    """The film `name`, after some `seconds`: `where` it is, or None, and what was `told` of why it isn't."""

    name: str
    seconds: float
    where: str | None
    told: str


def render_all(lesson: str | None, options: Sequence[str], look: Mapping[str, str], jobs: Jobs) -> None:
    """Render every film with manim's `options`, and say of each where it is; if one fails, end with exit code 1.

    Raises InputError for a `lesson`: films that fit one are rendered one by one.
    """
    from joblib import Parallel, delayed, parallel_config

    from scenes.stage.telling import ending_in_order

    if lesson is not None:
        raise InputError(f"{ALL} renders each film with its own lesson: leave out {lesson}, or name a film")
    films = list_films()
    number = min(jobs.count(), len(films))
    own = {name: value for name, value in {**environment(), **look}.items() if name.startswith(OWN)}
    tasks = [
        delayed(_render)(film.name, command_of(ROOT / film.path, film.name, options), str(Path.cwd()), own)
        for film in films
    ]
    failed = []
    with ending_in_order(), parallel_config(**jobs.how):
        rendered = Parallel(number, batch_size=1, return_as="generator_unordered")(tasks)
        try:
            with progress_bar("All films", len(films)) as show:
                for done, one in enumerate(rendered, start=1):
                    if one.where is None:
                        failed.append(one.name)
                        click.echo(printable(f"{one.name} isn't rendered: {one.told}"), err=True)
                    else:
                        click.echo(printable(f"{one.name}, rendered in {one.seconds:.0f} s: {one.where}"))
                    show(done, f"{done} of {len(films)}")
        finally:
            rendered.close()  # what is under way when this is ended ends, too
    if failed:
        click.echo(f"mathnet: not rendered: {' '.join(failed)}.", err=True)
        raise SystemExit(1)


def _render(name: str, command: Sequence[str], here: str, own: Mapping[str, str]) -> Rendered:
    """Render a film. It is run by a process of joblib's, or a worker of dask's."""
    began = time.perf_counter()
    done = run_apart(command, here, own)
    seconds = time.perf_counter() - began
    said, told = done.stdout.strip().splitlines(), done.stderr.strip().splitlines()
    if done.returncode == 0 and said:
        return Rendered(name, seconds, str(Path(here, said[-1])), "")
    return Rendered(name, seconds, None, told[-1] if told else f"manim ended with {done.returncode}")
