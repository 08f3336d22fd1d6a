"""JSON files of networks, traces, sweeps and histories: what is written is read back bit for bit.

A file is written beside its place first and then moved there, so there is never half a file. One that is there already
is replaced, and its permissions stay; what isn't a plain file (a folder, a device, a pipe) is neither read nor written.
What can't be read, or doesn't hold what it should, is refused with a FileFormatError: one sentence with its path, what
was found, what was expected and what to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from glob import escape
from pathlib import Path
from random import SystemRandom
from typing import NoReturn, TypeVar

from mathnet import encoding
from mathnet.checks import show
from mathnet.encoding import VERSION, Json
from mathnet.errors import InputError
from mathnet.network import MLP, BackwardTrace
from mathnet.sweeps import Sweep
from mathnet.training import History

KINDS = {
    "mathnet-network": "network",
    "mathnet-trace": "trace",
    "mathnet-sweep": "sweep",
    "mathnet-history": "history",
}
# the newest of each format, which is written; older ones are read. Version 1 has no packed layers, and networks of
# version 2 have none of 16 or 32 bits; sweeps of version 1 have no activations.
VERSIONS = {"mathnet-network": 3, "mathnet-trace": VERSION, "mathnet-sweep": 2, "mathnet-history": 2}
LARGEST_JSON = 200_000_000  # bytes; a network of 1.3 million parameters has 15 million, its trace 100 million
ABANDONED = 60.0  # seconds in which nothing was written
T = TypeVar("T")


class FileFormatError(InputError):
    """A file that can't be read or written, or doesn't hold what it should."""


def save_network(network: MLP, path: str | Path) -> None:
    """Write a network to `path`, in place of a file that is there. Raises FileFormatError if it can't be written."""
    _check_type(network, MLP)
    document = encoding.network_to_json(network, packed=True)
    _write(path, {"format": "mathnet-network", "version": VERSIONS["mathnet-network"], "network": document})


def load_network(path: str | Path) -> MLP:
    """Return the network in the file `path`. Raises FileFormatError if there is none."""
    return _read(path, "mathnet-network", lambda document: encoding.network_from_json(document.get("network")))


def save_trace(trace: BackwardTrace, path: str | Path) -> None:
    """Write a backward pass, and the forward pass that it holds, to `path`, in place of a file that is there.

    Raises FileFormatError if it can't be written.
    """
    _check_type(trace, BackwardTrace)
    _write(path, encoding.trace_to_json(trace))


def load_trace(path: str | Path) -> BackwardTrace:
    """Return the trace in the file `path`. Raises FileFormatError if there is none.

    Shapes and names are checked; that the numbers follow from each other isn't.
    """
    return _read(path, "mathnet-trace", encoding.trace_from_json)


def save_sweep(sweep: Sweep, path: str | Path) -> None:
    """Write what a loss is over one weight to `path`, in place of a file that is there.

    Raises FileFormatError if it can't be written.
    """
    _check_type(sweep, Sweep)
    _write(path, {"format": "mathnet-sweep", "version": VERSIONS["mathnet-sweep"], **encoding.sweep_to_json(sweep)})


def load_sweep(path: str | Path) -> Sweep:
    """Return what a loss is over one weight, from the file `path`. Raises FileFormatError if there is none."""
    return _read(path, "mathnet-sweep", encoding.sweep_from_json)


def save_history(history: History, path: str | Path) -> None:
    """Write the history of a training run to `path`, in place of a file that is there.

    Raises FileFormatError if it can't be written.
    """
    _check_type(history, History)
    _write(
        path, {"format": "mathnet-history", "version": VERSIONS["mathnet-history"], **encoding.history_to_json(history)}
    )


def load_history(path: str | Path) -> History:
    """Return the history in the file `path`. Raises FileFormatError if there is none."""
    return _read(path, "mathnet-history", encoding.history_from_json)


def write_safely(path: str | Path, write: Callable[[Path], object]) -> None:
    """Have a file written, and put it at `path` once it is whole.

    `write` is called with a place beside `path`, of the same suffix, and writes there. A file that is at `path` already
    stays until then, and its permissions and links to it stay after that. Raises FileFormatError for a place that
    can't be written to, or isn't a plain file; what else `write` raises is passed on, and nothing is left behind.
    """
    place = find_place(path)
    stem, random = f".{place.stem[:40]}", f"{SystemRandom().getrandbits(64):016x}"
    beside = place.with_name(f"{stem}.{random}{place.suffix}")
    try:
        beside.touch(exist_ok=False)
        try:
            _clear(beside, f"{escape(stem)}.{'[0-9a-f]' * len(random)}{escape(place.suffix)}")
            if place.exists():  # before anything is in it: what is private is so from the start
                beside.chmod(place.stat().st_mode)
            write(beside)
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritable(path, _reason(error)) from None


