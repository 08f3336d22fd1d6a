"""How much a lesson may ask for: what is more is refused in a sentence, before it fills memory, disk or a day.

>>> least_every(100, 20_000)
3
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from mathnet import TrainingSettings, checks
from scenes.lessons.data import LessonError

LARGEST_SEED = 2**32 - 1  # scikit-learn's
MOST_EPOCHS = 100_000
LARGEST_NETWORK = 2_000_000  # parameters: an epoch of MNIST takes half a minute, a trace of one sample a second
MOST_SEEDS = 1_000
MOST_KEPT = 1_000_000  # numbers in the snapshots of a recording: about 20 MB
LARGEST_LESSON_FILE = 1_000_000  # bytes
LARGEST_TABLE = 200_000_000  # bytes of a CSV file
LONGEST_LINE = 10_000_000  # characters of one


def least_every(parameters: int, epochs: int) -> int:
    """Return how many epochs have to lie between snapshots, so that a recording keeps at most MOST_KEPT numbers."""
    snapshots = max(1, MOST_KEPT // parameters - 2)  # the first and the last network are kept anyway
    return math.ceil(epochs / snapshots)


def check_seed(seed: int) -> None:
    """Raise InputError for what isn't a seed."""
    if checks.whole(seed, "the seed", least=0) > LARGEST_SEED:
        raise LessonError(f"the seed: expected at most {LARGEST_SEED}, given {seed}.")


def check_sizes(sizes: Sequence[int]) -> None:
    """Raise LessonError for a network, of layers of these sizes, that is too large to be trained."""
    parameters = sum((before + 1) * after for before, after in pairwise(sizes))
    if parameters > LARGEST_NETWORK:
        raise LessonError(
            f"the network: expected at most {LARGEST_NETWORK} parameters, given layers with {parameters}."
        )


def check_amount(settings: TrainingSettings, parameters: int) -> None:
    """Raise LessonError for a training that takes too long, or keeps too many networks of so many parameters."""
    if settings.epochs > MOST_EPOCHS:
        raise LessonError(f"the epochs: expected at most {MOST_EPOCHS}, given {settings.epochs}.")
    every, least = settings.snapshot_every, least_every(parameters, settings.epochs)
    if every is not None and every < least:
        raise LessonError(
            f"every: expected at least {least}, so that the networks kept of {settings.epochs} epochs hold at most "
            f"{MOST_KEPT} numbers, given {every}."
        )
