"""manim, with the project's settings where neither the current folder nor the user brings any.

It reads a manim.cfg from the current folder only.

    python -m scenes.commands.manim_in_style [OPTIONS] FILE FILM
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import NoReturn

from manim import config, logger
from manim.__main__ import main

from scenes.commands.refusals import INTERRUPTED

SETTINGS = Path(__file__).parents[2] / "manim.cfg"


def brings_settings(arguments: list[str]) -> bool:
    return Path("manim.cfg").exists() or any(given.startswith(("-c", "--config_file")) for given in arguments)


def stop(*_: object) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough: what clears up isn't to be interrupted
    print("mathnet: stopped.", file=sys.stderr)
    raise SystemExit(INTERRUPTED)


if __name__ == "__main__":
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)
    if not brings_settings(sys.argv[1:]):
        logger.setLevel("WARNING")  # that they are read is no news
        config.digest_file(SETTINGS)
    main(["--hide-splash", "render", *sys.argv[1:]], prog_name="manim")
