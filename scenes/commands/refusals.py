"""How the command refuses: one sentence on stderr, exit code 2, and never a traceback for what a user got wrong."""

from __future__ import annotations

import errno
import os
import sys
from typing import Any, NoReturn

import click

from mathnet.errors import InputError
from mathnet.files import find_place
from scenes.storyboards.readout import printable

WRONG_INPUT = 2
INTERRUPTED = 130


class OneSentence(click.Group):
    """A group whose commands may raise InputError: its text is what the user reads."""

    def main(self, *args: Any, **extra: Any) -> NoReturn:
        extra["standalone_mode"] = False
        try:
            sys.exit(super().main(*args, **extra) or 0)
        except click.Abort:
            click.echo("mathnet: stopped.", err=True)
            sys.exit(INTERRUPTED)
        except click.ClickException as error:
            self.refuse(error.format_message())
        except InputError as error:
            self.refuse(str(error))
        except OSError as error:
            if error.errno == errno.ENOSPC:  # else Python tries to write the rest once more, and fails, as it ends
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            self.refuse(str(error))

    def refuse(self, reason: str) -> NoReturn:
        sentence = " ".join(reason.split()).rstrip(".")
        click.echo(f"mathnet: {printable(sentence)}.", err=True)
        sys.exit(WRONG_INPUT)


def spare(file: str, force: bool) -> None:
    """Raise InputError if `file` can't be written, or is there already and not to be overwritten by `force`."""
    if find_place(file).exists() and not force:
        raise InputError(
            f"{file}: it is there already, and isn't overwritten: choose another name, or overwrite it with --force"
        )


class Sizes(click.ParamType[tuple[int, ...]]):
    """Neurons of the hidden layers: 8,6."""

    name = "8,6"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[int, ...]:
        if isinstance(value, tuple):
            return value
        parts = str(value).split(",")
        if not all(part.strip().isdecimal() and len(part) <= 6 and int(part) >= 1 for part in parts):
            self.fail(
                f"{value!r} are no layers: give whole numbers of at least 1 with commas between, like 8,6", param, ctx
            )
        return tuple(map(int, parts))
