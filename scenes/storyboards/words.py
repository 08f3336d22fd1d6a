"""What is said: lines, and in them claims, each beside the condition under which it is true.

A sentence that somebody's own data could make false is a Claim. What only explains, whatever the data, is plain text.

    >>> before, after = 1.25, 1.5
    >>> say(spoken((Claim(("The loss fell",), after < before, ("The loss rose",)), ".")))
    'The loss rose.'
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from scenes.storyboards.readout import Line, Readout, Segment, say

__all__ = [
    "Chapter",
    "Chaptered",
    "Claim",
    "Told",
    "Words",
    "about",
    "claims_of",
    "equals",
    "is_about",
    "say",
    "spoken",
]


@dataclass(frozen=True, slots=True)
class Claim:
    """`sentence` is said where it `holds`, and `otherwise` (nothing, if that is empty) where it does not."""

    sentence: Words
    holds: bool
    otherwise: Words = ()

    @property
    def said(self) -> Words:
        return self.sentence if self.holds else self.otherwise


Words: TypeAlias = "tuple[Segment | Claim, ...]"


class Told(Protocol):
    """What is told in steps: `says` is what is said in each, by the step's name; `id` is its own in the film."""

    @property
    def id(self) -> str: ...

    @property
    def says(self) -> Mapping[str, Words]: ...


class Chaptered(Told, Protocol):
    """What begins a chapter: `title`, and `aside`, which says in a few words what goes on in it."""

    @property
    def title(self) -> Words: ...

    @property
    def aside(self) -> Words: ...


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter's title, what goes on in it in a few words, and what is said in each of its steps, in order."""

    id: str
    title: Words
    aside: Words
    says: Mapping[str, Words]


def spoken(words: Words) -> Line:
    """Return what is said of the words: in place of each claim its sentence, or what is said otherwise."""
    parts: list[Segment] = []
    for word in words:
        if isinstance(word, Claim):
            parts.extend(spoken(word.said))
        else:
            parts.append(word)
    return tuple(parts)


def claims_of(words: Words) -> Iterator[Claim]:
    """Yield the claims among the words, and those that are made in their place."""
    for word in words:
        if isinstance(word, Claim):
            yield word
            yield from claims_of(word.said)


def is_about(readout: Readout) -> str:
    """Return how a number is said to be something: exactly, or about."""
    return " is about " if readout.rounded and not readout.is_bound else " is "


def about(readout: Readout) -> Line:
    """Return a number as what something comes to: itself, or about that."""
    return (" about ", readout) if readout.rounded and not readout.is_bound else (" ", readout)


def equals(readout: Readout) -> str:
    """Return the sign between a symbol and the number that it stands for."""
    return " ≈ " if readout.rounded else " = "
