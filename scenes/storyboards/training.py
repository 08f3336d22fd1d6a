"""What the stories of training are told in: chapters, and passages in which a run goes from stage to stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from scenes.storyboards.words import Words

Says = Mapping[str, Words]


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
    """A story whose readouts lead into its `study`."""

    @property
    def study(self) -> object: ...


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
