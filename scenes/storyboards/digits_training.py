"""The beats of learning to read images, as plain data."""

from __future__ import annotations

from dataclasses import dataclass

from scenes.storyboards.charts import Chart
from scenes.storyboards.equation import Equation
from scenes.storyboards.pictures import Picture
from scenes.storyboards.readout import Line, Name
from scenes.storyboards.tell_training_classes import Matrix
from scenes.storyboards.training import Chapter, Passage
from scenes.studies.image_training import ImageTraining


@dataclass(frozen=True, slots=True)
class ClassLane:
    """A class: how much of it is read right at each stage, in percent, and how that is written."""

    name: Name
    percents: tuple[float, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WatchedImage:
    """An image, and stage by stage what it is taken for and whether that is `right`."""

    picture: Picture
    said: tuple[Name, ...]
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class DigitsTrainingStory:
    """`passages` are those of the chapter `learning`, the first to the first stage; after them come its steps `ends`.

    weights[n][i] is the image of neuron n at stage i; extremes[i] are the pixels of the largest positive weight of the
    first, and of its largest negative one, if there are such. `meant` are the images or bars that sentences speak of,
    as meant_in tells them. The `titles` of panels are found by the names of the steps that
    tell of them. `named` are row and column of the mistake that is named in the end, if one is.
    """

    study: ImageTraining
    before: Chapter
    learning: Chapter
    after: Chapter
    passages: tuple[Passage, ...]
    ends: tuple[str, ...]
    epochs: tuple[Line, ...]
    accuracy: Chart
    loss: Chart
    titles: dict[str, tuple[Line, ...]]
    classes: tuple[ClassLane, ...]
    weights: tuple[tuple[Picture, ...], ...]
    extremes: tuple[tuple[int, ...], ...]
    watched: tuple[WatchedImage, ...]
    meant: dict[str, tuple[int, ...]]
    matrix: Matrix
    named: tuple[int, int] | None
    share: Equation
    percents: tuple[Line, ...]
