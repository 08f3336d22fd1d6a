"""A training by scikit-learn that may be interrupted: kept after each epoch, and taken up after the last one kept."""

from __future__ import annotations

from pathlib import Path

from mathnet import MLP, TrainingResult
from scenes.lessons.checkpoint import Checkpoint, read_checkpoint, write_checkpoint
from scenes.lessons.progress import progress_bar, tell
from scenes.lessons.sample import Training
from scenes.lessons.scikit import train_large


def train_from(place: Path, network: MLP, training: Training, name: str) -> TrainingResult:
    """Return `network` trained, from where the file `place` says that training stands, if there is one.

    After each epoch but the last, that file says anew where it stands; it is left to the caller to remove it. Where it
    can't be written, that is said on stderr. Raises DivergenceError.
    """
    settings = training.settings
    keeper = _Keeper(place, _take_up(place))
    with progress_bar(f"Training {name}", settings.epochs, keeper.epoch) as show:

        def keep(checkpoint: Checkpoint) -> None:
            if checkpoint.epoch < settings.epochs:
                keeper.keep(checkpoint)
            show(checkpoint.epoch, f"loss {checkpoint.records[-1].train_loss:.4g}")

        task = (network, training.train, training.test)
        try:
            return train_large(*task, settings=settings, seed=training.seed, begun=keeper.begun, keep=keep)
        except KeyboardInterrupt:
            if keeper.epoch:
                tell(
                    f"stopped after epoch {keeper.epoch} of {settings.epochs}: the same training goes on from there "
                    f"next time"
                )
            raise


class _Keeper:
    """Keeps where a training stands; `epoch` is the last one kept, 0 before that."""

    def __init__(self, place: Path, begun: Checkpoint | None) -> None:
        self.begun = begun
        self.epoch = begun.epoch if begun else 0
        self._place: Path | None = place

    def keep(self, checkpoint: Checkpoint) -> None:
        if self._place is None:
            return
        try:
            write_checkpoint(checkpoint, self._place)
            self.epoch = checkpoint.epoch
        except (OSError, ValueError) as error:
            self._place = None
            tell(f"where training stands can't be kept, so it can't be interrupted: {str(error).rstrip('.')}")


def _take_up(place: Path) -> Checkpoint | None:
    """Return where an interrupted training stands, or None if there is none; a damaged one is told of on stderr."""
    try:
        begun = read_checkpoint(place)
    except (ValueError, RecursionError):
        if place.exists():
            tell(f"{place}: what was kept of an interrupted training is damaged: training begins anew")
        return None
    tell(f"training goes on after epoch {begun.epoch}, where it was interrupted")
    return begun
