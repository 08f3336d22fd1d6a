"""A voice for tests, in place of espeak-ng: it hums for a known time, as long as there are letters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

SECONDS = 0.05  # of humming, for each character
PROGRAM = f"""#!{sys.executable} -I
import math, struct, sys, wave
if "--version" in sys.argv:
    print("a stand-in  Data at: nowhere")
    sys.exit()
text = sys.stdin.read()
with open({{log!r}}, "a") as log:
    log.write(text + "\\n")
with wave.open(sys.argv[-1], "wb") as sound:
    sound.setparams((1, 2, 8000, 0, "NONE", ""))
    count = round(8000 * {{seconds}} * len(text))
    sound.writeframes(b"".join(struct.pack("<h", round(9000 * math.sin(i / 4))) for i in range(count)))
"""


def put_stand_in(folder: Path, patch: pytest.MonkeyPatch, seconds: float = SECONDS) -> Path:
    """Put the stand-in into `folder`, where programs are looked for first; return where it notes what it says."""
    log = folder / "said.txt"
    put_program(folder, patch, PROGRAM.format(log=str(log), seconds=seconds))
    return log


def put_program(folder: Path, patch: pytest.MonkeyPatch, source: str) -> None:
    program = folder / "espeak-ng"
    program.write_text(source)
    program.chmod(0o755)
    patch.setenv("PATH", str(folder), prepend=":")
