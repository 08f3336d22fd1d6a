"""JSON files of networks, traces and histories: what is written is read back bit for bit.

A file is written beside its place first and then moved there, so there is never half a file. One that can't be read,
or doesn't hold what it should, is refused with a FileFormatError: one sentence with its path, what was found, what was
expected and what to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import SystemRandom
from typing import NoReturn, TypeVar

from mathnet import encoding
from mathnet.checks import show
from mathnet.encoding import VERSION, Json
from mathnet.network import MLP, BackwardTrace
from mathnet.training import History

KINDS = {"mathnet-network": "network", "mathnet-trace": "trace", "mathnet-history": "history"}
T = TypeVar("T")


class FileFormatError(ValueError):
    """A file that can't be read or written, or doesn't hold what it should."""


def save_network(network: MLP, path: str | Path) -> None:
    """Write a network to `path`. Raises FileFormatError if it can't be written."""
    _check_type(network, MLP)
    document: Json = {"format": "mathnet-network", "version": VERSION, "network": encoding.network_to_json(network)}
    _write(path, document)


def load_network(path: str | Path) -> MLP:
    """Return the network in the file `path`. Raises FileFormatError if there is none."""
    return _read(path, "mathnet-network", lambda document: encoding.network_from_json(document.get("network")))


def save_trace(trace: BackwardTrace, path: str | Path) -> None:
    """Write a backward pass, and the forward pass that it holds, to `path`. Raises FileFormatError if it can't be."""
    _check_type(trace, BackwardTrace)
    _write(path, encoding.trace_to_json(trace))


def load_trace(path: str | Path) -> BackwardTrace:
    """Return the trace in the file `path`. Raises FileFormatError if there is none.

    Shapes and names are checked; that the numbers follow from each other isn't.
    """
    return _read(path, "mathnet-trace", encoding.trace_from_json)


def save_history(history: History, path: str | Path) -> None:
    """Write the history of a training run to `path`. Raises FileFormatError if it can't be written."""
    _check_type(history, History)
    _write(path, {"format": "mathnet-history", "version": VERSION, **encoding.history_to_json(history)})


def load_history(path: str | Path) -> History:
    """Return the history in the file `path`. Raises FileFormatError if there is none."""
    return _read(path, "mathnet-history", encoding.history_from_json)


def _check_type(value: object, expected: type) -> None:
    if not isinstance(value, expected):
        raise ValueError(f"what to save: expected {expected.__name__}, given {show(value)}.")


def _write(path: str | Path, document: Json) -> None:
    text = json.dumps(document, allow_nan=False) + "\n"
    place = _as_path(path)
    try:
        place = place.resolve()  # so that a link stays one
        beside = place.with_name(f".{place.name}.{SystemRandom().getrandbits(64):016x}")
        try:
            beside.write_bytes(text.encode())
            beside.replace(place)
        finally:
            beside.unlink(missing_ok=True)
    except (
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # a ValueError for a null or no name, a RuntimeError for a loop
        raise FileFormatError(
            f"{path}: expected a place that a file can be written to, found {_reason(error)}; choose another path."
        ) from None


def _read(path: str | Path, kind: str, build: Callable[[Json], T]) -> T:
    noun = KINDS[kind]
    remedy = f"write it anew with mathnet.save_{noun}"

    def refuse(expected: str, found: str, remedy: str = remedy) -> NoReturn:
        raise FileFormatError(f"{path}: expected {expected}, found {found}; {remedy}.") from None

    try:
        text = _as_path(path).read_bytes().decode()
    except UnicodeDecodeError:
        refuse(f"the JSON of a {noun}", "bytes that aren't UTF-8 text")
    except (OSError, ValueError) as error:
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
    if type(version) is not int or version != VERSION:
        newer = type(version) is int and version > VERSION
        refuse(f"version {VERSION}", f"version {show(version)}", f"{'update mathnet, or ' if newer else ''}{remedy}")
    try:
        return build(document)
    except ValueError as error:
        refuse(f"a {noun}", f"something else ({str(error).rstrip('.')})")


def _as_path(path: str | Path) -> Path:
    if not isinstance(path, str | Path):
        raise ValueError(f"the path: expected text or a Path, given {show(path)}.")
    return Path(path)


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"“{error.strerror}”"
    return f"“{str(error).rstrip('.')}”"


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} isn't a number in JSON")


def _unique(pairs: list[tuple[str, object]]) -> Json:
    entries = dict(pairs)
    if len(entries) != len(pairs):
        raise ValueError("an entry is there twice")
    return entries
