"""Every claim that a story makes is held against the data, by a computation of the test's own.

A table gives, for each sentence that may be claimed, a check of whether it is true. What is said has to be true, and
what isn't said, since its condition doesn't hold, has to be false: a condition that is negated is found either way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from scenes.storyboards.words import Claim, claims_of, say, spoken

Check = Callable[[Any, re.Match[str]], bool]


def claims_in(part: object, owner: object = None) -> Iterator[tuple[Claim, object]]:
    """Yield all claims of a story, wherever in it they stand, each with the part of the story that makes it."""
    if isinstance(part, Claim):
        yield from ((claim, owner) for claim in claims_of((part,)))
    elif isinstance(part, tuple | list):
        for item in part:
            yield from claims_in(item, owner)
    elif isinstance(part, Mapping):
        for item in part.values():
            yield from claims_in(item, owner)
    elif is_dataclass(part) and type(part).__module__.startswith("scenes.storyboards"):
        for field in fields(part):
            yield from claims_in(getattr(part, field.name), part)


def assert_claims_are_true(
    story: object, subject: object, table: Mapping[str, Check], of: Callable[[object], object] | None = None
) -> list[str]:
    """Hold every claim of `story` against `subject` by the `table`, and return what is said by them.

    Where a claim is about a part only (a layer, a neuron), `of` returns the subject for the part that makes it.
    """
    said = []
    for claim, owner in claims_in(story):
        about = of(owner) if of else subject
        sentence = say(spoken(claim.sentence)).strip()
        assert is_true(sentence, about, table) == claim.holds, sentence
        if claim.holds:
            said.append(sentence)
        elif claim.otherwise and not list(claims_of(claim.otherwise)):  # claims in its place come by themselves
            said.append(say(spoken(claim.otherwise)).strip())
            assert is_true(said[-1], about, table), said[-1]
    return said


def is_true(sentence: str, subject: object, table: Mapping[str, Check]) -> bool:
    """Return what the only check that knows the sentence says of it."""
    known = [(check, match) for pattern, check in table.items() if (match := re.fullmatch(pattern, sentence))]
    assert len(known) == 1, f"{len(known)} checks know {sentence!r}: expected one"
    check, match = known[0]
    return check(subject, match)
