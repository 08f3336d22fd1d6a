"""The beats of a network's mistakes, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Line, Name, Readout
from scenes.storyboards.training import Chapter
from scenes.storyboards.words import Words
from scenes.studies.image_mistakes import MistakeStudy


@dataclass(frozen=True, slots=True)
class Review:
    """Image by image: its picture, what it is taken for, what it is, whether that is right, and the lines of counting.

    `counted` says which image it is, `fraction` how many of those so far are right, `wrong` how many are not.
    """

    pictures: tuple[Picture, ...]
    said: tuple[Name, ...]
    true: tuple[Name, ...]
    right: tuple[bool, ...]
    counted: tuple[Line, ...]
    fraction: tuple[Line, ...]
    wrong: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """A halt at `image`, which is wrong: the `names` of the two strongest answers and their `outputs`.

    Those are `meant` of which it is said that they are close, or sure; the second may be the truth.
    """

    id: str
    says: Mapping[str, Words]
    image: int
    names: tuple[Name, Name]
    outputs: tuple[Readout, Readout]
    meant: tuple[int, ...]
    is_second: bool


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A picture and the lines below it."""

    picture: Picture
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class DigitsMistakesStory:
    """The film stops at some mistakes, first `whole`, then `quick`.

    `gallery` is of all mistakes, `frequent` of those made most often; if these are all, the gallery is empty, and both
    are if there are none. `shown` and `frequent_shown` say how many of the mistakes are in them, `share` how many
    images are right.
    """

    study: MistakeStudy
    run: Chapter
    review: Review
    whole: tuple[Stop, ...]
    quick: tuple[Stop, ...]
    share: Equation
    all: Chapter
    gallery: tuple[Exhibit, ...]
    shown: Line
    confused: Chapter
    frequent: tuple[Exhibit, ...]
    frequent_shown: Line