def _clear(beside: Path, begun: str) -> None:
    """Remove what looks like `begun` and hasn't grown for a while: a process that was killed had begun to write it."""
    for left in beside.parent.glob(begun):
        if beside.stat().st_mtime - left.stat().st_mtime > ABANDONED:
            left.unlink(missing_ok=True)


def find_place(path: str | Path) -> Path:
    """Return where a file called `path` would be written: what a link leads to.

    Raises FileFormatError if there is something that isn't a plain file, or no folder for it.
    """
    path = _as_path(path)
    try:
        place = path.resolve()
        taken, has_folder = place.exists() and not place.is_file(), place.parent.is_dir()
    except (OSError, ValueError, RuntimeError) as error:  # a null character, a link that leads to itself
        raise _unwritable(path, _reason(error)) from None
    if taken:
        raise _unwritable(path, _kind(place))
    if not has_folder:
        raise _unwritable(path, "no folder of that name")
    return place


def read_safely(path: Path, most: int) -> bytes:
    """Return what is in the plain file `path`, if it is at most `most` bytes.

    Raises InputError, whose text says in a few words why it can't be read.
    """
    try:
        if path.exists() and not path.is_file():  # opening a pipe would wait for somebody to write into it
            raise InputError(_kind(path))
        with path.open("rb") as file:
            content = file.read(most + 1)
    except OSError as error:
        raise InputError(error.strerror or str(error)) from None
    if len(content) > most:
        raise InputError(f"more than {most // 1_000_000} MB, which is the most that is read")
    return content


def _kind(path: Path) -> str:
    return "a directory" if path.is_dir() else "a device or a pipe, not a plain file"


def _unwritable(path: str | Path, found: str) -> FileFormatError:
    return FileFormatError(
        f"{path}: expected a place that a file can be written to, found {found}; choose another path."
    )


def _check_type(value: object, expected: type) -> None:
    if not isinstance(value, expected):
        raise InputError(f"what to save: expected {expected.__name__}, given {show(value)}.")


def _write(path: str | Path, document: Json) -> None:
    content = (json.dumps(document, allow_nan=False) + "\n").encode()
    if len(content) > LARGEST_JSON:
        raise FileFormatError(
            f"{path}: expected at most {LARGEST_JSON // 1_000_000} MB, which is the most that is read again, "
            f"given {len(content) / 1_000_000:.0f} MB; choose a smaller network."
        )
    write_safely(path, lambda beside: beside.write_bytes(content))


def _read(path: str | Path, kind: str, build: Callable[[Json], T]) -> T:
    noun = KINDS[kind]
    remedy = f"write it anew with mathnet.save_{noun}"

    def refuse(expected: str, found: str, remedy: str = remedy) -> NoReturn:
        raise FileFormatError(f"{path}: expected {expected}, found {found}; {remedy}.") from None

    try:
        text = read_safely(_as_path(path), LARGEST_JSON).decode()
    except UnicodeDecodeError:
        refuse(f"the JSON of a {noun}", "bytes that aren't UTF-8 text")
    except ValueError as error:
        refuse(f"the file of a {noun}", _reason(error), f"check the path, or {remedy}")
    try:
        document = json.loads(text, parse_constant=_refuse_constant, object_pairs_hook=_unique)
    except RecursionError:
        refuse(f"the JSON of a {noun}", "brackets nested too deep")
    except ValueError as error:
        refuse(f"the JSON of a {noun}", f"text that isn't ({error})")
    if not isinstance(document, dict) or "format" not in document:
        refuse(f"format {kind!r}", "JSON without a format name")
    if document["format"] != kind:
        other = KINDS.get(document["format"]) if isinstance(document["format"], str) else None
        hint = f"read it with mathnet.load_{other}" if other else f"choose a file that mathnet.save_{noun} wrote"
        refuse(f"format {kind!r}", f"format {show(document['format'])}", hint)
    version = document.get("version")
    newest = VERSIONS[kind]
    if type(version) is not int or not 1 <= version <= newest:
        newer = type(version) is int and version > newest
        refuse(f"version {newest}", f"version {show(version)}", f"{'update mathnet, or ' if newer else ''}{remedy}")
    try:
        return build(document)
    except ValueError as error:
        refuse(f"a {noun}", f"something else ({str(error).rstrip('.')})")


def _as_path(path: str | Path) -> Path:
    if not isinstance(path, str | Path):
        raise InputError(f"the path: expected text or a Path, given {show(path)}.")
    return Path(path)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"“{error.strerror}”"
    return f"“{str(error).rstrip('.')}”"


def _refuse_constant(name: str) -> NoReturn:
    raise InputError(f"{name} isn't a number in JSON")


def _unique(pairs: list[tuple[str, object]]) -> Json:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        raise InputError("an entry is there twice")
    return entries
