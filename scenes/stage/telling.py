"""What a film tells who renders it: where it is, or in one sentence why there is none."""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from manim._config import error_console, logger

from mathnet import DivergenceError, InputError
from scenes.lessons import LessonError
from scenes.stage.sharing import SharingError
from scenes.voice.engines import VoiceError

WRONG_INPUT = 2
ENDING = (signal.SIGTERM, signal.SIGHUP)


def say_where(path: Path) -> None:
    """Print where the film or picture `path` is, as seen from the current folder."""
    if sys.stdout is None:
        return
    here = Path.cwd()
    shown = str(path.relative_to(here) if path.is_relative_to(here) else path)
    try:
        print(shown.encode(sys.stdout.encoding, "backslashreplace").decode(sys.stdout.encoding), flush=True)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # else Python tries to print the rest once more as it ends
        refuse(f"{shown} is there, but this can't be printed ({error.strerror})")


def refuse(sentence: str) -> NoReturn:
    """End the program with a sentence on stderr and exit code 2."""
    print(" ".join(sentence.split()).rstrip(".") + ".", file=sys.stderr)
    raise SystemExit(WRONG_INPUT)


@contextmanager
def telling(film: str, place: Path | None) -> Iterator[None]:
    """End the program with a sentence where `film` can't show its lesson, or `place` can't be written.

    SIGTERM and SIGHUP end it as an exception does, so that nothing of it is left.
    """
    with ending_in_order():
        try:
            yield
        except (LessonError, DivergenceError, VoiceError, SharingError) as error:
            _tell_everything()
            refuse(f"{film}: {error}")
        except Exception as error:
            reason = _reason(error)
            if reason is None:
                raise
            _tell_everything()
            refuse(f"{film}: {place} can't be written ({reason}): make room, or give another folder with --media_dir")


def _reason(error: BaseException | None) -> str | None:
    """Return what the system says of a file that failed, where that is behind `error`."""
    while error is not None:
        if isinstance(error, OSError):
            return error.strerror
        error = error.__cause__
    return None


def _tell_everything() -> None:
    """Tell the whole story of the exception at hand, if manim is to be so talkative (-v DEBUG)."""
    if logger.level <= logging.DEBUG:
        _print_traceback()


@contextmanager
def ending_in_order() -> Iterator[None]:
    """Let TERM and HUP raise SystemExit, where nobody else has a use for them."""
    on_main_thread = threading.current_thread() is threading.main_thread()
    mine = [number for number in ENDING if on_main_thread and signal.getsignal(number) == signal.SIG_DFL]
    for number in mine:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)


def _end(number: int, _frame: object) -> NoReturn:
    signal.signal(number, signal.SIG_IGN)  # once is enough: what clears up isn't to be interrupted
    raise SystemExit(128 + number)


_print_traceback = error_console.print_exception


def _print_exception(*how: Any, **settings: Any) -> None:
    error = sys.exc_info()[1]
    if isinstance(error, InputError):  # of a lesson, its data, its network
        _tell_everything()
        refuse(str(error))
    _print_traceback(*how, **settings)


# A lesson is often made while manim reads the scene file, before there is a film: manim catches what goes wrong then,
# and this is how it prints it.
error_console.print_exception = _print_exception  # type: ignore[method-assign]
