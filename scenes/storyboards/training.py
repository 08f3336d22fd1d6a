"""What the stories of training are told in: chapters, and passages in which a run goes from stage to stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, floor
from typing import Protocol

from scenes.storyboards.readout import Line, readouts_of
from scenes.storyboards.words import Words

Says = Mapping[str, Words]
ROUND = (1000, 500, 100, 50, 10, 5, 2, 1)


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's title, what goes on in it in a few words, and what is said in each of its steps, by their names."""

    id: str
    title: Words
    aside: Words
    says: Says = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passage:
    """From one stage to another, training runs while what its chapter says in a `step` is said."""

    step: str
    first: int
    last: int


class TrainingStory(Protocol):
    """A story whose readouts lead into its `study`; what is said of each stage's epoch begins with its number."""

    @property
    def study(self) -> object: ...

    @property
    def epochs(self) -> Sequence[Line]: ...


def passages(stages: int, steps: Mapping[str, float]) -> tuple[Passage, ...]:
    """Return a passage for each of the steps, by where between the first stage and the last (0 to 1) it ends.

    With fewer stages than steps, the last ones are left out.

    >>> [(passage.first, passage.last) for passage in passages(11, {"loss": 0.3, "signs": 1.0})]
    [(0, 3), (3, 10)]
    >>> passages(2, {"loss": 0.3, "signs": 1.0})
    (Passage(step='loss', first=0, last=1),)
    """
    last, end = stages - 1, 0
    found = []
    for step, share in steps.items():
        start, end = end, min(last, max(end + 1, round(share * last)))
        if end > start:
            found.append(Passage(step, start, end))
    return tuple(found)


def rests(passage: Passage, epochs: Sequence[Line], parts: int) -> tuple[tuple[int, int], ...]:
    """Return stages that divide a passage into as many `parts`, and their epochs: as evenly, and as round, as may be.

    >>> from scenes.storyboards.readout import Readout
    >>> epochs = [("epoch ", Readout(f"stages[{stage}].epoch", stage, str(stage))) for stage in range(101)]
    >>> rests(Passage("loss", 0, 30), epochs, 3), rests(Passage("signs", 30, 65), epochs, 3)
    (((10, 10), (20, 20)), ((40, 40), (55, 55)))
    """
    stages = passage.last - passage.first
    parts = min(parts, stages)
    found = []
    for part in range(1, parts):
        even = passage.first + part * stages / parts
        room = stages / parts / 4
        near = sorted({floor(even + 0.5), *range(ceil(even - room), floor(even + room) + 1)})
        found.append(min(((stage, _epoch(epochs[stage])) for stage in near), key=lambda at: _unroundness(at[1])))
    return tuple(found)


def _epoch(line: Line) -> int:
    return int(readouts_of(line)[0].value)


def _unroundness(epoch: int) -> int:
    return next(place for place, round_ in enumerate(ROUND) if epoch % round_ == 0)
