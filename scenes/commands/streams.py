"""Standard streams that a terminal, a pipe or a shell may leave in any state."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

STREAMS = {0: "stdin", 1: "stdout", 2: "stderr"}


def prepare_streams() -> None:
    """Open on nothing the standard streams that are closed, and let the others take any text.

    In place of a closed one, a file that is opened later would get what is printed.
    """
    for number, name in STREAMS.items():
        if getattr(sys, name) is None:
            nothing = os.open(os.devnull, os.O_RDWR)
            if nothing != number:
                os.dup2(nothing, number)
                os.close(nothing)
            os.set_inheritable(number, True)  # programs that are started get it too
            setattr(sys, name, os.fdopen(number, "w" if number else "r", encoding="utf-8"))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal may lack the letters of a name
