"""Recordings: what training came to, kept in files, since training once is enough.

A recording's name is a hash of all that decides the result, so a changed lesson has none yet; what it holds is vouched
for by a checksum, so one that is damaged or cut short is noticed, and made again.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from pathlib import Path

from mathnet import MLP, History, Samples, TrainingResult, train
from mathnet.encoding import history_from_json, history_to_json, network_to_json
from mathnet.files import LARGEST_JSON, read_safely, write_safely
from scenes.lessons.progress import progress_bar
from scenes.lessons.sample import Training

FORMAT = "mathnet-recording"
# to be raised when training itself changes: the recordings before it are stale then
VERSION = 1
FOLDER = "MATHNET_RECORDINGS"


def recordings_folder() -> Path:
    """Return where recordings are kept: $MATHNET_RECORDINGS, or .mathnet/recordings in the current folder."""
    return Path(os.environ.get(FOLDER) or Path(".mathnet", "recordings"))


def recall_or_record(network: MLP, training: Training, name: str) -> TrainingResult:
    """Return what training `network` comes to, from its recording; train, with a progress bar, if there is none."""
    return recall(network, training) or record(network, training, name)


def record(network: MLP, training: Training, name: str) -> TrainingResult:
    """Train `network` with a progress bar, keep a recording of it, and return the result.

    Raises DivergenceError. Where no recording can be written, that is said on stderr, and nothing else is lost.
    """
    epochs = training.settings.epochs
    with progress_bar(f"Training {name}", epochs) as show:
        result = train(
            network,
            training.train,
            training.test,
            settings=training.settings,
            rng=random.Random(training.seed),
            progress=lambda epoch: show(epoch.epoch, f"loss {epoch.train_loss:.4g}"),
        )
    path = recording_path(network, training)
    try:
        _write(path, result.history)
    except (OSError, ValueError) as error:
        _say(f"the recording can't be kept, so training will be repeated each time: {str(error).rstrip('.')}")
    return result


def recall(network: MLP, training: Training) -> TrainingResult | None:
    """Return what the recording of this training says, or None if there is none; a damaged one is told of on stderr."""
    path = recording_path(network, training)
    try:
        history = _read(path)
    except (ValueError, RecursionError):
        if not path.exists():
            return None
        _say(f"{path}: the recording is damaged: it is made again")
        return None
    return TrainingResult(history.snapshots[-1].network, history)


def recording_path(network: MLP, training: Training) -> Path:
    """Return the file of a recording: named after all that decides what training comes to."""
    settings = training.settings
    decisive = {
        "version": VERSION,
        "network": network_to_json(network),
        "train": _samples(training.train),
        "test": None if training.test is None else _samples(training.test),
        "settings": {name: getattr(settings, name) for name in settings.__dataclass_fields__},
        "seed": training.seed,
    }
    return recordings_folder() / f"{_hash(decisive)[:32]}.json"


def _samples(samples: Samples) -> list[object]:
    return [samples.inputs, samples.targets]


def _hash(data: object) -> str:
    return hashlib.sha256(json.dumps(data).encode()).hexdigest()


def _compose(name: str, history: object) -> str:
    document = {"format": FORMAT, "version": VERSION, "of": name, "checksum": _hash(history), "history": history}
    return json.dumps(document)


def _write(path: Path, history: History) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = _compose(path.stem, history_to_json(history))
    write_safely(path, lambda beside: beside.write_text(text, encoding="utf-8"))


def _read(path: Path) -> History:
    text = read_safely(path, LARGEST_JSON).decode()
    document = json.loads(text)
    # what was changed on purpose, its checksum too, isn't noticed: this is a cache, not a seal
    if not isinstance(document, dict) or text != _compose(path.stem, document.get("history")):
        raise ValueError("expected a recording of this name, vouched for by its checksum")
    return history_from_json(document["history"])


def _say(sentence: str) -> None:
    print(f"mathnet: {sentence}.", file=sys.stderr)
