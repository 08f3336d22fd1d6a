"""The chain rule for one weight, as plain data: what it moves, link by link, and the product on the way back.

What turns a study into it stands in `tell_chain.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from scenes.storyboards.equation import Equation
from scenes.storyboards.parameters import Parameters
from scenes.storyboards.readout import Line, Readout, Symbol
from scenes.storyboards.slope import SlopeBeat
from scenes.storyboards.words import Words
from scenes.studies import Weight


@dataclass(frozen=True, slots=True)
class Knot:
    """What is moved: its `symbol`, and how the loss changes with it: a `derivative` that has a `name`, and a number.

    `worked` is how that comes about, None where it is known already.
    """

    symbol: Symbol
    derivative: Symbol
    name: str
    number: Readout
    worked: Equation | None


@dataclass(frozen=True, slots=True)
class Link:
    """How fast one knot moves the one before it in the chain: `factor` is what the chain is multiplied with there.

    `step` names what is said of it.
    """

    step: str
    derivative: Symbol
    name: str
    factor: Readout


@dataclass(frozen=True, slots=True)
class Ways:
    """All ways from the first knot to the loss: a row each, under `columns`; `rest` is what those not listed come to.

    `edges` are the weights that the rows follow, by the row (None: not drawn).
    """

    columns: Line
    rows: tuple[Equation, ...]
    rest: tuple[tuple[Line, Readout], ...]
    edges: tuple[Weight | None, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """From the loss back to the weight at `place`: `knots`, and the `links` between them; the last knot is the weight.

    The first knot has `ways` to the loss, None where it is but one. Its steps are `links` (the chain is drawn),
    `first` (the first knot), one for each link, and `slope` where the curve of the loss was seen before: the gradient
    is its slope. `leaving` are the weights of its ways, `arriving` those beside the weight, to be seen from near.
    """

    id: str
    title: Line
    place: Weight
    ways: Ways | None
    knots: tuple[Knot, ...]
    links: tuple[Link, ...]
    leaving: Parameters
    arriving: Parameters
    slope: SlopeBeat | None
    says: Mapping[str, Words]

    @property
    def gradient(self) -> Readout:
        return self.knots[-1].number
