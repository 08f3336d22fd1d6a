"""Where a training stands after an epoch, in a file: one that is interrupted is taken up from there."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from mathnet import MLP, EpochRecord, InputError, Snapshot, checks, entries
from mathnet.encoding import (
    Json,
    network_from_json,
    network_to_json,
    records_from_json,
    records_to_json,
    snapshots_from_json,
    snapshots_to_json,
)
from mathnet.files import LARGEST_JSON, read_safely, write_safely

FORMAT = "mathnet-checkpoint"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A training after `epoch` epochs: its `network`, and what its history has so far.

    `velocity` is the last step of each parameter, downwards, under the parameter's place in a network of this shape;
    None before the first step, and where the momentum is 0.
    """

    epoch: int
    network: MLP
    velocity: MLP | None
    records: tuple[EpochRecord, ...]
    snapshots: tuple[Snapshot, ...]


def write_checkpoint(checkpoint: Checkpoint, path: Path) -> None:
    """Write a checkpoint to `path`, in place of one that is there. Raises OSError or ValueError if it can't be."""
    velocity = checkpoint.velocity
    content: Json = {
        "epoch": checkpoint.epoch,
        "network": network_to_json(checkpoint.network, packed=True),
        "velocity": None if velocity is None else network_to_json(velocity, packed=True),
        "epochs": records_to_json(checkpoint.records),
        "snapshots": snapshots_to_json(checkpoint.snapshots),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _compose(path.stem, content)
    write_safely(path, lambda beside: beside.write_text(text, encoding="utf-8"))


def read_checkpoint(path: Path) -> Checkpoint:
    """Return the checkpoint in the file `path`. Raises InputError or RecursionError if there is none."""
    text = read_safely(path, LARGEST_JSON).decode()
    document = json.loads(text)
    if not isinstance(document, dict) or text != _compose(path.stem, document.get("content")):
        raise InputError("expected a checkpoint of this name, vouched for by its checksum")
    content = document["content"]
    epoch = checks.whole(entries.entry(content, "epoch", ""), "epoch", least=0)
    velocity = entries.entry(content, "velocity", "")
    return Checkpoint(
        epoch,
        network_from_json(entries.entry(content, "network", "")),
        None if velocity is None else network_from_json(velocity, "velocity"),
        records_from_json(content, epoch),
        snapshots_from_json(content),
    )


def _compose(name: str, content: object) -> str:
    checksum = hashlib.sha256(json.dumps(content).encode()).hexdigest()
    return json.dumps({"format": FORMAT, "version": VERSION, "of": name, "checksum": checksum, "content": content})
