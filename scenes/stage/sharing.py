"""One film rendered by several processes: each goes through all of it, and who comes to a play first renders it.

The others pass over that play, as if its time had gone by. What they render are pieces of the film, in the workshop of
the process that leads. It goes through the whole film as one alone does: captions, chapters and speech are its own.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import subprocess
import threading
import warnings
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.stage.workshop import is_held

LEADS = "MATHNET_JOBS"  # in the environment of who leads: a Team, as JSON
HELPS = "MATHNET_WORKSHOP"  # in the environment of who helps: the folder of the leader's workshop
TAKEN = "taken"  # inside of it: an empty file for each play that somebody renders
OWN = "MATHNET_"  # how what films read from the environment begins


class SharingError(Exception):
    """Why a film can't be rendered by several processes, or one of them failed."""


@dataclass(frozen=True, slots=True)
class Team:
    """How many processes render a film, and with which `command` each, in processes of joblib's or on a dask cluster.

    `scheduler` is the address of the cluster's, or None.
    """

    jobs: int
    scheduler: str | None
    command: tuple[str, ...]

    def to_environment(self) -> dict[str, str]:
        return {LEADS: json.dumps([self.jobs, self.scheduler, self.command])}


def find_team() -> Team | None:
    """Return the team that this process leads, if it does."""
    said = os.environ.get(LEADS)
    if said is None:
        return None
    jobs, scheduler, command = json.loads(said)
    return Team(jobs, scheduler, tuple(command))


class Share:
    """What this process has of the film whose workshop is in `folder`; if it leads a `team`, that helps."""

    def __init__(self, folder: Path, team: Team | None) -> None:
        self.folder = folder
        self.team = team
        self._helpers: Generator[None] | None = None

    @property
    def leads(self) -> bool:
        return self.team is not None

    def take(self, play: int) -> bool:
        """Return whether this process renders a play: nobody else has. Raises SharingError if the leader is gone."""
        if self.team is None and not is_held(self.folder):
            raise SharingError("the process that led the others is gone")
        taken = self.folder / TAKEN
        if self.team is not None and self._helpers is None:
            taken.mkdir()
            self._helpers = help_with(self.team, self.folder)
        try:
            (taken / str(play)).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def wait(self) -> None:
        """Wait until the others have rendered what they took. Raises SharingError if one of them failed."""
        if self._helpers is not None:
            for _ in self._helpers:
                pass

    def end(self) -> None:
        """End the others, whatever they are at."""
        if self._helpers is not None:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that it cancels what they are at is what joblib warns of
                self._helpers.close()


def help_with(team: Team, folder: Path) -> Generator[None]:
    """Start the others of a team, and return what is over when they have ended."""
    from joblib import Parallel, delayed, parallel_config

    own = {name: value for name, value in os.environ.items() if name.startswith((OWN, "PYTHON"))}
    task = delayed(_render_share)(team.command, str(Path.cwd()), {**own, HELPS: str(folder)})
    how: dict[str, Any] = {"backend": "loky"}
    if team.scheduler is not None:
        how = {"backend": "dask", "scheduler_host": team.scheduler}
    try:
        with parallel_config(**how):
            # at least two: of one alone joblib makes no process, and runs what it is to do when somebody waits for it
            parallel = Parallel(n_jobs=max(2, team.jobs - 1), batch_size=1, return_as="generator_unordered")
            helpers: Generator[None] = parallel(task for _ in range(team.jobs - 1))
    except (OSError, ValueError, ImportError) as error:
        raise SharingError(f"no process of {team.scheduler or 'this computer'} helps ({error})") from error
    return helpers


def _render_share(command: Sequence[str], here: str, environment: Mapping[str, str]) -> None:
    """Render with others what they leave of a film. It is run by a process of joblib's, or a worker of dask's."""
    folder = Path(environment[HELPS])
    if not folder.is_dir():
        raise SharingError(f"a worker doesn't see {folder}: give --media_dir a folder that all workers share")
    done = run_apart(command, here, environment)
    if done.returncode != 0 and folder.is_dir():
        told = done.stderr.strip().splitlines()
        raise SharingError(f"a process that helped ended with {told[-1] if told else done.returncode}")


def run_apart(command: Sequence[str], here: str, environment: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command in the folder `here`, which leads nobody, and out of reach of an interruption from the keyboard.

    That goes to all processes of a terminal: who started them ends them.
    """
    is_joblib_s = multiprocessing.current_process().name != "MainProcess"
    if is_joblib_s and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    said = {name: value for name, value in {**os.environ, **environment}.items() if name != LEADS}
    return subprocess.run(
        command, cwd=here, env=said, capture_output=True, text=True, check=False, start_new_session=True
    )
