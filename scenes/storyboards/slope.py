"""The beats of a gradient that is seen as a slope, as plain data: the loss over one weight, a dot that goes along it.

What turns a study into these beats stands in `tell_slope.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.storyboards.charts import Axis, Points
from scenes.storyboards.parameters import Parameters
from scenes.storyboards.reading import Values
from scenes.storyboards.readout import Line, Readout
from scenes.storyboards.words import Words


@dataclass(frozen=True, slots=True)
class LossCurve:
    """The loss over one weight: `points` are (weight, loss), each a forward pass with that weight changed.

    `gradient`, after its `label`, is the slope of the line through the point of the weight as it is.
    """

    title: Line
    x: Axis
    y: Axis
    points: Points
    label: Line
    gradient: Readout


@dataclass(frozen=True, slots=True)
class Stop:
    """Where the dot on the curve stands: at this weight, with this loss."""

    weight: Readout
    loss: Readout


@dataclass(frozen=True, slots=True)
class Turned:
    """What the network shows where the dot stands: the `weight` that is turned, and what the neurons after it hold."""

    weight: Readout
    held: Values


@dataclass(frozen=True, slots=True)
class SlopeBeat:
    """One weight is turned, all else stays as it is.

    The dot goes along the `stops`, and pauses at those numbered in `halts`; the first is the weight as it is. Where the
    curve is told of first, it comes into being on the way to the first halt, and it still `asks` for the gradient.
    `weights` are those drawn of the neuron that it leads to, to be seen from near.
    """

    id: str
    title: Line
    weights: Parameters
    curve: LossCurve
    asks: bool
    stops: tuple[Stop, ...]
    halts: tuple[int, ...]
    says: Mapping[str, Words]
