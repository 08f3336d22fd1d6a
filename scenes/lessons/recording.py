"""Recordings: what training came to, kept in files, since training once is enough.

A recording's name is a hash of all that decides the result, so a changed lesson has none yet; what it holds is vouched
for by a checksum, so one that is damaged or cut short is noticed, and made again.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import random
from array import array
from pathlib import Path

from mathnet import MLP, History, InputError, Samples, TrainingResult, train
from mathnet.encoding import history_from_json, history_to_json, network_to_json
from mathnet.files import LARGEST_JSON, read_safely, write_safely
from scenes.lessons.interruption import train_from
from scenes.lessons.progress import progress_bar, tell
from scenes.lessons.sample import Training
from scenes.lessons.scikit import is_large, obstacle

FORMAT = "mathnet-recording"
# to be raised when training itself changes: the recordings before it are stale then
VERSION = 2
FOLDER = "MATHNET_RECORDINGS"
SECONDS = 1e-7  # that mathnet takes for each parameter, each sample and each epoch


def recordings_folder() -> Path:
    """Return where recordings are kept: $MATHNET_RECORDINGS, or .mathnet/recordings in the current folder."""
    return Path(os.environ.get(FOLDER) or Path(".mathnet", "recordings"))


def recall_or_record(network: MLP, training: Training, name: str) -> TrainingResult:
    """Return what training `network` comes to, from its recording; train, with a progress bar, if there is none."""
    return recall(network, training) or record(network, training, name)


def record(network: MLP, training: Training, name: str) -> TrainingResult:
    """Train `network` with a progress bar, keep a recording of it, and return the result.

    A large network is trained by scikit-learn, if it can be; where that was interrupted, it is taken up after its last
    epoch. Raises DivergenceError. Where no recording can be written, that is said on stderr, and nothing else is lost.
    """
    path = recording_path(network, training)
    unfinished = path.with_suffix(".unfinished.json")
    if _is_for_scikit(network, training):
        result = train_from(unfinished, network, training, name)
    else:
        result = _train_small(network, training, name)
    try:
        _write(path, result.history)
        unfinished.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        tell(f"the recording can't be kept, so training will be repeated each time: {str(error).rstrip('.')}")
    return result


def _is_for_scikit(network: MLP, training: Training) -> bool:
    """Return whether scikit-learn trains the network, and tell of it on stderr, or of how long it takes otherwise."""
    if not is_large(network):
        return False
    size = f"{'-'.join(map(str, network.sizes))} has {network.parameter_count:,} parameters"
    reason = obstacle(network, training.train)
    if reason is None:
        tell(f"{size}: it is trained by scikit-learn, epoch by epoch")
        return True
    seconds = SECONDS * network.parameter_count * len(training.train) * training.settings.epochs
    minutes = f"about {math.ceil(seconds / 60)} minutes" if seconds > 60 else "less than a minute"
    tell(f"{size}: mathnet trains it itself, in {minutes}, as scikit-learn's MLPClassifier {reason}")
    return False


def _train_small(network: MLP, training: Training, name: str) -> TrainingResult:
    with progress_bar(f"Training {name}", training.settings.epochs) as show:
        return train(
            network,
            training.train,
            training.test,
            settings=training.settings,
            rng=random.Random(training.seed),
            progress=lambda epoch: show(epoch.epoch, f"loss {epoch.train_loss:.4g}"),
        )


def recall(network: MLP, training: Training) -> TrainingResult | None:
    """Return what the recording of this training says, or None if there is none; a damaged one is told of on stderr."""
    path = recording_path(network, training)
    try:
        history = _read(path)
    except (ValueError, RecursionError):
        if not path.exists():
            return None
        tell(f"{path}: the recording is damaged: it is made again")
        return None
    return TrainingResult(history.snapshots[-1].network, history)


def recording_path(network: MLP, training: Training) -> Path:
    """Return the file of a recording: named after all that decides what training comes to."""
    settings = training.settings
    decisive = {
        "version": VERSION,
        "network": network_to_json(network, packed=True),
        "train": _samples(training.train),
        "test": None if training.test is None else _samples(training.test),
        "settings": {name: getattr(settings, name) for name in settings.__dataclass_fields__},
        "seed": training.seed,
    }
    return recordings_folder() / f"{_hash(decisive)[:32]}.json"


def _samples(samples: Samples) -> list[object]:
    """Return what tells the samples from all others, without writing down 47 million pixels."""
    digest = hashlib.sha256()
    for x, y in zip(samples.inputs, samples.targets, strict=True):
        digest.update(array("d", x))
        digest.update(array("d", y))
    return [len(samples), len(samples.inputs[0]), len(samples.targets[0]), digest.hexdigest()]


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
        raise InputError("expected a recording of this name, vouched for by its checksum")
    return history_from_json(document["history"])
