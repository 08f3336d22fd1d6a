"""How much a lesson may ask for: what is more is refused in a sentence, before it fills memory, disk or a day.

>>> least_every(100, 20_000)
3
"""

from __future__ import annotations

import math

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
